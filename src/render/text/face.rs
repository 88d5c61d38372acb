//! One font, with what laying out text needs to know of it.

use super::fonts::Weight;
use crate::render::Error;
use harfrust::{Direction, FontRef, Script, ShaperData, UnicodeBuffer};
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A font of a file or of a collection, at its default shape if it is variable.
pub(crate) struct Face {
    bytes: Arc<dyn AsRef<[u8]> + Send + Sync>,
    index: u32,
    weight: Weight,
    per_em: f32,
    /// The height of capitals, in units of the letter size.
    pub(crate) capital: f32,
    shaping: ShaperData,
}

impl Face {
    /// Reads the font number `index`, from 0, of a file: OpenType or TrueType, with outlines.
    ///
    /// # Errors
    ///
    /// `render.malformed-font`.
    pub(super) fn parse(bytes: Arc<dyn AsRef<[u8]> + Send + Sync>, index: u32) -> Result<Self, Error> {
        let malformed = |expected| Error::MalformedFont { expected };
        let font = FontRef::from_index((*bytes).as_ref(), index)
            .map_err(|_| malformed("an OpenType or TrueType font, or a collection that has the one asked for"))?;
        if font.outline_glyphs().format().is_none() {
            return Err(malformed("a font with outlines"));
        }
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        if !(MIN_PER_EM..=MAX_PER_EM).contains(&metrics.units_per_em) {
            return Err(malformed("a font of 16 to 16384 units"));
        }
        let per_em = f32::from(metrics.units_per_em);
        let weight = if font.attributes().weight.value() >= BOLD { Weight::Bold } else { Weight::Regular };
        let capital = metrics.cap_height.map_or(CAPITAL, |height| height / per_em);
        let shaping = ShaperData::new(&font);
        Ok(Self { index, weight, per_em, capital, shaping, bytes })
    }

    /// The bytes of the file.
    pub(crate) fn bytes(&self) -> &Arc<dyn AsRef<[u8]> + Send + Sync> {
        &self.bytes
    }

    /// Which font of the file it is, from 0.
    pub(crate) fn index(&self) -> u32 {
        self.index
    }

    /// By the font's own word: bold from 600 on.
    pub(super) fn weight(&self) -> Weight {
        self.weight
    }

    /// A length of the font in units of the letter size.
    #[expect(clippy::as_conversions, reason = "lengths of a font are within 32 times 16384, exact in f32")]
    fn em(&self, units: i32) -> f32 {
        units as f32 / self.per_em
    }

    /// The font again; `None` never comes, since it was read before.
    pub(super) fn font(&self) -> Option<FontRef<'_>> {
        FontRef::from_index((*self.bytes).as_ref(), self.index).ok()
    }

    /// The glyphs of the bytes `range` of a text, in the order in which they stand from left to right; glyph 0 for what
    /// the font does not have. What stands around the range is looked at, as letters that join demand.
    pub(super) fn shape(&self, text: &str, range: &Range<usize>, setting: &Setting<'_>) -> Vec<Shaped> {
        let Some(font) = self.font() else { return Vec::new() };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text.get(range.clone()).unwrap_or_default());
        buffer.set_pre_context(text.get(..range.start).unwrap_or_default());
        buffer.set_post_context(text.get(range.end..).unwrap_or_default());
        buffer.set_direction(if setting.right_to_left { Direction::RightToLeft } else { Direction::LeftToRight });
        buffer.set_script(setting.script);
        if let Some(language) = setting.language {
            buffer.set_language(language.clone());
        }
        let shaped = self.shaping.shaper(&font).build().shape(buffer, harfrust::ShapeOptions::new());
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        let glyphs = glyphs.map(|(info, position)| Shaped {
            id: info.glyph_id,
            cluster: usize::try_from(info.cluster).unwrap_or(usize::MAX).saturating_add(range.start),
            x_advance: self.em(position.x_advance),
            y_advance: self.em(position.y_advance),
            x_offset: self.em(position.x_offset),
            y_offset: self.em(position.y_offset),
        });
        glyphs.collect()
    }

    /// How far the font's own units are from those of the letter size.
    pub(super) fn per_em(&self) -> f32 {
        self.per_em
    }
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Face").field("index", &self.index).field("weight", &self.weight).finish_non_exhaustive()
    }
}

/// What shaping needs to know of a run beside its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting<'a> {
    pub(super) script: Script,
    pub(super) language: Option<&'a harfrust::Language>,
    pub(super) right_to_left: bool,
}

/// A glyph as it comes out of shaping, in units of the letter size.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shaped {
    pub(super) id: u32,
    /// The byte of the text at which its cluster starts.
    pub(super) cluster: usize,
    pub(super) x_advance: f32,
    pub(super) y_advance: f32,
    pub(super) x_offset: f32,
    pub(super) y_offset: f32,
}

/// OpenType, table `OS/2`: semi-bold and more.
const BOLD: f32 = 600.0;

/// OpenType, table `head`: what a font may say.
const MIN_PER_EM: u16 = 16;
const MAX_PER_EM: u16 = 16_384;

/// The height of capitals where a font does not state it.
const CAPITAL: f32 = 0.72;
