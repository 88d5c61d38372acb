//! The logo of whoever awards.

use super::canvas::Canvas;
use crate::codec::png;
use crate::render::{self, Error};
use krilla::geom::{Size, Transform};
use krilla::image::Image;
use krilla_svg::{SurfaceExt, SvgSettings};
use resvg::usvg;
use std::fmt;

/// A picture for the head of the first page.
#[derive(Clone)]
pub(super) enum Logo {
    Pixels(Image),
    Shapes(Box<usvg::Tree>),
}

impl Logo {
    /// Reads a picture that [`render::Logo`] takes: it holds nothing but shapes or pixels.
    ///
    /// # Errors
    ///
    /// As there.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, Error> {
        drop(render::Logo::parse(bytes)?);
        let malformed = |_| Error::MalformedLogo { expected: "a picture that can be read" };
        if png::is_png(bytes) {
            let image = Image::from_png(bytes.to_vec().into(), false);
            return image.map(Self::Pixels).map_err(malformed);
        }
        let options = usvg::Options {
            resources_dir: None,
            image_href_resolver: usvg::ImageHrefResolver {
                resolve_data: Box::new(|_, _, _| None),
                resolve_string: Box::new(|_, _| None),
            },
            ..usvg::Options::default()
        };
        let tree = usvg::Tree::from_data(bytes, &options);
        tree.map(|tree| Self::Shapes(Box::new(tree))).map_err(|error| malformed(error.to_string()))
    }

    /// Width and height as large as they have room.
    pub(super) fn size_in(&self, width: f32, height: f32) -> (f32, f32) {
        let (own_width, own_height) = match self {
            Self::Pixels(image) => {
                let (width, height) = image.size();
                (side(width), side(height))
            }
            Self::Shapes(tree) => (tree.size().width(), tree.size().height()),
        };
        let scale = (width / own_width).min(height / own_height);
        (own_width * scale, own_height * scale)
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_, '_>, x: f32, y: f32, width: f32, height: f32) {
        let Some(size) = Size::from_wh(width, height) else { return };
        canvas.surface.push_transform(&Transform::from_translate(x, y));
        match self {
            Self::Pixels(image) => canvas.surface.draw_image(image.clone(), size),
            Self::Shapes(tree) => {
                let settings = SvgSettings { embed_text: false, filter_scale: 4.0 };
                // It draws all or, for a size that is no size, nothing.
                _ = canvas.surface.draw_svg(tree, size, settings);
            }
        }
        canvas.surface.pop();
    }
}

fn side(pixels: u32) -> f32 {
    u16::try_from(pixels).map_or(f32::from(u16::MAX), f32::from)
}

impl fmt::Debug for Logo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pixels(_) => "Logo(pixels)",
            Self::Shapes(_) => "Logo(shapes)",
        })
    }
}
