//! What the page has asked for, as the page can see it.

use crate::ui::view::prelude::*;
use serde::Deserialize;

use crate::engine::present::number;
use crate::ui::browser::clock;

/// One file that was asked for.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Connection {
    /// Its name, without folders.
    pub name: String,
    /// What asked for it.
    pub kind: String,
    /// Whether it came from this site.
    pub own: bool,
    /// Bytes received, as they came over the line.
    pub received: f64,
    /// When, in milliseconds since the epoch.
    pub at: f64,
}

/// A table of every file, with the sum.
#[component]
pub fn Connections(
    /// In the order they were asked for.
    log: Signal<Vec<Connection>>,
) -> View {
    let total = move || log.with(|it| it.iter().map(|it| it.received).sum::<f64>());
    view! {
        <section class="section" aria-labelledby="log-title">
            <div class="section__head">
                <h2 id="log-title">"Connections since this page was opened"</h2>
                <p>"What the page can see. A browser extension may see more"</p>
            </div>
            <div class="scroll-x" tabindex="0" role="group" aria-label="Connection log">
                <table class="data-table data-table--tight">
                    <thead>
                        <tr>
                            <th scope="col">"Time"</th>
                            <th scope="col">"File"</th>
                            <th scope="col">"Kind"</th>
                            <th scope="col" class="is-number">"Received"</th>
                            <th scope="col">"From"</th>
                        </tr>
                    </thead>
                    <tbody>{move || log.get().into_iter().map(row).collect_view()}</tbody>
                    <tfoot>
                        <tr>
                            <td></td>
                            <th scope="row">"In all"</th>
                            <td></td>
                            <td class="is-number">{move || size(total())}</td>
                            <td></td>
                        </tr>
                    </tfoot>
                </table>
            </div>
        </section>
    }
}

fn row(it: Connection) -> View {
    let kind = kind_name(&it);
    view! {
        <tr>
            <td>{clock::time_of_day(it.at)}</td>
            <th scope="row">{it.name}</th>
            <td>{kind}</td>
            <td class="is-number">{size(it.received)}</td>
            <td>{if it.own { "This site" } else { "Another site" }}</td>
        </tr>
    }
}

fn kind_name(it: &Connection) -> &'static str {
    let ends = |ending: &str| it.name.ends_with(ending);
    match it.kind.as_str() {
        "page" => "Page",
        _ if ends(".css") => "Style",
        _ if ends(".pack") || ends(".wasm") => "Program",
        _ if ends(".js") => "Script",
        "img" => "Picture",
        _ => "Other",
    }
}

/// "554 kB"; a file from the browser's own store came over no line.
fn size(bytes: f64) -> String {
    if bytes <= 0.0 { "0 kB".to_owned() } else { format!("{} kB", number::fixed(bytes / 1_000.0, 1)) }
}
