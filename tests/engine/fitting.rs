//! What groups are found by: scales, weights, values that are not known, protected traits.

use enclave::engine::features::{Feature, FeatureMatrix, Unit};
use enclave::engine::progress::Unobserved;
use enclave::engine::recipe::{Recipe, RecipeError};
use enclave::engine::segmentation::groups::{Grouping, find};
use enclave::engine::segmentation::{
    Detail, GroupsOptions, Method, Missing, Scale, SegmentationError, UNASSIGNED,
};
use enclave::engine::table::{Issue, IssueKind, Issues, ReadingOptions, Role, Source, Texts};

use crate::analysed::Analysed;

fn matrix(columns: &[(&str, Vec<f64>)]) -> FeatureMatrix {
    let mut customers = Texts::default();
    (0..columns[0].1.len()).for_each(|it| customers.push(&it.to_string()));
    let feature = |(id, values): &(&str, Vec<f64>)| Feature {
        id: (*id).to_owned(),
        label: (*id).to_owned(),
        unit: Unit::Plain,
        values: values.clone(),
    };
    FeatureMatrix {
        n_rows_used: columns[0].1.len(),
        customers,
        features: columns.iter().map(feature).collect(),
        categories: Vec::new(),
        revenue: None,
        orders: None,
        as_of: None,
        period: None,
        currency: None,
        protected: Vec::new(),
        scales: Vec::new(),
    }
}

fn grouped(
    columns: &[(&str, Vec<f64>)],
    options: &GroupsOptions,
) -> Result<(Grouping, Vec<Issue>), SegmentationError> {
    let mut issues = Issues::default();
    let found = find(&matrix(columns), options, &mut issues, &mut Unobserved)?;
    Ok((found, issues.into_parts().0))
}

fn two(scale: Scale) -> GroupsOptions {
    GroupsOptions { k: Some(2), starts: 10, scale, ..GroupsOptions::default() }
}

/// Twenty customers: the first half low in x, the odd ones low in y.
fn crossed() -> Vec<(&'static str, Vec<f64>)> {
    let x = (0..20).map(|it| f64::from(it / 10) * 10.0 + f64::from(it % 3) * 0.1).collect();
    let y = (0..20).map(|it| f64::from(it % 2) * 10.0 + f64::from(it % 3) * 0.1).collect();
    vec![("x", x), ("y", y)]
}

#[test]
fn the_heavier_feature_decides_and_one_without_weight_is_not_used() {
    let by = |weights: &[(&str, f64)]| {
        let weights = weights.iter().map(|it| (it.0.to_owned(), it.1)).collect();
        let (found, _) = grouped(&crossed(), &GroupsOptions { weights, ..two(Scale::Zscore) }).unwrap();
        (found.assignment, found.detail.features)
    };
    let (heavy_x, _) = by(&[("x", 9.0)]);
    assert!((0..20).all(|it| (heavy_x[it] == heavy_x[0]) == (it < 10)), "{heavy_x:?}");
    let (heavy_y, features) = by(&[("x", 0.0)]);
    assert!((0..20).all(|it| (heavy_y[it] == heavy_y[0]) == (it % 2 == 0)), "{heavy_y:?}");
    assert_eq!(features, ["y"]);
}

#[test]
fn a_weight_for_what_is_not_there_or_beyond_its_range_is_refused() {
    let weights = [("z".to_owned(), 2.0)].into_iter().collect();
    let error = grouped(&crossed(), &GroupsOptions { weights, ..two(Scale::Zscore) }).err();
    assert_eq!(error, Some(SegmentationError::FeatureMissing { feature: "z".to_owned() }));
    let weights = [("x".to_owned(), f64::NAN)].into_iter().collect();
    let method = Method::Groups(GroupsOptions { weights, ..GroupsOptions::default() });
    let error = Recipe { method, ..Recipe::default() }.check().unwrap_err();
    assert!(matches!(error, RecipeError::OutOfRange { option, .. } if option == "weights"));
}

#[test]
fn customers_without_a_number_are_kept_with_the_median_where_that_is_asked_for() {
    let mut columns = crossed();
    columns[0].1[3] = f64::NAN;
    (columns[0].1[8], columns[1].1[8]) = (f64::NAN, f64::NAN);
    let (left_out, _) = grouped(&columns, &two(Scale::Zscore)).unwrap();
    assert_eq!((left_out.assignment[3], left_out.assignment[8]), (UNASSIGNED, UNASSIGNED));
    let options = GroupsOptions { missing: Missing::Impute, ..two(Scale::Zscore) };
    let (filled, issues) = grouped(&columns, &options).unwrap();
    assert_ne!(filled.assignment[3], UNASSIGNED);
    assert_eq!(filled.assignment[8], UNASSIGNED, "nothing is known of that customer");
    let filled: Vec<_> = issues.iter().filter(|it| it.kind == IssueKind::FilledIn).collect();
    assert_eq!(filled.iter().map(|it| (it.column.as_deref(), it.n)).collect::<Vec<_>>(), [(Some("x"), 1)]);
}

#[test]
fn one_value_of_1e300_is_a_group_of_its_own_or_named_as_too_large() {
    let mut columns = crossed();
    columns[0].1[7] = 1e300;
    for scale in [Scale::Log, Scale::Zscore, Scale::Robust, Scale::MinMax, Scale::None] {
        let found = grouped(&columns, &two(scale));
        if matches!(scale, Scale::Robust | Scale::None) {
            let error = SegmentationError::TooLarge { feature: "x".to_owned() };
            assert_eq!(found.map(|_| ()), Err(error), "{scale:?} leaves it as large as it is");
            continue;
        }
        let found = found.unwrap().0;
        let detail = &found.detail;
        assert!(detail.inertia.is_finite() && detail.centres.iter().all(|it| it.is_finite()), "{scale:?}");
        assert!(detail.silhouette.is_none_or(f64::is_finite), "{scale:?}");
        assert!(detail.map.iter().all(|it| it.x.is_finite() && it.y.is_finite()), "{scale:?}");
        // From 0 to 1, the other column parts customers just as far.
        let is_with_it = |it: &u8| usize::from(*it == found.assignment[7]);
        let n_with_it: usize = found.assignment.iter().map(is_with_it).sum();
        assert!(n_with_it == 1 || scale == Scale::MinMax, "{scale:?}");
    }
}

const PEOPLE: &str = "customer,age,sort,spent,visits\n";

fn people() -> String {
    let row = |it: usize| {
        let sort = if it.is_multiple_of(3) { "m" } else { "f" };
        format!("C{it:03},{},{sort},{},{}\n", 20 + it % 50, 10 + it % 7 * 30, 1 + it % 5)
    };
    PEOPLE.to_owned() + &(0..60).map(row).collect::<String>()
}

#[test]
fn protected_traits_are_recognised_left_out_and_used_only_on_demand() {
    let source = Source::from_bytes("people.csv", people().as_bytes(), &ReadingOptions::default()).unwrap();
    let mut recipe = Recipe::suggest(&source.summary());
    assert_eq!(["age", "sort"].map(|it| recipe.mapping.role_of(it)), [Role::Ignore; 2]);
    recipe.method = Method::Groups(two(Scale::Zscore));
    let analysed = Analysed::of("people.csv", &people(), recipe.clone()).unwrap();
    let issues = |analysed: &Analysed, kind| {
        let of_kind = analysed.outcome.analysis.issues.iter().filter(move |it| it.kind == kind);
        of_kind.map(|it| it.column.clone().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(issues(&analysed, IssueKind::ProtectedLeftOut), ["age", "sort"]);
    recipe.mapping.assign("age", Role::Feature, &source.columns).unwrap();
    let analysed = Analysed::of("people.csv", &people(), recipe).unwrap();
    assert_eq!(issues(&analysed, IssueKind::ProtectedLeftOut), ["sort"]);
    assert_eq!(issues(&analysed, IssueKind::ProtectedUsed), ["age"]);
    let Detail::Groups(detail) = &analysed.outcome.segmentation.detail else { unreachable!() };
    assert_eq!(detail.features, ["monetary", "age", "visits"]);
}
