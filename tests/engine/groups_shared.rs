//! Several workers find the same groups as one, to the last bit.
//!
//! Here the workers are on one thread; what they are told and what they answer crosses in the same
//! form as between the workers of a browser.

use std::future::ready;

use enclave::engine::progress::{Stage, Steps, Unobserved};
use enclave::engine::segmentation::groups::choose_k::{Choice, Plan, choose, choose_with};
use enclave::engine::segmentation::groups::crew::{Crew, Done, Errand, Mate, Task, Word, now};
use enclave::engine::segmentation::groups::trial::Seen;
use enclave::kernel::kmeans::Frame;
use enclave::kernel::kmeans::points::Points;
use enclave::kernel::kmeans::together::{Later, Order, Ranks, Report, parts};
use enclave::kernel::random::Random;

/// So many workers, each with what it was given.
struct Mates(Vec<Mate>);

impl Mates {
    fn new(n: usize) -> Self {
        Self((0..n).map(|_| Mate::default()).collect())
    }
}

/// Tells a worker something in the form in which it crosses, and hears its answer in the same.
fn tell(mate: &mut Mate, errand: &Errand, numbers: Vec<f64>) -> Word {
    let crossed = postcard::from_bytes(&postcard::to_stdvec(errand).unwrap()).unwrap();
    let word = mate.run(crossed, numbers);
    postcard::from_bytes(&postcard::to_stdvec(&word).unwrap()).unwrap()
}

impl Crew for Mates {
    fn each<'a>(
        &'a mut self,
        seen: &'a Seen<'_>,
        tasks: &'a [Task],
        _steps: &'a mut Steps<'_>,
    ) -> Later<'a, Vec<Done>> {
        let n = self.0.len();
        let see = Errand::See { n_dims: seen.all().n_dims(), seed: seen.seed() };
        for mate in &mut self.0 {
            assert_eq!(tell(mate, &see, seen.all().values().to_vec()), Word::Taken);
        }
        let mut done: Vec<Option<Done>> = tasks.iter().map(|_| None).collect();
        // The last task first, and each to another worker: neither must matter.
        for (at, task) in tasks.iter().enumerate().rev() {
            let Word::Done(it) = tell(&mut self.0[at % n], &Errand::Do(task.clone()), Vec::new()) else {
                panic!("a task without an outcome")
            };
            done[at] = Some(it);
        }
        Box::pin(ready(done.into_iter().flatten().collect()))
    }

    fn part<'a>(&'a mut self, everyone: &'a Points, frame: &Frame) -> Box<dyn Ranks + 'a> {
        let parts = parts(everyone.len(), self.0.len());
        assert_eq!(parts.len(), self.0.len(), "nobody is without a part");
        for (mate, part) in self.0.iter_mut().zip(parts) {
            let hold = Errand::Hold { frame: frame.clone(), first: part.start };
            let n_dims = everyone.n_dims();
            tell(mate, &hold, everyone.values()[part.start * n_dims..part.end * n_dims].to_vec());
        }
        Box::new(InParts(&mut self.0))
    }
}

struct InParts<'a>(&'a mut [Mate]);

impl Ranks for InParts<'_> {
    fn obey(&mut self, order: Order) -> Later<'_, Vec<Report>> {
        let errand = Errand::Obey(order);
        let report = |mate| match tell(mate, &errand, Vec::new()) {
            Word::Obeyed(it) => it,
            other @ (Word::Taken | Word::Done(_)) => panic!("{other:?}"),
        };
        Box::pin(ready(self.0.iter_mut().map(report).collect()))
    }
}

fn shared(points: &Points, plan: &Plan, n_workers: usize) -> Choice {
    let mut nobody = Unobserved;
    let mut steps = Steps::new(&mut nobody, Stage::Segmenting, plan.n_steps(points.len()));
    now(choose_with(points, plan, &mut Mates::new(n_workers), &mut steps))
}

fn alone(points: &Points, plan: &Plan) -> Choice {
    let mut nobody = Unobserved;
    let mut steps = Steps::new(&mut nobody, Stage::Segmenting, plan.n_steps(points.len()));
    choose(points, plan, &mut steps)
}

/// Four heaps that overlap a little.
fn heaps(n: usize, n_dims: usize, seed: u64) -> Points {
    let mut random = Random::new(seed);
    let middle = |row: usize, dim: usize| f64::from(u8::from(row % 4 == dim % 4)) * 5.0;
    let mut values = Vec::with_capacity(n * n_dims);
    for row in 0..n {
        values.extend((0..n_dims).map(|dim| middle(row, dim) + random.normal()));
    }
    Points::from_rows(values, n_dims)
}

fn is_same(points: &Points, plan: &Plan) {
    let expected = alone(points, plan);
    for n_workers in 1..=3 {
        assert_eq!(shared(points, plan, n_workers), expected, "{n_workers} workers");
    }
}

#[test]
fn any_number_of_workers_finds_the_same_groups_of_a_sample_s_size() {
    let points = heaps(3_000, 3, 1);
    is_same(&points, &Plan { numbers: 1..=6, is_set: false, starts: 12, seed: 3 });
    is_same(&points, &Plan { numbers: 5..=5, is_set: true, starts: 25, seed: 4 });
}

#[test]
fn any_number_of_workers_finds_the_same_groups_of_everyone() {
    let points = heaps(50_001, 3, 2);
    is_same(&points, &Plan { numbers: 1..=5, is_set: false, starts: 4, seed: 5 });
}

#[test]
fn a_group_that_loses_everybody_is_filled_by_the_same_customer_for_any_number_of_workers() {
    // Most are exactly alike, so that groups lose everybody on the way from the sample to all.
    let mut random = Random::new(9);
    let far = |it: usize| if it.is_multiple_of(9_973) { 40.0 + it as f64 } else { 0.0 };
    let values = (0..40_000).map(|it| far(it) + if it % 50 == 0 { random.normal() } else { 0.0 }).collect();
    is_same(&Points::from_rows(values, 1), &Plan { numbers: 6..=6, is_set: true, starts: 3, seed: 6 });
}

#[test]
fn parts_are_whole_shards_and_together_everyone() {
    for (n, n_workers) in [(0, 2), (5, 3), (16_384, 2), (16_385, 2), (100_000, 3), (1_000_000, 4)] {
        let parts = parts(n, n_workers);
        assert_eq!((parts[0].start, parts[parts.len() - 1].end), (0, n));
        assert!(parts.windows(2).all(|it| it[0].end == it[1].start && it[1].start % 16_384 == 0));
        assert!(parts.len() <= n_workers && (n == 0 || parts.iter().all(|it| !it.is_empty())));
    }
}
