//! The normal distribution: how much of it lies beyond a place, and the place beyond which a share lies.
//!
//! The quantile is M. Wichura, *Algorithm AS 241: The Percentage Points of the Normal Distribution*
//! (1988), good to about 1 in 10¹⁶.

use std::f64::consts::SQRT_2;

/// The share of the distribution below `z`, 0 to 1.
pub fn below(z: f64) -> f64 {
    0.5 * libm::erfc(-z / SQRT_2)
}

/// The place below which a share of the distribution lies: 1.96 for 0.975. −∞ for 0 or less, ∞ for 1
/// or more.
pub fn quantile(share: f64) -> f64 {
    if share <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if share >= 1.0 {
        return f64::INFINITY;
    }
    let q = share - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * ratio(&MIDDLE, r);
    }
    let r = (-libm::log(if q < 0.0 { share } else { 1.0 - share })).sqrt();
    let found = if r <= 5.0 { ratio(&FLANK, r - 1.6) } else { ratio(&TAIL, r - 5.0) };
    if q < 0.0 { -found } else { found }
}

/// The place that is exceeded, in one direction or the other, with probability `share`: 1.96 for 0.05.
pub fn exceeded(share: f64) -> f64 {
    quantile(1.0 - share / 2.0)
}

/// Two polynomials, one over the other; the lowest power first.
type Ratio = [[f64; 8]; 2];

fn ratio([over, under]: &Ratio, r: f64) -> f64 {
    let value = |all: &[f64; 8]| all.iter().rev().fold(0.0, |sum, it| sum * r + it);
    value(over) / value(under)
}

const MIDDLE: Ratio = [
    [
        3.387_132_872_796_366_5,
        133.141_667_891_784_38,
        1_971.590_950_306_551_3,
        13_731.693_765_509_46,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ],
    [
        1.0,
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_545,
    ],
];

const FLANK: Ratio = [
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        0.000_774_545_014_278_341_4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        0.689_767_334_985_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        0.000_547_593_808_499_534_5,
        1.050_750_071_644_416_9e-9,
    ],
];

const TAIL: Ratio = [
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_87,
        0.026_532_189_526_576_124,
        0.001_242_660_947_388_078_4,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    [
        1.0,
        0.599_832_206_555_888,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        0.000_786_869_131_145_613_2,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ],
];

#[cfg(test)]
mod tests {
    use super::*;

    /// References: `scipy.stats.norm.ppf`.
    #[test]
    fn quantiles_are_those_of_scipy() {
        let cases = [
            (0.5, 0.0),
            (0.975, 1.959_963_984_540_054),
            (0.8, 0.841_621_233_572_914_3),
            (0.01, -2.326_347_874_040_841),
            (1e-10, -6.361_340_902_404_056),
            (1e-20, -9.262_340_089_798_409),
        ];
        for (share, expected) in cases {
            let found: f64 = quantile(share);
            assert!((found - expected).abs() < 1e-12, "{share}: {found}");
        }
        assert!(quantile(0.0) < -1e300 && quantile(1.0) > 1e300);
        assert!((exceeded(0.05) - 1.959_963_984_540_054).abs() < 1e-12);
    }

    #[test]
    fn a_quantile_is_the_place_below_which_the_share_lies() {
        for step in 1..1000 {
            let share = f64::from(step) / 1000.0;
            assert!((below(quantile(share)) - share).abs() < 1e-14, "{share}");
        }
    }
}
