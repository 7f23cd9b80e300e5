//! Facts about latent classes.

use super::*;

/// Two classes that answer six questions of three states each, nine in ten times as their class does.
fn planted(n: usize, missing: f64) -> (Vec<Vec<u32>>, Vec<u8>) {
    let mut random = Random::new(12);
    let mut questions = vec![Vec::new(); 6];
    let mut labels = Vec::new();
    for idx in 0..n {
        let label = u8::from(idx % 3 == 0);
        for (number, states) in (0_u32..).zip(&mut questions) {
            let usual = (number + u32::from(label)) % 3;
            let drawn = u32::try_from(random.below(3)).unwrap();
            let answer = if random.happens(0.85) { usual } else { drawn };
            states.push(if random.happens(missing) { MISSING } else { answer });
        }
        labels.push(label);
    }
    (questions, labels)
}

fn found(questions: &[Vec<u32>], k: u8) -> Fit {
    let n_states = vec![3; questions.len()];
    let patterns = Patterns::new(questions, n_states);
    finish(&patterns, &search(&patterns, k, 10, 1, &mut || ()), &mut || ()).unwrap()
}

#[test]
fn one_class_has_the_likelihood_of_the_shares() {
    let (questions, _) = planted(200, 0.1);
    let mut expected = 0.0;
    for states in &questions {
        let known = states.iter().filter(|it| **it != MISSING).count() as f64;
        for state in 0..3 {
            let n = states.iter().filter(|it| **it == state).count() as f64;
            expected += if n > 0.0 { n * libm::log(n / known) } else { 0.0 };
        }
    }
    let fit = found(&questions, 1);
    assert!((fit.log_likelihood / expected - 1.0).abs() < 1e-12);
    assert_eq!(fit.n_parameters, 12);
    assert!((fit.bic - (12.0 * libm::log(200.0) - 2.0 * expected)).abs() < 1e-6);
}

#[test]
fn planted_classes_are_found_with_and_without_gaps() {
    for missing in [0.0, 0.2] {
        let (questions, labels) = planted(600, missing);
        let fits: Vec<Fit> = (1..=4).map(|k| found(&questions, k)).collect();
        let best = fits.iter().reduce(|a, b| if b.bic < a.bic { b } else { a }).unwrap();
        assert_eq!(best.k, 2, "{missing}");
        let n_same = best.labels.iter().zip(&labels).filter(|(a, b)| a == b).count();
        assert!(!(40..560).contains(&n_same), "{n_same}");
        assert!(best.is_converged && best.confidence.iter().all(|it| (0.5..=1.0).contains(it)));
    }
}

#[test]
fn patterns_have_the_weight_of_their_customers() {
    let questions = vec![vec![0, 1, 0, MISSING, 0], vec![2, 1, 2, 1, MISSING]];
    let patterns = Patterns::new(&questions, vec![2, 3]);
    assert_eq!(patterns.len(), 4);
    let of: Vec<u32> = patterns.of_customers().to_vec();
    assert_eq!(of.first(), of.get(2));
    assert_eq!(patterns.get(of[0] as usize), ([0, 4].as_slice(), 2.0));
    assert_eq!(patterns.get(of[3] as usize), ([MISSING, 3].as_slice(), 1.0));
}

#[test]
fn very_many_questions_give_finite_likelihoods() {
    let mut random = Random::new(5);
    let questions: Vec<Vec<u32>> =
        (0..900).map(|_| (0..40).map(|_| u32::try_from(random.below(3)).unwrap()).collect()).collect();
    let fit = found(&questions, 2);
    assert!(fit.log_likelihood.is_finite() && fit.bic.is_finite());
    assert_eq!(fit.labels.len(), 40);
}

#[test]
fn the_likelihood_never_falls_and_the_same_seed_gives_the_same_classes() {
    let (questions, _) = planted(150, 0.05);
    let patterns = Patterns::new(&questions, vec![3; 6]);
    let mut classes = by_chance(&patterns, 3, &mut Random::new(3));
    let mut before = f64::NEG_INFINITY;
    for _ in 0..60 {
        let sums = pass(&patterns, &classes);
        assert!(sums.log_likelihood >= before - 1e-9, "{} {before}", sums.log_likelihood);
        before = sums.log_likelihood;
        classes = moved(&patterns, sums);
    }
    assert_eq!(found(&questions, 3).classes, found(&questions, 3).classes);
}
