//! The world's numbering plans: which digits are a number, and where.

use std::cell::OnceCell;

use super::pattern::Pattern;

/// The table that the build wrote, a line for each country and calling code.
const TABLE: &str = include_str!(concat!(env!("OUT_DIR"), "/numbering_plans.txt"));

/// Every plan, ordered by calling code; the country that a code belongs to comes first.
pub struct Plans {
    all: Vec<Plan>,
    by_country: Vec<(&'static str, usize)>,
    by_code: Vec<std::ops::Range<usize>>,
}

/// The plan of one country.
pub struct Plan {
    /// ISO 3166 letters, `001` for services of no country.
    pub country: &'static str,
    /// The calling code.
    pub code: &'static str,
    /// What replaces the prefix of calls within the country, with the groups of its pattern.
    pub replacement: &'static str,
    lengths: Vec<usize>,
    local_lengths: Vec<usize>,
    texts: [&'static str; 4],
    kinds: &'static str,
    patterns: OnceCell<Patterns>,
}

/// The patterns of a plan.
pub struct Patterns {
    /// Prefix of international calls.
    pub abroad: Option<Pattern>,
    /// Prefix of calls within the country.
    pub within: Option<Pattern>,
    /// Digits by which a country is told from others of its calling code.
    pub leading: Option<Pattern>,
    /// All numbers, more or less.
    pub general: Option<Pattern>,
    kinds: Vec<(Vec<usize>, Pattern)>,
}

/// What a length says about a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// Numbers of the country have it.
    Right,
    /// Shorter than any number.
    Short,
    /// A number without its area code.
    Local,
    /// Between the lengths that there are.
    Between,
    /// Longer than any number.
    Long,
}

impl Plans {
    /// Reads the table; patterns are compiled when a country is first met.
    pub fn new() -> Self {
        let all: Vec<_> = TABLE.lines().map(Plan::read).collect();
        let mut by_country: Vec<_> = all
            .iter()
            .enumerate()
            .filter(|(_, it)| it.country != "001")
            .map(|(at, it)| (it.country, at))
            .collect();
        by_country.sort_unstable();
        let mut by_code = vec![0..0; 1000];
        for (at, plan) in all.iter().enumerate() {
            // Plans of a code follow one another.
            let range = plan.code.parse().ok().and_then(|it: usize| by_code.get_mut(it));
            let Some(range) = range else { continue };
            let start = if range.end == 0 { at } else { range.start };
            *range = start..at + 1;
        }
        Self { all, by_country, by_code }
    }

    /// The plan of a country, by its two capital letters.
    pub fn of_country(&self, letters: &str) -> Option<&Plan> {
        let at = self.by_country.binary_search_by(|(it, _)| (*it).cmp(letters)).ok()?;
        self.all.get(self.by_country.get(at)?.1)
    }

    /// The plans of a calling code; the country that it belongs to first.
    pub fn of_code(&self, code: &str) -> &[Plan] {
        let range = code.parse().ok().and_then(|it: usize| self.by_code.get(it));
        range.and_then(|it| self.all.get(it.clone())).unwrap_or_default()
    }
}

impl Plan {
    fn read(line: &'static str) -> Self {
        let mut fields = line.splitn(10, '\t');
        let mut next = || fields.next().unwrap_or_default();
        let (country, code, abroad, within, replacement, leading) =
            (next(), next(), next(), next(), next(), next());
        let (lengths, local_lengths, general) = (numbers(next()), numbers(next()), next());
        Self {
            country,
            code,
            replacement,
            lengths,
            local_lengths,
            texts: [abroad, within, leading, general],
            kinds: next(),
            patterns: OnceCell::new(),
        }
    }

    /// Its patterns.
    pub fn patterns(&self) -> &Patterns {
        self.patterns.get_or_init(|| {
            let [abroad, within, leading, general] =
                self.texts.map(|it| Some(it).filter(|it| !it.is_empty()).map(Pattern::new));
            let kinds = self.kinds.split('\t').filter_map(|it| it.split_once(':'));
            let kinds = kinds.map(|(lengths, pattern)| (numbers(lengths), Pattern::new(pattern))).collect();
            Patterns { abroad, within, leading, general, kinds }
        })
    }

    /// What the number of digits says.
    pub fn length(&self, digits: &[u8]) -> Length {
        let n = digits.len();
        match (self.lengths.first(), self.lengths.last()) {
            _ if self.local_lengths.contains(&n) => Length::Local,
            _ if self.lengths.contains(&n) => Length::Right,
            (Some(least), _) if n < *least => Length::Short,
            (_, Some(most)) if n > *most => Length::Long,
            _ => Length::Between,
        }
    }

    /// Whether the digits have the shape of the country's numbers.
    pub fn is_shaped(&self, digits: &[u8]) -> bool {
        self.patterns().general.as_ref().is_some_and(|it| it.is_whole(digits))
    }

    /// Whether the digits are a number of some kind: fixed, mobile, toll-free ...
    pub fn is_number(&self, digits: &[u8]) -> bool {
        let is_kind = |(lengths, pattern): &(Vec<usize>, Pattern)| {
            (lengths.is_empty() || lengths.contains(&digits.len())) && pattern.is_whole(digits)
        };
        self.patterns().kinds.iter().any(is_kind) && self.is_shaped(digits)
    }

    /// The digits without what is dialled before them within the country, where that is no part of
    /// the number.
    pub fn without_prefix(&self, digits: &[u8]) -> Vec<u8> {
        let Some(prefix) = self.patterns().within.as_ref().filter(|_| !digits.is_empty()) else {
            return digits.to_vec();
        };
        let Some(met) = prefix.at_start(digits) else { return digits.to_vec() };
        let rest = digits.get(met.len..).unwrap_or_default();
        let changed = if self.replacement.is_empty() || met.last_group(digits).is_none() {
            rest.to_vec()
        } else {
            let mut changed = Vec::with_capacity(digits.len() + 4);
            let mut parts = self.replacement.bytes();
            while let Some(part) = parts.next() {
                let group = (part == b'$').then(|| parts.next().map_or(0, |it| it.saturating_sub(b'0')));
                match group {
                    None => changed.push(part),
                    Some(it) => changed.extend(met.group(usize::from(it), digits).unwrap_or_default()),
                }
            }
            changed.extend(rest);
            changed
        };
        if self.is_shaped(digits) && !self.is_shaped(&changed) { digits.to_vec() } else { changed }
    }
}

fn numbers(list: &str) -> Vec<usize> {
    list.split(',').filter_map(|it| it.parse().ok()).collect()
}
