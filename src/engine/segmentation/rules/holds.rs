//! Of whom conditions hold, without segments.

use crate::engine::segmentation::rules::{Rule, RulesCounter, funnel};
use crate::engine::segmentation::{Customers, SegmentationError};
use crate::kernel::bits::Truth;

impl RulesCounter {
    /// Of each customer whether all lines hold; without lines they hold of everyone. Lines may speak
    /// of no other way to segment.
    pub fn holds(&mut self, customers: Customers<'_>, lines: &[Rule]) -> Result<Truth, SegmentationError> {
        self.memory.turn_to(customers);
        let judged = funnel::judge(lines, customers, &mut self.memory, &|_| None)?;
        Ok(funnel::truth(&judged, customers.matrix.n_customers()))
    }
}
