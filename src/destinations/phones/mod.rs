//! Phone numbers as the world dials them: E.164, by the numbering plan of each country.
//!
//! Which digits are a number is the plans' matter ([`plans`]), what people write before, between and
//! behind digits is [`letters`]'. The rules of reading are those of Google's libphonenumber, whose
//! plans these are: the calling code after a plus sign or a prefix of international calls, else the
//! country of the row; the prefix of calls within the country is no part of a number unless only
//! with it the digits are one; a number must be one of the country's kinds.

mod letters;
mod pattern;
mod plans;

use letters::Written;
use plans::{Length, Plan, Plans};

/// Why a text is no phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneFault {
    /// It holds what phone numbers do not hold, or no digit.
    NotDigits,
    /// It begins without a calling code, and the country is not known.
    NoCountry,
    /// No country has the calling code.
    NoSuchCode,
    /// The country has no such number.
    NoSuchNumber,
}

/// Reads phone numbers; made once, used for many.
pub struct Phones {
    plans: Plans,
}

impl Default for Phones {
    fn default() -> Self {
        Self::new()
    }
}

/// Digits of the longest number, and of the shortest.
const DIGITS: std::ops::RangeInclusive<usize> = 2..=17;

impl Phones {
    /// With every country's plan.
    pub fn new() -> Self {
        Self { plans: Plans::new() }
    }

    /// Whether there are numbers of the country, by its two capital letters of ISO 3166.
    pub fn is_country(&self, letters: &str) -> bool {
        self.plans.of_country(letters).is_some()
    }

    /// The number in E.164 with its plus sign, from a text and the country it was written in (two
    /// capital letters of ISO 3166), if that is known.
    pub fn read(&self, text: &str, country: Option<&str>) -> Result<String, PhoneFault> {
        let written = letters::read(text).ok_or(PhoneFault::NotDigits)?;
        let home = country.and_then(|it| self.plans.of_country(it));
        if home.is_none() && !written.is_international {
            return Err(PhoneFault::NoCountry);
        }
        let (plan, digits) = self.split(&written, home)?;
        let bare = plan.without_prefix(&digits);
        let number = match plan.length(&bare) {
            Length::Right | Length::Long => bare,
            Length::Short | Length::Local | Length::Between => digits,
        };
        if !DIGITS.contains(&number.len()) || !self.is_number(plan.code, &number) {
            return Err(PhoneFault::NoSuchNumber);
        }
        let mut out = String::with_capacity(1 + plan.code.len() + number.len());
        out.push('+');
        out.push_str(plan.code);
        out.extend(number.iter().map(|it| char::from(*it)));
        Ok(out)
    }

    /// The country and the digits behind the calling code, which may be there without a sign of it.
    fn split<'p>(
        &'p self,
        written: &Written,
        home: Option<&'p Plan>,
    ) -> Result<(&'p Plan, Vec<u8>), PhoneFault> {
        let digits = written.digits.as_slice();
        if written.is_international {
            let found = self.by_code(digits);
            let again = || home.and_then(|it| self.with_hidden_code(digits, it));
            return found.or_else(|fault| again().filter(|_| digits.len() > *DIGITS.start()).ok_or(fault));
        }
        let Some(home) = home else { return Err(PhoneFault::NoCountry) };
        if let Some(rest) = behind_prefix(home, digits) {
            return self.by_code(rest);
        }
        Ok(self.with_hidden_code(digits, home).unwrap_or_else(|| (home, digits.to_vec())))
    }

    /// The country of a calling code that no plus sign tells of: behind a prefix of international
    /// calls, or where the digits are a number of the own country only without its code.
    fn with_hidden_code<'p>(&'p self, digits: &[u8], home: &Plan) -> Option<(&'p Plan, Vec<u8>)> {
        if let Some(rest) = behind_prefix(home, digits) {
            return self.by_code(rest).ok();
        }
        let bare = home.without_prefix(digits.strip_prefix(home.code.as_bytes())?);
        let is_better = !home.is_shaped(digits) && home.is_shaped(&bare);
        let plan = self.plans.of_code(home.code).first()?;
        (is_better || home.length(digits) == Length::Long).then_some((plan, bare))
    }

    /// The country that the calling code at the beginning belongs to, and the digits behind it.
    fn by_code(&self, digits: &[u8]) -> Result<(&Plan, Vec<u8>), PhoneFault> {
        if digits.len() <= *DIGITS.start() || digits.starts_with(b"0") {
            return Err(PhoneFault::NoSuchCode);
        }
        (1..=3.min(digits.len()))
            .find_map(|n| {
                let (code, rest) = digits.split_at_checked(n)?;
                let plan = self.plans.of_code(str::from_utf8(code).ok()?).first()?;
                Some((plan, rest.to_vec()))
            })
            .ok_or(PhoneFault::NoSuchCode)
    }

    /// Whether one of the countries of a calling code has the number.
    fn is_number(&self, code: &str, number: &[u8]) -> bool {
        let mut plans = self.plans.of_code(code).iter();
        let told = plans.find(|it| match &it.patterns().leading {
            Some(leading) => leading.at_start(number).is_some(),
            None => it.is_number(number),
        });
        told.is_some_and(|it| it.is_number(number))
    }
}

/// What follows the prefix of international calls, if it is there.
fn behind_prefix<'t>(home: &Plan, digits: &'t [u8]) -> Option<&'t [u8]> {
    let met = home.patterns().abroad.as_ref()?.at_start(digits)?;
    // No calling code begins with 0, so such digits were no prefix.
    digits.get(met.len..).filter(|it| !it.starts_with(b"0"))
}

#[cfg(test)]
mod tests {
    use super::{PhoneFault, Phones};

    #[test]
    fn the_rules_of_each_country_hold() {
        let phones = Phones::new();
        for (text, country, wanted) in [
            ("0171 2345678", "DE", "+491712345678"),
            ("+49 (0) 171 2345678", "US", "+491712345678"),
            ("0049 171 2345678", "DE", "+491712345678"),
            ("(800) 555-0101", "US", "+18005550101"),
            ("011 49 171 2345678", "US", "+491712345678"),
            // Italy keeps its zero.
            ("06 6982", "IT", "+39066982"),
            ("+39 06 6982", "IT", "+39066982"),
            // Russia dials 8 before a number, Hungary 06.
            ("8 (912) 345-67-89", "RU", "+79123456789"),
            ("06 20 123 4567", "HU", "+36201234567"),
            // Mobiles of Argentina have a 9 from abroad, and 15 within.
            ("011 15-2345-6789", "AR", "+5491123456789"),
        ] {
            assert_eq!(phones.read(text, Some(country)).as_deref(), Ok(wanted), "{text} in {country}");
        }
    }

    #[test]
    fn a_text_that_is_no_number_says_why() {
        let phones = Phones::new();
        for (text, country, wanted) in [
            ("call me", Some("DE"), PhoneFault::NotDigits),
            ("0171 2345678", None, PhoneFault::NoCountry),
            ("0171 2345678", Some("XX"), PhoneFault::NoCountry),
            ("+999 123456", Some("DE"), PhoneFault::NoSuchCode),
            ("12", Some("DE"), PhoneFault::NoSuchNumber),
            ("555-0101", Some("US"), PhoneFault::NoSuchNumber),
        ] {
            assert_eq!(phones.read(text, country), Err(wanted), "{text}");
        }
    }
}
