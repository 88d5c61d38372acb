//! The cheapest choice of achievements beside some badges, with all that they need.
//!
//! Achievements that hang together by what they need are one group of the search; its items are the choices that hold
//! all that their members need.

use super::catalogue::{Edition, Offered};
use super::decide::Case;
use super::grid::{Item, greatest_common_divisor};
use super::holding::Holding;
use super::lanes::{Divided, Lane, divide};
use super::learner::groups as groups_of;
use super::rule::Unit;
use super::solve::{Problem, Work};
use crate::base::order::sort_by;
use crate::base::time::Date;
use std::collections::{BTreeMap, BTreeSet};

/// An achievement of the catalogue that the learner does not have.
pub(super) struct Offer<'d> {
    pub(super) offered: &'d Offered,
    /// What it would be; `None` where no badge of its issuer would count.
    pub(super) holding: Option<Holding>,
    /// The first edition that there is time for, with what must be had before.
    pub(super) edition: Option<Edition>,
    /// The day on which it is there: the end of that edition, else of the last one of what must be had before.
    pub(super) ends: Option<Date>,
    /// The places of the offers that must be had before.
    pub(super) needs: Vec<usize>,
}

impl Offer<'_> {
    /// The class of the n-th offer, which no badge has: those of badges count up from 0.
    pub(super) fn class(n: usize) -> usize {
        usize::MAX.saturating_sub(n)
    }

    /// Which of the offers it is that would be this holding.
    fn place(offers: &[Self], holding: &Holding) -> Option<usize> {
        let at = usize::MAX.saturating_sub(holding.class);
        let own = offers.get(at)?.holding.as_ref()?;
        std::ptr::eq(own, holding).then_some(at)
    }
}

/// A way that was found.
pub(super) struct Found<'t> {
    /// Millionths of a credit.
    pub(super) cost: u64,
    /// Places of offers.
    pub(super) taken: BTreeSet<usize>,
    /// Those of them that count for the award.
    pub(super) counted: BTreeSet<usize>,
    pub(super) badges: Vec<&'t Holding>,
    pub(super) is_proven: bool,
}

impl Found<'_> {
    /// What it takes: credits, then achievements.
    pub(super) fn price(&self) -> (u64, usize) {
        (self.cost, self.taken.len())
    }
}

/// The choice that there is until one day.
pub(super) struct Table<'t> {
    /// For each group of the choice, its items.
    groups: Vec<Vec<Bundle<'t>>>,
    lane: Lane,
    costs: Vec<Vec<u64>>,
    counts: Vec<Vec<u64>>,
    /// Whether nothing was left out of the choice.
    is_whole: bool,
}

/// What one item of the choice is.
#[derive(Debug, Clone, Default)]
struct Bundle<'t> {
    badge: Option<&'t Holding>,
    taken: Vec<usize>,
    counted: Vec<usize>,
}

impl<'t> Table<'t> {
    /// What is there by `day` of one way to an award, whose badges and offers are those of `case`.
    pub(super) fn new(offers: &'t [Offer<'_>], case: &Case<'t>, way: &Problem, day: Option<Date>) -> Self {
        let lasts = |holding: &Holding| holding.last_day.is_none_or(|last| day.is_some_and(|day| last >= day));
        let is_in_time = |offer: &Offer<'_>| match (day, offer.ends) {
            (Some(day), Some(ends)) => ends <= day,
            _ => true,
        };
        let mut parts: Vec<&Item> = Vec::new();
        let mut part_of: BTreeMap<usize, usize> = BTreeMap::new();
        let mut own: Vec<Vec<(&'t Holding, usize)>> = Vec::new();
        for (holdings, items) in case.groups.iter().zip(&way.groups) {
            let mut group = Vec::new();
            for (holding, item) in holdings.iter().zip(items) {
                match Offer::place(offers, holding) {
                    Some(at) => drop(part_of.insert(at, parts.len())),
                    None if lasts(holding) => group.push((*holding, parts.len())),
                    None => continue,
                }
                parts.push(item);
            }
            own.push(group);
        }
        let is_open = |at: usize| offers.get(at).is_some_and(is_in_time);
        let (families, is_whole) = families(offers, &is_open, &|at| part_of.contains_key(&at));
        // Of achievements that are alike, no more than could be of use; the first by id.
        let largest = |unit: Unit| {
            let of_unit = way.bounds.iter().filter(|bound| bound.unit == unit);
            of_unit.map(|bound| bound.limit_for(0)).max().unwrap_or(0)
        };
        let (limits, number) = (largest(Unit::Credits).max(way.least), largest(Unit::Badges).saturating_add(1));
        let credits = own.iter().flatten().map(|(holding, _)| holding.credits.millionths());
        let most = credits.fold(limits, u64::saturating_add);
        let mut alike: BTreeMap<(u64, u64, &[u64]), u64> = BTreeMap::new();
        let (mut groups, mut bundles): (Vec<Vec<Bundle<'t>>>, Vec<Vec<Vec<usize>>>) = Default::default();
        for family in families {
            if let [Bundle { counted, .. }] = family.as_slice()
                && let Some(part) = counted.first().and_then(|at| parts.get(*part_of.get(at)?))
            {
                let count = alike.entry((part.credits, part.hits, &part.rates)).or_default();
                *count = count.saturating_add(1);
                if *count > most.div_ceil(part.credits.max(1)).saturating_add(number) {
                    continue;
                }
            }
            let of_parts =
                |bundle: &Bundle<'t>| bundle.counted.iter().filter_map(|at| part_of.get(at)).copied().collect();
            bundles.push(family.iter().map(of_parts).collect());
            groups.push(family);
        }
        for group in own.iter().filter(|group| !group.is_empty()) {
            groups.push(group.iter().map(|(badge, _)| Bundle { badge: Some(*badge), ..Bundle::default() }).collect());
            bundles.push(group.iter().map(|(_, part)| vec![*part]).collect());
        }
        let problem = Problem {
            groups: parts.into_iter().map(|part| vec![part.clone()]).collect(),
            bounds: way.bounds.clone(),
            least: way.least,
        };
        let lane = Lane::new(&problem, None).bundled(&bundles);
        let credits = |at: &usize| offers.get(*at).map_or(0, |offer| offer.offered.credits.amount.millionths());
        let cost = |bundle: &Bundle<'_>| bundle.taken.iter().map(credits).fold(0, u64::saturating_add);
        let count = |bundle: &Bundle<'_>| u64::try_from(bundle.taken.len()).unwrap_or(u64::MAX);
        let costs = groups.iter().map(|group| group.iter().map(cost).collect()).collect();
        let counts = groups.iter().map(|group| group.iter().map(count).collect()).collect();
        Self { groups, lane, costs, counts, is_whole }
    }

    /// The cheapest way below a number of millionths, and whether it is proven that this is the answer.
    pub(super) fn cheapest(&self, below: Option<u64>, work: &mut Work) -> (Option<Found<'t>>, bool) {
        let mut is_proven = self.is_whole;
        let mut ask =
            |lane: &Lane, in_turn: bool, work: &mut Work| match work.lend(|part| divide(&[lane], in_turn, part)) {
                Divided::Found(places) => Some(self.found(&places)),
                Divided::Nothing => None,
                Divided::Unknown => {
                    is_proven = false;
                    None
                }
            };
        let all = self.costs.iter().flatten().fold(0, |sum: u64, cost| sum.saturating_add(*cost));
        let most = below.map_or(all, |below| below.saturating_sub(1));
        let step = self.costs.iter().flatten().copied().fold(0, greatest_common_divisor).max(1);
        let Some(mut best) = ask(&self.lane.paid_within(most, &self.costs), false, work) else {
            return (None, is_proven);
        };
        let mut least = 0;
        while least < best.cost {
            let middle = least.saturating_add(best.cost.saturating_sub(least) / 2);
            let middle = middle.div_euclid(step).saturating_mul(step);
            match ask(&self.lane.paid_within(middle, &self.costs), false, work) {
                Some(cheaper) => best = cheaper,
                None => least = middle.saturating_add(step),
            }
        }
        // No cost is below that of the cheapest, so small achievements soon make too many: each falls short of the dearest.
        let dearest = self.costs.iter().flatten().copied().max().unwrap_or(0);
        let pairs = self.costs.iter().zip(&self.counts);
        let short = |(costs, counts): (&Vec<u64>, &Vec<u64>)| -> Vec<u64> {
            let each = costs.iter().zip(counts);
            each.map(|(cost, count)| dearest.saturating_mul(*count).saturating_sub(*cost)).collect()
        };
        let shorts: Vec<Vec<u64>> = pairs.map(short).collect();
        let few = |number: usize, best: &Found<'_>| {
            let number = u64::try_from(number).unwrap_or(u64::MAX);
            let room = dearest.saturating_mul(number).checked_sub(best.cost)?;
            let cheap = self.lane.paid_within(best.cost, &self.costs);
            Some(cheap.within(number, &self.counts).within(room, &shorts))
        };
        let mut fewest = best.taken.len();
        while let Some(fewer) = fewest.checked_sub(1) {
            match few(fewer, &best).and_then(|lane| ask(&lane, false, work)) {
                Some(found) => (fewest, best) = (found.taken.len(), found),
                None => break,
            }
        }
        // With cost and number known, the first achievements by id.
        best = few(fewest, &best).and_then(|lane| ask(&lane, true, work)).unwrap_or(best);
        best.is_proven = is_proven;
        (Some(best), is_proven)
    }

    fn found(&self, places: &[Vec<(usize, usize)>]) -> Found<'t> {
        let mut found =
            Found { cost: 0, taken: BTreeSet::new(), counted: BTreeSet::new(), badges: Vec::new(), is_proven: false };
        for (group, item) in places.iter().flatten() {
            let Some(bundle) = self.groups.get(*group).and_then(|group| group.get(*item)) else { continue };
            found.badges.extend(bundle.badge);
            found.taken.extend(&bundle.taken);
            found.counted.extend(&bundle.counted);
            let cost = self.costs.get(*group).and_then(|group| group.get(*item)).copied().unwrap_or(0);
            found.cost = found.cost.saturating_add(cost);
        }
        found
    }
}

/// Groups of offers that hang together by what they need, in the order of their first ids; each with every choice that
/// holds all that its members need. False if there were more than can be looked at.
fn families<'t>(
    offers: &[Offer<'_>],
    is_open: &dyn Fn(usize) -> bool,
    counts: &dyn Fn(usize) -> bool,
) -> (Vec<Vec<Bundle<'t>>>, bool) {
    let keys = |(at, offer): (usize, &Offer<'_>)| offer.needs.iter().chain([&at]).map(ToString::to_string).collect();
    let keys: Vec<Vec<String>> = offers.iter().enumerate().map(keys).collect();
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, root) in groups_of(&keys).into_iter().enumerate().filter(|(at, _)| is_open(*at)) {
        members.entry(root).or_default().push(at);
    }
    let id = |at: &usize| offers.get(*at).map_or("", |offer| offer.offered.id.as_str());
    let mut lists: Vec<Vec<usize>> = members.into_values().collect();
    sort_by(&mut lists, |one, other| one.iter().map(id).min().cmp(&other.iter().map(id).min()));
    let (mut families, mut is_whole) = (Vec::with_capacity(lists.len()), true);
    for list in lists {
        // What is needed stands before what needs it, so each choice grows by one that it may have.
        let mut choices: Vec<Bundle<'t>> = vec![Bundle::default()];
        for at in list {
            let Some(offer) = offers.get(at) else { continue };
            let mut longer = Vec::new();
            for choice in choices.iter().filter(|choice| offer.needs.iter().all(|need| choice.taken.contains(need))) {
                let taken: Vec<usize> = choice.taken.iter().copied().chain([at]).collect();
                let counted = choice.counted.iter().copied().chain([at]).collect();
                longer.extend(counts(at).then(|| Bundle { badge: None, taken: taken.clone(), counted }));
                longer.push(Bundle { badge: None, taken, counted: choice.counted.clone() });
            }
            is_whole &= choices.len().saturating_add(longer.len()) <= MOST_CHOICES;
            longer.truncate(MOST_CHOICES.saturating_sub(choices.len()));
            choices.extend(longer);
        }
        choices.retain(|choice| !choice.counted.is_empty());
        sort_by(&mut choices, |one, other| {
            let ids = |bundle: &Bundle<'_>| -> Vec<&str> { bundle.taken.iter().map(id).collect() };
            ids(one).cmp(&ids(other)).then(other.counted.len().cmp(&one.counted.len()))
        });
        if !choices.is_empty() {
            families.push(choices);
        }
    }
    (families, is_whole)
}

/// The most choices within one family of achievements.
const MOST_CHOICES: usize = 512;
