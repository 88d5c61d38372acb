//! What a picture says, taken out of the model.

use super::Look;
use crate::base::iri::Iri;
use crate::base::language::Language;
use crate::model::{Entry, MicroCredential, Organisation};
use crate::render::tongue::Tongue;
use crate::render::{Error, Kind};

/// The texts of a picture.
pub(super) struct Facts {
    /// The language of the title.
    pub(super) language: Language,
    pub(super) title: String,
    pub(super) kind: &'static str,
    /// Credits and level.
    pub(super) size: Option<String>,
    /// Category and themes.
    pub(super) sort: Option<String>,
    pub(super) provider: Option<String>,
    /// Awarding bodies other than the provider.
    pub(super) bodies: Option<String>,
    pub(super) awarded: Option<String>,
    pub(super) until: Option<String>,
}

impl Facts {
    pub(super) fn of(award: &MicroCredential, kind: Kind, look: &Look) -> Result<Self, Error> {
        let titles = award.title().ok_or(Error::Untitled)?;
        let asked = look.language.as_ref().and_then(|language| Some((language, titles.get(language)?)));
        let (language, title) = asked.unwrap_or((titles.language(), titles.text()));
        let words = Tongue::of(look.language.as_ref().unwrap_or(language));
        let earned = award.credits_earned();
        let credits = if earned.is_empty() { award.credits() } else { earned };
        let size = credits.iter().map(|credits| words.credits(credits)).chain(words.level(award.levels()));
        let sort = award.category().into_iter().chain(award.themes()).filter_map(named).map(str::to_owned);
        let provider = award.provider().map(|provider| provider.name().to_owned());
        let bodies = award.awarding_bodies().iter().map(Organisation::name);
        let bodies: Vec<&str> = bodies.filter(|name| Some(*name) != provider.as_deref()).collect();
        Ok(Self {
            language: language.clone(),
            title: title.to_owned(),
            kind: words.kind(kind),
            size: joined(size.collect(), " · "),
            sort: joined(sort.collect(), " · "),
            provider,
            awarded: award.awarded().map(|moment| words.awarded_on(moment.date(), !bodies.is_empty())),
            bodies: (!bodies.is_empty()).then(|| words.awarded_by(&bodies.join(words.comma()))),
            until: award.stackable_until().map(|day| words.stackable_until(day)),
        })
    }
}

fn joined(parts: Vec<String>, between: &str) -> Option<String> {
    (!parts.is_empty()).then(|| parts.join(between))
}

fn named(entry: &Entry) -> Option<&str> {
    entry.name().or_else(|| entry.code()).or_else(|| entry.id().map(Iri::as_str))
}
