//! What a policy must agree on with itself before anything is decided by it.

use super::check_rule::RULES;
use super::error::Error;
use super::policy::{Award, Named, Policy};
use super::scale::Scale;
use super::switches::{Reading, ThemeTie};
use crate::base::amount::Amount;
use crate::base::iri::Iri;
use crate::base::text::Text;

/// Most awards of one programme.
const AWARDS: usize = 64;
/// Most sources, issuers, categories, themes, titles and other short lists.
const LISTED: usize = 2_000;
/// Most achievements in a catalogue.
const CATALOGUE: usize = 20_000;

impl Policy {
    /// Refuses ids that name nothing, ids given twice, numbers out of range and rules that no badge could ever meet.
    pub(super) fn check(&self) -> Result<(), Error> {
        self.check_sizes()?;
        once(&mut self.sources.iter().map(|source| source.id.as_str()), &|at| format!("/sources/{at}/id"))?;
        once(&mut names(&self.categories).into_iter(), &|_| "/categories".to_owned())?;
        once(&mut names(&self.themes).into_iter(), &|_| "/themes".to_owned())?;
        once(&mut scale_names(&self.scales).into_iter(), &|_| "/scales".to_owned())?;
        once(&mut self.awards.iter().map(|award| award.id.as_str()), &|at| format!("/awards/{at}/id"))?;
        let mut listed = self.catalogue.iter().map(|listed| listed.achievement.as_str());
        once(&mut listed, &|at| format!("/catalogue/{at}/achievement"))?;
        let issuers = || self.issuers.own.iter().chain(&self.issuers.partners);
        once(&mut issuers().map(Iri::as_str), &|_| "/issuers".to_owned())?;
        for (issuer, _) in &self.issuers.bare_credits.0 {
            if !issuers().any(|known| known.as_str() == issuer) {
                return Err(unknown("/issuers/bareCredits".to_owned(), "an issuer", issuer));
            }
        }
        self.check_catalogue()?;
        self.check_scales()?;
        self.check_admission()?;
        self.check_switches()?;
        for (at, award) in self.awards.iter().enumerate() {
            self.check_award(award, &format!("/awards/{at}"))?;
        }
        Ok(())
    }

    fn check_sizes(&self) -> Result<(), Error> {
        capped("awards", self.awards.len(), AWARDS)?;
        capped("sources", self.sources.len(), LISTED)?;
        capped("issuers", self.issuers.own.len().saturating_add(self.issuers.partners.len()), LISTED)?;
        capped("categories", self.categories.len(), LISTED)?;
        capped("themes", self.themes.len(), LISTED)?;
        capped("scales", self.scales.len(), LISTED)?;
        capped("catalogue entries", self.catalogue.len(), CATALOGUE)?;
        for award in &self.awards {
            capped("titles of an award", award.titles.len(), RULES)?;
        }
        match self.awards.is_empty() {
            true => Err(contradiction("/awards".to_owned(), "at least one award", "none")),
            false => Ok(()),
        }
    }

    fn check_catalogue(&self) -> Result<(), Error> {
        for (at, listed) in self.catalogue.iter().enumerate() {
            let pointer = |member: &str| format!("/catalogue/{at}/{member}");
            capped("issuers", listed.issuers.len(), LISTED)?;
            once(&mut listed.issuers.iter().map(Iri::as_str), &|at| format!("{}/{at}", pointer("issuers")))?;
            if let Some(issuer) = listed.issuers.iter().find(|issuer| !self.issuers.admits(issuer.as_str())) {
                return Err(unknown(pointer("issuers"), "an issuer", issuer.as_str()));
            }
            if let Some(category) = &listed.category {
                known_in(&self.categories, category.as_str(), "a category", || pointer("category"))?;
            }
            for theme in &listed.themes {
                self.check_theme(theme.as_str(), || pointer("themes"))?;
            }
            if let Some(level) = listed.level {
                self.check_level(level, pointer("level"))?;
            }
        }
        Ok(())
    }

    fn check_admission(&self) -> Result<(), Error> {
        if let Some(age) = &self.admission.max_age {
            self.check_source(age.source.as_deref(), "/admission/maxAge/source")?;
            if age.years == 0 {
                return Err(contradiction("/admission/maxAge/years".to_owned(), "at least 1", "0"));
            }
        }
        let from = self.admission.awarded_from.as_ref().and_then(|from| from.source.as_deref());
        self.check_source(from, "/admission/awardedFrom/source")?;
        let earlier = |at| self.preference.0.iter().take(at);
        let twice = |(at, criterion)| earlier(at).any(|other| other == criterion);
        if self.preference.0.is_empty() || self.preference.0.iter().enumerate().any(twice) {
            return Err(contradiction("/preference".to_owned(), "criteria, each once", "none or one twice"));
        }
        Ok(())
    }

    fn check_switches(&self) -> Result<(), Error> {
        if let ThemeTie::Order(themes) = &self.switches.theme_tie {
            once(&mut themes.iter().map(String::as_str), &|at| format!("/switches/themeTie/order/{at}"))?;
            for theme in themes {
                self.check_theme(theme, || "/switches/themeTie/order".to_owned())?;
            }
        }
        Ok(())
    }

    fn check_award(&self, award: &Award, at: &str) -> Result<(), Error> {
        positive(award.credits, || format!("{at}/credits"))?;
        self.check_source(award.source.as_deref(), &format!("{at}/source"))?;
        once(&mut award.titles.iter().map(|title| title.id.as_str()), &|number| format!("{at}/titles/{number}/id"))?;
        for (number, title) in award.titles.iter().enumerate() {
            let at = format!("{at}/titles/{number}");
            self.check_source(title.source.as_deref(), &format!("{at}/source"))?;
            match &title.requires {
                Some(clause) => {
                    self.check_pool(&clause.pool, &format!("{at}/requires/pool"))?;
                    printed(clause.published, self.switches.title_reading, &format!("{at}/requires"))?;
                }
                None if number.saturating_add(1) < award.titles.len() => {
                    let expected = "a title without `requires` to be the last";
                    return Err(contradiction(at, expected, "one before others, which nobody could reach"));
                }
                None => {}
            }
        }
        if let Some(theme) = &award.theme {
            let at = format!("{at}/theme");
            self.check_source(theme.source.as_deref(), &format!("{at}/source"))?;
            printed(theme.published, self.switches.theme_reading, &at)?;
            for title in &theme.titles {
                if !award.titles.iter().any(|known| known.id == *title) {
                    return Err(unknown(format!("{at}/titles"), "a title", title.as_str()));
                }
            }
        }
        if let Some(level) = &award.level {
            let at = format!("{at}/level");
            self.check_source(level.source.as_deref(), &format!("{at}/source"))?;
            printed(level.published, self.switches.level_reading, &at)?;
            self.check_level(1, at)?;
        }
        if let Some(minimum) = &award.minimum_level {
            self.check_source(minimum.source.as_deref(), &format!("{at}/minimumLevel/source"))?;
            self.check_level(minimum.level, format!("{at}/minimumLevel/level"))?;
        }
        self.check_rules(award, at)
    }

    pub(super) fn check_level(&self, level: u8, pointer: String) -> Result<(), Error> {
        let Some(framework) = self.level_framework else {
            return Err(contradiction(pointer, "no level, since the policy names no `levelFramework`", "one"));
        };
        if (1..=framework.highest()).contains(&level) {
            return Ok(());
        }
        let expected = format!("a level of {framework} from 1 to {}", framework.highest());
        Err(Error::Contradiction { pointer, expected, found: level.to_string() })
    }

    pub(super) fn check_theme(&self, theme: &str, pointer: impl FnOnce() -> String) -> Result<(), Error> {
        if self.themes.is_empty() { Ok(()) } else { known_in(&self.themes, theme, "a theme", pointer) }
    }

    pub(super) fn check_source(&self, source: Option<&str>, pointer: &str) -> Result<(), Error> {
        match source {
            Some(id) if !self.sources.iter().any(|known| known.id.as_str() == id) => {
                Err(unknown(pointer.to_owned(), "a source", id))
            }
            _ => Ok(()),
        }
    }
}

pub(super) fn capped(kind: &'static str, found: usize, limit: usize) -> Result<(), Error> {
    if found > limit { Err(Error::TooMany { kind, limit, found }) } else { Ok(()) }
}

fn scale_names(list: &[Scale]) -> Vec<&str> {
    let mut names = Vec::new();
    for scale in list {
        names.push(scale.id.as_str());
        names.extend(scale.also.iter().map(Text::as_str));
    }
    names
}

fn names(list: &[Named]) -> Vec<&str> {
    let mut names = Vec::new();
    for named in list {
        names.push(named.id.as_str());
        names.extend(named.also.iter().map(Text::as_str));
    }
    names
}

pub(super) fn known_in(
    list: &[Named],
    id: &str,
    kind: &'static str,
    pointer: impl FnOnce() -> String,
) -> Result<(), Error> {
    if list.iter().any(|named| named.id.as_str() == id) { Ok(()) } else { Err(unknown(pointer(), kind, id)) }
}

pub(super) fn once(ids: &mut dyn Iterator<Item = &str>, pointer: &dyn Fn(usize) -> String) -> Result<(), Error> {
    let mut sorted: Vec<(&str, usize)> = Vec::new();
    for (number, id) in ids.enumerate() {
        sorted.push((id, number));
    }
    sorted.sort_unstable();
    let mut second: Option<(&str, usize)> = None;
    for ((id, _), (next, number)) in sorted.iter().zip(sorted.iter().skip(1)) {
        if id == next && second.is_none_or(|(_, earlier)| *number < earlier) {
            second = Some((next, *number));
        }
    }
    match second {
        Some((id, number)) => Err(Error::DuplicateId { pointer: pointer(number), found: cut(id) }),
        None => Ok(()),
    }
}

pub(super) fn positive(credits: Amount, pointer: impl FnOnce() -> String) -> Result<(), Error> {
    if credits.is_zero() { Err(contradiction(pointer(), "more than 0 credits", "0")) } else { Ok(()) }
}

/// The published reading needs the published number.
fn printed(published: Option<Amount>, reading: Reading, at: &str) -> Result<(), Error> {
    match published {
        None if reading == Reading::Published => {
            let expected = "the number of credits that the reading `published` speaks of";
            Err(contradiction(format!("{at}/published"), expected, "none"))
        }
        Some(credits) => positive(credits, || format!("{at}/published")),
        None => Ok(()),
    }
}

pub(super) fn unknown(pointer: String, kind: &'static str, id: &str) -> Error {
    Error::UnknownId { pointer, kind, found: cut(id) }
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

pub(super) fn contradiction(pointer: String, expected: &str, found: &str) -> Error {
    Error::Contradiction { pointer, expected: expected.to_owned(), found: found.to_owned() }
}

/// The longest piece of a policy that an error repeats, in characters.
const LONGEST: usize = 200;
