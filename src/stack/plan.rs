//! What to take next: the cheapest achievements of a catalogue that lead to an award, and until when.
//!
//! Badges that are there cost nothing; an achievement costs its credits, and so does each one that must be had before
//! it. Time is looked at as of each day on which a badge lapses: until that day the badge counts, and only what ends by
//! then can be beside it.

use super::application::Application;
use super::bundles::{Found, Offer, Table};
use super::catalogue::{Catalogue, CatalogueError, Offered};
use super::danger::Facts;
use super::decide::{Case, Variant};
use super::error::Error;
use super::holding::{BadgeRef, Holding};
use super::missing::variants;
use super::policy::{Award, Named, Policy};
use super::pool::Provider;
use super::refusal::{Reason, Refusal};
use super::ruling::{Basis, Outcome, ProgrammeRef};
use super::solve::Work;
use super::switches::{LevelMode, OtherProviders};
use super::text::{badges, shown, tell_refusals};
use super::{Programme, admit, asked_for};
use crate::base::amount::Amount;
use crate::base::iri::Iri;
use crate::base::limits::Limits;
use crate::base::order::sort_by;
use crate::base::text::Text;
use crate::base::time::Date;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// For each award that was asked for, the cheapest ways to it out of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Plan {
    /// By which rules.
    pub programme: ProgrammeRef,
    /// The id of the catalogue.
    pub catalogue: String,
    /// Its version.
    pub catalogue_version: String,
    /// The day of the application in the programme's time zone.
    pub date: Date,
    /// Whether the badges were verified.
    pub basis: Basis,
    /// Whether nothing can be said because the badges name several learners and nobody said who applies.
    pub learner_unclear: bool,
    /// One for each award, in the order of the policy.
    pub awards: Vec<AwardPlan>,
    /// The badges that do not count, and why.
    pub refusals: Vec<Refusal>,
}

/// The ways to one award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AwardPlan {
    /// The award's id.
    pub award: String,
    /// Whether the catalogue leads to it: `eligible` if so.
    pub outcome: Outcome,
    /// The cheapest way to each title, theme and level of which no better one is as cheap; the best first.
    pub ways: Vec<Way>,
    /// Whether every one of them was searched to the end.
    pub complete: bool,
    /// Whether the rules ask for what the catalogue does not say: a grade, a kind of achievement, or a day where no
    /// edition is listed. There may be other ways then, and with no way found the outcome is undetermined.
    pub open: bool,
}

/// Achievements to take for an award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Way {
    /// The title in full.
    pub name: String,
    /// The title's id, if the award has titles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The theme's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// The level in the policy's framework.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// The credits of all the steps.
    pub credits: Amount,
    /// The achievements to take, each after those that it needs; none if the badges do by themselves.
    pub steps: Vec<Step>,
    /// The badges that count beside them.
    pub badges: Vec<BadgeRef>,
    /// The day by which all must be awarded; then a badge lapses that counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Date>,
    /// Whether it is proven that nothing is cheaper.
    pub cheapest: bool,
}

/// One achievement to take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Step {
    /// The achievement's id.
    pub achievement: String,
    /// Its name.
    pub name: String,
    /// Its credits.
    pub credits: Amount,
    /// Whether they count for the award; else it is taken for what needs it.
    pub counts: bool,
    /// The first day of the first edition that there is time for, if the catalogue lists editions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day of that edition, on which the achievement is awarded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// The achievements that must be had before, by id.
    pub needs: Vec<String>,
    /// What else must be met before, as the catalogue puts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// Who accredits it.
    pub accreditation: Vec<String>,
    /// What may pay for it.
    pub funding: Vec<String>,
    /// The languages in which it is taught.
    pub languages: Vec<String>,
}

pub(super) fn plan(
    programme: &Programme,
    facts: &[Facts],
    basis: Basis,
    (application, catalogue): (&Application, &Catalogue),
    limits: &Limits,
) -> Result<Plan, Error> {
    let policy = programme.policy.for_application(application)?;
    let policy = policy.as_ref();
    let awards = asked_for(policy, application.award.as_deref())?;
    if facts.len() > limits.stack_badges {
        return Err(Error::TooMany { kind: "badges", limit: limits.stack_badges, found: facts.len() });
    }
    check_units(policy, catalogue)?;
    let admitted = admit::admit(policy, application, &awards, facts);
    let desk = Desk::new(policy, catalogue, application.date, facts, &admitted);
    let of_award = |award: &&Award| match admitted.unclear {
        true => {
            let (award, outcome) = (award.id.to_string(), Outcome::Undetermined);
            AwardPlan { award, outcome, ways: Vec::new(), complete: false, open: false }
        }
        false => desk.plan(award, limits.stack_work),
    };
    Ok(Plan {
        programme: programme.named(),
        catalogue: catalogue.id.to_string(),
        catalogue_version: catalogue.version.to_string(),
        date: application.date,
        basis,
        learner_unclear: admitted.unclear,
        awards: awards.iter().map(of_award).collect(),
        refusals: admitted.refusals,
    })
}

/// Credits and levels of another system would be no numbers of this programme.
fn check_units(policy: &Policy, catalogue: &Catalogue) -> Result<(), CatalogueError> {
    use crate::model::Vocabulary;
    let contradiction = |pointer: &str, expected: String, found: String| {
        Err(CatalogueError::Contradiction { pointer: pointer.to_owned(), expected, found: format!("`{found}`") })
    };
    if catalogue.credit_system != policy.credit_system {
        let expected = format!("`{}`, the credit system of the programme", policy.credit_system.code());
        return contradiction("/creditSystem", expected, catalogue.credit_system.code().to_owned());
    }
    match (catalogue.level_framework, policy.level_framework) {
        (Some(found), Some(own)) if found != own => {
            contradiction("/levelFramework", format!("`{own}`, the framework of the programme"), found.to_string())
        }
        _ => Ok(()),
    }
}

/// What there is and what can be had.
struct Desk<'d> {
    policy: &'d Policy,
    holdings: &'d [Holding],
    offers: Vec<Offer<'d>>,
}

impl<'d> Desk<'d> {
    fn new(
        policy: &'d Policy,
        catalogue: &'d Catalogue,
        today: Date,
        facts: &[Facts],
        admitted: &'d admit::Admitted,
    ) -> Self {
        let had = had(facts, admitted);
        let mut desk = Self { policy, holdings: &admitted.holdings, offers: Vec::new() };
        // For each achievement that can still be had, its place; those that must be had before come first.
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut waiting: Vec<&Offered> =
            catalogue.achievements.iter().filter(|offered| !had.contains(offered.id.as_str())).collect();
        loop {
            let before = waiting.len();
            waiting.retain(|offered| {
                let needed = || offered.entry.achievements.iter().map(Iri::as_str).filter(|id| !had.contains(*id));
                if !needed().all(|id| places.contains_key(id)) {
                    return true;
                }
                let needs: Vec<usize> = needed().filter_map(|id| places.get(id)).copied().collect();
                let ended = needs.iter().filter_map(|at| desk.offers.get(*at)?.ends).max();
                let edition = offered.first_after(ended.unwrap_or(today));
                // Editions that are all over or too early leave no time for it.
                if offered.editions.is_empty() || edition.is_some() {
                    places.insert(offered.id.as_str(), desk.offers.len());
                    let day = edition.map_or(today, |edition| edition.to);
                    let holding = imagined(policy, offered, (day, desk.offers.len()));
                    let ends = edition.map(|edition| edition.to).or(ended);
                    desk.offers.push(Offer { offered, holding, edition, ends, needs });
                }
                false
            });
            // What needs something that cannot be had any more is left over.
            if waiting.len() == before {
                return desk;
            }
        }
    }

    fn plan(&self, award: &Award, steps: u64) -> AwardPlan {
        let mut work = Work::new(steps);
        let mut found: Vec<(Variant, Way)> = Vec::new();
        let group = admit::group(award).as_str();
        let own: Vec<&Holding> = self.holdings.iter().filter(|holding| !holding.taken_in.contains(group)).collect();
        let on_offer = || self.offers.iter().filter_map(|offer| offer.holding.as_ref());
        let case = Case::new(self.policy, award, own.iter().copied().chain(on_offer()).collect());
        // Whoever has nothing may go for whatever is on offer.
        let known = Case::new(self.policy, award, if own.is_empty() { on_offer().collect() } else { own });
        let mut complete = case.knows_all_ways();
        let days = self.days();
        // Where badges above a level do not count for it, those on offer may make a level that no badge has.
        let levels = match self.policy.switches.level_mode {
            LevelMode::AtLeast => known.levels(),
            LevelMode::Exactly => case.levels(),
        };
        for variant in variants(&known, levels) {
            let as_good = found.iter().filter(|(better, _)| better.is_at_least(&variant));
            let below = as_good.map(|(_, way)| way.credits.millionths()).min();
            if below == Some(0) {
                continue;
            }
            let mut best: Option<Found<'_>> = None;
            let problems = case.problems(&variant);
            for (day, problem) in days.iter().flat_map(|day| problems.iter().map(move |problem| (*day, problem))) {
                // Where there are many ways, laying each out costs as well.
                if problems.len() > 1 && !work.take_each(&case.holdings) {
                    complete = false;
                    break;
                }
                let table = Table::new(&self.offers, &case, problem, day);
                // As many credits may be fewer achievements.
                let most = best.as_ref().map(|search| search.cost.saturating_add(1)).or(below);
                let (other, is_proven) = work.lend(|part| table.cheapest(most, part));
                complete &= is_proven;
                // The later day is preferred of two that cost the same.
                let is_better = |other: &Found<'_>| best.as_ref().is_none_or(|best| other.price() < best.price());
                if let Some(other) = other.filter(is_better) {
                    best = Some(other);
                }
            }
            if let Some(search) = best {
                found.push((variant.clone(), self.told(&known, &variant, search)));
            }
        }
        let ways: Vec<Way> = found.into_iter().map(|(_, way)| way).collect();
        let has_days = self.offers.iter().all(|offer| offer.edition.is_some());
        let open = !self.offers.is_empty() && award.asks_beyond_a_catalogue(has_days);
        let outcome = match (ways.is_empty(), complete && !open) {
            (false, _) => Outcome::Eligible,
            (true, true) => Outcome::NotEligible,
            (true, false) => Outcome::Undetermined,
        };
        AwardPlan { award: award.id.to_string(), outcome, ways, complete, open }
    }

    /// The days by which all may have to be there, the latest first; `None` is no day, and no badge that lapses.
    fn days(&self) -> Vec<Option<Date>> {
        let mut days: Vec<Date> = self.holdings.iter().filter_map(|holding| holding.last_day).collect();
        sort_by(&mut days, |one, other| other.cmp(one));
        days.dedup();
        std::iter::once(None).chain(days.into_iter().map(Some)).collect()
    }

    fn told(&self, case: &Case<'_>, variant: &Variant, search: Found<'_>) -> Way {
        let title = variant.title.and_then(|at| case.award.titles.get(at));
        let name = title.map_or(&case.award.name, |title| &title.name).to_string();
        let theme = variant.theme.as_deref().map(|theme| case.theme_name(theme));
        let mut taken: Vec<usize> = search.taken.into_iter().collect();
        // In the order of the days; within one day what is needed stands first in any case.
        sort_by(&mut taken, |one, other| {
            let ends = |at: &usize| self.offers.get(*at).and_then(|offer| offer.ends);
            ends(one).cmp(&ends(other)).then(one.cmp(other))
        });
        let texts = |texts: &[Text]| texts.iter().map(ToString::to_string).collect();
        let step = |at: &usize| {
            let offer = self.offers.get(*at)?;
            let offered = offer.offered;
            Some(Step {
                achievement: offered.id.to_string(),
                name: offered.name.to_string(),
                credits: offered.credits.amount,
                counts: search.counted.contains(at),
                from: offer.edition.map(|edition| edition.from),
                to: offer.edition.map(|edition| edition.to),
                needs: offered.entry.achievements.iter().map(ToString::to_string).collect(),
                entry: offered.entry.text.as_ref().map(ToString::to_string),
                accreditation: texts(&offered.accreditation),
                funding: texts(&offered.funding),
                languages: offered.languages.iter().map(ToString::to_string).collect(),
            })
        };
        Way {
            name: theme.map_or_else(|| name.clone(), |theme| format!("{name} ({theme})")),
            title: title.map(|title| title.id.to_string()),
            theme: variant.theme.clone(),
            level: variant.level,
            credits: Amount::from_millionths(search.cost),
            steps: taken.iter().filter_map(step).collect(),
            badges: search.badges.iter().map(|holding| holding.badge.clone()).collect(),
            last_day: search.badges.iter().filter_map(|holding| holding.last_day).min(),
            cheapest: search.is_proven,
        }
    }
}

/// The ids of achievements that the learner has, whether or not their badges still count.
fn had(facts: &[Facts], admitted: &admit::Admitted) -> BTreeSet<String> {
    let is_had = |refusal: &&Refusal| {
        matches!(
            refusal.reason,
            Reason::TooOld { .. } | Reason::AlreadyUsed { .. } | Reason::Taken { .. } | Reason::AwardedTooEarly { .. }
        )
    };
    let refused: BTreeSet<&BadgeRef> = admitted.refusals.iter().filter(is_had).map(|refusal| &refusal.badge).collect();
    let is_refused =
        |facts: &&Facts| refused.iter().any(|badge| badge.id == facts.credential_id && badge.issuer == facts.issuer_id);
    let old = facts.iter().filter(is_refused).filter_map(|facts| facts.micro_credential.as_ref().ok()?.id());
    let mut had: BTreeSet<String> = old.map(ToString::to_string).collect();
    had.extend(admitted.holdings.iter().map(|holding| holding.achievement.clone()));
    had
}

/// What an achievement, which is the n-th on offer, would be as a badge of this learner.
fn imagined(policy: &Policy, offered: &Offered, (awarded, n): (Date, usize)) -> Option<Holding> {
    let is_in = |list: &[Iri]| offered.issuer.as_ref().is_none_or(|issuer| list.contains(issuer));
    let provider = match policy.switches.other_providers {
        _ if is_in(&policy.issuers.own) => Provider::Own,
        OtherProviders::MaxShare(_) if is_in(&policy.issuers.partners) => Provider::Other,
        _ => return None,
    };
    let known = |list: &[Named], name: &str| {
        list.iter().find(|named| named.is_called(name)).map(|named| (named.id.to_string(), named.name.to_string()))
    };
    let id = offered.id.as_str();
    let mut holding = Holding::imagined(id, id, offered.credits.amount, (awarded, Offer::class(n)));
    holding.provider = provider;
    holding.category =
        offered.category.as_ref().and_then(|name| known(&policy.categories, name.as_str())).map(|(id, _)| id);
    for theme in &offered.themes {
        let as_stated = policy.themes.is_empty().then(|| (theme.to_string(), theme.to_string()));
        holding.themes.extend(known(&policy.themes, theme.as_str()).or(as_stated));
    }
    holding.level =
        offered.level.as_ref().filter(|level| Some(level.framework) == policy.level_framework).map(|level| level.level);
    Some(holding)
}

impl fmt::Display for Plan {
    /// Several lines, each ending in a line break.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let programme = &self.programme;
        let (title, version) = (shown(&programme.title), shown(&programme.version));
        writeln!(f, "{title}, version {version}, plan of {}", self.date)?;
        writeln!(f, "Out of the catalogue {}, version {}", shown(&self.catalogue), shown(&self.catalogue_version))?;
        if self.basis == Basis::Stated {
            writeln!(f, "Nobody verified the badges, and nothing can be awarded on this.")?;
        }
        if self.learner_unclear {
            writeln!(f, "The badges name several learners; say whose plan this is.")?;
        }
        for award in &self.awards {
            writeln!(f)?;
            write!(f, "{award}")?;
        }
        tell_refusals(f, &self.refusals)
    }
}

impl fmt::Display for AwardPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outcome = match self.outcome {
            Outcome::Eligible => "within reach",
            Outcome::NotEligible => "not within reach of this catalogue",
            Outcome::Undetermined => "undetermined",
        };
        writeln!(f, "{}: {outcome}", shown(&self.award))?;
        for way in &self.ways {
            write!(f, "{way}")?;
        }
        if !self.complete {
            writeln!(f, "  The search ended at its limit; there may be other ways, or cheaper ones.")?;
        }
        if self.open {
            writeln!(
                f,
                "  The rules ask for grades, kinds or days that the catalogue does not say; there may be other ways."
            )?;
        }
        Ok(())
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "  {}", shown(&self.name))?;
        if let Some(level) = self.level {
            write!(f, " at level {level}")?;
        }
        match self.steps.is_empty() {
            true => writeln!(f, ": nothing more is needed")?,
            false => writeln!(f, ": {} credits more", self.credits)?,
        }
        for (at, step) in self.steps.iter().enumerate() {
            writeln!(f, "    {}. {step}", at.saturating_add(1))?;
        }
        if !self.badges.is_empty() {
            writeln!(f, "    beside {}", badges(&self.badges))?;
        }
        if let Some(last_day) = self.last_day {
            writeln!(f, "    Apply by {last_day}; later the first of these badges no longer counts.")?;
        }
        Ok(())
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}]: {} credits", shown(&self.name), shown(&self.achievement), self.credits)?;
        if let (Some(from), Some(to)) = (self.from, self.to) {
            write!(f, ", {from} to {to}")?;
        }
        if !self.counts {
            f.write_str(", for what needs it")?;
        }
        if let Some(entry) = &self.entry {
            write!(f, "; entry: {}", shown(entry))?;
        }
        if !self.funding.is_empty() {
            let funding: Vec<String> = self.funding.iter().map(|fund| shown(fund)).collect();
            write!(f, "; funding: {}", funding.join(", "))?;
        }
        Ok(())
    }
}
