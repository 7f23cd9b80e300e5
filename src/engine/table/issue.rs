//! Something odd that was noticed and survived.
//!
//! Issues are counted by kind and column, with the first places as examples; the single cells are
//! [`Problem`]s, which become the file of problem rows. `present::message` turns both into words.

use serde::{Deserialize, Serialize};

/// How many places an issue names itself; the rest are counted.
pub const MAX_EXAMPLES: usize = 20;
/// How many single cells are listed for the file of problem rows; the rest are counted.
pub const MAX_PROBLEMS: usize = crate::kernel::column::MAX_PROBLEMS;

/// One kind of oddity in one column (or in whole rows), with its count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Issue {
    /// What it is.
    pub kind: IssueKind,
    /// The column it is about; `None` for whole rows and whole files.
    pub column: Option<String>,
    /// How many cells, rows or customers.
    pub n: u64,
    /// The first places, at most [`MAX_EXAMPLES`].
    pub examples: Vec<Example>,
}

/// One place of an [`Issue`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// Line of the file, from 1; 0 where it is about no line.
    pub line: u64,
    /// The cell as it stands in the file.
    pub seen: String,
}

/// One cell or row that could not be taken as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Line of the file, from 1.
    pub line: u64,
    /// The column's name; empty for whole rows.
    pub column: String,
    /// The cell as it stands in the file.
    pub value: String,
    /// What is wrong with it.
    pub kind: IssueKind,
    /// The companion's name where it stands in one; empty for the main file.
    pub file: String,
    /// The file that it has no counterpart in; empty where it is about no other file.
    pub other: String,
}

impl Problem {
    /// A problem of the main file.
    pub fn new(line: u64, column: &str, value: &str, kind: IssueKind) -> Self {
        let (column, value) = (column.to_owned(), value.to_owned());
        Self { line, column, value, kind, file: String::new(), other: String::new() }
    }

    /// The same problem in a companion.
    #[must_use]
    pub fn of_file(self, name: &str) -> Self {
        Self { file: name.to_owned(), ..self }
    }

    /// The same problem as one about another file.
    #[must_use]
    pub fn about(self, other: &str) -> Self {
        Self { other: other.to_owned(), ..self }
    }
}

/// How much an issue matters, from little to much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Note,
    /// Numbers may differ from what the person expects.
    Warning,
}

/// Every oddity that is survived. What was done about it is part of its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IssueKind {
    /// Fewer cells than columns: the rest are taken as missing.
    ShortRow,
    /// More cells than columns: the extra cells are kept in columns of their own.
    LongRow,
    /// A quote that never closes: read to the end of the line instead.
    OpenQuote,
    /// Text beside a quoted part, or a quote inside a cell that does not start with one: kept.
    StrayQuote,
    /// Lines in quotes that look like rows of their own: kept as one cell.
    JoinedLines,
    /// Blanks between a separator and a quote: left out.
    SpacedQuote,
    /// Lines that start as comments do: left out.
    CommentLine,
    /// The names of the columns once more: left out.
    RepeatedHeader,
    /// Rows that another separator would cut to the width of the table: kept.
    ChangedSeparator,
    /// Names of other columns behind a gap: kept as a row.
    SecondTable,
    /// Lines that end otherwise than the first: read all the same.
    MixedLineEnds,
    /// Bytes that are no text in this encoding: shown as the replacement character.
    BadBytes,
    /// NUL characters in cells: kept.
    NulCharacters,
    /// Neither marked nor valid UTF-8: the encoding named is assumed.
    GuessedEncoding,
    /// Not a number in a number column: taken as missing.
    UnreadableNumber,
    /// Not a day in a date column: taken as missing.
    UnreadableDate,
    /// Numbers or dates among other values, too few to make the column one of numbers or dates: kept as
    /// text. Counts the values that are neither.
    MixedValues,
    /// Day and month cannot be told apart anywhere in the column: the order named is assumed.
    AmbiguousDates,
    /// The decimal mark cannot be told anywhere in the column: the mark named is assumed.
    AmbiguousNumbers,
    /// Words that mean "nothing here", such as `N/A`: taken as missing.
    MissingWords,
    /// Amounts of several currencies in one column: read as plain numbers. Counts the cells that are
    /// not in the most frequent one.
    MixedCurrencies,
    /// Identifiers that a spreadsheet turned into numbers with an exponent, such as `1.23457E+12`:
    /// kept as they stand, but their last digits are lost.
    DamagedIdentifiers,
    /// Two columns of the same name: the later one is numbered.
    DuplicateHeader,
    /// A column without name: it is called by its position.
    EmptyHeader,
    /// Lines above the header: left out.
    SkippedLines,
    /// The last row looks like a total of the others: kept.
    TotalRow,
    /// Further sheets in the workbook, or files in the archive: not read.
    OtherSheets,
    /// Cells of a workbook that hold an error instead of a value: missing.
    ErrorCell,
    /// Cells of a workbook whose formula was never worked out: missing.
    NoStoredValue,
    /// Rows without customer: left out.
    NoCustomer,
    /// Rows without a readable day: left out.
    NoDate,
    /// Rows without a readable amount: left out.
    NoAmount,
    /// Rows that repeat another row in every cell that is used: kept.
    RepeatedRow,
    /// Amounts below zero: netted, dropped or kept as the recipe says.
    NegativeAmount,
    /// Amounts of zero: kept.
    ZeroAmount,
    /// Days after the as-of date: left out.
    AfterAsOf,
    /// One order number used by several customers: counted once for each.
    SharedOrder,
    /// A customer in several rows of a customer file: the first row is kept.
    RepeatedCustomer,
    /// Customers of an order file who have returns and no order: in no segment.
    OnlyReturns,
    /// Rows of a companion without a key: not joined.
    NoKey,
    /// Keys that come again in a companion with one row for each: the first row is used.
    RepeatedKey,
    /// Rows whose key a companion lacks: kept, without its columns.
    KeyNotFound,
    /// Rows of a companion whose key the main file lacks: left out.
    KeyUnused,
    /// Rows whose key could be one of several, apart from blanks, capitals and zeros: not joined.
    KeyCollision,
    /// Customers of an order file who have several values in a column: the latest is taken.
    VaryingFeature,
    /// Customers without a value in a column that groups are found by: left out.
    NoFeature,
    /// A column in which everybody is alike: not used for grouping.
    ConstantFeature,
    /// A column that fewer than half of the customers have a number in: not used for grouping.
    SparseFeature,
    /// Customers without a value in a feature that groups are found by: another takes its place.
    FilledIn,
    /// Customers without a value in a category that groups are found by: that is a value of its own.
    OwnLevel,
    /// Something asked for that the file has no column for: not measured.
    NotMeasured,
    /// A number with a few very large values: its logarithm is used; `n` is the customers.
    LogTaken,
    /// A column about a protected trait that is not used.
    ProtectedLeftOut,
    /// A column about a protected trait that is used because the person says so.
    ProtectedUsed,
    /// Fewer different customers than groups asked for: fewer groups.
    FewerGroups,
    /// More groups would have shrunk onto a few customers that are nearly alike: fewer groups; `n` of them.
    GroupsCollapsed,
    /// A number with many values, left out where groups are found by answers among few.
    NumberLeftOut,
    /// The answers cannot tell more groups apart; `n` groups were made.
    ClassesLimited,
    /// Customers that are exactly alike in a number would have made groups without width: all numbers
    /// were blurred a little; `n` is the number of customers.
    GroupsBlurred,
    /// The best start had not settled when its rounds ran out: the best so far is shown.
    NotConverged,
    /// Starts were tried on a sample of the customers, and the best finished on all; `n` is its size.
    StartsSampled,
    /// Quality was worked out on a sample of the customers; `n` is its size.
    QualitySampled,
    /// Groups were found in a sample of the customers and extended to all; `n` is its size.
    GroupsSampled,
    /// Customers without a value in a column that groups are found by: compared by their other columns.
    GapSetAside,
    /// Nowhere are customers dense: everyone is in one group. Counts the customers.
    NoDensePlace,
    /// More groups of the size asked for than can be told apart, `n`: larger ones were made.
    LargerGroups,
    /// Gap and stability were worked out on a sample of the customers; `n` is its size.
    ResamplingSampled,
    /// Customers whose outcome is not known: placed by a tree that was not learnt from them.
    NoOutcome,
    /// A column that is the outcome once more: not used by the tree.
    OutcomeCopy,
    /// A column that nearly decides the outcome by itself: used; `n` of 100 pairs are ranked right.
    NearlyDecides,
    /// A column that, by its name, is filled only with or after the outcome: used.
    KnownAfterwards,
    /// A column with too many different numbers to try a cut between any two: cut at 255 of them.
    CutColumn,
    /// A tree that would go on, but has as many leaves as wanted; `n` is their number.
    EnoughLeaves,
    /// No column tells customers apart by their outcome.
    NothingTells,
    /// Leaves of a tree that were otherwise on the customers kept back; `n` is their number.
    LeafFailed,
    /// Leaves of a tree that differ no more than chance makes them on the customers kept back; `n` is
    /// the number of these.
    TreeFailed,
    /// The map shows a sample of the customers; `n` is its size.
    MapSampled,
    /// A merge or a split of segments that could not be made: left out.
    EditLeftOut,
}

impl IssueKind {
    /// How much it matters.
    #[expect(clippy::too_many_lines, reason = "a total match, an arm for each kind")]
    pub fn severity(self) -> Severity {
        match self {
            Self::DuplicateHeader
            | Self::EmptyHeader
            | Self::SkippedLines
            | Self::SpacedQuote
            | Self::JoinedLines
            | Self::CommentLine
            | Self::MixedLineEnds
            | Self::OtherSheets
            | Self::MixedValues
            | Self::MissingWords
            | Self::RepeatedRow
            | Self::NegativeAmount
            | Self::ZeroAmount
            | Self::VaryingFeature
            | Self::ConstantFeature
            | Self::SparseFeature
            | Self::FilledIn
            | Self::OwnLevel
            | Self::LogTaken
            | Self::NotMeasured
            | Self::ProtectedLeftOut
            | Self::FewerGroups
            | Self::GroupsCollapsed
            | Self::NumberLeftOut
            | Self::ClassesLimited
            | Self::GroupsBlurred
            | Self::StartsSampled
            | Self::QualitySampled
            | Self::GroupsSampled
            | Self::GapSetAside
            | Self::NoDensePlace
            | Self::LargerGroups
            | Self::ResamplingSampled
            | Self::NoOutcome
            | Self::CutColumn
            | Self::EnoughLeaves
            | Self::NothingTells
            | Self::MapSampled => Severity::Note,
            Self::ShortRow
            | Self::LongRow
            | Self::OpenQuote
            | Self::RepeatedHeader
            | Self::ChangedSeparator
            | Self::SecondTable
            | Self::StrayQuote
            | Self::BadBytes
            | Self::NulCharacters
            | Self::GuessedEncoding
            | Self::TotalRow
            | Self::ErrorCell
            | Self::NoStoredValue
            | Self::UnreadableNumber
            | Self::UnreadableDate
            | Self::AmbiguousDates
            | Self::MixedCurrencies
            | Self::DamagedIdentifiers
            | Self::AmbiguousNumbers
            | Self::NoCustomer
            | Self::NoDate
            | Self::NoAmount
            | Self::AfterAsOf
            | Self::SharedOrder
            | Self::RepeatedCustomer
            | Self::OnlyReturns
            | Self::NoKey
            | Self::RepeatedKey
            | Self::KeyNotFound
            | Self::KeyUnused
            | Self::KeyCollision
            | Self::NoFeature
            | Self::ProtectedUsed
            | Self::EditLeftOut
            | Self::NotConverged
            | Self::OutcomeCopy
            | Self::NearlyDecides
            | Self::KnownAfterwards
            | Self::LeafFailed
            | Self::TreeFailed => Severity::Warning,
        }
    }
}

/// Collects issues and problems while a station works.
#[derive(Debug, Clone, Default)]
pub struct Issues {
    /// By kind, then by column.
    groups: Vec<Issue>,
    problems: Vec<Problem>,
}

impl Issues {
    /// Notes one more place.
    pub fn note(&mut self, kind: IssueKind, column: Option<&str>, line: u64, seen: &str) {
        let issue = self.group(kind, column);
        issue.n += 1;
        if issue.examples.len() < MAX_EXAMPLES {
            issue.examples.push(Example { line, seen: seen.to_owned() });
        }
        if line > 0 && self.problems.len() < MAX_PROBLEMS {
            self.problems.push(Problem::new(line, column.unwrap_or_default(), seen, kind));
        }
    }

    /// Notes `n` cases that stand in no single line.
    pub fn count(&mut self, kind: IssueKind, column: Option<&str>, n: u64) {
        if n > 0 {
            self.group(kind, column).n += n;
        }
    }

    /// Whether something of a kind was noted.
    pub fn has(&self, kind: IssueKind) -> bool {
        self.groups.iter().any(|it| it.kind == kind)
    }

    /// The issues in a fixed order, and the single problems in the order they were met.
    pub fn into_parts(self) -> (Vec<Issue>, Vec<Problem>) {
        (self.groups, self.problems)
    }

    #[expect(clippy::indexing_slicing, reason = "the place was found or made")]
    fn group(&mut self, kind: IssueKind, column: Option<&str>) -> &mut Issue {
        let place = self.groups.binary_search_by(|it| (it.kind, it.column.as_deref()).cmp(&(kind, column)));
        let place = place.unwrap_or_else(|place| {
            let column = column.map(str::to_owned);
            self.groups.insert(place, Issue { kind, column, n: 0, examples: Vec::new() });
            place
        });
        &mut self.groups[place]
    }
}
