//! Where lines end (UAX #14), by the widths of clusters.

use super::Words;
use super::runs::Line;
use crate::base::order::sort_by;
use std::ops::Range;
use unicode_linebreak::linebreaks;

/// How wide each part of a text is, and where it may be broken.
#[derive(Debug, Default)]
pub(super) struct Measure {
    /// The byte at which each cluster starts, and how wide everything before it is.
    clusters: Vec<(usize, f32)>,
    width: f32,
    ends: Vec<End>,
}

/// A place at which a line may end.
#[derive(Debug)]
struct End {
    /// Where it ends, without white space.
    at: usize,
    /// Where the next one starts.
    next: usize,
}

impl Measure {
    /// Measures a text by its layout on one line.
    pub(super) fn new(text: &str, line: &Line) -> Self {
        let glyphs = line.runs.iter().flat_map(|run| &run.glyphs);
        let mut advances: Vec<(usize, f32)> = glyphs.map(|glyph| (glyph.text.start, glyph.x_advance)).collect();
        sort_by(&mut advances, |a, b| a.0.cmp(&b.0));
        let mut clusters: Vec<(usize, f32)> = Vec::with_capacity(advances.len());
        let mut width = 0.0;
        for (start, advance) in advances {
            if clusters.last().is_none_or(|(last, _)| *last != start) {
                clusters.push((start, width));
            }
            width += advance;
        }
        let ends = linebreaks(text).map(|(next, _)| {
            let at = text.get(..next).unwrap_or_default().trim_end_matches([' ', '\u{3000}']).len();
            End { at, next }
        });
        Self { clusters, width, ends: ends.collect() }
    }

    /// Lines of at most `width`, each as full as it can be; `None` if that makes more than `most`, or cannot be.
    pub(super) fn lines(&self, width: f32, words: Words, most: usize) -> Option<Vec<Range<usize>>> {
        let mut lines = Vec::new();
        let mut start = 0;
        let mut ends = self.ends.iter().peekable();
        while ends.peek().is_some() {
            if lines.len() >= most {
                return None;
            }
            let mut fitting = None;
            while let Some(end) = ends.next_if(|end| self.between(start, end.at) <= width) {
                fitting = Some(end);
            }
            let (end, next) = match (fitting, ends.peek()) {
                (Some(end), _) => (end.at, end.next),
                (None, Some(end)) if words == Words::Broken => {
                    let cut = self.cut(start, end.at, width)?;
                    (cut, cut)
                }
                (None, _) => return None,
            };
            lines.push(start..end);
            start = next;
        }
        Some(lines)
    }

    /// The least width at which as many lines come out as at `width`: they are about equally long.
    pub(super) fn balanced(&self, width: f32, words: Words) -> f32 {
        let Some(lines) = self.lines(width, words, usize::MAX) else { return width };
        let (mut narrow, mut wide) = (0.0, width);
        for _ in 0..HALVINGS {
            let middle = f32::midpoint(narrow, wide);
            if self.lines(middle, words, lines.len()).is_some() { wide = middle } else { narrow = middle }
        }
        wide
    }

    /// The last place between two clusters at which a line that starts at `start` has room, before `end`.
    fn cut(&self, start: usize, end: usize, width: f32) -> Option<usize> {
        let inside = self.clusters.iter().map(|(at, _)| *at).filter(|at| (start..end).contains(at) && *at > start);
        inside.take_while(|at| self.between(start, *at) <= width).last()
    }

    fn between(&self, start: usize, end: usize) -> f32 {
        self.before(end) - self.before(start)
    }

    fn before(&self, byte: usize) -> f32 {
        let place = self.clusters.partition_point(|(start, _)| *start < byte);
        self.clusters.get(place).map_or(self.width, |(_, width)| *width)
    }
}

/// Enough for a five-hundredth of the width.
const HALVINGS: usize = 9;
