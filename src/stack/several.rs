//! Several awards out of the same badges: as many as possible, then each as good as the earlier ones allow.

use super::decide::{Case, Variant};
use super::grid::Place;
use super::holding::Holding;
use super::lanes::{Divided, Lane, divide};
use super::policy::{Award, Criterion, Policy};
use super::solve::{Problem, Work};
use super::switches::ThemeTie;
use crate::base::order::sort_by;
use std::cmp::Ordering;

/// Pathways of which no two may count the same achievement.
pub(super) struct Rivals<'c> {
    policy: &'c Policy,
    /// In the order in which they are asked for.
    cases: Vec<Case<'c>>,
}

/// What the search says of them.
pub(super) struct Answer<'c> {
    /// For each pathway the badges that serve it.
    pub(super) used: Vec<Option<Vec<&'c Holding>>>,
    /// No more of them can be served together.
    pub(super) at_most: usize,
    /// Whether it is proven that none of the others can be among as many.
    pub(super) chosen: bool,
    /// Whether it is proven that no better answer exists.
    pub(super) complete: bool,
}

impl<'c> Rivals<'c> {
    pub(super) fn new(policy: &'c Policy, awards: &[&'c Award], holdings: &[&'c Holding]) -> Self {
        Self { policy, cases: awards.iter().map(|award| Case::new(policy, award, holdings.to_vec())).collect() }
    }

    /// The most pathways together, the earlier first where not all can be served; then the best for the first of them,
    /// the best that is left for the second, and so on.
    pub(super) fn answer(&self, work: &mut Work) -> Answer<'c> {
        let mut at_most = 0;
        let mut tried: Vec<Vec<&str>> = Vec::new();
        for pathways in subsets(self.cases.len()) {
            let awards: Vec<&str> = self.cases_of(&pathways).map(|case| case.award.id.as_str()).collect();
            // The same awards asked for in other places are no other question.
            if tried.contains(&awards) {
                continue;
            }
            tried.push(awards);
            let forms: Vec<Vec<Lane>> = self.cases_of(&pathways).map(least_forms).collect();
            match either(&forms, false, work) {
                Divided::Found(places) => {
                    let open = at_most > 0;
                    let mut table = Table { rivals: self, pathways: &pathways, forms, places, complete: !open };
                    table.improve(work);
                    return table.answer(at_most.max(pathways.len()), !open);
                }
                Divided::Nothing if self.cases_of(&pathways).all(Case::knows_all_ways) => {}
                Divided::Nothing | Divided::Unknown => at_most = at_most.max(pathways.len()),
            }
        }
        let is_proven = at_most == 0;
        Answer { used: vec![None; self.cases.len()], at_most, chosen: is_proven, complete: is_proven }
    }

    fn cases_of(&self, pathways: &[usize]) -> impl Iterator<Item = &Case<'c>> {
        pathways.iter().filter_map(|at| self.cases.get(*at))
    }

    /// The order of the preference before or after the credits, whatever these are.
    fn compare(&self, criteria: &[Criterion], one: &Variant, other: &Variant) -> Ordering {
        criteria.iter().map(|criterion| one.compare(other, *criterion)).fold(Ordering::Equal, Ordering::then)
    }

    /// Themes that the preference does not tell apart stand in the order of the policy, then by id.
    fn by_theme(&self, one: &Variant, other: &Variant) -> Ordering {
        let place = |variant: &Variant| match &self.policy.switches.theme_tie {
            ThemeTie::Order(order) => order.iter().position(|theme| variant.theme.as_ref() == Some(theme)),
            ThemeTie::LearnerChooses => Some(0),
        };
        let rank = |variant: &Variant| place(variant).unwrap_or(usize::MAX);
        rank(one).cmp(&rank(other)).then_with(|| one.theme.cmp(&other.theme))
    }
}

/// The pathways that can be served together, while each is made as good as can be.
struct Table<'t, 'c> {
    rivals: &'t Rivals<'c>,
    pathways: &'t [usize],
    /// For each the forms that it may still have.
    forms: Vec<Vec<Lane>>,
    /// A division that serves them all in these forms.
    places: Vec<Vec<Place>>,
    complete: bool,
}

/// A form with the steps of credits that it takes.
struct Form {
    steps: u64,
    lane: Lane,
    places: Vec<Vec<Place>>,
}

impl<'c> Table<'_, 'c> {
    fn improve(&mut self, work: &mut Work) {
        let criteria = &self.rivals.policy.preference.0;
        let credits = criteria.iter().position(|criterion| *criterion == Criterion::Credits).unwrap_or(criteria.len());
        let (before, after) = criteria.split_at(credits);
        for (at, case) in self.rivals.cases_of(self.pathways).enumerate() {
            let mut variants = case.variants();
            sort_by(&mut variants, |one, other| {
                let rivals = self.rivals;
                let stated = rivals.compare(before, one, other).then_with(|| rivals.compare(after, one, other));
                stated.then_with(|| rivals.by_theme(one, other))
            });
            for equals in variants.chunk_by(|one, other| self.rivals.compare(before, one, other).is_eq()) {
                let mut best: Option<Form> = None;
                self.complete &= case.knows_all_ways();
                for problem in equals.iter().flat_map(|variant| case.problems(variant)) {
                    let fewer = self.fewest(at, case, &problem, best.as_ref().map(|form| form.steps), work);
                    best = fewer.or(best);
                }
                let Some(form) = best else { continue };
                if let Some(forms) = self.forms.get_mut(at) {
                    *forms = vec![form.lane];
                }
                self.places = form.places;
                break;
            }
        }
        match either(&self.forms, true, work) {
            Divided::Found(places) => self.places = places,
            Divided::Nothing | Divided::Unknown => self.complete = false,
        }
    }

    /// The fewest steps of credits for one pathway in one way, below some others, that leave the rest served.
    fn fewest(
        &mut self,
        at: usize,
        case: &Case<'c>,
        problem: &Problem,
        below: Option<u64>,
        work: &mut Work,
    ) -> Option<Form> {
        let mut trial = |most: Option<u64>, work: &mut Work| -> Option<Form> {
            let mut forms = self.forms.clone();
            let lane = Lane::new(problem, most);
            let step = lane.step;
            *forms.get_mut(at)? = vec![lane];
            // What the form cannot have by itself, or beside the earlier pathways, it cannot have beside all of them.
            let parts = [forms.get(at..=at)?, forms.get(..=at)?];
            if parts.into_iter().any(|part| matches!(either(part, false, work), Divided::Nothing)) {
                return None;
            }
            match either(&forms, false, work) {
                Divided::Found(places) => {
                    let used = case.holdings_at(places.get(at)?);
                    let credits =
                        used.iter().fold(0_u64, |sum, holding| sum.saturating_add(holding.credits.millionths()));
                    let steps = credits.checked_div(step)?;
                    // The form may take as many and no more from now on.
                    Some(Form { steps, lane: Lane::new(problem, Some(steps)), places })
                }
                Divided::Nothing => None,
                Divided::Unknown => {
                    self.complete = false;
                    None
                }
            }
        };
        let mut best = trial(below.map(|steps| steps.saturating_sub(1)), work)?;
        let mut least = problem.least.div_ceil(best.lane.step);
        let mut next = least;
        while least < best.steps {
            match trial(Some(next), work) {
                Some(better) => best = better,
                None => least = next.saturating_add(1),
            }
            // The least is tried first, since it is the answer more often than not.
            next = least.saturating_add(best.steps.saturating_sub(least) / 2);
        }
        Some(best)
    }

    fn answer(&self, at_most: usize, chosen: bool) -> Answer<'c> {
        let mut used = vec![None; self.rivals.cases.len()];
        for (at, places) in self.pathways.iter().zip(&self.places) {
            if let (Some(slot), Some(case)) = (used.get_mut(*at), self.rivals.cases.get(*at)) {
                *slot = Some(case.holdings_at(places));
            }
        }
        Answer { used, at_most, chosen, complete: self.complete }
    }
}

/// Serves every lane in one of its forms.
fn either(forms: &[Vec<Lane>], in_turn: bool, work: &mut Work) -> Divided {
    let mut unknown = false;
    let mut numbers = vec![0_usize; forms.len()];
    loop {
        let lanes: Option<Vec<Lane>> =
            forms.iter().zip(&numbers).map(|(forms, number)| forms.get(*number).cloned()).collect();
        let Some(lanes) = lanes else { return Divided::Nothing };
        // A small part of the steps each, so that some hard questions do not leave the others without.
        match work.lend(|part| part.lend(|part| divide(&lanes, in_turn, part))) {
            Divided::Found(places) => return Divided::Found(places),
            Divided::Nothing => {}
            Divided::Unknown => unknown = true,
        }
        // The next combination; the last form counts fastest.
        let next = numbers.iter_mut().zip(forms).rev().find_map(|(number, forms)| {
            *number = number.saturating_add(1);
            if *number < forms.len() {
                return Some(());
            }
            *number = 0;
            None
        });
        match (next, unknown) {
            (Some(()), _) => {}
            (None, true) => return Divided::Unknown,
            (None, false) => return Divided::Nothing,
        }
    }
}

/// Forms of an award of which one is served whenever the award is reached at all.
fn least_forms(case: &Case<'_>) -> Vec<Lane> {
    let mut forms: Vec<Lane> = Vec::new();
    for problem in case.weakest().iter().flat_map(|variant| case.problems(variant)) {
        let form = Lane::new(&problem, None);
        if !forms.iter().any(|known| known.is_implied_by(&form)) {
            forms.retain(|known| !form.is_implied_by(known));
            forms.push(form);
        }
    }
    forms
}

/// Every set of some of the first numbers, the larger first, then the one with the smaller numbers.
fn subsets(count: usize) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    for number in 0..count {
        let with = all.iter().map(|set| set.iter().copied().chain([number]).collect());
        all = all.iter().cloned().chain(with).collect();
    }
    all.retain(|set| !set.is_empty());
    all.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
    all
}
