//! Running a saved recipe on another file.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::ui::actions::{Actions, MethodKind};
use crate::ui::parts::{FileButton, Icon};

/// Opens a recipe, and says when one waits for its file.
#[component]
pub fn RecipeSlot() -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let waiting = Memo::new(move |_| session.awaited().read().as_ref().map(|it| MethodKind::of(&it.method)));
    view! {
        <section class="section">
            <h2 class="section__head">"Run it again"</h2>
            <div class="stack stack--tight">
                <p>
                    "A recipe holds every choice and no customer. Open one, then the file it is for: the same file gives the same segments, a newer one gives today’s."
                </p>
                <p class="cluster">
                    <FileButton
                        id="choose-recipe"
                        label="Open a recipe"
                        accept=".json"
                class=""
                        on_choose=move |files| actions.open_files(files)
                    />
                </p>
                {move || waiting.get().map(|kind| remark(actions, kind))}
            </div>
        </section>
    }
}

fn remark(actions: Actions, kind: MethodKind) -> View {
    let words = format!("A recipe is ready: {}. Now open its file.", kind.name().trim_end_matches('?'));
    view! {
        <p class="remark" role="status">
            <Icon name="check"/>
            <span>
                {words} " "
                <button class="link-button" type="button" on:click=move |_| actions.forget_recipe()>
                    "Forget it"
                </button>
            </span>
        </p>
    }
}
