//! Rules made free of the customers they were written for.
//!
//! "The top 20 % of money" is another sum in every file. In a model it is the sum that was found.

use crate::engine::segmentation::rules::memory::Memory;
use crate::engine::segmentation::rules::tree::{Condition, Rule, Test};
use crate::engine::segmentation::rules::values::fixed;
use crate::engine::segmentation::rules::{RuleMisfit, RulesOptions, fields};
use crate::engine::segmentation::{Customers, SegmentationError};

/// The same rules with a number wherever they compare with all customers.
///
/// # Errors
///
/// Where a rule names a field that is not there.
pub fn frozen(customers: Customers<'_>, options: &RulesOptions) -> Result<RulesOptions, SegmentationError> {
    let mut options = options.clone();
    let mut memory = Memory::default();
    memory.turn_to(customers);
    for segment in &mut options.segments {
        freeze(&mut segment.all, customers, &mut memory)?;
    }
    Ok(options)
}

fn freeze(
    lines: &mut [Rule],
    customers: Customers<'_>,
    memory: &mut Memory,
) -> Result<(), SegmentationError> {
    for line in lines {
        match line {
            Rule::All(inner) | Rule::Any(inner) | Rule::None(inner) => freeze(inner, customers, memory)?,
            Rule::Is(Condition::Column(it)) => {
                if !matches!(it.test, Test::Top(_) | Test::Bottom(_) | Test::Above(_) | Test::Below(_)) {
                    continue;
                }
                let trace = memory.trace(customers)?;
                let view = fields::of_customers(&it.field, customers, trace.as_deref());
                let view = view.ok_or_else(|| SegmentationError::Rule(RuleMisfit::unknown(&it.field)))?;
                if let Some(test) = fixed(&view, &it.test) {
                    it.test = test;
                }
            }
            Rule::Is(_) => {}
        }
    }
    Ok(())
}
