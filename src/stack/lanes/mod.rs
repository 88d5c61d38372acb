//! Several pathways at once: each achievement goes to one of them or to none.
//!
//! Every rule is a sum: what the badges of a lane bring must come to at least what it needs. A maximum and a share of
//! the credits used are such sums too, with badges that bring less than nothing.

mod search;

pub(super) use search::{Divided, divide};

use super::bound::{Bound, Side, Unit};
use super::grid::{Grid, Item};
use super::solve::Problem;

/// One pathway in the search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lane {
    needs: Vec<Need>,
    /// How many of them are what is asked for; the others follow from these and are known to be out of reach sooner.
    own: usize,
    /// Millionths in one step of the sums.
    step: u64,
}

/// A sum that must come to `open` at least.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Need {
    open: i128,
    /// What each item of each group brings.
    brings: Vec<Vec<i128>>,
    /// Whether this is a plain minimum of credits, of which lanes can be added up.
    is_credits: bool,
}

impl Lane {
    /// What a pathway needs; with at most `most` steps of credits if they are limited.
    pub(super) fn new(problem: &Problem, most: Option<u64>) -> Self {
        let grid = Grid::of(problem);
        let credits = |item: &Item| i128::from(item.credits);
        let least = i128::from(problem.least.div_ceil(grid.step));
        let mut needs = vec![Need::new(&grid, least, true, credits)];
        needs.extend(problem.bounds.iter().enumerate().map(|(at, bound)| Need::of(&grid, at, bound)));
        let mut own = needs.len();
        if let Some(most) = most.map(i128::from) {
            needs.push(Need::new(&grid, most.saturating_neg(), false, |item| credits(item).saturating_neg()));
            own = needs.len();
            needs.extend(Need::implied(&grid, problem, (least, most)));
        }
        Self { needs, own, step: grid.step }
    }

    /// The same needs where groups are chosen from bundles: each item of a new group is a list of groups of before, of
    /// which it brings the first items.
    pub(super) fn bundled(&self, groups: &[Vec<Vec<usize>>]) -> Self {
        let bundled = |need: &Need| {
            let sum =
                |parts: &Vec<usize>| parts.iter().fold(0_i128, |sum, at| sum.saturating_add(need.of_item(*at, 0)));
            let brings = groups.iter().map(|group| group.iter().map(sum).collect()).collect();
            Need { open: need.open, brings, is_credits: need.is_credits }
        };
        Self { needs: self.needs.iter().map(bundled).collect(), own: self.own, step: self.step }
    }

    /// The same with at most so much of a cost, stated for each item.
    pub(super) fn within(&self, most: u64, costs: &[Vec<u64>]) -> Self {
        let less = |cost: &u64| i128::from(*cost).saturating_neg();
        let brings = costs.iter().map(|group| group.iter().map(less).collect()).collect();
        let cost = Need { open: i128::from(most).saturating_neg(), brings, is_credits: false };
        let mut lane = self.clone();
        lane.needs.insert(lane.own, cost);
        lane.own = lane.own.saturating_add(1);
        lane
    }

    /// The same with at most so many millionths of credits to be paid, stated for each item.
    pub(super) fn paid_within(&self, most: u64, costs: &[Vec<u64>]) -> Self {
        let mut lane = self.within(most, costs);
        // Implied, and sooner known to be out of reach: what is paid for and does not count is lost to a minimum.
        let steps = |millionths: u64| i128::from(millionths.checked_div(self.step).unwrap_or(0));
        for need in self.needs.iter().filter(|need| need.is_credits) {
            let mut brings = need.brings.clone();
            for (brings, cost) in brings.iter_mut().flatten().zip(costs.iter().flatten()) {
                *brings = brings.saturating_sub(steps(*cost));
            }
            lane.needs.push(Need { open: need.open.saturating_sub(steps(most)), brings, is_credits: false });
        }
        lane
    }

    /// What each item of each group brings to the size: as many groups and items as there are.
    fn groups(&self) -> &[Vec<i128>] {
        self.needs.first().map_or(&[], |size| &size.brings)
    }

    /// Whether whatever serves the other serves this one as well.
    pub(super) fn is_implied_by(&self, other: &Self) -> bool {
        let same_length = self.needs.len() == other.needs.len();
        same_length && self.needs.iter().zip(&other.needs).all(|(own, other)| own.is_implied_by(other))
    }
}

impl Need {
    fn new(grid: &Grid<'_>, open: i128, is_credits: bool, brings: impl Fn(&Item) -> i128) -> Self {
        let brings = grid.groups.iter().map(|group| group.iter().map(&brings).collect()).collect();
        Self { open, brings, is_credits }
    }

    fn of(grid: &Grid<'_>, at: usize, bound: &Bound) -> Self {
        let counted = |item: &Item| if item.counts(at) { item.amount(at, bound.unit) } else { 0 };
        if bound.balance(0, 0).is_some() {
            let balance = |item: &Item| bound.balance(counted(item), item.credits).unwrap_or(0);
            return Self::new(grid, bound.least_balance(), false, balance).in_lowest_terms();
        }
        let amount = |item: &Item| i128::from(counted(item));
        // Where the limit does not move with the credits used, they make no difference.
        let limit = grid.limits(0).get(at).copied().map_or(0, i128::from);
        match bound.side {
            Side::AtLeast => Self::new(grid, limit, bound.unit == Unit::Credits, amount),
            Side::AtMost => Self::new(grid, limit.saturating_neg(), false, |item| amount(item).saturating_neg()),
        }
    }

    /// What follows from minima in between `least` and `most` steps: beside each there is room for so much else only, and
    /// what this leaves must count for several at once.
    fn implied(grid: &Grid<'_>, problem: &Problem, (least, most): (i128, i128)) -> Vec<Self> {
        let credits = |item: &Item| i128::from(item.credits);
        let mut implied = Vec::new();
        // For each set of minima: their bits, and the room beside them.
        let mut sets: Vec<(u64, i128)> = vec![(0, 0)];
        for (at, bound) in problem.bounds.iter().enumerate() {
            let need = Self::of(grid, at, bound);
            if !need.is_credits || sets.len() > MOST_SETS {
                continue;
            }
            let room = most.saturating_sub(need.open);
            let others = |item: &Item| if item.counts(at) { 0 } else { credits(item).saturating_neg() };
            implied.push(Self::new(grid, room.saturating_neg(), false, others));
            let with: Vec<_> = sets.iter().map(|(set, rooms)| (set | 1 << at, rooms.saturating_add(room))).collect();
            sets.extend(with);
        }
        for (set, rooms) in sets.into_iter().filter(|(set, _)| set.count_ones() > 1) {
            let in_all = |item: &Item| if item.hits & set == set { credits(item) } else { 0 };
            implied.push(Self::new(grid, least.saturating_sub(rooms), true, in_all));
        }
        implied
    }

    /// The same sum in smaller numbers, where nothing is needed beyond a balance.
    fn in_lowest_terms(mut self) -> Self {
        let divisor = self.brings.iter().flatten().fold(0_u128, |sum, part| common_divisor(sum, part.unsigned_abs()));
        if let Ok(divisor) = i128::try_from(divisor.max(1)) {
            self.brings.iter_mut().flatten().for_each(|part| *part = part.checked_div(divisor).unwrap_or(*part));
        }
        self
    }

    /// Whether no item brings more to this one than to the other.
    fn is_within(&self, other: &Self) -> bool {
        self.brings.iter().flatten().zip(other.brings.iter().flatten()).all(|(own, other)| own <= other)
    }

    fn is_implied_by(&self, other: &Self) -> bool {
        let parts = self.brings.iter().flatten().zip(other.brings.iter().flatten());
        self.open <= other.open && parts.into_iter().all(|(own, other)| own >= other)
    }

    fn of_item(&self, group: usize, item: usize) -> i128 {
        self.brings.get(group).and_then(|items| items.get(item)).copied().unwrap_or(0)
    }

    /// The most, and the least, that a group brings.
    fn range(&self, group: usize) -> (i128, i128) {
        let items = self.brings.get(group).map_or(&[][..], Vec::as_slice);
        items.iter().fold((0, 0), |(most, least), part| (most.max(*part), least.min(*part)))
    }
}

fn common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a.checked_rem(b).unwrap_or(0));
    }
    a
}

/// Sets of minima that are looked at for what follows from them, about.
const MOST_SETS: usize = 8;
