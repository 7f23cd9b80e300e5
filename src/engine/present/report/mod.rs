//! The report: one model that the page draws and the file is written from.
//!
//! Everything here is made of [`guard`]ed profiles, so that neither a page on paper nor a file that
//! is sent on says anything about fewer customers than the person allows.

mod claims;
mod definitions;
mod figures;
mod glossary;
mod notes;
mod options;
mod segment_leaf;

pub use options::{ReportOptions, Section};

use crate::engine::audit::{Guarded, guard};
use crate::engine::claims::Finding;
use crate::engine::present::chart::{BarRow, RangeRow, VersusRow};
use crate::engine::present::chart::{Caption, RfmGrid, Ribbon, Twin};
use crate::engine::present::number;
use crate::engine::present::sentence;
use crate::engine::present::sentence::headline::headlines;
use crate::engine::present::sentence::persona::Fact;
use crate::engine::present::sentence::traits::Trait;
use crate::engine::profile::{Profiles, SegmentNotes, matched};
use crate::engine::recipe::Recipe;
use crate::engine::segmentation::Detail;
use crate::engine::table::Issue;

/// What a report is made from.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The segments.
    pub profiles: &'a Profiles,
    /// The recipe that made them.
    pub recipe: &'a Recipe,
    /// What came of the recipe's claims, in their order.
    pub claims: &'a [Finding],
    /// What was odd while reading.
    pub of_reading: &'a [Issue],
    /// What was odd after it.
    pub of_measuring: &'a [Issue],
    /// Rows of the file.
    pub n_rows: usize,
}

/// A report, leaf by leaf.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// What it is called.
    pub title: String,
    /// The day it counts back from: "31 May 2026".
    pub date: Option<String>,
    /// The first leaf, unless it is left out.
    pub cover: Option<Cover>,
    /// All other leaves.
    pub leaves: Vec<Leaf>,
}

/// The first leaf.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// What the report is about, line by line.
    pub facts: Vec<Fact>,
    /// Shades from 1 to 7 of a picture of five by five cells, row by row.
    pub picture: [u8; 25],
}

/// One leaf; it starts a page on paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    /// The section it belongs to.
    pub section: Section,
    /// Its heading.
    pub title: String,
    /// Colour and shape, where it is about one segment.
    pub slot: Option<u8>,
    /// What stands on it.
    pub blocks: Vec<Block>,
}

/// A piece of a leaf.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading within the leaf.
    Heading(String),
    /// A paragraph that opens a leaf, larger than others.
    Lead(String),
    /// A paragraph.
    Text(String),
    /// Sentences about segments.
    Findings(Vec<Said>),
    /// What stands out.
    Traits(Vec<Trait>),
    /// Terms and what there is to say about them.
    Facts(Vec<Fact>),
    /// Terms that are segments, with their colour and shape.
    Definitions(Vec<(u8, Fact)>),
    /// A chart with its table.
    Chart(Box<Chart>),
}

/// A sentence about a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Its colour and shape.
    pub slot: u8,
    /// Its name, which opens the sentence.
    pub name: String,
    /// The rest, from the space after the name to the full stop.
    pub rest: String,
}

/// A chart of the report.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Finding and basis.
    pub caption: Caption,
    /// The colour of its segment; that of everyone else where it is of none.
    pub slot: u8,
    /// What is drawn.
    pub plot: Plot,
    /// The same numbers as a table; `None` where the drawing is a table itself.
    pub twin: Option<Twin>,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Plot {
    /// Shares of customers and of revenue.
    Shares(Ribbon),
    /// The recency × frequency grid.
    Grid(RfmGrid),
    /// How far a segment is from everyone.
    Versus(Vec<VersusRow>),
    /// Where the middle half lies.
    Ranges(Vec<RangeRow>),
    /// Values of the column named.
    Values(String, Vec<BarRow>),
}

impl Report {
    /// The report of an analysis.
    pub fn new(told: &Told<'_>, options: &ReportOptions) -> Self {
        let guarded = guard(told.profiles, usize::from(options.least));
        let profiles = &guarded.profiles;
        let has = |section: Section| options.has(section);
        let mut leaves = Vec::new();
        if has(Section::Findings) {
            leaves.push(found(&guarded));
        }
        if has(Section::Segments) {
            let notes = noted(told, &guarded);
            leaves.extend(segment_leaf::leaves(&guarded, &notes, has(Section::Plans)));
        }
        if has(Section::Claims) {
            leaves.extend(claims::leaf(told, &guarded));
        }
        if has(Section::Definitions) {
            leaves.push(definitions::leaf(&guarded));
        }
        if has(Section::Notes) {
            leaves.push(notes::leaf(told, &guarded));
        }
        if has(Section::Glossary) {
            leaves.push(glossary::leaf(profiles));
        }
        let own = options.title.trim();
        let title = if own.is_empty() { sentence::page_title(told.profiles) } else { own.to_owned() };
        let cover = has(Section::Cover)
            .then(|| Cover { facts: notes::cover(told, &guarded), picture: picture(profiles) });
        Self { title, date: profiles.as_of.map(number::date), cover, leaves }
    }

    /// Leaves in all.
    pub fn n_leaves(&self) -> usize {
        self.leaves.len() + usize::from(self.cover.is_some())
    }
}

/// What the person wrote about each of the segments that are shown by themselves.
fn noted<'a>(told: &Told<'a>, guarded: &Guarded) -> Vec<Option<&'a SegmentNotes>> {
    let notes = &told.recipe.notes;
    let found = matched(notes, told.profiles);
    let of = |place: &usize| notes.get(found.get(*place).copied().flatten()?);
    guarded.shown.iter().map(of).collect()
}

/// What was found: headlines, shares, and the grid of RFM.
fn found(guarded: &Guarded) -> Leaf {
    let profiles = &guarded.profiles;
    let said = headlines(profiles).into_iter().map(|it| {
        let slot = profiles.segments.get(it.segment).map_or(12, |it| it.segment.slot);
        Said { slot, name: it.name, rest: it.rest }
    });
    let said: Vec<Said> = said.collect();
    let mut blocks = Vec::new();
    if !said.is_empty() {
        blocks.push(Block::Findings(said));
    }
    blocks.push(figures::shares(profiles));
    blocks.extend(figures::grid(guarded));
    Leaf { section: Section::Findings, title: "What was found".to_owned(), slot: None, blocks }
}

/// The shades of the cover: those of the grid of RFM where there is one with five by five cells.
fn picture(profiles: &Profiles) -> [u8; 25] {
    const OWN: [u8; 25] = [2, 3, 4, 5, 7, 2, 3, 4, 5, 6, 2, 3, 3, 5, 6, 1, 2, 3, 4, 6, 1, 2, 3, 4, 6];
    let Some(Detail::Rfm(detail)) = &profiles.detail else { return OWN };
    let grid = RfmGrid::new(detail, profiles);
    let heat: Vec<u8> = grid.rows.iter().flat_map(|row| row.cells.iter().map(|it| it.heat)).collect();
    heat.try_into().unwrap_or(OWN)
}
