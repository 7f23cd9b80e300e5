//! Rows of either file that have no counterpart in the other, one by one, with the reason.

use crate::engine::join::keys::Keys;
use crate::engine::join::{JoinKey, RowsPerKey, cell};
use crate::engine::table::{Issue, IssueKind, Issues, MISSING_CODE, Problem, Source};
use crate::kernel::joining::fold;

/// What was odd about the keys, counted, with how many of these are
/// about the main file, and the single rows: first those of the main file.
pub fn list(
    main: &Source,
    companion: &Source,
    key: &JoinKey,
    keys: &Keys<'_>,
) -> ((Vec<Issue>, usize), Vec<Problem>) {
    let (mut issues, of_main) = of_main(main, key, keys).into_parts();
    let (more_issues, of_companion) = of_companion(companion, key, keys).into_parts();
    let n_main = issues.len();
    issues.extend(more_issues);
    let mut problems: Vec<_> = of_main.into_iter().map(|it| it.about(&companion.name)).collect();
    problems.extend(of_companion.into_iter().map(|it| it.of_file(&companion.name).about(&main.name)));
    ((issues, n_main), problems)
}

fn of_main(main: &Source, key: &JoinKey, keys: &Keys<'_>) -> Issues {
    let mut issues = Issues::default();
    let Some(column) = main.table.column(&key.onto) else { return issues };
    for (row, &code) in keys.main.codes.iter().enumerate() {
        let is_matched = keys.matching.partner.get(code as usize).is_some_and(|it| *it != MISSING_CODE);
        if code == MISSING_CODE || is_matched {
            continue;
        }
        let is_open = keys.matching.is_open_first.get(code as usize) == Some(&true);
        let kind = if is_open { IssueKind::KeyCollision } else { IssueKind::KeyNotFound };
        issues.note(kind, Some(&key.onto), main.lines.of(row), &cell::text(&column.cells, row));
    }
    issues
}

fn of_companion(companion: &Source, key: &JoinKey, keys: &Keys<'_>) -> Issues {
    let mut issues = Issues::default();
    let Some(column) = companion.table.column(&key.column) else { return issues };
    let firsts = match keys.rows_per_key {
        RowsPerKey::One => fold::firsts(&keys.companion.codes, keys.companion.names.len()),
        RowsPerKey::Several => Vec::new(),
    };
    for (row, &code) in keys.companion.codes.iter().enumerate() {
        let is_used = keys.is_used.get(code as usize) == Some(&true);
        let is_open = keys.matching.is_open_second.get(code as usize) == Some(&true);
        let is_repeated = firsts.get(code as usize).is_some_and(|&it| it as usize != row);
        let kind = if code == MISSING_CODE {
            IssueKind::NoKey
        } else if is_repeated {
            IssueKind::RepeatedKey
        } else if is_open {
            IssueKind::KeyCollision
        } else if !is_used {
            IssueKind::KeyUnused
        } else {
            continue;
        };
        issues.note(kind, Some(&key.column), companion.lines.of(row), &cell::text(&column.cells, row));
    }
    issues
}
