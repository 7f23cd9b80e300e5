//! Customers on their way into files for other tools: who they are, where they belong.
//!
//! The engine writes them, in batches of compact bytes, and `src/destinations` reads them, in the
//! browser in another module of WebAssembly. [`Contacts`] is said once and ahead; then come
//! [`Batch`]es of rows.

mod batch;

pub use batch::{Batch, BatchWriter, Row};

use serde::{Deserialize, Serialize};

/// What a column of contacts means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The customer's identifier in the file.
    CustomerId,
    /// The identifier by which the tool that is written for knows the contact.
    RecordId,
    /// Number of the segment, from 1; empty in none.
    SegmentId,
    /// Name of the segment; empty in none.
    Segment,
    /// Names of all segments, between "; ", where a customer may be in several.
    AllSegments,
    /// Test or control, where customers were drawn for a fair test.
    Group,
    /// Days since the last order.
    RecencyDays,
    /// Number of orders.
    Frequency,
    /// Money spent in all.
    Monetary,
    /// Score of recency.
    ScoreR,
    /// Score of frequency.
    ScoreF,
    /// Score of money.
    ScoreM,
    /// The three scores in a row, such as `543`.
    RfmScore,
    /// Another number that the method found.
    Figure,
    /// How sure the segment is, in 0..=1.
    Confidence,
    /// E-mail address.
    Email,
    /// Phone number.
    Phone,
    /// First name.
    FirstName,
    /// Last name.
    LastName,
    /// The firm that a contact belongs to.
    Company,
    /// Street and number.
    Street,
    /// Town.
    City,
    /// State, province or region.
    State,
    /// Postcode.
    Postcode,
    /// Country.
    Country,
    /// Day of birth.
    BirthDate,
    /// Gender.
    Gender,
    /// Identifier of a mobile device for advertisements.
    MobileId,
    /// Whether the contact may be written to.
    Consent,
    /// All orders, oldest first: day and amount, `2026-05-31 12.5`, between semicolons.
    Orders,
    /// Anything else.
    Other,
}

/// How the cells of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactKind {
    /// Any text.
    Text,
    /// A number with `.` before its decimals, without groups; empty where not known.
    Number,
    /// A day, `2026-05-31`; empty where not known.
    Day,
}

/// A column of contacts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactColumn {
    /// Its name in the file, or that of the number.
    pub name: String,
    /// What it means; but for [`Field::Other`] and [`Field::Figure`] each field is that of one column
    /// at most.
    pub field: Field,
    /// How its cells are written.
    pub kind: ContactKind,
}

/// A segment that contacts are in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactSegment {
    /// Its name.
    pub name: String,
    /// Who is in it, in a sentence; empty where nothing is known.
    pub definition: String,
    /// Customers in it.
    pub n_customers: u64,
    /// Whether its customers are to be written.
    pub is_chosen: bool,
}

/// One number about one segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProfileLine {
    /// The segment's name; empty for all customers.
    pub segment: String,
    /// What is measured.
    pub metric: String,
    /// Its unit; empty where it has none.
    pub unit: String,
    /// The number; `NaN` where not known.
    pub value: f64,
    /// Lower end of its interval; `NaN` where it has none.
    pub lower: f64,
    /// Upper end of its interval; `NaN` where it has none.
    pub upper: f64,
    /// Customers behind it.
    pub n: u64,
}

/// What is known of all contacts before the first comes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Contacts {
    /// Name of the file that was read.
    pub source: String,
    /// What each row has, in order.
    pub columns: Vec<ContactColumn>,
    /// Customers of the analysis.
    pub n_customers: u64,
    /// Rows to come: customers of the segments that were chosen.
    pub n_chosen: u64,
    /// All segments, chosen or not.
    pub segments: Vec<ContactSegment>,
    /// Their numbers, where the destination asks for them.
    pub profile: Vec<ProfileLine>,
    /// The day the analysis counts back from, `2026-05-31`; empty where there are no dates.
    pub as_of: String,
    /// Sign or code of the currency; empty where not known.
    pub currency: String,
}

impl Contacts {
    /// Position of the column of a field.
    pub fn position(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|it| it.field == field)
    }

    /// Whether a column has that field.
    pub fn has(&self, field: Field) -> bool {
        self.position(field).is_some()
    }
}
