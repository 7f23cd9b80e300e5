//! Customers as contacts, in batches, for the files of other tools.
//!
//! A customer file says everything in one row. An order file says it again with every order, so what
//! counts is the last of the customer's rows, by day and then as they stand, in which the cell is not
//! empty: the newest address, the newest consent. Rows that were left out say nothing.

mod columns;

use crate::engine::export::Material;
use crate::engine::features::{FeatureMatrix, FeaturesError, Origin, Trace};
use crate::engine::segmentation::{SegmentId, UNASSIGNED};
use crate::engine::table::{Cells, MISSING_CODE, MISSING_DAY, Texts, iso};
use crate::kernel::contacts::{BatchWriter, ContactColumn, ContactSegment, Contacts, Field};

use columns::{Making, makings};

/// Bytes of a batch, about.
const N_BATCH: usize = 1 << 18;
/// Customers of a batch, at most: how often work can be stopped.
const N_CUSTOMERS: usize = 4096;

/// What is wanted of contacts.
#[derive(Debug, Clone, Default)]
pub struct ContactsChoice {
    /// Only customers of these segments, or all where empty.
    pub segments: Vec<SegmentId>,
    /// Columns of the file to take along beside those that have a role.
    pub columns: Vec<String>,
    /// What columns of the file mean that have no role for it, such as a town.
    pub fields: Vec<(Field, String)>,
    /// What is known of each customer beside the file, one text for each.
    pub beside: Vec<(ContactColumn, Texts)>,
}

/// All contacts of an analysis, ready to be written.
pub struct ContactRows<'a> {
    material: Material<'a>,
    contacts: Contacts,
    makings: Vec<Making<'a>>,
    trace: Trace,
    choice: &'a ContactsChoice,
}

impl<'a> ContactRows<'a> {
    /// Finds the rows of all customers. A wanted column that the file lacks is an error.
    pub fn new(material: Material<'a>, choice: &'a ContactsChoice) -> Result<Self, FeaturesError> {
        let Material { source, recipe, outcome } = material;
        let origin = Origin { source, mapping: &recipe.mapping, choices: &recipe.features };
        let trace = origin.trace(&outcome.matrix)?;
        let (columns, makings) = makings(&material, choice)?.into_iter().unzip();
        let segments = outcome.segmentation.segments.iter().zip(&outcome.analysis.profiles.segments);
        let segments = segments.map(|(it, profile)| ContactSegment {
            name: it.name.clone(),
            definition: String::new(),
            n_customers: profile.group.n as u64,
            is_chosen: choice.segments.is_empty() || choice.segments.contains(&it.id),
        });
        let contacts = Contacts {
            source: source.name.clone(),
            columns,
            n_customers: outcome.matrix.n_customers() as u64,
            n_chosen: 0,
            segments: segments.collect(),
            profile: Vec::new(),
            as_of: outcome.matrix.as_of.map(iso).unwrap_or_default(),
            currency: source.currency.clone().unwrap_or_default(),
        };
        let mut rows = Self { material, contacts, makings, trace, choice };
        let n_chosen = (0..rows.n_customers()).filter(|it| rows.is_chosen(*it)).count();
        rows.contacts.n_chosen = n_chosen as u64;
        Ok(rows)
    }

    /// What is known of all of them.
    pub fn contacts(&self) -> &Contacts {
        &self.contacts
    }

    /// Customers of the analysis, chosen or not.
    pub fn n_customers(&self) -> usize {
        self.material.outcome.matrix.n_customers()
    }

    /// The rows from a customer on, a quarter of a megabyte or so, and the customer to go on with;
    /// `None` behind the last.
    pub fn batch(&self, from: usize) -> Option<(Vec<u8>, usize)> {
        let n = self.n_customers();
        let mut writer = BatchWriter::new(self.makings.len());
        let mut customer = from;
        while customer < n && writer.n_bytes() < N_BATCH && customer - from < N_CUSTOMERS {
            if self.is_chosen(customer) {
                self.write(customer, &mut writer);
            }
            customer += 1;
        }
        (from < n).then(|| (writer.take(), customer))
    }

    fn is_chosen(&self, customer: usize) -> bool {
        let chosen = &self.choice.segments;
        chosen.is_empty() || self.segments_of(customer).any(|it| chosen.contains(&it))
    }

    /// The segments of a customer: one, unless the method allows several.
    fn segments_of(&self, customer: usize) -> impl Iterator<Item = SegmentId> {
        let segmentation = &self.material.outcome.segmentation;
        let bits = segmentation.memberships.as_ref().and_then(|it| it.get(customer)).copied().unwrap_or(0);
        let one = segmentation.assignment.get(customer).copied().filter(|it| bits == 0 && *it != UNASSIGNED);
        (0..16).filter(move |it| (bits >> it) & 1 == 1).chain(one).map(SegmentId)
    }

    fn write(&self, customer: usize, writer: &mut BatchWriter) {
        for making in &self.makings {
            writer.cell_with(|text| self.write_cell(making, customer, text));
        }
    }

    fn write_cell(&self, making: &Making<'_>, customer: usize, text: &mut String) {
        let segmentation = &self.material.outcome.segmentation;
        let matrix: &FeatureMatrix = &self.material.outcome.matrix;
        let assigned = segmentation.assignment.get(customer).copied().unwrap_or(UNASSIGNED);
        let score = |at: usize| {
            let scores = segmentation.scores.as_ref().filter(|_| assigned != UNASSIGNED)?;
            scores.get(at)?.get(customer).copied()
        };
        match making {
            Making::Customer => text.push_str(matrix.customers.get(customer)),
            Making::SegmentId if assigned != UNASSIGNED => {
                text.push_str(&(u16::from(assigned) + 1).to_string());
            }
            Making::Segment => {
                let segment = segmentation.segments.get(usize::from(assigned));
                text.push_str(segment.map_or("", |it| &it.name));
            }
            Making::AllSegments => {
                let named = self.segments_of(customer);
                let named = named.filter_map(|it| segmentation.segments.get(usize::from(it.0)));
                let names: Vec<&str> = named.map(|it| it.name.as_str()).collect();
                text.push_str(&names.join("; "));
            }
            Making::Number(values) => push_number(values.get(customer).copied(), text),
            Making::Share(values) => push_number(values.get(customer).copied().map(f64::from), text),
            Making::Score(at) => text.extend(score(*at).map(|it| it.to_string())),
            Making::Scores => text.extend((0..3).filter_map(score).map(|it| it.to_string())),
            Making::Beside(texts) => text.push_str(texts.get(customer)),
            Making::Cell(cells) => match &self.trace {
                Trace::Row(rows) => {
                    if let Some(it) = rows.get(customer) {
                        push_cell(cells, *it as usize, text);
                    }
                }
                Trace::Orders(orders) => push_last(cells, orders.all.of_customer(customer), text),
            },
            Making::SegmentId => {}
        }
    }
}

fn push_number(value: Option<f64>, text: &mut String) {
    if let Some(value) = value {
        text.push_str(&crate::engine::export::csv_text::decimal(value));
    }
}

/// The last cell of a customer's rows that says something.
fn push_last(cells: &Cells, rows: &[u32], text: &mut String) {
    let n_before = text.len();
    for row in rows.iter().rev() {
        push_cell(cells, *row as usize, text);
        if !text.get(n_before..).unwrap_or_default().trim().is_empty() {
            return;
        }
        text.truncate(n_before);
    }
}

/// A cell of the file as text; nothing where it is missing.
fn push_cell(cells: &Cells, row: usize, text: &mut String) {
    match cells {
        Cells::Numbers(values) => push_number(values.get(row).copied(), text),
        Cells::Days(days) => {
            text.extend(days.get(row).filter(|it| **it != MISSING_DAY).map(|it| iso(*it)));
        }
        Cells::Codes { codes, dictionary } => {
            let code = codes.get(row).filter(|it| **it != MISSING_CODE);
            text.push_str(code.map_or("", |it| dictionary.get(*it as usize)));
        }
        Cells::Texts(texts) => text.push_str(texts.get(row)),
    }
}
