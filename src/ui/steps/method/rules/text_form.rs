//! The rules as text: to read, copy, and write what the lines above cannot say.

use crate::ui::view::prelude::*;

use crate::engine::error::EngineError;
use crate::engine::present::message::explain;
use crate::engine::recipe::RecipeError;
use crate::engine::segmentation::rules::{RulesError, RulesOptions, text};
use crate::ui::actions::Actions;
use crate::ui::parts::Icon;

/// A field with the text; it takes the place of the rules once it is read without a fault.
#[component]
pub fn TextForm(
    /// The rules.
    options: Memo<RulesOptions>,
) -> View {
    let actions = expect_context::<Actions>();
    let node = NodeRef::<web_sys::HtmlTextAreaElement>::new();
    let fault = RwSignal::new(None::<String>);
    let written = Memo::new(move |_| text::print(&options.read()));
    let use_it = move |_| {
        let Some(field) = node.get_untracked() else { return };
        match text::parse(&field.value()) {
            Ok(rules) => {
                fault.set(None);
                actions.set_rules("rules as text", |it| *it = rules);
            }
            Err(error) => {
                let error = EngineError::from(RecipeError::from(RulesError::Text(error)));
                let words = explain(&error);
                fault.set(Some(format!("{}. {}", words.title, words.detail)));
            }
        }
    };
    view! {
        <details class="disclosure">
            <summary><span>"As text"</span></summary>
            <div class="stack">
                <label class="field__label" for="rules-text">"The rules as text"</label>
                <textarea
                    class="input rules-text"
                    id="rules-text"
                    rows="12"
                    spellcheck="false"
                    node_ref=node
                    prop:value=move || written.get()
                    aria-invalid=move || fault.read().is_some().then_some("true")
                    aria-describedby=move || fault.read().is_some().then_some("rules-fault")
                ></textarea>
                <Show when=move || fault.read().is_some()>
                    <span class="field__error" id="rules-fault">
                        <Icon name="warn"/>
                        {move || fault.get()}
                    </span>
                </Show>
                <button class="button" type="button" on:click=use_it>"Use this text"</button>
                <span class="field__hint">
                    "Groups are all:, any: and none: with their lines further in. Also: bought “A”, then “B” within 30 days; at least 2 orders in the last 90 days."
                </span>
            </div>
        </details>
    }
}
