//! Issues in words: how many of what, an example, what was done about it.

use crate::engine::present::message::{counted, grouped, reason};
use crate::engine::present::number;
use crate::engine::table::{Issue, IssueKind, Problem, Severity, both_days};

/// An issue in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueWords {
    /// How much it matters.
    pub severity: Severity,
    /// How many of what, without a full stop.
    pub sentence: String,
    /// The first place as an example, without a full stop; `None` where there is no single place.
    pub detail: Option<String>,
    /// What was done about it, without a full stop.
    pub treatment: String,
}

/// Puts an issue into words.
pub fn describe(issue: &Issue) -> IssueWords {
    IssueWords {
        severity: issue.kind.severity(),
        sentence: sentence(issue),
        detail: detail(issue),
        treatment: treatment(issue.kind).to_owned(),
    }
}

/// Why a cell or row stands in the list, with the file that it has no counterpart in.
pub fn reason_of(problem: &Problem) -> String {
    let is_unmatched = matches!(problem.kind, IssueKind::KeyNotFound | IssueKind::KeyUnused);
    if is_unmatched && !problem.other.is_empty() {
        return format!("Not in {}", problem.other);
    }
    reason(problem.kind).to_owned()
}

#[expect(clippy::too_many_lines, reason = "a total match, an arm for each kind")]
fn sentence(issue: &Issue) -> String {
    let n = issue.n;
    let inside = issue.column.as_ref().map_or_else(String::new, |it| format!(" in “{it}”"));
    let of_column = issue.column.as_ref().map_or_else(|| "a column".to_owned(), |it| format!("“{it}”"));
    match issue.kind {
        IssueKind::ShortRow => counted(n, "row has", "rows have") + " fewer cells than there are columns",
        IssueKind::LongRow => counted(n, "row has", "rows have") + " more cells than there are columns",
        IssueKind::OpenQuote => counted(n, "quote is", "quotes are") + " opened and never closed",
        IssueKind::JoinedLines => {
            counted(n, "line stands", "lines stand") + " in one cell but could be rows of their own"
        }
        IssueKind::SpacedQuote => counted(n, "row has", "rows have") + " blanks in front of a quote",
        IssueKind::CommentLine => counted(n, "line is a comment", "lines are comments"),
        IssueKind::RepeatedHeader => counted(n, "line repeats", "lines repeat") + " the column names",
        IssueKind::ChangedSeparator => {
            counted(n, "row seems", "rows seem") + " to be cut by another separator than the others"
        }
        IssueKind::SecondTable => {
            counted(n, "line looks", "lines look") + " like the column names of another table"
        }
        IssueKind::MixedLineEnds => counted(n, "line ends", "lines end") + " otherwise than the first",
        IssueKind::BadBytes => counted(n, "cell holds", "cells hold") + " bytes that are no text",
        IssueKind::StrayQuote => counted(n, "cell has", "cells have") + " a quote where none belongs",
        IssueKind::NulCharacters => counted(n, "cell holds", "cells hold") + " NUL characters",
        IssueKind::GuessedEncoding => "The file does not say how its letters are written".to_owned(),
        IssueKind::TotalRow => "The last row looks like a total of the others".to_owned(),
        IssueKind::UnreadableNumber => {
            counted(n, "value", "values")
                + &inside
                + if n == 1 { " is not a number" } else { " are not numbers" }
        }
        IssueKind::UnreadableDate => {
            counted(n, "value", "values") + &inside + if n == 1 { " is not a date" } else { " are not dates" }
        }
        IssueKind::MixedValues => {
            counted(n, "value", "values") + &inside + " beside numbers or dates cannot be read as such"
        }
        IssueKind::AmbiguousDates => format!("Dates{inside} could be day first or month first"),
        IssueKind::AmbiguousNumbers => format!("Numbers{inside} could have a decimal point or comma"),
        IssueKind::MissingWords => {
            counted(n, "cell", "cells")
                + &inside
                + if n == 1 { " says" } else { " say" }
                + " that there is no value"
        }
        IssueKind::MixedCurrencies => {
            counted(n, "cell", "cells")
                + &inside
                + if n == 1 { " is" } else { " are" }
                + " in another currency than the rest"
        }
        IssueKind::DamagedIdentifiers => {
            counted(n, "identifier", "identifiers")
                + &inside
                + if n == 1 { " was" } else { " were" }
                + " cut short by a spreadsheet"
        }
        IssueKind::DuplicateHeader => counted(n, "column has", "columns have") + " an earlier one’s name",
        IssueKind::EmptyHeader => counted(n, "column has no name", "columns have no name"),
        IssueKind::SkippedLines => counted(n, "line stands", "lines stand") + " above the column names",
        IssueKind::OtherSheets => {
            counted(n, "other table in this file was", "other tables in this file were") + " not read"
        }
        IssueKind::ErrorCell => counted(n, "cell holds", "cells hold") + " an error instead of a value",
        IssueKind::NoStoredValue => {
            counted(n, "formula was", "formulas were")
                + " never worked out by the program that saved the file"
        }
        IssueKind::NoCustomer => counted(n, "row has", "rows have") + " no customer",
        IssueKind::NoDate => counted(n, "row has", "rows have") + " no readable date",
        IssueKind::NoAmount => counted(n, "row has", "rows have") + " no readable amount",
        IssueKind::RepeatedRow => counted(n, "row repeats", "rows repeat") + " another in every used column",
        IssueKind::NegativeAmount => counted(n, "amount is", "amounts are") + " below zero",
        IssueKind::ZeroAmount => counted(n, "amount is", "amounts are") + " zero",
        IssueKind::AfterAsOf => {
            counted(n, "row is", "rows are") + " dated after the day that is counted back from"
        }
        IssueKind::SharedOrder => {
            counted(n, "order number is", "order numbers are") + " used by several customers"
        }
        IssueKind::RepeatedCustomer => {
            counted(n, "row is", "rows are") + " about a customer who already has a row"
        }
        IssueKind::OnlyReturns => counted(n, "customer has", "customers have") + " returns but no order",
        IssueKind::NoKey => counted(n, "row has", "rows have") + " no value" + &inside,
        IssueKind::RepeatedKey => counted(n, "row repeats", "rows repeat") + " an earlier value" + &inside,
        IssueKind::KeyNotFound => {
            counted(n, "row has", "rows have") + " a value" + &inside + " that the other file lacks"
        }
        IssueKind::KeyUnused => {
            counted(n, "row has", "rows have") + " a value" + &inside + " that the main file lacks"
        }
        IssueKind::KeyCollision => {
            counted(n, "row has", "rows have")
                + " a value"
                + &inside
                + " that could be one of several, apart from blanks, capitals and leading zeros"
        }
        IssueKind::VaryingFeature => {
            counted(n, "customer has", "customers have") + " several values" + &inside
        }
        IssueKind::NoFeature | IssueKind::FilledIn | IssueKind::OwnLevel => {
            counted(n, "customer has", "customers have") + " no value" + &inside
        }
        IssueKind::NotMeasured => format!("No column tells {of_column}"),
        IssueKind::LogTaken => format!("A few values in {of_column} are very large"),
        IssueKind::ProtectedLeftOut | IssueKind::ProtectedUsed => {
            format!("{of_column} is about a protected trait, such as age, gender or health")
        }
        IssueKind::ConstantFeature => format!("Everybody has the same value in {of_column}"),
        IssueKind::SparseFeature => format!("Fewer than half of the customers have a number in {of_column}"),
        IssueKind::FewerGroups => "There are fewer different customers than groups asked for".to_owned(),
        IssueKind::GroupsCollapsed => format!(
            "With more than {}, one would have shrunk onto a few customers that are nearly alike",
            counted(n, "group", "groups")
        ),
        IssueKind::NumberLeftOut => format!("{of_column} is a number with many different values"),
        IssueKind::ClassesLimited => {
            format!("The answers cannot tell more than {} apart", counted(n, "group", "groups"))
        }
        IssueKind::GroupsBlurred => {
            "Many customers have exactly the same number, which makes groups without any width".to_owned()
        }
        IssueKind::NotConverged => "The search for groups had not settled when its rounds ran out".to_owned(),
        IssueKind::StartsSampled => {
            format!("The first search for groups was made on {} customers, drawn evenly", grouped(n))
        }
        IssueKind::QualitySampled => {
            format!("How clearly the groups are separated was worked out on {} customers", grouped(n))
        }
        IssueKind::GroupsSampled => {
            format!("The groups were found in {} customers, drawn evenly", grouped(n))
        }
        IssueKind::GapSetAside => counted(n, "customer has", "customers have") + " no value" + &inside,
        IssueKind::NoDensePlace => {
            "These customers don't fall into groups: nowhere are many close together with a gap around them"
                .to_owned()
        }
        IssueKind::LargerGroups => format!("There were more than {} groups of that size", grouped(n)),
        IssueKind::ResamplingSampled => {
            format!("How stable the groups are was worked out on {} customers", grouped(n))
        }
        IssueKind::NoOutcome => {
            format!("{} no value in {of_column}, the outcome", counted(n, "customer has", "customers have"))
        }
        IssueKind::OutcomeCopy => format!("{} says the same as the outcome", number::capitalised(&of_column)),
        IssueKind::NearlyDecides => {
            format!(
                "{} nearly decides the outcome by itself ({n}%): is it known beforehand?",
                number::capitalised(&of_column)
            )
        }
        IssueKind::KnownAfterwards => {
            format!("{} sounds like something known only after the outcome", number::capitalised(&of_column))
        }
        IssueKind::CutColumn => format!("There are too many different numbers in {of_column} to try each"),
        IssueKind::EnoughLeaves => format!("The tree has {n} leaves, as many as wanted"),
        IssueKind::NothingTells => format!("No column tells customers apart by {of_column}"),
        IssueKind::LeafFailed => {
            format!("{} not hold up on the customers kept back", counted(n, "leaf did", "leaves did"))
        }
        IssueKind::TreeFailed => {
            format!(
                "Among the {} kept back, the leaves differ no more than by chance",
                counted(n, "customer", "customers")
            )
        }
        IssueKind::MapSampled => format!("The map shows {} customers, drawn evenly", grouped(n)),
        IssueKind::EditLeftOut => format!(
            "The change of {} could not be made: {}",
            issue.column.as_deref().unwrap_or("a segment"),
            issue.examples.first().map_or("there is no such segment", |it| it.seen.as_str())
        ),
    }
}

/// A date that can be read in two ways, with both days in words, for a question with two answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BothReadings {
    /// The date as it stands in the file.
    pub seen: String,
    /// Read day first: "3 Apr 2026".
    pub day_first: String,
    /// Read month first: "4 Mar 2026".
    pub month_first: String,
}

/// Both readings of the first date that is not sure; `None` for other issues.
pub fn both_readings(issue: &Issue) -> Option<BothReadings> {
    let seen = &issue.examples.first().filter(|_| issue.kind == IssueKind::AmbiguousDates)?.seen;
    let (day_first, month_first) = both_days(seen)?;
    Some(BothReadings {
        seen: seen.clone(),
        day_first: number::date(day_first),
        month_first: number::date(month_first),
    })
}

fn detail(issue: &Issue) -> Option<String> {
    if let Some(BothReadings { seen, day_first, month_first }) = both_readings(issue) {
        return Some(format!("“{seen}” is {day_first} day first and {month_first} month first"));
    }
    let first = issue.examples.first()?;
    let seen: String = first.seen.trim().chars().take(60).collect();
    match (first.line, seen.is_empty()) {
        (0, true) => None,
        (0, false) => Some(format!("For example “{seen}”")),
        (line, true) => Some(format!("For example line {}", grouped(line))),
        (line, false) => Some(format!("For example “{seen}” in line {}", grouped(line))),
    }
}

#[expect(clippy::too_many_lines, reason = "a total match, an arm for each kind")]
fn treatment(kind: IssueKind) -> &'static str {
    match kind {
        IssueKind::ShortRow => "The cells that are not there count as missing",
        IssueKind::LongRow => "The extra cells are kept in columns of their own",
        IssueKind::OpenQuote => "Read to the end of the line instead",
        IssueKind::JoinedLines => "Kept in one cell; check whether a quote is missing",
        IssueKind::SpacedQuote => "The blanks are left out",
        IssueKind::ChangedSeparator => "Kept as it stands; separate the parts of the file in the same way",
        IssueKind::SecondTable => "Kept as rows; put each table into a file of its own",
        IssueKind::MixedLineEnds => "Read all the same",
        IssueKind::BadBytes => "Shown as �; another text encoding may read them",
        IssueKind::StrayQuote => "Kept as it stands; check the row",
        IssueKind::NulCharacters => "Kept; another text encoding may read them",
        IssueKind::GuessedEncoding => "Read in the encoding that is shown; change it if letters look wrong",
        IssueKind::UnreadableNumber
        | IssueKind::UnreadableDate
        | IssueKind::MissingWords
        | IssueKind::ErrorCell => "Counted as missing",
        IssueKind::MixedValues => "The whole column is kept as text; change its kind if it is none",
        IssueKind::AmbiguousDates => "Read in the date order that is shown; change it if it is wrong",
        IssueKind::AmbiguousNumbers => "Read with the decimal mark that is shown; change it if it is wrong",
        IssueKind::MixedCurrencies => {
            "Added up as they stand, without an exchange rate; open one currency at a time"
        }
        IssueKind::DamagedIdentifiers => "Kept as they stand; export the file again with this column as text",
        IssueKind::DuplicateHeader => "A number was put behind the name",
        IssueKind::EmptyHeader => "Called by its position",
        IssueKind::CommentLine
        | IssueKind::RepeatedHeader
        | IssueKind::SkippedLines
        | IssueKind::NoDate
        | IssueKind::NoAmount
        | IssueKind::AfterAsOf => "Left out",
        IssueKind::OtherSheets => "Left out; choose another sheet where the file’s form is shown",
        IssueKind::NoStoredValue => "Counted as missing; open the file in its program and save it once more",
        IssueKind::NoCustomer => "Left out: without a customer an order belongs to nobody",
        IssueKind::TotalRow | IssueKind::RepeatedRow | IssueKind::ZeroAmount => "Kept",
        IssueKind::NegativeAmount => "Treated as returns, in the way that is chosen",
        IssueKind::SharedOrder => "Counted once for each customer",
        IssueKind::RepeatedCustomer => "The first row of each customer is kept",
        IssueKind::OnlyReturns => "In no segment, because there is no order to count from",
        IssueKind::NoKey | IssueKind::KeyCollision => "Not joined",
        IssueKind::RepeatedKey => "The first row is used",
        IssueKind::KeyNotFound => "Kept, without the columns of the other file",
        IssueKind::KeyUnused => "Not used",
        IssueKind::VaryingFeature => "The latest value is used",
        IssueKind::NoFeature => "Left out of the groups",
        IssueKind::ConstantFeature | IssueKind::SparseFeature => "Not used to find groups",
        IssueKind::FilledIn => "The middle value, or the most frequent one, took its place",
        IssueKind::OwnLevel => "Compared as a value of its own",
        IssueKind::NotMeasured => "Not measured",
        IssueKind::LogTaken => "Groups are found by its logarithm",
        IssueKind::ProtectedLeftOut => "Not used to find groups until you let the column group customers",
        IssueKind::ProtectedUsed => {
            "Groups are found by it because you said so. Check that nobody is treated worse for it"
        }
        IssueKind::NumberLeftOut => "Not used: these groups are found by answers among few",
        IssueKind::FewerGroups | IssueKind::GroupsCollapsed | IssueKind::ClassesLimited => {
            "Fewer groups were made"
        }
        IssueKind::GroupsBlurred => {
            "To find the groups, every number was blurred by three hundredths of its spread; all numbers shown are exact"
        }
        IssueKind::NotConverged => "The best groups found so far are shown",
        IssueKind::StartsSampled => "The best was then finished on everyone",
        IssueKind::QualitySampled | IssueKind::ResamplingSampled => {
            "Drawn evenly; the groups and all counts are of everyone"
        }
        IssueKind::GroupsSampled => "Everyone else joined the nearest group; all counts are of everyone",
        IssueKind::GapSetAside => "Compared by the other columns",
        IssueKind::NoDensePlace => "Everyone is in one group",
        IssueKind::LargerGroups => "Only larger groups were made",
        IssueKind::NoOutcome => "Placed by the tree, which was not learnt from them",
        IssueKind::OutcomeCopy => "Not used by the tree",
        IssueKind::NearlyDecides | IssueKind::KnownAfterwards => {
            "Used all the same; leave it out if it was not known before"
        }
        IssueKind::CutColumn => "The tree cuts it at 255 numbers only",
        IssueKind::EnoughLeaves => "The splits that tell most were made",
        IssueKind::NothingTells => "Everyone is in one segment",
        IssueKind::LeafFailed => "Kept, and marked",
        IssueKind::TreeFailed => "Kept; don’t rely on it",
        IssueKind::MapSampled => "All counts are of everyone",
        IssueKind::EditLeftOut => "The segments stay as they were before that change",
    }
}
