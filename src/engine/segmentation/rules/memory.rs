//! What was found out about conditions, kept from count to count: an edit evaluates only what it
//! changes.

use std::sync::Arc;

use crate::engine::features::{FeatureChoices, Mapping, Origin, Trace};
use crate::engine::progress::Unobserved;
use crate::engine::segmentation::rules::evaluate;
use crate::engine::segmentation::rules::tree::{Condition, Period, Tested};
use crate::engine::segmentation::rules::values::Passed;
use crate::engine::segmentation::{Customers, Method, SegmentationError, by_method};
use crate::engine::table::Issues;
use crate::kernel::bits::Bits;

/// Conditions kept at most; each takes a quarter of a byte for every customer.
const MAX_KEPT: usize = 96;

/// What is known of conditions so far.
#[derive(Debug, Default)]
pub struct Memory {
    /// What it is known of; another file, mapping or measure makes it void.
    of: Option<(String, Mapping, FeatureChoices)>,
    clock: u64,
    trace: Option<Arc<Trace>>,
    conditions: Kept<Condition, Passed>,
    rows: Kept<Vec<Tested>, Bits>,
    counts: Kept<(Vec<Tested>, Option<Period>, bool), Vec<f64>>,
    members: Kept<Method, Members>,
}

/// The segments of another method.
#[derive(Debug)]
pub struct Members {
    /// Their given names.
    pub names: Vec<String>,
    /// Position of each customer's segment, beyond the names where there is none.
    pub codes: Vec<u32>,
}

/// Things by what they were made for, with the time of their last use.
#[derive(Debug)]
struct Kept<K, T>(Vec<(K, Arc<T>, u64)>);

impl<K, T> Default for Kept<K, T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: PartialEq, T> Kept<K, T> {
    fn get(&mut self, key: &K, clock: u64) -> Option<Arc<T>> {
        let found = self.0.iter_mut().find(|it| it.0 == *key)?;
        found.2 = clock;
        Some(Arc::clone(&found.1))
    }

    fn put(&mut self, key: K, thing: T, clock: u64) -> Arc<T> {
        if self.0.len() >= MAX_KEPT
            && let Some(oldest) = self.0.iter().map(|it| it.2).min().filter(|it| *it < clock)
        {
            self.0.retain(|it| it.2 > oldest);
        }
        let thing = Arc::new(thing);
        self.0.push((key, Arc::clone(&thing), clock));
        thing
    }
}

impl Memory {
    /// Forgets what is known of other customers.
    pub fn turn_to(&mut self, customers: Customers<'_>) {
        let of = customers.origin.map(|it| {
            let Origin { source, mapping, choices } = it;
            (source.fingerprint.clone(), mapping.clone(), choices.clone())
        });
        let clock = self.clock + 1;
        if of.is_none() || self.of != of {
            *self = Self { of, ..Self::default() };
        }
        self.clock = clock;
    }

    /// Each customer's rows.
    pub fn trace(&mut self, customers: Customers<'_>) -> Result<Option<Arc<Trace>>, SegmentationError> {
        let Some(origin) = customers.origin else { return Ok(None) };
        if self.trace.is_none() {
            let found = origin.trace(customers.matrix);
            let found = found
                .map_err(|_error| SegmentationError::FeatureMissing { feature: "customer".to_owned() })?;
            self.trace = Some(Arc::new(found));
        }
        Ok(self.trace.clone())
    }

    /// Where a condition holds.
    pub fn condition(
        &mut self,
        condition: &Condition,
        customers: Customers<'_>,
        method_of: &dyn Fn(&str) -> Option<Method>,
    ) -> Result<Arc<Passed>, SegmentationError> {
        // A name is no key: the same name may stand for another method after an edit.
        let is_kept = !matches!(condition, Condition::Segment(_));
        if let Some(found) = self.conditions.get(condition, self.clock).filter(|_| is_kept) {
            return Ok(found);
        }
        let passed = evaluate::condition(condition, customers, self, method_of)?;
        if is_kept {
            return Ok(self.conditions.put(condition.clone(), passed, self.clock));
        }
        Ok(Arc::new(passed))
    }

    /// The rows of the file of which all tests hold.
    pub fn rows(
        &mut self,
        tests: &[Tested],
        make: &mut dyn FnMut() -> Result<Bits, SegmentationError>,
    ) -> Result<Arc<Bits>, SegmentationError> {
        let key = tests.to_vec();
        match self.rows.get(&key, self.clock) {
            Some(found) => Ok(found),
            None => Ok(self.rows.put(key, make()?, self.clock)),
        }
    }

    /// Orders or money of each customer, by which orders, when, and whether it is money.
    pub fn counts(
        &mut self,
        key: (Vec<Tested>, Option<Period>, bool),
        make: &mut dyn FnMut(&mut Self) -> Result<Vec<f64>, SegmentationError>,
    ) -> Result<Arc<Vec<f64>>, SegmentationError> {
        if let Some(found) = self.counts.get(&key, self.clock) {
            return Ok(found);
        }
        let made = make(self)?;
        Ok(self.counts.put(key, made, self.clock))
    }

    /// The segments of another method.
    pub fn members(
        &mut self,
        method: &Method,
        customers: Customers<'_>,
    ) -> Result<Arc<Members>, SegmentationError> {
        if let Some(found) = self.members.get(method, self.clock) {
            return Ok(found);
        }
        let found = by_method(customers, method, &mut Issues::default(), &mut Unobserved)?;
        let members = Members {
            names: found.segments.into_iter().map(|it| it.given_name).collect(),
            codes: found.assignment.into_iter().map(u32::from).collect(),
        };
        Ok(self.members.put(method.clone(), members, self.clock))
    }
}
