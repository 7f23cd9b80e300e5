//! Reads the constant part of a piece of markup.
//!
//! A shape is a string of steps: a control character each, and the text up to the next one.
//! `enclave_markup` writes it, and its `shape.rs` says what each character means.

/// What a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// An HTML element opens; the text is its name.
    Html,
    /// An SVG element opens.
    Svg,
    /// The name of an attribute.
    Name,
    /// The value of the attribute named last.
    Value,
    /// Words.
    Text,
    /// The element opened last closes.
    Close,
    /// A value in a hole, for the thing of that name.
    Hole(Thing),
    /// A view in a hole.
    View,
    /// A listener in a hole, for the event of that name.
    Event,
    /// Who wants to know the element, in a hole.
    Reference,
}

/// What of an element has a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// An attribute.
    Attribute,
    /// A class, there or not.
    Class,
    /// A property of the object.
    Property,
    /// A property of the style.
    Style,
}

/// The steps of a shape with their texts.
pub fn steps(shape: &'static str) -> impl Iterator<Item = (Step, &'static str)> {
    let mut rest = shape;
    std::iter::from_fn(move || {
        let step = step(*rest.as_bytes().first()?)?;
        let after = rest.get(1..)?;
        let end = after.bytes().position(|it| it < b' ').unwrap_or(after.len());
        let (text, next) = after.split_at(end);
        rest = next;
        Some((step, text))
    })
}

fn step(byte: u8) -> Option<Step> {
    Some(match byte {
        0x01 => Step::Html,
        0x02 => Step::Svg,
        0x03 => Step::Name,
        0x04 => Step::Value,
        0x05 => Step::Text,
        0x06 => Step::Close,
        0x07 => Step::Hole(Thing::Attribute),
        0x08 => Step::View,
        0x0e => Step::Event,
        0x0f => Step::Hole(Thing::Class),
        0x10 => Step::Hole(Thing::Property),
        0x11 => Step::Hole(Thing::Style),
        0x12 => Step::Reference,
        _ => return None,
    })
}
