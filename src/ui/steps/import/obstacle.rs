//! What keeps the file from being used, in words.

use crate::engine::EngineError;
use crate::engine::features::{Mapping, RowUnit};
use crate::engine::present::message::{self, Message};
use crate::engine::table::Role;
use crate::session::{Fault, Job, Task};

/// Why there is no way on; `None` when there is one. What a method cannot do is not said here: there
/// are other methods.
pub fn obstacle(mapping: &Mapping, job: &Job) -> Option<Message> {
    if mapping.unit == RowUnit::Orders && mapping.column(Role::Customer).is_none() {
        return Some(Message {
            title: "No column says who ordered".to_owned(),
            detail: "Without a customer ID an order belongs to nobody.".to_owned(),
            remedy: "Give a column the role Customer ID, or say that one row is one customer.".to_owned(),
        });
    }
    let Job::Failed(failure) = job else { return None };
    match (&failure.fault, &failure.task) {
        (
            Fault::Engine(error @ (EngineError::Features(_) | EngineError::Recipe(_))),
            Task::Analysing { .. },
        )
        | (Fault::Engine(error @ EngineError::Table(_)), _) => Some(message::explain(error)),
        (Fault::Crash | Fault::NoEngine, _) => Some(crashed()),
        (Fault::Engine(_) | Fault::WrongType(_) | Fault::NothingPasted | Fault::NotARecipe(_), _) => None,
    }
}

fn crashed() -> Message {
    Message {
        title: "Something in Enclave broke".to_owned(),
        detail: "That is our fault, not your file’s. The file never left this device.".to_owned(),
        remedy: "Undo the last change, or try again.".to_owned(),
    }
}
