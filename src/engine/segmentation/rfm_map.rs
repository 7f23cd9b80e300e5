//! From score codes to names: the three maps, and the colour of each name.

use crate::engine::segmentation::RfmMap;

/// A name of a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RfmName {
    /// As published.
    pub name: &'static str,
    /// Colour and shape, 1 to 12.
    pub slot: u8,
}

/// Recency against the mean of frequency and monetary score, after Putler's chart, whose ranges
/// overlap: here the first that fits counts. "Hibernating" fits only where "About To Sleep" fits
/// before it, so nobody gets that name.
const ELEVEN: [RfmName; 11] = [
    named("Champions", 1),
    named("Loyal Customers", 7),
    named("Potential Loyalist", 6),
    named("Recent Customers", 9),
    named("Promising", 3),
    named("Customers Needing Attention", 5),
    named("About To Sleep", 10),
    named("At Risk", 2),
    named("Can't Lose Them", 4),
    named("Hibernating", 8),
    named("Lost", 12),
];

/// The ten-name grid of recency and frequency, as `CleverTap` draws it.
const TEN_GRID: [RfmName; 10] = [
    named("Champions", 1),
    named("Loyal Customers", 7),
    named("Potential Loyalists", 6),
    named("New Customers", 9),
    named("Promising", 3),
    named("Need Attention", 5),
    named("About To Sleep", 10),
    named("At Risk", 2),
    named("Can't Lose Them", 4),
    named("Hibernating", 8),
];

/// The ten names of R's package `rfm` 0.3.0, and one for the codes it leaves out.
const R_RFM_TEN: [RfmName; 11] = [
    named("Champions", 1),
    named("Potential Loyalist", 6),
    named("Loyal Customers", 7),
    named("Promising", 3),
    named("New Customers", 9),
    named("Can't Lose Them", 4),
    named("At Risk", 2),
    named("Need Attention", 5),
    named("About To Sleep", 10),
    named("Lost", 12),
    named("Others", 11),
];

/// Ranges of [`ELEVEN`] but the last, in the same order: recency score, sum of frequency and
/// monetary score (2 to 10, twice their mean).
const ELEVEN_RANGES: [[(u8, u8); 2]; 10] = [
    [(4, 5), (8, 10)],
    [(2, 5), (6, 10)],
    [(3, 5), (3, 6)],
    [(4, 5), (2, 2)],
    [(3, 4), (2, 2)],
    [(2, 3), (4, 6)],
    [(2, 3), (2, 4)],
    [(1, 2), (4, 7)],
    [(1, 1), (8, 10)],
    [(2, 2), (2, 4)],
];

/// Score ranges of [`TEN_GRID`], in the same order: recency, frequency.
const TEN_GRID_RANGES: [[(u8, u8); 2]; 10] = [
    [(5, 5), (4, 5)],
    [(3, 4), (4, 5)],
    [(4, 5), (2, 3)],
    [(5, 5), (1, 1)],
    [(4, 4), (1, 1)],
    [(3, 3), (3, 3)],
    [(3, 3), (1, 2)],
    [(1, 2), (3, 4)],
    [(1, 2), (5, 5)],
    [(1, 2), (1, 2)],
];

/// Score ranges of [`R_RFM_TEN`] but the last, in the same order: recency, frequency, monetary.
const R_RFM_RANGES: [[(u8, u8); 3]; 10] = [
    [(5, 5), (5, 5), (5, 5)],
    [(3, 5), (3, 5), (2, 5)],
    [(2, 4), (2, 4), (2, 4)],
    [(3, 4), (1, 3), (3, 5)],
    [(4, 5), (1, 3), (1, 5)],
    [(1, 2), (3, 4), (4, 5)],
    [(1, 2), (2, 5), (4, 5)],
    [(1, 3), (3, 5), (3, 5)],
    [(2, 3), (1, 3), (1, 4)],
    [(1, 1), (1, 5), (1, 5)],
];

const fn named(name: &'static str, slot: u8) -> RfmName {
    RfmName { name, slot }
}

impl RfmMap {
    /// Every name of the map, in canonical order.
    pub fn names(self) -> &'static [RfmName] {
        match self {
            Self::Eleven => &ELEVEN,
            Self::TenGrid => &TEN_GRID,
            Self::RRfmTen => &R_RFM_TEN,
        }
    }

    /// The position in [`RfmMap::names`] of a code of three scores, each 1 to 5.
    pub fn position(self, [r, f, m]: [u8; 3]) -> u8 {
        match self {
            Self::Eleven => first(&ELEVEN_RANGES, [r, f + m]),
            Self::TenGrid => first(&TEN_GRID_RANGES, [r, f]),
            Self::RRfmTen => first(&R_RFM_RANGES, [r, f, m]),
        }
    }
}

/// The position of the first ranges that hold all the scores; one beyond the last where none do.
fn first<const N: usize>(ranges: &[[(u8, u8); N]], scores: [u8; N]) -> u8 {
    let fits = |ranges: &[(u8, u8); N]| {
        ranges.iter().zip(scores).all(|(&(low, high), score)| (low..=high).contains(&score))
    };
    let position = ranges.iter().position(fits).unwrap_or(ranges.len());
    u8::try_from(position).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(map: RfmMap, r: u8, f: u8, m: u8) -> &'static str {
        map.names()[usize::from(map.position([r, f, m]))].name
    }

    fn codes() -> impl Iterator<Item = [u8; 3]> {
        (1..=5).flat_map(|r| (1..=5).flat_map(move |f| (1..=5).map(move |m| [r, f, m])))
    }

    #[test]
    fn every_one_of_the_125_codes_has_a_name_in_every_map() {
        for map in [RfmMap::Eleven, RfmMap::TenGrid, RfmMap::RRfmTen] {
            let n = codes().filter(|&code| usize::from(map.position(code)) < map.names().len()).count();
            assert_eq!(n, 125, "{map:?}");
        }
    }

    #[test]
    fn eleven_is_the_first_of_the_published_ranges_that_fits() {
        for [r, f, m] in codes() {
            let fm = f64::midpoint(f64::from(f), f64::from(m));
            let ranges = [
                ("Champions", r >= 4 && fm >= 4.0),
                ("Loyal Customers", r >= 2 && fm >= 3.0),
                ("Potential Loyalist", r >= 3 && fm > 1.0 && fm <= 3.0),
                ("Recent Customers", r >= 4 && fm <= 1.0),
                ("Promising", (3..=4).contains(&r) && fm <= 1.0),
                ("Customers Needing Attention", (2..=3).contains(&r) && (2.0..=3.0).contains(&fm)),
                ("About To Sleep", (2..=3).contains(&r) && fm <= 2.0),
                ("At Risk", r <= 2 && fm >= 2.0 && !(r == 1 && fm >= 4.0)),
                ("Can't Lose Them", r == 1 && fm >= 4.0),
                ("Hibernating", r == 2 && fm <= 2.0),
                ("Lost", true),
            ];
            let first = ranges.iter().find(|it| it.1).unwrap().0;
            assert_eq!(name(RfmMap::Eleven, r, f, m), first, "{r}{f}{m}");
        }
    }

    #[test]
    fn the_ten_name_grid_is_the_published_one() {
        // Frequency 1 to 5 from left to right.
        let grid = [
            (5, ["New Customers", "Potential Loyalists", "Potential Loyalists", "Champions", "Champions"]),
            (
                4,
                [
                    "Promising",
                    "Potential Loyalists",
                    "Potential Loyalists",
                    "Loyal Customers",
                    "Loyal Customers",
                ],
            ),
            (3, ["About To Sleep", "About To Sleep", "Need Attention", "Loyal Customers", "Loyal Customers"]),
            (2, ["Hibernating", "Hibernating", "At Risk", "At Risk", "Can't Lose Them"]),
            (1, ["Hibernating", "Hibernating", "At Risk", "At Risk", "Can't Lose Them"]),
        ];
        for (r, names) in grid {
            for (f, expected) in (1..=5).zip(names) {
                assert_eq!(name(RfmMap::TenGrid, r, f, 3), expected, "{r}{f}");
            }
        }
    }

    #[test]
    fn the_ten_names_of_r_leave_ten_codes_to_others() {
        let others = codes().filter(|&[r, f, m]| name(RfmMap::RRfmTen, r, f, m) == "Others").count();
        assert_eq!(others, 10);
        assert_eq!(name(RfmMap::RRfmTen, 5, 5, 5), "Champions");
        assert_eq!(name(RfmMap::RRfmTen, 5, 5, 4), "Potential Loyalist");
        assert_eq!(name(RfmMap::RRfmTen, 1, 3, 4), "Can't Lose Them");
        assert_eq!(name(RfmMap::RRfmTen, 1, 1, 1), "Lost");
    }

    #[test]
    fn no_two_names_of_a_map_share_a_colour() {
        for map in [RfmMap::Eleven, RfmMap::TenGrid, RfmMap::RRfmTen] {
            let mut slots: Vec<u8> = map.names().iter().map(|it| it.slot).collect();
            slots.sort_unstable();
            slots.dedup();
            assert_eq!(slots.len(), map.names().len(), "{map:?}");
        }
    }
}
