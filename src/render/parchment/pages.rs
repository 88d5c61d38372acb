//! The pages, measured: what stands on which, and where.

use super::Parchment;
use super::canvas::Piece;
use super::error::Error;
use super::facts::{Facts, Side};
use super::frame;
use super::front::{CODE, Fact, Front, Letters, Setter};
use super::ink::Ink;
use super::table::{Table, stacked};
use super::typeface::Style;
use crate::base::language::Language;
use crate::render::qr::Code;

/// A parchment, measured: what is left is to draw it.
pub(super) struct Pages<'p> {
    pub(super) parchment: &'p Parchment,
    pub(super) sides: &'p [Side],
    pub(super) front: Front,
    pub(super) logo: Option<(f32, f32)>,
    pub(super) table: Option<Table>,
    pub(super) heading: Vec<Piece>,
    pub(super) overleaf: Vec<Piece>,
    pub(super) code: Code,
    pub(super) address: &'p str,
    pub(super) body: String,
    pub(super) title: String,
    pub(super) running: [Piece; 2],
    pub(super) size: (f32, f32),
    /// How large the largest letters and the gaps are.
    pub(super) scale: f32,
    /// How many components stand on each page after the first; none if they are on that.
    pub(super) lists: Vec<usize>,
    /// What is added to each gap of the first page for each share that it has.
    pub(super) stretch: f32,
    /// Where the first text of that page stands.
    pub(super) top: f32,
}

impl<'p> Pages<'p> {
    /// Measures pages in letters as large as they are meant, and in smaller ones where that is too much for the first page.
    pub(super) fn measure(
        parchment: &'p Parchment,
        facts: &Facts<'_>,
        sides: &'p [Side],
        address: &'p str,
    ) -> Result<Self, Error> {
        let smaller = || {
            SMALLER.iter().find_map(|scale| match Self::at_scale(parchment, facts, sides, address, *scale) {
                Err(Error::NoRoom { .. }) => None,
                measured => Some(measured),
            })
        };
        match Self::at_scale(parchment, facts, sides, address, 1.0) {
            Err(no_room @ Error::NoRoom { .. }) => smaller().unwrap_or(Err(no_room)),
            measured => measured,
        }
    }

    fn at_scale(
        parchment: &'p Parchment,
        facts: &Facts<'_>,
        sides: &'p [Side],
        address: &'p str,
        scale: f32,
    ) -> Result<Self, Error> {
        let code = Code::of(address)?;
        let size = parchment.sheet.size();
        let setter = Setter { parchment, width: size.0 - 2.0 * MARGIN, scale };
        let first = sides.first().ok_or(Error::Unstated { element: "title" })?;
        let front = Front::measure(&setter, facts, sides, address)?;
        let head = Letters { style: Style::Bold, ink: parchment.ink, largest: 10.5, smallest: 7.0, lines: 1 };
        let note = Letters { style: Style::Italic, ink: Ink::GREY, largest: 9.5, ..head };
        let fixed = |letters: Letters, word: fn(&Side) -> &'static str| -> Result<Vec<Piece>, Error> {
            sides.iter().map(|side| setter.piece(word(side), &side.fixed(), "fixed words", letters)).collect()
        };
        let title = facts.title(first);
        let large = Letters { largest: 13.0, smallest: 8.0, lines: 2, ..head };
        let plain = Letters { style: Style::Regular, ink: Ink::BLACK, largest: 10.5, ..large };
        let running = [
            setter.piece(&title, &first.language, "title", large)?,
            setter.piece(facts.learner, &Language::undetermined(), "learner's name", plain)?,
        ];
        let mut pages = Self {
            parchment,
            sides,
            front,
            logo: parchment.logo.as_ref().map(|logo| logo.size_in(LOGO.0, LOGO.1 * scale)),
            table: Table::measure(&setter, facts, sides)?,
            heading: fixed(head, |side| side.wording.components())?,
            overleaf: fixed(note, |side| side.wording.overleaf())?,
            code,
            address,
            body: facts.bodies.join(", "),
            title,
            running,
            size,
            scale,
            lists: Vec::new(),
            stretch: 0.0,
            top: TOP,
        };
        pages.lay_out()?;
        Ok(pages)
    }

    /// Finds out whether the components have room on the first page, and divides what is left of it.
    fn lay_out(&mut self) -> Result<(), Error> {
        if self.free() < 0.0
            && let Some(table) = &self.table
        {
            let (top, bottom) = (self.list_top(), self.size.1 - frame::INSIDE - FOOT);
            self.lists = table.pages(bottom - top - self.heading_height(), bottom - top - self.heading_height());
        }
        match self.free() {
            free if free < 0.0 => Err(Error::NoRoom { sheet: self.parchment.sheet.code() }),
            free => {
                let shares: f32 = self.slots().iter().map(|slot| slot.share).sum();
                self.stretch = (free / shares).min(MOST_STRETCH);
                self.top = TOP + (free - self.stretch * shares) * ABOVE;
                Ok(())
            }
        }
    }

    /// What is left of the first page with all gaps as small as they may be.
    fn free(&self) -> f32 {
        let used: f32 = self.slots().iter().map(|slot| slot.gap + slot.height).sum();
        self.signatures_top() - TOP - used
    }

    /// What stands above the signatures, from top to bottom.
    pub(super) fn slots(&self) -> Vec<Slot> {
        let front = &self.front;
        let mut slots = Vec::new();
        let mut add = |part, height: f32, gap, share| {
            if height > 0.0 {
                slots.push(Slot { part, height, gap: gap * self.scale, share });
            }
        };
        add(Part::Logo, self.logo.map_or(0.0, |(_, height)| height), 0.0, 0.2);
        add(Part::Bodies, stacked(&front.bodies, 4.0), 12.0, 0.3);
        add(Part::Provider, stacked(&front.provider, 4.0), 7.0, 0.0);
        add(Part::Ornament, 5.0, 11.0, 0.5);
        add(Part::Certifies, stacked(&front.certifies, 4.0), 13.0, 0.7);
        add(Part::Learner, front.learner.block.height, 14.0, 0.6);
        add(Part::Awarded, stacked(&front.awarded, 4.0), 16.0, 0.6);
        add(Part::Titles, stacked(&front.titles, 6.0), 14.0, 0.6);
        add(Part::Facts, front.facts.iter().map(Fact::height).fold(0.0, f32::max), 22.0, 0.8);
        match &self.table {
            Some(table) if self.lists.is_empty() => {
                add(Part::Table, self.heading_height() + table.height(), 20.0, 0.7);
            }
            Some(_) => add(Part::Overleaf, stacked(&self.overleaf, 4.0), 18.0, 0.8),
            None => {}
        }
        slots.push(Slot { part: Part::End, height: 0.0, gap: 0.0, share: 0.5 });
        slots
    }

    pub(super) fn signatures_top(&self) -> f32 {
        let highest = self.front.signatures.iter().map(|signature| {
            signature.name.block.height + signature.office.as_ref().map_or(0.0, |office| office.block.height + 4.0)
        });
        let names = highest.fold(0.0, f32::max);
        let signing = if names > 0.0 { TO_SIGN + 7.0 + names + 20.0 * self.scale } else { 0.0 };
        self.strip_top() - 12.0 - signing
    }

    pub(super) fn strip_top(&self) -> f32 {
        self.size.1 - frame::INSIDE - 24.0 - self.strip_height()
    }

    pub(super) fn strip_height(&self) -> f32 {
        CODE.max(stacked(&self.front.verify, 5.0) + 6.0 + self.front.address.block.height)
    }

    pub(super) fn heading_height(&self) -> f32 {
        stacked(&self.heading, 4.0) + 7.0
    }

    pub(super) fn list_top(&self) -> f32 {
        TOP + stacked(&self.running, 6.0) + 24.0
    }

    pub(super) fn count(&self) -> usize {
        self.lists.len().saturating_add(1)
    }

    pub(super) fn width(&self) -> f32 {
        self.size.0 - 2.0 * MARGIN
    }
}

impl Fact {
    fn height(&self) -> f32 {
        let mut height = 0.0;
        for (label, values) in &self.languages {
            height += label.block.height + values.iter().map(|value| value.block.height + FACT_LINE).sum::<f32>();
        }
        let languages = u16::try_from(self.languages.len().saturating_sub(1)).map_or(0.0, f32::from);
        height + languages * (FACT_LINE + FACT_LANGUAGE)
    }
}

/// A part of the first page with the space above it, and its share of what is left.
pub(super) struct Slot {
    pub(super) part: Part,
    pub(super) height: f32,
    pub(super) gap: f32,
    pub(super) share: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Logo,
    Bodies,
    Provider,
    Ornament,
    Certifies,
    Learner,
    Awarded,
    Titles,
    Facts,
    Table,
    Overleaf,
    End,
}

/// From the edge of the sheet to the text.
pub(super) const MARGIN: f32 = 70.0;

/// From the upper edge of the sheet to the first text.
pub(super) const TOP: f32 = frame::INSIDE + 36.0;

/// What stays clear at the foot of a page of components, for its number.
const FOOT: f32 = 32.0;

/// How far a gap of the first page is widened for each share; what is left then goes above and below, a little more below.
const MOST_STRETCH: f32 = 46.0;
const ABOVE: f32 = 0.42;

/// How much smaller letters and gaps are in the end where texts are many.
const SMALLER: [f32; 3] = [0.88, 0.76, 0.66];

/// How large a logo may be.
const LOGO: (f32, f32) = (200.0, 58.0);

/// What stays clear above the line to sign on.
pub(super) const TO_SIGN: f32 = 34.0;

pub(super) const FACT_LINE: f32 = 3.5;
pub(super) const FACT_LANGUAGE: f32 = 4.5;
