//! What the run behind this screen has counted.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::number;
use crate::engine::table::Issue;
use crate::session::Job;

/// Counts made with the choices on screen; empty while they are not known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Counted {
    /// What was odd after reading.
    pub issues: Option<Vec<Issue>>,
    /// Customers with a usable row.
    pub n_customers: Option<usize>,
    /// Rows that were used.
    pub n_rows_used: Option<usize>,
    /// The day that was counted back from.
    pub as_of: Option<i32>,
}

impl Counted {
    /// Follows the session. While a change is being counted, what was odd stays on screen, and the
    /// counts, which may be wrong already, do not.
    pub fn follow(session: LiveSession) -> Memo<Self> {
        Memo::new(move |before: Option<&Self>| {
            let shown = session.shown().get();
            let is_fresh = shown.as_ref().is_some_and(|it| it.recipe == *session.draft().read());
            let has_failed = matches!(*session.job().read(), Job::Failed(_));
            match shown {
                Some(shown) if is_fresh => {
                    let profiles = &shown.analysis.profiles;
                    Self {
                        issues: Some(shown.analysis.issues.clone()),
                        n_customers: Some(profiles.everyone.n + profiles.n_unassigned),
                        n_rows_used: Some(profiles.n_rows_used),
                        as_of: profiles.as_of,
                    }
                }
                Some(_) if !has_failed => {
                    Self { issues: before.and_then(|it| it.issues.clone()), ..Self::default() }
                }
                Some(_) | None => Self::default(),
            }
        })
    }

    /// "38,496 of 39,828 rows used".
    pub fn rows_used(&self, n_rows: usize) -> Option<String> {
        let n_used = self.n_rows_used?;
        if n_used == n_rows {
            return Some(format!("All {} used", number::counted(n_rows, "row", "rows")));
        }
        Some(format!("{} of {} used", number::count(n_used), number::counted(n_rows, "row", "rows")))
    }
}
