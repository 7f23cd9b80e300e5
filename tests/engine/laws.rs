//! What holds for every file, not only for those we thought of.

use std::collections::BTreeSet;

use enclave::engine::export::{Format, Safety, write};
use enclave::engine::features::{AsOf, FeatureChoices, FrequencyRule, Returns};
use enclave::engine::recipe::Recipe;
use enclave::engine::segmentation::{
    GroupsOptions, Method, RfmMap, RfmOptions, Scale, ScoreRule, UNASSIGNED,
};
use enclave::engine::table::{Cells, Kind, ReadingOptions, Source};
use proptest::prelude::*;

use crate::analysed::{Analysed, quoted, records, rfm_recipe};

/// An order: customer, day of 2025 counted in months and days, quarters of a unit of money.
type Order = (String, (u32, u32), i64);

fn order() -> impl Strategy<Value = Order> {
    (customer(), (1..=12_u32, 1..=28_u32), -40..4_000_i64)
}

/// Identifiers that a careless reader or writer would break.
fn customer() -> impl Strategy<Value = String> {
    (prop::sample::select(vec!["K", "=K", "+K", "@K", "-K", "＝K", "K\"", "K,"]), 0..9_u32)
        .prop_map(|(prefix, n)| format!("{prefix}{n}z"))
}

fn text(orders: &[Order], factor: i64) -> String {
    let line = |(customer, (month, day), quarters): &Order| {
        // Quarters are exact in binary, so that no order of adding can change a sum.
        let amount = (quarters * factor) as f64 / 4.0;
        format!("{},2025-{month:02}-{day:02},{amount}\n", quoted(customer))
    };
    let lines: Vec<String> = orders.iter().map(line).collect();
    format!("customer,day,amount\n{}", lines.concat())
}

/// Customers with an order that is more than a return.
fn n_buyers(orders: &[Order]) -> usize {
    let buyers: BTreeSet<_> = orders.iter().filter(|it| it.2 > 0).map(|it| &it.0).collect();
    buyers.len()
}

fn options() -> impl Strategy<Value = RfmOptions> {
    let rules = prop::sample::select(vec![ScoreRule::CumeDist, ScoreRule::Ntile]);
    let maps = prop::sample::select(vec![RfmMap::Eleven, RfmMap::TenGrid, RfmMap::RRfmTen]);
    (rules, maps).prop_map(|(score, map)| RfmOptions { score, map, ..RfmOptions::default() })
}

fn written(analysed: &Analysed, safety: Safety) -> Vec<u8> {
    write(&analysed.material(), &Format::Customers { segments: Vec::new(), safety }).bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_customer_is_in_exactly_one_segment_and_shares_add_up(
        orders in prop::collection::vec(order(), 2..60), options in options()
    ) {
        prop_assume!(n_buyers(&orders) >= 2);
        let analysed = Analysed::of("o.csv", &text(&orders, 1), rfm_recipe(options)).unwrap();
        let outcome = &analysed.outcome;
        prop_assert_eq!(outcome.segmentation.assignment.len(), outcome.matrix.n_customers());
        let n_segments = outcome.segmentation.segments.len();
        for &segment in &outcome.segmentation.assignment {
            prop_assert!(segment == UNASSIGNED || usize::from(segment) < n_segments);
        }
        let profiles = &outcome.analysis.profiles;
        let n: usize = profiles.segments.iter().map(|it| it.group.n).sum();
        prop_assert_eq!(n + profiles.n_unassigned, outcome.matrix.n_customers());
        let shares: f64 = profiles.segments.iter().map(|it| it.group.share).sum();
        prop_assert!((shares - 1.0).abs() < 1e-9, "{}", shares);
    }

    #[test]
    fn the_order_of_rows_changes_nothing(
        (orders, shuffled) in prop::collection::vec(order(), 2..40)
            .prop_flat_map(|orders| (Just(orders.clone()), Just(orders).prop_shuffle())),
        options in options()
    ) {
        prop_assume!(n_buyers(&orders) >= 2);
        let first = Analysed::of("o.csv", &text(&orders, 1), rfm_recipe(options.clone())).unwrap();
        let second = Analysed::of("o.csv", &text(&shuffled, 1), rfm_recipe(options)).unwrap();
        prop_assert_eq!(written(&first, Safety::Exact), written(&second, Safety::Exact));
    }

    #[test]
    fn amounts_in_another_currency_leave_the_scores_alone(
        orders in prop::collection::vec(order(), 2..40), options in options()
    ) {
        prop_assume!(n_buyers(&orders) >= 2);
        let first = Analysed::of("o.csv", &text(&orders, 1), rfm_recipe(options.clone())).unwrap();
        let second = Analysed::of("o.csv", &text(&orders, 8), rfm_recipe(options)).unwrap();
        prop_assert_eq!(&first.outcome.segmentation.scores, &second.outcome.segmentation.scores);
        prop_assert_eq!(&first.outcome.segmentation.assignment, &second.outcome.segmentation.assignment);
    }

    #[test]
    fn an_exact_export_read_back_gives_the_assignments(
        orders in prop::collection::vec(order(), 2..40), options in options()
    ) {
        prop_assume!(n_buyers(&orders) >= 2);
        let analysed = Analysed::of("o.csv", &text(&orders, 1), rfm_recipe(options)).unwrap();
        let bytes = written(&analysed, Safety::Exact);
        let mut reading = analysed.recipe.reading.clone();
        reading.kinds = [("customer_id", Kind::Identifier), ("segment", Kind::Identifier)]
            .into_iter().map(|(name, kind)| (name.to_owned(), kind)).collect();
        let back = Source::from_bytes("customers.csv", &bytes, &reading).unwrap();
        let names = texts(&back, "segment");
        for (customer_idx, customer) in texts(&back, "customer_id").into_iter().enumerate() {
            prop_assert_eq!(&customer, analysed.outcome.matrix.customers.get(customer_idx));
            let assigned = usize::from(analysed.outcome.segmentation.assignment[customer_idx]);
            let name = analysed.outcome.segmentation.segments.get(assigned).map_or("", |it| &it.name);
            prop_assert_eq!(&names[customer_idx], name);
        }
        prop_assert_eq!(back.table.n_rows, analysed.outcome.matrix.n_customers());
    }

    #[test]
    fn no_cell_of_a_spreadsheet_file_starts_like_a_formula(orders in prop::collection::vec(order(), 2..40)) {
        prop_assume!(n_buyers(&orders) >= 2);
        let recipe = rfm_recipe(RfmOptions::default());
        let analysed = Analysed::of("o.csv", &text(&orders, 1), recipe).unwrap();
        for cell in records(&written(&analysed, Safety::Spreadsheet)).into_iter().flatten() {
            let is_number = cell.parse::<f64>().is_ok();
            prop_assert!(is_number || !cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{}", cell);
        }
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        // The value is of no interest: what counts is that there is one.
        let understood = Source::from_bytes("x.csv", &bytes, &ReadingOptions::default());
        prop_assert!(understood.is_ok() || understood.is_err());
    }

    #[test]
    fn a_recipe_survives_its_file(recipe in recipe()) {
        prop_assert_eq!(Recipe::from_json(&recipe.to_json()), Ok(recipe));
    }
}

fn texts(source: &Source, column: &str) -> Vec<String> {
    match &source.table.column(column).unwrap().cells {
        Cells::Codes { codes, dictionary } => {
            codes.iter().map(|code| dictionary.get(*code as usize).to_owned()).collect()
        }
        Cells::Texts(texts) => texts.iter().map(str::to_owned).collect(),
        Cells::Numbers(_) | Cells::Days(_) => panic!("{column} is no text"),
    }
}

fn recipe() -> impl Strategy<Value = Recipe> {
    let methods = prop_oneof![
        options().prop_map(Method::Rfm),
        (2..=12_u8, 1..=500_u16, any::<u64>(), "[a-z ,\"é]{0,8}").prop_map(|(k, starts, seed, feature)| {
            Method::Groups(GroupsOptions {
                features: vec![feature],
                scale: Scale::Robust,
                k: Some(k),
                starts,
                seed,
                ..GroupsOptions::default()
            })
        }),
    ];
    (methods, any::<i32>(), "[A-Za-z ]{1,9}", "\\PC{1,9}").prop_map(|(method, day, given, name)| {
        let features = FeatureChoices {
            as_of: AsOf::Day(day),
            frequency: FrequencyRule::Days,
            returns: Returns::Keep,
            ..FeatureChoices::default()
        };
        let names = [(given, name)].into_iter().collect();
        Recipe { features, method, names, ..rfm_recipe(RfmOptions::default()) }
    })
}
