//! What the person wants to save, as files the engine can write.

use crate::destinations::{Catalogue, Offer, Wish};
use crate::engine::export::{Format, Safety};
use crate::engine::present::report::ReportOptions;
use crate::engine::profile::Profiles;
use crate::engine::segmentation::SegmentId;
use crate::session::outgoing::Asked;

/// The setting that every tool has where there is a column of consent: words that mean yes.
pub const CONSENT_WORDS: &str = "consent-words";

/// The files there are to choose from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FileKind {
    /// One row per customer.
    #[default]
    Customers,
    /// The report as one file.
    Report,
    /// The segments' numbers.
    Analysis,
    /// Every choice.
    Recipe,
    /// What could not be taken as it is.
    Problems,
    /// Files for another tool.
    Tool,
}

impl FileKind {
    /// Those of this program's own, the list first.
    pub const OWN: [Self; 5] = [Self::Customers, Self::Report, Self::Analysis, Self::Recipe, Self::Problems];
}

/// Everything chosen on this screen.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportChoice {
    /// Which file.
    pub kind: FileKind,
    /// Segments that are left out; a new segment is in by itself.
    pub left_out: Vec<SegmentId>,
    /// Whether every segment gets a file of its own.
    pub is_split: bool,
    /// How cells that look like formulas are written.
    pub safety: Safety,
    /// What is in the report.
    pub report: ReportOptions,
    /// What is asked for of another tool; what it does not know of settings is left out.
    pub wish: Wish,
    /// Whether several files become one.
    pub is_archive: bool,
}

impl Default for ExportChoice {
    fn default() -> Self {
        Self {
            kind: FileKind::default(),
            left_out: Vec::new(),
            is_split: false,
            safety: Safety::default(),
            report: ReportOptions::default(),
            wish: Wish::of(""),
            is_archive: true,
        }
    }
}

impl ExportChoice {
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

    /// Whether files for this tool are chosen.
    pub fn is_for(&self, tool: &str) -> bool {
        self.kind == FileKind::Tool && self.wish.destination == tool
    }

    /// Chooses files for a tool.
    pub fn choose_tool(&mut self, tool: &str) {
        self.kind = FileKind::Tool;
        tool.clone_into(&mut self.wish.destination);
    }

    /// The tool that is chosen.
    pub fn tool<'a>(&self, catalogue: &'a Catalogue) -> Option<&'a Offer> {
        catalogue.find(&self.wish.destination).filter(|_| self.kind == FileKind::Tool)
    }

    /// What is asked for of the chosen tool; `None` where none is chosen, or no segment.
    pub fn asked(&self, profiles: &Profiles, catalogue: &Catalogue) -> Option<Asked> {
        let offer = self.tool(catalogue)?;
        let is_known = |id: &str| id == CONSENT_WORDS || offer.settings.iter().any(|it| it.id == id);
        let mut wish = Wish { is_by_segment: self.is_split, ..self.wish.clone() };
        wish.settings.retain(|id, value| is_known(id) && !value.trim().is_empty());
        let picked: Vec<_> =
            profiles.segments.iter().map(|it| it.segment.id).filter(|it| self.has(*it)).collect();
        let is_all = picked.len() == profiles.segments.len();
        (!picked.is_empty()).then(|| Asked { segments: if is_all { Vec::new() } else { picked }, wish })
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
            FileKind::Report => vec![Format::Report(self.report.clone())],
            FileKind::Analysis => vec![Format::Analysis],
            FileKind::Recipe => vec![Format::Recipe],
            FileKind::Problems => vec![Format::Problems],
            FileKind::Tool => Vec::new(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::destinations::Contacts;
    use crate::engine::profile::{GroupProfile, SegmentProfile};
    use crate::engine::segmentation::Segment;

    fn profiles(sizes: &[usize], n_unassigned: usize) -> Profiles {
        let segment = |(idx, n): (usize, &usize)| {
            let id = SegmentId(u8::try_from(idx).expect("few segments"));
            let name = format!("Group {idx}");
            SegmentProfile {
                segment: Segment { id, given_name: name.clone(), name, slot: 1, ..Segment::default() },
                group: GroupProfile { n: *n, ..GroupProfile::default() },
                ..SegmentProfile::default()
            }
        };
        let segments = sizes.iter().enumerate().map(segment).collect();
        Profiles { segments, n_unassigned, ..Profiles::default() }
    }

    fn list(segments: &[u8]) -> Format {
        let segments = segments.iter().map(|it| SegmentId(*it)).collect();
        Format::Customers { segments, safety: Safety::Spreadsheet }
    }

    #[test]
    fn all_segments_are_one_file_with_everyone_in_it() {
        let profiles = profiles(&[5, 3], 2);
        let choice = ExportChoice::default();
        assert_eq!(choice.formats(&profiles), [list(&[])]);
        assert_eq!(choice.n_people(&profiles), 10);
    }

    #[test]
    fn some_segments_are_one_file_without_the_unplaced() {
        let profiles = profiles(&[5, 3, 1], 2);
        let mut choice = ExportChoice::default();
        choice.pick(SegmentId(1), false);
        assert_eq!(choice.formats(&profiles), [list(&[0, 2])]);
        assert_eq!((choice.n_picked(&profiles), choice.n_people(&profiles)), (2, 6));
        choice.pick(SegmentId(1), true);
        assert_eq!(choice, ExportChoice::default());
    }

    #[test]
    fn split_lists_are_one_file_each() {
        let profiles = profiles(&[5, 3], 2);
        let choice = ExportChoice { is_split: true, ..ExportChoice::default() };
        assert_eq!(choice.formats(&profiles), [list(&[0]), list(&[1])]);
        assert_eq!(choice.n_people(&profiles), 8);
    }

    #[test]
    fn a_tool_is_asked_for_what_it_knows_only() {
        let profiles = profiles(&[5, 3], 1);
        let catalogue = Catalogue::of(&Contacts::default());
        let mut choice = ExportChoice { is_split: true, ..ExportChoice::default() };
        assert_eq!(choice.asked(&profiles, &catalogue), None);
        choice.choose_tool("hubspot");
        choice.wish.settings.insert("no_such_setting".to_owned(), "x".to_owned());
        let asked = choice.asked(&profiles, &catalogue).unwrap();
        assert!(asked.segments.is_empty() && asked.wish.is_by_segment && asked.wish.settings.is_empty());
        choice.pick(SegmentId(0), false);
        assert_eq!(choice.asked(&profiles, &catalogue).unwrap().segments, [SegmentId(1)]);
        choice.pick(SegmentId(1), false);
        assert_eq!(choice.asked(&profiles, &catalogue), None);
    }

    #[test]
    fn nothing_picked_is_no_file_and_other_files_need_no_pick() {
        let profiles = profiles(&[5], 0);
        let mut choice = ExportChoice { left_out: vec![SegmentId(0)], ..ExportChoice::default() };
        assert!(choice.formats(&profiles).is_empty());
        choice.kind = FileKind::Recipe;
        assert_eq!(choice.formats(&profiles), [Format::Recipe]);
    }
}
