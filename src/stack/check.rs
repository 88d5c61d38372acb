//! What a policy must agree on with itself before anything is decided by it.

use super::error::Error;
use super::policy::{Award, Named, Policy};
use super::rule::{Pool, Rule, Side};
use super::switches::{Reading, ThemeTie};
use crate::base::amount::Amount;
use crate::base::iri::Iri;
use crate::base::text::Text;

/// Most awards of one programme.
const AWARDS: usize = 64;
/// Most rules of one award, so that a search can hold one bit for each.
const RULES: usize = 32;
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
        capped("catalogue entries", self.catalogue.len(), CATALOGUE)?;
        for award in &self.awards {
            capped("rules in an award", award.rules.len(), RULES)?;
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

    fn check_rules(&self, award: &Award, at: &str) -> Result<(), Error> {
        for (number, rule) in award.rules.iter().enumerate() {
            let at = format!("{at}/rules/{number}/{}", rule.name());
            self.check_pool(rule.pool(), &format!("{at}/pool"))?;
            self.check_source(rule.source(), &format!("{at}/source"))?;
            match rule {
                Rule::MinCredits(rule) => positive(rule.credits, || format!("{at}/credits"))?,
                Rule::MinCount(rule) if rule.count == 0 => {
                    return Err(contradiction(format!("{at}/count"), "at least 1", "0"));
                }
                _ => {}
            }
            let below = |least: u64, most: &Rule| {
                let bound = most.bound(award.credits);
                bound.side == Side::AtMost && bound.limit_for(least) < least
            };
            let nominal = award.credits.millionths();
            if rule.pool().is_everything() && matches!(rule, Rule::MaxCredits(_)) && below(nominal, rule) {
                return Err(contradiction(at, "room for the credits that the award needs", "a lower maximum"));
            }
            let crossed = award.rules.iter().any(|other| {
                let (least, most) = (rule.bound(award.credits), other.bound(award.credits));
                let comparable = rule.pool() == other.pool() && least.unit == most.unit;
                comparable
                    && (least.side, most.side) == (Side::AtLeast, Side::AtMost)
                    && least.limit_for(nominal) > most.limit_for(nominal)
                    && least.is_share_of_used() == most.is_share_of_used()
            });
            if crossed {
                return Err(contradiction(
                    at,
                    "a minimum that is not above the maximum of the same pool",
                    "a higher one",
                ));
            }
        }
        Ok(())
    }

    fn check_pool(&self, pool: &Pool, at: &str) -> Result<(), Error> {
        if let Some(category) = &pool.category {
            known_in(&self.categories, category, "a category", || format!("{at}/category"))?;
        }
        if let Some(theme) = &pool.theme {
            self.check_theme(theme, || format!("{at}/theme"))?;
        }
        if let Some(level) = pool.level {
            self.check_level(level.level(), format!("{at}/level"))?;
        }
        match &pool.achievements {
            Some(ids) if ids.is_empty() => {
                Err(contradiction(format!("{at}/achievements"), "at least one achievement", "none"))
            }
            Some(ids) => once(&mut ids.iter().map(String::as_str), &|number| format!("{at}/achievements/{number}")),
            None => Ok(()),
        }
    }

    fn check_level(&self, level: u8, pointer: String) -> Result<(), Error> {
        let Some(framework) = self.level_framework else {
            return Err(contradiction(pointer, "no level, since the policy names no `levelFramework`", "one"));
        };
        if (1..=framework.highest()).contains(&level) {
            return Ok(());
        }
        let expected = format!("a level of {framework} from 1 to {}", framework.highest());
        Err(Error::Contradiction { pointer, expected, found: level.to_string() })
    }

    fn check_theme(&self, theme: &str, pointer: impl FnOnce() -> String) -> Result<(), Error> {
        if self.themes.is_empty() { Ok(()) } else { known_in(&self.themes, theme, "a theme", pointer) }
    }

    fn check_source(&self, source: Option<&str>, pointer: &str) -> Result<(), Error> {
        match source {
            Some(id) if !self.sources.iter().any(|known| known.id.as_str() == id) => {
                Err(unknown(pointer.to_owned(), "a source", id))
            }
            _ => Ok(()),
        }
    }
}

fn capped(kind: &'static str, found: usize, limit: usize) -> Result<(), Error> {
    if found > limit { Err(Error::TooMany { kind, limit, found }) } else { Ok(()) }
}

fn names(list: &[Named]) -> Vec<&str> {
    let mut names = Vec::new();
    for named in list {
        names.push(named.id.as_str());
        names.extend(named.also.iter().map(Text::as_str));
    }
    names
}

fn known_in(list: &[Named], id: &str, kind: &'static str, pointer: impl FnOnce() -> String) -> Result<(), Error> {
    if list.iter().any(|named| named.id.as_str() == id) { Ok(()) } else { Err(unknown(pointer(), kind, id)) }
}

fn once(ids: &mut dyn Iterator<Item = &str>, pointer: &dyn Fn(usize) -> String) -> Result<(), Error> {
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

fn positive(credits: Amount, pointer: impl FnOnce() -> String) -> Result<(), Error> {
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

fn unknown(pointer: String, kind: &'static str, id: &str) -> Error {
    Error::UnknownId { pointer, kind, found: cut(id) }
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

fn contradiction(pointer: String, expected: &str, found: &str) -> Error {
    Error::Contradiction { pointer, expected: expected.to_owned(), found: found.to_owned() }
}

/// The longest piece of a policy that an error repeats, in characters.
const LONGEST: usize = 200;
