//! Views written as markup, compiled to data.
//!
//! `view!` takes the markup of Leptos and turns each block into one constant string, the shape,
//! and a list of what stands in its holes. Code is spent on the holes alone; the runtime in
//! `ui/view` reads the shape. `#[component]` turns a function into a struct of its arguments with
//! a `view` method, so that a component used in markup is a struct literal.

mod component;
mod markup;
mod shape;

use proc_macro::TokenStream;

/// Markup to a `View`.
#[proc_macro]
pub fn view(input: TokenStream) -> TokenStream {
    markup::view(input.into()).unwrap_or_else(|it| it.to_compile_error()).into()
}

/// A function to a component: a struct of its arguments, and their view.
#[proc_macro_attribute]
pub fn component(_args: TokenStream, input: TokenStream) -> TokenStream {
    component::component(input.into()).unwrap_or_else(|it| it.to_compile_error()).into()
}
