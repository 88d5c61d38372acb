//! An issuer's logo, made sure to be nothing but a picture.

use crate::base::limits::Limits;
use crate::codec::{png, svg};
use crate::render::text::coordinate;
use crate::render::{Colour, Error};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use resvg::{tiny_skia, usvg};

/// A logo in PNG or SVG.
#[derive(Debug, Clone, PartialEq)]
pub struct Logo {
    /// As a data URL.
    address: String,
    /// Its width in units of its height.
    ratio: f32,
}

impl Logo {
    /// Reads a PNG or an SVG.
    ///
    /// An SVG may hold shapes, groups, gradients, clipping paths and masks, and refer to its own parts: no text, which
    /// would need a font, no script, style sheet, animation, filter, picture or foreign element, and nothing outside.
    ///
    /// # Errors
    ///
    /// `render.logo-too-large`; `render.malformed-logo` for what is neither, or holds something else.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        let limit = Limits::DEFAULT.logo_bytes;
        if bytes.len() > limit {
            return Err(Error::LogoTooLarge { limit, found: bytes.len() });
        }
        let (kind, ratio) = if png::is_png(bytes) { ("png", of_png(bytes)?) } else { ("svg+xml", of_svg(bytes)?) };
        if !(1.0 / LONGEST..=LONGEST).contains(&ratio) {
            return Err(malformed("a logo at most twelve times as wide as high, or as high as wide"));
        }
        let address = format!("data:image/{kind};base64,{}", BASE64_STANDARD.encode(bytes));
        Ok(Self { address, ratio })
    }

    /// Draws the logo as large as it is within a box of this middle and size, on `paper` if that is given.
    pub(super) fn draw(&self, [x, y, width, height]: [f32; 4], paper: Option<Colour>, out: &mut String) {
        let margin = if paper.is_some() { 6.0 } else { 0.0 };
        let high = (height - 2.0 * margin).min((width - 2.0 * margin) / self.ratio);
        let wide = high * self.ratio;
        if let Some(paper) = paper {
            out.push_str("<rect");
            attributes([x, y, wide + 2.0 * margin, high + 2.0 * margin], out);
            out.push_str(" rx=\"6\" fill=\"");
            out.push_str(&paper.to_string());
            out.push_str("\"/>");
        }
        out.push_str("<image");
        attributes([x, y, wide, high], out);
        out.push_str(" href=\"");
        out.push_str(&self.address);
        out.push_str("\"/>");
    }
}

fn attributes([x, y, width, height]: [f32; 4], out: &mut String) {
    for (name, number) in [("x", x - width / 2.0), ("y", y - height / 2.0), ("width", width), ("height", height)] {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        coordinate(number, out);
        out.push('"');
    }
}

/// Decodes it, so that nothing is left out of a picture later; its size is looked at before.
fn of_png(bytes: &[u8]) -> Result<f32, Error> {
    png::Png::open(bytes, &Limits::DEFAULT).map_err(|_| malformed("a sound PNG"))?;
    // PNG third edition, section 11.2.1: width and height are the first of the header, which is the first chunk.
    let number = |from: usize| {
        let number = bytes.get(from..from.saturating_add(4)).and_then(|bytes| bytes.try_into().ok());
        number.map_or(u32::MAX, u32::from_be_bytes)
    };
    let (width, height) = (number(16), number(20));
    if width.max(height) > MOST_PIXELS {
        return Err(malformed("a PNG of at most 4096 pixels a side"));
    }
    tiny_skia::Pixmap::decode_png(bytes).map_err(|_| malformed("a PNG that can be decoded"))?;
    let size = tiny_skia::IntSize::from_wh(width, height).ok_or_else(|| malformed("a PNG with a size"))?;
    Ok(size.to_size().width() / size.to_size().height())
}

fn of_svg(bytes: &[u8]) -> Result<f32, Error> {
    svg::Svg::open(bytes, &Limits::DEFAULT).map_err(|_| malformed("a PNG, or a sound SVG in UTF-8"))?;
    let text = std::str::from_utf8(bytes).map_err(|_| malformed("an SVG in UTF-8"))?;
    check_elements(text)?;
    let tree = usvg::Tree::from_str(text, &usvg::Options::default()).map_err(|_| malformed("an SVG with a size"))?;
    if tree.root().children().is_empty() {
        return Err(malformed("an SVG with something to see in it"));
    }
    Ok(tree.size().width() / tree.size().height())
}

fn check_elements(text: &str) -> Result<(), Error> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().map_err(|_| malformed("well-formed XML"))? {
            Event::Start(tag) | Event::Empty(tag) => check_element(&tag)?,
            Event::DocType(_) => return Err(malformed("an SVG without a document type")),
            Event::PI(_) => return Err(malformed("an SVG without processing instructions")),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn check_element(tag: &BytesStart<'_>) -> Result<(), Error> {
    if !ELEMENTS.iter().any(|known| *known == tag.name().as_ref()) {
        return Err(malformed(
            "an SVG of shapes, groups, gradients, clipping paths and masks alone: no text, script, style sheet or picture",
        ));
    }
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|_| malformed("well-formed attributes"))?;
        let name = attribute.key.as_ref().to_ascii_lowercase();
        let value = attribute.value.to_ascii_lowercase();
        let is_event = name.starts_with("on");
        let is_reference = name == "href" || name.ends_with(":href");
        // References that XML resolves could spell a forbidden word.
        let is_spelt = value.contains('&') || value.contains('\\');
        let points_out =
            value.split("url(").skip(1).any(|rest| !rest.trim_start_matches(['\'', '"', ' ']).starts_with('#'));
        if is_event || is_spelt || points_out || (is_reference && !value.starts_with('#')) {
            return Err(malformed(
                "an SVG without scripts, escapes in attributes and references to what is outside of it",
            ));
        }
    }
    Ok(())
}

fn malformed(expected: &'static str) -> Error {
    Error::MalformedLogo { expected }
}

/// What a logo may consist of. `use` and patterns are not among it: few of them can make very many shapes.
const ELEMENTS: [&str; 18] = [
    "svg",
    "title",
    "desc",
    "defs",
    "g",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "switch",
];

/// The largest ratio of the sides.
const LONGEST: f32 = 12.0;

/// The longest side of a PNG: 64 MiB when it is decoded.
const MOST_PIXELS: u32 = 4096;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_shapes_and_pixels() {
        let svg = Logo::parse(MARK.as_bytes()).unwrap();
        assert!((svg.ratio - 2.0).abs() < 0.001);
        let mut pixels = tiny_skia::Pixmap::new(30, 10).unwrap();
        pixels.fill(tiny_skia::Color::BLACK);
        let png = Logo::parse(&pixels.encode_png().unwrap()).unwrap();
        assert!((png.ratio - 3.0).abs() < 0.001);
    }

    #[test]
    fn refuses_what_is_more_than_a_picture() {
        for inside in [
            "<script>1</script>",
            "<style>@import 'x.css';</style>",
            "<image href=\"x.png\"/>",
            "<use href=\"#a\"/>",
            "<text>School</text>",
            "<foreignObject/>",
            "<a href=\"https://example.org/\"/>",
            "<animate/>",
            "<filter/>",
            "<g onload=\"1\"/>",
            "<g ONLOAD=\"1\"/>",
            "<g fill=\"url(https://example.org/a)\"/>",
            "<g style=\"fill: URL( 'https://example.org/a')\"/>",
            "<g style=\"fill:u\\72l(https://example.org/a)\"/>",
            "<g fill=\"u&#114;l(https://example.org/a)\"/>",
            "<linearGradient xmlns:x=\"http://www.w3.org/1999/xlink\" x:href=\"other.svg#a\"/>",
            "<?xml-stylesheet href=\"x.css\"?>",
        ] {
            let logo = MARK.replace("</svg>", &format!("{inside}</svg>"));
            assert_eq!(Logo::parse(logo.as_bytes()).unwrap_err().code(), "render.malformed-logo", "{inside}");
        }
        for whole in [
            String::new(),
            "no picture".to_owned(),
            format!("<!DOCTYPE svg>{MARK}"),
            format!("<!DOCTYPE svg [<!ENTITY a 'b'>]>{MARK}"),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>".to_owned(),
            MARK.replace("0 0 20 10", "0 0 2000 10"),
        ] {
            assert_eq!(Logo::parse(whole.as_bytes()).unwrap_err().code(), "render.malformed-logo", "{whole}");
        }
        let cut = tiny_skia::Pixmap::new(9, 9).unwrap().encode_png().unwrap();
        assert_eq!(Logo::parse(&cut[..cut.len() - 20]).unwrap_err().code(), "render.malformed-logo");
        let long = vec![b' '; Limits::DEFAULT.logo_bytes + 1];
        assert_eq!(Logo::parse(&long).unwrap_err().code(), "render.logo-too-large");
    }

    const MARK: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\">\
                        <linearGradient id=\"a\"><stop/></linearGradient>\
                        <path d=\"M0 0H20V10H0Z\" fill=\"url(#a)\"/></svg>";
}
