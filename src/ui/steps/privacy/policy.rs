//! The policy that holds, line by line, with what each line does.

use crate::ui::view::prelude::*;

use crate::ui::browser::clipboard;
use crate::ui::parts::Icon;

/// The policy added by the seal, in words, and both policies to copy.
#[component]
pub fn Policy(
    /// The policy while the page loaded.
    loading: String,
    /// The policy added by the seal.
    sealed: String,
) -> View {
    let copied = RwSignal::new(None::<bool>);
    let text = format!("While loading: {loading}\nAfter the seal: {sealed}\n");
    let copy = move |_| {
        let text = text.clone();
        leptos::task::spawn_local(async move { copied.set(Some(clipboard::copy(&text).await)) });
    };
    let said = move || match copied.get() {
        None => "",
        Some(true) => "Copied",
        Some(false) => "The browser did not allow copying; select the lines instead",
    };
    view! {
        <section class="section" aria-labelledby="policy-title">
            <div class="section__head">
                <h2 id="policy-title">"The policy"</h2>
                <span class="cluster">
                    <span class="field__hint" role="status">{said}</span>
                    <button class="button button--small" type="button" on:click=copy>
                        <Icon name="copy"/>
                        "Copy"
                    </button>
                </span>
            </div>
            <div class="policy">
                {sealed.split(';').map(str::trim).filter(|it| !it.is_empty()).map(line).collect_view()}
            </div>
        </section>
    }
}

fn line(directive: &str) -> View {
    view! {
        <div class="policy__line">
            <code>{format!("{directive};")}</code>
            <span class="policy__why">{why(directive)}</span>
        </div>
    }
}

/// What a line of the seal does, in words; a line that is not known is shown without any.
fn why(directive: &str) -> &'static str {
    match directive {
        "default-src 'none'" => "Nothing is allowed unless a line below says so",
        "script-src 'wasm-unsafe-eval'" => {
            "No script can be added any more; only the program that was loaded and checked may run"
        }
        "style-src 'none'" => "No more styles, from anywhere",
        "img-src blob: data:" => "Pictures made in this page only; none can be asked for",
        "font-src 'none'" => "No fonts from anywhere",
        "connect-src 'none'" => "No line out: not to us, not to anyone",
        "worker-src blob:" => "The engine runs beside the page, under the same rules",
        "manifest-src 'none'" => "Nothing can be installed in its name",
        "base-uri 'none'" => "Addresses cannot be pointed elsewhere",
        "form-action 'none'" => "No form can send anything anywhere",
        "object-src 'none'" => "No plug-ins",
        _ => "",
    }
}
