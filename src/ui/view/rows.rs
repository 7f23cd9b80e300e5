//! Rows with keys that stand on the page.

use std::rc::Rc;

use leptos::prelude::{Owner, document, untrack};
use web_sys::Node;

use super::mounted::{Mounted, insert};
use super::repeat::{List, Row};

/// The rows of one list, and an empty text after them.
pub struct Rows {
    list: List,
    all: Vec<MountedRow>,
    end: Node,
}

struct MountedRow {
    key: String,
    mounted: Mounted,
    /// Owns the signals that the row made; they go with it.
    _owner: Owner,
}

impl Rows {
    /// Mounts all rows.
    pub fn new(list: &List, rows: Vec<Row>, parent: &Node, before: Option<&Node>) -> Self {
        let end: Node = document().create_text_node("").into();
        insert(&end, parent, before);
        let rows = rows.into_iter().map(|it| MountedRow::new(it, parent, &end)).collect();
        Self { list: Rc::clone(list), all: rows, end }
    }

    /// Whether these are rows of that list: rows of another have other signals.
    pub fn is_list(&self, list: &List) -> bool {
        Rc::ptr_eq(&self.list, list)
    }

    /// Keeps the rows whose keys stay, makes and takes away the others, and puts all in order.
    pub fn patch(&mut self, next: Vec<Row>) {
        let Some(parent) = self.end.parent_node() else { return };
        let mut before: Vec<_> = std::mem::take(&mut self.all).into_iter().map(Some).collect();
        for row in next {
            let same = before.iter_mut().find(|it| it.as_ref().is_some_and(|it| it.key == row.key));
            let kept = same.and_then(Option::take);
            self.all.push(kept.unwrap_or_else(|| MountedRow::new(row, &parent, &self.end)));
        }
        for gone in before.into_iter().flatten() {
            gone.mounted.remove();
        }
        self.put_in_order(&parent);
    }

    /// Moves only what stands in the wrong place, so that the keyboard stays where it is.
    fn put_in_order(&self, parent: &Node) {
        let mut nodes = Vec::new();
        self.each_node(&mut |it| nodes.push(it.clone()));
        for (node, after) in nodes.iter().zip(nodes.iter().skip(1)).rev() {
            if node.next_sibling().as_ref() != Some(after) {
                insert(node, parent, Some(after));
            }
        }
    }

    /// The node the rows begin with.
    pub fn first(&self) -> Option<Node> {
        self.all.first().map_or_else(|| Some(self.end.clone()), |it| it.mounted.first())
    }

    /// Shows each node of each row, and the end.
    pub fn each_node(&self, look: &mut dyn FnMut(&Node)) {
        self.all.iter().for_each(|it| it.mounted.each_node(look));
        look(&self.end);
    }
}

impl MountedRow {
    fn new(row: Row, parent: &Node, end: &Node) -> Self {
        let Row { key, make, owner } = row;
        let owner = owner.child();
        let mounted = owner.with(|| untrack(|| Mounted::new(make(), parent, Some(end))));
        Self { key, mounted, _owner: owner }
    }
}
