//! Yes and no, as files say it.

use crate::kernel::letters::lowered;

/// Words for yes and for no that stand together, in small letters: English, German, French,
/// Spanish, Italian, Portuguese, Dutch, Polish, Japanese, and signs.
const PAIRS: [(&str, &str); 38] = [
    ("yes", "no"),
    ("y", "n"),
    ("true", "false"),
    ("t", "f"),
    ("1", "0"),
    ("on", "off"),
    ("checked", "unchecked"),
    ("ja", "nein"),
    ("j", "n"),
    ("wahr", "falsch"),
    ("oui", "non"),
    ("o", "n"),
    ("vrai", "faux"),
    ("sí", "no"),
    ("si", "no"),
    ("s", "n"),
    ("verdadero", "falso"),
    ("sì", "no"),
    ("vero", "falso"),
    ("sim", "não"),
    ("sim", "nao"),
    ("verdadeiro", "falso"),
    ("ja", "nee"),
    ("waar", "onwaar"),
    ("tak", "nie"),
    ("t", "n"),
    ("prawda", "fałsz"),
    ("はい", "いいえ"),
    ("あり", "なし"),
    ("有り", "無し"),
    ("有", "無"),
    ("済", "未"),
    ("可", "不可"),
    ("真", "偽"),
    ("○", "×"),
    ("〇", "×"),
    ("✓", "✗"),
    ("✔", "✘"),
];

/// Whether a word means yes.
pub fn is_yes(text: &str) -> bool {
    let word = lowered(text.trim());
    matches!(word.as_str(), "x" | "ok") || PAIRS.iter().any(|it| it.0 == word)
}

/// Whether a word means no.
pub fn is_no(text: &str) -> bool {
    let word = lowered(text.trim());
    PAIRS.iter().any(|it| it.1 == word)
}

/// Whether different words in small letters are a yes and a no, or one of them alone that can
/// hardly mean anything else.
pub fn is_yes_no(words: &[String]) -> bool {
    match words {
        [word] => {
            word.chars().count() > 1
                && !matches!(word.as_str(), "on" | "off" | "non" | "si" | "checked")
                && PAIRS.iter().any(|it| it.0 == word || it.1 == word)
        }
        [a, b] => PAIRS.iter().any(|it| (it.0 == a && it.1 == b) || (it.0 == b && it.1 == a)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_no, is_yes, is_yes_no};

    fn pair(a: &str, b: &str) -> bool {
        is_yes_no(&[a.to_owned(), b.to_owned()])
    }

    #[test]
    fn yes_and_no_are_known_in_nine_languages() {
        for (yes, no) in [
            ("yes", "no"),
            ("ja", "nein"),
            ("oui", "non"),
            ("sí", "no"),
            ("sì", "no"),
            ("sim", "não"),
            ("ja", "nee"),
            ("tak", "nie"),
            ("はい", "いいえ"),
            ("有", "無"),
            ("prawda", "fałsz"),
        ] {
            assert!(pair(yes, no) && pair(no, yes) && is_yes(yes) && is_no(no), "{yes}, {no}");
        }
        assert!(is_yes("Ja ") && is_yes("TRUE") && is_no("FAŁSZ"));
    }

    #[test]
    fn two_states_that_are_no_answer_are_not_yes_and_no() {
        assert!(!pair("active", "inactive") && !pair("m", "f") && !pair("yes", "nein"));
        assert!(!is_yes_no(&["on".to_owned()]) && is_yes_no(&["false".to_owned()]));
    }
}
