//! The browser's clock and calendar fields. The engine never asks for the time; only words that
//! speak of today do.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;

use crate::ui::view::prelude::*;

use crate::engine::present::number;

const MILLIS_PER_DAY: f64 = 86_400_000.0;

/// Today in the person's own time zone, as days since 1970-01-01.
pub fn today() -> i32 {
    let now = js_sys::Date::new_0();
    let local = now.get_time() - now.get_timezone_offset() * 60_000.0;
    whole_days(local)
}

/// The day of a date field ("2026-05-31"); `None` for anything else.
pub fn day_from_iso(text: &str) -> Option<i32> {
    let millis = js_sys::Date::parse(text);
    (text.len() == 10 && millis.is_finite()).then(|| whole_days(millis))
}

/// A day as a date field takes it.
pub fn iso_from_day(day: i32) -> String {
    let (year, month, day) = number::civil(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// A moment as a time of day in the person's own time zone: "14:01:07".
pub fn time_of_day(millis: f64) -> String {
    let moment = js_sys::Date::new(&millis.into());
    format!("{:02}:{:02}:{:02}", moment.get_hours(), moment.get_minutes(), moment.get_seconds())
}

/// True once a state has lasted that long: what is over in a moment is not worth a message.
pub fn lasting(is_on: Memo<bool>, duration: Duration) -> Signal<bool> {
    let has_lasted = RwSignal::new(false);
    follow_up(move |before: Option<Option<TimeoutHandle>>| {
        if let Some(Some(timer)) = before {
            timer.clear();
        }
        if is_on.get() {
            return set_timeout_with_handle(move || has_lasted.set(true), duration).ok();
        }
        has_lasted.set(false);
        None
    });
    has_lasted.into()
}

#[expect(clippy::cast_possible_truncation, reason = "days since 1970 fit for five million years either way")]
fn whole_days(millis: f64) -> i32 {
    (millis / MILLIS_PER_DAY).floor() as i32
}
