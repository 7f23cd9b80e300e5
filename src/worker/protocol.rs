//! What page and worker say to each other: numbered requests, a closed set of events.
//!
//! Messages are postcard bytes in a `Uint8Array`. A file travels beside a request, an export's
//! bytes travel beside an answer. Tables and matrices never leave the worker.

use serde::{Deserialize, Serialize};

use crate::engine::Analysis;
use crate::engine::affinity::Affinity;
use crate::engine::error::EngineError;
use crate::engine::export::Format;
use crate::engine::join::{Arrangement, Companion, Join};
use crate::engine::progress::Stage;
use crate::engine::recipe::Recipe;
use crate::engine::sample::Sample;
use crate::engine::segmentation::best_group::{BestGroupOptions, BestGroups};
use crate::engine::segmentation::rules::{RulesDetail, RulesOptions};
use crate::engine::segmentation::{Comparison, SegmentId};
use crate::engine::table::{Glance, Problem, ReadingOptions, SourceSummary};
use crate::worker::told::Told;

/// One unit of work, numbered by the page and echoed in every answer about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct JobId(pub u32);

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Number of the job.
    pub job: JobId,
    /// What to do.
    pub command: Command,
    /// Of the three ways to open: the files that are joined to the one that is opened.
    pub beside: Option<Beside>,
}

/// Files beside the main one. They travel beside the message, behind the file to open.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Beside {
    /// The files, with the number the page knows each by: a file that was read needs not be read again.
    #[serde(with = "as_json")]
    pub files: Vec<(u32, Companion)>,
    /// Whether the main file is still the one that is open, read the same way.
    pub keeps_main: bool,
}

/// What the worker can do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Read the file that travels beside the message.
    Open {
        /// The file's name.
        name: String,
        /// What the person fixed about it.
        #[serde(with = "as_json")]
        reading: ReadingOptions,
    },
    /// Read rows that were pasted.
    OpenText {
        /// The pasted text.
        text: String,
        /// What the person fixed about it.
        #[serde(with = "as_json")]
        reading: ReadingOptions,
    },
    /// Make a sample and read it.
    OpenSample {
        /// Which.
        sample: Sample,
        /// What the person fixed about it.
        #[serde(with = "as_json")]
        reading: ReadingOptions,
    },
    /// Run a recipe on the open source; stages whose options did not change are reused.
    Run {
        /// The recipe.
        #[serde(with = "as_json")]
        recipe: Recipe,
    },
    /// Count rules that are being written, without the segments that follow.
    CountRules {
        /// The recipe whose method they are.
        #[serde(with = "as_json")]
        recipe: Recipe,
    },
    /// Look for the best group that one rule or two describe.
    FindBest {
        /// The recipe that says how customers are measured.
        #[serde(with = "as_json")]
        recipe: Recipe,
        /// What is looked for.
        options: BestGroupOptions,
    },
    /// Segment the customers of the last run by another recipe, to compare; the last run stays.
    Compare {
        /// The other recipe; it differs in the method only.
        #[serde(with = "as_json")]
        recipe: Recipe,
    },
    /// Find what the customers of the last run buy together.
    BoughtTogether,
    /// A page of customers.
    People {
        /// Of one segment, or of all.
        segment: Option<SegmentId>,
        /// First row, from 0.
        first: usize,
        /// Rows at most.
        n: usize,
    },
    /// The most typical members of a segment, masked.
    Typical {
        /// Which.
        segment: SegmentId,
    },
    /// The problem cells and rows, the first of each kind and column.
    Problems {
        /// Rows at most.
        n: usize,
    },
    /// Write a file; its bytes travel beside the answer.
    Export {
        /// Which.
        format: Format,
    },
    /// Which tools files can be written for.
    Destinations,
    /// What files for a tool would be: the first rows, what is changed and left out.
    Check(Errand),
    /// Write files for a tool; they travel beside the answer, behind the list of what was changed and
    /// left out, which travels beside the answer to [`Command::Check`] as well.
    Deliver {
        /// What is written.
        errand: Errand,
        /// Whether several files become one.
        is_archive: bool,
    },
    /// What the files that travel beside the message are, by their beginnings.
    Arrange {
        /// Their names.
        names: Vec<String>,
    },
    /// The beginning of a file, exactly as [`Command::Export`] would write it.
    Preview {
        /// Which.
        format: Format,
        /// Records below the header at most; lines, for files that are no tables.
        n: usize,
    },
}

/// Customers on their way to a tool.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Errand {
    /// Only customers of these segments, or all where empty.
    pub segments: Vec<SegmentId>,
    /// What is asked for: the bytes of a [`crate::destinations::Wish`], which only the module reads.
    pub wish: Vec<u8>,
}

/// What the worker says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The worker listens.
    Ready,
    /// The job goes on.
    Progress {
        /// Which job.
        job: JobId,
        /// At which stage.
        stage: Stage,
        /// How much of the stage is done, 0..=1.
        fraction: f32,
        /// Rows read so far; 0 in other stages.
        n_rows: usize,
    },
    /// The first rows of the file that is being read.
    Glanced {
        /// Which job.
        job: JobId,
        /// The rows.
        glance: Glance,
    },
    /// The job is done.
    Done {
        /// Which job.
        job: JobId,
        /// What came out.
        answer: Answer,
    },
    /// The job has no result; the worker is still usable.
    Failed {
        /// Which job.
        job: JobId,
        /// Why.
        error: EngineError,
    },
}

/// What comes out of a command, variant for variant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// Of the three ways to open.
    Opened(Box<SourceSummary>),
    /// Of the same, where there are files beside the main one.
    Joined(Box<SourceSummary>, Box<Together>),
    /// Of [`Command::Arrange`].
    Arranged(Box<Arranged>),
    /// Of [`Command::Run`].
    Analysed(Box<Analysis>),
    /// Of [`Command::CountRules`]: the rules, and what each line leaves; `None` where they do not fit.
    Counted(#[serde(with = "as_json")] RulesOptions, Option<Box<RulesDetail>>),
    /// Of [`Command::FindBest`].
    FoundBest(#[serde(with = "as_json")] BestGroups),
    /// Of [`Command::Compare`].
    Compared(Box<Comparison>),
    /// Of [`Command::BoughtTogether`]; `None` where the file is not of orders or names no goods.
    BoughtTogether(Option<Box<Affinity>>),
    /// Of [`Command::People`].
    People(PeoplePage),
    /// Of [`Command::Typical`]: identifiers masked.
    Typical(PeoplePage),
    /// Of [`Command::Problems`].
    Problems(Vec<Problem>),
    /// Of [`Command::Export`].
    Exported {
        /// Proposed name of the file.
        file_name: String,
        /// Its media type.
        media_type: String,
        /// Rows in it, without the header.
        n_rows: usize,
    },
    /// Of [`Command::Destinations`].
    Catalogue(Told),
    /// Of [`Command::Check`].
    Checked(Told),
    /// Of [`Command::Deliver`].
    Delivered(Told),
    /// Of [`Command::Preview`]: the text as it would be written.
    Preview(String),
}

/// Several files as one table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Together {
    /// Columns of the main file itself.
    pub n_own_columns: usize,
    /// The companions as they are by themselves.
    pub companions: Vec<SourceSummary>,
    /// How each goes together with the main file.
    pub joins: Vec<Join>,
}

/// What several files seem to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Arranged {
    /// Names in the order given.
    pub names: Vec<String>,
    /// How they go together.
    pub arrangement: Arrangement,
    /// For each file, bytes to leave out at the top where it continues another one.
    pub n_top_bytes: Vec<u32>,
    /// For each file, whether it ends in the middle of a line.
    pub ends_open: Vec<bool>,
}

/// Some customers of a segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PeoplePage {
    /// Which segment; `None` for all.
    pub segment: Option<SegmentId>,
    /// First row, from 0.
    pub first: usize,
    /// Customers in all.
    pub n_total: usize,
    /// Column headings.
    pub columns: Vec<String>,
    /// One list of cells per customer, as shown.
    pub rows: Vec<Vec<String>>,
}

/// A message that is no message: of another build, or not ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a message of this build")]
pub struct Garbled;

/// What has a form as a file crosses in that form, so that it needs no other.
mod as_json {
    use serde::de::{DeserializeOwned, Deserializer, Error as _};
    use serde::{Deserialize as _, Serialize, Serializer};

    use crate::engine::json;

    pub fn serialize<T: Serialize, S: Serializer>(it: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&json::in_one_line(it))
    }

    pub fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        let text = String::deserialize(deserializer)?;
        json::read(&text).or(Err(D::Error::custom("not in the form of a file")))
    }
}

macro_rules! crosses {
    ($($message:ty),+) => {$(
        impl $message {
            /// The bytes that cross.
            pub fn encode(&self) -> Vec<u8> {
                postcard::to_stdvec(self).unwrap_or_default()
            }

            /// Reads bytes that crossed.
            pub fn decode(bytes: &[u8]) -> Result<Self, Garbled> {
                postcard::from_bytes(bytes).map_err(|_| Garbled)
            }
        }
    )+};
}

crosses!(Request, Event);
