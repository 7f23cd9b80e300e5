//! What the seal does not cover, and how to check what it does.

use crate::ui::view::prelude::*;

/// Three checks anybody can make.
#[component]
pub fn CheckYourself() -> View {
    view! {
        <section class="section" aria-labelledby="check-yourself-title">
            <div class="section__head">
                <h2 id="check-yourself-title">"Check it yourself"</h2>
            </div>
            <ol class="numbered">
                <li>
                    <span>
                        "Turn off Wi-Fi once this page is open. Open a file, make segments, save a list. Everything works."
                    </span>
                </li>
                <li>
                    <span>
                        "Open the browser’s own Network view (" <span class="kbd">"F12"</span>
                        ") and work for a while. The list stays empty."
                    </span>
                </li>
                <li>
                    <span>"Read the policy beside this list. Your browser enforces it, not we."</span>
                </li>
            </ol>
        </section>
    }
}

/// The holes that are known, in words.
#[component]
pub fn Limits() -> View {
    view! {
        <section class="section" aria-labelledby="limits-title">
            <div class="section__head">
                <h2 id="limits-title">"What this does not cover"</h2>
            </div>
            <dl class="facts facts--long">
                <dt>"Extensions"</dt>
                <dd>
                    "A browser extension with access to all pages can read this one. Use a clean profile for sensitive lists."
                </dd>
                <dt>"Leaving the page"</dt>
                <dd>
                    "No policy stops a page from going to another address. This one stops itself: the program that runs here is the only one that could, and it holds no such code. Safari offers no way to stop every kind of leaving."
                </dd>
                <dt>"WebRTC"</dt>
                <dd>
                    "Policies do not cover connections for calls. The page removes them before the program starts; a hostile program inside the page could still find them in a frame."
                </dd>
                <dt>"Host names"</dt>
                <dd>"A browser may look a host name up ahead of a connection that the policy then refuses."</dd>
                <dt>"Later versions"</dt>
                <dd>"The seal is as good as the files that were loaded. Another version is another set of files."</dd>
                <dt>"Your exports"</dt>
                <dd>"Once a list is saved and uploaded to a tool, that tool’s rules apply."</dd>
            </dl>
        </section>
    }
}
