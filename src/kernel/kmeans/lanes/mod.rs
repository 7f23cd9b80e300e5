//! A few numbers worked on at once, in one 128-bit register.
//!
//! In the browser these are WebAssembly's own instructions, natively plain arrays that the compiler
//! turns into the machine's. Every operation rounds as its scalar twin does, so both give the same
//! numbers to the last bit.

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
mod web;

#[cfg(not(target_arch = "wasm32"))]
pub use native::{F32x4, F64x2};
#[cfg(target_arch = "wasm32")]
pub use web::{F32x4, F64x2};

/// Numbers of one precision in one register.
pub trait Lanes: Copy {
    /// How many numbers there are.
    const N: usize;
    /// The same number in every lane, rounded to the precision.
    fn splat(value: f64) -> Self;
    /// A number for each lane by its position, rounded to the precision.
    fn gather(number: impl Fn(usize) -> f64) -> Self;
    /// The same with another number in one lane.
    #[must_use]
    fn with(self, lane: usize, value: f64) -> Self;
    /// The number in one lane; 0 beyond the last.
    fn get(self, lane: usize) -> f64;
    /// `self − other`.
    fn minus(self, other: Self) -> Self;
    /// `self + other`.
    fn plus(self, other: Self) -> Self;
    /// `self × other`.
    fn times(self, other: Self) -> Self;
    /// The square root.
    fn root(self) -> Self;
    /// Lane by lane: `yes` where `self` is below `other`, `no` elsewhere.
    fn if_below(self, other: Self, yes: Self, no: Self) -> Self;
    /// Whether any lane differs.
    fn differs(self, other: Self) -> bool;
}
