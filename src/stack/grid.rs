//! A choice of badges in whole numbers: every amount as a multiple of the greatest step that all credits share.

use super::bound::{Bound, Side, Unit};
use super::solve::Problem;

/// A badge as the search sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// Millionths of a credit, or steps of the grid; more than 0.
    pub(super) credits: u64,
    /// Bit n: counts towards bound n.
    pub(super) hits: u64,
    /// For each bound, what the credits are multiplied by where it is on points; nothing if none is.
    pub(super) rates: Vec<u64>,
}

impl Item {
    pub(super) fn counts(&self, bound: usize) -> bool {
        self.hits & (1 << bound) != 0
    }

    /// What it brings to a bound towards which it counts.
    pub(super) fn amount(&self, bound: usize, unit: Unit) -> u64 {
        match unit {
            Unit::Credits => self.credits,
            Unit::Badges => 1,
            Unit::Points => self.credits.saturating_mul(self.rates.get(bound).copied().unwrap_or(0)),
        }
    }
}

/// Group and item, as positions.
pub(super) type Place = (usize, usize);

/// The problem in steps.
pub(super) struct Grid<'p> {
    /// Millionths of a credit.
    pub(super) step: u64,
    pub(super) groups: Vec<Vec<Item>>,
    pub(super) bounds: &'p [Bound],
}

impl<'p> Grid<'p> {
    pub(super) fn of(problem: &'p Problem) -> Self {
        let step = Self::step_of(problem);
        let scaled = |item: &Item| Item { credits: item.credits.div_euclid(step), ..item.clone() };
        let groups = problem.groups.iter().map(|group| group.iter().map(scaled).collect()).collect();
        Self { step, groups, bounds: &problem.bounds }
    }

    /// Millionths of a credit of which all credits are multiples.
    pub(super) fn step_of(problem: &Problem) -> u64 {
        let credits = problem.groups.iter().flatten().map(|item| item.credits);
        credits.fold(0, greatest_common_divisor).max(1)
    }

    /// What each bound asks for when `total` steps are used in all.
    pub(super) fn limits(&self, total: u64) -> Vec<u64> {
        let used = total.saturating_mul(self.step);
        let limit = |bound: &Bound| match (bound.unit, bound.side) {
            (Unit::Badges, _) => bound.limit_for(used),
            // Credits stand on both sides of it, and so may steps.
            (Unit::Points, _) => bound.limit_for(total),
            (Unit::Credits, Side::AtLeast) => bound.limit_for(used).div_ceil(self.step),
            (Unit::Credits, Side::AtMost) => bound.limit_for(used).div_euclid(self.step),
        };
        self.bounds.iter().map(limit).collect()
    }

    /// A set with at least `least` and fewer than `ceiling` millionths that meets every bound, without any claim to be
    /// the best: everything, less what can be spared.
    pub(super) fn greedy(&self, least: u64, ceiling: u64) -> Option<Vec<Place>> {
        let everything: Vec<(Place, &Item)> = self.groups.iter().enumerate().filter_map(first).collect();
        let minima = || self.bounds.iter().enumerate().filter(|(_, bound)| bound.side == Side::AtLeast);
        let welcome = |(_, item): &(Place, &Item)| minima().all(|(at, _)| item.counts(at));
        let in_all = everything.iter().copied().filter(welcome).collect();
        let mut set = [everything, in_all].into_iter().find(|set| self.works(set, least))?;
        // A set of hundreds is left as it is: it is enough to know that there is one.
        let mut at = if set.len() > LARGEST_TRIMMED { 0 } else { set.len() };
        while let Some(next) = at.checked_sub(1) {
            at = next;
            let spared = set.remove(at);
            if !self.works(&set, least) {
                set.insert(at, spared);
            }
        }
        (credits(&set).saturating_mul(self.step) < ceiling).then(|| set.into_iter().map(|(place, _)| place).collect())
    }

    fn works(&self, set: &[(Place, &Item)], least: u64) -> bool {
        let total = credits(set);
        let met = |(at, (bound, limit)): (usize, (&Bound, u64))| {
            let counted = set.iter().filter(|(_, item)| item.counts(at));
            let have = counted.fold(0_u64, |sum, (_, item)| sum.saturating_add(item.amount(at, bound.unit)));
            match bound.side {
                Side::AtLeast => have >= limit,
                Side::AtMost => have <= limit,
            }
        };
        total.saturating_mul(self.step) >= least && self.bounds.iter().zip(self.limits(total)).enumerate().all(met)
    }
}

fn first((at, group): (usize, &Vec<Item>)) -> Option<(Place, &Item)> {
    group.first().map(|item| ((at, 0), item))
}

fn credits(set: &[(Place, &Item)]) -> u64 {
    set.iter().fold(0, |sum, (_, item)| sum.saturating_add(item.credits))
}

pub(super) fn greatest_common_divisor(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a.checked_rem(b).unwrap_or(0));
    }
    a
}

/// The largest set of which each badge is tried to be left out.
const LARGEST_TRIMMED: usize = 200;
