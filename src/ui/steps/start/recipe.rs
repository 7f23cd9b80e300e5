//! Running a saved recipe on another file.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::segmentation::Method;
use crate::ui::actions::Actions;
use crate::ui::parts::{FileButton, Icon};

/// Opens a recipe, and says when one waits for its file.
#[component]
pub fn RecipeSlot() -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let waiting = Memo::new(move |_| session.awaited().read().as_ref().map(|it| words(&it.method)));
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
                {move || waiting.get().map(|words| remark(actions, words))}
            </div>
        </section>
    }
}

fn words(method: &Method) -> &'static str {
    match method {
        Method::Rfm(_) => "Recipe for recent, frequent, valuable is ready. Now open its file.",
        Method::Groups(_) => "Recipe for natural groups is ready. Now open its file.",
        Method::Rules(_) => "Recipe for your own rules is ready. Now open its file.",
        Method::Tiers(_) => "Recipe for value tiers is ready. Now open its file.",
        Method::ResponseTree(_) => "Recipe for who responds is ready. Now open its file.",
    }
}

fn remark(actions: Actions, words: &'static str) -> View {
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
