//! Facts about k-prototypes.

use super::*;

const OPTIONS: Options = Options { gamma: 0.5, starts: 10, seed: 1 };

fn found(mixed: &Mixed, k: u8, options: Options) -> Fit {
    let candidates = search(mixed, k, options, &mut || ());
    finish(mixed, &candidates, options, &mut || ()).unwrap()
}

/// Groups that only numbers tell apart, only categories, or both.
fn planted(n: usize) -> (Mixed, Vec<u8>) {
    let mut random = Random::new(4);
    let (mut values, mut states, mut labels) = (Vec::new(), vec![Vec::new(); 3], Vec::new());
    for idx in 0..n {
        let label = idx % 4;
        values.extend([
            f64::from(u8::try_from(label % 2).unwrap()) * 3.0 + 0.3 * random.normal(),
            0.3 * random.normal(),
        ]);
        for of_category in &mut states {
            let usual = u32::try_from(label / 2).unwrap() * 2;
            of_category.push(if random.happens(0.9) {
                usual
            } else {
                u32::try_from(random.below(4)).unwrap()
            });
        }
        labels.push(u8::try_from(label).unwrap());
    }
    (Mixed { points: Points::from_rows(values, 2), categories: states, n_states: vec![4; 3] }, labels)
}

/// The cost of labels, worked out from the definition.
fn cost_of(mixed: &Mixed, labels: &[u8], gamma: f64) -> f64 {
    let mut cost = 0.0;
    for label in 0..=labels.iter().copied().max().unwrap() {
        let members: Vec<usize> = (0..labels.len()).filter(|it| labels[*it] == label).collect();
        let means = mixed.points.select(&members).means();
        cost += members.iter().map(|it| squared_distance(mixed.points.row(*it), &means)).sum::<f64>();
        for states in &mixed.categories {
            let n_of = |state: u32| members.iter().filter(|it| states[**it] == state).count();
            let most = (0..4).map(n_of).max().unwrap();
            cost += gamma * (members.len() - most) as f64;
        }
    }
    cost
}

#[test]
fn groups_of_numbers_and_categories_are_found() {
    let (mixed, labels) = planted(400);
    let fit = found(&mixed, 4, Options { gamma: 1.0, ..OPTIONS });
    let pairs: std::collections::BTreeMap<(u8, u8), usize> =
        fit.labels.iter().zip(&labels).fold(std::collections::BTreeMap::default(), |mut pairs, (a, b)| {
            *pairs.entry((*a, *b)).or_default() += 1;
            pairs
        });
    let n_agreeing: usize = (0..4).map(|a| (0..4).filter_map(|b| pairs.get(&(a, b))).max().unwrap()).sum();
    assert!(n_agreeing > 380, "{pairs:?}");
    assert!(fit.is_converged);
    assert!(fit.margins.iter().all(|it| (0.0..=1.0).contains(it)));
}

#[test]
fn the_cost_is_that_of_the_labels() {
    let (mixed, _) = planted(300);
    for k in [1, 2, 5, 8] {
        let fit = found(&mixed, k, OPTIONS);
        let expected = cost_of(&mixed, &fit.labels, 0.5);
        assert!((fit.cost / expected - 1.0).abs() < 1e-12, "{k}: {} {expected}", fit.cost);
    }
}

#[test]
fn no_group_may_gain_by_one_customer_changing_to_another() {
    let (mixed, _) = planted(60);
    let fit = found(&mixed, 3, OPTIONS);
    assert!(fit.is_converged);
    for k in 2..=6 {
        assert!(found(&mixed, k, OPTIONS).cost <= found(&mixed, k - 1, OPTIONS).cost);
    }
}

#[test]
fn more_groups_than_different_points_leave_groups_out() {
    let categories = vec![vec![0, 0, 1, 1, 0, 1], vec![0, 0, 1, 1, 0, 1]];
    let mixed = Mixed { points: Points::from_rows(vec![1.0; 6], 1), categories, n_states: vec![2, 2] };
    assert_eq!(mixed.n_distinct(9), 2);
    for k in 2..=6 {
        let fit = found(&mixed, k, OPTIONS);
        assert_eq!((fit.k, fit.cost), (2, 0.0));
        assert_eq!(fit.labels.len(), 6);
    }
}

#[test]
fn numbers_alone_and_categories_alone_are_enough() {
    let (mixed, _) = planted(80);
    let numbers = Mixed { categories: Vec::new(), n_states: Vec::new(), ..mixed.clone() };
    let fit = found(&numbers, 2, OPTIONS);
    assert!((fit.cost / cost_of(&numbers, &fit.labels, 0.0) - 1.0).abs() < 1e-12);
    let categories = Mixed { points: Points::from_rows(Vec::new(), 1), ..mixed };
    let fit = found(&categories, 2, OPTIONS);
    assert!((fit.cost - cost_of(&categories, &fit.labels, 0.5)).abs() < 1e-12);
    assert_eq!(fit.k, 2);
}

#[test]
fn gamma_is_half_the_mean_standard_deviation() {
    let points = Points::from_rows(vec![-1.0, -3.0, 1.0, 3.0], 2);
    let mixed = Mixed { points, categories: vec![vec![0, 1]], n_states: vec![2] };
    assert!((mixed.usual_gamma() - 1.0).abs() < 1e-15);
}
