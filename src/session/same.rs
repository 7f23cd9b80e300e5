//! Something large that is only read.

use std::ops::Deref;
use std::sync::Arc;

/// Copies are the same thing; two are equal when they are the same thing.
///
/// A result that comes anew is another one, so nobody needs to compare it number by number.
#[derive(Debug)]
pub struct Same<T>(Arc<T>);

impl<T> Same<T> {
    /// Shares something.
    pub fn new(it: T) -> Self {
        Self(Arc::new(it))
    }
}

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Same<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
