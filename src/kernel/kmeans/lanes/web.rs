//! Lanes as WebAssembly's 128-bit registers.

use std::arch::wasm32::{
    f32x4, f32x4_add, f32x4_div, f32x4_extract_lane, f32x4_lt, f32x4_mul, f32x4_ne, f32x4_pmin, f32x4_splat,
    f32x4_sqrt, f32x4_sub, f64x2, f64x2_add, f64x2_div, f64x2_extract_lane, f64x2_lt, f64x2_mul, f64x2_ne,
    f64x2_pmin, f64x2_splat, f64x2_sqrt, f64x2_sub, i8x16, i8x16_add, i8x16_splat, i8x16_swizzle, i32x4_add,
    i32x4_bitmask, i32x4_shl, i64x2_add, i64x2_bitmask, i64x2_shl, u8x16_extract_lane, v128, v128_bitselect,
};

use crate::kernel::kmeans::lanes::{DOUBLE, Lanes, SINGLE};

macro_rules! lanes_of {
    ($name:ident, $n:literal, $doc:literal, $narrow:expr, $unpack:expr, $pack:expr,
     $splat:ident, $sub:ident, $add:ident, $mul:ident, $sqrt:ident, $lt:ident, $ne:ident,
     $bits:ident, $pmin:ident, $lane:ident, $consts:expr, $div:ident, $whole_add:ident, $shl:ident, $mantissa:literal,
     $first:expr) => {
        #[doc = $doc]
        #[derive(Debug, Clone, Copy)]
        pub struct $name(v128);

        impl Lanes for $name {
            const N: usize = $n;
            type Lane = v128;
            const LN_2: [f64; 2] = $consts.ln_2;
            const ROUNDER: f64 = $consts.rounder;
            const LEAST_POWER: f64 = $consts.least_power;
            const EXP_TERMS: usize = $consts.exp_terms;

            #[inline]
            fn splat(value: f64) -> Self {
                Self($splat($narrow(value)))
            }

            #[inline]
            fn gather(number: impl Fn(usize) -> f64) -> Self {
                Self($pack(std::array::from_fn(|lane| $narrow(number(lane)))))
            }

            #[inline]
            fn with(self, lane: usize, value: f64) -> Self {
                let mut numbers = $unpack(self.0);
                if let Some(slot) = numbers.get_mut(lane) {
                    *slot = $narrow(value);
                }
                Self($pack(numbers))
            }

            #[inline]
            fn get(self, lane: usize) -> f64 {
                $lane(self.0, lane)
            }

            #[inline]
            fn lane(position: usize) -> v128 {
                // Its first byte, and those after it.
                let bytes = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
                i8x16_add(bytes, i8x16_splat(first_byte(position, 16 / $n)))
            }

            #[inline]
            fn picked(self, lane: v128) -> f64 {
                f64::from($first(i8x16_swizzle(self.0, lane)))
            }

            #[inline]
            fn picked_whole(self, lane: v128) -> usize {
                usize::from(u8x16_extract_lane::<0>(i8x16_swizzle(self.0, lane)))
            }

            #[inline]
            fn minus(self, other: Self) -> Self {
                Self($sub(self.0, other.0))
            }

            #[inline]
            fn plus(self, other: Self) -> Self {
                Self($add(self.0, other.0))
            }

            #[inline]
            fn times(self, other: Self) -> Self {
                Self($mul(self.0, other.0))
            }

            #[inline]
            fn over(self, other: Self) -> Self {
                Self($div(self.0, other.0))
            }

            #[inline]
            fn raised(self, n: Self) -> Self {
                Self($whole_add(self.0, $shl(n.0, $mantissa)))
            }

            #[inline]
            fn root(self) -> Self {
                Self($sqrt(self.0))
            }

            #[inline]
            fn if_below(self, other: Self, yes: Self, no: Self) -> Self {
                Self(v128_bitselect(yes.0, no.0, $lt(self.0, other.0)))
            }

            #[inline]
            fn least(self, other: Self) -> Self {
                // Gives the second where the first is not below it, as `if_below` does.
                Self($pmin(other.0, self.0))
            }

            #[inline]
            fn each(self, mut call: impl FnMut(f64)) {
                for value in $unpack(self.0) {
                    call(f64::from(value));
                }
            }

            #[inline]
            fn differing(self, other: Self) -> u32 {
                u32::from($bits($ne(self.0, other.0)))
            }
        }
    };
}

lanes_of!(
    F32x4,
    4,
    "Four numbers of single precision.",
    to_single,
    singles,
    pack_singles,
    f32x4_splat,
    f32x4_sub,
    f32x4_add,
    f32x4_mul,
    f32x4_sqrt,
    f32x4_lt,
    f32x4_ne,
    i32x4_bitmask,
    f32x4_pmin,
    single,
    SINGLE,
    f32x4_div,
    i32x4_add,
    i32x4_shl,
    23,
    f32x4_extract_lane::<0>
);
lanes_of!(
    F64x2,
    2,
    "Two numbers of double precision.",
    std::convert::identity,
    doubles,
    pack_doubles,
    f64x2_splat,
    f64x2_sub,
    f64x2_add,
    f64x2_mul,
    f64x2_sqrt,
    f64x2_lt,
    f64x2_ne,
    i64x2_bitmask,
    f64x2_pmin,
    double,
    DOUBLE,
    f64x2_div,
    i64x2_add,
    i64x2_shl,
    52,
    f64x2_extract_lane::<0>
);

#[expect(clippy::cast_possible_truncation, reason = "rounding to the nearest is what is asked for")]
fn to_single(value: f64) -> f32 {
    value as f32
}

/// Where a number of so many bytes begins in a register.
#[expect(clippy::cast_possible_truncation, reason = "a register has 16 bytes")]
fn first_byte(position: usize, n_bytes: usize) -> i8 {
    (position * n_bytes) as i8
}

/// One lane alone: to take all of them out and choose costs several times as much.
fn single(register: v128, lane: usize) -> f64 {
    match lane {
        0 => f64::from(f32x4_extract_lane::<0>(register)),
        1 => f64::from(f32x4_extract_lane::<1>(register)),
        2 => f64::from(f32x4_extract_lane::<2>(register)),
        3 => f64::from(f32x4_extract_lane::<3>(register)),
        _ => 0.0,
    }
}

fn double(register: v128, lane: usize) -> f64 {
    match lane {
        0 => f64x2_extract_lane::<0>(register),
        1 => f64x2_extract_lane::<1>(register),
        _ => 0.0,
    }
}

fn singles(register: v128) -> [f32; 4] {
    [
        f32x4_extract_lane::<0>(register),
        f32x4_extract_lane::<1>(register),
        f32x4_extract_lane::<2>(register),
        f32x4_extract_lane::<3>(register),
    ]
}

fn pack_singles([a, b, c, d]: [f32; 4]) -> v128 {
    f32x4(a, b, c, d)
}

fn doubles(register: v128) -> [f64; 2] {
    [f64x2_extract_lane::<0>(register), f64x2_extract_lane::<1>(register)]
}

fn pack_doubles([a, b]: [f64; 2]) -> v128 {
    f64x2(a, b)
}
