//! What is hidden cannot be worked out: by elimination over every row, column and sum.

use std::fmt::Write as _;

use enclave::engine::audit::small_cells::{Hidden, hide, hide_in_line};
use enclave::engine::audit::{TOGETHER, guard};
use enclave::engine::present::report::{Block, Plot, Report, ReportOptions, Section, Told};
use enclave::engine::segmentation::RfmOptions;
use proptest::prelude::*;

use crate::analysed::{Analysed, rfm_recipe};

/// Counts with their sums, the sum of all last.
fn with_sums(rows: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = rows.to_vec();
    for row in &mut all {
        row.push(row.iter().sum());
    }
    let width = all[0].len();
    all.push((0..width).map(|column| all.iter().map(|row| row[column]).sum()).collect());
    all
}

/// Positions of the hidden counts of people that every table with the shown numbers has alike.
///
/// Each row and column says that its counts less its sum are nothing. What the equations fix is what
/// elimination brings to a row with one unknown.
fn worked_out(table: &[Vec<usize>], hidden: &Hidden) -> Vec<(usize, usize)> {
    let (height, width) = (table.len(), table[0].len());
    let cells = (0..height).flat_map(|row| (0..width).map(move |column| (row, column)));
    let unknown: Vec<_> = cells.filter(|it| hidden.cell(it.0, it.1) && table[it.0][it.1] > 0).collect();
    let coefficient = |is_sum: bool| if is_sum { -1.0 } else { 1.0 };
    let of_row = |row: usize| {
        unknown.iter().map(move |it| if it.0 == row { coefficient(it.1 + 1 == width) } else { 0.0 }).collect()
    };
    let of_column = |column: usize| {
        unknown
            .iter()
            .map(move |it| if it.1 == column { coefficient(it.0 + 1 == height) } else { 0.0 })
            .collect()
    };
    let mut system: Vec<Vec<f64>> = (0..height).map(of_row).chain((0..width).map(of_column)).collect();
    let mut first = 0;
    for column in 0..unknown.len() {
        let Some(pivot) = (first..system.len()).find(|row| system[*row][column].abs() > 1e-9) else {
            continue;
        };
        system.swap(first, pivot);
        let scale = system[first][column];
        system[first].iter_mut().for_each(|it| *it /= scale);
        for row in (0..system.len()).filter(|row| *row != first) {
            let factor = system[row][column];
            let pivot_row = system[first].clone();
            system[row].iter_mut().zip(pivot_row).for_each(|(it, by)| *it -= factor * by);
        }
        first += 1;
    }
    let is_alone = |row: &Vec<f64>, column: usize| {
        row.iter().enumerate().all(|(idx, it)| (it.abs() > 1e-9) == (idx == column))
    };
    (0..unknown.len())
        .filter(|it| system.iter().any(|row| is_alone(row, *it)))
        .map(|it| unknown[it])
        .collect()
}

fn tables() -> impl Strategy<Value = Vec<Vec<usize>>> {
    let count = prop_oneof![3 => 0_usize..12, 2 => 12_usize..200, 1 => Just(0_usize)];
    (1_usize..7, 2_usize..7).prop_flat_map(move |(height, width)| {
        prop::collection::vec(prop::collection::vec(count.clone(), width), height)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_small_count_is_never_shown_and_never_worked_out(rows in tables(), least in 2_usize..15) {
        let hidden = hide(&rows, &[], least);
        let table = with_sums(&rows);
        let (height, width) = (table.len(), table[0].len());
        let total = table[height - 1][width - 1];
        let known = worked_out(&table, &hidden);
        for (row, counts) in table.iter().enumerate() {
            for (column, n) in counts.iter().copied().enumerate() {
                let is_total = row + 1 == height && column + 1 == width;
                if (1..least).contains(&n) && !is_total && total >= least {
                    prop_assert!(hidden.cell(row, column), "{n} is shown in {rows:?}");
                    prop_assert!(!known.contains(&(row, column)), "{n} comes back in {rows:?} at {row}, {column}");
                }
            }
        }
    }

    #[test]
    fn what_a_shown_sum_leaves_over_is_no_small_count(rows in tables(), least in 2_usize..15) {
        let hidden = hide(&rows, &[], least);
        let table = with_sums(&rows);
        let width = table[0].len();
        prop_assume!(table[table.len() - 1][width - 1] >= least);
        for (row, counts) in table.iter().enumerate() {
            if hidden.cell(row, width - 1) {
                continue;
            }
            let rest: usize = (0..width - 1).filter(|it| hidden.cell(row, *it)).map(|it| counts[it]).sum();
            prop_assert!(rest == 0 || rest >= least, "row {row} leaves {rest} of {rows:?}");
        }
    }

    #[test]
    fn of_a_line_the_hidden_are_none_or_several_and_many(
        counts in prop::collection::vec(0_usize..60, 1..12),
        least in 2_usize..15,
    ) {
        let is_hidden = hide_in_line(&counts, least);
        let hidden: Vec<usize> =
            counts.iter().zip(&is_hidden).filter(|it| *it.1).map(|it| *it.0).filter(|it| *it > 0).collect();
        let sum: usize = hidden.iter().sum();
        let all: usize = counts.iter().sum();
        prop_assert!(hidden.is_empty() || (hidden.len() > 1 && sum >= least) || sum == all);
        for (n, is_hidden) in counts.iter().zip(is_hidden) {
            prop_assert!(is_hidden || *n == 0 || *n >= least);
        }
    }

    #[test]
    fn tables_without_small_counts_stay_whole(
        rows in prop::collection::vec(prop::collection::vec(20_usize..90, 4), 1..5),
    ) {
        let hidden = hide(&rows, &[], 20);
        prop_assert!((0..=rows.len()).all(|row| (0..=4).all(|column| !hidden.cell(row, column))));
    }
}

/// Customers whose city and spend say how many stand behind what.
fn shop(n: usize) -> Analysed {
    let mut text = "customer,day,amount,city,email\n".to_owned();
    for idx in 0..n {
        let city = match idx {
            0..3 => "Tinytown",
            it if it % 3 == 0 => "Bonn",
            it if it % 3 == 1 => "Köln",
            _ => "Ulm",
        };
        for order in 0..=(idx % 4) {
            let (month, day, amount) = (1 + (idx + order) % 12, 1 + idx % 28, 10 + (idx * 7) % 400);
            writeln!(text, "C{idx},2026-{month:02}-{day:02},{amount},{city},person{idx}@example.com")
                .unwrap();
        }
    }
    let mut recipe = rfm_recipe(RfmOptions::default());
    let of = |name: &str, role| enclave::engine::features::MappedColumn { name: name.to_owned(), role };
    recipe.mapping.columns.push(of("city", enclave::engine::table::Role::Category));
    recipe.mapping.columns.push(of("email", enclave::engine::table::Role::Email));
    Analysed::of("people.csv", &text, recipe).unwrap()
}

fn report(analysed: &Analysed, options: &ReportOptions) -> Report {
    let told = Told {
        profiles: &analysed.outcome.analysis.profiles,
        recipe: &analysed.recipe,
        claims: &analysed.outcome.analysis.claims,
        of_reading: &analysed.source.issues,
        of_measuring: &analysed.outcome.analysis.issues,
        n_rows: 1,
    };
    Report::new(&told, options)
}

#[test]
fn small_segments_stand_together_and_sizes_still_add_up() {
    let analysed = shop(160);
    let profiles = &analysed.outcome.analysis.profiles;
    assert!(profiles.segments.iter().any(|it| it.group.n < 10), "the file has a small segment");
    let guarded = guard(profiles, 10);
    assert!(guarded.profiles.segments.iter().all(|it| it.group.n >= 10));
    assert_eq!(guarded.profiles.segments.last().unwrap().segment.name, TOGETHER);
    assert!(guarded.together.len() >= 2);
    assert_eq!(guarded.profiles.segments.iter().map(|it| it.group.n).sum::<usize>(), profiles.everyone.n);
    let revenue: f64 = guarded.profiles.segments.iter().filter_map(|it| it.group.revenue).sum();
    assert!((revenue - profiles.everyone.revenue.unwrap()).abs() < 0.005);
    let ids: Vec<usize> = guarded.profiles.segments.iter().map(|it| usize::from(it.segment.id.0)).collect();
    assert_eq!(ids, (0..guarded.profiles.segments.len()).collect::<Vec<_>>());
}

#[test]
fn a_city_of_three_is_nowhere_and_cannot_be_subtracted() {
    let analysed = shop(400);
    let guarded = guard(&analysed.outcome.analysis.profiles, 10);
    assert!(!format!("{guarded:?}").contains("Tinytown"));
    assert!(format!("{:?}", guard(&analysed.outcome.analysis.profiles, 1)).contains("Tinytown"));
    let n_hidden = |city: &str| {
        let has = |it: &enclave::engine::profile::SegmentProfile| {
            it.group.categories[0].shares.iter().any(|it| it.value == city)
        };
        guarded.profiles.segments.iter().filter(|it| !has(it)).count()
    };
    for city in ["Bonn", "Köln", "Ulm"] {
        assert_ne!(n_hidden(city), 1, "{city} is hidden in one segment and would come back from everyone's");
    }
}

#[test]
fn no_smallest_and_no_largest_value_is_known() {
    let analysed = shop(400);
    let guarded = guard(&analysed.outcome.analysis.profiles, 10);
    for group in guarded.profiles.segments.iter().map(|it| &it.group) {
        for spread in group.features.iter().filter_map(|it| it.spread) {
            assert!(spread.min.is_nan() && spread.max.is_nan());
        }
    }
}

#[test]
fn the_report_has_a_leaf_for_each_shown_segment_and_every_chart_its_table() {
    let analysed = shop(400);
    let guarded = guard(&analysed.outcome.analysis.profiles, 10);
    let n_shown = guarded.profiles.segments.len() - usize::from(!guarded.together.is_empty());
    let report = report(&analysed, &ReportOptions::default());
    assert_eq!(report.leaves.iter().filter(|it| it.section == Section::Segments).count(), n_shown);
    assert_eq!(report.n_leaves(), n_shown + 5);
    for block in report.leaves.iter().flat_map(|it| &it.blocks) {
        if let Block::Chart(chart) = block {
            assert!(chart.twin.is_some() || matches!(chart.plot, Plot::Grid(_)), "{chart:?}");
            assert!(!chart.caption.finding.is_empty() && !chart.caption.basis.is_empty());
        }
    }
    let written = format!("{report:?}");
    for word in ["NaN", "not known"] {
        let around = |at: usize| written.get(at.saturating_sub(200)..at + 20).map(str::to_owned);
        assert_eq!(written.find(word).and_then(around), None);
    }
    assert!(!written.contains("example.com") && !written.contains("C17"));
}

#[test]
fn sections_that_are_left_out_are_not_there() {
    let analysed = shop(400);
    for section in Section::ALL {
        let mut options = ReportOptions::default();
        options.put(section, false);
        let report = report(&analysed, &options);
        assert_eq!(report.cover.is_none(), section == Section::Cover);
        assert!(report.leaves.iter().all(|it| it.section != section));
    }
    let mut options = ReportOptions { title: " Spring list ".to_owned(), ..ReportOptions::default() };
    for it in Section::ALL {
        options.put(it, false);
    }
    let none = report(&analysed, &options);
    assert_eq!((none.n_leaves(), none.title.as_str()), (0, "Spring list"));
}
