//! What every chart carries beside its marks: a finding, a basis, what each mark says, and a table
//! with the same numbers.

/// The two lines over a chart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caption {
    /// What the chart shows, as a sentence without full stop.
    pub finding: String,
    /// What is drawn, in which unit, of how many.
    pub basis: String,
}

impl Caption {
    /// The two lines.
    pub fn new(finding: impl Into<String>, basis: impl Into<String>) -> Self {
        Self { finding: finding.into(), basis: basis.into() }
    }
}

/// What one mark says when it is pointed at or reached by keyboard.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// A whole phrase: "Champions: 1,117 customers, 9%; 38% of revenue".
    pub text: String,
    /// The segment that opens from here.
    pub segment: Option<usize>,
}

impl Reading {
    /// What a mark says, and which segment opens from it.
    pub fn new(text: impl Into<String>, segment: Option<usize>) -> Self {
        Self { text: text.into(), segment }
    }
}

/// The same numbers as a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Twin {
    /// Headings; the first column names the rows, all others are numbers.
    pub headings: Vec<String>,
    /// One row per mark, as written beside it.
    pub rows: Vec<Vec<String>>,
}

impl Twin {
    /// A table of these columns.
    pub fn new<const N: usize>(headings: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> Self {
        let headings = headings.map(str::to_owned).to_vec();
        Self { headings, rows: rows.into_iter().map(|it| it.to_vec()).collect() }
    }
}
