//! The exact search for several pathways at once: each achievement goes to one of them or to none.
//!
//! Every rule is a sum: what the badges of a lane bring must come to at least what it needs. A maximum and a share of
//! the credits used are such sums too, with badges that bring less than nothing. Achievements are decided one after
//! the other, rare ones first; a branch is cut as soon as those that are left cannot bring what one lane needs, or what
//! all lanes together need out of one pool.
//! What is still needed is remembered with the place in the order, so that no state is searched twice; a sum that
//! nothing can spoil any more stops counting, and lanes that ask for the same are interchangeable.

use super::bound::{Bound, Side, Unit};
use super::grid::{Grid, Item, Place};
use super::solve::{Problem, Work};
use crate::base::order::sort_by;
use std::collections::BTreeSet;

/// One pathway in the search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lane {
    needs: Vec<Need>,
    /// How many of them are what is asked for; the others follow from these and are known to be out of reach sooner.
    own: usize,
    /// Millionths in one step of the sums.
    pub(super) step: u64,
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

/// What became of a search.
#[derive(Debug)]
pub(super) enum Divided {
    /// The places of each lane, in order.
    Found(Vec<Vec<Place>>),
    /// There is no way to serve all lanes.
    Nothing,
    /// The budget ran out.
    Unknown,
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

/// Serves every lane, or proves that this cannot be. `in_turn` decides the achievements in the order of preference and
/// gives each to the first lane that may have it; else the order is the one that ends soonest.
pub(super) fn divide(lanes: &[&Lane], in_turn: bool, work: &mut Work) -> Divided {
    // Laying it out is as much work as going down once.
    let groups = lanes.iter().filter_map(|lane| lane.needs.first()).map(|need| need.brings.len()).max().unwrap_or(0);
    if !work.take(step_cost(lanes).saturating_mul(u64::try_from(groups).unwrap_or(u64::MAX))) {
        return Divided::Unknown;
    }
    Search::new(lanes, in_turn).run(work)
}

/// A state is as much work as it has sums.
fn step_cost(lanes: &[&Lane]) -> u64 {
    u64::try_from(lanes.iter().fold(0, |sum: usize, lane| sum.saturating_add(lane.own))).unwrap_or(u64::MAX)
}

struct Search<'l> {
    lanes: &'l [&'l Lane],
    /// For each lane the first one that asks for the same.
    alike: Vec<usize>,
    /// The groups in the order in which they are decided, with the number of their items.
    order: Vec<(usize, usize)>,
    /// Sums of which lanes can be added up.
    pools: Vec<Pool>,
    /// One for each place in the order, and one for its end.
    tails: Vec<Tail>,
    /// States from which nothing was found.
    failed: BTreeSet<Vec<i64>>,
}

/// What the groups from a place on can bring.
struct Tail {
    /// For each need of each lane: the most, and the least.
    ranges: Vec<Vec<(i128, i128)>>,
    /// For each pool the most.
    pools: Vec<i128>,
}

/// What some minima ask for out of the same badges: together they cannot have more than there is.
struct Pool {
    /// For each group.
    most: Vec<i128>,
    /// For each lane its needs to which nothing counts that is not in the pool.
    inside: Vec<Vec<usize>>,
}

impl Pool {
    fn all(lanes: &[&Lane]) -> Vec<Self> {
        let minima = || lanes.iter().flat_map(|lane| lane.needs.iter().filter(|need| need.is_credits));
        let mut pools: Vec<Self> = Vec::new();
        for (at, need) in minima().enumerate() {
            if minima().take(at).any(|earlier| earlier.brings == need.brings) {
                continue;
            }
            let is_inside = |other: &Need| other.is_credits && other.is_within(need);
            let of_lane =
                |lane: &&Lane| (0..).zip(&lane.needs).filter(|(_, n)| is_inside(n)).map(|(at, _)| at).collect();
            let most = (0..need.brings.len()).map(|group| need.range(group).0).collect();
            pools.push(Self { most, inside: lanes.iter().map(of_lane).collect() });
        }
        pools
    }

    /// What the lanes still lack of it.
    fn lacking(&self, open: &[Vec<i128>]) -> i128 {
        let of_lane = |(open, inside): (&Vec<i128>, &Vec<usize>)| {
            inside.iter().filter_map(|at| open.get(*at)).copied().max().unwrap_or(0).max(0)
        };
        open.iter().zip(&self.inside).map(of_lane).fold(0, i128::saturating_add)
    }
}

/// Groups before `at` are decided; `open` is what each need of each lane still lacks.
#[derive(Debug, Clone)]
struct State {
    at: usize,
    open: Vec<Vec<i128>>,
}

impl<'l> Search<'l> {
    fn new(lanes: &'l [&'l Lane], in_turn: bool) -> Self {
        let alike = lanes.iter().enumerate().map(|(at, lane)| lanes.iter().position(|l| l == lane).unwrap_or(at));
        let first = lanes.first().and_then(|lane| lane.needs.first());
        let sizes = first.map_or(&[][..], |size| size.brings.as_slice());
        let mut order: Vec<(usize, usize)> = sizes.iter().map(Vec::len).enumerate().collect();
        let pools = Pool::all(lanes);
        if !in_turn {
            // What is rare is given away first; equal badges stand beside each other.
            let worth = |(group, _): &(usize, usize)| {
                let minima = lanes.iter().flat_map(|lane| lane.needs.iter().filter(|need| need.is_credits));
                let brings: Vec<i128> = minima.map(|need| need.range(*group).0).collect();
                (brings.iter().filter(|most| **most > 0).count(), brings)
            };
            let worths: Vec<_> = order.iter().map(worth).collect();
            sort_by(&mut order, |(one, _), (other, _)| worths.get(*other).cmp(&worths.get(*one)));
        }
        let tails = Tail::all(lanes, &pools, &order);
        Self { lanes, alike: alike.collect(), order, pools, tails, failed: BTreeSet::new() }
    }

    /// Depth first with a stack of its own, since there may be thousands of badges.
    fn run(&mut self, work: &mut Work) -> Divided {
        let open = self.lanes.iter().map(|lane| lane.needs.iter().map(|need| need.open).collect());
        let mut root = State { at: 0, open: open.collect() };
        if !self.settle(&mut root) {
            return Divided::Nothing;
        }
        if root.is_served() {
            return Divided::Found(vec![Vec::new(); self.lanes.len()]);
        }
        let cost = step_cost(self.lanes);
        // Each frame holds a state and the number of the next choice; past the last lane comes leaving the group out.
        let mut frames = vec![(root, 0_usize)];
        while let Some((state, next)) = frames.last_mut() {
            let (_, items) = self.order.get(state.at).copied().unwrap_or_default();
            let choice = *next;
            if choice > items.saturating_mul(self.lanes.len()) {
                if let Some(key) = self.key(state) {
                    self.failed.insert(key);
                }
                frames.pop();
                continue;
            }
            *next = choice.saturating_add(1);
            let Some(mut child) = self.choose(state, choice) else { continue };
            if !work.take(cost) {
                return Divided::Unknown;
            }
            if !self.settle(&mut child) {
                continue;
            }
            if child.is_served() {
                return Divided::Found(self.places(&frames));
            }
            frames.push((child, 0));
        }
        Divided::Nothing
    }

    /// The state after a choice; `None` for one that cannot help.
    fn choose(&self, state: &State, choice: usize) -> Option<State> {
        let (group, items) = self.order.get(state.at).copied()?;
        let at = state.at.saturating_add(1);
        let Some((lane, item)) = taken(choice, items, self.lanes.len()) else {
            return Some(State { at, open: state.open.clone() });
        };
        let open = state.open.get(lane)?;
        let alike = self.alike.get(lane)?;
        let is_tried = |other: usize| self.alike.get(other) == Some(alike) && state.open.get(other) == Some(open);
        if (0..lane).any(is_tried) {
            return None;
        }
        let needs = &self.lanes.get(lane)?.needs;
        let ranges = self.tails.get(at)?.ranges.get(lane)?;
        // A need that nothing can spoil any more gains nothing from one more badge.
        let helps =
            |((need, open), (_, least)): ((&Need, &i128), &(i128, i128))| need.of_item(group, item) > 0 && open > least;
        if !needs.iter().zip(open).zip(ranges).take(self.lanes.get(lane)?.own).any(helps) {
            return None;
        }
        let mut child = State { at, open: state.open.clone() };
        for (need, open) in needs.iter().zip(child.open.get_mut(lane)?) {
            *open = open.saturating_sub(need.of_item(group, item));
        }
        Some(child)
    }

    /// Whether the state may still lead to a division; makes states equal that differ in what no longer matters.
    fn settle(&self, state: &mut State) -> bool {
        let Some(tail) = self.tails.get(state.at) else { return false };
        for (open, ranges) in state.open.iter_mut().zip(&tail.ranges) {
            for (open, (most, least)) in open.iter_mut().zip(ranges) {
                if *open > *most {
                    return false;
                }
                *open = (*open).max(*least);
            }
        }
        let fits = |(pool, most): (&Pool, &i128)| pool.lacking(&state.open) <= *most;
        self.pools.iter().zip(&tail.pools).all(fits) && self.key(state).is_none_or(|key| !self.failed.contains(&key))
    }

    /// Lanes that ask for the same stand in the order of what they lack.
    fn key(&self, state: &State) -> Option<Vec<i64>> {
        let mut lanes: Vec<(usize, &Vec<i128>)> = self.alike.iter().copied().zip(&state.open).collect();
        lanes.sort_unstable();
        let mut key = vec![i64::try_from(state.at).ok()?];
        for (lane, open) in lanes {
            for open in open.iter().take(self.lanes.get(lane)?.own) {
                key.push(i64::try_from(*open).ok()?);
            }
        }
        Some(key)
    }

    /// What was given to each lane on the way: each frame stands just behind the choice that led to the next.
    fn places(&self, frames: &[(State, usize)]) -> Vec<Vec<Place>> {
        let mut places = vec![Vec::new(); self.lanes.len()];
        for (state, next) in frames {
            let (group, items) = self.order.get(state.at).copied().unwrap_or_default();
            let choice = next.checked_sub(1).and_then(|choice| taken(choice, items, self.lanes.len()));
            let Some((lane, item)) = choice else { continue };
            if let Some(own) = places.get_mut(lane) {
                own.push((group, item));
            }
        }
        places.iter_mut().for_each(|own| own.sort_unstable());
        places
    }
}

impl State {
    fn is_served(&self) -> bool {
        self.open.iter().flatten().all(|open| *open <= 0)
    }
}

impl Tail {
    fn all(lanes: &[&Lane], pools: &[Pool], order: &[(usize, usize)]) -> Vec<Self> {
        let ranges = lanes.iter().map(|lane| vec![(0, 0); lane.needs.len()]).collect();
        let mut tails = vec![Self { ranges, pools: vec![0; pools.len()] }];
        for (group, _) in order.iter().rev() {
            let Some(after) = tails.last() else { break };
            let mut ranges = after.ranges.clone();
            for (lane, ranges) in lanes.iter().zip(&mut ranges) {
                for (need, (most, least)) in lane.needs.iter().zip(ranges) {
                    let (more, less) = need.range(*group);
                    (*most, *least) = (most.saturating_add(more), least.saturating_add(less));
                }
            }
            let with = |(pool, most): (&Pool, &i128)| most.saturating_add(pool.most.get(*group).copied().unwrap_or(0));
            let pools = pools.iter().zip(&after.pools).map(with).collect();
            tails.push(Self { ranges, pools });
        }
        tails.reverse();
        tails
    }
}

/// Lane and item of a choice; `None` for leaving the group out.
fn taken(choice: usize, items: usize, lanes: usize) -> Option<(usize, usize)> {
    let lane = choice.checked_div(items).filter(|lane| *lane < lanes)?;
    Some((lane, choice.checked_rem(items)?))
}

fn common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a.checked_rem(b).unwrap_or(0));
    }
    a
}

/// Sets of minima that are looked at for what follows from them, about.
const MOST_SETS: usize = 8;
