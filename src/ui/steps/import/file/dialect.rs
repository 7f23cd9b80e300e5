//! How the file is written: what was found, and what can be said instead.

use crate::ui::view::prelude::*;

use crate::engine::present::message::label;
use crate::engine::present::number;
use crate::engine::table::{
    Comment, DateOrder, DecimalMark, Dialect, Encoding, Escape, LineEnd, Quote, ReadingOptions, Separator,
    Sheet, Wrapping,
};
use crate::ui::parts::{Options, SelectField};
use crate::ui::steps::import::file::skip_lines::SkipLines;

const SEPARATORS: [Separator; 6] = [
    Separator::Comma,
    Separator::Semicolon,
    Separator::Tab,
    Separator::Pipe,
    Separator::Whitespace,
    Separator::Absent,
];
const QUOTES: [Quote; 3] = [Quote::DOUBLE, Quote::SINGLE, Quote::NONE];
const ESCAPES: [Escape; 2] = [Escape::Absent, Escape::InQuotes(b'\\')];
const MARKS: [DecimalMark; 2] = [DecimalMark::Point, DecimalMark::Comma];
const ORDERS: [DateOrder; 3] = [DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst];

/// Controls over the reading of the file; a change reads it again.
#[component]
pub fn DialectControls(
    /// What was found.
    dialect: Signal<Dialect>,
    /// What could be read instead of what was.
    sheets: Signal<Vec<Sheet>>,
    /// What the person fixed so far.
    reading: Signal<ReadingOptions>,
    /// Takes the name of a change, and all of the reading with it.
    on_change: Callback<(&'static str, ReadingOptions)>,
) -> View {
    let fixed = move || reading.get_untracked();
    let encoding =
        move |it| on_change.run(("text encoding", ReadingOptions { encoding: Some(it), ..fixed() }));
    let separator = move |it| on_change.run(("separator", ReadingOptions { separator: Some(it), ..fixed() }));
    let quote = move |it| on_change.run(("quotes", ReadingOptions { quote: Some(it), ..fixed() }));
    let escape = move |it| on_change.run(("quotes inside", ReadingOptions { escape: Some(it), ..fixed() }));
    let comment = move |it| on_change.run(("comment lines", ReadingOptions { comment: Some(it), ..fixed() }));
    let line_end = move |it| on_change.run(("end of rows", ReadingOptions { line_end: it, ..fixed() }));
    let decimal_mark =
        move |it| on_change.run(("decimal mark", ReadingOptions { decimal_mark: Some(it), ..fixed() }));
    let date_order = move |it| on_change.run(("date order", ReadingOptions { date_order: it, ..fixed() }));
    let has_header =
        move |it| on_change.run(("column names", ReadingOptions { has_header: Some(it), ..fixed() }));
    let skip_lines =
        move |it| on_change.run(("lines to skip", ReadingOptions { skip_lines: Some(it), ..fixed() }));
    let of = move || dialect.get();
    // Lines and kinds that were fixed belong to the sheet before.
    let sheet = move |it: String| {
        let other = ReadingOptions { sheet: Some(it), skip_lines: None, has_header: None, ..fixed() };
        on_change.run(("sheet", other));
    };
    let is_workbook = move || of().wrapping.is_some_and(Wrapping::is_workbook);
    let has_choice = move || sheets.with(|it| it.len() > 1);
    let chosen = Signal::derive(move || of().sheet.unwrap_or_default());
    let offered_sheets = Signal::derive(move || sheets.with(|it| named_sheets(it)));
    view! {
        <div class="dialect">
            <Show when=move || has_choice() && is_workbook()>
                <SelectField label="Sheet" options=offered_sheets selected=chosen on_choose=sheet/>
            </Show>
            <Show when=move || has_choice() && !is_workbook()>
                <SelectField label="File in the archive" options=offered_sheets selected=chosen on_choose=sheet/>
            </Show>
            <Show when=move || !is_workbook()>
            <SelectField
                label="Text encoding"
                options=named(&Encoding::ALL, label::encoding)
                selected=Signal::derive(move || of().encoding)
                on_choose=encoding
            />
            <SelectField
                label="Separator"
                options=Signal::derive(move || offered(&SEPARATORS, of().separator, label::separator))
                selected=Signal::derive(move || of().separator)
                on_choose=separator
            />
            <SelectField
                label="Quotes"
                options=Signal::derive(move || offered(&QUOTES, of().quote, label::quote))
                selected=Signal::derive(move || of().quote)
                on_choose=quote
            />
            <SelectField
                label="Quotes inside"
                options=Signal::derive(move || offered(&ESCAPES, of().escape, label::escape))
                selected=Signal::derive(move || of().escape)
                on_choose=escape
            />
            <SelectField
                label="Lines that are comments"
                options=Signal::derive(move || offered(&comments(), of().comment, comment_name))
                selected=Signal::derive(move || of().comment)
                on_choose=comment
            />
            <SelectField
                label="Rows end with"
                options=Signal::derive(move || offered(&line_ends(), of().line_end, line_end_name))
                selected=Signal::derive(move || of().line_end)
                on_choose=line_end
            />
            </Show>
            <SelectField
                label="Decimal mark"
                options=named(&MARKS, label::decimal_mark)
                selected=Signal::derive(move || of().decimal_mark)
                on_choose=decimal_mark
            />
            <SelectField
                label="Date order"
                options=Signal::derive(move || date_orders(of().date_order))
                selected=Signal::derive(move || of().date_order)
                on_choose=date_order
            />
            <SelectField
                label="Column names"
                options=Signal::derive(move || header_lines(&of()))
                selected=Signal::derive(move || of().has_header)
                on_choose=has_header
            />
            <SkipLines n_lines=Signal::derive(move || of().skipped_lines) on_change=skip_lines/>
        </div>
    }
}

/// How lines that are no records may start.
fn comments() -> Vec<Comment> {
    let named = ["#", "//", "--", "%", ";"].iter().filter_map(|it| Comment::named(it));
    std::iter::once(Comment::NONE).chain(named).collect()
}

fn comment_name(comment: Comment) -> String {
    if comment == Comment::NONE {
        "None".to_owned()
    } else {
        format!("Those that start with {}", comment.name())
    }
}

/// What ends rows: line breaks, or a character beside them.
fn line_ends() -> Vec<Option<LineEnd>> {
    let named = ["~", "|", ";"].iter().map(|it| LineEnd::named(it));
    [None, Some(LineEnd::RECORD_SEPARATOR)].into_iter().chain(named).collect()
}

fn line_end_name(end: Option<LineEnd>) -> String {
    match end {
        None => "Line breaks".to_owned(),
        Some(LineEnd::RECORD_SEPARATOR) => "Line breaks and record separators".to_owned(),
        Some(it) => format!("Line breaks and {}", it.letter()),
    }
}

/// Sheets by name, with what sets them apart at a glance.
fn named_sheets(sheets: &[Sheet]) -> Options<String> {
    let shown = |it: &Sheet| {
        let hidden = if it.is_hidden { ", hidden" } else { "" };
        match usize::try_from(it.n_rows) {
            Ok(n) if n > 0 => format!("{}{hidden}, {}", it.name, number::counted(n, "row", "rows")),
            _ => format!("{}{hidden}", it.name),
        }
    };
    sheets.iter().map(|it| (it.name.clone(), shown(it))).collect()
}

fn named<T: Copy>(values: &[T], name: fn(T) -> &'static str) -> Options<T> {
    values.iter().map(|it| (*it, name(*it).to_owned())).collect()
}

/// The usual ones, and the file's own.
fn offered<T: Copy + PartialEq>(usual: &[T], found: T, name: fn(T) -> String) -> Options<T> {
    let own = (!usual.contains(&found)).then_some(found);
    usual.iter().copied().chain(own).map(|it| (it, name(it))).collect()
}

/// A file without dates has no order until the person names one.
fn date_orders(found: Option<DateOrder>) -> Options<Option<DateOrder>> {
    let none = found.is_none().then(|| (None, "No dates".to_owned()));
    none.into_iter().chain(ORDERS.map(|it| (Some(it), label::date_order(it).to_owned()))).collect()
}

fn header_lines(dialect: &Dialect) -> Options<bool> {
    vec![(true, format!("In line {}", dialect.skipped_lines + 1)), (false, "No names".to_owned())]
}
