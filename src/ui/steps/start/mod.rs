//! Start: choose a file, paste rows, try a sample, open a recipe.

mod dropzone;
mod examples;
mod first_picture;
mod open_project;
mod recipe;
mod samples;

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::session::{Failure, Goal, Job, Task};
use crate::ui::actions::Actions;
use crate::ui::parts::{FaultMessage, FirstRows, TaskProgress};

use dropzone::Dropzone;
use examples::Examples;
use first_picture::FirstPicture;
use open_project::OpenProject;
use recipe::RecipeSlot;
use samples::Samples;

/// The first screen.
#[component]
pub fn Start() -> View {
    view! {
        <div class="start">
            <div>
                <h1 class="start__title" tabindex="-1">"Find the groups in your customer list."</h1>
                <p class="start__lead">
                    "Drop a customer or order file. You get segments with plain descriptions, and a list ready to use. Your file stays on this device."
                </p>
                {outcome()}
                <Dropzone/>
                <Samples/>
                <Examples/>
            </div>
            <div>
                <FirstPicture/>
                <OpenProject/>
                <RecipeSlot/>
            </div>
        </div>
    }
}

/// How the last attempt to open something is going, or how it ended.
#[derive(Clone, PartialEq)]
enum Attempt {
    None,
    Running,
    Failed(Failure),
    Stopped(String),
}

impl Attempt {
    fn of(job: &Job) -> Self {
        match job {
            Job::Running(running) if leads_away(&running.task) => Self::Running,
            Job::Failed(failure) if leads_away(&failure.task) => Self::Failed(failure.clone()),
            Job::Cancelled(Task::Opening { name, .. }) => Self::Stopped(name.clone()),
            Job::Idle | Job::Running(_) | Job::Failed(_) | Job::Cancelled(_) => Self::None,
        }
    }
}

/// Whether a task began on this screen and leads to another.
fn leads_away(task: &Task) -> bool {
    match task {
        Task::Opening { .. } | Task::Analysing { goal: Goal::Segments, .. } => true,
        Task::Analysing { .. } | Task::Rereading { .. } => false,
    }
}

fn outcome() -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let attempt = Memo::new(move |_| Attempt::of(&session.job().read()));
    let progress = move || {
        let job = Signal::derive(move || session.job().get());
        view! {
            <TaskProgress job on_cancel=move || actions.cancel()/>
            {move || session.glance().get().map(|it| view! { <FirstRows glance=it/> })}
        }
    };
    let now = move || match attempt.get() {
        Attempt::None => View::nothing(),
        Attempt::Running => view! { <div class="start__outcome">{progress()}</div> },
        Attempt::Failed(failure) => {
            view! { <div class="start__outcome"><FaultMessage failure children=View::nothing()/></div> }
        }
        Attempt::Stopped(name) => view! {
            <div class="nothing start__outcome">
                <p class="nothing__title">"Stopped"</p>
                <p>{format!("“{name}” was not opened. Choose it again, or another file.")}</p>
            </div>
        },
    };
    now.into_view()
}
