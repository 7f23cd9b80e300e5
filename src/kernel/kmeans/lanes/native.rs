//! Lanes as arrays.

use crate::kernel::kmeans::lanes::{DOUBLE, Lanes, SINGLE};

/// Four numbers of single precision.
pub type F32x4 = Array<f32, 4>;
/// Two numbers of double precision.
pub type F64x2 = Array<f64, 2>;

/// Numbers side by side, as wide as a register.
#[derive(Debug, Clone, Copy)]
#[repr(align(16))]
pub struct Array<T, const N: usize>([T; N]);

macro_rules! lanes_of {
    ($scalar:ty, $n:literal, $narrow:expr, $consts:expr, $mantissa:literal) => {
        #[expect(clippy::indexing_slicing, reason = "lanes run over an array of that length")]
        #[expect(clippy::float_cmp, reason = "labels are whole numbers")]
        impl Lanes for Array<$scalar, $n> {
            const N: usize = $n;
            type Lane = usize;
            const LN_2: [f64; 2] = $consts.ln_2;
            const ROUNDER: f64 = $consts.rounder;
            const LEAST_POWER: f64 = $consts.least_power;
            const EXP_TERMS: usize = $consts.exp_terms;

            #[inline]
            fn splat(value: f64) -> Self {
                Self([$narrow(value); $n])
            }

            #[inline]
            fn gather(number: impl Fn(usize) -> f64) -> Self {
                Self(std::array::from_fn(|lane| $narrow(number(lane))))
            }

            #[inline]
            fn with(mut self, lane: usize, value: f64) -> Self {
                if let Some(slot) = self.0.get_mut(lane) {
                    *slot = $narrow(value);
                }
                self
            }

            #[inline]
            fn get(self, lane: usize) -> f64 {
                self.0.get(lane).map_or(0.0, |it| f64::from(*it))
            }

            #[inline]
            fn lane(position: usize) -> usize {
                position
            }

            #[inline]
            fn picked(self, lane: usize) -> f64 {
                self.get(lane)
            }

            #[inline]
            fn picked_whole(self, lane: usize) -> usize {
                self.0.get(lane).map_or(0, |it| usize::from(it.to_le_bytes()[0]))
            }

            #[inline]
            fn minus(self, other: Self) -> Self {
                Self(std::array::from_fn(|lane| self.0[lane] - other.0[lane]))
            }

            #[inline]
            fn plus(self, other: Self) -> Self {
                Self(std::array::from_fn(|lane| self.0[lane] + other.0[lane]))
            }

            #[inline]
            fn times(self, other: Self) -> Self {
                Self(std::array::from_fn(|lane| self.0[lane] * other.0[lane]))
            }

            #[inline]
            fn over(self, other: Self) -> Self {
                Self(std::array::from_fn(|lane| self.0[lane] / other.0[lane]))
            }

            #[inline]
            fn raised(self, n: Self) -> Self {
                Self(std::array::from_fn(|lane| {
                    let bits = self.0[lane].to_bits().wrapping_add(n.0[lane].to_bits() << $mantissa);
                    <$scalar>::from_bits(bits)
                }))
            }

            #[inline]
            fn root(self) -> Self {
                Self(self.0.map(<$scalar>::sqrt))
            }

            #[inline]
            fn if_below(self, other: Self, yes: Self, no: Self) -> Self {
                Self(std::array::from_fn(
                    |lane| {
                        if self.0[lane] < other.0[lane] { yes.0[lane] } else { no.0[lane] }
                    },
                ))
            }

            #[inline]
            fn least(self, other: Self) -> Self {
                self.if_below(other, self, other)
            }

            #[inline]
            fn each(self, mut call: impl FnMut(f64)) {
                for value in self.0 {
                    call(f64::from(value));
                }
            }

            #[inline]
            fn differing(self, other: Self) -> u32 {
                (0..$n).map(|lane| u32::from(self.0[lane] != other.0[lane]) << lane).sum()
            }
        }
    };
}

lanes_of!(f32, 4, to_single, SINGLE, 23);
lanes_of!(f64, 2, std::convert::identity, DOUBLE, 52);

#[expect(clippy::cast_possible_truncation, reason = "rounding to the nearest is what is asked for")]
fn to_single(value: f64) -> f32 {
    value as f32
}
