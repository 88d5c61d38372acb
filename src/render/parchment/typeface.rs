//! The fonts of a parchment: letters with serifs, and the fonts of its caller.

use crate::base::language::Language;
use crate::render::text::{Block, Face, Paragraph, Room, Weight};
use crate::render::{Error, Fonts};
use skrifa::MetadataProvider;
use std::sync::Arc;

/// Fonts in the order in which a text asks them.
///
/// A font of the caller's comes before the bundled DejaVu Serif, so that a school's own letters are used for all that they have; one
/// with Han characters comes after it, so that Latin texts keep one face beside Chinese ones.
#[derive(Debug, Clone)]
pub(super) struct Typeface {
    own: Vec<Vec<u8>>,
    upright: Fonts,
    slanted: Fonts,
}

/// How letters look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Regular,
    Bold,
    Italic,
}

impl Typeface {
    pub(super) fn with_font(mut self, bytes: Vec<u8>) -> Result<Self, Error> {
        // It is read before it is looked into.
        drop(Fonts::default().with_font(bytes.clone())?);
        self.own.push(bytes);
        Self::of(self.own)
    }

    fn of(own: Vec<Vec<u8>>) -> Result<Self, Error> {
        let upright = [dejavu::serif::regular(), dejavu::serif::bold()];
        let slanted = [dejavu::serif::italic(), dejavu::serif::bold_italic()];
        Ok(Self { upright: ordered(&own, upright)?, slanted: ordered(&own, slanted)?, own })
    }

    /// The bundled letters alone.
    pub(super) fn bundled() -> Result<Self, Error> {
        Self::of(Vec::new())
    }

    /// A text, measured to be set in a room.
    pub(super) fn fit(
        &self,
        text: &str,
        language: &Language,
        style: Style,
        place: &'static str,
        room: &Room,
    ) -> Result<(String, Block), Error> {
        let (fonts, weight) = match style {
            Style::Regular => (&self.upright, Weight::Regular),
            Style::Bold => (&self.upright, Weight::Bold),
            Style::Italic => (&self.slanted, Weight::Regular),
        };
        let paragraph = Paragraph::new(text, language, weight, place, fonts)?;
        let block = paragraph.fit(room)?;
        Ok((paragraph.text().to_owned(), block))
    }
}

fn ordered(own: &[Vec<u8>], bundled: [&[u8]; 2]) -> Result<Fonts, Error> {
    let (han, before): (Vec<&[u8]>, Vec<&[u8]>) = own.iter().map(Vec::as_slice).partition(|bytes| has_han(bytes));
    let order = before.into_iter().chain(bundled).chain(han);
    order.map(<[u8]>::to_vec).try_fold(Fonts::default(), Fonts::with_font)
}

/// Whether a font has the commonest of all Han characters.
fn has_han(bytes: &[u8]) -> bool {
    skrifa::FontRef::from_index(bytes, 0).is_ok_and(|font| font.charmap().map('的').is_some())
}

/// The fonts of one file as the writer of PDF wants them, each once.
#[derive(Debug, Default)]
pub(super) struct Embedded(Vec<(Arc<Face>, krilla::text::Font)>);

impl Embedded {
    /// `None` never comes: the font was read before.
    pub(super) fn font(&mut self, face: &Arc<Face>) -> Option<krilla::text::Font> {
        if let Some((_, font)) = self.0.iter().find(|(known, _)| Arc::ptr_eq(known, face)) {
            return Some(font.clone());
        }
        let font = krilla::text::Font::new(face.bytes().clone().into(), face.index())?;
        self.0.push((face.clone(), font.clone()));
        Some(font)
    }
}

/// The glyph of a space in a font, for the end of a line: whoever reads the text needs it between two words.
pub(super) fn space(face: &Face) -> Option<u32> {
    let font = skrifa::FontRef::from_index((**face.bytes()).as_ref(), face.index()).ok()?;
    font.charmap().map(' ').map(skrifa::GlyphId::to_u32)
}
