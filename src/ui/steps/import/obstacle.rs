//! What keeps the file from being used, in words, with ways around it.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::EngineError;
use crate::engine::features::{Mapping, RowUnit};
use crate::engine::table::Role;
use crate::session::{Failure, Fault, Job, Task};
use crate::ui::actions::Actions;
use crate::ui::parts::{FaultMessage, Icon};

/// Why there is no way on.
#[derive(Debug, Clone, PartialEq)]
pub enum Obstacle {
    /// Orders, and nobody to count them for.
    NoCustomerColumn,
    /// The file could not be read or counted with these choices.
    Failed(Failure),
}

impl Obstacle {
    /// `None` where there is a way on. What one method cannot do is no obstacle: there are others.
    pub fn of(mapping: &Mapping, job: &Job) -> Option<Self> {
        if mapping.unit == RowUnit::Orders && mapping.column(Role::Customer).is_none() {
            return Some(Self::NoCustomerColumn);
        }
        let Job::Failed(failure) = job else { return None };
        let is_analysing = matches!(failure.task, Task::Analysing { .. });
        let blocks = match &failure.fault {
            Fault::Engine(EngineError::Features(_) | EngineError::Recipe(_)) => is_analysing,
            Fault::Engine(EngineError::Table(_) | EngineError::Join(_)) | Fault::Crash | Fault::NoEngine => {
                true
            }
            Fault::Engine(EngineError::Segmentation(_))
            | Fault::WrongType(_)
            | Fault::NothingPasted
            | Fault::NotARecipe(_) => false,
        };
        blocks.then(|| Self::Failed(failure.clone()))
    }
}

/// An obstacle in words.
#[component]
pub fn ObstacleMessage(
    /// Which.
    obstacle: Obstacle,
) -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let can_undo = move || session.history().read().undoes().is_some();
    match obstacle {
        Obstacle::NoCustomerColumn => no_customer_column(actions),
        Obstacle::Failed(failure) => view! {
            <FaultMessage failure>
                <Show when=can_undo>
                    <button class="button" type="button" on:click=move |_| actions.undo()>
                        "Undo the last change"
                    </button>
                </Show>
                <button class="button" type="button" on:click=move |_| actions.retry()>
                    "Try again"
                </button>
            </FaultMessage>
        },
    }
}

fn no_customer_column(actions: Actions) -> View {
    view! {
        <div class="message message--error">
            <Icon name="warn"/>
            <div>
                <p class="message__title">"No column says who ordered"</p>
                <p class="message__body">
                    "Without a customer ID an order belongs to nobody. Give a column the role Customer ID, or say that one row is one customer."
                </p>
                <p class="message__tools">
                    <button
                        class="button"
                        type="button"
                        on:click=move |_| actions.set_row_unit(RowUnit::Customers)
                    >
                        "One row is one customer"
                    </button>
                </p>
            </div>
        </div>
    }
}
