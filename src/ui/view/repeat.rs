//! A list whose rows keep their elements when others come, go or move.

use std::rc::Rc;

use leptos::prelude::Owner;

use super::View;

/// Tells one list from another.
pub type List = Rc<()>;

/// One row: its key, and how it is made when there is none of that key yet.
pub struct Row {
    /// Tells it from the others.
    pub key: String,
    /// Makes it.
    pub make: Box<dyn FnOnce() -> View>,
    /// Who owns the signals that it makes; they live as long as the row.
    pub owner: Owner,
}

/// A row for each thing in a list.
pub struct For<E, K, C> {
    /// The list.
    pub each: E,
    /// Tells one thing from the others.
    pub key: K,
    /// Makes a row.
    pub children: C,
}

impl<T, E, K, C> For<E, K, C>
where
    T: 'static,
    E: Fn() -> Vec<T> + 'static,
    K: Fn(&T) -> String + 'static,
    C: Fn(T) -> View + 'static,
{
    /// The rows.
    pub fn view(self) -> View {
        let Self { each, key, children } = self;
        let children = Rc::new(children);
        let list = List::default();
        let above = Owner::current().unwrap_or_default();
        View::live(Box::new(move || {
            let row = |it: T| {
                let key = key(&it);
                let children = Rc::clone(&children);
                Row { key, make: Box::new(move || children(it)), owner: above.clone() }
            };
            View::rows(Rc::clone(&list), each().into_iter().map(row).collect())
        }))
    }
}
