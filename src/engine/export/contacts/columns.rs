//! Which columns contacts have, and what their cells are made of.

use crate::engine::export::Material;
use crate::engine::export::contacts::ContactsChoice;
use crate::engine::features::FeaturesError;
use crate::engine::table::{Cells, Column, Kind, Role, Source, Texts};
use crate::kernel::contacts::{ContactColumn, ContactKind, Field};
use crate::kernel::letters::lowered;

/// What the cells of a column are made of.
pub(super) enum Making<'a> {
    Customer,
    SegmentId,
    Segment,
    AllSegments,
    /// One number for each customer.
    Number(&'a [f64]),
    /// One share for each customer.
    Share(&'a [f32]),
    /// The score of recency, frequency or money.
    Score(usize),
    /// The three scores in a row.
    Scores,
    /// The cells of a column of the file.
    Cell(&'a Cells),
    /// One text for each customer.
    Beside(&'a Texts),
}

/// Roles that are about who somebody is.
const ROLES: [(Role, Field); 7] = [
    (Role::Email, Field::Email),
    (Role::Phone, Field::Phone),
    (Role::FirstName, Field::FirstName),
    (Role::LastName, Field::LastName),
    (Role::Postcode, Field::Postcode),
    (Role::Country, Field::Country),
    (Role::Consent, Field::Consent),
];

/// Names of columns that have no role but say where somebody is, in small letters; `_` and `-` are
/// blanks.
const NAMED: [(Field, &str); 5] = [
    (Field::RecordId, "record id|hubspot id|contact id|lead id|salesforce id|adestra contact id"),
    (
        Field::Company,
        "company|company name|account name|organisation|organization|firm|firma|unternehmen|société|entreprise|empresa|azienda",
    ),
    (
        Field::Street,
        "street|street address|address|address line 1|address 1|address1|straße|strasse|adresse|rue|calle|dirección",
    ),
    (
        Field::City,
        "city|town|stadt|ort|wohnort|ville|ciudad|città|cidade|plaats|miasto|billing city|shipping city|mailing city",
    ),
    (
        Field::State,
        "state|province|region|county|state region|province code|bundesland|billing state|shipping state|billing province|shipping province",
    ),
];

/// The columns, in order.
pub(super) fn makings<'a>(
    material: &Material<'a>,
    choice: &'a ContactsChoice,
) -> Result<Vec<(ContactColumn, Making<'a>)>, FeaturesError> {
    let mut all = vec![(column("customer_id", Field::CustomerId, ContactKind::Text), Making::Customer)];
    add_segment(material, &mut all);
    for (it, texts) in &choice.beside {
        all.push((it.clone(), Making::Beside(texts)));
    }
    add_of_file(material, choice, &mut all)?;
    add_numbers(material, &mut all);
    Ok(all)
}

fn add_segment<'a>(material: &Material<'a>, all: &mut Vec<(ContactColumn, Making<'a>)>) {
    all.push((column("segment_id", Field::SegmentId, ContactKind::Number), Making::SegmentId));
    all.push((column("segment", Field::Segment, ContactKind::Text), Making::Segment));
    if material.outcome.segmentation.memberships.is_some() {
        all.push((column("all_segments", Field::AllSegments, ContactKind::Text), Making::AllSegments));
    }
}

fn add_numbers<'a>(material: &Material<'a>, all: &mut Vec<(ContactColumn, Making<'a>)>) {
    let segmentation = &material.outcome.segmentation;
    let measured = [
        ("recency_days", Field::RecencyDays),
        ("frequency", Field::Frequency),
        ("monetary", Field::Monetary),
    ];
    for (id, field) in measured {
        if let Some(feature) = material.outcome.matrix.feature(id) {
            all.push((column(id, field, ContactKind::Number), Making::Number(&feature.values)));
        }
    }
    if segmentation.scores.is_some() {
        let scores = [("r", Field::ScoreR), ("f", Field::ScoreF), ("m", Field::ScoreM)];
        for (at, (name, field)) in scores.into_iter().enumerate() {
            all.push((column(name, field, ContactKind::Number), Making::Score(at)));
        }
        all.push((column("rfm_score", Field::RfmScore, ContactKind::Text), Making::Scores));
    }
    for figure in &segmentation.figures {
        all.push((column(&figure.name, Field::Figure, ContactKind::Number), Making::Number(&figure.values)));
    }
    if let Some(confidence) = &segmentation.confidence {
        all.push((column("confidence", Field::Confidence, ContactKind::Number), Making::Share(confidence)));
    }
}

/// The columns of the file: those with a role, those that are said to mean something, those whose
/// name says where somebody is, and those that are wanted.
fn add_of_file<'a>(
    material: &Material<'a>,
    choice: &ContactsChoice,
    all: &mut Vec<(ContactColumn, Making<'a>)>,
) -> Result<(), FeaturesError> {
    let (source, mapping) = (material.source, &material.recipe.mapping);
    let named = |name: &String| {
        let missing = || FeaturesError::ColumnMissing { column: name.clone() };
        source.table.column(name).ok_or_else(missing)
    };
    let mut found: Vec<(Field, &Column)> = Vec::new();
    for (field, name) in &choice.fields {
        found.push((*field, named(name)?));
    }
    let mut add = |field: Field, it: Option<&'a Column>| {
        found.extend(it.filter(|_| !found.iter().any(|it| it.0 == field)).map(|it| (field, it)));
    };
    for (role, field) in ROLES {
        let of_customer = || customer_is(source, mapping.column(Role::Customer)?, role);
        add(field, mapping.column(role).and_then(|it| source.table.column(it)).or_else(of_customer));
    }
    let customer = mapping.column(Role::Customer).unwrap_or_default();
    for (field, names) in NAMED {
        let is_it = |it: &&Column| {
            let name = lowered(&it.name).replace(['_', '-', '/'], " ");
            let has_role = mapping
                .columns
                .iter()
                .any(|own| own.name == it.name && !matches!(own.role, Role::Feature | Role::Ignore));
            names.split('|').any(|it| it == name)
                && (!has_role || (field == Field::RecordId && it.name == customer))
        };
        add(field, source.table.columns.iter().find(is_it));
    }
    for name in &choice.columns {
        found.push((Field::Other, named(name)?));
    }
    all.extend(
        found.into_iter().map(|(field, it)| (column(&it.name, field, kind_of(it)), Making::Cell(&it.cells))),
    );
    Ok(())
}

/// The column of customers, where what tells them apart is their address or number.
fn customer_is<'a>(source: &'a Source, name: &str, role: Role) -> Option<&'a Column> {
    let summary = source.columns.iter().find(|it| it.name == name)?;
    source.table.column(name).filter(|_| summary.role == role)
}

fn kind_of(column: &Column) -> ContactKind {
    match column.kind {
        Kind::Number | Kind::Money => ContactKind::Number,
        Kind::Date => ContactKind::Day,
        Kind::Flag | Kind::Category | Kind::Identifier | Kind::Text => ContactKind::Text,
    }
}

fn column(name: &str, field: Field, kind: ContactKind) -> ContactColumn {
    ContactColumn { name: name.to_owned(), field, kind }
}
