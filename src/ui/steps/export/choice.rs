//! What the person wants to save.

use crate::engine::export::{Format, Safety};
use crate::engine::profile::Profiles;
use crate::engine::segmentation::SegmentId;

/// The files there are to choose from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FileKind {
    /// One row per customer.
    #[default]
    Customers,
    /// The segments' numbers.
    Analysis,
    /// Every choice.
    Recipe,
    /// What could not be taken as it is.
    Problems,
}

impl FileKind {
    /// All of them, the list first.
    pub const ALL: [Self; 4] = [Self::Customers, Self::Analysis, Self::Recipe, Self::Problems];

    /// Its name and what is in it.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Customers => ("Customer list", "CSV, one row per customer with the segment"),
            Self::Analysis => ("Segment numbers", "JSON, sizes and revenue; no single customer"),
            Self::Recipe => ("Recipe", "JSON, every choice to run again; no customers"),
            Self::Problems => ("Problem rows", "CSV, what could not be taken as it is"),
        }
    }
}

/// Everything chosen on this screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Which file.
    pub kind: FileKind,
    /// Segments that are left out; a new segment is in by itself.
    pub left_out: Vec<SegmentId>,
    /// Whether every segment gets a file of its own.
    pub is_split: bool,
    /// How cells that look like formulas are written.
    pub safety: Safety,
}

impl Choice {
    /// Whether a segment is picked.
    pub fn has(&self, segment: SegmentId) -> bool {
        !self.left_out.contains(&segment)
    }

    /// Picks a segment, or leaves it out.
    pub fn pick(&mut self, segment: SegmentId, is_picked: bool) {
        self.left_out.retain(|it| *it != segment);
        if !is_picked {
            self.left_out.push(segment);
        }
    }

    /// Whether all segments go into one file, and with them the customers that are in none.
    pub fn is_everyone(&self, profiles: &Profiles) -> bool {
        !self.is_split && self.n_picked(profiles) == profiles.segments.len()
    }

    /// Segments picked.
    pub fn n_picked(&self, profiles: &Profiles) -> usize {
        profiles.segments.iter().filter(|it| self.has(it.segment.id)).count()
    }

    /// Customers that will be written.
    pub fn n_people(&self, profiles: &Profiles) -> usize {
        let picked = profiles.segments.iter().filter(|it| self.has(it.segment.id));
        let n: usize = picked.map(|it| it.group.n).sum();
        n + if self.is_everyone(profiles) { profiles.n_unassigned } else { 0 }
    }

    /// The files to write, in the order of the segments; none where no segment is picked.
    pub fn formats(&self, profiles: &Profiles) -> Vec<Format> {
        let safety = self.safety;
        let picked: Vec<_> =
            profiles.segments.iter().map(|it| it.segment.id).filter(|it| self.has(*it)).collect();
        match self.kind {
            FileKind::Analysis => vec![Format::Analysis],
            FileKind::Recipe => vec![Format::Recipe],
            FileKind::Problems => vec![Format::Problems],
            FileKind::Customers if picked.is_empty() => Vec::new(),
            FileKind::Customers if self.is_everyone(profiles) => {
                vec![Format::Customers { segments: Vec::new(), safety }]
            }
            FileKind::Customers if self.is_split => {
                picked.into_iter().map(|it| Format::Customers { segments: vec![it], safety }).collect()
            }
            FileKind::Customers => vec![Format::Customers { segments: picked, safety }],
        }
    }
}
