//! Whether what is asked for makes sense, and what it means for each column.

use crate::destinations::{
    Consent, ContactKind, Decimal, Destination, Encoding, OutColumn, Refusal, Rule, Safety, Wish, clean,
};

/// The rules that all columns of a destination go through at the end.
pub(super) fn finish_rules(column: &mut OutColumn, destination: &Destination, wish: &Wish) {
    let choices = destination.chosen(wish);
    let is_text = column.kind == ContactKind::Text;
    let mut add = |rule: Rule| column.rules.push(rule);
    if column.kind == ContactKind::Number && choices.decimal == Some(Decimal::Comma) {
        add(Box::new(clean::with_decimal_comma));
    }
    if choices.encoding == Some(Encoding::Windows1252) {
        add(Box::new(clean::in_windows_1252));
    }
    if is_text && choices.safety == Some(Safety::Spreadsheet) {
        add(Box::new(clean::guarded));
    }
    if let Some(limit) = destination.limits.field {
        add(clean::cut(limit));
    }
}

/// Whether what is asked for can be told to the destination.
pub(super) fn check(destination: &Destination, wish: &Wish) -> Result<(), Refusal> {
    let is_blank = |it: &str| it.trim().chars().filter(|it| it.is_alphanumeric()).count() < 3;
    if let Consent::Overridden { reason } = &wish.consent
        && is_blank(reason)
    {
        return Err(Refusal::new(
            "no_reason",
            "A reason is missing",
            "People without consent are written only for a reason in words.",
            "Say why these people may be written to, or keep to those who agreed.",
        ));
    }
    for (id, value) in wish.settings.iter().filter(|it| it.0 != "consent-words") {
        let Some(setting) = destination.settings.iter().find(|it| it.id == id) else {
            let known: Vec<&str> = destination.settings.iter().map(|it| it.id).collect();
            let detail = format!("{} has no setting “{id}”. It has: {}.", destination.name, known.join(", "));
            return Err(Refusal::new(
                "unknown_setting",
                "This setting is not known",
                detail,
                "Leave it out.",
            ));
        };
        if !(setting.options.is_empty() || value.is_empty() || setting.options.contains(&value.as_str())) {
            let detail =
                format!("“{value}” for {}. It may be: {}.", setting.label, setting.options.join(", "));
            return Err(Refusal::new(
                "unknown_option",
                "This setting cannot be so",
                detail,
                "Choose one of these.",
            ));
        }
    }
    Ok(())
}
