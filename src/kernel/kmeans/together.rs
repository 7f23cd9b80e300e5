//! Rounds on so many points that several workers share them.
//!
//! Every worker has a [`Part`] and does what it is ordered; the reports of all parts, in their order,
//! say where centres move. Parts are whole shards ([`SHARD`]), so the outcome is the same for any number
//! of workers, to the last bit. Points are laid out again in every round: another copy of them would
//! cost more room than it saves time.

use std::borrow::Cow;
use std::future::Future;
use std::ops::Range;
use std::pin::Pin;

use serde::{Deserialize, Serialize};

use crate::kernel::kmeans::crowd::{Crowd, SHARD, Totals};
use crate::kernel::kmeans::ground::Rows;
use crate::kernel::kmeans::lanes::{F32x4, F64x2};
use crate::kernel::kmeans::points::{Points, squared_distance};
use crate::kernel::kmeans::{Candidates, Fit, Frame, MAX_ROUNDS, fit_of};

/// What is known once somebody has done it.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// What every worker is told to do with its part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Order {
    /// Nobody has a group any more.
    Begin {
        /// Number of groups.
        k: u8,
        /// Whether distances are of double precision.
        is_double: bool,
    },
    /// Every point joins its nearest centre.
    Assign {
        /// Group by group.
        centres: Vec<f64>,
    },
    /// The point farthest from its centre is looked for, among groups of two points and more.
    Farthest {
        /// Group by group.
        centres: Vec<f64>,
        /// Points of each group, in all parts.
        counts: Vec<u32>,
    },
    /// One point joins another group; whoever does not have it does nothing.
    Put {
        /// Its position among all points.
        idx: usize,
        /// The group.
        group: u8,
    },
    /// The group of each point is asked for.
    Tell,
}

/// What a worker says of its part after an order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Points that changed their group.
    pub n_changed: usize,
    /// Sums of the groups, shard after shard.
    pub sums: Vec<f64>,
    /// Points of the groups, shard after shard.
    pub counts: Vec<u32>,
    /// Squared distance and position among all points, where it was asked for.
    pub farthest: Option<(f64, usize)>,
    /// The group of each point, where they were asked for.
    pub labels: Vec<u8>,
}

/// All workers, in the order of their parts.
pub trait Ranks {
    /// Has every worker do what is ordered; gives their reports in order.
    fn obey(&mut self, order: Order) -> Later<'_, Vec<Report>>;
}

/// The parts of `n` points for so many workers: whole shards, as even as that allows.
pub fn parts(n: usize, n_workers: usize) -> Vec<Range<usize>> {
    let n_shards = n.div_ceil(SHARD);
    let n_workers = n_workers.clamp(1, n_shards.max(1));
    let at = |worker: usize| (worker * n_shards / n_workers * SHARD).min(n);
    (0..n_workers).map(|it| at(it)..if it + 1 == n_workers { n } else { at(it + 1) }).collect()
}

/// The points of one worker.
#[derive(Debug)]
pub struct Part<'a> {
    values: Cow<'a, [f64]>,
    frame: Frame,
    /// Position of its first point among all.
    first: usize,
    crowd: Held,
}

/// A crowd in one precision or the other.
#[derive(Debug)]
enum Held {
    Nobody,
    Single(Crowd<F32x4>),
    Double(Crowd<F64x2>),
}

impl<'a> Part<'a> {
    /// Points row by row; `first` is the position of the first among all.
    pub fn new(values: impl Into<Cow<'a, [f64]>>, frame: Frame, first: usize) -> Self {
        Self { values: values.into(), frame, first, crowd: Held::Nobody }
    }

    /// Does what is ordered.
    pub fn obey(&mut self, order: &Order) -> Report {
        let rows = Rows::new(&self.values, &self.frame.origin, self.frame.factor);
        if let Order::Begin { k, is_double } = order {
            let k = usize::from(*k);
            self.crowd = if *is_double {
                Held::Double(Crowd::new(&rows, k))
            } else {
                Held::Single(Crowd::new(&rows, k))
            };
            return Report::default();
        }
        match &mut self.crowd {
            Held::Nobody => Report::default(),
            Held::Single(crowd) => obey(crowd, &rows, self.first, order),
            Held::Double(crowd) => obey(crowd, &rows, self.first, order),
        }
    }
}

fn obey<V: crate::kernel::kmeans::lanes::Lanes>(
    crowd: &mut Crowd<V>,
    rows: &Rows<'_>,
    first: usize,
    order: &Order,
) -> Report {
    let mut report = Report::default();
    match order {
        Order::Begin { .. } => return report,
        Order::Assign { centres } => report.n_changed = crowd.assign(rows, centres),
        Order::Farthest { centres, counts } => {
            let found = crowd.farthest(rows, centres, counts);
            report.farthest = found.map(|(distance, idx)| (distance, first + idx));
        }
        Order::Put { idx, group } => {
            if let Some(idx) = idx.checked_sub(first) {
                crowd.put(rows, idx, usize::from(*group));
            }
        }
        Order::Tell => report.labels = crowd.labels(),
    }
    if matches!(order, Order::Assign { .. } | Order::Put { .. }) {
        (report.sums, report.counts) = crowd.shards();
    }
    report
}

/// Where rounds have come to.
struct Settled {
    centres: Vec<f64>,
    totals: Totals,
    is_converged: bool,
}

/// Goes on from some centres until nobody changes group, at most `max_rounds` times.
async fn settle(
    ranks: &mut dyn Ranks,
    (centres, n_dims): (Vec<f64>, usize),
    is_double: bool,
    max_rounds: usize,
) -> Settled {
    let k = centres.len() / n_dims.max(1);
    ranks.obey(Order::Begin { k: u8::try_from(k).unwrap_or(u8::MAX), is_double }).await;
    let mut now = Settled { centres, totals: Totals::none(k, n_dims), is_converged: false };
    for _ in 0..max_rounds {
        let reports = ranks.obey(Order::Assign { centres: now.centres.clone() }).await;
        now.totals = added(&reports, k, n_dims);
        let n_changed: usize = reports.iter().map(|it| it.n_changed).sum();
        if n_changed + fill_empty(ranks, &mut now, n_dims).await == 0 {
            now.is_converged = true;
            break;
        }
        now.centres = now.totals.means();
    }
    now
}

/// Gives each group without points the point that is farthest from its centre, among groups that keep
/// one. Says how many points moved.
async fn fill_empty(ranks: &mut dyn Ranks, now: &mut Settled, n_dims: usize) -> usize {
    let mut n_moved = 0;
    while let Some(empty) = now.totals.empty() {
        let (centres, counts) = (now.centres.clone(), now.totals.counts.clone());
        let mut farthest: Option<(f64, usize)> = None;
        for (distance, idx) in
            ranks.obey(Order::Farthest { centres, counts }).await.iter().filter_map(|it| it.farthest)
        {
            if farthest.is_none_or(|it| distance > it.0) {
                farthest = Some((distance, idx));
            }
        }
        let Some((_, idx)) = farthest else { break };
        let group = u8::try_from(empty).unwrap_or(u8::MAX);
        now.totals = added(&ranks.obey(Order::Put { idx, group }).await, now.totals.counts.len(), n_dims);
        n_moved += 1;
    }
    n_moved
}

/// Centres after a round that was reported, and how many points changed their group: what a benchmark
/// that orders rounds itself goes on with.
pub fn next_centres(reports: &[Report], k: usize, n_dims: usize) -> (Vec<f64>, usize) {
    (added(reports, k, n_dims).means(), reports.iter().map(|it| it.n_changed).sum())
}

fn added(reports: &[Report], k: usize, n_dims: usize) -> Totals {
    let mut totals = Totals::none(k, n_dims);
    for it in reports {
        totals.add(&it.sums, &it.counts);
    }
    totals
}

/// All points, on which groups are finished that were found on a sample.
#[derive(Debug)]
pub struct Everyone<'a> {
    points: &'a Points,
    frame: Frame,
    /// Sum of squared distances to the origin.
    spread: f64,
}

impl<'a> Everyone<'a> {
    /// Looks once at every point.
    pub fn of(points: &'a Points) -> Self {
        let frame = Frame::around(points);
        let spread = points.rows().map(|row| squared_distance(row, &frame.origin)).sum();
        Self { points, frame, spread }
    }

    /// How points are moved and stretched for rounds.
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// The inertia that the best candidate has after one round.
    pub async fn inertia_after_one_round(&self, candidates: &Candidates, ranks: &mut dyn Ranks) -> f64 {
        let Some(centres) = self.frame.translate(candidates).next() else { return 0.0 };
        let settled = settle(ranks, (centres, self.points.n_dims()), false, 1).await;
        (self.spread - settled.totals.tightness() / (self.frame.factor * self.frame.factor)).max(0.0)
    }

    /// Finishes candidates and takes the tightest. Calls back after each.
    pub async fn finish(
        &self,
        candidates: &Candidates,
        ranks: &mut dyn Ranks,
        on_finished: &mut dyn FnMut(),
    ) -> Fit {
        let n_dims = self.points.n_dims();
        let mut best: Option<Fit> = None;
        for centres in self.frame.translate(candidates) {
            let rough = settle(ranks, (centres, n_dims), false, MAX_ROUNDS).await;
            let fine = settle(ranks, (rough.centres, n_dims), true, MAX_ROUNDS).await;
            let labels = ranks.obey(Order::Tell).await.into_iter().flat_map(|it| it.labels).collect();
            let fit = fit_of(self.points, candidates.k, labels, fine.is_converged);
            if best.as_ref().is_none_or(|it| fit.inertia < it.inertia) {
                best = Some(fit);
            }
            on_finished();
        }
        best.unwrap_or_else(|| fit_of(self.points, 1, vec![0; self.points.len()], true))
    }
}
