//! Why a task has no result: what happened, why, what to do.

use crate::ui::view::prelude::*;

use crate::engine::present::message::{Message, explain};
use crate::session::{Failure, Fault, Task};
use crate::ui::parts::Icon;

/// A failure in words, with whatever leads on from it.
#[component]
pub fn FaultMessage(
    /// What was tried, and why there is nothing.
    failure: Failure,
    /// What leads on.
    children: View,
) -> View {
    let Message { title, detail, remedy } = words(&failure);
    let name = match failure.task {
        Task::Opening { name, .. } => Some(view! { <p class="message__body"><strong>{name}</strong></p> }),
        Task::Rereading { .. } | Task::Analysing { .. } => None,
    };
    view! {
        <div class="message message--error" role="alert">
            <Icon name="warn"/>
            <div>
                <p class="message__title">{title}</p>
                {name}
                <p class="message__body">{detail} " " {remedy}</p>
                {children}
            </div>
        </div>
    }
}

fn words(failure: &Failure) -> Message {
    let said = |title: &str, detail: &str, remedy: &str| Message {
        title: title.to_owned(),
        detail: detail.to_owned(),
        remedy: remedy.to_owned(),
    };
    match &failure.fault {
        Fault::Engine(error) | Fault::NotARecipe(error) => explain(error),
        Fault::Crash => said(
            "Something broke while working on this file",
            "That is our fault, not your file’s. Nothing has left this computer, and the file is unchanged.",
            "Try once more. If it happens again, tell us what kind of file it is.",
        ),
        Fault::NoEngine => said(
            "The browser did not start the part that does the work",
            "It runs in a worker of this page, and this browser or an extension in it refused one.",
            "Try without extensions, or in another browser.",
        ),
        Fault::WrongType(ending) => Message {
            title: format!("A .{ending} file is not a table"),
            detail: "It was not read.".to_owned(),
            remedy: "Export a CSV from the tool it came from and choose that file.".to_owned(),
        },
        Fault::NothingPasted => said(
            "There were no rows to paste",
            "The clipboard held no text.",
            "Copy the rows with their headings in your spreadsheet, then paste here.",
        ),
    }
}
