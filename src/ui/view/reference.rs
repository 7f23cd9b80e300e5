//! The element a view was mounted as.

use std::marker::PhantomData;

use leptos::prelude::{Get as _, GetUntracked as _, LocalStorage, RwSignal};
use leptos::wasm_bindgen::JsCast;
use web_sys::Element;

/// Where the element is put once it is there.
pub type Place = RwSignal<Option<Element>, LocalStorage>;

/// An element of the page, once it is there.
pub struct NodeRef<E>(Place, PhantomData<fn() -> E>);

impl<E> Clone for NodeRef<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for NodeRef<E> {}

impl<E> Default for NodeRef<E> {
    fn default() -> Self {
        Self(RwSignal::new_local(None), PhantomData)
    }
}

impl<E: JsCast> NodeRef<E> {
    /// Of no element yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The element; whoever asks hears when it comes.
    pub fn get(self) -> Option<E> {
        self.0.get().map(Element::unchecked_into)
    }

    /// The element as it is now.
    pub fn get_untracked(self) -> Option<E> {
        self.0.get_untracked().map(Element::unchecked_into)
    }

    /// Where the runtime puts it.
    pub fn place(self) -> Place {
        self.0
    }
}
