//! A chart as a file of its own: shapes and words at fixed places, in fixed colours.
//!
//! What is written names no style sheet, no class, no font file and no address, so it looks the
//! same wherever it is opened.

use std::fmt::Write as _;

use crate::engine::present::palette;

/// Shapes and words in pixels, on a ground.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drawing {
    /// What it shows, for those who hear it.
    pub title: String,
    /// In which unit, of how many.
    pub description: String,
    /// Pixels.
    pub width: f64,
    /// Pixels.
    pub height: f64,
    /// Colour below everything: `"#fbfaf7"`.
    pub ground: String,
    /// From the lowest to the highest.
    pub shapes: Vec<Shape>,
}

/// One thing on a drawing.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// An outline, as SVG writes paths.
    Path {
        /// Steps of the outline.
        steps: String,
        /// Where they are put: `[a, b, c, d, e, f]`; `None` where they are in pixels already.
        matrix: Option<[f64; 6]>,
        /// How it is drawn.
        paint: Paint,
    },
    /// Words on one line.
    Text {
        /// The words.
        words: String,
        /// Where they are held.
        x: f64,
        /// Where they stand.
        y: f64,
        /// How they are held there.
        anchor: Anchor,
        /// How they are written.
        font: Font,
        /// How they are drawn.
        paint: Paint,
    },
    /// A picture of points.
    Picture {
        /// From the left.
        x: f64,
        /// From the top.
        y: f64,
        /// Pixels.
        width: f64,
        /// Pixels.
        height: f64,
        /// The picture itself: `data:image/png;base64,…`.
        data: String,
    },
}

/// Colours of a shape.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paint {
    /// Colour inside: `"#1043a8"`.
    pub fill: Option<String>,
    /// Colour and width of the line around.
    pub stroke: Option<(String, f64)>,
    /// Lengths of dashes: `"3 3"`.
    pub dashes: Option<String>,
    /// 0..=1.
    pub opacity: f64,
}

impl Paint {
    /// One colour, nothing around.
    pub fn filled(colour: impl Into<String>) -> Self {
        Self { fill: Some(colour.into()), opacity: 1.0, ..Self::default() }
    }
}

/// Which end of the words is held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Anchor {
    /// Their start.
    #[default]
    Start,
    /// Their middle.
    Middle,
    /// Their end.
    End,
}

/// How words are written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Font {
    /// Names of type faces, the first that is there counts.
    pub family: String,
    /// Pixels.
    pub size: f64,
    /// 400, 600.
    pub weight: String,
}

impl Drawing {
    /// The drawing as an SVG file.
    pub fn svg(&self) -> String {
        let (width, height) = (short(self.width), short(self.height));
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} \
             {height}\" role=\"img\"><title>{}</title><desc>{}</desc><path d=\"M0 0h{width}v{height}H0z\" \
             fill=\"{}\"/>",
            escaped(&self.title),
            escaped(&self.description),
            escaped(&self.ground)
        );
        self.shapes.iter().for_each(|it| it.write(&mut out));
        out.push_str("</svg>\n");
        out
    }
}

impl Shape {
    /// A slot's shape in a square, in one colour.
    pub fn mark(slot: u8, (left, top): (f64, f64), size: f64, colour: &str) -> Self {
        let scale = size / 12.0;
        let at = |(x, y): &(f64, f64)| (left + x * scale, top + y * scale);
        let circle = |r: f64| circle(at(&(6.0, 6.0)), r * scale);
        let paint = Paint::filled(colour);
        let (steps, paint) = match palette::shape(slot) {
            "circle" => (circle(5.2), paint),
            "ring" => {
                let stroke = Some((colour.to_owned(), 2.4 * scale));
                (circle(4.2), Paint { fill: None, stroke, ..paint })
            }
            _ => {
                let corners: Vec<_> = palette::corners(slot).iter().map(at).collect();
                (polygon(&corners), paint)
            }
        };
        Self::Path { steps, matrix: None, paint }
    }

    /// A box.
    pub fn rectangle((x, y): (f64, f64), (width, height): (f64, f64), paint: Paint) -> Self {
        let steps =
            format!("M{} {}h{}v{}h{}z", short(x), short(y), short(width), short(height), short(-width));
        Self::Path { steps, matrix: None, paint }
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Path { steps, matrix, paint } => {
                out.push_str("<path");
                attribute(out, "d", steps);
                if let Some(matrix) = matrix {
                    let parts = matrix.map(|it| short_to(it, 6)).join(" ");
                    attribute(out, "transform", &format!("matrix({parts})"));
                    attribute(out, "vector-effect", "non-scaling-stroke");
                }
                paint.write(out);
                out.push_str("/>");
            }
            Self::Text { words, x, y, anchor, font, paint } => {
                out.push_str("<text");
                attribute(out, "x", &short(*x));
                attribute(out, "y", &short(*y));
                match anchor {
                    Anchor::Start => {}
                    Anchor::Middle => attribute(out, "text-anchor", "middle"),
                    Anchor::End => attribute(out, "text-anchor", "end"),
                }
                attribute(out, "font-family", &font.family);
                attribute(out, "font-size", &short(font.size));
                attribute(out, "font-weight", &font.weight);
                if paint.stroke.is_some() {
                    attribute(out, "paint-order", "stroke");
                    attribute(out, "stroke-linejoin", "round");
                }
                paint.write(out);
                out.push('>');
                out.push_str(&escaped(words));
                out.push_str("</text>");
            }
            Self::Picture { x, y, width, height, data } => {
                out.push_str("<image");
                let sides = [("x", x), ("y", y), ("width", width), ("height", height)];
                for (name, it) in sides {
                    attribute(out, name, &short(*it));
                }
                attribute(out, "href", data);
                out.push_str("/>");
            }
        }
    }
}

impl Paint {
    fn write(&self, out: &mut String) {
        attribute(out, "fill", self.fill.as_deref().unwrap_or("none"));
        if let Some((colour, width)) = &self.stroke {
            attribute(out, "stroke", colour);
            attribute(out, "stroke-width", &short(*width));
        }
        if let Some(dashes) = &self.dashes {
            attribute(out, "stroke-dasharray", dashes);
        }
        if self.opacity < 0.999 {
            attribute(out, "opacity", &short(self.opacity));
        }
    }
}

/// The steps around a circle.
pub fn circle((x, y): (f64, f64), r: f64) -> String {
    let (left, y, across, r) = (short(x - r), short(y), short(2.0 * r), short(r));
    format!("M{left} {y}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0 -{across} 0z")
}

/// The steps around corners.
pub fn polygon(corners: &[(f64, f64)]) -> String {
    let mut steps = String::new();
    for (idx, (x, y)) in corners.iter().enumerate() {
        let command = if idx == 0 { 'M' } else { 'L' };
        // Writing into text cannot fail.
        let _written = write!(steps, "{command}{} {}", short(*x), short(*y));
    }
    steps.push('z');
    steps
}

fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    out.push_str(&escaped(value));
    out.push('"');
}

/// At most two decimals.
fn short(x: f64) -> String {
    short_to(x, 2)
}

fn short_to(x: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", if x.is_finite() { x } else { 0.0 });
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if matches!(short, "-0" | "") { "0".to_owned() } else { short.to_owned() }
}

/// Text as XML takes it; signs that XML does not know are left out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            it if it.is_control() || matches!(it, '\u{fffe}' | '\u{ffff}') => {}
            it => out.push(it),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(words: &str) -> Drawing {
        let font =
            Font { family: "Georgia, \"Times New Roman\"".to_owned(), size: 13.0, weight: "600".to_owned() };
        let paint = Paint::filled("#1b1f27");
        let text = Shape::Text { words: words.to_owned(), x: 4.0, y: 12.5, anchor: Anchor::End, font, paint };
        let mut shapes: Vec<_> = (1..=12).map(|it| Shape::mark(it, (8.0, 8.0), 24.0, "#1043a8")).collect();
        shapes.push(Shape::rectangle(
            (0.0, 1.0 / 3.0),
            (10.0, 4.0),
            Paint { opacity: 0.16, ..Paint::filled("#fff") },
        ));
        shapes.push(text);
        let (title, description) = (words.to_owned(), "n = 3".to_owned());
        Drawing { title, description, width: 320.0, height: 200.0, ground: "#fbfaf7".to_owned(), shapes }
    }

    #[test]
    fn names_cannot_break_out_of_the_file() {
        let svg = drawing("</text><script>alert(\"1\")</script> & \u{0}more").svg();
        assert!(!svg.contains("<script"), "{svg}");
        assert!(svg.contains("&lt;/text&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; more"));
        assert!(svg.contains("font-family=\"Georgia, &quot;Times New Roman&quot;\""));
    }

    #[test]
    fn every_tag_is_closed_and_nothing_is_referred_to() {
        let svg = drawing("Champions").svg();
        let n_open = svg.matches('<').count() - 2 * svg.matches("</").count() - svg.matches("/>").count();
        assert_eq!(n_open, 0, "{svg}");
        for outside in ["url(", "class=", "style=", "var(", "<use", "href"] {
            assert!(!svg.contains(outside), "{outside} in {svg}");
        }
    }

    #[test]
    fn every_slot_has_another_outline() {
        let mut outlines: Vec<String> =
            drawing("").shapes.iter().take(12).map(|it| format!("{it:?}")).collect();
        outlines.sort();
        outlines.dedup();
        assert_eq!(outlines.len(), 12);
    }
}
