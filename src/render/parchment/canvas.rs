//! Drawing on a page, with the tags that say what is drawn.

use super::ink::Ink;
use super::typeface::{Embedded, space};
use crate::base::language::Language;
use crate::render::text::{Block, Line, Run};
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag};
use krilla::text::{GlyphId, KrillaGlyph};

/// A text that was measured, and how it is drawn.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) block: Block,
    pub(super) ink: Ink,
    pub(super) language: Language,
}

/// Where the lines of a text stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Centre,
    Right,
}

/// A page that is being drawn: points from its upper left corner, y growing downwards.
pub(super) struct Canvas<'s, 'f> {
    pub(super) surface: Surface<'s>,
    pub(super) fonts: &'f mut Embedded,
}

impl Canvas<'_, '_> {
    /// Draws a text as content: one mark a line.
    pub(super) fn text(&mut self, piece: &Piece, x: f32, y: f32, width: f32, align: Align) -> Vec<Identifier> {
        let tag = piece.language.as_str().to_owned();
        let language = Some(tag.as_str()).filter(|_| !piece.language.is_undetermined());
        let mut marks = Vec::new();
        for (number, (line, baseline)) in piece.block.baselines().enumerate() {
            marks.push(self.surface.start_tagged(ContentTag::Span(SpanTag::empty().with_lang(language))));
            let is_last = number.saturating_add(1) == piece.block.lines.len();
            self.line(piece, line, is_last, (x, y + baseline, width), align);
            self.surface.end_tagged();
        }
        marks
    }

    /// Draws a text that repeats what stands elsewhere.
    pub(super) fn repeated(&mut self, piece: &Piece, kind: ArtifactType, (x, y, width): (f32, f32, f32), align: Align) {
        self.artifact(kind, |canvas| {
            for (line, baseline) in piece.block.baselines() {
                canvas.line(piece, line, true, (x, y + baseline, width), align);
            }
        });
    }

    fn line(&mut self, piece: &Piece, line: &Line, is_last: bool, (x, y, width): (f32, f32, f32), align: Align) {
        let size = piece.block.size;
        let free = width - line.width() * size;
        let start = match align {
            Align::Left => x,
            Align::Centre => x + free / 2.0,
            Align::Right => x + free,
        };
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(fill(piece.ink)));
        let mut x = start - line.left() * size;
        let end = line.runs.iter().map(|run| run.text.end).max().unwrap_or(0);
        let has_space = piece.text.get(end..).is_some_and(|rest| rest.starts_with(' '));
        for run in &line.runs {
            let glyphs = glyphs(run);
            let advance: f32 = run.glyphs.iter().map(|glyph| glyph.x_advance).sum();
            self.run(&glyphs, run, &piece.text, (x, y), size);
            x += advance * size;
        }
        if let Some(last) = line.runs.last().filter(|_| !is_last && has_space)
            && let Some(id) = space(&last.face)
        {
            let space = KrillaGlyph::new(GlyphId::new(id), 0.25, 0.0, 0.0, 0.0, end..end.saturating_add(1), None);
            self.run(&[space], last, &piece.text, (x, y), size);
        }
    }

    fn run(&mut self, glyphs: &[KrillaGlyph], run: &Run, text: &str, (x, y): (f32, f32), size: f32) {
        if let Some(font) = self.fonts.font(&run.face) {
            self.surface.draw_glyphs(Point::from_xy(x, y), glyphs, font, text, size, false);
        }
    }

    /// Draws what says nothing.
    pub(super) fn ornament(&mut self, draw: impl FnOnce(&mut Self)) {
        self.artifact(ArtifactType::Layout, draw);
    }

    fn artifact(&mut self, kind: ArtifactType, draw: impl FnOnce(&mut Self)) {
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
        draw(self);
        self.surface.end_tagged();
    }

    /// Draws a picture as content.
    pub(super) fn figure(&mut self, draw: impl FnOnce(&mut Self)) -> Identifier {
        let mark = self.surface.start_tagged(ContentTag::Other);
        draw(self);
        self.surface.end_tagged();
        mark
    }

    /// A straight line.
    pub(super) fn rule(&mut self, from: (f32, f32), to: (f32, f32), width: f32, ink: Ink) {
        let mut path = PathBuilder::new();
        path.move_to(from.0, from.1);
        path.line_to(to.0, to.1);
        self.stroke(path, width, ink);
    }

    pub(super) fn stroke(&mut self, path: PathBuilder, width: f32, ink: Ink) {
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(Stroke {
            paint: colour(ink).into(),
            width,
            line_cap: LineCap::Butt,
            line_join: LineJoin::Miter,
            miter_limit: 10.0,
            opacity: NormalizedF32::ONE,
            dash: None,
        }));
        self.path(path.finish());
    }

    pub(super) fn filled(&mut self, path: PathBuilder, ink: Ink) {
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(fill(ink)));
        self.path(path.finish());
    }

    fn path(&mut self, path: Option<Path>) {
        if let Some(path) = path {
            self.surface.draw_path(&path);
        }
    }
}

/// A rectangle by its corner and size.
pub(super) fn rectangle(path: &mut PathBuilder, x: f32, y: f32, width: f32, height: f32) {
    if let Some(rect) = Rect::from_xywh(x, y, width, height) {
        path.push_rect(rect);
    }
}

fn glyphs(run: &Run) -> Vec<KrillaGlyph> {
    let glyphs = run.glyphs.iter().map(|glyph| {
        let id = GlyphId::new(glyph.id);
        let (x, y) = (glyph.x_offset, glyph.y_offset);
        KrillaGlyph::new(id, glyph.x_advance, x, y, glyph.y_advance, glyph.text.clone(), None)
    });
    glyphs.collect()
}

fn fill(ink: Ink) -> Fill {
    Fill { paint: colour(ink).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

fn colour(ink: Ink) -> krilla::color::rgb::Color {
    krilla::color::rgb::Color::new(ink.red, ink.green, ink.blue)
}
