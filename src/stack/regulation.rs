//! A policy as people read it: the regulation for which it stands, with its sources.

use super::policy::{Anchor, Award, Confidence, Event, Named, Policy, Source};
use super::pool::Pool;
use super::rule::Rule;
use super::share::Share;
use super::switches::{
    AgeExceptions, Anniversary, CarryUp, LevelMode, NoLevel, OtherProviders, Reading, ShownInPart, ThemeTie,
};
use super::words::years;
use crate::base::amount::Amount;
use crate::base::iri::Iri;
use crate::base::text::Text;
use crate::base::visible::Visible;
use crate::model::Vocabulary;
use std::fmt;

/// A policy, to be shown.
pub(super) struct Regulation<'p>(pub(super) &'p Policy);

impl fmt::Display for Regulation<'_> {
    /// Several lines, each ending in a line break.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let policy = self.0;
        writeln!(f, "{}, version {}", shown(policy.title.as_str()), shown(policy.version.as_str()))?;
        writeln!(f, "The rules of {}. Days begin and end at {}.", shown(policy.authority.as_str()), policy.time_zone)?;
        writeln!(f, "\nBadges")?;
        self.badges(f)?;
        self.switches(f)?;
        for award in &policy.awards {
            writeln!(f, "\n{} ({})", shown(award.name.as_str()), shown(award.id.as_str()))?;
            self.award(f, award)?;
        }
        if !policy.sources.is_empty() {
            writeln!(f, "\nSources")?;
        }
        policy.sources.iter().try_for_each(|source| writeln!(f, "  {}", cited(source)))
    }
}

impl Regulation<'_> {
    fn badges(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let policy = self.0;
        writeln!(f, "  Credits are {}; nothing is converted.", shown(policy.credit_system.label()))?;
        if let Some(framework) = policy.level_framework {
            writeln!(f, "  Levels are those of the {}.", framework.name())?;
        }
        match policy.issuers.own.as_slice() {
            [] => writeln!(f, "  The authority's issuers are not named yet.")?,
            own => writeln!(f, "  The authority's issuers: {}.", joined(own.iter().map(Iri::as_str)))?,
        }
        if !policy.issuers.partners.is_empty() {
            writeln!(f, "  Its partners: {}.", joined(policy.issuers.partners.iter().map(Iri::as_str)))?;
        }
        named(f, "Categories", &policy.categories)?;
        named(f, "Themes", &policy.themes)?;
        for scale in &policy.scales {
            let grades = scale.grades.iter().map(|grade| match grade.points {
                Some(points) => format!("{} ({points})", grade.grade),
                None => grade.grade.to_string(),
            });
            let grades: Vec<String> = grades.map(|grade| shown(&grade)).collect();
            writeln!(
                f,
                "  Grades on the scale {}, the best first: {}.",
                shown(scale.name.as_str()),
                grades.join(", ")
            )?;
        }
        if let Some(age) = &policy.admission.max_age {
            let event = match age.event {
                Event::Application => "applies",
                Event::Admission => "is admitted",
            };
            let anchor = match age.anchor {
                Anchor::Award => "its award date",
                Anchor::Issue => "its issue date",
                Anchor::Assessment => "the day of its assessment",
            };
            let last = match policy.switches.anniversary {
                Anniversary::Inclusive => "the last day still counts",
                Anniversary::Exclusive => "the day on which they are full no longer counts",
            };
            let age_in_words = years(age.years);
            write!(f, "  A badge counts if the learner {event} within {age_in_words} of {anchor}; {last}.")?;
            ends(f, age.source.as_deref())?;
        }
        if let Some(from) = &policy.admission.awarded_from {
            write!(f, "  A badge counts if it was awarded on or after {}.", from.date)?;
            ends(f, from.source.as_deref())?;
        }
        Ok(())
    }

    fn switches(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let switches = &self.0.switches;
        if switches.age_exceptions == AgeExceptions::Named {
            writeln!(f, "  A named exception may lift the age limit of a badge.")?;
        }
        match switches.carry_up {
            CarryUp::Forbidden => writeln!(f, "  A badge inside an earlier award never counts again.")?,
            CarryUp::AbsorbWithComponentAge => {
                writeln!(
                    f,
                    "  Badges inside an award that is given up count again; their age runs from their own dates."
                )?;
            }
            CarryUp::AbsorbWithAwardAge => {
                writeln!(f, "  Badges inside an award that is given up count again; their age runs from its date.")?;
            }
        }
        match switches.other_providers {
            OtherProviders::Refused => writeln!(f, "  Badges of other providers do not count.")?,
            OtherProviders::MaxShare(share) => {
                writeln!(f, "  Badges of other providers make up at most {} of the credits used.", share.in_words())?;
            }
        }
        match switches.shown_in_part {
            ShownInPart::Refused => writeln!(f, "  A badge of which its learner shows a part does not count."),
            ShownInPart::Admitted => writeln!(f, "  A badge of which its learner shows a part counts."),
        }
    }

    fn award(&self, f: &mut fmt::Formatter<'_>, award: &Award) -> fmt::Result {
        write!(f, "  The award takes at least {} credits.", award.credits)?;
        ends(f, award.source.as_deref())?;
        self.titles(f, award)?;
        self.theme_and_level(f, award)?;
        if let Some(minimum) = &award.minimum_level {
            let share = minimum.share.in_words();
            write!(
                f,
                "  It is not made unless at least {share} of the credits used are at level {} or above.",
                minimum.level
            )?;
            ends(f, minimum.source.as_deref())?;
        }
        let group = award.exclusivity_group.as_ref();
        let excluded = self.0.awards.iter().filter(|other| other.id != award.id);
        let excluded: Vec<&str> = excluded
            .filter(|other| group.is_some() && other.exclusivity_group.as_ref() == group)
            .map(|other| other.name.as_str())
            .collect();
        if !excluded.is_empty() {
            writeln!(f, "  A badge that counts here counts in none of: {}.", joined(excluded.into_iter()))?;
        }
        if !award.rules.is_empty() {
            writeln!(f, "  The badges used meet each of these rules:")?;
        }
        rules(f, &award.rules, award.credits, 4)
    }

    fn titles(&self, f: &mut fmt::Formatter<'_>, award: &Award) -> fmt::Result {
        if !award.titles.is_empty() {
            writeln!(f, "  Its title is the first of these that the badges reach:")?;
        }
        for title in &award.titles {
            write!(f, "    {}", shown(title.name.as_str()))?;
            match &title.requires {
                Some(clause) => {
                    let share = self.share(clause.share, clause.published, self.0.switches.title_reading, award);
                    write!(f, ": {share}{}.", self.in_pool(&clause.pool))?;
                }
                None => write!(f, ": otherwise.")?,
            }
            ends(f, title.source.as_deref())?;
        }
        Ok(())
    }

    fn theme_and_level(&self, f: &mut fmt::Formatter<'_>, award: &Award) -> fmt::Result {
        let switches = &self.0.switches;
        if let Some(theme) = &award.theme {
            let share = self.share(theme.share, theme.published, switches.theme_reading, award);
            let bears =
                |title: &&Text| award.titles.iter().find(|known| known.id == **title).map(|known| known.name.as_str());
            let titles = theme.titles.iter().filter_map(|title| bears(&title));
            write!(f, "  A theme stands in brackets after {}: {share} in that theme; ", joined(titles))?;
            match &switches.theme_tie {
                ThemeTie::LearnerChooses => write!(f, "of two themes the learner chooses.")?,
                ThemeTie::Order(order) => {
                    write!(f, "of two themes the first in this order: {}.", joined(order.iter().map(String::as_str)))?;
                }
            }
            ends(f, theme.source.as_deref())?;
        }
        if let Some(level) = &award.level {
            let share = self.share(level.share, level.published, switches.level_reading, award);
            let mode = match switches.level_mode {
                LevelMode::AtLeast => "at that level or above",
                LevelMode::Exactly => "at exactly that level",
            };
            let without = match switches.no_level {
                NoLevel::AwardWithout => "the award is made without a level",
                NoLevel::Refuse => "no award is made",
            };
            write!(f, "  It has the highest level with {share} {mode}; if there is none, {without}.")?;
            ends(f, level.source.as_deref())?;
        }
        Ok(())
    }

    fn share(&self, share: Share, published: Option<Amount>, reading: Reading, award: &Award) -> String {
        match (reading, published) {
            (Reading::Published, Some(credits)) => format!("at least {credits} credits ({})", share.in_words()),
            (Reading::ShareOfAllocated, _) => format!("at least {} of the credits used", share.in_words()),
            _ => format!("at least {} of the {} credits needed", share.in_words(), award.credits),
        }
    }

    /// A pool, with the name of a category where that is all it says.
    fn in_pool(&self, pool: &Pool) -> String {
        let only_category = Pool { category: pool.category.clone(), ..Pool::default() } == *pool;
        let category = pool.category.as_ref().filter(|_| only_category);
        let name = category.and_then(|id| self.0.categories.iter().find(|named| named.id.as_str() == id));
        name.map_or_else(|| pool.to_string(), |named| format!(" in {}", shown(named.name.as_str())))
    }
}

/// One line for each rule; the parts of a combinator stand further in.
fn rules(f: &mut fmt::Formatter<'_>, list: &[Rule], nominal: Amount, indent: usize) -> fmt::Result {
    for rule in list {
        let opening = match rule {
            Rule::All(parts) => if parts.is_empty() { "nothing further." } else { "all of:" }.to_owned(),
            Rule::Any(parts) => if parts.is_empty() { "what can never be met." } else { "at least one of:" }.to_owned(),
            Rule::NOf(some) => format!("at least {} of:", some.n),
            Rule::Not(_) => "not, as far as the badges tell:".to_owned(),
            _ => {
                write!(f, "{:indent$}- {}.", "", rule.in_words(nominal))?;
                ends(f, rule.source())?;
                continue;
            }
        };
        writeln!(f, "{:indent$}- {opening}", "")?;
        rules(f, rule.parts(), nominal, indent.saturating_add(2))?;
    }
    Ok(())
}

fn named(f: &mut fmt::Formatter<'_>, what: &str, list: &[Named]) -> fmt::Result {
    if list.is_empty() {
        return Ok(());
    }
    let list: Vec<String> = list.iter().map(|named| format!("{} ({})", named.name, named.id)).collect();
    writeln!(f, "  {what}: {}.", joined(list.iter().map(String::as_str)))
}

/// Ends a sentence's line, with its source.
fn ends(f: &mut fmt::Formatter<'_>, source: Option<&str>) -> fmt::Result {
    match source {
        Some(source) => writeln!(f, " [{}]", shown(source)),
        None => writeln!(f),
    }
}

fn cited(source: &Source) -> String {
    let publisher = source.publisher.as_ref().map(|publisher| format!(", {publisher}")).unwrap_or_default();
    let date = source.date.as_ref().map(|date| format!(", {date}")).unwrap_or_default();
    let confidence = match source.confidence {
        Confidence::Published => "published",
        Confidence::Unverified => "unverified",
        Confidence::Proposed => "proposed here",
    };
    let note = source.note.as_ref().map(|note| format!(" {note}")).unwrap_or_default();
    shown(&format!("[{}] {}{publisher}{date} ({confidence}).{note}", source.id, source.title))
}

fn joined<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    texts.map(shown).collect::<Vec<_>>().join(", ")
}

fn shown(text: &str) -> String {
    Visible(text).to_string()
}
