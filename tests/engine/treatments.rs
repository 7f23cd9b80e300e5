//! What a person can do about findings: rows left out, repeated customers, columns never kept.

use enclave::engine::features::{FeatureChoices, FeaturesError, Repeats, RowUnit, measure};
use enclave::engine::progress::Unobserved;
use enclave::engine::recipe::Recipe;
use enclave::engine::table::{Cells, IssueKind, Issues, ReadingOptions, Role, Source};

use crate::features::{measured, orders, places, values};
use crate::reading::listed;
use crate::sources::{money, names};

#[test]
fn repeated_rows_and_orders_of_nothing_are_left_out_where_that_is_chosen() {
    let rows = || {
        orders(
            &["a", "a", "b", "a", "a"],
            &[Some(1), Some(1), Some(1), Some(1), Some(2)],
            &[1.0, 1.0, 1.0, 1.0, 0.0],
        )
    };
    let leaving_out = |left_out: &[IssueKind]| {
        let choices = FeatureChoices { left_out: left_out.to_vec(), ..FeatureChoices::default() };
        let (matrix, issues) = measured(RowUnit::Orders, rows(), &choices).unwrap();
        (values(&matrix, "monetary"), values(&matrix, "frequency"), matrix.n_rows_used, issues)
    };
    let (money, orders, n_rows, issues) = leaving_out(&[IssueKind::RepeatedRow]);
    assert_eq!((money, orders, n_rows), (vec![1.0, 1.0], vec![2.0, 1.0], 3));
    assert_eq!(places(&issues, IssueKind::RepeatedRow), (2, vec![3, 5]));
    let (money, orders, n_rows, _) = leaving_out(&[IssueKind::ZeroAmount]);
    assert_eq!((money, orders, n_rows), (vec![3.0, 1.0], vec![1.0, 1.0], 4));
}

#[test]
fn rows_that_reading_found_odd_are_left_out_where_that_is_chosen() {
    let text = "customer_id,order_date,amount\nA,2026-01-01,5\nB,2026-01-02\nA,2026-01-03,7,extra\nC,2026-01-04,x\nC,2026-01-05,2\nC,2026-01-06,2\nC,2026-01-07,2\nC,2026-01-08,2\nC,2026-01-09,2\nC,2026-01-10,2\n";
    let source = Source::from_bytes("a.csv", text.as_bytes(), &ReadingOptions::default()).unwrap();
    let mapping = Recipe::suggest(&source.summary()).mapping;
    let rows_used = |left_out: &[IssueKind]| {
        let choices = FeatureChoices { left_out: left_out.to_vec(), ..FeatureChoices::default() };
        let mut issues = Issues::default();
        let matrix = measure(&source, &mapping, &choices, &mut issues, &mut Unobserved).unwrap();
        (matrix.n_rows_used, values(&matrix, "monetary"))
    };
    assert_eq!(rows_used(&[]), (8, vec![12.0, 12.0]));
    assert_eq!(rows_used(&[IssueKind::LongRow]), (7, vec![5.0, 12.0]));
    assert_eq!(rows_used(&[IssueKind::LongRow, IssueKind::ShortRow]), (7, vec![5.0, 12.0]));
}

#[test]
fn rows_are_not_left_out_in_part() {
    let text = "customer_id,order_date,amount\nA,2026-01-01,5\nB,2026-01-02,3\nA,2026-01-03,7,extra\n";
    let mut source = Source::from_bytes("a.csv", text.as_bytes(), &ReadingOptions::default()).unwrap();
    let mapping = Recipe::suggest(&source.summary()).mapping;
    source.problems.clear();
    let choices = FeatureChoices { left_out: vec![IssueKind::LongRow], ..FeatureChoices::default() };
    let error = measure(&source, &mapping, &choices, &mut Issues::default(), &mut Unobserved).unwrap_err();
    assert_eq!(error, FeaturesError::TooManyToLeaveOut { kind: IssueKind::LongRow, n: 1, n_listed: 0 });
}

#[test]
fn of_several_rows_of_a_customer_the_chosen_one_speaks() {
    let spending = |repeats| {
        let rows = vec![
            ("who", Role::Customer, names(&["a", "b", "a"])),
            ("spent", Role::Monetary, money(&[1.0, 2.0, 3.0])),
        ];
        let choices = FeatureChoices { repeats, ..FeatureChoices::default() };
        let (matrix, issues) = measured(RowUnit::Customers, rows, &choices).unwrap();
        assert_eq!(places(&issues, IssueKind::RepeatedCustomer), (1, vec![4]));
        values(&matrix, "monetary")
    };
    assert_eq!(spending(Repeats::First), [1.0, 2.0]);
    assert_eq!(spending(Repeats::Last), [3.0, 2.0]);
    assert_eq!(spending(Repeats::None), [2.0]);
}

#[test]
fn nothing_of_a_dropped_column_is_kept() {
    let secret = "0170-998877";
    let text = format!(
        "id,phone,city,phone\nA,{secret},Bonn,{secret}\nB,{secret}\nC,\"{secret},Ulm\nD,{secret}\0,Ulm,{secret}\"x,{secret}\n"
    );
    let dropped = ["phone", "phone (2)", "Column 5"].map(str::to_owned).to_vec();
    let options = ReadingOptions { dropped, ..ReadingOptions::default() };
    let source = Source::from_bytes("a.csv", text.as_bytes(), &options).unwrap();
    let kept: Vec<&str> = source.table.columns.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(kept, ["id", "city"]);
    assert_eq!(source.columns.len(), 2);
    assert!(source.table.columns.iter().all(|it| match &it.cells {
        Cells::Codes { codes, .. } => codes.len() == source.table.n_rows,
        Cells::Texts(texts) => texts.len() == source.table.n_rows,
        Cells::Numbers(_) | Cells::Days(_) => false,
    }));
    assert!(!source.issues.is_empty(), "what is odd is told all the same");
    assert!(!format!("{source:?}").contains("998877"), "{source:?}");
    let records = listed(text.as_bytes(), &options).unwrap();
    assert!(!format!("{records:?}").contains("998877"), "{records:?}");
    let whole = Source::from_bytes("a.csv", text.as_bytes(), &ReadingOptions::default()).unwrap();
    assert!(format!("{whole:?}").contains("998877"), "otherwise it is kept");
}

#[test]
fn other_columns_are_read_the_same_with_and_without_a_dropped_one() {
    let text = "id,when,spent\n007,05/06/2026,\"1,5\"\n008,13/06/2026,\"2,25\"\n";
    let read = |dropped: &[&str]| {
        let dropped = dropped.iter().map(|it| (*it).to_owned()).collect();
        let options = ReadingOptions { dropped, ..ReadingOptions::default() };
        Source::from_bytes("a.csv", text.as_bytes(), &options).unwrap()
    };
    let (whole, part) = (read(&[]), read(&["when"]));
    for name in ["id", "spent"] {
        let of = |source: &Source| format!("{:?}", source.table.column(name));
        assert_eq!(of(&whole), of(&part));
    }
    assert_eq!(part.columns.iter().find(|it| it.name == "id").map(|it| it.role), Some(Role::Customer));
}
