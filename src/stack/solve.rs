//! The exact search: which badges meet every bound with the fewest credits.
//!
//! All badges have credits, so the totals that some set of them reaches are known beforehand. The search tries those
//! totals in ascending order. With the total fixed, a share of the credits used is a plain number, and a branch is cut
//! as soon as its pools cannot be filled any more from the badges left. Badges that a rule does not welcome come first:
//! rules leave little room for them, and once they are chosen only the total is left to be reached. What is left to be
//! reached is remembered with the place in the order, so that no state is searched twice: a dynamic programme over
//! (total, pool sums) in which every sum stops counting once its rule is met.

use super::bound::{Bound, Side, Unit};
use super::grid::{Grid, Item, Place};
use super::sums::Sums;
use crate::base::order::sort_by;
use std::collections::BTreeSet;

/// A choice to make: from each group at most one item, so that every bound is met.
pub(super) struct Problem {
    /// In order of preference; within a group the preferred item first.
    pub(super) groups: Vec<Vec<Item>>,
    /// At most 63.
    pub(super) bounds: Vec<Bound>,
    /// Millionths of a credit that must be reached in all.
    pub(super) least: u64,
}

/// What the search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// A set with the fewest credits; see [`preferred`].
    Best(Vec<Place>),
    /// There is none below the ceiling.
    Nothing,
    /// The budget ran out: no set has less than `at_least` millionths; `some` is a set that works, if one was met.
    Unknown { at_least: u64, some: Option<Vec<Place>> },
}

/// The steps that are left; every costly step takes from it first.
#[derive(Debug)]
pub(super) struct Work(u64);

impl Work {
    pub(super) fn new(steps: u64) -> Self {
        Self(steps)
    }

    /// Takes some steps; false if there are not as many left.
    pub(super) fn take(&mut self, steps: u64) -> bool {
        self.0.checked_sub(steps).inspect(|left| self.0 = *left).is_some()
    }

    /// Answers one question with a quarter of the steps that are left; what it does not use is kept.
    pub(super) fn lend<T>(&mut self, question: impl FnOnce(&mut Self) -> T) -> T {
        let part = self.0.div_ceil(4);
        let mut lent = Self(part);
        let answer = question(&mut lent);
        self.0 = self.0.saturating_sub(part).saturating_add(lent.0);
        answer
    }

    pub(super) fn take_each<T>(&mut self, of: &[T]) -> bool {
        self.take_times(1, of)
    }

    /// So many steps for each of these.
    pub(super) fn take_times<T>(&mut self, steps: u64, of: &[T]) -> bool {
        self.take(u64::try_from(of.len()).unwrap_or(u64::MAX).saturating_mul(steps))
    }
}

/// A set with the fewest credits among those with fewer than `ceiling` millionths.
pub(super) fn fewest(problem: &Problem, ceiling: u64, work: &mut Work) -> Found {
    if !work.take_each(&problem.groups) {
        return Found::Unknown { at_least: problem.least, some: None };
    }
    let grid = Grid::of(problem);
    let mut plan = Plan::new(&grid, 0, true);
    let last = plan.everything().min(ceiling.div_ceil(grid.step).saturating_sub(1));
    let mut from = problem.least.div_ceil(grid.step);
    // Most searches end near the least total, so the sums are first listed only a little beyond it.
    let mut to = from.saturating_add(from / 2);
    while from <= last {
        to = to.min(last);
        let unknown = |at: u64| {
            let some = grid.greedy(problem.least, ceiling);
            Found::Unknown { at_least: at.saturating_mul(grid.step), some }
        };
        if !plan.list_sums(to, work) {
            return unknown(from);
        }
        for total in plan.totals(from, to) {
            match plan.search(total, grid.limits(total), work) {
                Ending::Found(places) => return Found::Best(places),
                Ending::Nothing => {}
                Ending::Exhausted => return unknown(total),
            }
        }
        from = to.saturating_add(1);
        to = to.saturating_mul(2);
    }
    Found::Nothing
}

/// Of all sets with as many credits as `known`, which is in order, that meet every bound, the one that takes the first group if any does,
/// then the second, and so on. If the budget runs out, the best known one.
pub(super) fn preferred(problem: &Problem, mut known: Vec<Place>, work: &mut Work) -> Vec<Place> {
    let grid = Grid::of(problem);
    let total = known.iter().filter_map(|(group, item)| grid.groups.get(*group)?.get(*item));
    let mut left = total.fold(0_u64, |sum, item| sum.saturating_add(item.credits));
    let mut open = grid.limits(left);
    let mut tails = Plan::new(&grid, 0, false);
    if !tails.list_sums(left, work) {
        return known;
    }
    for (at, group) in grid.groups.iter().enumerate() {
        if left == 0 {
            break;
        }
        for (number, item) in group.iter().enumerate() {
            let Some((rest, still)) = take(grid.bounds, item, left, &open) else { continue };
            if known.binary_search(&(at, number)).is_err() {
                let mut state = State { at: at.saturating_add(1), left: rest, open: still.clone() };
                if !tails.settle(&mut state) {
                    continue;
                }
                let mut plan = Plan::new(&grid, at.saturating_add(1), true);
                if !work.take_each(&plan.groups) || !plan.list_sums(rest, work) {
                    return known;
                }
                let places = match plan.search(rest, still.clone(), work) {
                    Ending::Found(places) => places,
                    Ending::Nothing => continue,
                    Ending::Exhausted => return known,
                };
                known.retain(|(group, _)| *group < at);
                known.push((at, number));
                known.extend(places);
            }
            (left, open) = (rest, still);
            break;
        }
    }
    known
}

/// The groups from one place on in the order in which they are searched, with what is known of each tail of it.
struct Plan<'g> {
    bounds: &'g [Bound],
    /// Place in the problem, and the items.
    groups: Vec<(usize, &'g [Item])>,
    tails: Vec<Tail>,
    /// The totals that each tail can reach.
    sums: Vec<Sums>,
    pairs: Vec<u64>,
    /// States from which nothing was found, whatever the total: what is left decides.
    failed: BTreeSet<u128>,
    /// Bits of a place, of what is left, and of each bound; none where they do not fit.
    widths: Option<Vec<u32>>,
}

impl<'g> Plan<'g> {
    /// The groups from a place on: those that bounds do not welcome first, or in the order of preference.
    fn new(grid: &'g Grid<'g>, from: usize, by_burden: bool) -> Self {
        let mut weighed = Vec::new();
        for (at, group) in grid.groups.iter().enumerate().skip(from) {
            let (mut most, mut credits) = (0, 0);
            for item in group {
                most = most.max(burden(grid.bounds, item));
                credits = credits.max(item.credits);
            }
            weighed.push(((most, credits), (at, group.as_slice())));
        }
        if by_burden {
            sort_by(&mut weighed, |(one, _), (other, _)| other.cmp(one));
        }
        let groups: Vec<_> = weighed.into_iter().map(|(_, group)| group).collect();
        let pairs = pairs(grid.bounds);
        let tails = Tail::all(grid.bounds, &pairs, &groups);
        let mut plan =
            Self { bounds: grid.bounds, groups, tails, sums: Vec::new(), pairs, failed: BTreeSet::new(), widths: None };
        let groups = u64::try_from(plan.groups.len()).unwrap_or(u64::MAX);
        let most = |(bound, (counted, _)): (&Bound, &(u64, u64))| match bound.unit {
            Unit::Credits => plan.everything(),
            Unit::Badges => groups,
            Unit::Points => *counted,
        };
        let pools = plan.tails.first().map_or(&[][..], |tail| &tail.pools);
        let values = [groups, plan.everything()].into_iter().chain(grid.bounds.iter().zip(pools).map(most));
        let widths: Vec<u32> = values.map(|most| u64::BITS.saturating_sub(most.leading_zeros())).collect();
        let fits = widths.iter().fold(0_u32, |sum, width| sum.saturating_add(*width)) <= u128::BITS;
        plan.widths = fits.then_some(widths);
        plan
    }

    /// The credits of all groups together.
    fn everything(&self) -> u64 {
        self.tails.first().map_or(0, |tail| tail.credits)
    }

    /// Lists the totals up to `most`; false when the budget does not allow it.
    fn list_sums(&mut self, most: u64, work: &mut Work) -> bool {
        let mut all = vec![Sums::zero(most)];
        for (_, group) in self.groups.iter().rev() {
            let Some(sums) = all.last().map(|after| after.with(group.iter().map(|item| item.credits), most)) else {
                return false;
            };
            // A step of the search costs as much as listing a handful of sums.
            if !work.take(u64::try_from(sums.words()).unwrap_or(u64::MAX).div_ceil(8)) {
                return false;
            }
            all.push(sums);
        }
        all.reverse();
        self.sums = all;
        true
    }

    fn totals(&self, least: u64, most: u64) -> Vec<u64> {
        self.sums.first().map(|sums| sums.between(least, most)).unwrap_or_default()
    }

    /// Depth first with a stack of its own, since there may be thousands of badges.
    fn search(&mut self, total: u64, open: Vec<u64>, work: &mut Work) -> Ending {
        let mut root = State { at: 0, left: total, open };
        if !self.settle(&mut root) {
            return Ending::Nothing;
        }
        if root.left == 0 {
            return Ending::Found(Vec::new());
        }
        // Each frame holds a state and the number of the next item to try; past the last item comes leaving all out.
        let mut frames = vec![(root, 0_usize)];
        while let Some((state, next)) = frames.last_mut() {
            let group = self.groups.get(state.at).map_or(&[][..], |(_, group)| group);
            let number = *next;
            if number > group.len() {
                if let Some(key) = self.key(state) {
                    self.failed.insert(key);
                }
                frames.pop();
                continue;
            }
            *next = number.saturating_add(1);
            let at = state.at.saturating_add(1);
            let taken = match group.get(number) {
                Some(item) => take(self.bounds, item, state.left, &state.open),
                None => Some((state.left, state.open.clone())),
            };
            let Some((left, open)) = taken else { continue };
            let mut child = State { at, left, open };
            if !work.take(1) {
                return Ending::Exhausted;
            }
            if !self.settle(&mut child) {
                continue;
            }
            if child.left == 0 {
                return Ending::Found(self.places(&frames));
            }
            frames.push((child, 0));
        }
        Ending::Nothing
    }

    /// Whether the state may still lead to a set; makes states equal that differ only in what no longer matters.
    fn settle(&self, state: &mut State) -> bool {
        let (Some(tail), Some(sums)) = (self.tails.get(state.at), self.sums.get(state.at)) else { return false };
        if !sums.contains(state.left) {
            return false;
        }
        for ((bound, open), (counted, rest)) in self.bounds.iter().zip(&mut state.open).zip(&tail.pools) {
            let possible = match (bound.unit, bound.side) {
                (Unit::Credits, Side::AtLeast) => *open <= (*counted).min(state.left),
                (Unit::Badges | Unit::Points, Side::AtLeast) => *open == 0 || (state.left > 0 && *open <= *counted),
                (Unit::Credits, Side::AtMost) => state.left.saturating_sub(*open) <= *rest,
                (Unit::Badges | Unit::Points, Side::AtMost) => true,
            };
            if !possible {
                return false;
            }
            if bound.side == Side::AtMost {
                *open = (*open).min(*counted);
            }
        }
        // What two minima share is counted once, so together they need at least the sum less the overlap.
        let open = |bit: u32| usize::try_from(bit).ok().and_then(|bit| state.open.get(bit)).copied().unwrap_or(0);
        let fits = |(pair, both): (&u64, &u64)| {
            let (low, high) = (pair.trailing_zeros(), 63_u32.saturating_sub(pair.leading_zeros()));
            open(low).saturating_add(open(high)).saturating_sub(*both) <= state.left
        };
        self.pairs.iter().zip(&tail.both).all(fits) && self.key(state).is_none_or(|key| !self.failed.contains(&key))
    }

    fn key(&self, state: &State) -> Option<u128> {
        let at = u64::try_from(state.at).ok()?;
        let values = [at, state.left].into_iter().chain(state.open.iter().copied());
        values.zip(self.widths.as_ref()?).try_fold(0_u128, |key, (value, width)| {
            let fits = u64::BITS.saturating_sub(value.leading_zeros()) <= *width;
            fits.then(|| key.checked_shl(*width).unwrap_or(0) | u128::from(value))
        })
    }

    /// The items taken on the way: each frame stands just behind the choice that led to the next.
    fn places(&self, frames: &[(State, usize)]) -> Vec<Place> {
        let taken = frames.iter().filter_map(|(state, next)| {
            let number = next.checked_sub(1)?;
            let (place, group) = self.groups.get(state.at)?;
            (number < group.len()).then_some((*place, number))
        });
        let mut places: Vec<Place> = taken.collect();
        sort_by(&mut places, Ord::cmp);
        places
    }
}

enum Ending {
    Found(Vec<Place>),
    Nothing,
    Exhausted,
}

/// One state of the search: groups before `at` are decided, `left` is still to be used, and `open` is what each bound
/// still asks for, or still allows.
#[derive(Debug)]
struct State {
    at: usize,
    left: u64,
    open: Vec<u64>,
}

/// The most that one tail of the order can bring.
struct Tail {
    credits: u64,
    /// For each bound: credits or badges that count, and credits that do not.
    pools: Vec<(u64, u64)>,
    /// For each pair of minima over credits: credits that count for both.
    both: Vec<u64>,
}

impl Tail {
    fn all(bounds: &[Bound], pairs: &[u64], groups: &[(usize, &[Item])]) -> Vec<Self> {
        let none = Self { credits: 0, pools: vec![(0, 0); bounds.len()], both: vec![0; pairs.len()] };
        let mut tails = vec![none];
        for (_, group) in groups.iter().rev() {
            let Some(after) = tails.last() else { break };
            let most = |value: &dyn Fn(&Item) -> u64| group.iter().map(value).max().unwrap_or(0);
            let pool = |(at, (counted, rest)): (usize, &(u64, u64))| {
                let unit = bounds.get(at).map_or(Unit::Credits, |bound| bound.unit);
                let counts = most(&|item| if item.counts(at) { item.amount(at, unit) } else { 0 });
                let others = most(&|item| if item.counts(at) { 0 } else { item.credits });
                (counted.saturating_add(counts), rest.saturating_add(others))
            };
            let both = |(pair, sum): (&u64, &u64)| {
                sum.saturating_add(most(&|item| if item.hits & pair == *pair { item.credits } else { 0 }))
            };
            let tail = Self {
                credits: after.credits.saturating_add(most(&|item| item.credits)),
                pools: after.pools.iter().enumerate().map(pool).collect(),
                both: pairs.iter().zip(&after.both).map(both).collect(),
            };
            tails.push(tail);
        }
        tails.reverse();
        tails
    }
}

/// What is left and open after taking an item; `None` where it does not fit.
fn take(bounds: &[Bound], item: &Item, left: u64, open: &[u64]) -> Option<(u64, Vec<u64>)> {
    let left = left.checked_sub(item.credits)?;
    let mut after = Vec::with_capacity(open.len());
    for (at, (bound, open)) in bounds.iter().zip(open).enumerate() {
        after.push(match (item.counts(at), bound.side) {
            (false, _) => *open,
            (true, Side::AtLeast) => open.saturating_sub(item.amount(at, bound.unit)),
            (true, Side::AtMost) => open.checked_sub(item.amount(at, bound.unit))?,
        });
    }
    Some((left, after))
}

/// For how many bounds an item takes up room instead of helping.
fn burden(bounds: &[Bound], item: &Item) -> usize {
    let takes_room = |(at, bound): &(usize, &Bound)| item.counts(*at) == (bound.side == Side::AtMost);
    bounds.iter().enumerate().filter(takes_room).count()
}

/// The pairs of minima over credits, as bits; only of the first few bounds, which are the ones that bind.
fn pairs(bounds: &[Bound]) -> Vec<u64> {
    let minima = bounds.iter().enumerate().filter(|(_, b)| (b.unit, b.side) == (Unit::Credits, Side::AtLeast));
    let bits: Vec<u64> = minima.map(|(at, _)| 1 << at).take(6).collect();
    let mut pairs = Vec::new();
    for (at, one) in bits.iter().enumerate() {
        let later = bits.iter().skip(at.saturating_add(1));
        pairs.extend(later.map(|other| one | other));
    }
    pairs
}
