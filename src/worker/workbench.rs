//! What the worker remembers between commands: the open source, and what was made of it last.
//!
//! A run starts at the first station whose options differ from those of the run before: customers
//! are not measured again for another method, and a new name costs no new grouping. The answer is
//! the same as of a run from the start.

use std::sync::Arc;

use crate::engine::affinity;
use crate::engine::claims;
use crate::engine::error::EngineError;
use crate::engine::export::{self, ExportedFile, Format, Material};
use crate::engine::features::{FeatureChoices, FeatureMatrix, Mapping};
use crate::engine::join::{Companion, JoinError, Joined, join};
use crate::engine::progress::Observer;
use crate::engine::recipe::Recipe;
use crate::engine::segmentation::best_group::{self, BestGroupOptions};
use crate::engine::segmentation::groups::{Ahead, is_shared};
use crate::engine::segmentation::rules::{RulesCounter, RulesOptions};
use crate::engine::segmentation::{GroupsOptions, Method, SegmentId, compare};
use crate::engine::table::{Problem, ReadingOptions, Source, TableError};
use crate::engine::{Measured, Outcome, conclude, conclude_counting, measure};
use crate::kernel::order;
use crate::worker::people;
use crate::worker::protocol::{Answer, Command, Together};
use crate::worker::shelf::Shelf;

/// Bytes that travel beside an answer.
pub type Attachment = Vec<u8>;

/// The engine with a memory.
#[derive(Debug, Default)]
pub struct Workbench {
    source: Option<Joined>,
    shelf: Shelf,
    measured: Option<MeasuredFor>,
    counter: RulesCounter,
    last: Option<Last>,
}

/// Customers, and the options they were measured with.
#[derive(Debug)]
struct MeasuredFor {
    mapping: Mapping,
    features: FeatureChoices,
    measured: Measured,
}

/// What several workers can share of a run.
#[derive(Debug)]
pub struct Shared {
    /// One row per customer.
    pub matrix: Arc<FeatureMatrix>,
    /// How natural groups are looked for.
    pub options: GroupsOptions,
}

/// The outcome on screen, and its recipe.
#[derive(Debug)]
struct Last {
    given: Recipe,
    outcome: Outcome,
}

impl Workbench {
    /// Does what the page asks. A file is not opened here but through [`Workbench::accept`],
    /// because only the browser can read it, and none is written for other tools, which another module
    /// does.
    pub fn handle(
        &mut self,
        command: Command,
        observer: &mut dyn Observer,
    ) -> Result<(Answer, Option<Attachment>), EngineError> {
        match command {
            Command::Open { .. }
            | Command::Arrange { .. }
            | Command::Destinations
            | Command::Check(_)
            | Command::Deliver { .. } => Err(TableError::Empty.into()),
            Command::OpenText { text, reading } => {
                let source = Source::from_bytes("Pasted rows", text.as_bytes(), &reading)?;
                Ok((self.accept(source), None))
            }
            Command::OpenSample { sample, reading } => {
                let source = Source::from_bytes(sample.file_name(), &sample.bytes(), &reading)?;
                Ok((self.accept(source), None))
            }
            Command::Run { recipe } => Ok((self.run(recipe, observer)?, None)),
            Command::CountRules { recipe } => Ok((self.count_rules(&recipe), None)),
            Command::FindBest { recipe, options } => Ok((self.find_best(&recipe, &options, observer)?, None)),
            Command::Compare { recipe } => Ok((self.compare(&recipe, observer)?, None)),
            Command::BoughtTogether => Ok((self.bought_together(observer)?, None)),
            Command::People { segment, first, n } => Ok((self.people(segment, first, n)?, None)),
            Command::Typical { segment } => Ok((self.typical(segment)?, None)),
            Command::Problems { n } => Ok((self.problems(n), None)),
            Command::Export { format } => {
                let ExportedFile { file_name, media_type, bytes, n_rows } = self.export(&format)?;
                let media_type = media_type.to_owned();
                Ok((Answer::Exported { file_name, media_type, n_rows }, Some(bytes)))
            }
            Command::Preview { format, n } => {
                Ok((Answer::Preview(export::preview(&self.material()?, &format, n)), None))
            }
        }
    }

    /// Takes a source that was read, in place of the one before.
    pub fn accept(&mut self, source: Source) -> Answer {
        self.forget();
        let summary = source.summary();
        self.source = Some(Joined::alone(source));
        Answer::Opened(Box::new(summary))
    }

    /// Whether there is a source.
    pub fn has_source(&self) -> bool {
        self.source.is_some()
    }

    /// Whether a file must be read before it can be joined.
    pub fn lacks(&self, id: u32, reading: &ReadingOptions) -> bool {
        self.shelf.get(id, reading).is_none()
    }

    /// Keeps a file that was read, to be joined.
    pub fn shelve(&mut self, id: u32, reading: &ReadingOptions, source: Source) {
        self.shelf.put(id, reading, source);
    }

    /// Puts files that were shelved beside the main one, and takes away all others.
    pub fn join(&mut self, files: &[(u32, Companion)]) -> Result<Answer, EngineError> {
        let mut pairs = Vec::new();
        for (id, Companion { name, reading, key }) in files {
            let missing = || JoinError::FileMissing { file: name.clone() };
            pairs.push((key.clone(), self.shelf.get(*id, reading).ok_or_else(missing)?));
        }
        let main = self.source.take().ok_or(TableError::Empty)?.into_main();
        let joined = join(main, &pairs);
        self.forget();
        let joined = self.source.insert(joined);
        let summary = joined.source.summary();
        let together = Together {
            n_own_columns: joined.n_own_columns(),
            companions: joined.companions.clone(),
            joins: joined.joins.clone(),
        };
        self.shelf.keep_only(&files.iter().map(|it| it.0).collect::<Vec<_>>());
        Ok(Answer::Joined(Box::new(summary), Box::new(together)))
    }

    /// Nothing that was made of the table before holds of another, not even of the same bytes read
    /// another way.
    fn forget(&mut self) {
        self.measured = None;
        self.counter = RulesCounter::new();
        self.last = None;
    }

    fn run(&mut self, given: Recipe, observer: &mut dyn Observer) -> Result<Answer, EngineError> {
        let source = &self.source.as_ref().ok_or(TableError::Empty)?.source;
        let recipe = given.check()?;
        if let Some(last) = &mut self.last
            && last.differs_in_names_only(&given)
        {
            last.outcome.rename(source, &recipe);
            if let Some(it) = self.measured.as_ref().filter(|_| last.given.claims != given.claims) {
                let customers = it.measured.customers(source, &it.mapping, &it.features);
                last.outcome.analysis.claims = claims::judge(&recipe.claims, customers, &mut self.counter);
            }
            last.given = given;
            return Ok(Answer::Analysed(Box::new(last.outcome.analysis.clone())));
        }
        let measured = match self.measured.take() {
            Some(it) if it.mapping == recipe.mapping && it.features == recipe.features => it.measured,
            Some(_) | None => measure(source, &recipe, observer)?,
        };
        let outcome = conclude_counting(source, &recipe, &measured, &mut self.counter, observer);
        let (mapping, features) = (recipe.mapping.clone(), recipe.features.clone());
        self.measured = Some(MeasuredFor { mapping, features, measured });
        let outcome = outcome?;
        let analysis = outcome.analysis.clone();
        self.last = Some(Last { given, outcome });
        Ok(Answer::Analysed(Box::new(analysis)))
    }

    /// What several workers can share of a run, with everything measured that comes before it; nothing
    /// where the run shares nothing, or fails anyway.
    pub fn shared(&mut self, recipe: &Recipe, observer: &mut dyn Observer) -> Option<Shared> {
        let source = &self.source.as_ref()?.source;
        let valid = recipe.check().ok()?;
        let Method::Groups(options) = &valid.method else { return None };
        if self.last.as_ref().is_some_and(|it| it.differs_in_names_only(recipe)) {
            return None;
        }
        let is_measured = |it: &MeasuredFor| it.mapping == valid.mapping && it.features == valid.features;
        if !self.measured.as_ref().is_some_and(is_measured) {
            let measured = measure(source, &valid, observer).ok()?;
            let (mapping, features) = (valid.mapping.clone(), valid.features.clone());
            self.measured = Some(MeasuredFor { mapping, features, measured });
        }
        let measured = &self.measured.as_ref()?.measured;
        let is_open = is_shared(measured.matrix(), options) && !measured.knows(options);
        is_open.then(|| Shared { matrix: Arc::clone(measured.matrix()), options: options.clone() })
    }

    /// Remembers groups that several workers found of the customers measured last.
    pub fn know(&mut self, ahead: Ahead) {
        if let Some(it) = &mut self.measured {
            it.measured.know(ahead);
        }
    }

    /// What rules that are being written do to the customers measured last.
    fn count_rules(&mut self, recipe: &Recipe) -> Answer {
        let Method::Rules(rules) = &recipe.method else {
            return Answer::Counted(RulesOptions::default(), None);
        };
        let source = self.source.as_ref().map(|it| &it.source);
        let detail = source.zip(self.measured.as_ref()).and_then(|(source, measured)| {
            recipe.check().ok()?;
            let customers = measured.measured.customers(source, &measured.mapping, &measured.features);
            self.counter.count(customers, rules).ok()
        });
        Answer::Counted(rules.clone(), detail.map(Box::new))
    }

    /// What the customers measured last buy together.
    fn bought_together(&self, observer: &mut dyn Observer) -> Result<Answer, EngineError> {
        let source = &self.source.as_ref().ok_or(TableError::Empty)?.source;
        let MeasuredFor { mapping, features, measured } = self.measured.as_ref().ok_or(TableError::Empty)?;
        let found = affinity::find(measured.customers(source, mapping, features), observer)?;
        Ok(Answer::BoughtTogether(found.map(Box::new)))
    }

    /// The best group that one rule or two describe.
    fn find_best(
        &mut self,
        given: &Recipe,
        options: &BestGroupOptions,
        observer: &mut dyn Observer,
    ) -> Result<Answer, EngineError> {
        let source = &self.source.as_ref().ok_or(TableError::Empty)?.source;
        let recipe = given.check()?;
        let measured = match &self.measured {
            Some(it) if it.mapping == recipe.mapping && it.features == recipe.features => it.measured.clone(),
            Some(_) | None => measure(source, &recipe, observer)?,
        };
        let customers = measured.customers(source, &recipe.mapping, &recipe.features);
        Ok(Answer::FoundBest(best_group::find(customers, options, observer)?))
    }

    /// The last run beside another method for the same customers.
    fn compare(&self, other: &Recipe, observer: &mut dyn Observer) -> Result<Answer, EngineError> {
        let source = &self.source.as_ref().ok_or(TableError::Empty)?.source;
        let last = self.last.as_ref().ok_or(TableError::Empty)?;
        let recipe = other.check()?;
        let measured = match &self.measured {
            Some(it) if it.mapping == recipe.mapping && it.features == recipe.features => it.measured.clone(),
            Some(_) | None => measure(source, &recipe, observer)?,
        };
        let outcome = conclude(source, &recipe, &measured, observer)?;
        Ok(Answer::Compared(Box::new(compare(&last.outcome.segmentation, &outcome.segmentation))))
    }

    /// What files are made of.
    pub fn material(&self) -> Result<Material<'_>, EngineError> {
        let source = &self.source.as_ref().ok_or(TableError::Empty)?.source;
        let Last { given: recipe, outcome } = self.last.as_ref().ok_or(TableError::Empty)?;
        Ok(Material { source, recipe, outcome })
    }

    fn export(&self, format: &Format) -> Result<ExportedFile, EngineError> {
        if let (Format::Problems, Some(source), None) = (format, &self.source, &self.last) {
            return Ok(export::problems(&source.source, &[]));
        }
        Ok(export::write(&self.material()?, format))
    }

    fn people(&self, segment: Option<SegmentId>, first: usize, n: usize) -> Result<Answer, EngineError> {
        let last = self.last.as_ref().ok_or(TableError::Empty)?;
        Ok(Answer::People(people::page(&last.outcome, segment, first, n)))
    }

    fn typical(&self, segment: SegmentId) -> Result<Answer, EngineError> {
        let last = self.last.as_ref().ok_or(TableError::Empty)?;
        Ok(Answer::Typical(people::typical(&last.outcome, segment)))
    }

    fn problems(&self, n: usize) -> Answer {
        let read = self.source.iter().flat_map(|it| &it.source.problems);
        let left_out = self.last.iter().flat_map(|it| &it.outcome.problems);
        Answer::Problems(first_of_each(read.chain(left_out), n))
    }
}

impl Last {
    fn differs_in_names_only(&self, recipe: &Recipe) -> bool {
        let Recipe {
            version: _,
            reading,
            companions,
            mapping,
            features,
            method,
            edits,
            names: _,
            notes: _,
            split: _,
            claims: _,
        } = recipe;
        *reading == self.given.reading
            && *companions == self.given.companions
            && *mapping == self.given.mapping
            && *features == self.given.features
            && *method == self.given.method
            && *edits == self.given.edits
    }
}

fn is_alike(a: &Problem, b: &Problem) -> bool {
    (a.kind, &a.column, &a.file, &a.other) == (b.kind, &b.column, &b.file, &b.other)
}

/// At most `n` problems, so that every kind and column is seen before any is seen at length.
fn first_of_each<'a>(problems: impl Iterator<Item = &'a Problem>, n: usize) -> Vec<Problem> {
    let mut seen: Vec<(&Problem, usize)> = Vec::new();
    let mut ranked = Vec::new();
    for it in problems {
        let is_like = |other: &&mut (&Problem, usize)| is_alike(other.0, it);
        let rank = if let Some((_, n)) = seen.iter_mut().find(is_like) {
            *n += 1;
            *n
        } else {
            seen.push((it, 0));
            0
        };
        ranked.push((rank, it));
    }
    order::sort_by(&mut ranked, |a, b| (a.0, a.1.line).cmp(&(b.0, b.1.line)));
    ranked.truncate(n);
    order::sort_by(&mut ranked, |a, b| a.1.line.cmp(&b.1.line));
    ranked.into_iter().map(|(_, it)| it.clone()).collect()
}
