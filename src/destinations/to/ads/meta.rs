//! Meta Custom Audiences, hashed here, so that no person's data reaches the browser's upload form.

use super::{COUNTRY, HASHES, TEXT, by_segment, column};
use crate::destinations::identity::normal::{self, Vendor};
use crate::destinations::identity::{Places, country, hash_of_it, hashed_email, hashed_phone, hashed_text};
use crate::destinations::{
    Contacts, Destination, Field, Group, Limits, Matching, Need, Note, Plan, Refusal, Table, Wish, clean,
};

pub(in crate::destinations::to) static META: Destination = Destination {
    id: "meta",
    name: "Meta Custom Audiences",
    about: "Hashed identifiers of each segment, for Facebook and Instagram.",
    group: Group::Ads,
    source: "Meta Business help 2082575038703844, and the normalisation of its Business SDK",
    read_on: "",
    limits: Limits { rows: None, bytes: None, columns: None, field: None, least_contacts: Some(100) },
    choices: TEXT,
    is_free: false,
    notes: &[
        HASHES,
        Note {
            text: "The upload asks whether values are hashed: they are. Mobile device IDs stay as they are.",
            read_on: "",
        },
    ],
    settings: &[COUNTRY],
    plan,
};

fn plan(contacts: &Contacts, wish: &Wish) -> Result<Plan, Refusal> {
    let places = Places::new(contacts, wish)?;
    let name = |field, heading| {
        column(contacts, field, heading, hashed_text(|it| Some(normal::first_name(Vendor::Meta, it))))
    };
    let place = |field, heading| column(contacts, field, heading, hashed_text(|it| Some(normal::place(it))));
    let country_column = column(
        contacts,
        Field::Country,
        "country",
        vec![country(&places), Box::new(clean::lowered), Box::new(hash_of_it)],
    );
    let gender = hashed_text(|it| normal::gender(it).map(str::to_owned));
    let year = hashed_text(|it| {
        it.get(..4).filter(|it| it.bytes().all(|it| it.is_ascii_digit())).map(str::to_owned)
    });
    let columns = [
        column(contacts, Field::Email, "email", hashed_email(Vendor::Meta, false)),
        column(contacts, Field::Phone, "phone", hashed_phone(Vendor::Meta, &places)),
        column(contacts, Field::MobileId, "madid", clean::plain_and([Box::new(clean::lowered) as _])),
        name(Field::FirstName, "fn"),
        name(Field::LastName, "ln"),
        place(Field::City, "ct"),
        place(Field::State, "st"),
        column(contacts, Field::Postcode, "zip", hashed_text(normal::zip)),
        country_column,
        column(contacts, Field::BirthDate, "doby", year),
        column(contacts, Field::Gender, "gen", gender),
    ];
    let table = Table::new("", columns.into_iter().flatten().collect());
    let needs = vec![Need::one_of(&table, &["email", "phone", "madid", "ln"])];
    if needs.iter().all(|it| it.any_of.is_empty()) {
        return Err(Refusal::no_column(
            META.name,
            "an e-mail address, a phone number, a mobile device ID or a last name",
        ));
    }
    let key = Some(Matching { alternatives: vec![(0..table.columns.len()).collect()] });
    Ok(Plan { tables: vec![table], needs, key, partings: by_segment(contacts, wish) })
}
