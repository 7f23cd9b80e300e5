//! A figure of the page as a drawing: every word and mark where it stands, in the colours it has.
//!
//! The page itself is read, so what is saved is what is seen, in its theme and at its width; the
//! engine writes it as a file.

mod style;

use wasm_bindgen::JsCast as _;
use web_sys::{
    DomRect, Element, HtmlCanvasElement, Node, Range, SvgGraphicsElement, SvgMatrix, SvgTextContentElement,
};

use leptos::prelude::document;

use crate::engine::present::chart::drawing::{Anchor, Drawing, Paint, Shape, circle};
use crate::engine::present::palette;
use style::Style;

/// What belongs to the page and not to the picture.
const LEFT_OUT: &str = ".figure__tip, .visually-hidden, .figure__foot, details, fieldset, .customer-map__choosing, button, input, select, i";
/// Pixels around the figure.
const MARGIN: f64 = 16.0;
/// From the top of a line of words to where they stand, as a share of its height.
const BASELINE: f64 = 0.78;

/// The figure as it is now.
pub fn drawn(figure: &Element, title: &str, description: &str) -> Drawing {
    let place = figure.get_bounding_client_rect();
    let ground = document().body().and_then(|it| Some(Style::of(&it)?.colour("background-color")?.0));
    let mut walk = Walk {
        left: place.left() - MARGIN,
        top: place.top() - MARGIN,
        width: place.width() + MARGIN,
        height: 0.0,
        shapes: Vec::new(),
    };
    walk.element(figure, 1.0);
    Drawing {
        title: title.to_owned(),
        description: description.to_owned(),
        width: (walk.width + MARGIN).ceil(),
        height: (walk.height + MARGIN).ceil(),
        ground: ground.unwrap_or_else(|| "white".to_owned()),
        shapes: walk.shapes,
    }
}

/// Through the figure, from the lowest to the highest.
struct Walk {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    shapes: Vec<Shape>,
}

impl Walk {
    fn element(&mut self, element: &Element, opacity: f64) {
        let Some(style) = Style::of(element) else { return };
        let is_seen = style.text("display") != "none" && style.text("visibility") == "visible";
        if !is_seen || element.matches(LEFT_OUT).unwrap_or(false) {
            return;
        }
        let opacity = opacity * style.text("opacity").parse::<f64>().unwrap_or(1.0);
        match element.local_name().as_str() {
            "rect" | "circle" | "line" | "path" => self.mark(element, style.paint(opacity)),
            "use" => self.shape_of_slot(element, &style, opacity),
            "text" => self.label(element, &style, opacity),
            "canvas" => self.points(element),
            _ => {
                self.ground(element, &style, opacity);
                self.children(element, &style, opacity);
            }
        }
    }

    fn children(&mut self, element: &Element, style: &Style, opacity: f64) {
        let nodes = element.child_nodes();
        for idx in 0..nodes.length() {
            let Some(node) = nodes.item(idx) else { continue };
            match node.dyn_ref::<Element>() {
                Some(it) => self.element(it, opacity),
                None if node.node_type() == Node::TEXT_NODE => self.words(&node, style, opacity),
                None => {}
            }
        }
    }

    /// The drawing grows to hold what is wider than its frame, such as a table that scrolls.
    fn holds(&mut self, place: &DomRect) {
        self.width = self.width.max(place.right() - self.left);
        self.height = self.height.max(place.bottom() - self.top);
    }

    /// A point of the plot in pixels of the drawing.
    fn at(&self, matrix: &SvgMatrix, x: f64, y: f64) -> (f64, f64) {
        let across = f64::from(matrix.a()) * x + f64::from(matrix.c()) * y + f64::from(matrix.e());
        let down = f64::from(matrix.b()) * x + f64::from(matrix.d()) * y + f64::from(matrix.f());
        (across - self.left, down - self.top)
    }

    fn mark(&mut self, element: &Element, paint: Paint) {
        let Some(graphics) = element.dyn_ref::<SvgGraphicsElement>() else { return };
        let Some((matrix, inside)) = graphics.get_screen_ctm().zip(graphics.get_b_box().ok()) else { return };
        if paint.fill.is_none() && paint.stroke.is_none() {
            return;
        }
        self.holds(&element.get_bounding_client_rect());
        let [x, y, width, height] = [inside.x(), inside.y(), inside.width(), inside.height()].map(f64::from);
        let (start, end) = (self.at(&matrix, x, y), self.at(&matrix, x + width, y + height));
        let (steps, matrix) = match element.local_name().as_str() {
            "rect" => {
                self.shapes.push(Shape::rectangle(start, (end.0 - start.0, end.1 - start.1), paint));
                return;
            }
            "circle" => (circle(middle(start, end), (end.0 - start.0) / 2.0), None),
            "line" => (format!("M{:.2} {:.2}L{:.2} {:.2}", start.0, start.1, end.0, end.1), None),
            _ => {
                let moved = self.at(&matrix, 0.0, 0.0);
                let turned = [matrix.a(), matrix.b(), matrix.c(), matrix.d()].map(f64::from);
                let [right, down, left, up] = turned;
                let matrix = [right, down, left, up, moved.0, moved.1];
                (element.get_attribute("d").unwrap_or_default(), Some(matrix))
            }
        };
        self.shapes.push(Shape::Path { steps, matrix, paint });
    }

    fn shape_of_slot(&mut self, element: &Element, style: &Style, opacity: f64) {
        let name = element.get_attribute("href").unwrap_or_default();
        let slot = (1..=palette::N_SLOTS).find(|it| name.strip_prefix("#mark-") == Some(palette::shape(*it)));
        let Some((slot, graphics)) = slot.zip(element.dyn_ref::<SvgGraphicsElement>()) else { return };
        let number = |name: &str| element.get_attribute(name)?.parse::<f64>().ok();
        let (corner, size) = if let Some((width, matrix)) = number("width").zip(graphics.get_screen_ctm()) {
            let corner = (number("x").unwrap_or(0.0), number("y").unwrap_or(0.0));
            (self.at(&matrix, corner.0, corner.1), width)
        } else {
            let Ok(Some(field)) = element.closest("svg") else { return };
            let place = field.get_bounding_client_rect();
            ((place.left() - self.left, place.top() - self.top), place.width())
        };
        let Some((colour, cover)) = style.colour("fill") else { return };
        let mut mark = Shape::mark(slot, corner, size, &colour);
        if let Shape::Path { paint, .. } = &mut mark {
            paint.opacity = opacity * cover;
        }
        // A rim of the ground parts the mark from what is below it.
        if let (Some((rim, _)), "stroke", Shape::Path { steps, .. }) =
            (style.colour("stroke"), style.text("paint-order").split(' ').next().unwrap_or_default(), &mark)
        {
            let paint = Paint { stroke: Some((rim, 3.0)), opacity, ..Paint::default() };
            self.shapes.push(Shape::Path { steps: steps.clone(), matrix: None, paint });
        }
        self.shapes.push(mark);
    }

    /// A line of words in a plot.
    fn label(&mut self, element: &Element, style: &Style, opacity: f64) {
        let Some(text) = element.dyn_ref::<SvgTextContentElement>() else { return };
        let words = element.text_content().unwrap_or_default();
        let last = u32::try_from(text.get_number_of_chars()).unwrap_or(0).checked_sub(1);
        let ends = last.and_then(|last| {
            text.get_start_position_of_char(0).ok().zip(text.get_end_position_of_char(last).ok())
        });
        let Some(((start, end), matrix)) = ends.zip(text.get_screen_ctm()) else { return };
        self.holds(&element.get_bounding_client_rect());
        let place = |it: &web_sys::SvgPoint| self.at(&matrix, f64::from(it.x()), f64::from(it.y()));
        let (start, end) = (place(&start), place(&end));
        let (anchor, (x, y)) = match style.text("text-anchor").as_str() {
            "middle" => (Anchor::Middle, middle(start, end)),
            "end" => (Anchor::End, end),
            _ => (Anchor::Start, start),
        };
        self.shapes.push(Shape::Text {
            words,
            x,
            y,
            anchor,
            font: style.font(),
            paint: style.paint(opacity),
        });
    }

    /// Words between other things, line by line as the page breaks them.
    fn words(&mut self, node: &Node, style: &Style, opacity: f64) {
        let (text, Ok(range)) = (node.text_content().unwrap_or_default(), Range::new()) else { return };
        let mut line: Option<(String, f64, f64, f64, f64)> = None;
        let mut at = 0_u32;
        for part in text.split_inclusive(char::is_whitespace) {
            let start = at;
            at += u32::try_from(part.encode_utf16().count()).unwrap_or(0);
            let word = part.trim();
            if word.is_empty() || range.set_start(node, start).is_err() || range.set_end(node, at).is_err() {
                continue;
            }
            let place = range.get_bounding_client_rect();
            if place.width() <= 0.0 {
                continue;
            }
            self.holds(&place);
            let (left, right) = (place.left() - self.left, place.right() - self.left);
            let (top, height) = (place.top() - self.top, place.height());
            match &mut line {
                Some((words, _, end, line_top, _)) if (*line_top - top).abs() < height / 2.0 => {
                    words.push(' ');
                    words.push_str(word);
                    *end = right;
                }
                _ => {
                    self.line(line.take(), style, opacity);
                    line = Some((word.to_owned(), left, right, top, height));
                }
            }
        }
        self.line(line, style, opacity);
    }

    fn line(&mut self, line: Option<(String, f64, f64, f64, f64)>, style: &Style, opacity: f64) {
        let Some((words, left, right, top, height)) = line else { return };
        let (anchor, x) = match style.text("text-align").as_str() {
            "end" | "right" => (Anchor::End, right),
            "center" => (Anchor::Middle, f64::midpoint(left, right)),
            _ => (Anchor::Start, left),
        };
        let Some((colour, cover)) = style.colour("color") else { return };
        let paint = Paint { opacity: opacity * cover, ..Paint::filled(colour) };
        self.shapes.push(Shape::Text {
            words,
            x,
            y: top + BASELINE * height,
            anchor,
            font: style.font(),
            paint,
        });
    }

    /// What lies below the words of an element: its ground and its lines.
    fn ground(&mut self, element: &Element, style: &Style, opacity: f64) {
        let place = element.get_bounding_client_rect();
        let (x, y) = (place.left() - self.left, place.top() - self.top);
        let (width, height) = (place.width(), place.height());
        let mut filled = |name: &str, corner: (f64, f64), size: (f64, f64)| {
            if let Some((colour, cover)) = style.colour(name).filter(|_| size.0 > 0.0 && size.1 > 0.0) {
                let paint = Paint { opacity: opacity * cover, ..Paint::filled(colour) };
                self.shapes.push(Shape::rectangle(corner, size, paint));
            }
        };
        filled("background-color", (x, y), (width, height));
        let [above, below, left, right] = ["top", "bottom", "left", "right"].map(|side| {
            let is_drawn = style.text(&format!("border-{side}-style")) != "none";
            if is_drawn { style.number(&format!("border-{side}-width")) } else { 0.0 }
        });
        filled("border-top-color", (x, y), (width, above));
        filled("border-bottom-color", (x, y + height - below), (width, below));
        filled("border-left-color", (x, y), (left, height));
        filled("border-right-color", (x + width - right, y), (right, height));
    }

    fn points(&mut self, element: &Element) {
        let Some(surface) = element.dyn_ref::<HtmlCanvasElement>() else { return };
        let Ok(data) = surface.to_data_url() else { return };
        let place = element.get_bounding_client_rect();
        self.holds(&place);
        let (x, y) = (place.left() - self.left, place.top() - self.top);
        self.shapes.push(Shape::Picture { x, y, width: place.width(), height: place.height(), data });
    }
}

fn middle(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    (f64::midpoint(a.0, b.0), f64::midpoint(a.1, b.1))
}
