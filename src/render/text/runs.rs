//! Lines of text as runs of glyphs in the order in which they stand from left to right.

use super::Paragraph;
use super::clean::is_invisible;
use super::face::{Face, Setting, Shaped};
use super::outline;
use crate::render::Error;
use harfrust::{Script, Tag};
use skrifa::raw::types::BoundingBox;
use std::ops::Range;
use std::sync::Arc;
use unicode_bidi::{BidiDataSource, HardcodedBidiData, ParagraphBidiInfo};
use unicode_script::UnicodeScript;

/// One line. Lengths are in units of the letter size; the origin is the start of its baseline.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// From left to right.
    pub(crate) runs: Vec<Run>,
    /// Where the next letter would stand.
    pub(crate) advance: f32,
    /// The height of capitals.
    pub(crate) capital: f32,
    /// What is drawn lies within; `None` if that is nothing.
    pub(crate) ink: Option<BoundingBox<f32>>,
}

impl Line {
    /// Where the line starts: 0, or less if a letter hangs over.
    pub(crate) fn left(&self) -> f32 {
        self.ink.map_or(0.0, |ink| ink.x_min.min(0.0))
    }

    /// How wide the line is from [`Line::left`] on, with what hangs over.
    pub(crate) fn width(&self) -> f32 {
        self.ink.map_or(self.advance, |ink| ink.x_max.max(self.advance)) - self.left()
    }
}

/// Glyphs of one font, script and direction.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) face: Arc<Face>,
    /// The bytes of the text.
    pub(crate) text: Range<usize>,
    #[cfg_attr(not(test), expect(dead_code, reason = "glyphs stand in their order already; tests look at it"))]
    pub(super) right_to_left: bool,
    /// From left to right.
    pub(crate) glyphs: Vec<Glyph>,
}

/// One glyph. Lengths are in units of the letter size.
#[derive(Debug, Clone)]
pub(crate) struct Glyph {
    /// Its number in the font.
    pub(crate) id: u32,
    pub(crate) x_advance: f32,
    pub(crate) y_advance: f32,
    pub(crate) x_offset: f32,
    pub(crate) y_offset: f32,
    /// The bytes of the text that it stands for, with the other glyphs of its cluster.
    pub(crate) text: Range<usize>,
}

/// Lays out the bytes `range` of a text on one line.
pub(super) fn line(paragraph: &Paragraph<'_>, range: Range<usize>) -> Result<Line, Error> {
    let bidi = ParagraphBidiInfo::new(&paragraph.text, None);
    let (levels, directed) = bidi.visual_runs(range);
    let mut setter = Setter { paragraph, runs: Vec::new(), missing: Vec::new() };
    for part in directed {
        let right_to_left = levels.get(part.start).is_some_and(unicode_bidi::Level::is_rtl);
        let mut scripts = by_script(&paragraph.text, &part);
        if right_to_left {
            scripts.reverse();
        }
        for (part, script) in scripts {
            let setting = Setting { script, language: paragraph.language.as_ref(), right_to_left };
            setter.set(part, setting, 0);
        }
    }
    let Setter { runs, missing, .. } = setter;
    if !missing.is_empty() {
        return Err(Error::MissingGlyph { place: paragraph.place, characters: missing });
    }
    Ok(measured(runs))
}

/// Chooses fonts.
struct Setter<'p, 'f> {
    paragraph: &'p Paragraph<'f>,
    runs: Vec<Run>,
    missing: Vec<char>,
}

impl Setter<'_, '_> {
    /// Sets a range in the first font that has all of it. Where none has, what the font number `from` or a later one has
    /// of it is set in that, and the rest in those after it.
    fn set(&mut self, range: Range<usize>, setting: Setting<'_>, from: usize) {
        let paragraph = self.paragraph;
        let text = paragraph.text.as_str();
        let faces = paragraph.fonts.for_weight(paragraph.weight);
        let shaped = |face: &Arc<Face>| face.shape(text, &range, &setting);
        let later = faces.iter().enumerate().skip(from);
        let whole = later.clone().find_map(|(_, face)| {
            let run = Run::new((*face).clone(), range.clone(), setting.right_to_left, shaped(face));
            run.lacks(text).is_empty().then_some(run)
        });
        if let Some(run) = whole {
            self.runs.push(run);
            return;
        }
        let Some((number, face)) = later.clone().next() else {
            self.miss(range);
            return;
        };
        let run = Run::new((*face).clone(), range.clone(), setting.right_to_left, shaped(face));
        let lacks = run.lacks(text);
        let mut parts = Vec::new();
        let mut start = range.start;
        for lack in lacks {
            parts.push((start..lack.start, true));
            start = lack.end;
            parts.push((lack, false));
        }
        parts.push((start..range.end, true));
        parts.retain(|(part, _)| !part.is_empty());
        if setting.right_to_left {
            parts.reverse();
        }
        for (part, has) in parts {
            if !has {
                self.set(part, setting, number.saturating_add(1));
                continue;
            }
            let glyphs = face.shape(text, &part, &setting);
            let run = Run::new((*face).clone(), part, setting.right_to_left, glyphs);
            for lack in run.lacks(text) {
                self.miss(lack);
            }
            self.runs.push(run);
        }
    }

    fn miss(&mut self, range: Range<usize>) {
        for character in self.paragraph.text.get(range).unwrap_or_default().chars() {
            if self.missing.len() < MOST_TOLD && !is_invisible(character) && !self.missing.contains(&character) {
                self.missing.push(character);
            }
        }
    }
}

impl Run {
    fn new(face: Arc<Face>, range: Range<usize>, right_to_left: bool, shaped: Vec<Shaped>) -> Self {
        let mut starts: Vec<usize> = shaped.iter().map(|glyph| glyph.cluster).collect();
        crate::base::order::sort_by(&mut starts, Ord::cmp);
        starts.dedup();
        let end_of = |cluster: usize| {
            let next = starts.partition_point(|start| *start <= cluster);
            starts.get(next).copied().unwrap_or(range.end)
        };
        let glyphs = shaped.into_iter().map(|glyph| Glyph {
            id: glyph.id,
            x_advance: glyph.x_advance,
            y_advance: glyph.y_advance,
            x_offset: glyph.x_offset,
            y_offset: glyph.y_offset,
            text: glyph.cluster..end_of(glyph.cluster),
        });
        let glyphs = glyphs.collect();
        Self { face, text: range, right_to_left, glyphs }
    }

    /// The clusters for which the font has no glyph, or an empty one for what should be seen; next to each other as one.
    fn lacks(&self, text: &str) -> Vec<Range<usize>> {
        let mut clusters: Vec<(Range<usize>, bool)> = Vec::new();
        let mut glyphs: Vec<&Glyph> = self.glyphs.iter().collect();
        crate::base::order::sort_by(&mut glyphs, |a, b| a.text.start.cmp(&b.text.start));
        for glyph in glyphs {
            let shows = glyph.id != 0 && outline::bounds(&self.face, glyph.id).is_some();
            match clusters.last_mut() {
                Some((range, shown)) if *range == glyph.text => *shown = (*shown || shows) && glyph.id != 0,
                _ => clusters.push((glyph.text.clone(), shows)),
            }
        }
        let needs = |range: &Range<usize>| !text.get(range.clone()).unwrap_or_default().chars().all(is_invisible);
        let mut lacks: Vec<Range<usize>> = Vec::new();
        for (range, _) in clusters.into_iter().filter(|(range, shown)| !shown && needs(range)) {
            match lacks.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => lacks.push(range),
            }
        }
        lacks
    }
}

/// Cuts a range where the script changes (UAX #24 section 5.1): what belongs to several scripts goes with what stands
/// before it, at the start with what follows, and a closing bracket with its opening one.
fn by_script(text: &str, range: &Range<usize>) -> Vec<(Range<usize>, Script)> {
    let is_shared = |script| matches!(script, unicode_script::Script::Common | unicode_script::Script::Inherited);
    let part = text.get(range.clone()).unwrap_or_default();
    let first = part.chars().map(|c| c.script()).find(|script| !is_shared(*script));
    let mut current = first.unwrap_or(unicode_script::Script::Common);
    let mut brackets: Vec<(char, unicode_script::Script)> = Vec::new();
    let mut runs: Vec<(Range<usize>, unicode_script::Script)> = Vec::new();
    for (offset, character) in part.char_indices() {
        let own = character.script();
        if !is_shared(own) {
            current = own;
        } else if let Some(bracket) = HardcodedBidiData.bidi_matched_opening_bracket(character) {
            if bracket.is_open {
                brackets.push((bracket.opening, current));
            } else if let Some(place) = brackets.iter().rposition(|(opening, _)| *opening == bracket.opening) {
                current = brackets.get(place).map_or(current, |(_, script)| *script);
                brackets.truncate(place);
            }
        }
        let start = range.start.saturating_add(offset);
        let end = start.saturating_add(character.len_utf8());
        match runs.last_mut() {
            Some((last, script)) if *script == current => last.end = end,
            _ => runs.push((start..end, current)),
        }
    }
    let tagged = runs.into_iter().map(|(range, script)| {
        let tag = Script::from_iso15924_tag(Tag::from_u32(script.as_iso15924_tag()));
        (range, tag.unwrap_or(harfrust::script::COMMON))
    });
    tagged.collect()
}

/// The line that these runs make.
fn measured(runs: Vec<Run>) -> Line {
    let capital = runs.iter().map(|run| run.face.capital).fold(0.0, f32::max);
    let mut line = Line { runs, advance: 0.0, capital, ink: None };
    let mut ink: Option<BoundingBox<f32>> = None;
    line.advance = outline::place(&line, |face, id, x, y| {
        if let Some(glyph) = outline::bounds(face, id) {
            let held = ink.unwrap_or(BoundingBox {
                x_min: f32::INFINITY,
                y_min: f32::INFINITY,
                x_max: f32::NEG_INFINITY,
                y_max: f32::NEG_INFINITY,
            });
            ink = Some(BoundingBox {
                x_min: held.x_min.min(x + glyph.x_min),
                y_min: held.y_min.min(y + glyph.y_min),
                x_max: held.x_max.max(x + glyph.x_max),
                y_max: held.y_max.max(y + glyph.y_max),
            });
        }
    });
    line.ink = ink;
    line
}

/// Characters that one error names.
const MOST_TOLD: usize = 16;
