//! What came of an export, in words for people.

use crate::destinations::{Gap, LeftOut, Reconciliation, Summary};
use crate::engine::present::number;

/// One line of what becomes of the customers that were picked.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountLine {
    /// What becomes of them.
    pub words: String,
    /// How many.
    pub n: u64,
    /// Whether they are those picked, left out, or those written.
    pub part: AccountPart,
    /// Where its bar begins and ends, as shares of all that were picked.
    pub bar: (f64, f64),
}

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountPart {
    /// All who were picked.
    Picked,
    /// Some who are left out.
    LeftOut,
    /// Those who are written.
    Written,
}

/// Those picked, those left out reason by reason, those written: they add up.
pub fn account_lines(it: &Reconciliation) -> Vec<AccountLine> {
    let n_elsewhere: u64 = it.left_out.iter().filter(|it| it.0 == LeftOut::NotChosen).map(|it| it.2).sum();
    let n_picked = it.n_in.saturating_sub(n_elsewhere);
    let share = |n: u64| n as f64 / n_picked.max(1) as f64;
    let line = |words: &str, n: u64, part: AccountPart, bar: (f64, f64)| AccountLine {
        words: words.to_owned(),
        n,
        part,
        bar,
    };
    let mut lines = vec![line("customers picked", n_picked, AccountPart::Picked, (0.0, share(n_picked)))];
    let mut left = n_picked;
    for (_, words, n) in it.left_out.iter().filter(|it| it.0 != LeftOut::NotChosen) {
        let after = left.saturating_sub(*n);
        lines.push(line(words, *n, AccountPart::LeftOut, (share(after), share(left))));
        left = after;
    }
    lines.push(line("will be written", it.n_out, AccountPart::Written, (0.0, share(it.n_out))));
    lines
}

/// "5,000 customers = 4,214 written + 474 in other segments + 312 left out".
pub fn balance(it: &Reconciliation) -> String {
    let n_elsewhere: u64 = it.left_out.iter().filter(|it| it.0 == LeftOut::NotChosen).map(|it| it.2).sum();
    let n_left_out = it.n_left_out().saturating_sub(n_elsewhere);
    let mut parts = vec![format!("{} written", counted(it.n_out))];
    if n_elsewhere > 0 {
        parts.push(format!("{} not picked", counted(n_elsewhere)));
    }
    if n_left_out > 0 {
        parts.push(format!("{} left out", counted(n_left_out)));
    }
    let customers = if it.n_in == 1 { "customer" } else { "customers" };
    format!("{} {customers} = {}", counted(it.n_in), parts.join(" + "))
}

/// "Saved 3 files, 8,214 people. 312 had no e-mail."
pub fn saved_line(summary: &Summary, is_archive: bool) -> String {
    let Reconciliation { n_out, left_out, .. } = &summary.reconciliation;
    let n_files = summary.files.len();
    let files = number::counted(n_files, "file", "files");
    let people = if *n_out == 1 { "person" } else { "people" };
    let place = if is_archive && n_files > 1 { " in one ZIP" } else { "" };
    let mut line = format!("Saved {files}{place}, {} {people}.", counted(*n_out));
    for (why, _, n) in left_out.iter().filter(|it| it.0 != LeftOut::NotChosen) {
        line.extend([format!(" {} {}.", counted(*n), in_short(why))]);
    }
    line
}

fn in_short(why: &LeftOut) -> String {
    match why {
        LeftOut::NotChosen => "were not picked".to_owned(),
        LeftOut::Refused => "said no".to_owned(),
        LeftOut::NoConsent => "gave no consent".to_owned(),
        LeftOut::RefusedElsewhere => "said no in another row".to_owned(),
        LeftOut::Lacks(Gap::Missing(what)) => format!("had no {}", thing(what)),
        LeftOut::Lacks(Gap::Unusable(what)) => format!("had no usable {}", thing(what)),
        LeftOut::Repeated(what) => format!("repeated the {} of another", thing(what)),
    }
}

/// A column's heading within a sentence.
fn thing(heading: &str) -> String {
    let words = heading.replace('_', " ");
    if words.to_lowercase().starts_with("email") {
        words.to_lowercase().replacen("email", "e-mail", 1)
    } else {
        words
    }
}

/// A count of people in words of the page.
pub fn counted(n: u64) -> String {
    number::count(usize::try_from(n).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reconciliation() -> Reconciliation {
        let left_out = |why: LeftOut, n| (why.clone(), why.words(), n);
        Reconciliation {
            n_in: 10_000,
            n_out: 600,
            left_out: vec![
                left_out(LeftOut::NotChosen, 9_000),
                left_out(LeftOut::Refused, 300),
                left_out(LeftOut::Lacks(Gap::Missing("Email Address".to_owned())), 100),
            ],
        }
    }

    #[test]
    fn bars_of_those_left_out_lead_from_all_to_those_written() {
        let lines = account_lines(&reconciliation());
        let seen: Vec<_> = lines.iter().map(|it| (it.n, it.part, it.bar)).collect();
        let expected = [
            (1_000, AccountPart::Picked, (0.0, 1.0)),
            (300, AccountPart::LeftOut, (0.7, 1.0)),
            (100, AccountPart::LeftOut, (0.6, 0.7)),
            (600, AccountPart::Written, (0.0, 0.6)),
        ];
        assert_eq!(seen, expected);
    }

    #[test]
    fn everybody_is_in_the_balance() {
        assert_eq!(
            balance(&reconciliation()),
            "10,000 customers = 600 written + 9,000 not picked + 400 left out"
        );
        let all = Reconciliation { n_in: 1, n_out: 1, left_out: Vec::new() };
        assert_eq!(balance(&all), "1 customer = 1 written");
    }

    #[test]
    fn nobody_picked_gives_bars_of_no_length() {
        let lines = account_lines(&Reconciliation::default());
        assert!(lines.iter().all(|it| it.bar == (0.0, 0.0)));
    }

    #[test]
    fn reasons_are_told_as_one_would_say_them() {
        let told: Vec<String> = reconciliation().left_out.iter().map(|it| in_short(&it.0)).collect();
        assert_eq!(told, ["were not picked", "said no", "had no e-mail address"]);
    }
}
