//! The choices of RFM: how many scores, by which rule, and what the scores are called.

use serde::{Deserialize, Serialize};

use crate::engine::recipe::RecipeError;
use crate::engine::segmentation::OwnMap;

/// The fewest scores of a number.
pub const MIN_BINS: u8 = 3;
/// The most scores of a number.
pub const MAX_BINS: u8 = 5;

/// How RFM scores and names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RfmOptions {
    /// Scores of each number, 3 to 5.
    pub bins: u8,
    /// How numbers become scores.
    pub score: ScoreRule,
    /// How scores become names.
    pub map: RfmMap,
    /// The cut points of [`ScoreRule::Fixed`]; those that part the file's customers into equal
    /// shares where `None`.
    pub cuts: Option<RfmCuts>,
}

/// How numbers become scores from 1 (worst) to the number of scores (best).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScoreRule {
    /// ⌈number of scores × cumulative share⌉: equal values get equal scores.
    #[default]
    CumeDist,
    /// SQL's NTILE: groups of equal size; ties are split in the order of the identifiers.
    Ntile,
    /// As `pandas.qcut(rank(method="first"))`: groups of equal size, ties split in the order of the
    /// identifiers, the other way round for recency.
    QcutRankFirst,
    /// As R's package `rfm` 0.3.0: quantiles of type 7 plus one, intervals closed below.
    RRfm,
    /// Cut points at equal distances between the smallest and the largest value.
    EqualWidth,
    /// Cut points fixed by the person.
    Fixed,
}

/// Rising cut points for each number, one fewer than scores; a value up to and including a cut is
/// below it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RfmCuts {
    /// Days since the last order; fewer is better.
    pub recency_days: Vec<f64>,
    /// Orders; more is better.
    pub frequency: Vec<f64>,
    /// Money; more is better.
    pub monetary: Vec<f64>,
}

/// How codes of three scores become segments. Maps that are written for another number of scores
/// are read with the scores stretched to theirs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RfmMap {
    /// Eleven names, one for each of the 125 codes.
    #[default]
    ElevenCodes,
    /// Eleven names by recency against the mean of frequency and monetary scores.
    Eleven,
    /// Ten names by recency and frequency.
    TenGrid,
    /// Ten names of R's package `rfm`, first match, the rest "Others".
    RRfmTen,
    /// Six names for three scores.
    Six,
    /// Names and cells of the person's own.
    Own(OwnMap),
}

impl Default for RfmOptions {
    fn default() -> Self {
        Self { bins: MAX_BINS, score: ScoreRule::default(), map: RfmMap::default(), cuts: None }
    }
}

impl RfmOptions {
    /// Becomes RFM with another number of scores. Cut points that do not fit it are forgotten, a map
    /// of the person's own is stretched to it.
    pub fn set_bins(&mut self, bins: u8) {
        if let RfmMap::Own(own) = &mut self.map {
            *own = own.stretched(self.bins, bins);
        }
        if bins != self.bins {
            self.cuts = None;
        }
        self.bins = bins;
    }

    /// Checks what can be checked without data.
    pub fn check(&self) -> Result<(), RecipeError> {
        let Self { bins, score: _, map, cuts } = self;
        if !(MIN_BINS..=MAX_BINS).contains(bins) {
            return Err(RecipeError::OutOfRange {
                option: "bins".to_owned(),
                value: f64::from(*bins),
                min: f64::from(MIN_BINS),
                max: f64::from(MAX_BINS),
            });
        }
        if let RfmMap::Own(own) = map {
            own.check(*bins)?;
        }
        let Some(RfmCuts { recency_days, frequency, monetary }) = cuts else { return Ok(()) };
        for (feature, cuts) in [("recency", recency_days), ("frequency", frequency), ("monetary", monetary)] {
            let feature = feature.to_owned();
            let needed = usize::from(*bins) - 1;
            if cuts.len() != needed {
                return Err(RecipeError::CutsMiscounted { feature, found: cuts.len(), needed });
            }
            if !cuts.is_sorted() || !cuts.iter().all(|it| it.is_finite()) {
                return Err(RecipeError::CutsNotRising { feature });
            }
        }
        Ok(())
    }
}
