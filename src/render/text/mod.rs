//! Text of any script, laid out: the Unicode algorithms for direction (UAX #9), lines (UAX #14) and scripts (UAX #24),
//! and OpenType shaping.
//!
//! A [`Paragraph`] is one text in one language and weight. It is cut into runs of one direction, one script and one font;
//! each run is shaped whole. A font is chosen for a run as a whole, in the order of [`Fonts`]; where none has all of it,
//! cluster by cluster. A character that no font shows is an error, as is a text without room: see [`Room`].
//!
//! What the characters of a text may be:
//!
//! * White space of every kind but the no-break spaces is one space; none stays at the ends.
//! * U+00AD SOFT HYPHEN and U+FEFF are dropped: they show nothing where a line does not end.
//! * Joiners, non-joiners, directional marks and isolates stay: honest names need them, and they end with their text.
//! * Other controls, embeddings and overrides of direction (U+202A to U+202E), deprecated format characters, annotations
//!   and tags are refused: they would hide or reorder what was signed.
//!
//! Lengths of laid-out text are in units of the letter size (em), x to the right and y upwards.

mod break_lines;
mod clean;
mod face;
mod fonts;
mod outline;
mod room;
mod runs;

pub(crate) use face::Face;
pub use fonts::Fonts;
pub(crate) use fonts::Weight;
pub(crate) use outline::coordinate;
pub(crate) use room::{Block, Room};
pub(crate) use runs::{Line, Run};

use super::Error;
use crate::base::language::Language;
use crate::base::limits::Limits;
use break_lines::Measure;
use std::ops::Range;

/// One text, ready to be laid out: clean, and with a font for each of its characters.
#[derive(Debug)]
pub(crate) struct Paragraph<'f> {
    text: String,
    place: &'static str,
    language: Option<harfrust::Language>,
    weight: Weight,
    fonts: &'f Fonts,
    measure: Measure,
}

impl<'f> Paragraph<'f> {
    /// Takes a text in a language, which chooses among the forms of Han characters, to be set in `fonts`. `place` says
    /// in errors which text it is, such as `title`.
    ///
    /// # Errors
    ///
    /// `render.too-many-characters`, `render.control-character`, `render.blank` and `render.missing-glyph`.
    pub(crate) fn new(
        text: &str,
        language: &Language,
        weight: Weight,
        place: &'static str,
        fonts: &'f Fonts,
    ) -> Result<Self, Error> {
        let limit = Limits::DEFAULT.picture_text_chars;
        let found = text.chars().count();
        if found > limit {
            return Err(Error::TooManyCharacters { place, limit, found });
        }
        let text = clean::clean(text, place)?;
        let language = Some(language).filter(|language| !language.is_undetermined());
        let language = language.and_then(|language| harfrust::Language::new(language.as_str()));
        let mut paragraph = Self { text, place, language, weight, fonts, measure: Measure::default() };
        let whole = paragraph.line(0..paragraph.text.len())?;
        if whole.ink.is_none() {
            return Err(Error::Blank { place });
        }
        paragraph.measure = Measure::new(&paragraph.text, &whole);
        Ok(paragraph)
    }

    /// The text as it is laid out: ranges of runs and glyphs are byte ranges of it.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The text in at most `most` lines of at most `width`; `None` if it has no room.
    fn broken(&self, width: f32, words: Words, most: usize) -> Result<Option<Vec<Line>>, Error> {
        // What a line is in the end may be a little wider than its part of the whole: ink hangs over, fonts change.
        let mut budget = width;
        for _ in 0..TRIES {
            let Some(ranges) = self.measure.lines(budget, words, most) else { return Ok(None) };
            let lines = ranges.into_iter().map(|range| self.line(range)).collect::<Result<Vec<_>, _>>()?;
            let widest = lines.iter().map(Line::width).fold(0.0, f32::max);
            if widest <= width {
                return Ok(Some(lines));
            }
            budget -= widest - width + SLACK;
        }
        Ok(None)
    }

    fn line(&self, range: Range<usize>) -> Result<Line, Error> {
        runs::line(self, range)
    }

    fn too_long(&self) -> Error {
        Error::TooLong { place: self.place, found: self.text.chars().count() }
    }
}

/// Whether a word may end in the next line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Words {
    Whole,
    Broken,
}

/// How often a line that came out too wide is broken again, narrower.
const TRIES: usize = 4;

/// Less than a hundredth of a letter: what rounding may cost.
const SLACK: f32 = 0.002;

#[cfg(test)]
mod tests;
