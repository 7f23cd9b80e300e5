//! Why there is no model, or why a text is none.

use crate::engine::model::ModelError;
use crate::engine::present::message::Message;

/// What happened, where, what to do.
pub fn explain_model(error: &ModelError) -> Message {
    let message = |title: &str, detail: String, remedy: &str| Message {
        title: title.to_owned(),
        detail,
        remedy: remedy.to_owned(),
    };
    match error {
        ModelError::NotAModel { line, column } => message(
            "This file is not a model",
            format!("It stops making sense at line {line}, column {column}."),
            "Give the model.json that was exported with an analysis.",
        ),
        ModelError::TooNew { found, known } => message(
            "This model was made by a newer version",
            format!("It has version {found}; this version reads models up to {known}."),
            "Update Enclave, or export the model again with this version.",
        ),
        ModelError::Contradiction { what } => message(
            "This model contradicts itself",
            format!("Its {what} do not fit each other."),
            "Export the model again; do not change it by hand.",
        ),
        ModelError::NotCovered { form, what } => message(
            &format!("These segments cannot be written as {form}"),
            format!("{form} has no words for {what}."),
            "Use model.json with enclave score, or SQL.",
        ),
        ModelError::CannotTravel { what } => message(
            "These segments do not carry over to other customers",
            format!("“{what}” holds only for the customers it was made from."),
            "Undo the changes by hand other than merging, or choose another form.",
        ),
    }
}
