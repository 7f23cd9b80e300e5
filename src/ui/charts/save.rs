//! A figure taken along: as a drawing, as a picture, as numbers.

use crate::ui::view::prelude::*;
use web_sys::Element;

use crate::engine::export::table_csv;
use crate::engine::present::chart::{Caption, Twin};
use crate::ui::browser::{download, drawn};

/// What a figure can be saved as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Svg,
    Png,
    Csv,
}

impl Kind {
    const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Svg, "SVG", "Drawing to scale and edit"),
        (Self::Png, "PNG", "Picture for slides and mail"),
        (Self::Csv, "CSV", "Its numbers for a spreadsheet"),
    ];
}

/// The buttons, folded until asked for.
#[component]
pub fn Save(
    /// What is saved.
    figure: NodeRef<Element>,
    /// Name of the chart in the files' names.
    name: &'static str,
    /// Finding and basis.
    caption: Caption,
    /// Its numbers.
    twin: Twin,
) -> View {
    let figure_of = StoredValue::new((caption, twin));
    let button = |(kind, word, hint): (Kind, &'static str, &'static str)| {
        let label = move || figure_of.with_value(|it| format!("Save as {word}: {}", it.0.finding));
        let on_click =
            move |_| figure_of.with_value(|(caption, twin)| save(kind, figure, name, caption, twin));
        view! {
            <button class="button button--small" type="button" title=hint aria-label=label on:click=on_click>
                {word}
            </button>
        }
    };
    view! {
        <details class="disclosure figure__save">
            <summary>
                <span>"Save"</span>
            </summary>
            <div class="cluster">{Kind::ALL.map(button).collect_view()}</div>
        </details>
    }
}

fn save(kind: Kind, figure: NodeRef<Element>, name: &str, caption: &Caption, twin: &Twin) {
    let Some(figure) = figure.get_untracked() else { return };
    let file_name = |ending: &str| format!("enclave-{name}.{ending}");
    if kind == Kind::Csv {
        download::save_text(
            &file_name("csv"),
            "text/csv;charset=utf-8",
            &table_csv(&twin.headings, &twin.rows),
        );
        return;
    }
    let drawing = drawn::drawn(&figure, &caption.finding, &caption.basis);
    let svg = drawing.svg();
    if kind == Kind::Svg {
        download::save_text(&file_name("svg"), "image/svg+xml", &svg);
    } else {
        download::save_as_png(file_name("png"), &svg, (drawing.width, drawing.height));
    }
}
