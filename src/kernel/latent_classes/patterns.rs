//! Customers' answers, those with the same answers together.

use crate::kernel::order;

/// The place of an answer that is not known.
pub const MISSING: u32 = u32::MAX;

/// The different patterns of answers, and who gave them.
#[derive(Debug, Clone, PartialEq)]
pub struct Patterns {
    /// Pattern by pattern and question by question, the place of the answer among all states of all
    /// questions, or [`MISSING`].
    places: Vec<u32>,
    /// Customers with each pattern.
    weights: Vec<f64>,
    n_states: Vec<usize>,
    of_customers: Vec<u32>,
}

impl Patterns {
    /// From the state of each customer, question by question; [`MISSING`] where not known. Customers with
    /// the same answers become one pattern where the answers fit into 64 bits.
    pub fn new(questions: &[Vec<u32>], n_states: Vec<usize>) -> Self {
        let n = questions.first().map_or(0, Vec::len);
        let mut keys: Vec<(u64, u32)> = (0_u32..).take(n).map(|it| (0, it)).collect();
        let mut room: u128 = 1;
        for (states, n_states) in questions.iter().zip(&n_states) {
            let base = *n_states as u64 + 1;
            room = room.saturating_mul(u128::from(base));
            for ((key, _), state) in keys.iter_mut().zip(states) {
                *key = key.wrapping_mul(base).wrapping_add(u64::from(state.wrapping_add(1)));
            }
        }
        let fits = room <= u128::from(u64::MAX);
        if fits {
            order::sort_by_number(&mut keys, |it| it.0);
        }
        let mut patterns =
            Self { places: Vec::new(), weights: Vec::new(), n_states, of_customers: vec![0; n] };
        let mut last = None;
        for (key, customer) in keys {
            if !fits || last != Some(key) {
                patterns.add(questions, customer as usize);
                last = Some(key);
            }
            let pattern = u32::try_from(patterns.weights.len() - 1).unwrap_or(u32::MAX);
            if let Some(weight) = patterns.weights.last_mut() {
                *weight += 1.0;
            }
            if let Some(slot) = patterns.of_customers.get_mut(customer as usize) {
                *slot = pattern;
            }
        }
        patterns
    }

    fn add(&mut self, questions: &[Vec<u32>], customer: usize) {
        let mut first = 0_u32;
        for (states, n_states) in questions.iter().zip(&self.n_states) {
            let state = states.get(customer).copied().unwrap_or(MISSING);
            self.places.push(if state == MISSING { MISSING } else { first + state });
            first += u32::try_from(*n_states).unwrap_or(0);
        }
        self.weights.push(0.0);
    }

    /// How many different patterns there are.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// Customers.
    pub fn n_customers(&self) -> f64 {
        self.of_customers.len() as f64
    }

    /// States of each question.
    pub fn n_states(&self) -> &[usize] {
        &self.n_states
    }

    /// States of all questions together.
    pub fn n_all_states(&self) -> usize {
        self.n_states.iter().sum()
    }

    /// The pattern of each customer.
    pub fn of_customers(&self) -> &[u32] {
        &self.of_customers
    }

    /// One pattern with its weight.
    pub fn get(&self, idx: usize) -> (&[u32], f64) {
        let n = self.n_states.len();
        let places = self.places.get(idx * n..(idx + 1) * n).unwrap_or_default();
        (places, self.weights.get(idx).copied().unwrap_or_default())
    }

    /// All patterns with their weights.
    pub fn iter(&self) -> impl Iterator<Item = (&[u32], f64)> {
        self.places.chunks_exact(self.n_states.len().max(1)).zip(self.weights.iter().copied())
    }
}
