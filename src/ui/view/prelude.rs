//! What a view needs: the markup, its values, and the reactive system of Leptos.

pub use leptos::prelude::{
    Callable, Callback, FromLocal, GetValue, LocalStorage, SetValue, StoredValue, UpdateValue, WithValue,
    document, event_target_checked, event_target_value, expect_context, on_cleanup, provide_context,
    request_animation_frame, set_interval_with_handle, set_timeout_with_handle, untrack, window,
};

pub use super::{
    CollectView, IntoValue, IntoView, Memo, NodeRef, Readable, RwSignal, Signal, View, component, follow_up,
    view,
};
