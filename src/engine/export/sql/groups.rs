//! Natural groups: numbers made comparable, then the nearest middle.

use crate::engine::export::sql::dialect::fill;
use crate::engine::export::sql::refusal::SqlRefusal;
use crate::engine::export::sql::script::Select;
use crate::engine::export::sql::work::Work;
use crate::engine::model::GroupsModel;
use crate::engine::segmentation::learnt::{CategoryStates, NumberScale, StateValues, Way};

/// Writes the nearest of the groups that the analysis found.
pub(super) fn write(work: &mut Work<'_>, model: &GroupsModel) -> Result<(), SqlRefusal> {
    let learnt = &model.learnt;
    let mut categories = Vec::new();
    for states in &learnt.categories {
        categories.push(category(work, states)?);
    }
    let wanted: Vec<String> = learnt.numbers.iter().map(|it| it.feature.clone()).collect();
    work.measure(&wanted)?;
    let mut scaled = Select::default();
    scaled.column("customer_id", "customer_id", "");
    for (idx, number) in learnt.numbers.iter().enumerate() {
        let says = format!("{}{}", if number.log { "ln(1 + x) of " } else { "" }, number.feature);
        scaled.column(&scaling(work, number), &format!("x{}", idx + 1), &says);
    }
    for (idx, name) in categories.iter().enumerate() {
        scaled.column(name, &format!("g{}", idx + 1), "");
    }
    work.script.add(
        "scaled",
        "Numbers made comparable, as the analysis did.",
        scaled.from("  FROM customers"),
    );
    let costs = costs(work, model)?;
    let mut distances = Select::default();
    distances.column("customer_id", "customer_id", "");
    for (idx, (cost, _)) in costs.iter().enumerate() {
        distances.column(cost, &format!("d{}", idx + 1), "");
    }
    let says = "How far each customer is from the middle of each group.";
    work.script.add("distances", says, distances.from("  FROM scaled"));
    let mut case = String::from("CASE\n      WHEN d1 IS NULL THEN NULL");
    for (idx, (_, place)) in costs.iter().enumerate() {
        let later: Vec<String> = (idx + 2..=costs.len()).map(|it| format!("d{} <= d{it}", idx + 1)).collect();
        let name = work.segment(*place);
        if later.is_empty() {
            case.extend([format!("\n      ELSE {name}")]);
        } else {
            case.extend([format!("\n      WHEN {} THEN {name}", later.join(" AND "))]);
        }
    }
    case.push_str("\n    END");
    let mut select = Select::default();
    select.column("customer_id", "customer_id", "");
    select.column(&case, "segment", "");
    let says = "The nearest group; who lacks a number is in none.";
    work.script.add("segments", says, select.from("  FROM distances"));
    Ok(())
}

/// What each group costs a customer, and its place.
fn costs(work: &mut Work<'_>, model: &GroupsModel) -> Result<Vec<(String, u8)>, SqlRefusal> {
    let squares = |at: &[f64], words: &crate::engine::export::sql::dialect::Words| {
        let square = |(idx, at): (usize, &f64)| {
            let difference = format!("(x{} - ({}))", idx + 1, words.number_of(*at));
            format!("{difference} * {difference}")
        };
        at.iter().enumerate().map(square).collect::<Vec<_>>()
    };
    let words = work.words;
    match &model.learnt.way {
        Way::Centres { is_exact, centres } => {
            if !is_exact || model.unlike.is_some() {
                return Err(refused());
            }
            Ok(centres.iter().map(|it| (squares(&it.at, words).join("\n      + "), it.segment)).collect())
        }
        Way::Prototypes { gamma, prototypes } => {
            let gamma = words.number_of(*gamma);
            let cost = |it: &crate::engine::segmentation::learnt::Typical| {
                let mut parts = squares(&it.mean, words);
                for (idx, (states, mode)) in model.learnt.categories.iter().zip(&it.modes).enumerate() {
                    let same = same(states, *mode, idx + 1, work);
                    parts.push(format!(
                        "CASE WHEN g{0} IS NULL THEN NULL WHEN {same} THEN 0 ELSE {gamma} END",
                        idx + 1
                    ));
                }
                (parts.join("\n      + "), it.segment)
            };
            Ok(prototypes.iter().map(cost).collect())
        }
        Way::Mixture(_) | Way::Classes(_) | Way::Medoids { .. } => Err(refused()),
    }
}

fn refused() -> SqlRefusal {
    SqlRefusal::new(
        "Natural groups are written as SQL where the nearest middle decides: those of k-means and prototypes.",
        "Export the customers as a file, or the model.",
    )
}

/// (x − centre) ÷ width × factor, in the order that the engine takes.
fn scaling(work: &Work<'_>, number: &NumberScale) -> String {
    let words = work.words;
    let mut cell = words.as_double(&work.feature(&number.feature));
    if let Some(fill) = number.fill {
        cell = format!("COALESCE({cell}, {})", words.as_double(&words.number_of(fill)));
    }
    if number.log {
        cell = fill(words.log1p, &cell);
    }
    if number.width <= 0.0 {
        return format!("{cell} * 0");
    }
    let factor = if number.factor.to_bits() == 1.0_f64.to_bits() {
        String::new()
    } else {
        format!(" * {}", words.number_of(number.factor))
    };
    let (centre, width) = (words.number_of(number.centre), words.number_of(number.width));
    format!("({cell} - ({centre})) / {width}{factor}")
}

/// A category among the customers; who has none may be in a state of its own.
fn category(work: &mut Work<'_>, states: &CategoryStates) -> Result<String, SqlRefusal> {
    let column = work.own_column(&states.column)?;
    if matches!(states.values, StateValues::Numbers(_)) {
        return Err(Work::unwritten(&states.column));
    }
    let name = work.category(column)?;
    Ok(if states.missing.is_some() { format!("COALESCE({name}, '')") } else { name })
}

/// Whether a customer's state is that of a prototype.
fn same(states: &CategoryStates, mode: u32, number: usize, work: &Work<'_>) -> String {
    let value = match &states.values {
        StateValues::Texts(values) if states.missing != Some(mode) => {
            usize::try_from(mode).ok().and_then(|it| values.get(it)).cloned().unwrap_or_default()
        }
        StateValues::Texts(_) | StateValues::Numbers(_) => String::new(),
    };
    format!("g{number} = {}", work.words.quoted(&value))
}
