//! Three to five questions that tell a customer's segment.
//!
//! Every column becomes a question with at most seven answers; the questions are chosen one after the
//! other, each the one that leaves the least unsaid about the segment, judged on customers kept apart
//! within those learnt from. The answers then give points to each segment, and the segment with most
//! points is the one: a logistic regression with several outcomes (J. Anderson, *Separate sample
//! logistic discrimination*, 1972), its weights in whole tenths, so that anybody who adds them comes to
//! the same segment. How often that is right is counted on customers who had no part in any of it.

mod answers;
mod choose;
mod points;
mod tested;

use serde::{Deserialize, Serialize};

use crate::engine::features::{FeatureMatrix, Unit};
use crate::engine::progress::{Observer, Stage, Steps};
use crate::engine::segmentation::{Segmentation, UNASSIGNED};
use crate::kernel::random::Random;

use answers::Candidate;
pub use tested::{Recall, Tested};

/// Customers that are learnt from and tested on; of more, so many are drawn.
pub const MAX_CUSTOMERS: usize = 20_000;
/// Fewest customers that anything is learnt from.
pub const LEAST: usize = 100;
/// Of ten customers, those kept back to test on.
const HELD_OF_TEN: usize = 3;

/// What may be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypingOptions {
    /// Only these columns and measures; all where empty.
    pub only: Vec<String>,
    /// Never these.
    pub except: Vec<String>,
    /// Questions at most, 1 to 8.
    pub most: usize,
    /// What chance starts from.
    pub seed: u64,
}

impl Default for TypingOptions {
    fn default() -> Self {
        Self { only: Vec::new(), except: Vec::new(), most: 5, seed: 1 }
    }
}

/// Questions, and what their answers say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TypingTool {
    /// Names of the segments, in canonical order.
    pub segments: Vec<String>,
    /// Points of each segment before anything is answered.
    pub start: Vec<i32>,
    /// In the order they were chosen.
    pub questions: Vec<Question>,
    /// How often it is right.
    pub tested: Tested,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The column or measure.
    pub column: String,
    /// What it is called.
    pub label: String,
    /// The unit of its numbers.
    pub unit: Unit,
    /// At most seven.
    pub answers: Vec<Answer>,
}

/// An answer; who gives none gets no points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Which customers give it.
    pub says: Says,
    /// Points for each segment.
    pub points: Vec<i32>,
}

/// Which customers give an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// Those whose number is not below the first and below the second.
    Between(Option<f64>, Option<f64>),
    /// Those whose number is this one.
    Number(f64),
    /// Those with this value.
    Value(String),
    /// Those with another value.
    Other,
}

/// Why there is nothing to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum TypingError {
    /// One segment, or none.
    #[error("there are fewer than two segments")]
    OneSegment,
    /// Too few customers.
    #[error("{found} customers are in segments, {needed} are needed")]
    TooFew {
        /// Customers in a segment.
        found: usize,
        /// Customers needed.
        needed: usize,
    },
    /// Nothing of that name is measured.
    #[error("there is no column or measure {column}")]
    ColumnMissing {
        /// The name.
        column: String,
    },
    /// No column says anything about the segment.
    #[error("no column tells the segments apart")]
    NothingToAsk,
}

impl TypingTool {
    /// The segment that answers come to: of those with most points the first. `answers` are positions,
    /// `None` where nothing is answered.
    pub fn segment(&self, answers: &[Option<usize>]) -> usize {
        let mut sums = self.start.clone();
        for (question, answer) in self.questions.iter().zip(answers) {
            let points = answer.and_then(|it| question.answers.get(it)).map(|it| &it.points);
            for (sum, it) in sums.iter_mut().zip(points.into_iter().flatten()) {
                *sum += it;
            }
        }
        first_of_most(&sums)
    }
}

fn first_of_most(sums: &[i32]) -> usize {
    let mut best = 0;
    for (at, it) in sums.iter().enumerate() {
        if sums.get(best).is_some_and(|most| it > most) {
            best = at;
        }
    }
    best
}

/// Learns the questions from customers in segments.
pub fn learn(
    matrix: &FeatureMatrix,
    segmentation: &Segmentation,
    options: &TypingOptions,
    observer: &mut dyn Observer,
) -> Result<TypingTool, TypingError> {
    let n_segments = segmentation.segments.len();
    if n_segments < 2 {
        return Err(TypingError::OneSegment);
    }
    let assignment = &segmentation.assignment;
    let is_in = |it: &usize| assignment.get(*it).is_some_and(|it| *it != UNASSIGNED);
    let all: Vec<usize> = (0..matrix.n_customers()).filter(is_in).collect();
    if all.len() < LEAST {
        return Err(TypingError::TooFew { found: all.len(), needed: LEAST });
    }
    let mut steps = Steps::new(observer, Stage::Profiling, 4);
    let mut random = Random::new(options.seed);
    let mut drawn: Vec<usize> =
        random.sample(all.len(), MAX_CUSTOMERS).into_iter().filter_map(|it| all.get(it)).copied().collect();
    random.shuffle(&mut drawn);
    let (held, learnt) = drawn.split_at(drawn.len() * HELD_OF_TEN / 10);
    let segment_of = |rows: &[usize]| -> Vec<u8> {
        rows.iter().map(|it| assignment.get(*it).copied().unwrap_or(UNASSIGNED)).collect()
    };
    let (of_learnt, of_held) = (segment_of(learnt), segment_of(held));
    steps.advance(1);
    let candidates = answers::candidates(matrix, learnt, &of_learnt, n_segments, options)?;
    steps.advance(1);
    let chosen = choose::choose(&candidates, learnt, &of_learnt, n_segments, options.most);
    if chosen.is_empty() {
        return Err(TypingError::NothingToAsk);
    }
    let chosen: Vec<&Candidate> = chosen.into_iter().filter_map(|it| candidates.get(it)).collect();
    steps.advance(1);
    let (start, weights) = points::fit(&chosen, learnt, &of_learnt, n_segments);
    let question = |(candidate, points): (&&Candidate, Vec<Vec<i32>>)| Question {
        column: candidate.column.clone(),
        label: candidate.label.clone(),
        unit: candidate.unit,
        answers: candidate
            .says
            .iter()
            .zip(points)
            .map(|(says, points)| Answer { says: says.clone(), points })
            .collect(),
    };
    let questions = chosen.iter().zip(weights).map(question).collect();
    let segments = segmentation.segments.iter().map(|it| it.name.clone()).collect();
    let mut tool = TypingTool { segments, start, questions, tested: Tested::default() };
    tool.tested = tested::test(&tool, &chosen, (held, &of_held), (learnt.len(), &of_learnt));
    steps.complete();
    Ok(tool)
}
