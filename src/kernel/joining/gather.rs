//! Cells of the rows that are asked for.

use crate::kernel::cells::{Cells, MISSING_CODE, MISSING_DAY, Texts};
use crate::kernel::names::distinct;

/// The cells of some rows, in the order they are asked for; a row beyond the end is missing. Texts
/// become codes, because a row may be asked for many times.
pub fn gather(cells: &Cells, rows: &[u32]) -> Cells {
    match cells {
        Cells::Numbers(values) => Cells::Numbers(picked(values, rows, f64::NAN)),
        Cells::Days(days) => Cells::Days(picked(days, rows, MISSING_DAY)),
        Cells::Codes { codes, dictionary } => compact(picked(codes, rows, MISSING_CODE), dictionary),
        Cells::Texts(texts) => {
            let (codes, dictionary) = distinct(texts);
            compact(picked(&codes, rows, MISSING_CODE), &dictionary)
        }
    }
}

/// Codes with a dictionary of nothing but what they stand for, in the order it had.
fn compact(mut codes: Vec<u32>, dictionary: &Texts) -> Cells {
    let mut renumbered = vec![MISSING_CODE; dictionary.len()];
    for &code in &codes {
        if let Some(it) = renumbered.get_mut(code as usize) {
            *it = 0;
        }
    }
    let mut kept = Texts::default();
    for (it, text) in renumbered.iter_mut().zip(dictionary.iter()).filter(|it| *it.0 == 0) {
        *it = u32::try_from(kept.len()).unwrap_or(MISSING_CODE);
        kept.push(text);
    }
    for code in &mut codes {
        *code = renumbered.get(*code as usize).copied().unwrap_or(MISSING_CODE);
    }
    Cells::Codes { codes, dictionary: kept }
}

/// One table of codes read through another.
pub fn through(codes: &[u32], table: &[u32]) -> Vec<u32> {
    picked(table, codes, MISSING_CODE)
}

fn picked<T: Copy>(values: &[T], rows: &[u32], missing: T) -> Vec<T> {
    rows.iter().map(|&row| values.get(row as usize).copied().unwrap_or(missing)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_gathered_as_often_as_they_are_asked_for() {
        let Cells::Numbers(found) = gather(&Cells::Numbers(vec![1.0, 2.0]), &[1, 1, MISSING_CODE, 0]) else {
            panic!("numbers stay numbers");
        };
        assert_eq!(found[..2], [2.0, 2.0]);
        assert!(found[2].is_nan());
        let texts = Cells::Texts(Texts::from_iter(["b", "", "a"]));
        let Cells::Codes { codes, dictionary } = gather(&texts, &[0, 1, 2, 9]) else {
            panic!("texts become codes");
        };
        assert_eq!(codes, [1, MISSING_CODE, 0, MISSING_CODE]);
        assert_eq!(dictionary.iter().collect::<Vec<_>>(), ["a", "b"]);
        let Cells::Codes { codes, dictionary } = gather(&texts, &[0, 0]) else {
            panic!("texts become codes");
        };
        assert_eq!((codes, dictionary.iter().collect::<Vec<_>>()), (vec![0, 0], vec!["b"]));
    }
}
