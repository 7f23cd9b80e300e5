//! From score codes to names: the published maps, the person's own, and the colour of each name.

use std::borrow::Cow;

use crate::engine::segmentation::{OTHERS, RfmMap};

/// A name of a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RfmName {
    /// As published, or as the person wrote it.
    pub name: Cow<'static, str>,
    /// Colour and shape, 1 to 12.
    pub slot: u8,
}

/// The eleven names that Spotler and others give to the 125 codes one by one.
const ELEVEN_CODES: [RfmName; 11] = [
    named("Champions", 1),
    named("Loyal", 7),
    named("Potential Loyalist", 6),
    named("New Customers", 9),
    named("Promising", 3),
    named("Need Attention", 5),
    named("About To Sleep", 10),
    named("At Risk", 2),
    named("Cannot Lose Them", 4),
    named("Hibernating", 8),
    named("Lost", 12),
];

/// The position in [`ELEVEN_CODES`], `a` being the first, of each code from 111 to 155, 211 to 255
/// and so on.
const OF_ELEVEN_CODES: [&[u8; 25]; 5] = [
    b"kkiiikjjhhkjhhhkhhihkhhii",
    b"jjgiigjjhhgjjhhghhhhghhhh",
    b"dgeeegjcffgjcfbccfbbcccbb",
    b"ddeeeddceecccfbccfbacccaa",
    b"ddeeeeeeeecccffccbaacccaa",
];

/// Six names as Klaviyo uses them, for three scores.
const SIX: [RfmName; 6] = [
    named("Champions", 1),
    named("Loyal", 7),
    named("Recent", 9),
    named("Needs attention", 5),
    named("At risk", 2),
    named("Inactive", 12),
];

/// The position in [`SIX`], `a` being the first, of each code from 111 to 133, 211 to 233 and 311 to
/// 333. Klaviyo describes the names and publishes no table; this is our reading of its words.
const OF_SIX: [&[u8; 9]; 3] = [b"ffefeeeee", b"eddddddbb", b"cccbbabaa"];

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
    RfmName { name: Cow::Borrowed(name), slot }
}

impl RfmMap {
    /// Every name of the map, in canonical order.
    pub fn names(&self) -> Vec<RfmName> {
        match self {
            Self::ElevenCodes => ELEVEN_CODES.to_vec(),
            Self::Eleven => ELEVEN.to_vec(),
            Self::TenGrid => TEN_GRID.to_vec(),
            Self::RRfmTen => R_RFM_TEN.to_vec(),
            Self::Six => SIX.to_vec(),
            Self::Own(own) => {
                let own = own.names.iter().zip(1..).map(|(it, slot)| own_name(it, slot));
                own.chain([named(OTHERS, 12)]).collect()
            }
        }
    }

    /// The position in [`RfmMap::names`] of a code of three scores, each 1 to `bins`. Where the map
    /// is written for another number of scores, the code is stretched to it.
    pub fn position(&self, code: [u8; 3], bins: u8) -> u8 {
        let [r, f, m] = code.map(|it| stretched(it, bins, self.bins(bins)));
        match self {
            Self::ElevenCodes => lettered(&OF_ELEVEN_CODES, [r, f, m]),
            Self::Eleven => first(&ELEVEN_RANGES, [r, f + m]),
            Self::TenGrid => first(&TEN_GRID_RANGES, [r, f]),
            Self::RRfmTen => first(&R_RFM_RANGES, [r, f, m]),
            Self::Six => lettered(&OF_SIX, [r, f, m]),
            Self::Own(own) => own.position([r, f, m], bins),
        }
    }

    /// The number of scores the map is written for.
    fn bins(&self, bins: u8) -> u8 {
        match self {
            Self::ElevenCodes | Self::Eleven | Self::TenGrid | Self::RRfmTen => 5,
            Self::Six => 3,
            Self::Own(_) => bins,
        }
    }
}

fn own_name(name: &str, slot: u8) -> RfmName {
    RfmName { name: Cow::Owned(name.to_owned()), slot }
}

/// A score of 1 to `from` on a scale of 1 to `to`: both ends stay ends, the others go to the nearest
/// score, halves to the nearer end.
fn stretched(score: u8, from: u8, to: u8) -> u8 {
    let (steps, size, n) = (u32::from(score - 1), u32::from(to - 1), u32::from(from - 1));
    let twice = 2 * steps * size;
    let is_high = twice > n * size;
    let rounded = (twice + n - u32::from(!is_high)) / (2 * n);
    1 + u8::try_from(rounded).unwrap_or(to - 1)
}

/// The position that stands at a code.
fn lettered<const N: usize, const R: usize>(table: &[&[u8; N]; R], [r, f, m]: [u8; 3]) -> u8 {
    let [r, f, m] = [r, f, m].map(|it| usize::from(it) - 1);
    let letter = table.get(r).and_then(|it| it.get(f * R + m));
    letter.map_or(0, |it| it - b'a')
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
    use crate::engine::segmentation::OwnMap;

    const MAPS: [RfmMap; 5] =
        [RfmMap::ElevenCodes, RfmMap::Eleven, RfmMap::TenGrid, RfmMap::RRfmTen, RfmMap::Six];

    fn name(map: &RfmMap, r: u8, f: u8, m: u8) -> String {
        map.names()[usize::from(map.position([r, f, m], 5))].name.clone().into_owned()
    }

    fn codes() -> impl Iterator<Item = [u8; 3]> {
        (1..=5).flat_map(|r| (1..=5).flat_map(move |f| (1..=5).map(move |m| [r, f, m])))
    }

    #[test]
    fn every_one_of_the_125_codes_has_a_name_in_every_map() {
        for map in MAPS {
            let n = codes().filter(|&code| usize::from(map.position(code, 5)) < map.names().len()).count();
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
            assert_eq!(name(&RfmMap::Eleven, r, f, m), first, "{r}{f}{m}");
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
                assert_eq!(name(&RfmMap::TenGrid, r, f, 3), expected, "{r}{f}");
            }
        }
    }

    #[test]
    fn the_ten_names_of_r_leave_ten_codes_to_others() {
        let others = codes().filter(|&[r, f, m]| name(&RfmMap::RRfmTen, r, f, m) == "Others").count();
        assert_eq!(others, 10);
        assert_eq!(name(&RfmMap::RRfmTen, 5, 5, 5), "Champions");
        assert_eq!(name(&RfmMap::RRfmTen, 5, 5, 4), "Potential Loyalist");
        assert_eq!(name(&RfmMap::RRfmTen, 1, 3, 4), "Can't Lose Them");
        assert_eq!(name(&RfmMap::RRfmTen, 1, 1, 1), "Lost");
    }

    #[test]
    fn no_two_names_of_a_map_share_a_colour() {
        for map in MAPS {
            let mut slots: Vec<u8> = map.names().iter().map(|it| it.slot).collect();
            slots.sort_unstable();
            slots.dedup();
            assert_eq!(slots.len(), map.names().len(), "{map:?}");
        }
    }

    #[test]
    fn the_default_map_is_the_published_list_of_codes() {
        let list = [
            ("Champions", "555 554 544 545 454 455 445"),
            ("Loyal", "543 444 435 355 354 345 344 335"),
            (
                "Potential Loyalist",
                "553 551 552 541 542 533 532 531 452 451 442 441 431 453 433 432 423 353 352 351 342 341 333 323",
            ),
            ("New Customers", "512 511 422 421 412 411 311"),
            ("Promising", "525 524 523 522 521 515 514 513 425 424 413 414 415 315 314 313"),
            ("Need Attention", "535 534 443 434 343 334 325 324"),
            ("About To Sleep", "331 321 312 221 213 231 241 251"),
            (
                "At Risk",
                "255 254 245 244 253 252 243 242 235 234 225 224 153 152 145 143 142 135 134 133 125 124",
            ),
            ("Cannot Lose Them", "155 154 144 214 215 115 114 113"),
            ("Hibernating", "332 322 233 232 223 222 132 123 122 212 211"),
            ("Lost", "111 112 121 131 141 151"),
        ];
        let map = RfmMap::default();
        let mut n_listed = 0;
        for (expected, codes) in list {
            for code in codes.split(' ') {
                let [r, f, m] = [0, 1, 2].map(|it| code.as_bytes()[it] - b'0');
                assert_eq!(name(&map, r, f, m), expected, "{code}");
                n_listed += 1;
            }
        }
        assert_eq!(n_listed, 125);
        assert!(map.names().iter().zip(list).all(|(it, (name, _))| it.name == name));
    }

    #[test]
    fn six_names_cover_the_27_codes_of_three_scores() {
        let mut sizes = [0; 6];
        for code in 0..27 {
            sizes[usize::from(RfmMap::Six.position([code / 9 + 1, code / 3 % 3 + 1, code % 3 + 1], 3))] += 1;
        }
        assert_eq!(sizes, [3, 5, 3, 6, 7, 3]);
        let name = |code| RfmMap::Six.names()[usize::from(RfmMap::Six.position(code, 3))].name.clone();
        assert_eq!([name([3, 3, 3]), name([2, 3, 3]), name([3, 1, 1])], ["Champions", "Loyal", "Recent"]);
        assert_eq!(
            [name([2, 2, 2]), name([1, 3, 3]), name([1, 1, 1])],
            ["Needs attention", "At risk", "Inactive"]
        );
    }

    #[test]
    fn scores_are_stretched_to_those_a_map_is_written_for() {
        let all = |from, to| (1..=from).map(|it| stretched(it, from, to)).collect::<Vec<_>>();
        assert_eq!(all(3, 5), [1, 3, 5]);
        assert_eq!(all(4, 5), [1, 2, 4, 5]);
        assert_eq!(all(5, 3), [1, 1, 2, 3, 3]);
        assert_eq!(all(4, 3), [1, 2, 2, 3]);
        assert_eq!(all(5, 5), [1, 2, 3, 4, 5]);
        for map in MAPS {
            for bins in 3..=5 {
                let best = map.names()[usize::from(map.position([bins; 3], bins))].name.clone();
                assert_eq!(best, "Champions", "{map:?}, {bins}");
            }
        }
    }

    #[test]
    fn an_own_map_names_its_cells_and_calls_the_rest_others() {
        let mut own = OwnMap::blank(vec!["Stars".to_owned(), "Sleepers".to_owned()], 3);
        own.cells[2] = Some(0);
        own.cells[6] = Some(1);
        let map = RfmMap::Own(own);
        let name = |code| map.names()[usize::from(map.position(code, 3))].name.clone();
        assert_eq!([name([3, 3, 2]), name([1, 1, 3]), name([2, 2, 2])], ["Stars", "Sleepers", "Others"]);
        assert_eq!(map.names().iter().map(|it| it.slot).collect::<Vec<_>>(), [1, 2, 12]);
    }
}
