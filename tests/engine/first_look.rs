//! The start screen shows what the engine works out, not what somebody wrote down.

use std::{env, fs};

use enclave::engine::progress::Unobserved;
use enclave::engine::recipe::Recipe;
use enclave::engine::run;
use enclave::engine::sample::Sample;
use enclave::engine::table::{MicroChart, ReadingOptions, Role, Source};
use enclave::session::first_look::{FirstLook, KEPT_IN, spark_points};

fn worked_out() -> FirstLook {
    let source = read(Sample::ShopOrders);
    let recipe = Recipe::suggest(&source.summary());
    let outcome = run(&source, &recipe.check().unwrap(), &mut Unobserved).unwrap();
    let mut shop = outcome.analysis.profiles;
    for group in shop.segments.iter_mut().map(|it| &mut it.group).chain([&mut shop.everyone]) {
        group.features.retain(|it| it.id == "monetary");
        for feature in &mut group.features {
            feature.bins.clear();
        }
        group.categories.clear();
    }
    FirstLook { shop, sparks: Sample::ALL.map(|it| spark(&read(it))) }
}

fn read(sample: Sample) -> Source {
    Source::from_bytes(sample.file_name(), &sample.bytes(), &ReadingOptions::default()).unwrap()
}

/// Orders over time, or customers by spend.
fn spark(source: &Source) -> Vec<u32> {
    let by_role = |role| source.columns.iter().filter(move |it| it.role == role);
    let telling = by_role(Role::Date).chain(by_role(Role::Monetary)).chain(by_role(Role::Amount));
    let numbers = source.columns.iter().filter(|it| matches!(it.chart, MicroChart::Histogram { .. }));
    let is_orders = by_role(Role::Order).next().is_some();
    telling
        .chain(numbers)
        .find_map(|it| match &it.chart {
            MicroChart::Dates { bins, .. } if is_orders => Some(bins.clone()),
            MicroChart::Histogram { bins, .. } => Some(bins.clone()),
            MicroChart::Dates { .. } | MicroChart::Top { .. } | MicroChart::Distinct | MicroChart::Empty => {
                None
            }
        })
        .unwrap()
}

#[test]
fn the_start_screen_shows_the_samples_own_numbers() {
    let worked_out = worked_out();
    if env::var_os("BLESS").is_some() {
        fs::write(KEPT_IN, postcard::to_stdvec(&worked_out).unwrap()).unwrap();
        return;
    }
    assert_eq!(FirstLook::kept(), Some(worked_out), "run once more with BLESS=1 if this is meant");
}

#[test]
fn the_grid_of_the_start_screen_adds_up() {
    let look = FirstLook::kept().unwrap();
    let (grid, caption) = look.grid().unwrap();
    assert_eq!(grid.rows.iter().map(|row| row.cells.len()).sum::<usize>(), 25);
    assert!(caption.basis.contains(&format!(
        "{},{:03}",
        look.shop.everyone.n / 1000,
        look.shop.everyone.n % 1000
    )));
}

#[test]
fn a_spark_stays_in_its_field() {
    assert_eq!(spark_points(&[0, 5, 10], 60.0, 24.0), "0.00,22.00 30.00,12.00 60.00,2.00");
    assert_eq!(spark_points(&[0, 0], 60.0, 24.0), "0.00,22.00 60.00,22.00");
    assert_eq!(spark_points(&[], 60.0, 24.0), "");
}
