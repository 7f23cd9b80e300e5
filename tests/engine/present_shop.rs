//! A made-up tea shop: eight RFM segments whose numbers add up, and four natural groups.

use enclave::engine::features::Unit;
use enclave::engine::profile::{
    CategoryProfile, CategoryShare, FeatureProfile, GroupProfile, Profiles, SegmentProfile, Spread,
};
use enclave::engine::segmentation::{
    Detail, GroupsDetail, KQuality, MapPoint, RfmCell, RfmCuts, RfmDetail, Segment, SegmentId,
};

/// Name, slot, customers, revenue, orders, median days since last order, share in Germany.
type Row = (&'static str, u8, usize, f64, u64, f64, f64);

const SEGMENTS: [Row; 8] = [
    ("Champions", 1, 1_117, 849_862.0, 9_383, 13.0, 0.66),
    ("Loyal Customers", 7, 1_557, 538_992.0, 9_498, 71.0, 0.58),
    ("Promising", 3, 1_617, 187_864.0, 4_042, 29.0, 0.57),
    ("New Customers", 9, 1_366, 60_385.0, 1_366, 34.0, 0.55),
    ("Need Attention", 5, 1_794, 125_244.0, 3_050, 133.0, 0.58),
    ("At Risk", 2, 1_221, 228_121.0, 4_518, 311.0, 0.61),
    ("Can't Lose Them", 4, 214, 125_243.0, 2_012, 286.0, 0.60),
    ("Hibernating", 8, 3_532, 120_769.0, 4_627, 474.0, 0.56),
];

pub fn shop() -> Profiles {
    let n: usize = SEGMENTS.iter().map(|it| it.2).sum();
    let money: f64 = SEGMENTS.iter().map(|it| it.3).sum();
    let orders: u64 = SEGMENTS.iter().map(|it| it.4).sum();
    let everyone = group(n, n, (money, money), orders, (131.0, 0.58));
    let segments = SEGMENTS.iter().enumerate().map(|(idx, it)| SegmentProfile {
        segment: Segment {
            id: SegmentId(u8::try_from(idx).unwrap()),
            given_name: it.0.to_owned(),
            name: it.0.to_owned(),
            slot: it.1,
            ..Segment::default()
        },
        group: group(it.2, n, (it.3, money), it.4, (it.5, it.6)),
        nearest: Some((idx + 1) % SEGMENTS.len()),
        ..SegmentProfile::default()
    });
    Profiles {
        segments: segments.collect(),
        everyone,
        detail: Some(Detail::Rfm(rfm())),
        as_of: Some(20_604),
        period: Some((19_510, 20_604)),
        n_rows_used: 39_120,
        currency: Some("€".to_owned()),
        ..Profiles::default()
    }
}

pub fn rfm() -> RfmDetail {
    const COUNTS: [[usize; 5]; 5] = [
        [620, 400, 347, 480, 637],
        [746, 480, 390, 490, 377],
        [902, 520, 372, 430, 260],
        [1_130, 540, 340, 340, 133],
        [1_322, 540, 291, 250, 81],
    ];
    const NAMES: [[u8; 5]; 5] =
        [[3, 2, 2, 0, 0], [3, 2, 2, 1, 1], [4, 4, 4, 1, 1], [7, 7, 5, 5, 6], [7, 7, 5, 5, 6]];
    let cell = |row: usize, column: usize| RfmCell {
        r: u8::try_from(5 - row).unwrap(),
        f: u8::try_from(column + 1).unwrap(),
        n: COUNTS[row][column],
        median_monetary: Some(40.0 * f64::from(u32::try_from((column + 1) * (6 - row)).unwrap())),
        segment: Some(SegmentId(NAMES[row][column])),
    };
    RfmDetail {
        bins: 5,
        cuts: RfmCuts {
            recency_days: vec![31.0, 88.0, 187.0, 388.0],
            frequency: vec![1.0, 2.0, 3.0, 5.0],
            monetary: vec![36.0, 68.0, 118.0, 214.0],
        },
        cells: (0..25).map(|idx| cell(idx / 5, idx % 5)).collect(),
    }
}

/// Four groups of an order file, the second and the third alike in what sets them apart.
pub fn natural_groups() -> Profiles {
    let mut profiles = shop();
    profiles.segments.truncate(4);
    for (idx, it) in profiles.segments.iter_mut().enumerate() {
        it.segment.given_name = format!("Group {}", idx + 1);
        it.segment.name = it.segment.given_name.clone();
        it.segment.is_numbered = true;
        it.nearest = Some((idx + 1) % 4);
    }
    let alike = profiles.segments[1].group.clone();
    profiles.segments[2].group.features = alike.features;
    profiles.segments[2].group.categories = alike.categories;
    let quality = |k, silhouette| KQuality {
        k,
        inertia: 100.0 / f64::from(k),
        silhouette: Some(silhouette),
        ..KQuality::default()
    };
    profiles.detail = Some(Detail::Groups(GroupsDetail {
        k: 4,
        features: vec!["recency_days".to_owned(), "frequency".to_owned(), "monetary".to_owned()],
        inertia: 25.0,
        silhouette: Some(0.412),
        n_quality_sample: 5_000,
        tried: vec![quality(2, 0.31), quality(3, 0.38), quality(4, 0.412), quality(5, 0.29)],
        is_converged: true,
        centres: vec![0.0; 12],
        map: (0..400_u16)
            .map(|idx| MapPoint {
                x: f32::from(idx % 20) + 30.0 * f32::from(idx % 4),
                y: f32::from(idx / 20),
                segment: u8::try_from(idx % 4).unwrap(),
            })
            .collect(),
        map_explained: [0.5, 0.21],
        map_loadings: vec![0.0; 6],
        ..GroupsDetail::default()
    }));
    profiles
}

fn group(
    n: usize,
    of: usize,
    (money, all_money): (f64, f64),
    orders: u64,
    (days, germany): (f64, f64),
) -> GroupProfile {
    let people = n as f64;
    let each = money / people;
    let often = orders as f64 / people;
    GroupProfile {
        n,
        share: people / of as f64,
        revenue: Some(money),
        revenue_share: Some(money / all_money),
        orders: Some(orders),
        features: vec![
            number("recency_days", "Days since last order", Unit::Days, days, 160.0),
            number("frequency", "Orders", Unit::Count, often, 2.9),
            number("monetary", "Money spent", Unit::Money, each, 260.0),
            number("average_order", "Average order", Unit::Money, each / often, 40.0),
        ],
        categories: vec![CategoryProfile {
            label: "country".to_owned(),
            n_missing: 0,
            shares: vec![value("Germany", germany, n), value("Austria", 0.9 - germany, n)],
        }],
        ..GroupProfile::default()
    }
}

fn value(value: &str, share: f64, n: usize) -> CategoryShare {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
    let n = (share * n as f64) as usize;
    CategoryShare { value: value.to_owned(), n, share, index: 100.0 }
}

fn number(id: &str, label: &str, unit: Unit, middle: f64, sd: f64) -> FeatureProfile {
    let spread = Spread {
        mean: middle,
        sd,
        min: (0.6 * middle).floor().max(0.0),
        p01: 0.0,
        q1: 0.45 * middle,
        median: middle,
        q3: 2.3 * middle,
        p99: 6.0 * middle,
        max: 9.0 * middle,
    };
    let bins = (0..24_u32).map(|idx| 240 / (idx + 1)).collect();
    FeatureProfile {
        id: id.to_owned(),
        label: label.to_owned(),
        unit,
        n_known: 0,
        n_missing: 0,
        spread: Some(spread),
        mean_interval: None,
        bins,
    }
}
