//! A worker that helps another one with natural groups: it does errands, one after the other.

use std::cell::RefCell;

use js_sys::{Array, Float64Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::engine::segmentation::groups::crew::{Errand, Mate};

/// Does errands until the worker that asks for them ends this one.
pub fn serve(scope: &DedicatedWorkerGlobalScope) {
    let mate = RefCell::new(Mate::default());
    let listener = {
        let scope = scope.clone();
        Closure::<dyn FnMut(_)>::new(move |event: MessageEvent| run(&scope, &mate, &event))
    };
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
}

fn run(scope: &DedicatedWorkerGlobalScope, mate: &RefCell<Mate>, event: &MessageEvent) {
    let parts: Array = event.data().unchecked_into();
    let bytes: Uint8Array = parts.get(0).unchecked_into();
    let numbers = parts.get(1).dyn_into::<Float64Array>().map(|it| it.to_vec()).unwrap_or_default();
    let Ok(errand) = postcard::from_bytes::<Errand>(&bytes.to_vec()) else { return };
    let word = mate.borrow_mut().run(errand, numbers);
    let bytes = postcard::to_stdvec(&word).unwrap_or_default();
    // Posting fails only for what cannot be cloned, and bytes always can.
    let _told = scope.post_message(&Uint8Array::from(bytes.as_slice()));
}
