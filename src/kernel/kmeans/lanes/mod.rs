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

/// What [`exp`] must know of a precision.
struct Precision {
    ln_2: [f64; 2],
    rounder: f64,
    least_power: f64,
    exp_terms: usize,
}

const SINGLE: Precision = Precision {
    ln_2: [0.693_359_375, -2.121_944_4e-4],
    rounder: 12_582_912.0,
    least_power: -87.0,
    exp_terms: 7,
};
const DOUBLE: Precision = Precision {
    ln_2: [6.931_471_803_691_238e-1, 1.908_214_929_270_587_7e-10],
    rounder: 6_755_399_441_055_744.0,
    least_power: -708.0,
    exp_terms: 13,
};

/// Numbers of one precision in one register.
pub trait Lanes: Copy {
    /// How many numbers there are.
    const N: usize;
    /// One lane, as [`picked`](Self::picked) finds it.
    type Lane: Copy;
    /// ln 2 in two parts, the first of which has so few digits that its multiples are exact.
    const LN_2: [f64; 2];
    /// Added to a small number and taken off again, it leaves the nearest whole number.
    const ROUNDER: f64;
    /// Below it, e to the power of a number is next to nothing.
    const LEAST_POWER: f64;
    /// Terms that the series of e to the power of −½ ln 2 to ½ ln 2 needs.
    const EXP_TERMS: usize;
    /// The same number in every lane, rounded to the precision.
    fn splat(value: f64) -> Self;
    /// A number for each lane by its position, rounded to the precision.
    fn gather(number: impl Fn(usize) -> f64) -> Self;
    /// The same with another number in one lane.
    #[must_use]
    fn with(self, lane: usize, value: f64) -> Self;
    /// The number in one lane; 0 beyond the last.
    fn get(self, lane: usize) -> f64;
    /// A lane by its position, which is not beyond the last.
    fn lane(position: usize) -> Self::Lane;
    /// The number in one lane: quicker than [`get`](Self::get) where several registers are asked for the
    /// same lane.
    fn picked(self, lane: Self::Lane) -> f64;
    /// The whole number in one lane, 0 to 255, where [`ROUNDER`](Self::ROUNDER) was added to it.
    fn picked_whole(self, lane: Self::Lane) -> usize;
    /// `self − other`.
    fn minus(self, other: Self) -> Self;
    /// `self + other`.
    fn plus(self, other: Self) -> Self;
    /// `self × other`.
    fn times(self, other: Self) -> Self;
    /// `self ÷ other`.
    fn over(self, other: Self) -> Self;
    /// `self × 2ⁿ`, where `n` was added to [`ROUNDER`](Self::ROUNDER) and nothing over- or underflows.
    fn raised(self, n: Self) -> Self;
    /// The square root.
    fn root(self) -> Self;
    /// Lane by lane: `yes` where `self` is below `other`, `no` elsewhere.
    fn if_below(self, other: Self, yes: Self, no: Self) -> Self;
    /// Lane by lane the lesser number; `other` where they are equal.
    #[must_use]
    fn least(self, other: Self) -> Self;
    /// Calls with each number in order.
    fn each(self, call: impl FnMut(f64));
    /// Which lanes differ: a bit for each, that of the first the lowest.
    fn differing(self, other: Self) -> u32;
}

/// e to the power of each number up to 0, to a few units in the last place; 0 where it is next to
/// nothing. With x = n ln 2 + r it is 2ⁿ times the series of eʳ, summed from its smallest term.
#[inline]
pub fn exp<V: Lanes>(x: V) -> V {
    let rounder = V::splat(V::ROUNDER);
    let shifted = x.times(V::splat(std::f64::consts::LOG2_E)).plus(rounder);
    let n = shifted.minus(rounder);
    let rest = x.minus(n.times(V::splat(V::LN_2[0]))).minus(n.times(V::splat(V::LN_2[1])));
    let mut sum = V::splat(1.0);
    for inverse in INVERSES.iter().take(V::EXP_TERMS).rev() {
        sum = sum.times(rest).times(V::splat(*inverse)).plus(V::splat(1.0));
    }
    x.if_below(V::splat(V::LEAST_POWER), V::splat(0.0), sum.raised(shifted))
}

/// 1, ½, ⅓ and so on.
const INVERSES: [f64; 13] = [
    1.0,
    1.0 / 2.0,
    1.0 / 3.0,
    1.0 / 4.0,
    1.0 / 5.0,
    1.0 / 6.0,
    1.0 / 7.0,
    1.0 / 8.0,
    1.0 / 9.0,
    1.0 / 10.0,
    1.0 / 11.0,
    1.0 / 12.0,
    1.0 / 13.0,
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The largest relative error of [`exp`] beside `libm`, over powers down to the least.
    fn error<V: Lanes>() -> f64 {
        let mut largest = 0.0_f64;
        for step in 0..200_000 {
            let x = V::splat(V::LEAST_POWER * f64::from(step) / 200_000.0);
            let expected = libm::exp(x.get(0));
            largest = largest.max((exp(x).get(V::N - 1) - expected).abs() / expected);
        }
        largest
    }

    #[test]
    fn powers_of_e_are_right_to_a_few_units_in_the_last_place() {
        assert!(error::<F32x4>() < 4e-7, "{}", error::<F32x4>());
        assert!(error::<F64x2>() < 6e-16, "{}", error::<F64x2>());
    }

    #[test]
    fn a_lane_is_found_by_its_position() {
        let numbers = F32x4::gather(|lane| 10.0 + lane as f64);
        let found: Vec<f64> = (0..4).map(|it| numbers.picked(F32x4::lane(it))).collect();
        assert_eq!(found, [10.0, 11.0, 12.0, 13.0]);
        let numbers = F64x2::gather(|lane| 10.0 + lane as f64);
        let picked = [0, 1].map(|it| numbers.picked(F64x2::lane(it)).to_bits());
        assert_eq!(picked, [10.0_f64, 11.0].map(f64::to_bits));
    }

    #[test]
    fn whole_numbers_up_to_255_are_read_off_a_number_s_end() {
        for whole in 0..=255 {
            let single = F32x4::splat(whole as f64).plus(F32x4::splat(F32x4::ROUNDER));
            let double = F64x2::splat(whole as f64).plus(F64x2::splat(F64x2::ROUNDER));
            assert_eq!(single.picked_whole(F32x4::lane(3)), whole);
            assert_eq!(double.picked_whole(F64x2::lane(1)), whole);
        }
    }

    #[test]
    fn e_to_the_power_of_nothing_is_one_and_of_very_little_nothing() {
        for x in [-800.0, -1e30, f64::NEG_INFINITY] {
            assert_eq!((exp(F32x4::splat(x)).get(0), exp(F64x2::splat(x)).get(0)), (0.0, 0.0));
        }
        assert_eq!((exp(F32x4::splat(0.0)).get(0), exp(F64x2::splat(0.0)).get(0)), (1.0, 1.0));
    }
}
