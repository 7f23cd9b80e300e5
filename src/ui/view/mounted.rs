//! A view that stands on the page, and how it becomes another.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::document;
use web_sys::{HtmlElement, Node};

use super::live::{Follower, follow};
use super::piece::Piece;
use super::rows::Rows;
use super::{Kind, View};

/// What is mounted. Every variant has at least one node, so that it can be found and replaced.
pub enum Mounted {
    /// An empty text keeps the place.
    Nothing(Node),
    /// Words.
    Text(Node, Cow<'static, str>),
    /// An element and what stands in its holes.
    Piece(Piece),
    /// Parts, and an empty text after them.
    Many(Vec<Mounted>, Node),
    /// Whatever the closure returned last.
    Live(Follower, Rc<RefCell<Option<Mounted>>>),
    /// Rows with keys.
    Rows(Rows),
}

/// Puts a view on the page, for good.
pub fn mount(place: HtmlElement, make: impl FnOnce() -> View + 'static) {
    let mounted = Rc::new(RefCell::new(None));
    let kept = Rc::clone(&mounted);
    let parent = place.clone();
    leptos::mount::mount_to(place, move || {
        *mounted.borrow_mut() = Some(Mounted::new(make(), &parent, None));
    })
    .forget();
    // The page lives as long as the program.
    std::mem::forget(kept);
}

impl Mounted {
    /// Mounts a view before a node of the parent, or at its end.
    pub fn new(view: View, parent: &Node, before: Option<&Node>) -> Self {
        match *view.0 {
            Kind::Nothing => Self::Nothing(text("", parent, before)),
            Kind::Text(words) => Self::Text(text(&words, parent, before), words),
            Kind::Piece(shape, holes) => Self::Piece(Piece::new(shape, holes, parent, before)),
            Kind::Many(parts) => {
                let parts = parts.into_iter().map(|it| Self::new(it, parent, before)).collect();
                Self::Many(parts, text("", parent, before))
            }
            Kind::Live(make) => {
                let held = Rc::new(RefCell::new(None));
                let place = (parent.clone(), before.cloned());
                Self::Live(live(make, Rc::clone(&held), Some(place)), held)
            }
            Kind::Rows(list, rows) => Self::Rows(Rows::new(&list, rows, parent, before)),
        }
    }

    /// Becomes another view, keeping every element that can stay.
    pub fn patch(&mut self, view: View) {
        match (&mut *self, *view.0) {
            (Self::Nothing(_), Kind::Nothing) => {}
            (Self::Text(node, before), Kind::Text(words)) => {
                if *before != words {
                    node.set_node_value(Some(&words));
                    *before = words;
                }
            }
            (Self::Piece(piece), Kind::Piece(shape, holes)) if piece.has_shape(shape) => piece.patch(holes),
            (Self::Many(parts, end), Kind::Many(views)) => patch_many(parts, end, views),
            (Self::Live(follower, held), Kind::Live(make)) => *follower = live(make, Rc::clone(held), None),
            (Self::Rows(rows), Kind::Rows(list, next)) if rows.is_list(&list) => rows.patch(next),
            (_, kind) => self.replace(View(Box::new(kind))),
        }
    }

    fn replace(&mut self, view: View) {
        let first = self.first();
        let Some(parent) = first.as_ref().and_then(Node::parent_node) else { return };
        let next = Self::new(view, &parent, first.as_ref());
        self.remove();
        *self = next;
    }

    /// The node it begins with.
    pub fn first(&self) -> Option<Node> {
        match self {
            Self::Nothing(node) | Self::Text(node, _) => Some(node.clone()),
            Self::Piece(piece) => Some(piece.root().clone()),
            Self::Many(parts, end) => parts.first().map_or_else(|| Some(end.clone()), Self::first),
            Self::Live(_, held) => held.borrow().as_ref().and_then(Self::first),
            Self::Rows(rows) => rows.first(),
        }
    }

    /// Shows each of its outermost nodes in order.
    pub fn each_node(&self, look: &mut dyn FnMut(&Node)) {
        match self {
            Self::Nothing(node) | Self::Text(node, _) => look(node),
            Self::Piece(piece) => look(piece.root()),
            Self::Many(parts, end) => {
                for part in parts {
                    part.each_node(look);
                }
                look(end);
            }
            Self::Live(_, held) => {
                if let Some(it) = held.borrow().as_ref() {
                    it.each_node(look);
                }
            }
            Self::Rows(rows) => rows.each_node(look),
        }
    }

    /// Takes it off the page. Its listeners still hear of that, so it must be dropped afterwards.
    pub fn remove(&self) {
        self.each_node(&mut |node| {
            if let Some(parent) = node.parent_node() {
                // A node has just this parent.
                let _taken = parent.remove_child(node);
            }
        });
    }
}

/// Follows a closure; without a place, what is held becomes what it returns.
fn live(
    make: Box<dyn Fn() -> View>,
    held: Rc<RefCell<Option<Mounted>>>,
    mut place: Option<(Node, Option<Node>)>,
) -> Follower {
    follow(Box::new(move || {
        let view = make();
        let mut held = held.borrow_mut();
        match (held.as_mut(), place.take()) {
            (Some(mounted), _) => mounted.patch(view),
            (None, Some((parent, before))) => *held = Some(Mounted::new(view, &parent, before.as_ref())),
            (None, None) => {}
        }
    }))
}

fn patch_many(parts: &mut Vec<Mounted>, end: &Node, views: Vec<View>) {
    for gone in parts.drain(views.len().min(parts.len())..) {
        gone.remove();
    }
    let mut views = views.into_iter();
    for (part, view) in parts.iter_mut().zip(views.by_ref()) {
        part.patch(view);
    }
    let Some(parent) = end.parent_node() else { return };
    parts.extend(views.map(|it| Mounted::new(it, &parent, Some(end))));
}

/// A text, in its place.
fn text(words: &str, parent: &Node, before: Option<&Node>) -> Node {
    let node = document().create_text_node(words).into();
    insert(&node, parent, before);
    node
}

/// Puts a node before another, or at the end.
pub fn insert(node: &Node, parent: &Node, before: Option<&Node>) {
    // The other node is in this parent: it was found there.
    let _placed = parent.insert_before(node, before);
}
