//! Segments side by side: every place is inside the plot, every number is that of the analysis.

use enclave::engine::present::chart::compare::{Fingerprint, Lanes, Medians, Stacks};
use enclave::engine::present::number;
use enclave::engine::profile::Profiles;

use crate::present_shop::shop;

const CHOSEN: [usize; 3] = [0, 2, 5];

fn names(profiles: &Profiles) -> Vec<&str> {
    CHOSEN.iter().map(|it| profiles.segments[*it].segment.name.as_str()).collect()
}

#[test]
fn a_fingerprint_is_the_distance_of_averages_in_spreads_of_everyone() {
    let profiles = shop();
    let fingerprint = Fingerprint::new(&profiles, &CHOSEN).unwrap();
    let heads: Vec<_> = fingerprint.columns.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(heads, names(&profiles));
    let mut n_compared = 0;
    for (row, all) in fingerprint.rows.iter().zip(&profiles.everyone.features) {
        for (cell, segment) in row.cells.iter().zip(CHOSEN) {
            let own = profiles.segments[segment].group.features.iter().find(|it| it.id == all.id).unwrap();
            let (own, everyone) = (own.spread.unwrap(), all.spread.unwrap());
            let score = (own.mean - everyone.mean) / everyone.sd;
            let written = cell.score.replace('−', "-").replace('+', "");
            assert!(
                (written.parse::<f64>().unwrap() - score).abs() <= 0.005 + 1e-9,
                "{} {score}",
                cell.score
            );
            let size = [0.2, 0.5, 0.8].iter().filter(|it| score.abs() >= **it).count();
            assert_eq!(usize::from(cell.step.unsigned_abs()), size);
            assert_eq!(cell.step < 0, score <= -0.2);
            assert_eq!(cell.score.starts_with('+'), score >= 0.005);
            n_compared += 1;
        }
    }
    assert_eq!(n_compared, 3 * fingerprint.rows.len());
    assert_eq!(fingerprint.twin().rows.len(), fingerprint.readings().len());
}

#[test]
fn a_lane_holds_its_median_and_says_it() {
    let profiles = shop();
    let lanes = Lanes::new(&profiles, &CHOSEN).unwrap();
    assert!(lanes.rows.len() > 2);
    for (row, all) in lanes.rows.iter().zip(&profiles.everyone.features) {
        for (lane, segment) in row.lanes.iter().zip(CHOSEN) {
            let (half, median) = lane.place.unwrap();
            assert!(half.start >= 0.0 && half.end() <= 1.0 + 1e-9, "{half:?}");
            assert!(half.start - 1e-9 <= median && median <= half.end() + 1e-9, "{half:?} {median}");
            let own = profiles.segments[segment].group.features.iter().find(|it| it.id == all.id).unwrap();
            let spread = own.spread.unwrap();
            assert_eq!(lane.value, number::figure(spread.median, all.unit, profiles.currency.as_deref()));
        }
    }
}

#[test]
fn lines_of_medians_stay_in_the_field_and_their_names_apart() {
    let profiles = shop();
    let medians = Medians::new(&profiles, &CHOSEN).unwrap();
    assert!(medians.axes.windows(2).all(|it| it[0].x < it[1].x));
    for line in &medians.lines {
        assert_eq!(line.points.len(), medians.axes.len());
        assert!(line.points.iter().flatten().all(|it| (0.0..=1.0).contains(&it.0)));
    }
    let mut places: Vec<_> = medians.lines.iter().filter_map(|it| Some(it.name.as_ref()?.1)).collect();
    places.sort_by(f64::total_cmp);
    assert!(places.iter().all(|it| *it <= 240.0 + 1e-9), "{places:?}");
    assert!(places.windows(2).all(|it| it[1] - it[0] >= 16.0 - 1e-9), "{places:?}");
    assert_eq!(medians.twin().headings.len(), CHOSEN.len() + 2);
}

#[test]
fn the_pieces_of_a_bar_are_everyone_whose_value_is_known() {
    let profiles = shop();
    let stacks = Stacks::all(&profiles, &CHOSEN);
    assert!(!stacks.is_empty());
    for stack in &stacks {
        assert_eq!(stack.bars.len(), CHOSEN.len() + 1);
        for bar in &stack.bars {
            assert_eq!(bar.pieces.len(), stack.values.len());
            let whole: f64 = bar.pieces.iter().map(|it| it.span.size).sum();
            assert!((whole - 1.0).abs() < 1e-9 || whole == 0.0, "{}: {whole}", bar.name());
        }
    }
}

#[test]
fn one_segment_or_none_is_not_an_error() {
    let profiles = shop();
    let empty = Profiles::default();
    for wanted in [vec![], vec![0], vec![99]] {
        let _drawn = (Lanes::new(&profiles, &wanted), Medians::new(&profiles, &wanted));
        let _drawn = (Fingerprint::new(&profiles, &wanted), Stacks::all(&profiles, &wanted));
        assert!(Lanes::new(&empty, &wanted).is_none() && Medians::new(&empty, &wanted).is_none());
        assert!(Fingerprint::new(&empty, &wanted).is_none() && Stacks::all(&empty, &wanted).is_empty());
    }
}
