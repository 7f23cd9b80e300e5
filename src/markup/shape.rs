//! The constant part of a piece of markup, as one string.
//!
//! Every step is a control character and the text up to the next one; `ui/view/shape.rs` reads it.

/// Writes a shape, step by step.
#[derive(Default)]
pub struct Shape(String);

impl Shape {
    /// An HTML element opens.
    pub const HTML: char = '\u{1}';
    /// An SVG element opens.
    pub const SVG: char = '\u{2}';
    /// The name of an attribute.
    pub const NAME: char = '\u{3}';
    /// The value of the attribute named last.
    pub const VALUE: char = '\u{4}';
    /// A text.
    pub const TEXT: char = '\u{5}';
    /// The element opened last closes.
    pub const CLOSE: char = '\u{6}';
    /// An attribute whose value stands in a hole.
    pub const ATTRIBUTE_HOLE: char = '\u{7}';
    /// A view in a hole.
    pub const VIEW_HOLE: char = '\u{8}';
    /// A listener in a hole.
    pub const EVENT_HOLE: char = '\u{e}';
    /// A class that is there while the value in a hole is true.
    pub const CLASS_HOLE: char = '\u{f}';
    /// A property of the element's object, in a hole.
    pub const PROPERTY_HOLE: char = '\u{10}';
    /// A property of its style, in a hole.
    pub const STYLE_HOLE: char = '\u{11}';
    /// Who wants to know the element, in a hole.
    pub const REFERENCE_HOLE: char = '\u{12}';

    /// Adds a step.
    pub fn step(&mut self, what: char, text: &str) {
        self.0.push(what);
        self.0.push_str(text);
    }

    /// The shape as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
