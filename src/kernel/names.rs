//! Names told apart and put in order.

use crate::kernel::cells::{MISSING_CODE, Texts};
use crate::kernel::order;

/// The distinct texts in rising order, and for each position its text among them; the empty text is
/// none.
#[inline(never)]
pub fn distinct(texts: &Texts) -> (Vec<u32>, Texts) {
    let mut rows = order::positions(texts.len(), &mut |a, b| texts.get(a).cmp(texts.get(b)));
    rows.retain(|&it| !texts.get(it).is_empty());
    let mut codes = vec![MISSING_CODE; texts.len()];
    let mut names = Texts::default();
    let mut code = MISSING_CODE;
    for same in rows.chunk_by(|&a, &b| texts.get(a) == texts.get(b)) {
        code = code.wrapping_add(1);
        names.push(same.first().map_or("", |&it| texts.get(it)));
        for &row in same {
            if let Some(it) = codes.get_mut(row) {
                *it = code;
            }
        }
    }
    (codes, names)
}

/// Positions of texts in ascending byte order of the texts.
///
/// What all of them begin with is skipped, and the next eight bytes decide as one number; only where
/// those are equal are the texts themselves compared.
#[inline(never)]
pub fn in_byte_order(texts: &Texts, codes: impl Iterator<Item = u32>) -> Vec<u32> {
    let text = |code: u32| texts.get(code as usize).as_bytes();
    let mut keyed: Vec<(u64, u32)> = codes.map(|it| (0, it)).collect();
    let Some(&(_, first)) = keyed.first() else { return Vec::new() };
    let n_shared = keyed.iter().fold(text(first).len(), |n, it| {
        text(it.1).iter().zip(text(first)).take(n).take_while(|(a, b)| a == b).count()
    });
    for (key, code) in &mut keyed {
        let mut bytes = [0; 8];
        for (byte, &it) in bytes.iter_mut().zip(text(*code).iter().skip(n_shared)) {
            *byte = it;
        }
        *key = u64::from_be_bytes(bytes);
    }
    order::sort_by_number(&mut keyed, |it| it.0);
    for alike in keyed.chunk_by_mut(|a, b| a.0 == b.0).filter(|it| it.len() > 1) {
        order::sort_by(alike, |a, b| text(a.1).cmp(text(b.1)));
    }
    keyed.into_iter().map(|it| it.1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn byte_order_is_that_of_the_texts() {
        let all = ["C100", "C1", "C", "C0999", "Ä", "C\u{0}", "C10000000001", "C10000000000", "c"];
        for shared in ["", "customer-"] {
            let all: Vec<String> = all.iter().map(|it| format!("{shared}{it}")).collect();
            let all: Vec<&str> = all.iter().map(String::as_str).collect();
            let texts: Texts = all.iter().copied().collect();
            let order = in_byte_order(&texts, 0..9);
            let mut sorted = all.clone();
            sorted.sort_unstable();
            assert_eq!(order.iter().map(|&it| texts.get(it as usize)).collect::<Vec<_>>(), sorted);
        }
    }

    #[test]
    fn free_text_becomes_names() {
        let (codes, names) = distinct(&Texts::from_iter(["b", "", "a", "b"]));
        assert_eq!(codes, [1, MISSING_CODE, 0, 1]);
        assert_eq!(names.iter().collect::<Vec<_>>(), ["a", "b"]);
    }
}
