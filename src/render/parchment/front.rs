//! The first page: who awards what to whom, and how to verify it.

use super::Error;
use super::Parchment;
use super::canvas::Piece;
use super::facts::{Facts, Side};
use super::ink::Ink;
use super::typeface::Style;
use crate::base::language::Language;
use crate::render::text::Room;

/// What stands on the first page from top to bottom, measured.
pub(super) struct Front {
    pub(super) bodies: Vec<Piece>,
    pub(super) provider: Vec<Piece>,
    pub(super) certifies: Vec<Piece>,
    pub(super) learner: Piece,
    pub(super) awarded: Vec<Piece>,
    pub(super) titles: Vec<Piece>,
    pub(super) facts: Vec<Fact>,
    pub(super) signatures: Vec<Signature>,
    pub(super) verify: Vec<Piece>,
    pub(super) address: Piece,
}

/// A labelled fact; one label and its values for each language.
pub(super) struct Fact {
    pub(super) languages: Vec<(Piece, Vec<Piece>)>,
}

/// A name below a line to sign on.
pub(super) struct Signature {
    pub(super) name: Piece,
    pub(super) office: Option<Piece>,
}

/// Measures texts of one width.
pub(super) struct Setter<'p> {
    pub(super) parchment: &'p Parchment,
    pub(super) width: f32,
    /// How large the largest letters are, from 0 to 1, where all texts together need it.
    pub(super) scale: f32,
}

/// The size of letters, the largest and the smallest, and in how many lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letters {
    pub(super) style: Style,
    pub(super) ink: Ink,
    pub(super) largest: f32,
    pub(super) smallest: f32,
    pub(super) lines: usize,
}

impl Setter<'_> {
    pub(super) fn piece(
        &self,
        text: &str,
        language: &Language,
        place: &'static str,
        letters: Letters,
    ) -> Result<Piece, Error> {
        let Letters { style, ink, largest, smallest, lines } = letters;
        let largest = (largest * self.scale).max(smallest);
        let room = Room { width: self.width, height: f32::MAX, largest, smallest, lines, leading: LEADING };
        let (text, mut block) = self.parchment.typeface.fit(text, language, style, place, &room)?;
        // Texts beside each other stand on one line, and those below each other equally far apart, whatever letters they have.
        let rise = block.rise.max(RISE * block.size);
        let last = block.baselines().last().map_or(block.rise, |(_, baseline)| baseline);
        let fall = (block.height - last).max(FALL * block.size);
        block.height = last + (rise - block.rise) + fall;
        block.rise = rise;
        Ok(Piece { text, block, ink, language: language.clone() })
    }

    /// A fixed text in each language of the pages.
    fn fixed(&self, sides: &[Side], letters: Letters, word: impl Fn(&Side) -> String) -> Result<Vec<Piece>, Error> {
        let pieces = sides.iter().map(|side| self.piece(&word(side), &side.fixed(), "fixed words", letters));
        pieces.collect()
    }

    fn with_width(&self, width: f32) -> Self {
        Self { width, ..*self }
    }
}

impl Front {
    pub(super) fn measure(
        setter: &Setter<'_>,
        facts: &Facts<'_>,
        sides: &[Side],
        address: &str,
    ) -> Result<Self, Error> {
        let Setter { parchment, width, .. } = *setter;
        let ink = parchment.ink;
        let unknown = Language::undetermined();
        let bodies = facts.bodies.iter().map(|body| {
            let letters = Letters { style: Style::Bold, ink, largest: 19.0, smallest: 10.0, lines: 2 };
            setter.piece(body, &unknown, "awarding body's name", letters)
        });
        let small = |style| Letters { style, ink: Ink::GREY, largest: 9.5, smallest: 7.0, lines: 2 };
        let provider = match facts.provider {
            Some(name) => setter.fixed(sides, small(Style::Regular), |side| side.wording.offered_by(name))?,
            None => Vec::new(),
        };
        let phrase = Letters { style: Style::Italic, ink: Ink::BLACK, largest: 13.0, smallest: 9.0, lines: 1 };
        let certifies = setter.fixed(sides, phrase, |side| side.wording.certifies(facts.has_name).to_owned())?;
        let name = Letters { style: Style::Regular, ink: Ink::BLACK, largest: 30.0, smallest: 11.0, lines: 2 };
        let learner = setter.piece(facts.learner, &unknown, "learner's name", name)?;
        let awarded = setter.fixed(sides, phrase, |side| side.wording.has_been_awarded(facts.kind).to_owned())?;
        let mut titles = Vec::new();
        for (number, side) in sides.iter().enumerate() {
            let (largest, smallest) = if number == 0 { (25.0, 11.0) } else { (20.0, 10.0) };
            let letters = Letters { style: Style::Bold, ink, largest, smallest, lines: 3 };
            titles.push(setter.piece(&facts.title(side), &side.language, "title", letters)?);
        }
        let words = setter.with_width(width - CODE - CODE_GAP);
        let plain = Letters { style: Style::Regular, ink: Ink::BLACK, largest: 8.0, smallest: 6.5, lines: 5 };
        let has_page = parchment.verify_at.is_some();
        let verify = words.fixed(sides, plain, |side| side.wording.verify(has_page).to_owned())?;
        let place = Letters { ink, largest: 8.0, smallest: 5.0, lines: 4, ..plain };
        Ok(Self {
            bodies: bodies.collect::<Result<_, _>>()?,
            provider,
            certifies,
            learner,
            awarded,
            titles,
            facts: Fact::all(setter, facts, sides)?,
            signatures: Signature::all(setter)?,
            verify,
            address: words.piece(address, &unknown, "address in the QR code", place)?,
        })
    }
}

impl Fact {
    fn all(setter: &Setter<'_>, facts: &Facts<'_>, sides: &[Side]) -> Result<Vec<Self>, Error> {
        type Row<'w> = (&'static str, Vec<String>);
        let rows = |side: &Side| -> Vec<Row<'_>> {
            let wording = side.wording;
            let mut awarded = vec![wording.day(facts.awarded.date())];
            let place =
                setter.parchment.place.as_ref().filter(|_| sides.first().is_some_and(|first| first.wording == wording));
            awarded.extend(place.map(|place| place.as_str().to_owned()));
            let rows = [
                (wording.level_heading(), facts.levels(wording)),
                (wording.credits_heading(), facts.credits(wording)),
                (wording.date_heading(), awarded),
            ];
            rows.into_iter().filter(|(_, values)| !values.is_empty()).collect()
        };
        let count = rows(sides.first().ok_or(Error::Unstated { element: "title" })?).len();
        let divided = u16::try_from(count.max(1)).map_or(1.0, f32::from);
        let column = setter.with_width(setter.width / divided - FACT_GAP);
        let label = Letters { style: Style::Regular, ink: Ink::GREY, largest: 8.5, smallest: 6.5, lines: 1 };
        let value = Letters { style: Style::Regular, ink: Ink::BLACK, largest: 11.0, smallest: 7.0, lines: 2 };
        let mut all: Vec<Self> = Vec::new();
        all.resize_with(count, || Self { languages: Vec::new() });
        for side in sides {
            for (fact, (name, values)) in all.iter_mut().zip(rows(side)) {
                let name = column.piece(name, &side.fixed(), "fixed words", label)?;
                let values =
                    values.iter().map(|text| column.piece(text, &side.fixed(), "level, credits or date", value));
                fact.languages.push((name, values.collect::<Result<_, _>>()?));
            }
        }
        Ok(all)
    }
}

impl Signature {
    fn all(setter: &Setter<'_>) -> Result<Vec<Self>, Error> {
        let unknown = Language::undetermined();
        let people = &setter.parchment.signatories;
        let setter = setter.with_width(SIGNATURE);
        let signatures = people.iter().map(|person| {
            let name = Letters { style: Style::Regular, ink: Ink::BLACK, largest: 10.5, smallest: 7.0, lines: 2 };
            let below = Letters { ink: Ink::GREY, largest: 8.5, smallest: 6.5, ..name };
            let name = setter.piece(person.name.as_str(), &unknown, "signatory's name", name)?;
            let office = person.office.as_ref();
            let office = office.map(|text| setter.piece(text.as_str(), &unknown, "signatory's office", below));
            Ok(Self { name, office: office.transpose()? })
        });
        signatures.collect()
    }
}

/// How far letters reach above the line and below it, in letters; some reach farther.
const RISE: f32 = 0.76;
const FALL: f32 = 0.2;

/// From baseline to baseline, in letters.
const LEADING: f32 = 1.32;

/// The side of the QR code, 27 mm, and what stays clear beside it: four modules of the smallest code are less.
pub(super) const CODE: f32 = 76.6;
pub(super) const CODE_GAP: f32 = 18.0;

/// Between two facts.
const FACT_GAP: f32 = 14.0;

/// How long the line to sign on is.
pub(super) const SIGNATURE: f32 = 168.0;
