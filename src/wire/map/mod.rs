//! The way between micro-credentials and badges (micro-credentials in Open Badges 3.0).
//!
//! A micro-credential says more than Open Badges has properties for. [`Encoding::Portable`] writes the rest as
//! alignments of published contexts, which every displayer shows and every verifier accepts;
//! [`Encoding::Extended`] adds terms of the project's own context, which the issuer hosts. [`from_credential`] reads
//! both, and badges of others as far as they go. `docs/mapping.md` has the table.

mod adopt;
mod definition;
mod duration;
mod extended;
mod grades;
mod grounds;
mod iris;
mod issue;
mod learning;
mod levels;
mod notes;
mod people;
mod portable;
mod size;
mod stacking;
mod statement;
mod table;
mod terms;

pub use issue::{Encoding, Issue};
pub use table::{Row, TABLE};

use super::Error;
use super::ob3::{Credential, Profile};
use crate::base::limits::Limits;
use crate::codec::json::Document;
use crate::model::{MicroCredential, Organisation};

/// Writes a micro-credential as a badge that lacks nothing but its proof.
///
/// The issuer is the first awarding body, else the provider, and must have an id. The badge satisfies the strict
/// reading of Open Badges 3.0: that is checked here.
///
/// # Errors
///
/// `wire.missing` without a learner, an issuer, or an id, title, description or criteria of the achievement;
/// `wire.unwritable` for a value that Open Badges has no place for; any fault that a strict reading would find.
pub fn to_credential(award: &MicroCredential, issue: &Issue) -> Result<Credential, Error> {
    let mut credential = portable::write(award, issue)?;
    if let Encoding::Extended { context_url } = issue.encoding() {
        extended::write(&mut credential, award, context_url);
    }
    let document = Document::parse(credential.to_json().as_bytes(), &Limits::DEFAULT)?;
    Credential::read(document.root())
}

/// Writes an organisation as the profile that it has as an issuer.
///
/// # Errors
///
/// `wire.missing` without an id, `wire.unwritable` for an identifier that Open Badges has no place for.
pub fn to_profile(organisation: &Organisation) -> Result<Profile, Error> {
    people::to_profile(organisation, "")
}

/// Reads the micro-credential that a badge records. What the badge does not say is missing, never guessed.
///
/// # Errors
///
/// `wire.encodings-disagree` where the badge states one thing in two ways that differ.
pub fn from_credential(credential: &Credential) -> Result<MicroCredential, Error> {
    extended::read(portable::read(credential)?, credential)
}
