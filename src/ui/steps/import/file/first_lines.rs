//! The first lines of the file, separators made visible.

use crate::ui::view::prelude::*;

use crate::engine::present::preview::{Piece, pieces};
use crate::engine::table::Dialect;

/// Keeps a blank line as high as the others.
const BLANK: &str = "\u{a0}";

/// The lines as they stand in the file; those left out at the top are quieter.
#[component]
pub fn FirstLines(
    /// The lines.
    lines: Signal<Vec<String>>,
    /// How the file is written.
    dialect: Signal<Dialect>,
) -> View {
    let rows = move || {
        let Dialect { separator, quote, escape, skipped_lines, .. } = dialect.get();
        let n_skipped = usize::try_from(skipped_lines).unwrap_or(usize::MAX);
        let row = move |(idx, line): (usize, String)| {
            let class =
                if idx < n_skipped { "dialect__line dialect__line--skipped" } else { "dialect__line" };
            let line = if line.is_empty() { BLANK } else { &line };
            let pieces = pieces(line, separator, quote, escape).into_iter().map(piece).collect_view();
            view! { <span class=class>{pieces}</span> }
        };
        lines.get().into_iter().enumerate().map(row).collect_view()
    };
    view! {
        <pre class="dialect__sample" tabindex="0" role="group" aria-label="First lines of the file">
            {rows}
        </pre>
    }
}

fn piece(piece: Piece) -> View {
    match piece {
        Piece::Text(text) => text.into_view(),
        Piece::Mark(mark) => view! { <span class="dialect__mark">{mark}</span> },
    }
}
