//! Rows that a person leaves out because something is odd about them.

use crate::engine::features::matrix::is_of_reading;
use crate::engine::features::{FeatureChoices, FeaturesError};
use crate::engine::table::Source;

/// Whether each row is left out, by what reading found odd; empty where none is.
///
/// Reading lists single places up to a limit. Where there are more, leaving out the listed ones only
/// would be half the truth, so that is refused.
pub fn rows_left_out(source: &Source, choices: &FeatureChoices) -> Result<Vec<bool>, FeaturesError> {
    let mut is_left_out = Vec::new();
    for &kind in choices.left_out.iter().filter(|it| is_of_reading(**it)) {
        let n: u64 = source.issues.iter().filter(|it| it.kind == kind).map(|it| it.n).sum();
        let listed = source.problems.iter().filter(|it| it.kind == kind && it.file.is_empty());
        let n_listed = listed.clone().count() as u64;
        if n_listed < n {
            return Err(FeaturesError::TooManyToLeaveOut { kind, n, n_listed });
        }
        for problem in listed {
            is_left_out.resize(source.table.n_rows, false);
            let row = source.lines.row_at(problem.line);
            if let Some(it) = row.and_then(|row| is_left_out.get_mut(row)) {
                *it = true;
            }
        }
    }
    Ok(is_left_out)
}
