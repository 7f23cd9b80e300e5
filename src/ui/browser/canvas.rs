//! Drawing many points on a canvas, and hearing when they must be drawn again.

use crate::ui::view::prelude::*;
use wasm_bindgen::Clamped;
use wasm_bindgen::prelude::*;
use web_sys::{
    CanvasRenderingContext2d, Element, HtmlCanvasElement, ImageData, MutationObserver, MutationObserverInit,
    ResizeObserver,
};

/// Red, green, blue.
pub type Colour = [u8; 3];

/// How much a point covers what is below it, of 255.
const COVER: u16 = 165;

/// The colours that the style sheet gives to some elements, in their order.
pub fn colours_of(parent: &Element, selector: &str) -> Vec<Colour> {
    let Ok(found) = parent.query_selector_all(selector) else { return Vec::new() };
    let colour = |idx| {
        let element: Element = found.item(idx)?.dyn_into().ok()?;
        let style = window().get_computed_style(&element).ok()??;
        parse(&style.get_property_value("color").ok()?)
    };
    (0..found.length()).map(|idx| colour(idx).unwrap_or([128, 128, 128])).collect()
}

/// `rgb(16, 67, 168)`, as browsers write computed colours.
fn parse(text: &str) -> Option<Colour> {
    let inside = text.split_once('(')?.1.trim_end_matches(')');
    let mut parts = inside.split(|it: char| !it.is_ascii_digit() && it != '.').filter(|it| !it.is_empty());
    let mut next = || parts.next()?.split('.').next()?.parse().ok();
    Some([next()?, next()?, next()?])
}

/// Draws points, given as fractions of the surface and the position of their colour.
pub fn draw_points(surface: &HtmlCanvasElement, points: &[(f32, f32, u8)], colours: &[Colour]) {
    let place = surface.get_bounding_client_rect();
    let density = window().device_pixel_ratio().clamp(1.0, 3.0);
    let size = (whole(place.width() * density), whole(place.height() * density));
    if size.0 == 0 || size.1 == 0 {
        return;
    }
    surface.set_width(size.0);
    surface.set_height(size.1);
    let dot = whole(if points.len() > 4_000 { 2.0 } else { 3.0 } * density).max(2);
    let mut picture = Picture::new(size);
    for (x, y, segment) in points {
        if let Some(colour) = colours.get(usize::from(*segment)) {
            picture.dot((f64::from(*x), f64::from(*y)), dot, *colour);
        }
    }
    let bytes = Clamped(picture.bytes.as_slice());
    let Ok(image) = ImageData::new_with_u8_clamped_array_and_sh(bytes, size.0, size.1) else { return };
    let context = surface.get_context("2d").ok().flatten();
    if let Some(context) = context.and_then(|it| it.dyn_into::<CanvasRenderingContext2d>().ok()) {
        // Only a picture of another origin is refused.
        let _done = context.put_image_data(&image, 0.0, 0.0);
    }
}

/// Red, green, blue and cover of every pixel, transparent at first.
struct Picture {
    bytes: Vec<u8>,
    width: u32,
    height: u32,
}

impl Picture {
    fn new((width, height): (u32, u32)) -> Self {
        Self { bytes: vec![0; width as usize * height as usize * 4], width, height }
    }

    /// A square dot around a place.
    fn dot(&mut self, (x, y): (f64, f64), size: u32, colour: Colour) {
        let left =
            whole(x * f64::from(self.width)).saturating_sub(size / 2).min(self.width.saturating_sub(size));
        let top =
            whole(y * f64::from(self.height)).saturating_sub(size / 2).min(self.height.saturating_sub(size));
        for row in top..(top + size).min(self.height) {
            let first = (row * self.width + left) as usize * 4;
            let last = first + size.min(self.width) as usize * 4;
            let Some(pixels) = self.bytes.get_mut(first..last) else { continue };
            pixels.chunks_exact_mut(4).for_each(|pixel| blend(pixel, colour));
        }
    }
}

fn blend(pixel: &mut [u8], [red, green, blue]: Colour) {
    let [r, g, b, cover] = pixel else { return };
    let below = u16::from(*cover) * (255 - COVER) / 255;
    let total = COVER + below;
    let mix = |old: u8, new: u8| {
        let sum = u32::from(new) * u32::from(COVER) + u32::from(old) * u32::from(below);
        u8::try_from(sum / u32::from(total)).unwrap_or(u8::MAX)
    };
    (*r, *g, *b) = (mix(*r, red), mix(*g, green), mix(*b, blue));
    *cover = u8::try_from(total).unwrap_or(u8::MAX);
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of pixels")]
fn whole(x: f64) -> u32 {
    x.clamp(0.0, 16_384.0) as u32
}

/// Calls back now, and whenever an element's size or the page's theme changes, until the owner of
/// the present scope goes.
pub fn on_change_of_look(element: &Element, draw: impl Fn() + Copy + 'static) {
    let call = Closure::<dyn FnMut()>::new(draw);
    let function = call.as_ref().unchecked_ref();
    let sizes = ResizeObserver::new(function).ok();
    let themes = MutationObserver::new(function).ok();
    if let Some(it) = &sizes {
        it.observe(element);
    }
    if let (Some(it), Some(root)) = (&themes, document().document_element()) {
        let wanted = MutationObserverInit::new();
        wanted.set_attributes(true);
        // The root element can always be observed.
        let _observed = it.observe_with_options(&root, &wanted);
    }
    let scheme = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
    let listener = scheme.map(|it| gloo::events::EventListener::new(&it, "change", move |_| draw()));
    let kept = StoredValue::new_local(Some((call, sizes, themes, listener)));
    on_cleanup(move || {
        let Some(Some((_call, sizes, themes, _listener))) = kept.try_update_value(Option::take) else {
            return;
        };
        if let Some(it) = sizes {
            it.disconnect();
        }
        if let Some(it) = themes {
            it.disconnect();
        }
    });
}
