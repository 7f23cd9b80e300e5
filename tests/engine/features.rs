//! From rows to customers: small files worked out by hand.
#![expect(clippy::float_cmp, reason = "the very number is what is tested")]

use enclave::engine::features::{
    AsOf, FeatureChoices, FeatureMatrix, FeaturesError, FrequencyRule, Mapping, Returns, RowUnit, Unit,
    UnitReason, measure, suggest_unit,
};
use enclave::engine::progress::Unobserved;
use enclave::engine::table::{
    ColumnSummary, Issue, IssueKind, Issues, Kind, MISSING_CODE, MicroChart, Reason, Role, Source,
    SourceSummary, Sureness,
};
use proptest::prelude::*;

use crate::sources::{Part, as_kind, days, money, names, numbers, source};

/// Customers measured from parts of a table.
pub fn measured(
    unit: RowUnit,
    parts: Vec<Part>,
    choices: &FeatureChoices,
) -> Result<(FeatureMatrix, Vec<Issue>), FeaturesError> {
    let (source, mapping) = source(unit, parts);
    measured_as(&source, &mapping, choices)
}

fn measured_as(
    source: &Source,
    mapping: &Mapping,
    choices: &FeatureChoices,
) -> Result<(FeatureMatrix, Vec<Issue>), FeaturesError> {
    let mut issues = Issues::default();
    let matrix = measure(source, mapping, choices, &mut issues, &mut Unobserved)?;
    Ok((matrix, issues.into_parts().0))
}

/// Orders of customers.
pub fn orders(customers: &[&str], on: &[Option<i32>], amounts: &[f64]) -> Vec<Part> {
    vec![
        ("who", Role::Customer, names(customers)),
        ("when", Role::Date, days(on)),
        ("how_much", Role::Amount, money(amounts)),
    ]
}

/// The numbers of a feature.
pub fn values(matrix: &FeatureMatrix, id: &str) -> Vec<f64> {
    matrix.feature(id).map(|it| it.values.clone()).unwrap_or_default()
}

fn customers(matrix: &FeatureMatrix) -> Vec<&str> {
    matrix.customers.iter().collect()
}

/// Number and lines of an issue.
pub fn places(issues: &[Issue], kind: IssueKind) -> (u64, Vec<u64>) {
    let of_kind: Vec<&Issue> = issues.iter().filter(|it| it.kind == kind).collect();
    let lines = of_kind.iter().flat_map(|it| it.examples.iter().map(|it| it.line)).collect();
    (of_kind.iter().map(|it| it.n).sum(), lines)
}

#[test]
fn orders_become_recency_frequency_and_money_by_customer() {
    let rows =
        orders(&["b", "a", "b", "b"], &[Some(10), Some(20), Some(12), Some(10)], &[1.10, 5.0, 2.20, 3.30]);
    let (matrix, issues) = measured(RowUnit::Orders, rows, &FeatureChoices::default()).unwrap();
    assert_eq!(customers(&matrix), ["a", "b"]);
    assert_eq!(values(&matrix, "recency_days"), [0.0, 8.0]);
    assert_eq!(values(&matrix, "frequency"), [1.0, 2.0]);
    assert_eq!(values(&matrix, "monetary"), [5.0, 6.6]);
    assert_eq!(values(&matrix, "average_order"), [5.0, 3.3]);
    assert_eq!(values(&matrix, "tenure_days"), [0.0, 2.0]);
    assert_eq!((matrix.as_of, matrix.period, matrix.n_rows_used), (Some(20), Some((10, 20)), 4));
    assert_eq!((matrix.revenue, matrix.orders), (Some(vec![5.0, 6.6]), Some(vec![1, 2])));
    assert_eq!(issues, []);
}

#[test]
fn customers_stand_in_byte_order_whatever_the_file_says() {
    let ids = ["10", "9", "Z", "a", "010", "Ä", "customer-000000010", "customer-000000009"];
    let rows = orders(&ids, &[Some(1); 8], &[1.0; 8]);
    let (matrix, _) = measured(RowUnit::Orders, rows, &FeatureChoices::default()).unwrap();
    let mut sorted = ids;
    sorted.sort_unstable();
    assert_eq!(customers(&matrix), sorted);
}

#[test]
fn a_row_without_customer_date_or_amount_is_left_out_and_named_by_its_line() {
    let rows = orders(
        &["a", "", "a", "a", ""],
        &[Some(1), Some(1), None, Some(3), None],
        &[1.0, 2.0, 3.0, f64::NAN, f64::NAN],
    );
    let (matrix, issues) = measured(RowUnit::Orders, rows, &FeatureChoices::default()).unwrap();
    assert_eq!((customers(&matrix), matrix.n_rows_used), (vec!["a"], 1));
    assert_eq!(places(&issues, IssueKind::NoCustomer), (2, vec![3, 6]));
    assert_eq!(places(&issues, IssueKind::NoDate), (1, vec![4]));
    assert_eq!(places(&issues, IssueKind::NoAmount), (1, vec![5]));
    assert_eq!(matrix.period, Some((1, 1)));
}

#[test]
fn rows_after_the_as_of_date_are_left_out() {
    let rows = orders(&["a", "a", "b"], &[Some(10), Some(31), Some(32)], &[1.0, 2.0, 4.0]);
    let choices = FeatureChoices { as_of: AsOf::Day(30), ..FeatureChoices::default() };
    let (matrix, issues) = measured(RowUnit::Orders, rows, &choices).unwrap();
    assert_eq!((customers(&matrix), values(&matrix, "recency_days")), (vec!["a"], vec![20.0]));
    assert_eq!((values(&matrix, "monetary"), matrix.as_of), (vec![1.0], Some(30)));
    assert_eq!(places(&issues, IssueKind::AfterAsOf), (2, vec![3, 4]));
    let seen = issues.iter().flat_map(|it| &it.examples).map(|it| it.seen.as_str());
    assert_eq!(seen.collect::<Vec<_>>(), ["1970-02-01", "1970-02-02"]);
}

#[test]
fn a_return_lowers_the_money_and_is_no_order() {
    let rows =
        || orders(&["a", "a", "b", "c"], &[Some(1), Some(9), Some(2), Some(3)], &[10.0, -4.0, 1.0, -2.5]);
    let choices = |returns| FeatureChoices { returns, ..FeatureChoices::default() };
    let (net, issues) = measured(RowUnit::Orders, rows(), &choices(Returns::Net)).unwrap();
    assert_eq!(customers(&net), ["a", "b", "c"]);
    assert_eq!(values(&net, "monetary"), [6.0, 1.0, -2.5]);
    assert_eq!(values(&net, "frequency"), [1.0, 1.0, 0.0]);
    assert_eq!(values(&net, "recency_days")[..2], [8.0, 7.0]);
    assert!(values(&net, "recency_days")[2].is_nan(), "who only returned has no last order");
    assert_eq!(places(&issues, IssueKind::NegativeAmount), (2, vec![3, 5]));
    assert_eq!(places(&issues, IssueKind::OnlyReturns).0, 1);

    let (dropped, issues) = measured(RowUnit::Orders, rows(), &choices(Returns::Drop)).unwrap();
    assert_eq!((customers(&dropped), values(&dropped, "monetary")), (vec!["a", "b"], vec![10.0, 1.0]));
    assert_eq!((dropped.as_of, places(&issues, IssueKind::OnlyReturns).0), (Some(2), 0));

    let (kept, _) = measured(RowUnit::Orders, rows(), &choices(Returns::Keep)).unwrap();
    assert_eq!(values(&kept, "frequency"), [2.0, 1.0, 1.0]);
    assert_eq!(values(&kept, "recency_days"), [0.0, 7.0, 6.0]);
}

#[test]
fn an_order_of_nothing_counts_as_an_order() {
    let rows = orders(&["a", "a"], &[Some(1), Some(2)], &[0.0, 3.0]);
    let (matrix, issues) = measured(RowUnit::Orders, rows, &FeatureChoices::default()).unwrap();
    assert_eq!(values(&matrix, "frequency"), [2.0]);
    assert_eq!(places(&issues, IssueKind::ZeroAmount), (1, vec![2]));
}

#[test]
fn frequency_counts_orders_days_or_rows() {
    let rows = |numbered: bool| {
        let mut rows = orders(
            &["a", "a", "a", "b", "a", "b"],
            &[Some(1), Some(1), Some(1), Some(5), Some(2), Some(4)],
            &[1.0; 6],
        );
        if numbered {
            rows.push(("order", Role::Order, names(&["o1", "o1", "o2", "o3", "o4", "o3"])));
        }
        rows
    };
    let counted = |numbered, frequency| {
        let choices = FeatureChoices { frequency, ..FeatureChoices::default() };
        let (matrix, _) = measured(RowUnit::Orders, rows(numbered), &choices).unwrap();
        values(&matrix, "frequency")
    };
    assert_eq!(counted(true, FrequencyRule::Orders), [3.0, 1.0]);
    assert_eq!(counted(true, FrequencyRule::Days), [2.0, 2.0]);
    assert_eq!(counted(true, FrequencyRule::Rows), [4.0, 2.0]);
    assert_eq!(counted(false, FrequencyRule::Orders), [2.0, 2.0]);
}

#[test]
fn an_order_number_of_two_customers_counts_once_for_each() {
    let mut rows = orders(&["a", "b", "b", "c", "a"], &[Some(1); 5], &[1.0, 2.0, 3.0, 4.0, 5.0]);
    rows.push(("order", Role::Order, names(&["7", "7", "7", "7", "8"])));
    let (matrix, issues) = measured(RowUnit::Orders, rows, &FeatureChoices::default()).unwrap();
    assert_eq!(values(&matrix, "frequency"), [2.0, 1.0, 1.0]);
    assert_eq!(places(&issues, IssueKind::SharedOrder), (1, vec![3]));
}

#[test]
fn rows_without_an_order_number_are_together_one_order_of_their_day() {
    let mut rows =
        orders(&["a", "a", "a", "a"], &[Some(1), Some(1), Some(2), Some(2)], &[1.0, 2.0, 3.0, 4.0]);
    rows.push(("order", Role::Order, names(&["", "", "", "8"])));
    let (matrix, _) = measured(RowUnit::Orders, rows, &FeatureChoices::default()).unwrap();
    assert_eq!(values(&matrix, "frequency"), [3.0]);
}

#[test]
fn quantity_times_price_is_the_amount_where_no_column_is() {
    let rows = vec![
        ("who", Role::Customer, names(&["a", "a"])),
        ("when", Role::Date, days(&[Some(1), Some(1)])),
        ("n", Role::Quantity, numbers(&[3.0, f64::NAN])),
        ("price", Role::UnitPrice, money(&[1.10, 2.0])),
    ];
    let (matrix, issues) = measured(RowUnit::Orders, rows, &FeatureChoices::default()).unwrap();
    assert_eq!(values(&matrix, "monetary"), [3.30]);
    assert_eq!(places(&issues, IssueKind::NoAmount), (1, vec![3]));
}

#[test]
fn a_repeated_row_is_kept_and_named() {
    let rows = orders(
        &["a", "a", "b", "a", "a"],
        &[Some(1), Some(1), Some(1), Some(1), Some(2)],
        &[1.0, 1.0, 1.0, 1.0, 1.0],
    );
    let (matrix, issues) = measured(RowUnit::Orders, rows, &FeatureChoices::default()).unwrap();
    assert_eq!(values(&matrix, "monetary"), [4.0, 1.0]);
    assert_eq!(places(&issues, IssueKind::RepeatedRow), (2, vec![3, 5]));
}

#[test]
fn a_customer_belongs_to_the_category_of_most_rows() {
    let mut rows = orders(&["a", "a", "a", "b"], &[Some(1); 4], &[1.0, 2.0, 3.0, 4.0]);
    rows.push(("shop", Role::Channel, as_kind(Kind::Category, names(&["web", "app", "app", ""]))));
    rows.push(("note", Role::Feature, as_kind(Kind::Text, names(&["x", "y", "z", "w"]))));
    let (matrix, _) = measured(RowUnit::Orders, rows, &FeatureChoices::default()).unwrap();
    let [shop] = matrix.categories.as_slice() else { panic!("one category") };
    assert_eq!((shop.label.as_str(), shop.dictionary.get(shop.codes[0] as usize)), ("shop", "app"));
    assert_eq!(shop.codes[1], MISSING_CODE);
}

#[test]
fn orders_without_a_customer_or_a_date_are_refused_by_role() {
    let without = |role| {
        let rows = orders(&["a"], &[Some(1)], &[1.0]).into_iter().filter(|it| it.1 != role).collect();
        measured(RowUnit::Orders, rows, &FeatureChoices::default()).unwrap_err()
    };
    for role in [Role::Customer, Role::Date] {
        assert_eq!(without(role), FeaturesError::RoleMissing { role });
    }
}

#[test]
fn orders_without_money_are_counted_all_the_same() {
    let rows = orders(&["a"], &[Some(1)], &[1.0]).into_iter().filter(|it| it.1 != Role::Amount).collect();
    let (matrix, _) = measured(RowUnit::Orders, rows, &FeatureChoices::default()).unwrap();
    assert_eq!((values(&matrix, "frequency"), &matrix.revenue), (vec![1.0], &None));
    assert!(matrix.feature("monetary").is_none());
}

#[test]
fn a_customer_column_of_numbers_is_refused_because_leading_zeros_are_gone() {
    let mut rows = orders(&["a"], &[Some(1)], &[1.0]);
    rows[0].2 = numbers(&[7.0]);
    let found = Kind::Number;
    let error = FeaturesError::WrongKind { column: "who".to_owned(), role: Role::Customer, found };
    assert_eq!(measured(RowUnit::Orders, rows, &FeatureChoices::default()).unwrap_err(), error);
}

#[test]
fn a_mapping_of_a_column_that_is_not_there_is_refused() {
    let (source, mut mapping) = source(RowUnit::Orders, orders(&["a"], &[Some(1)], &[1.0]));
    mapping.columns[2].name = "total".to_owned();
    let error = measured_as(&source, &mapping, &FeatureChoices::default()).unwrap_err();
    assert_eq!(error, FeaturesError::ColumnMissing { column: "total".to_owned() });
}

#[test]
fn rows_of_which_none_can_be_used_are_no_customers() {
    let rows = orders(&["a", ""], &[None, Some(1)], &[1.0, 1.0]);
    let error = measured(RowUnit::Orders, rows, &FeatureChoices::default()).unwrap_err();
    assert_eq!(error, FeaturesError::NoCustomers { n_rows: 2 });
}

#[test]
fn a_customer_file_gives_its_own_numbers_flags_dates_and_categories() {
    let rows = vec![
        ("id", Role::Customer, names(&["b", "a", "b", ""])),
        ("last_order", Role::Date, days(&[Some(90), Some(70), Some(1), Some(99)])),
        ("orders", Role::Frequency, numbers(&[3.0, 1.0, 9.0, 9.0])),
        ("total", Role::Monetary, money(&[30.5, f64::NAN, 9.0, 9.0])),
        ("age", Role::Feature, numbers(&[44.0, 31.0, 1.0, 1.0])),
        ("member", Role::Feature, as_kind(Kind::Flag, names(&["yes", "no", "no", "yes"]))),
        ("signed_up", Role::Feature, days(&[Some(40), None, Some(1), Some(1)])),
        ("region", Role::Country, numbers(&[2.0, 1.0, 1.0, 1.0])),
        ("mail", Role::Email, names(&["b@x", "a@x", "b@x", "c@x"])),
    ];
    let (matrix, issues) = measured(RowUnit::Customers, rows, &FeatureChoices::default()).unwrap();
    assert_eq!((customers(&matrix), matrix.n_rows_used), (vec!["a", "b"], 2));
    let ids: Vec<&str> = matrix.features.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["recency_days", "frequency", "monetary", "age", "member", "signed_up"]);
    assert_eq!((matrix.as_of, values(&matrix, "recency_days")), (Some(90), vec![20.0, 0.0]));
    assert_eq!(matrix.orders, Some(vec![1, 3]));
    assert_eq!(matrix.revenue, Some(vec![0.0, 30.5]));
    assert_eq!((values(&matrix, "age"), values(&matrix, "member")), (vec![31.0, 44.0], vec![0.0, 1.0]));
    assert_eq!(matrix.feature("member").map(|it| it.unit), Some(Unit::Share));
    assert!(values(&matrix, "signed_up")[0].is_nan());
    assert_eq!(values(&matrix, "signed_up")[1], 50.0);
    let region = &matrix.categories[0];
    assert_eq!((region.label.as_str(), &region.codes), ("region", &vec![0, 1]));
    assert_eq!(region.dictionary.iter().collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(places(&issues, IssueKind::RepeatedCustomer), (1, vec![4]));
    assert_eq!(places(&issues, IssueKind::NoCustomer), (1, vec![5]));
}

#[test]
fn a_customer_whose_date_lies_after_the_as_of_date_has_no_recency() {
    let rows = vec![
        ("id", Role::Customer, names(&["a", "b"])),
        ("last_order", Role::Date, days(&[Some(10), Some(21)])),
    ];
    let choices = FeatureChoices { as_of: AsOf::Day(20), ..FeatureChoices::default() };
    let (matrix, issues) = measured(RowUnit::Customers, rows, &choices).unwrap();
    assert_eq!(values(&matrix, "recency_days")[0], 10.0);
    assert!(values(&matrix, "recency_days")[1].is_nan());
    assert_eq!(places(&issues, IssueKind::AfterAsOf), (1, vec![3]));
}

#[test]
fn customers_without_a_name_are_numbered_in_the_order_of_the_file() {
    let rows = vec![("fresh", Role::Feature, numbers(&[5.0, 7.0, 6.0]))];
    let (matrix, _) = measured(RowUnit::Customers, rows, &FeatureChoices::default()).unwrap();
    assert_eq!((customers(&matrix), values(&matrix, "fresh")), (vec!["1", "2", "3"], vec![5.0, 7.0, 6.0]));
    assert_eq!(matrix.as_of, None);
}

#[test]
fn two_columns_never_share_an_id() {
    let rows = vec![("total", Role::Monetary, money(&[1.0])), ("monetary", Role::Feature, numbers(&[2.0]))];
    let (matrix, _) = measured(RowUnit::Customers, rows, &FeatureChoices::default()).unwrap();
    let ids: Vec<&str> = matrix.features.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["monetary", "monetary_"]);
}

fn summary(n_rows: usize, columns: &[(&str, Role, usize)]) -> SourceSummary {
    let (source, _) = source(RowUnit::Orders, Vec::new());
    let column = |&(name, role, n_distinct): &(&str, Role, usize)| ColumnSummary {
        name: name.to_owned(),
        kind: Kind::Text,
        role,
        reason: Reason::NameKnown,
        sureness: Sureness::Sure,
        n_missing: 0,
        n_problems: 0,
        n_distinct,
        examples: Vec::new(),
        chart: MicroChart::Distinct,
    };
    let columns = columns.iter().map(column).collect();
    SourceSummary { n_rows, columns, ..source.summary() }
}

#[test]
fn customers_that_repeat_with_a_date_make_a_file_of_orders() {
    let file =
        summary(310, &[("cust", Role::Customer, 100), ("day", Role::Date, 50), ("sum", Role::Amount, 9)]);
    let reason = UnitReason::CustomersRepeat {
        column: "cust".to_owned(),
        rows_per_customer: 3.1,
        has_date: true,
        has_amount: true,
    };
    assert_eq!(suggest_unit(&file), (RowUnit::Orders, reason));
    assert_eq!(Mapping::suggest(&file).unit, RowUnit::Orders);
}

#[test]
fn customers_that_hardly_repeat_make_a_file_of_customers_unless_orders_are_numbered() {
    let mut columns = vec![("cust", Role::Customer, 99), ("day", Role::Date, 50)];
    let reason = UnitReason::CustomersDiffer { column: "cust".to_owned(), rows_per_customer: 100.0 / 99.0 };
    assert_eq!(suggest_unit(&summary(100, &columns)), (RowUnit::Customers, reason));
    columns.push(("order_no", Role::Order, 100));
    let reason = UnitReason::OrderNumbers { column: "order_no".to_owned() };
    assert_eq!(suggest_unit(&summary(100, &columns)), (RowUnit::Orders, reason));
}

#[test]
fn an_address_names_the_customer_where_nothing_else_does() {
    let file = summary(300, &[("mail", Role::Email, 100), ("day", Role::Date, 50), ("no", Role::Ignore, 3)]);
    let mapping = Mapping::suggest(&file);
    assert_eq!(mapping.column(Role::Customer), Some("mail"));
    assert_eq!((mapping.columns.len(), mapping.unit), (2, RowUnit::Orders));
    assert_eq!(suggest_unit(&summary(3, &[("a", Role::Feature, 3)])).1, UnitReason::NoCustomer);
}

proptest! {
    #[test]
    fn the_order_of_rows_changes_no_number(
        (rows, shuffled) in prop::collection::vec((0..6_usize, 0..40_i32, -500..5_000_i32), 1..60)
            .prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        frequency in prop::sample::select(vec![FrequencyRule::Orders, FrequencyRule::Days, FrequencyRule::Rows]),
    ) {
        let matrix = |rows: &[(usize, i32, i32)]| {
            let who: Vec<&str> = rows.iter().map(|it| ["d", "a", "f", "b", "e", "c"][it.0]).collect();
            let on: Vec<Option<i32>> = rows.iter().map(|it| Some(it.1)).collect();
            let cents: Vec<f64> = rows.iter().map(|it| f64::from(it.2) / 100.0).collect();
            let choices = FeatureChoices { frequency, ..FeatureChoices::default() };
            let (matrix, _) = measured(RowUnit::Orders, orders(&who, &on, &cents), &choices).unwrap();
            let bits = |it: &f64| it.to_bits();
            let features: Vec<Vec<u64>> =
                matrix.features.iter().map(|it| it.values.iter().map(bits).collect()).collect();
            (customers(&matrix).join(","), features, matrix.orders.clone(), matrix.period)
        };
        prop_assert_eq!(matrix(&rows), matrix(&shuffled));
    }
}

#[test]
fn a_column_about_the_customer_is_a_feature_of_an_order_file() {
    let mut parts = orders(&["a", "b", "a"], &[Some(1), Some(2), Some(5)], &[1.0, 2.0, 3.0]);
    parts.push(("points", Role::Feature, numbers(&[7.0, 8.0, 7.0])));
    parts.push(("joined_on", Role::Feature, days(&[Some(0), None, Some(0)])));
    parts.push(("member", Role::Feature, as_kind(Kind::Flag, names(&["yes", "no", "yes"]))));
    let (matrix, issues) = measured(RowUnit::Orders, parts, &FeatureChoices::default()).unwrap();
    assert_eq!(values(&matrix, "points"), [7.0, 8.0]);
    assert_eq!(values(&matrix, "joined_on")[0], 5.0);
    assert!(values(&matrix, "joined_on")[1].is_nan());
    assert_eq!(values(&matrix, "member"), [1.0, 0.0]);
    assert!(matrix.categories.is_empty());
    assert_eq!(places(&issues, IssueKind::VaryingFeature), (0, Vec::new()));
}

#[test]
fn a_column_that_varies_within_a_customer_has_the_latest_value_and_is_counted() {
    let mut parts = orders(&["a", "b", "a", "b"], &[Some(9), Some(2), Some(5), Some(2)], &[1.0; 4]);
    parts.push(("frequency", Role::Feature, numbers(&[7.0, 8.0, 3.0, 8.0])));
    let (matrix, issues) = measured(RowUnit::Orders, parts, &FeatureChoices::default()).unwrap();
    assert_eq!(values(&matrix, "frequency_"), [7.0, 8.0]);
    assert_eq!(values(&matrix, "frequency"), [2.0, 1.0]);
    assert_eq!(places(&issues, IssueKind::VaryingFeature).0, 1);
}
