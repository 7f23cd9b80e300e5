//! Counting what each line leaves.

use std::sync::Arc;

use crate::engine::segmentation::rules::detail::{LineCount, Taken, WhyNobody};
use crate::engine::segmentation::rules::memory::Memory;
use crate::engine::segmentation::rules::tree::{Condition, Rule};
use crate::engine::segmentation::rules::values::Passed;
use crate::engine::segmentation::{Customers, Method, SegmentationError};
use crate::kernel::bits::{Bits, Truth};

/// A line with what is known of it, and the lines below it.
#[derive(Debug)]
pub struct Judged {
    taken: Option<Taken>,
    own: Arc<Passed>,
    inner: Vec<Judged>,
}

/// Finds out of every line where it holds.
pub fn judge(
    rules: &[Rule],
    customers: Customers<'_>,
    memory: &mut Memory,
    method_of: &dyn Fn(&str) -> Option<Method>,
) -> Result<Vec<Judged>, SegmentationError> {
    rules.iter().map(|rule| line(rule, customers, memory, method_of)).collect()
}

fn line(
    rule: &Rule,
    customers: Customers<'_>,
    memory: &mut Memory,
    method_of: &dyn Fn(&str) -> Option<Method>,
) -> Result<Judged, SegmentationError> {
    let taken = match rule {
        Rule::Is(condition) => return condition_line(condition, customers, memory, method_of),
        Rule::All(_) => Taken::All,
        Rule::Any(_) => Taken::Any,
        Rule::None(_) => Taken::None,
    };
    let inner = judge(rule.inner(), customers, memory, method_of)?;
    let truth = joined(&inner, taken, None);
    let truth = truth.unwrap_or_else(|| Truth::always(customers.matrix.n_customers()));
    Ok(Judged { taken: Some(taken), own: Arc::new(Passed { truth, is_met: true }), inner })
}

fn condition_line(
    condition: &Condition,
    customers: Customers<'_>,
    memory: &mut Memory,
    method_of: &dyn Fn(&str) -> Option<Method>,
) -> Result<Judged, SegmentationError> {
    let own = memory.condition(condition, customers, method_of)?;
    Ok(Judged { taken: None, own, inner: Vec::new() })
}

/// Where a group holds, without the line at a path if one is given; `None` where no line is left.
fn joined(lines: &[Judged], taken: Taken, without: Option<&[u16]>) -> Option<Truth> {
    let mut all: Option<Truth> = None;
    for (place, line) in (0_u16..).zip(lines) {
        let path = without.and_then(|it| it.split_first()).filter(|it| *it.0 == place).map(|it| it.1);
        let shortened = match path {
            None => None,
            Some([]) => continue,
            Some(rest) => match joined(&line.inner, line.taken.unwrap_or(Taken::All), Some(rest)) {
                None => continue,
                it => it,
            },
        };
        let own = shortened.as_ref().unwrap_or(&line.own.truth);
        match (&mut all, taken) {
            (None, _) => all = Some(own.clone()),
            (Some(all), Taken::All) => all.and(own),
            (Some(all), Taken::Any | Taken::None) => all.or(own),
        }
    }
    if taken == Taken::None { all.map(Truth::turned) } else { all }
}

/// Where all lines of a segment hold.
pub fn truth(lines: &[Judged], n: usize) -> Truth {
    joined(lines, Taken::All, None).unwrap_or_else(|| Truth::always(n))
}

/// Counts every line of a segment, for the customers that reach it.
pub fn count(lines: &[Judged], start: &Bits) -> Vec<LineCount> {
    let mut counted = Vec::new();
    count_group(lines, Taken::All, start, &mut Vec::new(), &mut counted);
    counted
}

fn count_group(
    lines: &[Judged],
    taken: Taken,
    start: &Bits,
    path: &mut Vec<u16>,
    counted: &mut Vec<LineCount>,
) {
    let mut here = start.clone();
    let mut met = Bits::none(start.n());
    for (place, line) in (0_u16..).zip(lines) {
        let Truth { yes, no } = &line.own.truth;
        let n_here = here.count();
        let n_true = here.count_with(yes);
        let n_unknown = n_here - n_true - here.count_with(no);
        path.push(place);
        let own = counted.len();
        counted.push(LineCount {
            path: path.clone(),
            taken,
            n_here,
            n_true,
            n_unknown,
            n_left: 0,
            n_removed: 0,
            n_alone: yes.count(),
            is_met: line.own.is_met,
        });
        if let Some(inner) = line.taken {
            count_group(&line.inner, inner, &here, path, counted);
        }
        path.pop();
        let n_left = match taken {
            Taken::All => {
                here.keep(yes);
                n_true
            }
            Taken::None => {
                here.keep(no);
                here.count()
            }
            Taken::Any => {
                met.add(yes);
                met.count_with(&here)
            }
        };
        if let Some(it) = counted.get_mut(own) {
            it.n_left = n_left;
            it.n_removed = if taken == Taken::Any { 0 } else { n_here - n_left };
        }
    }
}

/// The line whose removal gives most customers back, the first of several.
pub fn why_nobody(lines: &[Judged], counted: &[LineCount], n: usize) -> WhyNobody {
    let mut best = WhyNobody { path: Vec::new(), n_back: 0 };
    for line in counted {
        let without = joined(lines, Taken::All, Some(&line.path));
        let n_back = without.map_or(n, |it| it.yes.count());
        if n_back > best.n_back {
            best = WhyNobody { path: line.path.clone(), n_back };
        }
    }
    best
}
