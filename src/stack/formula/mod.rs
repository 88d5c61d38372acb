//! Rules that are no bounds, as choices between bounds: each branch is a set of bounds with some badges that must be used and some
//! that must not, and a set of badges meets the rules exactly if it is one of some branch.
//!
//! Rules about order, grades and days become branches over the badges that there are: "the capstone comes last" is one branch for each
//! badge that may be it. A negation is carried inwards to the rules themselves, where what is unknown stays on the wrong side of both.

mod ground;

use super::bound::{Bound, Limit, Side, Unit};
use super::columns::Column;
use super::grid::Place;
use super::holding::Holding;
use super::policy::{Award, Policy};
use ground::Ground;

/// Every way in which the rules of an award can be met with some badges.
pub(super) struct Branches {
    pub(super) list: Vec<Branch>,
    /// Whether the list is complete. Where rules leave very many ways, what is found in these is still true.
    pub(super) whole: bool,
    columns: Vec<Column>,
}

/// One way: every set of badges that keeps to it meets the rules.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Branch {
    /// Places of columns.
    bounds: Vec<usize>,
    /// Badges that must be used, at most one of a group.
    forced: Vec<Place>,
    /// Badges that must not be used.
    forbidden: Vec<Place>,
}

impl Branches {
    pub(super) fn new(policy: &Policy, award: &Award, groups: &[Vec<&Holding>]) -> Self {
        let mut ground = Ground { policy, award, groups, columns: Vec::new(), room: ROOM, whole: true };
        let rules = award.rules.iter().filter(|rule| rule.linear(award.credits).is_none());
        let formula = Formula::all(rules.map(|rule| ground.lowered(rule, true)).collect());
        let (mut list, whole) = formula.branches();
        list.sort_unstable();
        list.dedup();
        for branch in list.iter_mut().filter(|branch| !branch.forced.is_empty()) {
            let bound = Bound::new(Unit::Badges, Side::AtLeast, Limit::Fixed(length(&branch.forced)));
            branch.bounds.push(ground.columns.len());
            ground.columns.push(Column::among(bound, &branch.forced, award, groups));
        }
        Self { list, whole: whole && ground.whole && ground.can_weigh(), columns: ground.columns }
    }

    pub(super) fn columns(&self, branch: &Branch) -> impl Iterator<Item = &Column> {
        branch.bounds.iter().filter_map(|at| self.columns.get(*at))
    }
}

impl Branch {
    /// Whether the badge may be used: of a group with a badge that must be used, no other one.
    pub(super) fn allows(&self, place: Place) -> bool {
        let is_other = |forced: &Place| forced.0 == place.0 && *forced != place;
        self.forbidden.binary_search(&place).is_err() && !self.forced.iter().any(is_other)
    }

    fn length(&self) -> usize {
        self.forbidden.len().saturating_add(self.forced.len()).saturating_add(self.bounds.len())
    }

    /// With what a term asks for as well; `None` if the two contradict each other.
    fn and(mut self, term: &Term) -> Option<Self> {
        merge(&mut self.bounds, &term.bounds);
        merge(&mut self.forced, &term.forced);
        merge(&mut self.forbidden, &term.forbidden);
        self.forced.iter().all(|place| self.allows(*place)).then_some(self)
    }
}

/// What one rule asks for at once.
type Term = Branch;

#[derive(Debug)]
enum Formula {
    Term(Term),
    /// So many of these.
    Some(usize, Vec<Formula>),
}

impl Formula {
    /// So many of these, less those that are settled already.
    fn some(mut needed: usize, of: Vec<Self>) -> Self {
        // Terms come first: what contradicts itself is then found before choices are opened.
        let (mut left, mut choices) = (Vec::with_capacity(of.len()), Vec::new());
        for part in of {
            match part {
                Self::Some(0, _) => needed = needed.saturating_sub(1),
                Self::Some(more, parts) if more > parts.len() => {}
                term @ Self::Term(_) => left.push(term),
                choice => choices.push(choice),
            }
        }
        left.append(&mut choices);
        match left.pop() {
            Some(only) if needed == 1 && left.is_empty() => only,
            last => {
                left.extend(last);
                if needed > left.len() { Self::constant(false) } else { Self::Some(needed, left) }
            }
        }
    }

    fn all(of: Vec<Self>) -> Self {
        Self::some(of.len(), of)
    }

    fn any(of: Vec<Self>) -> Self {
        Self::some(1, of)
    }

    fn constant(met: bool) -> Self {
        Self::Some(usize::from(!met), Vec::new())
    }

    /// The disjunctive normal form, and whether it is complete.
    fn branches(&self) -> (Vec<Branch>, bool) {
        let mut found = Vec::new();
        let mut agenda = vec![(vec![(1, std::slice::from_ref(self))], Branch::default())];
        let (mut steps, mut room) = (STEPS, ROOM);
        while let Some((mut open, branch)) = agenda.pop() {
            // A step copies the branch.
            let left = steps.checked_sub(branch.length().div_euclid(16).saturating_add(1));
            let (Some(left), true) = (left, found.len() < BRANCHES) else { return (found, false) };
            steps = left;
            match open.pop() {
                None => {
                    let Some(left) = room.checked_sub(branch.length()) else { return (found, false) };
                    room = left;
                    found.push(branch);
                }
                Some((0, _)) => agenda.push((open, branch)),
                Some((needed, parts)) => {
                    let Some((part, rest)) = parts.split_first() else { continue };
                    if needed <= rest.len() {
                        let mut without = open.clone();
                        without.push((needed, rest));
                        agenda.push((without, branch.clone()));
                    }
                    open.push((needed.saturating_sub(1), rest));
                    match part {
                        Self::Term(term) => agenda.extend(branch.and(term).map(|branch| (open, branch))),
                        Self::Some(needed, parts) => {
                            open.push((*needed, parts.as_slice()));
                            agenda.push((open, branch));
                        }
                    }
                }
            }
        }
        (found, true)
    }
}

fn length<T>(list: &[T]) -> u64 {
    u64::try_from(list.len()).unwrap_or(u64::MAX)
}

fn merge<T: Ord + Clone>(list: &mut Vec<T>, more: &[T]) {
    list.extend_from_slice(more);
    list.sort_unstable();
    list.dedup();
}

/// The most branches that are searched: far more than regulations have, and few enough to search each.
const BRANCHES: usize = 1_024;
/// The most steps in which branches are written out.
const STEPS: usize = 100_000;
/// The most places of badges that are written down for rules, and again for branches: a few megabytes.
const ROOM: usize = 1_000_000;
/// The most points of a grade, in hundredths; `check` allows no more.
pub(super) const MOST_POINTS: u64 = 100_000;
