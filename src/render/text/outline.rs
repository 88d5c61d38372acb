//! Letters as outlines.

use super::face::Face;
use super::runs::Line;
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::pen::{ControlBoundsPen, OutlinePen};
use skrifa::raw::types::BoundingBox;
use std::fmt::Write;

impl Line {
    /// Appends the outlines of the line to the data of an SVG path: `x` and `y` are where its origin stands, y growing
    /// downwards, `size` is the letter size in the same units.
    pub(crate) fn draw(&self, x: f32, y: f32, size: f32, path: &mut String) {
        place(self, |face, id, glyph_x, glyph_y| {
            let scale = size / face.per_em();
            let mut pen = PathPen { path, x: x + glyph_x * size, y: y - glyph_y * size, scale };
            draw(face, id, &mut pen);
        });
    }
}

/// Calls `each` with every glyph of a line and where its origin is; returns where the line ends.
pub(super) fn place(line: &Line, mut each: impl FnMut(&Face, u32, f32, f32)) -> f32 {
    let (mut x, mut y) = (0.0, 0.0);
    for run in &line.runs {
        for glyph in &run.glyphs {
            each(&run.face, glyph.id, x + glyph.x_offset, y + glyph.y_offset);
            x += glyph.x_advance;
            y += glyph.y_advance;
        }
    }
    x
}

/// The box around a glyph, in units of the letter size; `None` if there is nothing to see.
pub(super) fn bounds(face: &Face, id: u32) -> Option<BoundingBox<f32>> {
    let mut pen = ControlBoundsPen::new();
    draw(face, id, &mut pen);
    let scale = 1.0 / face.per_em();
    pen.bounding_box().map(|bounds| BoundingBox {
        x_min: bounds.x_min * scale,
        y_min: bounds.y_min * scale,
        x_max: bounds.x_max * scale,
        y_max: bounds.y_max * scale,
    })
}

/// Draws a glyph in the font's own units. A broken outline draws what it has; [`bounds`] sees the same.
fn draw(face: &Face, id: u32, pen: &mut impl OutlinePen) {
    let Some(font) = face.font() else { return };
    if let Some(glyph) = font.outline_glyphs().get(skrifa::GlyphId::new(id)) {
        _ = glyph.draw((Size::unscaled(), LocationRef::default()), pen);
    }
}

/// Writes path data with two decimals.
struct PathPen<'p> {
    path: &'p mut String,
    x: f32,
    y: f32,
    scale: f32,
}

impl PathPen<'_> {
    fn command(&mut self, letter: char, points: &[(f32, f32)]) {
        self.path.push(letter);
        for (number, (x, y)) in points.iter().enumerate() {
            if number > 0 {
                self.path.push(' ');
            }
            coordinate(self.x + x * self.scale, self.path);
            self.path.push(' ');
            coordinate(self.y - y * self.scale, self.path);
        }
    }
}

impl OutlinePen for PathPen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.command('M', &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.command('L', &[(x, y)]);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.command('Q', &[(cx, cy), (x, y)]);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.command('C', &[(cx0, cy0), (cx1, cy1), (x, y)]);
    }

    fn close(&mut self) {
        self.path.push('Z');
    }
}

/// Appends a number with at most two decimals.
pub(crate) fn coordinate(number: f32, out: &mut String) {
    let start = out.len();
    _ = write!(out, "{number:.2}");
    while out.len() > start && out.ends_with('0') {
        out.pop();
    }
    if out.ends_with('.') {
        out.pop();
    }
    if out.get(start..) == Some("-0") {
        out.truncate(start);
        out.push('0');
    }
}
