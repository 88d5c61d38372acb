//! Parchments: certificates, diplomas and statements as PDF/A-3, with the signed credential attached.
//!
//! A parchment is printed from the model alone. It is tagged for screen readers (PDF/UA-1), keeps for as long as PDF/A-3a does, and its
//! texts can be searched and copied. Nothing is read from a clock: its dates are those of the award, and the same input gives the same bytes.
//!
//! What is printed proves nothing: the attached credential does. The file says from which credential it was printed
//! ([`pdf::SOURCE`](crate::codec::pdf::SOURCE)), so that a verifier sees when another one was put in its place.

mod canvas;
mod draw;
mod error;
mod facts;
mod file;
mod frame;
mod front;
mod ink;
mod logo;
mod pages;
mod sheet;
mod table;
mod typeface;
mod wording;

pub use error::Error;
pub use sheet::Sheet;

use crate::base::iri::Iri;
use crate::base::text::Text;
use crate::model::MicroCredential;
use crate::render::Colour;
use facts::Facts;
use ink::Ink;
use logo::Logo;
use pages::Pages;
use typeface::Typeface;

/// How parchments look and who signs them; it prints any number of them.
#[derive(Debug, Clone)]
pub struct Parchment {
    sheet: Sheet,
    ink: Ink,
    typeface: Typeface,
    logo: Option<Logo>,
    signatories: Vec<Signatory>,
    place: Option<Text>,
    verify_at: Option<Iri>,
}

/// Who signs a parchment, below a line that is left blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signatory {
    /// The name.
    pub name: Text,
    /// The office.
    pub office: Option<Text>,
}

impl Parchment {
    /// Parchments on paper of a size, in the bundled letters, without logo and signatories.
    ///
    /// # Errors
    ///
    /// None in practice: the bundled fonts are read.
    pub fn new(sheet: Sheet) -> Result<Self, Error> {
        let (logo, signatories, place, verify_at) = (None, Vec::new(), None, None);
        Ok(Self { sheet, ink: Ink::default(), typeface: Typeface::bundled()?, logo, signatories, place, verify_at })
    }

    /// Sets the colour of titles and rules.
    ///
    /// # Errors
    ///
    /// `render.low-contrast` for a colour whose contrast to white is below 4.5 (WCAG 2.2 §1.4.3).
    pub fn with_accent(self, colour: Colour) -> Result<Self, Error> {
        Ok(Self { ink: Ink::new(colour)?, ..self })
    }

    /// Adds a font, as the bytes of an OpenType or TrueType file or of the first font of a collection. It is preferred to the bundled
    /// letters; one with Han characters is used for what those do not have.
    ///
    /// # Errors
    ///
    /// `render.font-too-large` and `render.malformed-font`.
    pub fn with_font(self, bytes: Vec<u8>) -> Result<Self, Error> {
        Ok(Self { typeface: self.typeface.with_font(bytes)?, ..self })
    }

    /// Puts a logo at the head of the first page: the bytes of a PNG, or of an SVG of shapes alone, as [`render::Logo`](crate::render::Logo)
    /// takes it.
    ///
    /// # Errors
    ///
    /// `render.logo-too-large` and `render.malformed-logo`.
    pub fn with_logo(self, bytes: &[u8]) -> Result<Self, Error> {
        Ok(Self { logo: Some(Logo::parse(bytes)?), ..self })
    }

    /// Says who signs.
    ///
    /// # Errors
    ///
    /// `render.signatories` for more than three.
    pub fn with_signatories(self, signatories: Vec<Signatory>) -> Result<Self, Error> {
        match signatories.len() {
            found if found > MOST_SIGNATORIES => Err(Error::Signatories { limit: MOST_SIGNATORIES, found }),
            _ => Ok(Self { signatories, ..self }),
        }
    }

    /// Says where it is given.
    #[must_use]
    pub fn with_place(self, place: Text) -> Self {
        Self { place: Some(place), ..self }
    }

    /// Says at which address it can be verified: the QR code holds that instead of the id of the credential.
    #[must_use]
    pub fn with_verify_at(self, address: Iri) -> Self {
        Self { verify_at: Some(address), ..self }
    }

    /// Prints the parchment of an award.
    ///
    /// Takes the award as its credential records it, the signed credential as it travels, and its id; returns the bytes of a PDF file with
    /// the credential attached. That the three belong together is the caller's to see to, and that the credential holds.
    ///
    /// The pages are in the main language of the award's title. The fixed words are Traditional Chinese for that, else English; where the
    /// title is there in languages of both, so are the pages.
    ///
    /// # Errors
    ///
    /// `render.unstated` for an award without title, learner, date or awarding body; `render.missing-glyph`, `render.too-long` and the other
    /// `render` codes for a text that cannot be set; `render.no-room` for texts that are too many for one page; `render.qr-too-long`;
    /// `render.conformance` for a font that may not be embedded; `pdf.unfit-credential` for a text that is no credential.
    pub fn print(&self, award: &MicroCredential, credential: &str, id: &Iri) -> Result<Vec<u8>, Error> {
        let facts = Facts::of(award)?;
        let sides = facts.sides();
        let address = self.verify_at.as_ref().unwrap_or(id).as_str();
        let pages = Pages::measure(self, &facts, &sides, address)?;
        file::write(&pages, &facts, &sides, credential, id)
    }
}

/// More have no room beside each other.
const MOST_SIGNATORIES: usize = 3;
