//! Where each text of a picture stands.
//!
//! What is above the title grows down from the top, what is below it up from the bottom, and the title takes the room
//! between. Each text is as wide as the safe area of the shape there is; what is left over moves both parts inwards.

use super::Look;
use super::facts::Facts;
use super::shape::{extent, half_width_between};
use crate::base::language::Language;
use crate::render::text::{Block, Line, Paragraph, Room, Weight};
use crate::render::{Error, Kind};

/// Everything in the shape, from top to bottom.
pub(super) struct Layout {
    pub(super) items: Vec<Item>,
    /// The title and all other facts, as they were laid out.
    pub(super) title: String,
    pub(super) described: String,
}

/// Something in the shape.
pub(super) enum Item {
    /// The sign of the branch, around its middle.
    Sign { x: f32, y: f32, scale: f32 },
    /// A box for the logo, by its middle.
    Logo { x: f32, y: f32, width: f32, height: f32 },
    /// A short line.
    Rule { y: f32 },
    /// The lines of one text.
    Text(Vec<Text>),
}

/// A line of text in its place.
pub(super) struct Text {
    pub(super) line: Line,
    pub(super) x: f32,
    pub(super) baseline: f32,
    pub(super) size: f32,
}

impl Layout {
    pub(super) fn new(facts: &Facts, kind: Kind, look: &Look) -> Result<Self, Error> {
        let set = |row: &Row<'_>| Paragraph::new(row.text, row.language, row.weight, row.place, &look.fonts);
        let own = look.language.clone().unwrap_or_else(|| facts.language.clone());
        let kind_row = Row { smallest: 12.0, lines: 1, ..Row::new(facts.kind, "kind", Weight::Bold, 16.0, &own) };
        let rows = lower_rows(facts, &own);
        let (top, bottom) = extent(kind);
        let paragraphs = rows.iter().map(|row| Ok((set(row)?, row))).collect::<Result<Vec<_>, Error>>()?;
        let parts = Part::below(&paragraphs, bottom, kind)?;
        let mut described = vec![facts.kind.to_owned()];
        described.extend(paragraphs.iter().map(|(paragraph, _)| paragraph.text().to_owned()));

        // Above the title, from the top down.
        let mut upper = Vec::new();
        let head = top + HEAD.get(usize::from(kind == Kind::Certificate)).copied().unwrap_or_default();
        let paragraph = set(&kind_row)?;
        let kind_top = head + SIGN_HEIGHT + 12.0;
        let width = 2.0 * half_width_between(kind, kind_top, kind_top + kind_row.largest) - INLINE_SIGN;
        let kind_block = paragraph.fit(&kind_row.room(width, f32::INFINITY))?;
        let sign_y = head + SIGN_HEIGHT / 2.0;
        match &look.logo {
            Some(_) => {
                let half = half_width_between(kind, head, head + SIGN_HEIGHT);
                upper.push(Item::Logo { x: MIDDLE, y: sign_y, width: 2.0 * half, height: SIGN_HEIGHT });
                let wide = kind_block.lines.iter().map(|line| line.width() * kind_block.size).fold(0.0, f32::max);
                let left = MIDDLE - (wide + INLINE_SIGN) / 2.0;
                upper.push(Item::Sign {
                    x: left + INLINE_SIGN / 2.0 - 4.0,
                    y: kind_top + kind_block.height / 2.0,
                    scale: 0.24,
                });
                upper.push(Item::Text(placed(&kind_block, kind_top, MIDDLE + INLINE_SIGN / 2.0)));
            }
            None => {
                upper.push(Item::Sign { x: MIDDLE, y: sign_y, scale: 0.56 });
                upper.push(Item::Text(placed(&kind_block, kind_top, MIDDLE)));
            }
        }

        // The title, between both.
        let ceiling = kind_top + kind_block.height + 18.0;
        let row =
            Row { smallest: 14.0, lines: 9, ..Row::new(&facts.title, "title", Weight::Bold, 44.0, &facts.language) };
        let title = set(&row)?;
        let fitted = |part: &Part| {
            let floor = part.start - if part.blocks.is_empty() { 0.0 } else { RULE };
            let width = 2.0 * half_width_between(kind, ceiling, floor);
            title.fit(&row.room(width, floor - ceiling)).map(|block| (block, floor))
        };
        let [fair, low] = parts;
        let (lower, block, floor) = match fitted(&fair) {
            Ok((block, floor)) => (fair, block, floor),
            Err(_) => fitted(&low).map(|(block, floor)| (low, block, floor))?,
        };
        let lower = lower.blocks;
        let spare = floor - ceiling - block.height;
        let inwards = spare * INWARDS;
        let mut items: Vec<Item> = upper.into_iter().map(|item| item.moved(inwards)).collect();
        let title_top = ceiling + spare / 2.0;
        items.push(Item::Text(placed(&block, title_top, MIDDLE)));
        if let Some((_, first)) = lower.first() {
            let end = title_top + block.height;
            items.push(Item::Rule { y: f32::midpoint(end, first - inwards) });
        }
        items.extend(lower.iter().map(|(block, start)| Item::Text(placed(block, start - inwards, MIDDLE))));
        let layout = Self { items, title: title.text().to_owned(), described: described.join("; ") };
        Ok(layout)
    }
}

impl Item {
    fn moved(self, down: f32) -> Self {
        match self {
            Self::Sign { x, y, scale } => Self::Sign { x, y: y + down, scale },
            Self::Logo { x, y, width, height } => Self::Logo { x, y: y + down, width, height },
            Self::Rule { y } => Self::Rule { y: y + down },
            Self::Text(texts) => {
                let moved = texts.into_iter().map(|text| Text { baseline: text.baseline + down, ..text });
                Self::Text(moved.collect())
            }
        }
    }
}

/// A text and the letters that it may have.
struct Row<'t> {
    text: &'t str,
    place: &'static str,
    weight: Weight,
    language: &'t Language,
    largest: f32,
    smallest: f32,
    lines: usize,
    /// What stays free above it.
    gap: f32,
}

impl<'t> Row<'t> {
    fn new(text: &'t str, place: &'static str, weight: Weight, largest: f32, language: &'t Language) -> Self {
        Self { text, place, weight, language, largest, smallest: 11.0, lines: 3, gap: 9.0 }
    }

    /// The text so that it ends at `floor`: on one line rather than two, and on two rather than more, unless its letters
    /// become much smaller by that.
    fn above(&self, paragraph: &Paragraph<'_>, floor: f32, kind: Kind) -> Result<Block, Error> {
        let fit = |lines: usize, smallest: f32, reach: f32| {
            // Marks above and below letters may reach further than the letters of a line.
            let height = self.largest * reach;
            let width = 2.0 * half_width_between(kind, floor - height, floor);
            paragraph.fit(&Room { lines, smallest, ..self.room(width, height) })
        };
        let readable = self.largest * 0.84;
        let one = fit(1, readable, 1.4);
        if self.lines == 1 {
            return one.or_else(|_| fit(1, self.smallest, 1.4));
        }
        one.or_else(|_| fit(2, readable, 2.7)).or_else(|_| fit(self.lines, self.smallest, 4.0))
    }

    fn room(&self, width: f32, height: f32) -> Room {
        let leading = if self.lines > 3 { 1.16 } else { 1.25 };
        Room { width, height, largest: self.largest, smallest: self.smallest, lines: self.lines, leading }
    }
}

fn lower_rows<'t>(facts: &'t Facts, language: &'t Language) -> Vec<Row<'t>> {
    let rows = [
        (&facts.size, "size", Weight::Bold, 19.0, 3, 0.0),
        (&facts.sort, "category", Weight::Regular, 16.0, 3, 10.0),
        (&facts.provider, "provider", Weight::Bold, 17.0, 3, 20.0),
        (&facts.bodies, "awarding body", Weight::Regular, 14.5, 3, 9.0),
        (&facts.awarded, "award date", Weight::Regular, 14.5, 1, 9.0),
        (&facts.until, "last day to stack", Weight::Regular, 13.0, 1, 9.0),
    ];
    let rows = rows.into_iter().filter_map(|(text, place, weight, largest, lines, gap)| {
        let text = text.as_deref()?;
        Some(Row { lines, gap, ..Row::new(text, place, weight, largest, language) })
    });
    rows.collect()
}

/// What is below the title.
#[derive(Debug, Clone)]
struct Part {
    /// Each text with where it starts.
    blocks: Vec<(Block, f32)>,
    start: f32,
    /// How far it is from what one would wish: small letters, many lines, a long way from the end of the shape.
    flaws: f32,
}

impl Part {
    /// The texts from the end of the shape up: as they look best, and as they leave the most room.
    fn below(paragraphs: &[(Paragraph<'_>, &Row<'_>)], bottom: f32, kind: Kind) -> Result<[Self; 2], Error> {
        let mut found: Option<[Self; 2]> = None;
        let mut failure = None;
        for lift in LIFTS {
            match Self::ending_at(paragraphs, bottom - lift, kind) {
                Ok(part) => {
                    let part = Self { flaws: part.flaws + lift * 0.35, ..part };
                    found = Some(match found {
                        None => [part.clone(), part],
                        Some([fair, low]) => {
                            let low = if part.start > low.start { part.clone() } else { low };
                            [if part.flaws < fair.flaws { part } else { fair }, low]
                        }
                    });
                }
                Err(error) => failure = Some(error),
            }
        }
        match (found, failure) {
            (Some(parts), _) => Ok(parts),
            (None, Some(error)) => Err(error),
            (None, None) => Err(Error::Undrawable),
        }
    }

    fn ending_at(paragraphs: &[(Paragraph<'_>, &Row<'_>)], floor: f32, kind: Kind) -> Result<Self, Error> {
        let mut part = Self { blocks: Vec::new(), start: floor, flaws: 0.0 };
        for (paragraph, row) in paragraphs.iter().rev() {
            let block = row.above(paragraph, part.start, kind)?;
            let more_lines = block.lines.iter().skip(1).fold(0.0, |flaws, _| flaws + 14.0);
            part.flaws += more_lines + (row.largest - block.size) * 6.0;
            let start = part.start - block.height;
            part.start = start - row.gap;
            part.blocks.push((block, start));
        }
        part.blocks.reverse();
        Ok(part)
    }
}

/// The lines of a block that starts at `top`, each around `middle`.
fn placed(block: &Block, top: f32, middle: f32) -> Vec<Text> {
    let lines = block.baselines().map(|(line, baseline)| {
        let x = middle - (line.width() / 2.0 + line.left()) * block.size;
        Text { line: line.clone(), x, baseline: top + baseline, size: block.size }
    });
    lines.collect()
}

const MIDDLE: f32 = super::shape::SIDE / 2.0;

/// From the end of the safe area to the sign: where the shape ends in a tip or a curve, and where in an edge.
const HEAD: [f32; 2] = [30.0, -2.0];

/// How high the sign or the logo is.
const SIGN_HEIGHT: f32 = 48.0;

/// What the sign takes where it stands in the line of the kind, with its distance.
const INLINE_SIGN: f32 = 32.0;

/// Around the short line below the title.
const RULE: f32 = 34.0;

/// How much of what is left over goes above the upper part and below the lower one, each.
const INWARDS: f32 = 0.26;

/// How far above the end of the safe area the last text may end.
const LIFTS: [f32; 14] = [4.0, 12.0, 20.0, 28.0, 36.0, 44.0, 52.0, 60.0, 68.0, 76.0, 84.0, 92.0, 104.0, 120.0];
