//! Pictures of badges: the shape of their kind with the facts in it, as SVG and PNG.

mod facts;
mod layout;
mod logo;
mod look;
mod shape;
mod words;

pub use logo::Logo;
pub use look::Look;

use super::Error;
use super::emblem::{Body, Branch, Kind, OPENING};
use super::text::coordinate;
use crate::base::limits::Limits;
use crate::model::MicroCredential;
use facts::Facts;
use layout::{Item, Layout};
use resvg::{tiny_skia, usvg};

/// A picture of what a badge records, square, with its letters drawn as shapes: it looks the same wherever it is shown.
///
/// ```
/// use openbadges::render::{Look, Picture};
/// let award = serde_json::from_str(openbadges::model::sample_award())?;
/// let picture = Picture::draw(&award, &Look::default())?;
/// assert!(picture.as_svg().contains("<title xml:lang=\"en\">Data Stories for Small Businesses</title>"));
/// assert!(openbadges::codec::png::is_png(&picture.to_png(600)?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    svg: String,
}

impl Picture {
    /// Draws a micro-credential or an award: its title, kind, credits, level, category and theme, provider, awarding
    /// body, award date and the last day to stack it, as far as it states them.
    ///
    /// # Errors
    ///
    /// `render.untitled` without a title; `render.unknown-kind` if neither the award nor the look says a kind that has a
    /// shape; and of each text `render.too-long`, `render.missing-glyph`, `render.control-character`, `render.blank` and
    /// `render.too-many-characters`.
    pub fn draw(award: &MicroCredential, look: &Look) -> Result<Self, Error> {
        let stated = award.kind().map(|kind| kind.as_str().to_owned());
        let kind = look.kind.or_else(|| Kind::of(award)).ok_or(Error::UnknownKind { found: stated })?;
        let branch = look.branch.or_else(|| Branch::of(award));
        let facts = Facts::of(award, kind, look)?;
        let body = Body { kind, branch, colours: &look.colours };
        let layout = Layout::new(&facts, kind, look)?;
        Ok(Self { svg: written(&facts, &body, &layout, look) })
    }

    /// The picture as SVG: 600 units wide and high, with a title and a description for screen readers, without script,
    /// style sheet, or reference to anything outside of it.
    #[must_use]
    pub fn as_svg(&self) -> &str {
        &self.svg
    }

    /// The picture as PNG, `side` pixels wide and high, with nothing around the shape.
    ///
    /// # Errors
    ///
    /// `render.unfit-size` for a side of less than 64 pixels or more than 4096.
    pub fn to_png(&self, side: u32) -> Result<Vec<u8>, Error> {
        let (least, most) = (LEAST_SIDE, Limits::DEFAULT.picture_side_pixels);
        if !(least..=most).contains(&side) {
            return Err(Error::UnfitSize { least, most, found: side });
        }
        // Nothing of this can fail for a picture of our own that has a size.
        let tree = usvg::Tree::from_str(&self.svg, &usvg::Options::default()).map_err(|_| Error::Undrawable)?;
        let mut pixels = tiny_skia::Pixmap::new(side, side).ok_or(Error::Undrawable)?;
        let scale = pixels_per_unit(side);
        resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
        encoded(pixels).map_err(|_| Error::Undrawable)
    }
}

/// Most of a picture is plain, so that pixels as they are get smaller than differences between them, and sooner.
fn encoded(pixels: tiny_skia::Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_deflate_compression(png::DeflateCompression::Level(3));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels.take_demultiplied())?;
    writer.finish()?;
    Ok(bytes)
}

fn written(facts: &Facts, body: &Body<'_>, layout: &Layout, look: &Look) -> String {
    let mut svg = String::from(OPENING);
    svg.push_str("<title");
    if !facts.language.is_undetermined() {
        svg.push_str(" xml:lang=\"");
        svg.push_str(facts.language.as_str());
        svg.push('"');
    }
    svg.push('>');
    escape(&layout.title, &mut svg);
    svg.push_str("</title><desc>");
    escape(&layout.described, &mut svg);
    svg.push_str("</desc>");
    body.draw(&mut svg);
    let colour = body.ink();
    for item in &layout.items {
        match item {
            Item::Sign { x, y, scale } => body.draw_sign(*x, *y, *scale, &mut svg),
            Item::Logo { x, y, width, height } => {
                if let Some(logo) = &look.logo {
                    logo.draw([*x, *y, *width, *height], body.is_solid().then(|| look.colours.paper()), &mut svg);
                }
            }
            Item::Rule { y } => {
                let colour = if body.is_solid() { look.colours.trim() } else { look.colours.accent() };
                svg.push_str("<path d=\"M264 ");
                coordinate(*y, &mut svg);
                svg.push_str("H336\" stroke=\"");
                svg.push_str(&colour.to_string());
                svg.push_str("\" stroke-width=\"3\" stroke-linecap=\"round\"/>");
            }
            Item::Text(texts) => {
                svg.push_str("<path fill=\"");
                svg.push_str(&colour.to_string());
                svg.push_str("\" d=\"");
                for text in texts {
                    text.line.draw(text.x, text.baseline, text.size, &mut svg);
                }
                svg.push_str("\"/>");
            }
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// Appends a text as XML has it; what XML cannot hold was refused when the text was laid out.
fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            other => out.push(other),
        }
    }
}

#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "a side has at most four digits")]
fn pixels_per_unit(side: u32) -> f32 {
    side as f32 / shape::SIDE
}

/// Below this nothing can be told apart.
const LEAST_SIDE: u32 = 64;

#[cfg(test)]
mod tests;
