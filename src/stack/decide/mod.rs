//! One award: every way to it that no other way beats, with the fewest credits for each.

mod frame;
mod variant;

pub(in crate::stack) use variant::Variant;

use super::columns::{Column, Columns};
use super::formula::Branches;
use super::grid::Place;
use super::holding::Holding;
use super::policy::{Award, Criterion, Policy};
use super::solve::{Found, Work, fewest, preferred};
use super::switches::ThemeTie;
use crate::base::order::sort_by;
use std::cmp::Ordering;

/// One award before one set of badges.
pub(super) struct Case<'c> {
    pub(super) policy: &'c Policy,
    pub(super) award: &'c Award,
    /// In order of preference, one list for each achievement.
    pub(super) groups: Vec<Vec<&'c Holding>>,
    /// The groups in one list.
    pub(super) holdings: Vec<&'c Holding>,
    columns: Columns,
    /// How the rules that are no bounds can be met.
    branches: Branches,
}

/// What the search says of an award.
#[derive(Debug)]
pub(super) struct Answer<'c> {
    /// The recommended one first.
    pub(super) options: Vec<Choice<'c>>,
    pub(super) learner_chooses: bool,
    /// If the budget ran out before every variant was settled: none of those left open has fewer millionths than this.
    pub(super) open: Option<u64>,
}

/// Badges chosen, and what they are chosen to make the award.
#[derive(Debug, Clone)]
pub(super) struct Choice<'c> {
    pub(super) variant: Variant,
    /// In order of preference.
    pub(super) used: Vec<&'c Holding>,
    places: Vec<Place>,
    /// Which of the branches it was found in.
    branch: usize,
    pub(super) millionths: u64,
    pub(super) fewest: bool,
}

impl<'c> Case<'c> {
    pub(super) fn new(policy: &'c Policy, award: &'c Award, mut holdings: Vec<&'c Holding>) -> Self {
        // Of several editions the newest is preferred.
        sort_by(&mut holdings, |one, other| {
            let newer = other.awarded.cmp(&one.awarded).then(other.credits.cmp(&one.credits));
            one.class.cmp(&other.class).then(newer).then_with(|| one.badge.cmp(&other.badge))
        });
        let editions = holdings.chunk_by(|one, other| one.class == other.class);
        let mut groups: Vec<_> = editions.map(<[_]>::to_vec).collect();
        let turn = |group: &[&'c Holding]| group.first().map(|first| first.turn());
        sort_by(&mut groups, |one, other| turn(one).cmp(&turn(other)));
        let holdings = groups.concat();
        let columns = Columns::new(policy, award, &groups, &holdings);
        let branches = Branches::new(policy, award, &groups);
        Self { policy, award, groups, holdings, columns, branches }
    }

    /// Every option with the badges that are preferred for it, as far as `work` allows.
    pub(super) fn answer(&self, work: &mut Work) -> Answer<'c> {
        let answer = self.outline(false, work);
        // Other badges might make it an option that was left open.
        if answer.open.is_some() {
            return answer;
        }
        let mut options = Vec::with_capacity(answer.options.len());
        for choice in answer.options {
            options.push(self.settled(choice, work));
        }
        Answer { options, ..answer }
    }

    /// Every option with some badges that do for it; or only the options that may be recommended.
    pub(super) fn outline(&self, only_first: bool, work: &mut Work) -> Answer<'c> {
        // What not even the least form of the award has, no better one has.
        let least = self.least(work);
        let Some(floor) = least.iter().map(|(at_least, _)| *at_least).min() else {
            return Answer { options: Vec::new(), learner_chooses: false, open: None };
        };
        let mut found: Vec<Choice<'c>> = Vec::new();
        for (_, choice) in least {
            found.extend(choice);
        }
        let mut open: Option<u64> = None;
        let mut variants = self.variants();
        // The sort keeps each variant before those that it is better than.
        sort_by(&mut variants, |one, other| self.compare_variants(one, other));
        // Credits may outweigh what comes after them, so then nothing can be left out.
        let only_first = only_first && self.policy.preference.0.last() == Some(&Criterion::Credits);
        for variant in variants {
            let worse = |choice: &Choice<'c>| self.compare_variants(&choice.variant, &variant) == Ordering::Less;
            if only_first && found.iter().any(worse) {
                break;
            }
            let better = found.iter().filter(|choice| choice.variant.is_at_least(&variant));
            let ceiling = better.map(|choice| choice.millionths).min().unwrap_or(u64::MAX);
            if ceiling <= floor {
                continue;
            }
            // A part of the steps each, so that one hard question does not leave the others without.
            let solved = work.lend(|part| self.solve(&variant, (floor, ceiling), part));
            match solved {
                Solved::Best(choice) => found.push(choice),
                Solved::Nothing => {}
                Solved::Unknown(at_least, some) => {
                    open = Some(open.map_or(at_least, |other| other.min(at_least)));
                    found.extend(some);
                }
            }
        }
        if open.is_some() {
            for choice in std::mem::take(&mut found) {
                found.push(self.promoted(choice, floor));
            }
        }
        let options = self.ranked(found);
        let learner_chooses = self.policy.switches.theme_tie == ThemeTie::LearnerChooses
            && matches!(options.as_slice(), [first, second, ..] if self.compare(first, second) == Ordering::Equal);
        Answer { options, learner_chooses, open }
    }

    /// Whether the award is reached at all; `None` when `work` does not allow to say.
    pub(super) fn is_reached(&self, work: &mut Work) -> Option<bool> {
        let mut known = true;
        for variant in self.weakest() {
            match self.solve(&variant, (self.award.credits.millionths(), u64::MAX), work) {
                Solved::Best(_) | Solved::Unknown(_, Some(_)) => return Some(true),
                Solved::Nothing => {}
                Solved::Unknown(_, None) => known = false,
            }
        }
        known.then_some(false)
    }

    /// The best that the chosen badges make the award, where the search did not get as far as to ask for it.
    fn promoted(&self, choice: Choice<'c>, floor: u64) -> Choice<'c> {
        let mut better = self.variants();
        better.retain(|variant| variant.is_at_least(&choice.variant) && self.is_met(variant, &choice));
        let best = better.into_iter().min_by(|one, other| self.compare_variants(one, other));
        let variant = best.unwrap_or_else(|| choice.variant.clone());
        // For a better variant only the floor proves that no fewer credits do.
        let fewest = choice.fewest && (variant == choice.variant || choice.millionths <= floor);
        Choice { variant, fewest, ..choice }
    }

    fn is_met(&self, variant: &Variant, choice: &Choice<'c>) -> bool {
        let places = || choice.places.iter().zip(&choice.used);
        let is_met = |column: &Column| {
            let counting = places().filter(|((group, item), _)| column.counts(*group, *item));
            let have = counting.fold(0_u64, |sum, (place, holding)| sum.saturating_add(column.amount(*place, holding)));
            column.bound.is_met(have, choice.millionths)
        };
        self.columns.of(variant).is_some_and(|columns| columns.into_iter().all(is_met))
    }

    /// The weakest variants that are not out of reach: the millionths that each needs at least, and how it is reached.
    fn least(&self, work: &mut Work) -> Vec<(u64, Option<Choice<'c>>)> {
        let least = self.award.credits.millionths();
        let mut reached = Vec::new();
        for variant in self.weakest() {
            match self.solve(&variant, (least, u64::MAX), work) {
                Solved::Best(choice) => reached.push((choice.millionths, Some(choice))),
                Solved::Nothing => {}
                Solved::Unknown(at_least, some) => reached.push((at_least, some)),
            }
        }
        reached
    }

    /// A set of at least `floor` and fewer than `ceiling` millionths, with as few as possible: the best of all branches.
    fn solve(&self, variant: &Variant, (floor, mut ceiling): (u64, u64), work: &mut Work) -> Solved<'c> {
        let Some(columns) = self.columns.of(variant) else { return Solved::Nothing };
        let mut best: Option<Choice<'c>> = None;
        let mut open = (!self.branches.whole).then_some(floor);
        for (at, branch) in self.branches.list.iter().enumerate() {
            // Where there are many branches, laying each out costs as well.
            if !self.is_simple() && !work.take_each(&self.holdings) {
                open = Some(floor);
                break;
            }
            let frame = self.frame(&columns, branch, floor);
            let search = |work: &mut Work| fewest(&frame.problem, ceiling, work);
            let (places, fewest) = match if self.is_simple() { search(work) } else { work.lend(search) } {
                Found::Best(places) => (Some(places), true),
                Found::Nothing => (None, true),
                Found::Unknown { at_least, some } => {
                    open = Some(open.map_or(at_least, |other| other.min(at_least)));
                    (some, false)
                }
            };
            if let Some(places) = places.map(|places| frame.outside(&places)) {
                let used = self.holdings_at(&places);
                ceiling = millionths(&used);
                best = Some(Choice { variant: variant.clone(), millionths: ceiling, used, places, branch: at, fewest });
            }
        }
        match (best, open) {
            (Some(choice), None) => Solved::Best(choice),
            (Some(choice), Some(at_least)) if choice.millionths <= at_least => {
                Solved::Best(Choice { fewest: true, ..choice })
            }
            (None, None) => Solved::Nothing,
            (some, Some(at_least)) => Solved::Unknown(at_least, some.map(|choice| Choice { fewest: false, ..choice })),
        }
    }

    /// The same option with the badges that are preferred among those with as few credits: the first to lapse, then
    /// the first by credential id.
    fn settled(&self, choice: Choice<'c>, work: &mut Work) -> Choice<'c> {
        let columns = self.columns.of(&choice.variant).filter(|_| choice.fewest);
        let Some(columns) = columns else { return choice };
        let mut best = choice.places.clone();
        for (at, branch) in self.branches.list.iter().enumerate() {
            if !self.is_simple() && !work.take_each(&self.holdings) {
                break;
            }
            let frame = self.frame(&columns, branch, choice.millionths);
            let known = match at == choice.branch {
                true => Some(frame.inside(&choice.places)),
                false => work.lend(|part| match fewest(&frame.problem, choice.millionths.saturating_add(1), part) {
                    Found::Best(places) => Some(places),
                    Found::Nothing | Found::Unknown { .. } => None,
                }),
            };
            if let Some(known) = known {
                // Of sets with as many credits none holds another, so the first place that differs decides.
                best = best.min(frame.outside(&preferred(&frame.problem, known, work)));
            }
        }
        Choice { used: self.holdings_at(&best), places: best, ..choice }
    }

    /// The options that none other beats, in the order of the policy's preference.
    fn ranked(&self, mut found: Vec<Choice<'c>>) -> Vec<Choice<'c>> {
        sort_by(&mut found, |one, other| {
            let rank = self.theme_rank(one).cmp(&self.theme_rank(other));
            self.compare(one, other).then(rank).then_with(|| one.variant.theme.cmp(&other.variant.theme))
        });
        let mut options: Vec<Choice<'c>> = Vec::new();
        for choice in &found {
            let beats = |other: &Choice<'c>| {
                let as_good = other.variant.is_at_least(&choice.variant) && other.millionths <= choice.millionths;
                as_good && (other.variant != choice.variant || other.millionths < choice.millionths)
            };
            let decided = matches!(self.policy.switches.theme_tie, ThemeTie::Order(_))
                && options.iter().any(|option| self.compare(option, choice) == Ordering::Equal);
            if !decided && !found.iter().any(beats) {
                options.push(choice.clone());
            }
        }
        options
    }

    /// By the policy's preference alone.
    fn compare(&self, one: &Choice<'c>, other: &Choice<'c>) -> Ordering {
        let by = |criterion: &Criterion| match criterion {
            Criterion::Credits => one.millionths.cmp(&other.millionths),
            other_criterion => one.variant.compare(&other.variant, *other_criterion),
        };
        self.policy.preference.0.iter().map(by).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }

    fn theme_rank(&self, choice: &Choice<'c>) -> usize {
        let ThemeTie::Order(order) = &self.policy.switches.theme_tie else { return 0 };
        let place = |theme: &String| order.iter().position(|listed| listed == theme);
        choice.variant.theme.as_ref().and_then(place).unwrap_or(order.len())
    }
}

enum Solved<'c> {
    Best(Choice<'c>),
    Nothing,
    Unknown(u64, Option<Choice<'c>>),
}

/// The sum of the credits; a programme has no more badges than fit.
pub(super) fn millionths(holdings: &[&Holding]) -> u64 {
    holdings.iter().fold(0, |sum, holding| sum.saturating_add(holding.credits.millionths()))
}
