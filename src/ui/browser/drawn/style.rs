//! What the style sheet makes of an element, as a drawing needs it.

use leptos::prelude::window;
use web_sys::{CssStyleDeclaration, Element};

use crate::engine::present::chart::drawing::{Font, Paint};

/// What the style sheet makes of an element.
pub struct Style(CssStyleDeclaration);

impl Style {
    /// Of an element of the page.
    pub fn of(element: &Element) -> Option<Self> {
        window().get_computed_style(element).ok()?.map(Self)
    }

    /// A property as the browser writes it; empty where it has none.
    pub fn text(&self, name: &str) -> String {
        self.0.get_property_value(name).unwrap_or_default()
    }

    /// A length in pixels; 0 for anything else.
    pub fn number(&self, name: &str) -> f64 {
        self.text(name).trim_end_matches("px").parse().unwrap_or(0.0)
    }

    /// A colour as `#rrggbb`, and how much it covers; `None` where it covers nothing.
    pub fn colour(&self, name: &str) -> Option<(String, f64)> {
        let text = self.text(name);
        let inside = text.strip_prefix("rgb")?.split_once('(')?.1;
        let parts = inside.split(|it: char| !it.is_ascii_digit() && it != '.');
        let mut parts = parts.filter_map(|it| it.parse::<f64>().ok());
        let mut hex = String::from("#");
        for _ in 0..3 {
            let part = parts.next()?.round().clamp(0.0, 255.0);
            hex.push(digit(part / 16.0));
            hex.push(digit(part % 16.0));
        }
        let cover = parts.next().unwrap_or(1.0);
        (cover > 0.0).then_some((hex, cover))
    }

    /// Colours of a mark.
    pub fn paint(&self, opacity: f64) -> Paint {
        let fill = self.colour("fill").filter(|_| self.text("fill") != "none");
        let cover = fill.as_ref().map_or(1.0, |it| it.1);
        let stroke = self.colour("stroke").map(|it| (it.0, self.number("stroke-width")));
        let dashes = Some(self.text("stroke-dasharray")).filter(|it| !it.is_empty() && it != "none");
        let dashes = dashes.map(|it| it.replace("px", ""));
        Paint { fill: fill.map(|it| it.0), stroke, dashes, opacity: opacity * cover }
    }

    /// How words are written.
    pub fn font(&self) -> Font {
        Font {
            family: self.text("font-family"),
            size: self.number("font-size"),
            weight: self.text("font-weight"),
        }
    }
}

/// The hexadecimal digit of a number from 0 to below 16.
fn digit(part: f64) -> char {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 15")]
    let at = part as usize;
    DIGITS.get(at).copied().unwrap_or('f')
}
