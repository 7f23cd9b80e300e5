//! What stands in an attribute, a class, a property or a style.

use std::borrow::Cow;

use super::{Readable as _, Signal};

/// The value of something an element has: one pointer, for the reason of [`super::View`].
pub struct Value(Box<ValueKind>);

/// What a value is.
pub enum ValueKind {
    /// It is not there.
    Absent,
    /// It is there or not.
    Flag(bool),
    /// It says this.
    Text(Cow<'static, str>),
    /// Follows the signals that the closure reads.
    Live(Box<dyn Fn() -> Value>),
}

impl Value {
    /// It is not there.
    #[inline(never)]
    pub fn absent() -> Self {
        Self(Box::new(ValueKind::Absent))
    }

    /// It is there or not.
    #[inline(never)]
    pub fn flag(is_there: bool) -> Self {
        Self(Box::new(ValueKind::Flag(is_there)))
    }

    /// Words of the program.
    #[inline(never)]
    pub fn words(words: &'static str) -> Self {
        Self(Box::new(ValueKind::Text(Cow::Borrowed(words))))
    }

    /// Words of any origin.
    #[inline(never)]
    pub fn text(words: String) -> Self {
        Self(Box::new(ValueKind::Text(Cow::Owned(words))))
    }

    /// Whatever the closure returns, as long as the signals stay that it reads.
    #[inline(never)]
    pub fn live(read: Box<dyn Fn() -> Value>) -> Self {
        Self(Box::new(ValueKind::Live(read)))
    }

    /// What it is.
    pub fn kind(self) -> ValueKind {
        *self.0
    }
}

impl PartialEq for ValueKind {
    /// A live value is never known to be the same.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Absent, Self::Absent) => true,
            (Self::Flag(a), Self::Flag(b)) => a == b,
            (Self::Text(a), Self::Text(b)) => a == b,
            _ => false,
        }
    }
}

/// What can become a value.
pub trait IntoValue {
    /// As a value.
    fn into_value(self) -> Value;
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        Value::flag(self)
    }
}

impl IntoValue for &'static str {
    fn into_value(self) -> Value {
        Value::words(self)
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::text(self)
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        self.map_or_else(Value::absent, T::into_value)
    }
}

impl<F: Fn() -> T + 'static, T: IntoValue> IntoValue for F {
    fn into_value(self) -> Value {
        Value::live(Box::new(move || self().into_value()))
    }
}

impl<T: IntoValue + Clone + Send + Sync + 'static> IntoValue for Signal<T> {
    fn into_value(self) -> Value {
        (move || self.get()).into_value()
    }
}

macro_rules! numbers {
    ($($number:ty)*) => { $(
        impl IntoValue for $number {
            fn into_value(self) -> Value {
                self.to_string().into_value()
            }
        }
    )* };
}

numbers! { u8 u32 usize i32 f64 }
