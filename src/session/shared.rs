//! Something large that is only read.

use std::ops::Deref;
use std::sync::Arc;

/// Copies are the same thing; two are equal when they are the same thing.
///
/// A result that comes anew is another one, so nobody needs to compare it number by number.
#[derive(Debug)]
pub struct Shared<T>(Arc<T>);

impl<T> Shared<T> {
    /// Shares something.
    pub fn new(it: T) -> Self {
        Self(Arc::new(it))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
