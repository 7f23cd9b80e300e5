//! One form for each person's e-mail address, phone and name, as each vendor wants it before it is
//! hashed. Two vendors' forms of one value differ, so there is no hash for all of them.

/// Whose rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vendor {
    /// Google Ads Customer Match.
    Google,
    /// Meta Custom Audiences.
    Meta,
    /// TikTok audiences.
    TikTok,
    /// X audiences.
    X,
}

/// An e-mail address: small letters without blanks around. Google wants none inside either; TikTok
/// wants nothing from a `+` to the `@`.
pub fn email(vendor: Vendor, text: &str) -> String {
    let low = text.trim().to_lowercase();
    match vendor {
        Vendor::Google => low.split_whitespace().collect(),
        Vendor::TikTok => match low.rsplit_once('@') {
            Some((local, domain)) => format!("{}@{domain}", local.split('+').next().unwrap_or_default()),
            None => low,
        },
        Vendor::Meta | Vendor::X => low,
    }
}

/// An address at Gmail without the dots before its `@`, which Gmail does not tell apart; others as
/// they are.
pub fn without_gmail_dots(email: &str) -> String {
    match email.rsplit_once('@') {
        Some((local, domain @ ("gmail.com" | "googlemail.com"))) => {
            format!("{}@{domain}", local.replace('.', ""))
        }
        _ => email.to_owned(),
    }
}

/// A phone number in E.164: with its plus sign for Google, digits alone for others.
pub fn phone(vendor: Vendor, e164: &str) -> String {
    match vendor {
        Vendor::Google => e164.to_owned(),
        Vendor::Meta | Vendor::TikTok | Vendor::X => e164.trim_start_matches('+').to_owned(),
    }
}

/// A first name: small letters; Google wants one blank at most between words.
pub fn first_name(vendor: Vendor, text: &str) -> String {
    let low = text.to_lowercase();
    if vendor == Vendor::Google { one_blank(&low) } else { low.trim().to_owned() }
}

/// A last name: small letters; Google wants no punctuation in it.
pub fn last_name(vendor: Vendor, text: &str) -> String {
    let low = text.to_lowercase();
    if vendor == Vendor::Google {
        one_blank(&low.chars().filter(|it| !is_punctuation(*it)).collect::<String>())
    } else {
        low.trim().to_owned()
    }
}

/// A town or state as Meta wants it: small letters without digits, blanks, brackets, dots, dashes.
pub fn place(text: &str) -> String {
    let is_out = |it: char| it.is_ascii_digit() || it.is_whitespace() || matches!(it, '(' | ')' | '.' | '-');
    text.to_lowercase().chars().filter(|it| !is_out(*it)).collect()
}

/// A postcode as Meta wants it: small letters without blanks, up to its dash; `None` if under two.
pub fn zip(text: &str) -> Option<String> {
    let bare: String = text.to_lowercase().chars().filter(|it| !it.is_whitespace()).collect();
    let bare = bare.split('-').next().unwrap_or_default();
    (bare.chars().count() >= 2).then(|| bare.to_owned())
}

/// `f` or `m`, from the word for it.
pub fn gender(text: &str) -> Option<&'static str> {
    match text.trim().to_lowercase().as_str() {
        "f" | "female" | "w" | "woman" | "weiblich" | "femme" | "frau" | "mrs" | "ms" => Some("f"),
        "m" | "male" | "man" | "männlich" | "homme" | "herr" | "mr" => Some("m"),
        _ => None,
    }
}

/// Whether anything of a name stays once punctuation is taken out.
pub fn has_letters(text: &str) -> bool {
    text.chars().any(|it| !it.is_whitespace() && !is_punctuation(it))
}

fn one_blank(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Signs that stand in no name: of ASCII all that is neither letter nor digit nor blank, and the
/// punctuation of Unicode's blocks of it.
fn is_punctuation(it: char) -> bool {
    it.is_ascii_punctuation()
        || matches!(
            it,
            '\u{a1}' | '\u{a7}' | '\u{ab}' | '\u{b4}' | '\u{b6}' | '\u{b7}' | '\u{bb}' | '\u{bf}'
                | '\u{2010}'..='\u{2027}'
                | '\u{2030}'..='\u{205e}'
                | '\u{3001}'..='\u{3003}'
                | '\u{3008}'..='\u{3011}'
                | '\u{ff01}'..='\u{ff0f}'
        )
}

#[cfg(test)]
mod tests {
    use super::{Vendor, email, first_name, gender, last_name, phone, place, without_gmail_dots, zip};

    #[test]
    fn capitals_never_reach_a_hash() {
        for vendor in [Vendor::Google, Vendor::Meta, Vendor::TikTok, Vendor::X] {
            assert_eq!(email(vendor, " Mary@Example.com\t"), "mary@example.com", "{vendor:?}");
        }
    }

    #[test]
    fn vendors_differ_in_their_forms() {
        assert_eq!(email(Vendor::Google, "ma ry@example.com"), "mary@example.com");
        assert_eq!(email(Vendor::TikTok, "Mary+News+2@example.com"), "mary@example.com");
        assert_eq!(email(Vendor::Meta, "Mary+News@example.com"), "mary+news@example.com");
        assert_eq!(phone(Vendor::Google, "+18005550101"), "+18005550101");
        assert_eq!(phone(Vendor::Meta, "+18005550101"), "18005550101");
        assert_eq!(last_name(Vendor::Google, "O’Brien - Smith"), "obrien smith");
        assert_eq!(last_name(Vendor::Meta, " O’Brien "), "o’brien");
        assert_eq!(first_name(Vendor::Google, " Anna  Maria "), "anna maria");
    }

    #[test]
    fn dots_are_taken_from_gmail_alone() {
        assert_eq!(without_gmail_dots("m.a.r.y@gmail.com"), "mary@gmail.com");
        assert_eq!(without_gmail_dots("m.a.r.y@googlemail.com"), "mary@googlemail.com");
        assert_eq!(without_gmail_dots("m.a.r.y@example.com"), "m.a.r.y@example.com");
    }

    #[test]
    fn places_and_postcodes_are_as_meta_wants_them() {
        assert_eq!(place("St. Louis-2 (MO)"), "stlouismo");
        assert_eq!(zip("94035-1234").as_deref(), Some("94035"));
        assert_eq!(zip("M1 1AE").as_deref(), Some("m11ae"));
        assert_eq!(zip("1"), None);
        assert_eq!([gender("Female"), gender("M"), gender("x")], [Some("f"), Some("m"), None]);
    }
}
