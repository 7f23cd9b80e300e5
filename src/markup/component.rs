//! `#[component]`: the arguments become fields, the body becomes `view`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{FnArg, ItemFn, Pat, PatType, Result};

/// The struct and its view.
pub fn component(input: TokenStream) -> Result<TokenStream> {
    let ItemFn { attrs, vis, sig, block, .. } = syn::parse2(input)?;
    let name = &sig.ident;
    let (declared, used, bounds) = sig.generics.split_for_impl();
    let mut fields = Vec::new();
    let mut names = Vec::new();
    for argument in &sig.inputs {
        let (name, field) = field(argument)?;
        fields.push(quote! { #field });
        names.push(name);
    }
    let all = &sig.generics;
    Ok(quote! {
        #(#attrs)*
        #vis struct #name #all #bounds { #(#fields,)* }

        impl #declared #name #used #bounds {
            /// What it looks like.
            #vis fn view(self) -> crate::ui::view::View {
                let Self { #(#names,)* } = self;
                crate::ui::view::unheard(Box::new(move || {
                    crate::ui::view::IntoView::into_view(#block)
                }))
            }
        }
    })
}

fn field(argument: &FnArg) -> Result<(TokenStream, TokenStream)> {
    let FnArg::Typed(PatType { attrs, pat, ty, .. }) = argument else {
        return Err(syn::Error::new_spanned(argument, "a component takes no self"));
    };
    let Pat::Ident(name) = pat.as_ref() else {
        return Err(syn::Error::new_spanned(pat, "an argument of a component is a name"));
    };
    let name = &name.ident;
    Ok((quote! { #name }, quote! { #(#attrs)* pub #name: #ty }))
}
