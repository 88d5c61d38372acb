//! The logo of whoever awards.

use super::Error;
use super::canvas::Canvas;
use krilla::geom::{Size, Transform};
use krilla::image::Image;
use krilla_svg::{SurfaceExt, SvgSettings};
use resvg::usvg;
use std::fmt;

/// A picture that is put at the head of the first page: PNG, JPEG, or SVG with its letters as outlines.
#[derive(Clone)]
pub struct Logo(Picture);

#[derive(Clone)]
enum Picture {
    Pixels(Image),
    Shapes(Box<usvg::Tree>),
}

impl Logo {
    /// Reads a picture.
    ///
    /// # Errors
    ///
    /// `render.logo` for bytes that are none of these, or past 2 MiB or 4,000 pixels on a side, and for an SVG with texts, pictures or
    /// style sheets in it, which would need fonts or files to be shown as they are meant.
    pub fn parse(bytes: Vec<u8>) -> Result<Self, Error> {
        if bytes.len() > MOST_BYTES {
            return Err(Error::Logo { expected: "a picture of at most 2 MiB" });
        }
        if bytes.starts_with(b"\x89PNG") {
            return pixels(Image::from_png(bytes.into(), false));
        }
        if bytes.starts_with(b"\xff\xd8") {
            return pixels(Image::from_jpeg(bytes.into(), false));
        }
        let text = std::str::from_utf8(&bytes).map_err(|_| Error::Logo { expected: "a PNG, JPEG or SVG picture" })?;
        if FORBIDDEN.iter().any(|name| text.contains(name)) {
            return Err(Error::Logo { expected: "an SVG of shapes alone, its letters as outlines" });
        }
        let options = usvg::Options {
            resources_dir: None,
            image_href_resolver: usvg::ImageHrefResolver {
                resolve_data: Box::new(|_, _, _| None),
                resolve_string: Box::new(|_, _| None),
            },
            ..usvg::Options::default()
        };
        let tree = usvg::Tree::from_str(text, &options);
        let tree = tree.map_err(|_| Error::Logo { expected: "a PNG, JPEG or SVG picture" })?;
        Ok(Self(Picture::Shapes(Box::new(tree))))
    }

    /// Width and height as large as they have room.
    pub(super) fn size_in(&self, width: f32, height: f32) -> (f32, f32) {
        let (own_width, own_height) = match &self.0 {
            Picture::Pixels(image) => {
                let (width, height) = image.size();
                (side(width), side(height))
            }
            Picture::Shapes(tree) => (tree.size().width(), tree.size().height()),
        };
        let scale = (width / own_width).min(height / own_height);
        (own_width * scale, own_height * scale)
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_, '_>, x: f32, y: f32, width: f32, height: f32) {
        let Some(size) = Size::from_wh(width, height) else { return };
        canvas.surface.push_transform(&Transform::from_translate(x, y));
        match &self.0 {
            Picture::Pixels(image) => canvas.surface.draw_image(image.clone(), size),
            Picture::Shapes(tree) => {
                let settings = SvgSettings { embed_text: false, filter_scale: 4.0 };
                // It draws all or, for a size that is no size, nothing.
                _ = canvas.surface.draw_svg(tree, size, settings);
            }
        }
        canvas.surface.pop();
    }
}

fn pixels(read: Result<Image, String>) -> Result<Logo, Error> {
    let image = read.map_err(|_| Error::Logo { expected: "a PNG or JPEG picture that can be read" })?;
    let (width, height) = image.size();
    match (1..=MOST_PIXELS).contains(&width) && (1..=MOST_PIXELS).contains(&height) {
        true => Ok(Logo(Picture::Pixels(image))),
        false => Err(Error::Logo { expected: "a picture of at most 4,000 pixels on a side" }),
    }
}

fn side(pixels: u32) -> f32 {
    u16::try_from(pixels).map_or(f32::from(u16::MAX), f32::from)
}

impl fmt::Debug for Logo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.0 {
            Picture::Pixels(_) => "Logo(pixels)",
            Picture::Shapes(_) => "Logo(shapes)",
        })
    }
}

/// What would be left out of a picture, or bring other files in.
const FORBIDDEN: [&str; 6] = ["<text", ":text", "<image", ":image", "<style", "<foreignObject"];

const MOST_BYTES: usize = 2 << 20;

/// A logo of four inches at 1,000 dots to the inch.
const MOST_PIXELS: u32 = 4_000;
