//! `view!`: markup to a shape and its holes.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeBlock, NodeElement, NodeName};
use syn::{Error, Expr, Result};

use crate::shape::Shape;

/// Elements that are SVG wherever they stand.
const SVG: [&str; 14] = [
    "svg", "g", "defs", "pattern", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
    "text", "tspan", "use",
];

/// The view of some markup.
pub fn view(input: TokenStream) -> Result<TokenStream> {
    let nodes = rstml::parse2(input)?;
    let mut views = Vec::new();
    for node in nodes {
        views.push(of_node(node)?);
    }
    Ok(one_after_the_other(views))
}

fn one_after_the_other(mut views: Vec<TokenStream>) -> TokenStream {
    if views.len() == 1 {
        return views.remove(0);
    }
    quote! { crate::ui::view::View::many()#(.and(#views))* }
}

fn of_node(node: Node) -> Result<TokenStream> {
    let (element, shown) = match node {
        Node::Element(element) => (Some(element), quote! {}),
        Node::Text(text) => (None, text.value.into_token_stream()),
        Node::Block(block) => (None, block_expr(&block)),
        Node::Comment(_) | Node::Doctype(_) | Node::Fragment(_) | Node::RawText(_) | Node::Custom(_) => {
            return Err(Error::new_spanned(node, "not markup of a view"));
        }
    };
    let Some(element) = element else {
        return Ok(quote! { crate::ui::view::IntoView::into_view(#shown) });
    };
    if is_component(&element) {
        return of_component(element);
    }
    let mut piece = Piece::default();
    piece.element(element, false)?;
    Ok(piece.finish())
}

/// A shape that is being written, and its holes.
#[derive(Default)]
struct Piece {
    shape: Shape,
    holes: Vec<TokenStream>,
}

impl Piece {
    fn finish(self) -> TokenStream {
        let Self { shape, holes } = self;
        let shape = shape.as_str();
        quote! { crate::ui::view::View::piece(#shape) #(#holes)* }
    }

    fn element(&mut self, element: NodeElement<rstml::Infallible>, is_inside_svg: bool) -> Result<()> {
        let name = element.name().to_string();
        let name = name.trim_end_matches('_');
        let is_svg = is_inside_svg || SVG.contains(&name);
        self.shape.step(if is_svg { Shape::SVG } else { Shape::HTML }, name);
        for attribute in element.attributes() {
            self.attribute(attribute)?;
        }
        for child in element.children {
            self.child(child, is_svg)?;
        }
        self.shape.step(Shape::CLOSE, "");
        Ok(())
    }

    fn child(&mut self, child: Node, is_svg: bool) -> Result<()> {
        if let Node::Text(text) = &child {
            let words = text.value_string();
            if words.is_empty() || words.chars().any(|it| it < ' ') {
                return Err(Error::new_spanned(text, "a text of printable characters"));
            }
            self.shape.step(Shape::TEXT, &words);
            return Ok(());
        }
        if matches!(&child, Node::Element(element) if !is_component(element))
            && let Node::Element(element) = child
        {
            return self.element(element, is_svg);
        }
        let view = of_node(child)?;
        self.shape.step(Shape::VIEW_HOLE, "");
        self.holes.push(quote! { .view(#view) });
        Ok(())
    }

    fn attribute(&mut self, attribute: &NodeAttribute) -> Result<()> {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return Err(Error::new_spanned(attribute, "an attribute has a name"));
        };
        let key = attribute.key.to_string();
        let Some(value) = attribute.value() else {
            self.shape.step(Shape::NAME, &key);
            self.shape.step(Shape::VALUE, "");
            return Ok(());
        };
        if let Some(event) = key.strip_prefix("on:") {
            self.shape.step(Shape::EVENT_HOLE, event);
            let kind = event_type(event);
            self.holes.push(quote! { .on(crate::ui::view::listener::<#kind>(#value)) });
        } else if key == "node_ref" {
            self.shape.step(Shape::REFERENCE_HOLE, "");
            self.holes.push(quote! { .known_to(#value.place()) });
        } else if let Some(text) = attribute.value_literal_string() {
            self.shape.step(Shape::NAME, &key);
            self.shape.step(Shape::VALUE, &text);
        } else {
            self.value(&key, value)?;
        }
        Ok(())
    }

    fn value(&mut self, key: &str, value: &Expr) -> Result<()> {
        let (what, name) = match key.split_once(':') {
            Some(("class", name)) => (Shape::CLASS_HOLE, name),
            Some(("prop", name)) => (Shape::PROPERTY_HOLE, name),
            Some(("style", name)) => (Shape::STYLE_HOLE, name),
            Some(_) => return Err(Error::new_spanned(value, "class:, prop:, style: or on:")),
            None => (Shape::ATTRIBUTE_HOLE, key),
        };
        self.shape.step(what, name);
        self.holes.push(quote! { .value(crate::ui::view::IntoValue::into_value(#value)) });
        Ok(())
    }
}

/// What a listener is given.
fn event_type(name: &str) -> TokenStream {
    match name {
        "click" => quote! { web_sys::MouseEvent },
        "keydown" | "keyup" => quote! { web_sys::KeyboardEvent },
        _ if name.starts_with("pointer") => quote! { web_sys::PointerEvent },
        _ if name.starts_with("drag") || name == "drop" => quote! { web_sys::DragEvent },
        _ => quote! { web_sys::Event },
    }
}

fn is_component(element: &NodeElement<rstml::Infallible>) -> bool {
    element.name().to_string().starts_with(|it: char| it.is_ascii_uppercase())
}

fn of_component(element: NodeElement<rstml::Infallible>) -> Result<TokenStream> {
    let NodeName::Path(path) = element.name().clone() else {
        return Err(Error::new_spanned(element.name(), "the name of a component"));
    };
    let mut names = Vec::new();
    let mut values = Vec::new();
    for attribute in element.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return Err(Error::new_spanned(attribute, "an attribute has a name"));
        };
        let (name, value) = property(attribute)?;
        names.push(name);
        values.push(value);
    }
    let is_show = path.path.is_ident("Show");
    if !element.children.is_empty() {
        let mut views = Vec::new();
        for child in element.children {
            views.push(of_node(child)?);
        }
        let children = one_after_the_other(views);
        names.push(quote! { children });
        values.push(if is_show {
            quote! { move || #children }
        } else {
            children
        });
    }
    if is_show && !names.iter().any(|it| it.to_string() == "fallback") {
        names.push(quote! { fallback });
        values.push(quote! { crate::ui::view::View::nothing });
    }
    if is_show || path.path.is_ident("For") {
        return Ok(quote! { crate::ui::view::#path { #(#names: #values),* }.view() });
    }
    Ok(quote! { #path { #(#names: crate::ui::view::property(#values)),* }.view() })
}

fn property(attribute: &KeyedAttribute) -> Result<(TokenStream, TokenStream)> {
    let NodeName::Path(name) = &attribute.key else {
        return Err(Error::new_spanned(&attribute.key, "the name of a component's argument"));
    };
    let value = attribute.value().map_or_else(|| quote! { #name }, |it| quote! { #it });
    Ok((quote! { #name }, value))
}

fn block_expr(block: &NodeBlock) -> TokenStream {
    match block.try_block() {
        Some(it) if it.stmts.len() == 1 => {
            let stmts = &it.stmts;
            quote! { #(#stmts)* }
        }
        _ => quote! { #block },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(input: TokenStream) -> String {
        view(input).unwrap().to_string()
    }

    #[test]
    fn what_is_constant_becomes_one_shape() {
        let view = written(quote! { <p class="note" hidden>"Ready " <b>"now"</b></p> });
        let shape = "\\u{1}p\\u{3}class\\u{4}note\\u{3}hidden\\u{4}\\u{5}Ready \\u{1}b\\u{5}now\\u{6}\\u{6}";
        assert_eq!(view, format!("crate :: ui :: view :: View :: piece (\"{shape}\")"));
    }

    #[test]
    fn what_changes_stands_in_holes_in_the_order_of_the_shape() {
        let view = written(quote! { <a href=link class:on=is_on on:click=go>{name}</a> });
        let at = |it: &str| view.find(it).unwrap();
        assert!(view.contains("\\u{7}href\\u{f}on\\u{e}click\\u{8}\\u{6}"), "{view}");
        assert!(
            at("(link)") < at("(is_on)") && at("(is_on)") < at("(go)") && at("(go)") < at("(name)"),
            "{view}"
        );
    }

    #[test]
    fn an_element_inside_a_drawing_is_of_svg() {
        let view = written(quote! { <svg><title>"A"</title></svg> });
        assert!(view.contains("\\u{2}svg\\u{2}title"), "{view}");
    }

    #[test]
    fn a_component_is_a_struct_of_its_arguments() {
        let view = written(quote! { <Icon name="note"/> });
        assert_eq!(view, "Icon { name : crate :: ui :: view :: property (\"note\") } . view ()");
    }

    #[test]
    fn an_unknown_prefix_and_a_control_character_are_refused() {
        assert!(view(quote! { <p bind:value=it></p> }).is_err());
        assert!(view(quote! { <p>"a\u{1}b"</p> }).is_err());
    }
}
