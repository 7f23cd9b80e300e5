//! Facts about mixtures.

use super::*;

const FULL: Options = Options { covariance: Covariance::Full, floor: FLOOR, starts: 10, seed: 1 };

fn found(points: &Points, k: u8, options: Options) -> Option<Fit> {
    let field = Field::on(points, Units::of(points), options);
    let candidates = field.search(k, &mut || ());
    field.finish(&candidates, 3, &mut || ())
}

/// Three groups, one of them stretched; the last number of each row is the group.
fn planted(n: usize) -> (Points, Vec<u8>) {
    let mut random = Random::new(3);
    let (mut values, mut labels) = (Vec::new(), Vec::new());
    for idx in 0..n {
        let label = idx % 3;
        let (a, b, c) = (random.normal(), random.normal(), random.normal());
        values.extend(match label {
            0 => [a, b, c],
            1 => [8.0 + a, 0.9 * a + 0.4 * b, c],
            _ => [a * 0.5, 7.0 + 2.0 * b, 4.0 + 0.3 * c],
        });
        labels.push(u8::try_from(label).unwrap());
    }
    (Points::from_rows(values, 3), labels)
}

fn is_same_partition(a: &[u8], b: &[u8]) -> bool {
    let mut pairs: Vec<(u8, u8)> = a.iter().copied().zip(b.iter().copied()).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs.iter().all(|x| pairs.iter().all(|y| x == y || (x.0 != y.0 && x.1 != y.1)))
}

#[test]
fn one_component_has_the_likelihood_of_the_closed_form() {
    let (points, _) = planted(300);
    let fit = found(&points, 1, FULL).unwrap();
    // −½ n (d ln 2π + ln |Σ| + d), with the covariance of the population.
    let means = points.means();
    let covariance = |a: usize, b: usize| {
        points.rows().map(|it| (it[a] - means[a]) * (it[b] - means[b])).sum::<f64>() / 300.0
    };
    let m = |row: usize| [0, 1, 2].map(|column| covariance(row, column));
    let [x, y, z] = [m(0), m(1), m(2)];
    let determinant = x[0] * (y[1] * z[2] - y[2] * z[1]) - x[1] * (y[0] * z[2] - y[2] * z[0])
        + x[2] * (y[0] * z[1] - y[1] * z[0]);
    let expected = -150.0 * (3.0 * libm::log(2.0 * std::f64::consts::PI) + libm::log(determinant) + 3.0);
    assert!((fit.log_likelihood / expected - 1.0).abs() < 1e-9, "{} {expected}", fit.log_likelihood);
    assert_eq!(fit.n_parameters, 9);
    assert!((fit.bic - (9.0 * libm::log(300.0) - 2.0 * fit.log_likelihood)).abs() < 1e-9);
}

#[test]
fn planted_groups_are_found_and_are_the_best_by_bic() {
    let (points, labels) = planted(600);
    for covariance in [Covariance::Full, Covariance::Diagonal] {
        let options = Options { covariance, ..FULL };
        let fits: Vec<Fit> = (1..=5).filter_map(|k| found(&points, k, options)).collect();
        let best = fits.iter().reduce(|a, b| if b.bic < a.bic { b } else { a }).unwrap();
        if covariance == Covariance::Full {
            assert_eq!(best.k, 3);
            assert!(is_same_partition(&best.labels, &labels));
        }
        let three = fits.iter().find(|it| it.k == 3).unwrap();
        assert!(three.is_converged);
        assert!(three.confidence.iter().all(|it| (0.33..=1.0).contains(it)));
    }
}

/// One round as the textbook has it, number by number.
fn textbook_round(
    points: &Points,
    weights: &mut [f64],
    means: &mut [f64],
    variances: &mut [f64],
    floor: &[f64],
) -> f64 {
    let (n, d) = (points.len() as f64, points.n_dims());
    let k = weights.len();
    let mut shares = Vec::new();
    let mut log_likelihood = 0.0;
    for row in points.rows() {
        let density = |c: usize| {
            let of_dim = |j: usize| {
                let (away, variance) = (row[j] - means[c * d + j], variances[c * d + j]);
                libm::exp(-0.5 * away * away / variance) / (2.0 * std::f64::consts::PI * variance).sqrt()
            };
            weights[c] * (0..d).map(of_dim).product::<f64>()
        };
        let all: Vec<f64> = (0..k).map(density).collect();
        let total: f64 = all.iter().sum();
        log_likelihood += libm::log(total);
        shares.push(all.iter().map(|it| it / total).collect::<Vec<f64>>());
    }
    for c in 0..k {
        let size: f64 = shares.iter().map(|it| it[c]).sum();
        weights[c] = size / n;
        for j in 0..d {
            let mean = points.rows().zip(&shares).map(|(row, it)| row[j] * it[c]).sum::<f64>() / size;
            let square = |(row, it): (&[f64], &Vec<f64>)| (row[j] - mean) * (row[j] - mean) * it[c];
            means[c * d + j] = mean;
            variances[c * d + j] = points.rows().zip(&shares).map(square).sum::<f64>() / size + floor[j];
        }
    }
    log_likelihood
}

#[test]
fn rounds_from_given_parameters_are_those_of_the_textbook() {
    let (points, _) = planted(123);
    let options = Options { covariance: Covariance::Diagonal, ..FULL };
    let units = Units::of(&points);
    let field = Field::on(&points, units.clone(), options);
    let (mut weights, mut means) = (vec![0.5, 0.5], vec![1.0, 2.0, 0.5, 6.0, 3.0, 2.0]);
    let mut variances = vec![4.0, 9.0, 3.0, 5.0, 8.0, 6.0];
    let whole: Vec<f64> =
        variances.chunks(3).flat_map(|it| [it[0], 0.0, 0.0, 0.0, it[1], 0.0, 0.0, 0.0, it[2]]).collect();
    let mixture = field.mixture(&weights, &means, &whole).unwrap();
    let (after, log_likelihood) = field.rounds(mixture, 6);
    let floor: Vec<f64> = units.factors.iter().map(|it| FLOOR / (it * it)).collect();
    let mut expected = 0.0;
    for _ in 0..6 {
        expected = textbook_round(&points, &mut weights, &mut means, &mut variances, &floor);
    }
    let in_own_units = log_likelihood + units.log_volume(123);
    assert!((in_own_units / expected - 1.0).abs() < 1e-5, "{in_own_units} {expected}");
    for (c, component) in after.components.iter().enumerate() {
        assert!((component.weight - weights[c]).abs() < 1e-5);
        for j in 0..3 {
            let mean = component.mean[j] / units.factors[j] + units.origin[j];
            assert!((mean - means[c * 3 + j]).abs() < 1e-3, "{mean} {}", means[c * 3 + j]);
        }
    }
}

#[test]
fn a_collapsed_component_is_never_returned() {
    // Forty points at one place among two hundred that are spread out.
    let mut random = Random::new(9);
    let mut values: Vec<f64> = (0..400).map(|_| random.normal()).collect();
    values.extend([0.25; 80]);
    let points = Points::from_rows(values, 2);
    for covariance in [Covariance::Full, Covariance::Diagonal, Covariance::Spherical] {
        for k in 2..=6 {
            let Some(fit) = found(&points, k, Options { covariance, ..FULL }) else { continue };
            for component in &fit.mixture.components {
                assert!(component.spread.diagonal().all(|it| it > LEAST_SHARE / 2.0), "{component:?}");
                assert!(component.weight * 240.0 > 2.0, "{component:?}");
            }
        }
        let blurred = found(&points, 2, Options { covariance, floor: BLUR, ..FULL }).unwrap();
        assert!(blurred.log_likelihood.is_finite());
        assert!(blurred.mixture.components.iter().all(|it| it.spread.diagonal().all(|it| it >= BLUR)));
    }
}

#[test]
fn a_collapsed_component_is_put_elsewhere() {
    let (points, labels) = planted(300);
    let field = Field::on(&points, Units::of(&points), FULL);
    // Two components on the first two groups, the third on a single point.
    let means: Vec<Vec<f64>> = [0, 1, 2].iter().map(|it| field.blocks.point(*it).collect()).collect();
    let wide = field.everyone.scaled(0.2);
    let narrow = field.everyone.scaled(1e-7);
    let mut mixture = Mixture::equal(Covariance::Full, means.clone(), &wide).unwrap();
    mixture.components[2] = Component::new(1e-3, means[2].clone(), narrow).unwrap();
    let patience = Patience { gain: SETTLED, rounds: MAX_ROUNDS };
    let run = field.settle(&field.blocks, mixture, patience, (&mut Random::new(1), &mut || ())).unwrap();
    let blocks: Blocks<F64x2> = Blocks::stretched(&points, &field.units.origin, &field.units.factors);
    let fit = field.fit(&blocks, run);
    assert!(is_same_partition(&fit.labels, &labels), "{:?}", fit.mixture);
}

#[test]
fn the_same_seed_gives_the_same_mixture_and_units_do_not_matter() {
    let (points, _) = planted(200);
    let (a, b) = (found(&points, 3, FULL).unwrap(), found(&points, 3, FULL).unwrap());
    assert_eq!((a.labels.clone(), a.mixture), (b.labels, b.mixture));
    let scaled = points.rows().flat_map(|it| [it[0] * 1024.0, it[1] / 1024.0, it[2]]).collect();
    let other = found(&Points::from_rows(scaled, 3), 3, FULL).unwrap();
    assert!(is_same_partition(&other.labels, &a.labels));
    assert!((other.log_likelihood - a.log_likelihood).abs() < 1e-6, "volumes cancel");
}

#[test]
fn enormous_numbers_and_few_points_give_finite_likelihoods_or_nothing() {
    let mut random = Random::new(4);
    let mut values: Vec<f64> = (0..60).map(|_| random.normal()).collect();
    values.extend([1e300, -1e300]);
    let shapes = [Points::from_rows(values, 2), Points::from_rows(vec![1.0, 2.0, 3.0, 4.0, 5.0, 9.0], 2)];
    for points in shapes {
        for (k, floor) in [(1, FLOOR), (2, FLOOR), (3, FLOOR), (1, BLUR), (2, BLUR), (3, BLUR)] {
            let Some(fit) = found(&points, k, Options { floor, ..FULL }) else { continue };
            assert!(fit.log_likelihood.is_finite() && fit.bic.is_finite(), "{fit:?}");
            assert_eq!(fit.labels.len(), points.len());
        }
    }
}
