//! The components of an award as a table, over as many pages as they need.

use super::Error;
use super::canvas::{Align, Canvas, Piece};
use super::facts::{Facts, Side};
use super::front::{Letters, Setter};
use super::ink::Ink;
use super::typeface::Style;
use crate::base::language::Language;
use crate::model::Component;
use krilla::tagging::{ArtifactType, Identifier, TableHeaderScope, Tag, TagGroup};

/// The components of an award, measured.
pub(super) struct Table {
    /// For each column the words of each language.
    header: Vec<Vec<Piece>>,
    header_height: f32,
    rows: Vec<Row>,
    columns: [Column; 3],
    ink: Ink,
}

struct Row {
    cells: [Piece; 3],
    height: f32,
}

#[derive(Debug, Clone, Copy)]
struct Column {
    x: f32,
    width: f32,
    align: Align,
}

impl Table {
    /// `None` for an award without components. Their credits and dates are told in the first language alone.
    pub(super) fn measure(setter: &Setter<'_>, facts: &Facts<'_>, sides: &[Side]) -> Result<Option<Self>, Error> {
        let Some(first) = sides.first().filter(|_| !facts.components().is_empty()) else { return Ok(None) };
        let name_width = setter.width - CREDITS - DATE - 2.0 * COLUMN_GAP;
        let columns = [
            Column { x: 0.0, width: name_width, align: Align::Left },
            Column { x: name_width + COLUMN_GAP, width: CREDITS, align: Align::Right },
            Column { x: setter.width - DATE, width: DATE, align: Align::Right },
        ];
        let ink = setter.parchment.ink;
        let bold = Letters { style: Style::Bold, ink, largest: 8.5, smallest: 6.5, lines: 2 };
        let words =
            |side: &Side| [side.wording.component(), side.wording.credits_heading(), side.wording.date_heading()];
        let mut header: Vec<Vec<Piece>> = Vec::new();
        for (number, column) in columns.iter().enumerate() {
            let setter = Setter { width: column.width, ..*setter };
            let each = sides.iter().filter_map(|side| Some((side, *words(side).get(number)?)));
            let each = each.map(|(side, word)| setter.piece(word, &side.fixed(), "fixed words", bold));
            header.push(each.collect::<Result<_, _>>()?);
        }
        let header_height = header.iter().map(|pieces| stacked(pieces, 4.0)).fold(0.0, f32::max) + 2.0 * PAD;
        let rows = facts.components().iter().map(|component| Row::measure(setter, component, first, &columns));
        Ok(Some(Self { header, header_height, rows: rows.collect::<Result<_, _>>()?, columns, ink }))
    }

    /// The whole of it, in points.
    pub(super) fn height(&self) -> f32 {
        self.rows.iter().map(|row| row.height).sum::<f32>() + self.header_height
    }

    /// How many rows stand on each page of these heights, the first one and the others; each takes one row at least.
    pub(super) fn pages(&self, first: f32, others: f32) -> Vec<usize> {
        let mut pages = Vec::new();
        let (mut count, mut used) = (0_usize, self.header_height);
        for row in &self.rows {
            let room = if pages.is_empty() { first } else { others };
            if count > 0 && used + row.height > room {
                pages.push(count);
                (count, used) = (0, self.header_height);
            }
            count = count.saturating_add(1);
            used += row.height;
        }
        pages.push(count);
        pages
    }

    /// Draws the header as content, or as repeated where it is.
    pub(super) fn draw_header(&self, canvas: &mut Canvas<'_, '_>, x: f32, y: f32, is_first: bool) -> Option<TagGroup> {
        let mut row = TagGroup::new(Tag::TR);
        for (pieces, column) in self.header.iter().zip(&self.columns) {
            let mut cell = TagGroup::new(Tag::TH(TableHeaderScope::Column));
            let mut top = y + self.header_height - PAD - stacked(pieces, 4.0);
            for piece in pieces {
                let x = x + column.x;
                match is_first {
                    true => cell.children.extend(nodes(canvas.text(piece, x, top, column.width, column.align))),
                    false => {
                        canvas.repeated(piece, ArtifactType::PaginationOther, (x, top, column.width), column.align);
                    }
                }
                top += piece.block.height + 4.0;
            }
            row.push(cell);
        }
        let (bottom, end) = (y + self.header_height, x + self.width());
        canvas.ornament(|canvas| canvas.rule((x, bottom), (end, bottom), 0.8, self.ink));
        is_first.then(|| TagGroup::with_children(Tag::THead, vec![row.into()]))
    }

    /// Draws rows below each other; returns them and where they end.
    pub(super) fn draw_rows(
        &self,
        canvas: &mut Canvas<'_, '_>,
        (from, count): (usize, usize),
        x: f32,
        y: f32,
    ) -> (Vec<TagGroup>, f32) {
        let mut top = y;
        let mut drawn = Vec::new();
        for row in self.rows.iter().skip(from).take(count) {
            let mut tags = TagGroup::new(Tag::TR);
            for (number, (piece, column)) in row.cells.iter().zip(&self.columns).enumerate() {
                let marks = nodes(canvas.text(piece, x + column.x, top + PAD, column.width, column.align));
                tags.push(match number {
                    0 => TagGroup::with_children(Tag::TH(TableHeaderScope::Row), marks),
                    _ => TagGroup::with_children(Tag::TD, marks),
                });
            }
            top += row.height;
            let (end, ink) = (x + self.width(), self.ink.thinned(30));
            canvas.ornament(|canvas| canvas.rule((x, top), (end, top), 0.4, ink));
            drawn.push(tags);
        }
        (drawn, top)
    }

    pub(super) fn header_height(&self) -> f32 {
        self.header_height
    }

    fn width(&self) -> f32 {
        self.columns.iter().map(|column| column.x + column.width).fold(0.0, f32::max)
    }
}

impl Row {
    fn measure(setter: &Setter<'_>, component: &Component, side: &Side, columns: &[Column; 3]) -> Result<Self, Error> {
        let unknown = Language::undetermined();
        let plain = Letters { style: Style::Regular, ink: Ink::BLACK, largest: 9.5, smallest: 6.5, lines: 3 };
        let none = || "–".to_owned();
        let credits: Vec<String> = component.credits().iter().map(|credits| side.wording.amount(credits)).collect();
        let credits = if credits.is_empty() { none() } else { credits.join(", ") };
        let date = component.awarded().map_or_else(none, |moment| side.wording.day(moment.date()));
        let name = component.name().unwrap_or_else(|| component.id().as_str());
        let [first, second, third] = *columns;
        let cell = |text: &str, language: &Language, place, column: Column| {
            Setter { width: column.width, ..*setter }.piece(text, language, place, plain)
        };
        let cells = [
            cell(name, &unknown, "component's name", first)?,
            cell(&credits, &side.fixed(), "component's credits", second)?,
            cell(&date, &side.fixed(), "component's date", third)?,
        ];
        let height = cells.iter().map(|cell| cell.block.height).fold(0.0, f32::max) + 2.0 * PAD;
        Ok(Self { cells, height })
    }
}

/// How high texts are below each other.
pub(super) fn stacked(pieces: &[Piece], gap: f32) -> f32 {
    let heights = pieces.iter().map(|piece| piece.block.height).sum::<f32>();
    let gaps = u16::try_from(pieces.len().saturating_sub(1)).map_or(0.0, f32::from);
    heights + gaps * gap
}

pub(super) fn nodes(marks: Vec<Identifier>) -> Vec<krilla::tagging::Node> {
    marks.into_iter().map(Into::into).collect()
}

const CREDITS: f32 = 96.0;
const DATE: f32 = 100.0;
const COLUMN_GAP: f32 = 14.0;

/// Above and below the text of a row.
const PAD: f32 = 4.8;
