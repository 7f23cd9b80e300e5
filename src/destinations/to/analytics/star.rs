//! Tableau and Power BI: a star of tables, and the segments' numbers one a row.
//!
//! Every table has one header, one kind of value in a column, no totals. `dim_customer` and
//! `dim_segment` have a key each that none of their rows repeats; every key of `fact_orders` and
//! `dim_customer` stands in the table that it points to, customers of no segment pointing to the
//! segment 0.

use crate::destinations::form::star::{Known, Orders};
use crate::destinations::{
    Choices, ContactKind, Contacts, Destination, Encoding, Field, Form, Group, Limits, Make, Matching, Need,
    Note, OutColumn, Plan, Refusal, Rule, Table, Take, Wish, clean,
};

pub(in crate::destinations::to) static STAR: Destination = Destination {
    id: "tableau",
    name: "Tableau and Power BI",
    about: "Customers, segments and orders as tables that join, the segments' numbers, and a data dictionary.",
    group: Group::Analytics,
    source: "",
    read_on: "",
    limits: Limits { rows: None, bytes: None, columns: None, field: None, least_contacts: None },
    choices: Choices {
        separator: Some(','),
        decimal: None,
        encoding: Some(Encoding::Utf8),
        line_end: None,
        safety: None,
    },
    is_free: false,
    notes: &[Note {
        text: "Join dim_customer and fact_orders by customer_id, and both with dim_segment by segment_id. Read customer_id as text.",
        read_on: "",
    }],
    settings: &[],
    plan,
};

fn plan(contacts: &Contacts, _: &Wish) -> Result<Plan, Refusal> {
    let Some(customer) = contacts.position(Field::CustomerId) else {
        return Err(Refusal::no_column(STAR.name, "an identifier"));
    };
    let keys = || {
        let segment = Take::Made(segment_key(contacts));
        vec![
            OutColumn::new("customer_id", Take::Column(customer), clean::plain()),
            OutColumn { kind: ContactKind::Number, ..OutColumn::new("segment_id", segment, Vec::new()) },
        ]
    };
    let mut columns = keys();
    let is_own =
        |field| matches!(field, Field::CustomerId | Field::SegmentId | Field::Segment | Field::Orders);
    for (at, column) in contacts.columns.iter().enumerate().filter(|it| !is_own(it.1.field)) {
        let heading = unused(&columns, &snake(&column.name));
        let rules: Vec<Rule> = if column.kind == ContactKind::Text { clean::plain() } else { Vec::new() };
        columns.extend(OutColumn::at(contacts, at, Some(&heading), rules));
    }
    let dictionary = dictionary(&columns, contacts);
    let customers = own("dim_customer", columns);
    let needs = vec![Need::one_of(&customers, &["customer_id"])];
    let key = Matching::by(&customers, &["customer_id"]);
    let mut tables = vec![customers, known("dim_segment", segments(contacts))];
    if let Some(orders) = contacts.position(Field::Orders) {
        let mut columns = keys();
        columns.push(OutColumn::new("orders", Take::Column(orders), Vec::new()));
        let form = || Box::new(Orders::default()) as Box<dyn Form>;
        tables.push(Table { form: Some(Box::new(form)), ..own("fact_orders", columns) });
    }
    tables.push(known("segment_profile_long", profile(contacts)));
    tables.push(known("data_dictionary", dictionary));
    Ok(Plan { tables, needs, key, ..Plan::default() })
}

fn own(name: &str, columns: Vec<OutColumn>) -> Table {
    Table { has_own_name: true, ..Table::new(name, columns) }
}

fn known(name: &str, lines: Vec<Vec<String>>) -> Table {
    let headings = lines.first().cloned().unwrap_or_default();
    let columns =
        headings.iter().map(|it| OutColumn::new(it, Take::Words(String::new()), Vec::new())).collect();
    let form = move || Box::new(Known { lines: lines.clone() }) as Box<dyn Form>;
    Table { form: Some(Box::new(form)), ..own(name, columns) }
}

/// The number of a contact's segment, by its name: 0 in none.
fn segment_key(contacts: &Contacts) -> Make {
    let names: Vec<String> = contacts.segments.iter().map(|it| it.name.clone()).collect();
    let column = contacts.position(Field::Segment);
    Box::new(move |row, cell| {
        let name = column.map_or("", |it| row.cell(it));
        let number = names.iter().position(|it| it == name).map_or(0, |it| it + 1);
        cell.push_str(&number.to_string());
    })
}

fn segments(contacts: &Contacts) -> Vec<Vec<String>> {
    let mut lines = vec![["segment_id", "segment", "definition", "n_customers"].map(str::to_owned).to_vec()];
    let n_in = contacts.segments.iter().map(|it| it.n_customers).sum::<u64>();
    let n_none = contacts.n_customers.saturating_sub(n_in);
    lines.push(vec![
        "0".to_owned(),
        "None".to_owned(),
        "Customers in no segment".to_owned(),
        n_none.to_string(),
    ]);
    for (idx, it) in contacts.segments.iter().enumerate() {
        let texts = [&it.name, &it.definition].map(|it| tidy(it));
        lines.push([vec![(idx + 1).to_string()], texts.to_vec(), vec![it.n_customers.to_string()]].concat());
    }
    lines
}

fn profile(contacts: &Contacts) -> Vec<Vec<String>> {
    let mut lines = vec![["segment", "metric", "value", "lower", "upper", "n"].map(str::to_owned).to_vec()];
    let number = |it: f64| if it.is_finite() { it.to_string() } else { String::new() };
    for it in &contacts.profile {
        let segment = if it.segment.is_empty() { "All customers" } else { &it.segment };
        let metric =
            if it.unit.is_empty() { it.metric.clone() } else { format!("{} ({})", it.metric, it.unit) };
        let numbers = [it.value, it.lower, it.upper].map(number).to_vec();
        lines.push([vec![tidy(segment), tidy(&metric)], numbers, vec![it.n.to_string()]].concat());
    }
    lines
}

/// What each column holds, table by table.
fn dictionary(customers: &[OutColumn], contacts: &Contacts) -> Vec<Vec<String>> {
    let mut lines = vec![["table", "column", "type", "meaning"].map(str::to_owned).to_vec()];
    let mut add = |table: &str, column: &str, kind: &str, meaning: &str| {
        lines.push([table, column, kind, meaning].map(str::to_owned).to_vec());
    };
    for column in customers {
        let kind = match column.kind {
            ContactKind::Text => "text",
            ContactKind::Number => "number",
            ContactKind::Day => "date",
        };
        let meaning = match column.heading.as_str() {
            "customer_id" => "The customer; no row repeats it",
            "segment_id" => "The segment, in dim_segment; 0 where there is none",
            _ => "As in the file that was read, or as the analysis found it",
        };
        add("dim_customer", &column.heading, kind, meaning);
    }
    add("dim_segment", "segment_id", "number", "The segment; no row repeats it");
    add("dim_segment", "segment", "text", "Its name");
    add("dim_segment", "definition", "text", "Who is in it");
    add("dim_segment", "n_customers", "number", "Customers in it");
    if contacts.has(Field::Orders) {
        add("fact_orders", "order_key", "number", "The order; no row repeats it");
        add("fact_orders", "customer_id", "text", "The customer, in dim_customer");
        add("fact_orders", "segment_id", "number", "The customer's segment, in dim_segment");
        add("fact_orders", "order_date", "date", "The day of the order");
        let currency = if contacts.currency.is_empty() {
            "What it cost".to_owned()
        } else {
            format!("What it cost, in {}", contacts.currency)
        };
        add("fact_orders", "amount", "number", &currency);
    }
    add("segment_profile_long", "segment", "text", "The segment's name, or All customers");
    add("segment_profile_long", "metric", "text", "What is measured, with its unit");
    add("segment_profile_long", "value", "number", "The number");
    add("segment_profile_long", "lower", "number", "Lower end of its interval; empty where it has none");
    add("segment_profile_long", "upper", "number", "Upper end of its interval; empty where it has none");
    add("segment_profile_long", "n", "number", "Customers behind it");
    lines
}

/// A name of small letters, digits and lines, as databases like it.
fn snake(name: &str) -> String {
    let words = name.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    let joined = words.collect::<Vec<_>>().join("_").to_lowercase();
    if joined.is_empty() { "column".to_owned() } else { joined }
}

fn unused(columns: &[OutColumn], wanted: &str) -> String {
    let is_taken = |name: &str| columns.iter().any(|it| it.heading == name);
    let mut name = wanted.to_owned();
    let mut n = 1;
    while is_taken(&name) {
        n += 1;
        name = format!("{wanted}_{n}");
    }
    name
}

/// On one line.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
