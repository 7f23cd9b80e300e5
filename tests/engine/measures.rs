//! Measures that are worked out on demand, on orders one can count by hand.
#![expect(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a test that finds something else should fail loudly; quarters are exact"
)]

use enclave::engine::features::{FeatureMatrix, MappedColumn, Mapping, Measure, RowUnit, measure};
use enclave::engine::progress::Unobserved;
use enclave::engine::recipe::Recipe;
use enclave::engine::segmentation::RfmOptions;
use enclave::engine::table::{IssueKind, Issues, MISSING_CODE, ReadingOptions, Role, Source};

use crate::analysed::rfm_recipe;

/// Ann: three orders on three days, one of two rows; a return. Bob: December only. Cy: nothing but a
/// purchase worth nothing.
const ORDERS: &str = "\
customer,order,day,amount,quantity,goods,shop,discount,time
Ann,1,2025-01-06,10,1,books,web,0,08:00
Ann,1,2025-01-06,30,3,music,web,10,08:00
Ann,2,2025-01-16,20,2,books,shop,0,12:30
Ann,3,2025-02-15,40,1,games,web,0,23:10
Ann,3,2025-02-16,-20,-1,books,web,0,10:00
Bob,4,2024-12-24,50,5,games,shop,0,15:00
Bob,5,2025-12-23,150,1,music,shop,50,18:00
Cy,6,2025-03-01,0,1,books,web,0,09:00
";

fn measured(text: &str, measures: &[Measure]) -> (FeatureMatrix, Issues) {
    let recipe = rfm_recipe(RfmOptions::default());
    let source = Source::from_bytes("orders.csv", text.as_bytes(), &recipe.reading).unwrap();
    let mut columns = recipe.mapping.columns;
    for (name, role) in [
        ("order", Role::Order),
        ("quantity", Role::Quantity),
        ("goods", Role::Category),
        ("shop", Role::Channel),
    ] {
        if source.table.column(name).is_some() {
            columns.push(MappedColumn { name: name.to_owned(), role });
        }
    }
    let mapping = Mapping { unit: RowUnit::Orders, columns };
    let mut choices = recipe.features;
    choices.measures = measures.to_vec();
    let mut issues = Issues::default();
    let matrix = measure(&source, &mapping, &choices, &mut issues, &mut Unobserved).unwrap();
    (matrix, issues)
}

fn of(matrix: &FeatureMatrix, id: &str) -> Vec<f64> {
    matrix.feature(id).unwrap_or_else(|| panic!("{id} is not measured")).values.clone()
}

#[test]
fn orders_gaps_and_baskets_are_those_counted_by_hand() {
    let kinds = [Measure::MedianOrder, Measure::OrderDays, Measure::Gaps, Measure::BasketSize];
    let (matrix, _) = measured(ORDERS, &kinds);
    assert_eq!(of(&matrix, "median_order"), [40.0, 100.0, 0.0]);
    assert_eq!(of(&matrix, "order_days"), [3.0, 2.0, 1.0]);
    assert_eq!(of(&matrix, "mean_gap_days")[..2], [20.0, 364.0]);
    assert_eq!(of(&matrix, "median_gap_days")[..2], [20.0, 364.0]);
    // Gaps of 10 and 30 days: their standard deviation is half their mean.
    assert_eq!(of(&matrix, "gap_variation")[0], 0.5);
    assert!(of(&matrix, "gap_variation")[1].is_nan() && of(&matrix, "mean_gap_days")[2].is_nan());
    assert_eq!(of(&matrix, "rows_per_order"), [4.0 / 3.0, 1.0, 1.0]);
    assert_eq!(of(&matrix, "pieces_per_order"), [7.0 / 3.0, 3.0, 1.0]);
}

#[test]
fn shares_are_of_the_money_of_purchases() {
    let (matrix, issues) = measured(ORDERS, &Measure::ALL);
    assert_eq!(of(&matrix, "return_share")[..2], [0.2, 0.0]);
    assert_eq!(of(&matrix, "discount_share")[..2], [10.0 / 110.0, 0.2]);
    assert_eq!(of(&matrix, "share_monday")[0], 0.4);
    assert_eq!(of(&matrix, "share_december")[..2], [0.0, 1.0]);
    assert_eq!(of(&matrix, "share_winter")[..2], [1.0, 1.0]);
    assert_eq!(of(&matrix, "share_morning")[..2], [0.4, 0.0]);
    assert_eq!(of(&matrix, "share_midday")[..2], [0.2, 0.0]);
    assert_eq!(of(&matrix, "share_afternoon")[..2], [0.0, 0.25]);
    assert_eq!(of(&matrix, "share_evening")[..2], [0.0, 0.75]);
    assert_eq!(of(&matrix, "share_night")[..2], [0.4, 0.0]);
    assert_eq!(of(&matrix, "top_month_share")[..2], [0.6, 1.0]);
    assert_eq!(of(&matrix, "category: books")[..2], [0.3, 0.0]);
    assert_eq!(of(&matrix, "category: music")[..2], [0.3, 0.75]);
    assert_eq!(of(&matrix, "channel: web")[..2], [0.8, 0.0]);
    assert!(of(&matrix, "share_monday")[2].is_nan(), "nothing was paid");
    let sorts = |label: &str| {
        let category = matrix.categories.iter().find(|it| it.label == label).unwrap();
        let name =
            |&code: &u32| if code == MISSING_CODE { "" } else { category.dictionary.get(code as usize) };
        category.codes.iter().map(|it| name(it).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(sorts("First category"), ["books", "games", "books"]);
    assert_eq!(sorts("Last category"), ["games", "music", "books"]);
    assert!(!issues.has(IssueKind::NotMeasured));
}

#[test]
fn what_no_column_tells_is_said_and_the_order_of_rows_changes_nothing() {
    let (plain, _) = measured(ORDERS, &[]);
    assert_eq!(plain.features.len(), 5);
    let bare: String = ORDERS
        .lines()
        .map(|it| it.split(',').collect::<Vec<_>>())
        .fold(String::new(), |all, it| all + &[it[0], it[2], it[3]].join(",") + "\n");
    let (_, issues) = measured(&bare, &Measure::ALL);
    let missing: Vec<String> = issues
        .into_parts()
        .0
        .into_iter()
        .filter(|it| it.kind == IssueKind::NotMeasured)
        .map(|it| it.column.unwrap())
        .collect();
    assert_eq!(
        missing,
        ["category_shares", "channel_shares", "daypart_shares", "discount_share", "first_and_last_category"]
    );
    let mut lines: Vec<&str> = ORDERS.lines().collect();
    lines[1..].reverse();
    let (forward, _) = measured(ORDERS, &Measure::ALL);
    let (backward, _) = measured(&(lines.join("\n") + "\n"), &Measure::ALL);
    for (a, b) in forward.features.iter().zip(&backward.features) {
        assert_eq!(a.id, b.id);
        let bits = |it: &[f64]| it.iter().map(|it| it.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&a.values), bits(&b.values), "{}", a.id);
    }
}

#[test]
fn more_than_nine_categories_are_the_eight_largest_and_the_rest() {
    let row = |it: u32| format!("A,2026-01-01,{},g{it:02}\n", it + 1);
    let rows = (0..12).map(row).collect::<Vec<_>>().concat();
    let (matrix, _) = measured(&format!("customer,day,amount,goods\n{rows}"), &[Measure::CategoryShares]);
    let ids: Vec<&str> = matrix.features.iter().skip(5).map(|it| it.id.as_str()).collect();
    assert_eq!(
        (ids.len(), ids[0], ids[7], ids[8]),
        (9, "category: g11", "category: g04", "category: all others")
    );
    assert_eq!(of(&matrix, "category: all others"), [10.0 / 78.0]);
}

#[test]
fn birthdays_are_ages_with_bands_and_need_a_day_to_count_from() {
    let text = "customer,date of birth,score\nA,2004-02-29,1\nB,1990-06-15,2\nC,,3\nD,1950-01-01,4\n";
    let source = Source::from_bytes("people.csv", text.as_bytes(), &ReadingOptions::default()).unwrap();
    let mut recipe = Recipe::suggest(&source.summary());
    assert_eq!(recipe.mapping.role_of("date of birth"), Role::Ignore, "a protected trait");
    recipe.mapping.assign("date of birth", Role::Feature, &source.columns).unwrap();
    let run = |recipe: &Recipe| {
        let mut issues = Issues::default();
        let matrix =
            measure(&source, &recipe.mapping, &recipe.features, &mut issues, &mut Unobserved).unwrap();
        (matrix, issues)
    };
    assert!(run(&recipe).1.has(IssueKind::NotMeasured));
    recipe.features.as_of = enclave::engine::features::AsOf::Day(20_512); // 2026-02-28
    recipe.features.measures = vec![Measure::AgeBands];
    let (matrix, _) = run(&recipe);
    let ages = of(&matrix, "date of birth");
    assert_eq!([ages[0], ages[1], ages[3]], [21.0, 35.0, 76.0]);
    let bands = matrix.categories.iter().find(|it| it.label == "date of birth (band)").unwrap();
    let names: Vec<&str> = bands.codes.iter().map(|&it| bands.dictionary.get(it as usize)).collect();
    assert_eq!(names, ["18–24", "35–44", "", "65+"]);
}
