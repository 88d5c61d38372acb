//! Several awards out of the same badges: as many as possible, then each as good as the earlier ones allow.

use super::decide::{Case, Variant, millionths};
use super::grid::{Grid, Place};
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
        let least: Vec<Forms> = self.cases.iter().map(|case| Forms::least(case, work)).collect();
        let mut tried: Vec<Vec<&str>> = Vec::new();
        for pathways in subsets(self.cases.len()) {
            let awards: Vec<&str> = self.cases_of(&pathways).map(|case| case.award.id.as_str()).collect();
            // The same awards asked for in other places are no other question.
            if tried.contains(&awards) {
                continue;
            }
            tried.push(awards);
            let least = || pathways.iter().filter_map(|at| least.get(*at));
            let forms: Vec<&[Lane]> = least().map(|forms| forms.list.as_slice()).collect();
            match either(&forms, work) {
                Divided::Found(places) => {
                    let open = at_most > 0;
                    let forms = forms.into_iter().map(<[Lane]>::to_vec).collect();
                    let mut table = Table { rivals: self, pathways: &pathways, forms, places, complete: !open };
                    table.improve(work);
                    return table.answer(at_most.max(pathways.len()), !open);
                }
                Divided::Nothing if least().all(|forms| forms.is_all) => {}
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

/// How many steps of credits one pathway takes in a division that serves them all.
struct Trial {
    steps: u64,
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
                let mut best: Option<(&Variant, Trial)> = None;
                self.complete &= case.knows_all_ways();
                let ways = |variant| case.problems(variant).map(move |problem| (variant, problem));
                for (variant, problem) in equals.iter().flat_map(ways) {
                    // There may be more of them than steps, and each is laid out.
                    if !work.take_each(&case.holdings) {
                        self.complete = false;
                        break;
                    }
                    let below = best.as_ref().map(|(_, trial)| trial.steps);
                    let fewer = self.fewest(at, case, &problem, below, work);
                    best = fewer.map(|trial| (variant, trial)).or(best);
                }
                let Some((variant, trial)) = best else { continue };
                // Every way to as few credits stays open, since each leaves other badges to the later pathways.
                let mut ways = Forms::widest(case.problems(variant), Some(trial.steps), work);
                self.complete &= ways.is_all;
                ways.list.retain(|way| !matches!(divided(&[way], false, work), Divided::Nothing));
                if let Some(forms) = self.forms.get_mut(at) {
                    *forms = ways.list;
                }
                self.places = trial.places;
                break;
            }
        }
        self.settle(work);
    }

    /// Of divisions that are equally good, the one that uses the earlier achievements, and for the earlier pathways.
    fn settle(&mut self, work: &mut Work) {
        let mut settled = None;
        for lanes in combinations(&listed(&self.forms)) {
            match divided(&lanes, true, work) {
                Divided::Found(places) => settled = settled.into_iter().chain([(turns(&places), places)]).min(),
                Divided::Nothing => {}
                Divided::Unknown => {
                    self.complete = false;
                    break;
                }
            }
        }
        if let Some((_, places)) = settled {
            self.places = places;
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
    ) -> Option<Trial> {
        let step = Grid::step_of(problem);
        let mut trial = |most: Option<u64>, work: &mut Work| -> Option<Trial> {
            let form = [Lane::new(problem, most)];
            let mut forms = listed(&self.forms);
            *forms.get_mut(at)? = &form;
            // What the form cannot have by itself, or beside the earlier pathways, it cannot have beside all of them.
            let mut parts = vec![at..=at, 0..=at, 0..=forms.len().checked_sub(1)?];
            parts.dedup();
            let mut answer = Divided::Nothing;
            for part in parts {
                answer = either(forms.get(part)?, work);
                if matches!(answer, Divided::Nothing) {
                    return None;
                }
            }
            match answer {
                Divided::Found(places) => {
                    let credits = millionths(&case.holdings_at(places.get(at)?));
                    Some(Trial { steps: credits.checked_div(step)?, places })
                }
                Divided::Nothing => None,
                Divided::Unknown => {
                    self.complete = false;
                    None
                }
            }
        };
        let mut best = trial(below.map(|steps| steps.saturating_sub(1)), work)?;
        let mut least = problem.least.div_ceil(step);
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

fn listed(forms: &[Vec<Lane>]) -> Vec<&[Lane]> {
    forms.iter().map(Vec::as_slice).collect()
}

/// Serves every lane in one of its forms.
fn either(forms: &[&[Lane]], work: &mut Work) -> Divided {
    let mut unknown = false;
    for lanes in combinations(forms) {
        // There may be more combinations than steps.
        if !work.take(1) {
            return Divided::Unknown;
        }
        match divided(&lanes, false, work) {
            Divided::Found(places) => return Divided::Found(places),
            Divided::Nothing => {}
            Divided::Unknown => unknown = true,
        }
    }
    if unknown { Divided::Unknown } else { Divided::Nothing }
}

/// Serves every lane with a part of the steps, so that some hard questions do not leave the others without.
fn divided(lanes: &[&Lane], in_turn: bool, work: &mut Work) -> Divided {
    work.lend(|part| divide(lanes, in_turn, part))
}

/// Every choice of one form for each; those of the last change fastest.
fn combinations<'l>(forms: &[&'l [Lane]]) -> impl Iterator<Item = Vec<&'l Lane>> {
    let count = forms.iter().fold(1_usize, |count, forms| count.saturating_mul(forms.len()));
    (0..count).filter_map(move |mut number| {
        let mut lanes = Vec::with_capacity(forms.len());
        for forms in forms.iter().rev() {
            lanes.push(forms.get(number.checked_rem(forms.len())?)?);
            number = number.checked_div(forms.len())?;
        }
        lanes.reverse();
        Some(lanes)
    })
}

/// Which item of which achievement goes to which lane, in the order of the achievements.
fn turns(places: &[Vec<Place>]) -> Vec<(usize, usize, usize)> {
    let of_lane = |(lane, places): (usize, &Vec<Place>)| {
        places.iter().map(|(group, item)| (*group, lane, *item)).collect::<Vec<_>>()
    };
    let mut turns: Vec<_> = places.iter().enumerate().flat_map(of_lane).collect();
    turns.sort_unstable();
    turns
}

/// Forms of an award, of which one is served whenever any way to it is.
struct Forms {
    list: Vec<Lane>,
    /// Whether all ways were looked at.
    is_all: bool,
}

impl Forms {
    /// For the award at all, whatever its title, theme and level.
    fn least(case: &Case<'_>, work: &mut Work) -> Self {
        let weakest = case.weakest();
        let forms = Self::widest(weakest.iter().flat_map(|variant| case.problems(variant)), None, work);
        Self { is_all: forms.is_all && case.knows_all_ways(), ..forms }
    }

    /// With at most so many steps of credits, if they are limited.
    fn widest(ways: impl Iterator<Item = Problem>, most: Option<u64>, work: &mut Work) -> Self {
        let mut list: Vec<Lane> = Vec::new();
        for way in ways {
            // To lay one out is work, and so is to hold it against the others, though less.
            let steps = u64::try_from(list.len() / 16).unwrap_or(u64::MAX).saturating_add(1);
            if !work.take_times(steps, &way.groups) {
                return Self { list, is_all: false };
            }
            let form = Lane::new(&way, most);
            if !list.iter().any(|known| known.is_implied_by(&form)) {
                list.retain(|known| !form.is_implied_by(known));
                list.push(form);
            }
        }
        Self { list, is_all: true }
    }
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
