//! The fonts that a picture may use, in the order of preference.

use super::face::Face;
use crate::base::limits::Limits;
use crate::render::Error;
use std::sync::Arc;

/// Fonts in the order of preference: those that were handed in, then the bundled DejaVu Sans, regular and bold, which has
/// Latin, Greek, Cyrillic, Arabic and Hebrew.
///
/// No font of the machine is ever looked for: the same picture comes out everywhere. Whether a font is bold is the font's
/// own word. Bold text takes the first bold font that was handed in, then a regular one of those, then the bundled ones;
/// regular text the other way round. A variable font is used at its default.
#[derive(Debug, Clone)]
pub struct Fonts {
    own: Vec<Arc<Face>>,
    bundled: Vec<Arc<Face>>,
}

impl Fonts {
    /// Adds a font after those that were handed in before: the bytes of an OpenType or TrueType file, or of a collection,
    /// whose first font is taken.
    ///
    /// # Errors
    ///
    /// `render.font-too-large`, and `render.malformed-font` for bytes that are no font with outlines.
    pub fn with_font(self, bytes: Vec<u8>) -> Result<Self, Error> {
        self.with_font_of_collection(bytes, 0)
    }

    /// Adds the font number `index`, from 0, of a collection.
    ///
    /// # Errors
    ///
    /// As [`Fonts::with_font`]; `render.malformed-font` also where the collection has no such font.
    pub fn with_font_of_collection(mut self, bytes: Vec<u8>, index: u32) -> Result<Self, Error> {
        let limit = Limits::DEFAULT.font_bytes;
        if bytes.len() > limit {
            return Err(Error::FontTooLarge { limit, found: bytes.len() });
        }
        self.own.push(Arc::new(Face::parse(Arc::new(bytes), index)?));
        Ok(self)
    }

    /// The fonts in the order in which a text of this weight asks them.
    pub(super) fn for_weight(&self, weight: Weight) -> Vec<&Arc<Face>> {
        let mut order = Vec::with_capacity(self.own.len().saturating_add(self.bundled.len()));
        for group in [&self.own, &self.bundled] {
            order.extend(group.iter().filter(|face| face.weight() == weight));
            order.extend(group.iter().filter(|face| face.weight() != weight));
        }
        order
    }
}

impl Default for Fonts {
    /// The bundled fonts alone.
    fn default() -> Self {
        let files = [dejavu::sans::regular(), dejavu::sans::bold()];
        let faces = files.into_iter().filter_map(|bytes| Face::parse(Arc::new(bytes), 0).ok());
        Self { own: Vec::new(), bundled: faces.map(Arc::new).collect() }
    }
}

/// How heavy the letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brings_a_regular_and_a_bold_font() {
        let weights: Vec<Weight> = Fonts::default().bundled.iter().map(|face| face.weight()).collect();
        assert_eq!(weights, [Weight::Regular, Weight::Bold]);
    }

    #[test]
    fn asks_the_fonts_handed_in_before_the_bundled_ones() {
        let fonts = Fonts::default().with_font(dejavu::sans_mono::regular().to_vec()).unwrap();
        let own = Arc::as_ptr(&fonts.own[0]);
        for weight in [Weight::Regular, Weight::Bold] {
            let order = fonts.for_weight(weight);
            assert_eq!(Arc::as_ptr(order[0]), own);
            assert_eq!(order[1].weight(), weight);
            assert_eq!(order.len(), 3);
        }
    }

    #[test]
    fn refuses_what_is_no_font() {
        for bytes in [Vec::new(), b"no font".to_vec(), dejavu::sans::regular()[..5000].to_vec()] {
            assert_eq!(Fonts::default().with_font(bytes).unwrap_err().code(), "render.malformed-font");
        }
        let twice = Fonts::default().with_font_of_collection(dejavu::sans::regular().to_vec(), 1);
        assert_eq!(twice.unwrap_err().code(), "render.malformed-font");
    }
}
