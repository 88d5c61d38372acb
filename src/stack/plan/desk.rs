//! The search for the cheapest ways to an award, beside the badges that are there.

use super::{AwardPlan, Step, Way};
use crate::base::amount::Amount;
use crate::base::iri::Iri;
use crate::base::order::sort_by;
use crate::base::text::Text;
use crate::base::time::Date;
use crate::stack::admit;
use crate::stack::bundles::{Found, Offer, Table};
use crate::stack::catalogue::{Catalogue, Offered};
use crate::stack::danger::Facts;
use crate::stack::decide::{Case, Variant};
use crate::stack::holding::{BadgeRef, Holding};
use crate::stack::missing::variants;
use crate::stack::policy::{Award, Named, Policy};
use crate::stack::pool::Provider;
use crate::stack::refusal::{Reason, Refusal};
use crate::stack::ruling::Outcome;
use crate::stack::solve::Work;
use crate::stack::switches::{LevelMode, OtherProviders};
use std::collections::{BTreeMap, BTreeSet};

/// What there is and what can be had.
pub(super) struct Desk<'d> {
    policy: &'d Policy,
    holdings: &'d [Holding],
    offers: Vec<Offer<'d>>,
}

impl<'d> Desk<'d> {
    pub(super) fn new(
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

    pub(super) fn plan(&self, award: &Award, steps: u64) -> AwardPlan {
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
            let ways = |day| case.problems(&variant).map(move |problem| (day, problem));
            for (day, problem) in days.iter().copied().flat_map(ways) {
                // Where there are many days or ways, laying each out costs as well.
                if !work.take_each(&case.holdings) {
                    complete = false;
                    break;
                }
                let table = Table::new(&self.offers, &case, &problem, day);
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
        let (title, name) = case.titled(variant);
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
            name,
            title,
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
    let mut had = BTreeSet::new();
    for facts in facts.iter().filter(is_refused) {
        had.extend(facts.micro_credential.as_ref().ok().and_then(|badge| badge.id()).map(ToString::to_string));
        had.extend(facts.related.iter().cloned());
    }
    had.extend(admitted.holdings.iter().flat_map(Holding::achievements).map(str::to_owned));
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
