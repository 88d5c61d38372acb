//! The exact search for a division.
//!
//! Achievements are decided one after the other, rare ones first; a branch is cut as soon as those that are left cannot
//! bring what one lane needs, or what all lanes together need out of one pool. What is still needed is remembered with
//! the place in the order, so that no state is searched twice; a sum that nothing can spoil any more stops counting, and
//! lanes that ask for the same are interchangeable.

use super::{Lane, Need};
use crate::base::order::sort_by;
use crate::stack::grid::Place;
use crate::stack::solve::Work;
use std::collections::BTreeSet;

/// What became of a search.
#[derive(Debug)]
pub(in crate::stack) enum Divided {
    /// The places of each lane, in order.
    Found(Vec<Vec<Place>>),
    /// There is no way to serve all lanes.
    Nothing,
    /// The budget ran out.
    Unknown,
}

/// Serves every lane, or proves that this cannot be. `in_turn` decides the achievements in the order of preference and
/// gives each to the first lane that may have it; else the order is the one that ends soonest.
pub(in crate::stack) fn divide(lanes: &[&Lane], in_turn: bool, work: &mut Work) -> Divided {
    // Laying it out is as much work as going down once.
    if !work.take_times(step_cost(lanes), groups(lanes)) {
        return Divided::Unknown;
    }
    Search::new(lanes, in_turn).run(work)
}

/// A state is as much work as it has sums.
fn step_cost(lanes: &[&Lane]) -> u64 {
    u64::try_from(lanes.iter().fold(0, |sum: usize, lane| sum.saturating_add(lane.own))).unwrap_or(u64::MAX)
}

/// The groups of the lanes, which all have the same.
fn groups<'l>(lanes: &[&'l Lane]) -> &'l [Vec<i128>] {
    lanes.first().map_or(&[], |lane| lane.groups())
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
        let mut order: Vec<(usize, usize)> = groups(lanes).iter().map(Vec::len).enumerate().collect();
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
