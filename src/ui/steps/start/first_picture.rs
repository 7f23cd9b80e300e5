//! A real result before there is a file.

use crate::ui::view::prelude::*;

use crate::session::first_look::FirstLook;
use crate::ui::charts::RfmGridChart;

/// The shop sample's grid.
#[component]
pub fn FirstPicture() -> View {
    FirstLook::kept()
        .and_then(|it| it.grid())
        .map(|(grid, caption)| view! { <RfmGridChart grid caption on_open=None is_small=true/> })
}
