//! A person's own rules: who is meant is written down, and counted while it is written.
//!
//! Conditions are worked out column by column into sets ([`crate::kernel::bits`]); groups of them
//! are operations on words. Missing values follow SQL: what cannot be told is neither true nor
//! untrue, and only what is true counts.

mod detail;
mod error;
mod evaluate;
pub(super) mod fields;
mod freezing;
mod funnel;
mod holds;
mod memory;
mod templates;
pub mod text;
mod tree;
mod values;

pub use detail::{Funnel, LineCount, RulesDetail, Shared, Taken, WhyNobody};
pub use error::{RuleMisfit, RulesError};
pub use freezing::frozen;
pub use templates::{TEMPLATES, Template};
pub use tree::{
    Comparison, Condition, Counted, EVERYONE_ELSE, MAX_SEGMENTS, Membership, Middle, Overlap, Part, Period,
    Rule, RuleSegment, RulesOptions, Spent, Step, Test, Tested, Used, Value,
};
pub use values::rounded_up;

use crate::engine::segmentation::rules::funnel::Judged;
use crate::engine::segmentation::rules::memory::Memory;
use crate::engine::segmentation::{Customers, SegmentationError, UNASSIGNED};
use crate::kernel::bits::Bits;

/// Counts rules again and again while they are edited: what an edit leaves as it was is not worked
/// out twice.
#[derive(Debug, Default)]
pub struct RulesCounter {
    memory: Memory,
}

/// Whom the rules take.
#[derive(Debug)]
pub struct Ruled {
    /// Names of the segments with customers, in order; everyone else last.
    pub names: Vec<String>,
    /// Position of each customer's segment among them.
    pub assignment: Vec<u8>,
    /// Of each customer all segments that take them, a bit each; only where several are allowed.
    pub all: Option<Vec<u16>>,
    /// Counts of every line.
    pub detail: RulesDetail,
}

impl RulesCounter {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts every line of every segment.
    pub fn count<'a>(
        &mut self,
        customers: impl Into<Customers<'a>>,
        options: &RulesOptions,
    ) -> Result<RulesDetail, SegmentationError> {
        Ok(self.take(customers.into(), options)?.1)
    }

    /// Whom each segment takes, and the counts.
    fn take(
        &mut self,
        customers: Customers<'_>,
        options: &RulesOptions,
    ) -> Result<(Vec<Bits>, RulesDetail), SegmentationError> {
        self.memory.turn_to(customers);
        let n = customers.matrix.n_customers();
        let method_of =
            |name: &str| options.uses.iter().find(|it| it.name == name).map(|it| it.method.clone());
        let mut left = Bits::all(n);
        let mut matching: Vec<Bits> = Vec::new();
        let mut taken = Vec::new();
        let mut segments = Vec::new();
        for segment in &options.segments {
            let lines = funnel::judge(&segment.all, customers, &mut self.memory, &method_of)?;
            let truth = funnel::truth(&lines, n);
            let start = if options.overlap == Overlap::Several { Bits::all(n) } else { left.clone() };
            let mut own = start.clone();
            own.keep(&truth.yes);
            segments.push(funnel_of(
                segment,
                &lines,
                (&start, own.count()),
                (truth.yes.count(), truth.no.count()),
            ));
            left.take_away(&own);
            matching.push(truth.yes);
            taken.push(own);
        }
        let n_everyone_else = left.count();
        let (shared, n_in_several) = shared(&matching, n);
        let detail = RulesDetail {
            n_customers: n,
            segments,
            everyone_else: options.everyone_else.clone(),
            n_everyone_else,
            overlap: options.overlap,
            shared,
            n_in_several,
        };
        Ok((taken, detail))
    }
}

fn funnel_of(
    segment: &RuleSegment,
    lines: &[Judged],
    (start, n): (&Bits, usize),
    (n_matching, n_not): (usize, usize),
) -> Funnel {
    let counted = funnel::count(lines, start);
    let n_all = start.n();
    let is_nobody = n_matching == 0 && n_all > 0;
    Funnel {
        name: segment.name.clone(),
        all: segment.all.clone(),
        n_start: start.count(),
        n,
        n_matching,
        n_unknown: n_all - n_matching - n_not,
        why_nobody: is_nobody.then(|| funnel::why_nobody(lines, &counted, n_all)),
        lines: counted,
    }
}

/// Who is in two segments, and who in more than one.
fn shared(matching: &[Bits], n: usize) -> (Vec<Shared>, usize) {
    let mut shared = Vec::new();
    let (mut one, mut several) = (Bits::none(n), Bits::none(n));
    for (b, later) in (0_u16..).zip(matching) {
        for (a, earlier) in (0_u16..b).zip(matching) {
            let n = earlier.count_with(later);
            if n > 0 {
                shared.push(Shared { a, b, n });
            }
        }
        let mut again = one.clone();
        again.keep(later);
        several.add(&again);
        one.add(later);
    }
    (shared, several.count())
}

/// Puts customers into segments by rules. Everybody is in one: whom no rule takes is in the last.
pub fn find(
    customers: Customers<'_>,
    options: &RulesOptions,
    counter: &mut RulesCounter,
) -> Result<Ruled, SegmentationError> {
    let (taken, detail) = counter.take(customers, options)?;
    let n = customers.matrix.n_customers();
    let mut assignment = vec![UNASSIGNED; n];
    let is_several = options.overlap == Overlap::Several;
    let mut all = is_several.then(|| vec![0_u16; n]);
    let mut names = Vec::new();
    for (bits, funnel) in taken.iter().zip(&detail.segments) {
        if funnel.n == 0 {
            continue;
        }
        let id = u8::try_from(names.len()).unwrap_or(UNASSIGNED);
        names.push(funnel.name.clone());
        for who in bits.positions() {
            if let Some(it) = assignment.get_mut(who).filter(|it| **it == UNASSIGNED) {
                *it = id;
            }
            if let Some(it) = all.as_mut().and_then(|all| all.get_mut(who)) {
                *it |= 1 << id;
            }
        }
    }
    if detail.n_everyone_else > 0 {
        let id = u8::try_from(names.len()).unwrap_or(UNASSIGNED);
        names.push(options.everyone_else.clone());
        for it in assignment.iter_mut().filter(|it| **it == UNASSIGNED) {
            *it = id;
        }
    }
    Ok(Ruled { names, assignment, all, detail })
}
