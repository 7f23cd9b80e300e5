//! What means yes.

use crate::kernel::cells::{MISSING_CODE, Texts};
use crate::kernel::value::{is_no, is_yes};

/// 1 for yes, 0 for no, `NaN` where missing; one number for each code given.
pub fn shares<'a>(codes: impl Iterator<Item = &'a u32>, dictionary: &Texts) -> Vec<f64> {
    let yes = yes(dictionary);
    let share = |code: &u32| {
        if *code == MISSING_CODE { f64::NAN } else { f64::from(u8::from(yes.contains(code))) }
    };
    codes.map(share).collect()
}

/// The codes that mean yes: those whose words do, or else the last in byte order that does not mean no.
fn yes(dictionary: &Texts) -> Vec<u32> {
    let found: Vec<u32> = (0_u32..).zip(dictionary.iter()).filter(|it| is_yes(it.1)).map(|it| it.0).collect();
    if found.is_empty() {
        let others = (0_u32..).zip(dictionary.iter()).filter(|it| !is_no(it.1));
        return others.max_by(|a, b| a.1.cmp(b.1)).map(|it| it.0).into_iter().collect();
    }
    found
}
