//! Who may be written to.
//!
//! Only what is known to mean yes is a yes: an empty cell, or a word that says neither, is none. A
//! column that says who must *not* be written to is read the other way round, by its name.

use std::cell::RefCell;

use crate::destinations::Wish;
use crate::destinations::change::LeftOut;
use crate::kernel::contacts::{Contacts, Field};
use crate::kernel::letters::lowered;
use crate::kernel::value::{is_no, is_yes};

/// Different words of the column that are told.
const MAX_WORDS: usize = 20;
/// What tools write for yes beyond the words for it.
const GIVEN: &str = "granted|given|opted in|opted-in|optin|opt-in|opt in|single opt-in|double opt-in|doi|subscribed|subscriber|confirmed|consented|accepted|allowed|agreed|angemeldet|abonniert|erteilt|abonné|inscrit|suscrito|iscritto|ingeschreven";
/// What they write for no.
const REFUSED: &str = "denied|withdrawn|revoked|opted out|opted-out|optout|opt-out|opt out|unsubscribed|never subscribed|not subscribed|non-subscribed|declined|rejected|refused|blocked|suppressed|cleaned|bounced|do not contact|abgemeldet|widerrufen|désabonné|désinscrit|uitgeschreven";
/// Parts of names of columns that say who must not be written to.
const AGAINST: &str = "unsubscribe|opt out|opted out|optout|optedout|opt_out|opted_out|opt-out|do not|donot|do_not|suppress|no mail|no email|no_email|no marketing|abgemeldet|widerruf|abmeld|désabonn|desabonn|uitgeschreven|withdrawn|revoked|blocked|bounced";

/// What a cell of the column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Nothing, or nothing that is known.
    Nothing,
}

/// Reads a column of consent.
#[derive(Debug)]
pub(super) struct Reader {
    column: usize,
    is_against: bool,
    /// Words in small letters that a person says mean yes.
    own: Vec<String>,
    /// The last words seen and what they say, so that each is judged once.
    known: Vec<(String, Said, u64)>,
    /// Cells with words beyond those.
    n_beyond: u64,
    /// The last cell that was judged, for most say the same.
    last: RefCell<Option<(String, Said)>>,
}

impl Reader {
    /// Where there is a column of consent.
    pub(super) fn of(contacts: &Contacts, wish: &Wish) -> Option<Self> {
        Some(Self::at(contacts, wish, contacts.position(Field::Consent)?))
    }

    /// For the column of that position.
    pub(super) fn at(contacts: &Contacts, wish: &Wish, column: usize) -> Self {
        let name = lowered(contacts.columns.get(column).map_or("", |it| &it.name));
        let own = wish.setting("consent-words").unwrap_or("").split(',');
        Self {
            column,
            is_against: AGAINST.split('|').any(|it| name.contains(it)),
            own: own.map(|it| lowered(it.trim())).filter(|it| !it.is_empty()).collect(),
            known: Vec::new(),
            n_beyond: 0,
            last: RefCell::new(None),
        }
    }

    /// Its position.
    pub(super) fn column(&self) -> usize {
        self.column
    }

    /// What a cell says; it is counted.
    pub(super) fn read(&mut self, cell: &str) -> Said {
        if let Some((_, said, n)) = self.known.iter_mut().find(|it| it.0 == cell) {
            *n += 1;
            return *said;
        }
        let said = self.judge(cell);
        if self.known.len() < MAX_WORDS {
            self.known.push((cell.to_owned(), said, 1));
        } else {
            self.n_beyond += 1;
        }
        said
    }

    /// What a cell says.
    pub(super) fn judge(&self, cell: &str) -> Said {
        let mut last = self.last.borrow_mut();
        match &*last {
            Some((known, said)) if known == cell => *said,
            Some(_) | None => last.insert((cell.to_owned(), self.judge_anew(cell))).1,
        }
    }

    fn judge_anew(&self, cell: &str) -> Said {
        let word = lowered(cell.trim());
        let is_one_of = |list: &str| list.split('|').any(|it| it == word);
        if word.is_empty() {
            return Said::Nothing;
        }
        if !self.own.is_empty() {
            return if self.own.contains(&word) { Said::Yes } else { Said::No };
        }
        // These words say themselves for what or against what they are.
        if is_one_of(REFUSED) {
            return Said::No;
        }
        if is_one_of(GIVEN) {
            return Said::Yes;
        }
        match (is_yes(&word), is_no(&word)) {
            // "n" is a no in English and in German; a word for both says nothing.
            (true, true) | (false, false) => Said::Nothing,
            (is_yes, _) => {
                if is_yes == self.is_against {
                    Said::No
                } else {
                    Said::Yes
                }
            }
        }
    }

    /// The words of the column, what they were taken for, and how many cells have them.
    pub(super) fn words(self) -> (Vec<(String, Said, u64)>, u64) {
        (self.known, self.n_beyond)
    }
}

impl Said {
    /// Why a contact that says so is left out.
    pub(super) fn left_out(self) -> Option<LeftOut> {
        match self {
            Self::Yes => None,
            Self::No => Some(LeftOut::Refused),
            Self::Nothing => Some(LeftOut::NoConsent),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Reader, Said};
    use crate::destinations::Wish;
    use crate::kernel::contacts::{ContactColumn, ContactKind, Contacts, Field};

    fn said(name: &str, cell: &str) -> Said {
        let column = ContactColumn { name: name.to_owned(), field: Field::Consent, kind: ContactKind::Text };
        let contacts = Contacts { columns: vec![column], ..Contacts::default() };
        Reader::of(&contacts, &Wish::of("csv")).unwrap().judge(cell)
    }

    #[test]
    fn only_what_means_yes_is_a_yes() {
        for cell in ["yes", "TRUE", "1", " ja ", "Subscribed", "opted in", "GRANTED", "✓"] {
            assert_eq!(said("Newsletter", cell), Said::Yes, "{cell}");
        }
        for cell in ["no", "0", "false", "Nein", "unsubscribed", "Never subscribed", "cleaned"] {
            assert_eq!(said("Newsletter", cell), Said::No, "{cell}");
        }
        for cell in ["", "  ", "unknown", "pending", "2", "maybe", "null", "2024-01-01"] {
            assert_eq!(said("Newsletter", cell), Said::Nothing, "{cell}");
        }
    }

    #[test]
    fn a_column_of_those_who_said_no_is_read_the_other_way_round() {
        for name in ["Unsubscribed", "Email Opt Out", "HasOptedOutOfEmail", "do_not_email"] {
            assert_eq!(said(name, "yes"), Said::No, "{name}");
            assert_eq!(said(name, "0"), Said::Yes, "{name}");
            assert_eq!(said(name, ""), Said::Nothing, "{name}");
            assert_eq!(said(name, "subscribed"), Said::Yes, "{name}");
        }
    }
}
