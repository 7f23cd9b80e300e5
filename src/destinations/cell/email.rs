//! E-mail addresses.
//!
//! Whether a mailbox exists nobody can tell from its name. What is checked is the form that every tool
//! asks for: one `@`, a local part of at most 64 bytes, a domain of at least two labels of letters,
//! digits and hyphens, 254 bytes in all (RFC 5321, section 4.5.3; the addr-spec of RFC 5322 without
//! quoted local parts).

use crate::destinations::{Change, Rule};
use crate::kernel::letters::is_letter_or_digit;

const MAX_BYTES: usize = 254;
const MAX_LOCAL_BYTES: usize = 64;

/// Empties what is no e-mail address.
pub fn checked() -> Rule {
    Box::new(|_, cell| {
        (!cell.is_empty() && !is_email(cell)).then(|| {
            cell.clear();
            Change::NoEmail
        })
    })
}

/// Empties what is no e-mail address, or has letters beyond ASCII before the `@`.
pub fn checked_ascii() -> Rule {
    Box::new(|_, cell| {
        let is_ascii = || cell.split('@').next().unwrap_or("").is_ascii();
        let is_right = cell.is_empty() || (is_email(cell) && is_ascii());
        (!is_right).then(|| {
            cell.clear();
            Change::NoEmail
        })
    })
}

/// Whether a text has the form of an e-mail address.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let is_local = |it: char| is_letter_or_digit(it) || "!#$%&'*+-/=?^_`{|}~.".contains(it);
    let is_label = |it: &str| {
        !it.is_empty()
            && it.len() <= 63
            && !it.starts_with('-')
            && !it.ends_with('-')
            && it.chars().all(|it| it == '-' || is_letter_or_digit(it))
    };
    let top = domain.rsplit('.').next().unwrap_or("");
    text.len() <= MAX_BYTES
        && (1..=MAX_LOCAL_BYTES).contains(&local.len())
        && local.chars().all(is_local)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && domain.contains('.')
        && domain.split('.').all(is_label)
        && top.chars().count() >= 2
        && !top.bytes().all(|it| it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::is_email;

    #[test]
    fn an_address_has_one_at_and_a_domain() {
        for text in [
            "mary@example.com",
            "Mary.O'Brien+news@mail.example.co.uk",
            "jörg@bücher.example",
            "a@b.cd",
            "x_y-z@sub-domain.example.org",
        ] {
            assert!(is_email(text), "{text}");
        }
        for text in [
            "",
            "mary",
            "mary@",
            "@example.com",
            "mary@example",
            "a@b@c.de",
            "mary smith@example.com",
            "mary@exa mple.com",
            "mary@example..com",
            "mary@-example.com",
            ".mary@example.com",
            "ma..ry@example.com",
            "mary@example.c",
            "mary@127.0.0.1",
            "Mary <mary@example.com>",
            "mary@example.com,",
            "mary@example.com;bob@example.com",
            "n/a",
        ] {
            assert!(!is_email(text), "{text}");
        }
        assert!(!is_email(&format!("{}@example.com", "a".repeat(65))));
        assert!(!is_email(&format!("a@{}.com", "b".repeat(260))));
    }
}
