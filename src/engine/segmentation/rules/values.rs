//! Whether the values of a field pass a test, all at once.

use crate::engine::json;
use crate::engine::segmentation::rules::fields::{View, What};
use crate::engine::segmentation::rules::tree::{Comparison, Middle, Part, Test, Value};
use crate::engine::table::{Texts, shares};
use crate::kernel::bits::{Truth, coded, numbers_within};
use crate::kernel::letters::lowered;
use crate::kernel::quantile::{order_statistics, quantiles};
use crate::kernel::value::{is_no, is_yes};

/// Where a test holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Passed {
    /// For each value.
    pub truth: Truth,
    /// Whether there is any value such as the test names.
    pub is_met: bool,
}

/// Tests every value; `None` where the test does not fit what the field holds.
pub fn tested(view: &View<'_>, test: &Test) -> Option<Passed> {
    match test {
        Test::Missing => Some(always_met(known(view).turned())),
        Test::Known => Some(always_met(known(view))),
        Test::Compare(..)
        | Test::Between(..)
        | Test::In(_)
        | Test::NotIn(_)
        | Test::Text(..)
        | Test::NotText(..)
        | Test::InLastDays(_)
        | Test::BeforeLastDays(_)
        | Test::Top(_)
        | Test::Bottom(_)
        | Test::Above(_)
        | Test::Below(_) => match view {
            View::Numbers(values, what) => numbers(values, *what, test),
            View::Codes(codes, dictionary, is_flag) => codes_tested(codes, dictionary, *is_flag, test),
            View::Texts(..) => {
                let fits = text_test(test, false)?;
                let truth = view.each_text(&|text| fits(text))?;
                Some(Passed { is_met: is_met(test, (truth.yes.count() > 0, truth.no.count() > 0)), truth })
            }
        },
    }
}

/// A test that names no value is met by any.
fn always_met(truth: Truth) -> Passed {
    Passed { truth, is_met: true }
}

/// Whether there is a value.
fn known(view: &View<'_>) -> Truth {
    let known = match view {
        View::Numbers(values, _) => numbers_within(values, f64::NEG_INFINITY, f64::INFINITY),
        View::Codes(codes, dictionary, _) => coded(codes, &vec![Some(true); dictionary.len()]),
        View::Texts(..) => view.each_text(&|_| Some(true)).unwrap_or_else(|| Truth::unknown(view.n())),
    };
    Truth::known(known.yes)
}

/// Whether a named value is there: one that passes, or fails where others are asked for.
fn is_met(test: &Test, (has_yes, has_no): (bool, bool)) -> bool {
    match test {
        Test::Compare(Comparison::Is, _) | Test::In(_) | Test::Text(..) => has_yes,
        Test::Compare(Comparison::IsNot, _) | Test::NotIn(_) | Test::NotText(..) => has_no,
        Test::Compare(..)
        | Test::Between(..)
        | Test::Missing
        | Test::Known
        | Test::InLastDays(_)
        | Test::BeforeLastDays(_)
        | Test::Top(_)
        | Test::Bottom(_)
        | Test::Above(_)
        | Test::Below(_) => true,
    }
}

fn codes_tested(codes: &[u32], dictionary: &Texts, is_flag: bool, test: &Test) -> Option<Passed> {
    let fits = text_test(test, is_flag)?;
    let of_code: Vec<Option<bool>> = dictionary.iter().map(&fits).collect();
    let (has_yes, has_no) = (of_code.contains(&Some(true)), of_code.contains(&Some(false)));
    Some(Passed { truth: coded(codes, &of_code), is_met: is_met(test, (has_yes, has_no)) })
}

type TextTest<'a> = Box<dyn Fn(&str) -> Option<bool> + 'a>;

/// A test of texts, letters in either case; compared with a number where the text is one.
fn text_test(test: &Test, is_flag: bool) -> Option<TextTest<'_>> {
    match test {
        Test::Compare(comparison @ (Comparison::Is | Comparison::IsNot), value) => {
            let is_same = same(value, is_flag)?;
            let is_not = *comparison == Comparison::IsNot;
            Some(Box::new(move |text| is_same(text).map(|it| it != is_not)))
        }
        Test::Compare(comparison, Value::Number(number)) => {
            let (low, high) = ends(*comparison, *number);
            Some(Box::new(move |text| as_number(text, is_flag).map(|it| (low..=high).contains(&it))))
        }
        Test::Between(Value::Number(low), Value::Number(high)) => {
            Some(Box::new(move |text| as_number(text, is_flag).map(|it| (*low..=*high).contains(&it))))
        }
        Test::In(values) | Test::NotIn(values) => {
            let same: Vec<TextTest<'_>> = values.iter().map(|it| same(it, is_flag)).collect::<Option<_>>()?;
            let is_not = matches!(test, Test::NotIn(_));
            Some(Box::new(move |text| {
                let is_one = same.iter().any(|it| it(text) == Some(true));
                let is_told = is_one || same.iter().all(|it| it(text).is_some());
                is_told.then_some(is_one != is_not)
            }))
        }
        Test::Text(part, wanted) | Test::NotText(part, wanted) => {
            let wanted = lowered(wanted);
            let is_not = matches!(test, Test::NotText(..));
            Some(Box::new(move |text| {
                let text = lowered(text);
                let has_it = match part {
                    Part::Contains => text.contains(&wanted),
                    Part::StartsWith => text.starts_with(&wanted),
                    Part::EndsWith => text.ends_with(&wanted),
                };
                Some(has_it != is_not)
            }))
        }
        Test::Compare(..)
        | Test::Between(..)
        | Test::Missing
        | Test::Known
        | Test::InLastDays(_)
        | Test::BeforeLastDays(_)
        | Test::Top(_)
        | Test::Bottom(_)
        | Test::Above(_)
        | Test::Below(_) => None,
    }
}

/// Whether a text is a value; not known where a number is asked for and the text is none.
fn same(value: &Value, is_flag: bool) -> Option<TextTest<'_>> {
    match value {
        Value::Text(wanted) => {
            let wanted = lowered(wanted);
            Some(Box::new(move |text| Some(lowered(text) == wanted)))
        }
        Value::Number(number) => {
            Some(Box::new(move |text| as_number(text, is_flag).map(|it| (*number..=*number).contains(&it))))
        }
        Value::Day(_) => None,
    }
}

fn as_number(text: &str, is_flag: bool) -> Option<f64> {
    let text = text.trim();
    let digits = text.trim_start_matches('0');
    let number = match digits.bytes().next() {
        Some(b'0'..=b'9') => json::read::<f64>(digits).ok(),
        None | Some(b'.') if digits.len() < text.len() => json::read::<f64>(&format!("0{digits}")).ok(),
        _ => json::read::<f64>(text).ok(),
    };
    let word = || match (is_yes(text), is_no(text)) {
        (true, _) => Some(1.0),
        (false, true) => Some(0.0),
        (false, false) => None,
    };
    number.or_else(|| if is_flag { word() } else { None })
}

/// The numbers that compare so with a number.
fn ends(comparison: Comparison, number: f64) -> (f64, f64) {
    match comparison {
        Comparison::Is | Comparison::IsNot => (number, number),
        Comparison::Less => (f64::NEG_INFINITY, number.next_down()),
        Comparison::AtMost => (f64::NEG_INFINITY, number),
        Comparison::More => (number.next_up(), f64::INFINITY),
        Comparison::AtLeast => (number, f64::INFINITY),
    }
}

/// Compares numbers with a number.
pub fn compared(values: &[f64], comparison: Comparison, number: f64) -> Truth {
    let (low, high) = ends(comparison, number);
    let truth = numbers_within(values, low, high);
    if comparison == Comparison::IsNot { truth.turned() } else { truth }
}

fn numbers(values: &[f64], what: What<'_>, test: &Test) -> Option<Passed> {
    let within = |low: f64, high: f64| always_met(numbers_within(values, low, high));
    let is_days = matches!(what, What::DaysBack(_));
    let truth = match test {
        Test::Compare(comparison, value) => {
            let (number, comparison) = number_of(value, what, *comparison)?;
            compared(values, comparison, number)
        }
        Test::Between(low, high) => {
            let (a, lower) = number_of(low, what, Comparison::AtLeast)?;
            let (b, upper) = number_of(high, what, Comparison::AtMost)?;
            let mut truth = compared(values, lower, a);
            truth.and(&compared(values, upper, b));
            truth
        }
        Test::In(wanted) | Test::NotIn(wanted) => {
            let mut truth = Truth::unknown(values.len());
            for (place, value) in wanted.iter().enumerate() {
                let (number, comparison) = number_of(value, what, Comparison::Is)?;
                let is_it = compared(values, comparison, number);
                if place == 0 {
                    truth = is_it;
                } else {
                    truth.or(&is_it);
                }
            }
            if matches!(test, Test::NotIn(_)) { truth.turned() } else { truth }
        }
        Test::InLastDays(n) if is_days => return Some(within(0.0, f64::from(*n))),
        Test::BeforeLastDays(n) if is_days => {
            return Some(within(f64::from(*n).next_up(), f64::INFINITY));
        }
        Test::Top(share) => return Some(always_met(top(values, *share, false))),
        Test::Bottom(share) => return Some(always_met(top(values, *share, true))),
        Test::Above(it) => return Some(always_met(compared(values, Comparison::More, middle(values, *it)))),
        Test::Below(it) => return Some(always_met(compared(values, Comparison::Less, middle(values, *it)))),
        Test::Missing
        | Test::Known
        | Test::Text(..)
        | Test::NotText(..)
        | Test::InLastDays(_)
        | Test::BeforeLastDays(_) => return None,
    };
    Some(Passed { is_met: is_met(test, (truth.yes.count() > 0, truth.no.count() > 0)), truth })
}

/// A value as a number of the field's kind, and the comparison that then holds: a later day is fewer
/// days back.
fn number_of(value: &Value, what: What<'_>, comparison: Comparison) -> Option<(f64, Comparison)> {
    let turned = match comparison {
        Comparison::Is | Comparison::IsNot => comparison,
        Comparison::Less => Comparison::More,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::More => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
    };
    match (value, what) {
        (Value::Number(number), _) => Some((*number, comparison)),
        (Value::Day(day), What::DaysBack(end)) => Some((f64::from(end?) - f64::from(*day), turned)),
        (Value::Text(text), What::YesNo(dictionary)) => {
            let share = dictionary.and_then(|dictionary| {
                let code = (0_u32..).zip(dictionary.iter()).find(|it| lowered(it.1) == lowered(text))?.0;
                shares(std::iter::once(&code), dictionary).first().copied()
            });
            share.or_else(|| as_number(text, true)).map(|it| (it, comparison))
        }
        (Value::Text(text), What::Plain | What::DaysBack(_)) => {
            as_number(text, false).map(|it| (it, comparison))
        }
        (Value::Day(_), What::Plain | What::YesNo(_)) => None,
    }
}

/// Where fewer than a share of the known values are larger (or smaller, from the bottom). Equal
/// values are in or out together.
fn top(values: &[f64], share: f64, is_bottom: bool) -> Truth {
    match edge(values, share, is_bottom) {
        None => numbers_within(values, f64::INFINITY, f64::INFINITY),
        Some(it) => compared(values, if is_bottom { Comparison::AtMost } else { Comparison::AtLeast }, it),
    }
}

/// The last value that is in; `None` where none is.
fn edge(values: &[f64], share: f64, is_bottom: bool) -> Option<f64> {
    let mut known: Vec<f64> = values.iter().copied().filter(|it| !it.is_nan()).collect();
    let wanted = share / 100.0 * known.len() as f64;
    // A value is in if fewer than `wanted` are beyond it: the last one in is at ⌈wanted⌉ from the end.
    let n = rounded_up(wanted);
    if n == 0 || known.is_empty() {
        return None;
    }
    let place = if is_bottom { n - 1 } else { known.len() - n };
    order_statistics(&mut known, &[place]).first().copied()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "other tests are kept as they are")]
/// What a test that compares with all customers comes to in these: a comparison with a number. `None` for
/// other tests, and for what holds no numbers.
pub fn fixed(view: &View<'_>, test: &Test) -> Option<Test> {
    let View::Numbers(values, _) = view else { return None };
    let compare = |it: Comparison, with: f64| Some(Test::Compare(it, Value::Number(with)));
    let nobody = || compare(Comparison::More, f64::MAX);
    match test {
        Test::Top(share) => {
            edge(values, *share, false).map_or_else(nobody, |it| compare(Comparison::AtLeast, it))
        }
        Test::Bottom(share) => {
            edge(values, *share, true).map_or_else(nobody, |it| compare(Comparison::AtMost, it))
        }
        Test::Above(it) | Test::Below(it) => {
            let is_above = matches!(test, Test::Above(_));
            let middle = middle(values, *it);
            let comparison = if is_above { Comparison::More } else { Comparison::Less };
            if middle.is_nan() { nobody() } else { compare(comparison, middle) }
        }
        _ => None,
    }
}

/// The least whole number that is not below a share of a count, noise of the last digits aside.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at most the number of customers"
)]
pub fn rounded_up(wanted: f64) -> usize {
    let whole = wanted.max(0.0).trunc();
    whole as usize + usize::from(wanted - whole > 1e-9 * wanted.max(1.0))
}

fn middle(values: &[f64], middle: Middle) -> f64 {
    let mut known: Vec<f64> = values.iter().copied().filter(|it| !it.is_nan()).collect();
    match middle {
        Middle::Median => quantiles(&mut known, &[(1, 2)]).first().copied().unwrap_or(f64::NAN),
        Middle::Average => {
            let (mut mean, mut n) = (0.0, 0.0);
            for it in known {
                n += 1.0;
                mean += (it - mean) / n;
            }
            mean
        }
    }
}
