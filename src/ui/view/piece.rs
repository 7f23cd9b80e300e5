//! A piece of markup that stands on the page: an element, and what is in its holes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::{Set as _, document};
use leptos::wasm_bindgen::JsCast as _;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::js_sys::Reflect;
use web_sys::wasm_bindgen::JsValue;
use web_sys::{Element, Event, HtmlElement, Node};

use super::hole::{Hole, Listener};
use super::live::{Follower, follow};
use super::mounted::{Mounted, insert};
use super::shape::{Step, Thing, steps};
use super::value::{Value, ValueKind};

/// The names of SVG elements mean something in here only.
const SVG: &str = "http://www.w3.org/2000/svg";

/// An element made from a shape.
pub struct Piece {
    shape: &'static str,
    root: Node,
    filled: Vec<Filled>,
}

/// What stands in a hole.
enum Filled {
    Value(Slot, Option<Follower>),
    View(Mounted),
    Listener(Heard),
    Reference(Element),
}

impl Piece {
    /// Makes the element and puts it before a node of the parent, or at its end.
    pub fn new(shape: &'static str, holes: Vec<Hole>, parent: &Node, before: Option<&Node>) -> Self {
        let mut filled = Vec::with_capacity(holes.len());
        let mut holes = holes.into_iter();
        let mut open: Vec<Element> = Vec::new();
        let mut root = None;
        let mut name = "";
        for (step, text) in steps(shape) {
            match (step, open.last()) {
                (Step::Html | Step::Svg, above) => {
                    let element = element(step, text);
                    match above {
                        Some(above) => insert(&element, above, None),
                        None => root = Some(element.clone()),
                    }
                    open.push(element);
                }
                (Step::Name, _) => name = text,
                (Step::Value, Some(it)) => it.set_attribute(name, text).unwrap_or_default(),
                (Step::Text, Some(it)) => insert(&document().create_text_node(text), it, None),
                (Step::Close, _) => drop(open.pop()),
                (Step::Hole(_) | Step::View | Step::Event | Step::Reference, Some(it)) => {
                    filled.extend(holes.next().map(|hole| Filled::new(hole, it, step, text)));
                }
                (_, None) => {}
            }
        }
        let root: Node = root.map_or_else(|| document().create_text_node("").into(), Into::into);
        insert(&root, parent, before);
        Self { shape, root, filled }
    }

    /// Whether it was made from this shape.
    pub fn has_shape(&self, shape: &'static str) -> bool {
        self.shape == shape
    }

    /// Its element.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// Fills the holes anew.
    pub fn patch(&mut self, holes: Vec<Hole>) {
        for (filled, hole) in self.filled.iter_mut().zip(holes) {
            match (filled, hole) {
                (Filled::Value(slot, follower), Hole::Value(value)) => *follower = slot.fill(value),
                (Filled::View(mounted), Hole::View(view)) => mounted.patch(view),
                (Filled::Listener(heard), Hole::Listener(listener)) => heard.by.set(Some(listener)),
                (Filled::Reference(element), Hole::Reference(place)) => place.set(Some(element.clone())),
                // One shape has the same holes in the same order.
                _ => {}
            }
        }
    }
}

impl Filled {
    fn new(hole: Hole, element: &Element, step: Step, name: &'static str) -> Self {
        match hole {
            Hole::Value(value) => {
                let thing = if let Step::Hole(thing) = step { thing } else { Thing::Attribute };
                let slot = Slot { element: element.clone(), thing, name, last: Rc::default() };
                let follower = slot.fill(value);
                Self::Value(slot, follower)
            }
            Hole::View(view) => Self::View(Mounted::new(view, element, None)),
            Hole::Listener(listener) => Self::Listener(Heard::new(element, name, listener)),
            Hole::Reference(place) => {
                place.set(Some(element.clone()));
                Self::Reference(element.clone())
            }
        }
    }
}

#[expect(clippy::expect_used, reason = "the names of elements are constants of the program")]
fn element(step: Step, name: &str) -> Element {
    let document = document();
    let made = if step == Step::Svg {
        document.create_element_ns(Some(SVG), name)
    } else {
        document.create_element(name)
    };
    made.expect("an element has a valid name")
}

/// A thing of an element that has a value.
#[derive(Clone)]
struct Slot {
    element: Element,
    thing: Thing,
    name: &'static str,
    last: Rc<RefCell<Option<ValueKind>>>,
}

impl Slot {
    /// Sets the value, now and as long as the follower lives.
    fn fill(&self, value: Value) -> Option<Follower> {
        let kind = value.kind();
        if let ValueKind::Live(read) = kind {
            let slot = self.clone();
            return Some(follow(Box::new(move || slot.set(read().kind()))));
        }
        self.set(kind);
        None
    }

    fn set(&self, value: ValueKind) {
        let mut last = self.last.borrow_mut();
        if last.as_ref() != Some(&value) {
            self.write(&value);
            *last = Some(value);
        }
    }

    fn write(&self, value: &ValueKind) {
        let Self { element, thing, name, .. } = self;
        let text = match value {
            ValueKind::Text(text) => Some(text.as_ref()),
            ValueKind::Flag(true) => Some(""),
            ValueKind::Flag(false) | ValueKind::Absent | ValueKind::Live(_) => None,
        };
        // Names are constants that the page's own tests have seen; a style may refuse a value.
        let _written = match (thing, text) {
            (Thing::Attribute, Some(text)) => element.set_attribute(name, text),
            (Thing::Attribute, None) => element.remove_attribute(name),
            (Thing::Class, text) => element.class_list().toggle_with_force(name, text.is_some()).map(drop),
            (Thing::Property, text) => {
                let value = if let ValueKind::Flag(it) = value {
                    JsValue::from_bool(*it)
                } else {
                    JsValue::from_str(text.unwrap_or_default())
                };
                Reflect::set(element, &JsValue::from_str(name), &value).map(drop)
            }
            (Thing::Style, text) => {
                let style = element.unchecked_ref::<HtmlElement>().style();
                style.set_property(name, text.unwrap_or_default())
            }
        };
    }
}

/// A listener on an element; another may take its place.
struct Heard {
    by: Rc<Cell<Option<Listener>>>,
    /// What the browser calls; it must live as long as the element may call it.
    _called: Closure<dyn FnMut(Event)>,
}

impl Heard {
    fn new(element: &Element, event: &str, listener: Listener) -> Self {
        let by = Rc::new(Cell::new(Some(listener)));
        let heard = Rc::clone(&by);
        let called = Closure::new(move |event| hear(&heard, event));
        // Every element takes listeners.
        let _added = element.add_event_listener_with_callback(event, called.as_ref().unchecked_ref());
        Self { by, _called: called }
    }
}

/// Calls a listener, which may be replaced meanwhile.
fn hear(by: &Cell<Option<Listener>>, event: Event) {
    let Some(mut listener) = by.take() else { return };
    listener(event);
    let newer = by.take();
    by.set(newer.or(Some(listener)));
}
