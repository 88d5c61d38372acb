//! On what an award was conferred: evidence beside its components.

use super::notes::Notes;
use crate::base::text::Text;
use crate::model::Grounds;
use crate::wire::ob3::{Credential, Evidence};

pub(super) fn write(grounds: &Grounds) -> Evidence {
    let mut notes = Notes::default();
    notes.field("policy", grounds.policy.as_str());
    notes.field("version", grounds.version.as_str());
    notes.field("digest", grounds.digest.as_str());
    notes.field("award", grounds.award.as_str());
    notes.field("applied", &grounds.applied.to_string());
    for (name, value) in [("title", &grounds.title), ("theme", &grounds.theme)] {
        if let Some(value) = value {
            notes.field(name, value.as_str());
        }
    }
    if let Some(level) = grounds.level {
        notes.field("level", &level.to_string());
    }
    Evidence {
        name: Some("The rules by which it was conferred".into()),
        genre: Some(GROUNDS.into()),
        description: notes.to_text(),
        ..Evidence::default()
    }
}

/// Nothing where a line is missing or cannot be read, or where there are two: then nobody can judge the award again.
pub(super) fn read(credential: &Credential) -> Option<Grounds> {
    let mut all = credential.evidence.iter().filter(|evidence| evidence.genre.as_deref() == Some(GROUNDS));
    let (evidence, None) = (all.next()?, all.next()) else { return None };
    let notes = Notes::read(evidence.description.as_deref());
    let text = |name: &str| notes.get(name).map(|value| Text::parse(&value)).transpose().ok();
    Some(Grounds {
        policy: text("policy")??,
        version: text("version")??,
        digest: notes.get("digest")?.parse().ok()?,
        award: text("award")??,
        applied: notes.get("applied")?.parse().ok()?,
        title: text("title")?,
        theme: text("theme")?,
        level: notes.get("level").map(|level| level.parse()).transpose().ok()?,
    })
}

/// The `genre` of evidence that is the grounds of an award.
const GROUNDS: &str = "ext:Grounds";
