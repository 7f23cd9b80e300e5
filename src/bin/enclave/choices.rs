//! From options and the file's own suggestions to a recipe.

use std::fs;
use std::path::Path;

use enclave::engine::claims::Claim;
use enclave::engine::features::{
    AsOf, FeaturesError, Measure, RowUnit, SplitColumn, SurveyScale, may_be_left_out,
};
use enclave::engine::present::number;
use enclave::engine::recipe::Recipe;
use enclave::engine::table::{ColumnSummary, IssueKind, Kind, ReadingOptions, Role, Source, is_protected};

use crate::arguments::{Arguments, halves, parsed_number, parsed_word};
use crate::failure::Failure;
use crate::input::Input;
use crate::method;

/// What an order file measures; of a customer file, columns come to this.
const MEASURES: [&str; 5] = ["recency_days", "frequency", "monetary", "average_order", "tenure_days"];

/// The recipe given with `--recipe`.
pub fn given_recipe(arguments: &Arguments) -> Result<Option<Recipe>, Failure> {
    let Some(path) = arguments.one("recipe").map(Path::new) else { return Ok(None) };
    let text = fs::read_to_string(path).map_err(|error| Failure::unreadable(path, &error))?;
    Ok(Some(Recipe::from_json(&text)?))
}

/// The claims given with `--claims`: a list as recipes have it.
fn claims(arguments: &Arguments) -> Result<Option<Vec<Claim>>, Failure> {
    let Some(path) = arguments.one("claims").map(Path::new) else { return Ok(None) };
    let text = fs::read_to_string(path).map_err(|error| Failure::unreadable(path, &error))?;
    let claims = serde_json::from_str(&text).map_err(|error| {
        Failure::usage(format!("--claims {}: {error}; a list of claims is meant.", path.display()))
    })?;
    Ok(Some(claims))
}

/// How to read, from the recipe and the options; kinds are left for when the columns are known.
pub fn reading(arguments: &Arguments, given: Option<&Recipe>) -> Result<ReadingOptions, Failure> {
    let base = given.map(|it| it.reading.clone()).unwrap_or_default();
    let has_header = match (arguments.one("header"), arguments.has("no-header")) {
        (Some("yes"), false) => Some(true),
        (Some("no"), _) | (None, true) => Some(false),
        (Some("yes"), true) => return Err(Failure::usage("--no-header contradicts --header yes.")),
        (Some(other), _) => return Err(Failure::usage(format!("--header is yes or no, not “{other}”."))),
        (None, false) => None,
    };
    Ok(ReadingOptions {
        encoding: arguments.word("encoding")?.or(base.encoding),
        separator: arguments.word("delimiter")?.or(arguments.word("separator")?).or(base.separator),
        quote: arguments.word("quote")?.or(base.quote),
        escape: arguments.word("escape")?.or(base.escape),
        comment: arguments.word("comment")?.or(base.comment),
        line_end: arguments.word("line-end")?.or(base.line_end),
        decimal_mark: arguments.word("decimal")?.or(base.decimal_mark),
        date_order: arguments.word("dates")?.or(base.date_order),
        has_header: has_header.or(base.has_header),
        skip_lines: arguments.number("skip-lines")?.or(base.skip_lines),
        dropped: base.dropped,
        sheet: arguments.one("sheet").map(str::to_owned).or(base.sheet),
        kinds: base.kinds,
    })
}

/// Reads the input with the kinds that the options ask for, or that the roles given cannot do
/// without: a customer's number is read as text, leading zeros and all.
pub fn open(
    arguments: &Arguments,
    input: &Input,
    options: ReadingOptions,
) -> Result<(Source, ReadingOptions), Failure> {
    let mut options = with_kinds(arguments, input, options)?;
    let source = input.read(&options)?;
    if fix_kinds(arguments, &mut options, &source.columns)? {
        return Ok((input.read(&options)?, options));
    }
    Ok((source, options))
}

/// The kinds that can be fixed before everything is read, from the beginning of the input.
pub fn with_kinds(
    arguments: &Arguments,
    input: &Input,
    mut options: ReadingOptions,
) -> Result<ReadingOptions, Failure> {
    if ["drop", "kind", "role", "features"].into_iter().any(|it| arguments.has(it)) {
        let head = input.head(&options)?;
        for column in arguments.all("drop") {
            options.dropped.push(find(&head.columns, column)?.name.clone());
        }
        fix_kinds(arguments, &mut options, &head.columns)?;
    }
    Ok(options)
}

/// Whether a kind was changed.
fn fix_kinds(
    arguments: &Arguments,
    options: &mut ReadingOptions,
    columns: &[ColumnSummary],
) -> Result<bool, Failure> {
    let before = options.kinds.clone();
    let mut asked = Vec::new();
    let of_main = |it: &&str| !arguments.is_of_companion(it);
    for (kind, column) in arguments.pairs::<Kind>("kind")?.into_iter().filter(|it| of_main(&it.1)) {
        let name = &find(columns, column)?.name;
        asked.push(name.clone());
        options.kinds.insert(name.clone(), kind);
    }
    for (role, column) in arguments.pairs::<Role>("role")?.into_iter().filter(|it| of_main(&it.1)) {
        let ColumnSummary { name, kind, .. } = find(columns, column)?;
        if let Some(needed) = role.kind_instead_of(*kind)
            && !asked.contains(name)
        {
            options.kinds.insert(name.clone(), needed);
        }
    }
    for feature in grouped_by(arguments, columns, of_main)?.iter().flatten() {
        let found = columns.iter().find(|it| it.name == *feature);
        let is_measured = |it: Kind| {
            matches!(it, Kind::Number | Kind::Money | Kind::Date | Kind::Flag)
                || (it == Kind::Category && method::weighs_categories(arguments))
        };
        if found.is_some_and(|it| !is_measured(it.kind)) && !asked.contains(feature) {
            options.kinds.insert(feature.clone(), Kind::Number);
        }
    }
    Ok(options.kinds != before)
}

/// The recipe given, or what the file suggests once the roles given are known; then what the
/// options say instead.
pub fn recipe(
    arguments: &Arguments,
    given: Option<Recipe>,
    source: &Source,
    reading: ReadingOptions,
) -> Result<Recipe, Failure> {
    let columns = &source.columns;
    let mut roles = Vec::new();
    for (role, column) in arguments.pairs::<Role>("role")? {
        roles.push((role, find(columns, column)?.name.clone()));
    }
    let grouped_by = grouped_by(arguments, columns, |_| true)?;
    let unit = arguments.word("rows")?.or_else(|| unit_of(arguments, &roles, grouped_by.as_deref()));
    let named = grouped_by.iter().flatten().filter(|it| !is_measure(it));
    roles.extend(named.map(|it| (Role::Feature, it.clone())));
    let suggested = suggested(source, &roles);
    roles.extend(allowed(arguments, source)?.into_iter().map(|it| (Role::Feature, it)));
    let mut recipe = given.unwrap_or_else(|| suggested.clone());
    recipe.reading = reading;
    for (role, column) in &roles {
        recipe.mapping.replace(column, *role, columns);
    }
    if let Some(unit) = unit {
        recipe.mapping.unit = unit;
    }
    as_of(arguments, &mut recipe)?;
    if let Some(frequency) = arguments.word("frequency")? {
        recipe.features.frequency = frequency;
    }
    if let Some(returns) = arguments.word("returns")? {
        recipe.features.returns = returns;
    }
    if let Some(repeats) = arguments.word("repeats")? {
        recipe.features.repeats = repeats;
    }
    if let Some(measures) = measures(arguments)? {
        recipe.features.measures = measures;
    }
    if let Some(claims) = claims(arguments)? {
        recipe.claims = claims;
    }
    if arguments.has("survey-scale") {
        recipe.features.scales = arguments.all("survey-scale").map(scale).collect::<Result<_, _>>()?;
    }
    if arguments.has("split") {
        recipe.features.split = arguments.all("split").map(split).collect::<Result<_, _>>()?;
    }
    if arguments.has("leave-out") {
        recipe.features.left_out = left_out(arguments)?;
    }
    let column =
        |it: &str| if is_measure(it) { Ok(it.to_owned()) } else { Ok(find(columns, it)?.name.clone()) };
    recipe.method = method::chosen(arguments, recipe.method, &suggested, grouped_by, &column)?;
    Ok(recipe)
}

/// The day that days are counted back from, where it is given.
pub fn as_of(arguments: &Arguments, recipe: &mut Recipe) -> Result<(), Failure> {
    if let Some(day) = arguments.one("as-of") {
        recipe.features.as_of = AsOf::Day(parsed_day("as-of", day)?);
    }
    Ok(())
}

/// The columns about protected traits that may tell customers apart.
fn allowed(arguments: &Arguments, source: &Source) -> Result<Vec<String>, Failure> {
    match arguments.one("allow-protected") {
        None => Ok(Vec::new()),
        Some("all") => {
            let protected = source.table.columns.iter().filter(|it| is_protected(it));
            Ok(protected.map(|it| it.name.clone()).collect())
        }
        Some(named) => named
            .split(',')
            .map(str::trim)
            .filter(|it| !it.is_empty())
            .map(|it| find(&source.columns, it).map(|it| it.name.clone()))
            .collect(),
    }
}

/// A scale of a survey: `trust=q1,q2,-q3@1..5`; from 1 to 5 where no range is given.
fn scale(given: &str) -> Result<SurveyScale, Failure> {
    let (name, rest) = halves("survey-scale", given)?;
    let (items, range) = rest.rsplit_once('@').unwrap_or((rest, "1..5"));
    let (min, max) = range
        .split_once("..")
        .ok_or_else(|| Failure::usage(format!("--survey-scale: “{range}” is no range such as 1..5.")))?;
    let items = || items.split(',').map(str::trim).filter(|it| !it.is_empty());
    let bare = |it: &str| it.strip_prefix('-').unwrap_or(it).to_owned();
    let (min, max): (f64, f64) = (parsed_number("survey-scale", min)?, parsed_number("survey-scale", max)?);
    if items().next().is_none() || min >= max {
        return Err(Failure::usage(format!(
            "--survey-scale: “{given}” needs at least one column, and a range from low to high such as 1..5."
        )));
    }
    Ok(SurveyScale {
        name: name.to_owned(),
        items: items().map(bare).collect(),
        reversed: items().filter(|it| it.starts_with('-')).map(bare).collect(),
        min,
        max,
    })
}

/// A column with several answers in a cell: `hobbies=;`.
fn split(given: &str) -> Result<SplitColumn, Failure> {
    let (column, separator) = halves("split", given)?;
    if separator.is_empty() {
        return Err(Failure::usage(format!("--split {given} does not say what stands between answers.")));
    }
    Ok(SplitColumn { column: column.to_owned(), separator: separator.to_owned() })
}

/// What else is measured.
fn measures(arguments: &Arguments) -> Result<Option<Vec<Measure>>, Failure> {
    let Some(named) = arguments.one("measures") else { return Ok(None) };
    if named == "all" {
        return Ok(Some(Measure::ALL.to_vec()));
    }
    let words = named.split(',').map(str::trim).filter(|it| !it.is_empty());
    words.map(|it| parsed_word("measures", it)).collect::<Result<_, _>>().map(Some)
}

/// The kinds of issues whose rows are left out.
fn left_out(arguments: &Arguments) -> Result<Vec<IssueKind>, Failure> {
    let kinds: Vec<IssueKind> = arguments.words("leave-out")?;
    match kinds.iter().position(|it| !may_be_left_out(*it)) {
        Some(idx) => {
            let word = arguments.all("leave-out").nth(idx).unwrap_or_default();
            Err(Failure::usage(format!("--leave-out cannot be {word}: such rows are no matter of choice.")))
        }
        None => Ok(kinds),
    }
}

/// What the file suggests with these roles instead of its own.
fn suggested(source: &Source, roles: &[(Role, String)]) -> Recipe {
    let mut summary = source.summary();
    for (role, name) in roles {
        for column in &mut summary.columns {
            if column.name == *name {
                column.role = *role;
            } else if role.is_single() && column.role == *role {
                column.role = Role::Ignore;
            }
        }
    }
    Recipe::suggest(&summary)
}

/// What one row must be where only one kind of file has such a role, or columns to group by.
fn unit_of(
    arguments: &Arguments,
    roles: &[(Role, String)],
    grouped_by: Option<&[String]>,
) -> Option<RowUnit> {
    let has = |wanted: &[Role]| roles.iter().any(|(role, _)| wanted.contains(role));
    let is_own = |it: &String| !is_measure(it) && !arguments.is_of_companion(it);
    let has_columns = grouped_by.unwrap_or_default().iter().any(is_own);
    if has_columns || has(&[Role::Recency, Role::Frequency, Role::Monetary]) {
        return Some(RowUnit::Customers);
    }
    has(&[Role::Order]).then_some(RowUnit::Orders)
}

fn is_measure(feature: &str) -> bool {
    MEASURES.contains(&feature)
}

/// The ids of the features named with `--features`: measures, or columns by their names.
fn grouped_by(
    arguments: &Arguments,
    columns: &[ColumnSummary],
    is_wanted: impl Fn(&&str) -> bool,
) -> Result<Option<Vec<String>>, Failure> {
    let Some(named) = arguments.one("features") else { return Ok(None) };
    let mut ids = Vec::new();
    for feature in named.split(',').map(str::trim).filter(|it| !it.is_empty()).filter(is_wanted) {
        ids.push(if is_measure(feature) { feature.to_owned() } else { find(columns, feature)?.name.clone() });
    }
    Ok(Some(ids))
}

/// A column by its name, or by its position from 1.
fn find<'a>(columns: &'a [ColumnSummary], column: &str) -> Result<&'a ColumnSummary, Failure> {
    let by_position = || column.parse::<usize>().ok().and_then(|it| columns.get(it.checked_sub(1)?));
    let found = columns.iter().find(|it| it.name == column).or_else(by_position);
    found.ok_or_else(|| FeaturesError::ColumnMissing { column: column.to_owned() }.into())
}

/// Days since 1970-01-01 of `2026-05-31` or `20260531`.
pub fn parsed_day(option: &str, text: &str) -> Result<i32, Failure> {
    day_of(text)
        .ok_or_else(|| Failure::usage(format!("--{option} takes a day such as 2026-05-31, not “{text}”.")))
}

/// Counts days in years that start in March, so that the leap day is the last of its year; a day
/// that is in no calendar does not survive the way back.
fn day_of(text: &str) -> Option<i32> {
    let digits: String = text.chars().filter(|it| *it != '-').collect();
    let is_form =
        text.len() == 8 || (text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-"));
    if !is_form || digits.len() != 8 || !digits.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i32>().ok();
    let (year, month, day) = (part(0..4)?, part(4..6)?, part(6..8)?);
    let from_march = year - i32::from(month <= 2);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days =
        from_march * 365 + from_march.div_euclid(4) - from_march.div_euclid(100) + from_march.div_euclid(400);
    let since_1970 = days + day_of_year - 719_468;
    let (y, m, d) = number::civil(since_1970);
    (y == i64::from(year) && i32::from(m) == month && i32::from(d) == day).then_some(since_1970)
}
