//! Work on natural groups that several workers share.
//!
//! It is cut into pieces that are the same for any number of workers ([`Task`], and the parts of
//! [`together`]), and what they give is put together in a fixed order. So one worker and several come
//! to the same groups, to the last bit.
//!
//! [`together`]: crate::kernel::kmeans::together

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use serde::{Deserialize, Serialize};

use crate::engine::progress::Steps;
use crate::engine::segmentation::groups::trial::{Seen, Trial};
pub use crate::kernel::kmeans::Frame;
pub use crate::kernel::kmeans::points::Points;
pub use crate::kernel::kmeans::together::{Later, Order, Part, Ranks, Report, parts};
use crate::kernel::kmeans::{Candidates, Fit, Started};

/// A piece of work on the customers that are seen, which no other waits for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Task {
    /// Some of the starts for a number of groups.
    Starts {
        /// Number of groups.
        k: u8,
        /// The first start.
        from: u16,
        /// The one after the last.
        to: u16,
    },
    /// One filling of the box that the gap is worked out against, in some numbers of groups.
    Filling {
        /// Which filling.
        number: u64,
        /// The least number of groups.
        first: u8,
        /// The largest.
        last: u8,
    },
    /// The best starts are finished, rated and resampled.
    Settle {
        /// The best starts.
        candidates: Candidates,
    },
    /// The best starts are finished.
    Finish {
        /// The best starts.
        candidates: Candidates,
    },
    /// Some of the draws that tell how stable groups are.
    Draws {
        /// Number of groups.
        k: u8,
        /// Their middles, group by group.
        centres: Vec<f64>,
        /// The first draw.
        from: usize,
        /// The one after the last.
        to: usize,
    },
}

/// What came of a task.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Done {
    /// Each start.
    Starts(Vec<Started>),
    /// The logarithm of the sum of squares, for each number of groups.
    Filling(Vec<Option<f64>>),
    /// The groups, and how they did.
    Settled(Box<Trial>),
    /// The groups.
    Finished(Box<Fit>),
    /// For each draw, how alike each group was.
    Draws(Vec<Vec<Option<f64>>>),
}

/// What another worker is told. Numbers travel beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Errand {
    /// The numbers beside are the customers that tasks are about, row by row.
    See {
        /// Numbers of each.
        n_dims: usize,
        /// Seed of all random choices.
        seed: u64,
    },
    /// A task is done.
    Do(Task),
    /// The numbers beside are a part of everyone, row by row.
    Hold {
        /// How they are moved and stretched.
        frame: Frame,
        /// Position of the first among everyone.
        first: usize,
    },
    /// The part is ordered something.
    Obey(Order),
}

/// What another worker answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Word {
    /// It has the numbers.
    Taken,
    /// The task is done.
    Done(Done),
    /// The part has obeyed.
    Obeyed(Report),
}

/// One of the workers, with what it was given.
#[derive(Debug, Default)]
pub struct Mate {
    seen: Option<(Points, u64)>,
    part: Option<Part<'static>>,
}

impl Mate {
    /// Does an errand; `numbers` are those that came beside it.
    pub fn run(&mut self, errand: Errand, numbers: Vec<f64>) -> Word {
        match errand {
            Errand::See { n_dims, seed } => self.seen = Some((Points::from_rows(numbers, n_dims), seed)),
            Errand::Hold { frame, first } => self.part = Some(Part::new(numbers, frame, first)),
            Errand::Do(task) => {
                let Some((points, seed)) = &self.seen else { return Word::Taken };
                return Word::Done(Seen::of(points, *seed).perform(&task, &mut |_| ()));
            }
            Errand::Obey(order) => {
                return Word::Obeyed(self.part.as_mut().map(|it| it.obey(&order)).unwrap_or_default());
            }
        }
        Word::Taken
    }
}

/// Those who share the work.
pub trait Crew {
    /// Does tasks, in any order and anywhere; gives what came of them in theirs.
    fn each<'a>(
        &'a mut self,
        seen: &'a Seen<'_>,
        tasks: &'a [Task],
        steps: &'a mut Steps<'_>,
    ) -> Later<'a, Vec<Done>>;

    /// Parts everyone among the workers.
    fn part<'a>(&'a mut self, everyone: &'a Points, frame: &Frame) -> Box<dyn Ranks + 'a>;
}

/// One worker alone.
#[derive(Debug, Clone, Copy)]
pub struct Alone;

impl Crew for Alone {
    fn each<'a>(
        &'a mut self,
        seen: &'a Seen<'_>,
        tasks: &'a [Task],
        steps: &'a mut Steps<'_>,
    ) -> Later<'a, Vec<Done>> {
        let done = tasks.iter().map(|it| seen.perform(it, &mut |n| steps.advance(n))).collect();
        Box::pin(std::future::ready(done))
    }

    fn part<'a>(&'a mut self, everyone: &'a Points, frame: &Frame) -> Box<dyn Ranks + 'a> {
        Box::new(OnePart(Part::new(everyone.values(), frame.clone(), 0)))
    }
}

/// Everyone with one worker.
struct OnePart<'a>(Part<'a>);

impl Ranks for OnePart<'_> {
    fn obey(&mut self, order: Order) -> Later<'_, Vec<Report>> {
        Box::pin(std::future::ready(vec![self.0.obey(&order)]))
    }
}

/// What comes of work that waits for nobody, as that of [`Alone`].
pub fn now<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(it) = work.as_mut().poll(&mut context) {
            return it;
        }
    }
}
