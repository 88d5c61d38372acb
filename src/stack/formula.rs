//! Rules that are no bounds, as choices between bounds: each branch is a set of bounds with some badges that must be used and some
//! that must not, and a set of badges meets the rules exactly if it is one of some branch.
//!
//! Rules about order, grades and days become branches over the badges that there are: "the capstone comes last" is one branch for each
//! badge that may be it. A negation is carried inwards to the rules themselves, where what is unknown stays on the wrong side of both.

use super::bound::{Bound, Limit, Side, Unit};
use super::columns::Column;
use super::grid::Place;
use super::holding::Holding;
use super::policy::{Award, Policy};
use super::pool::Pool;
use super::rule::{CapstoneRule, MeanRule, OrderRule, Position, Rule, SetRule, WindowRule};
use super::satisfied::{mean, rate, sides};
use crate::base::time::Date;

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

/// The badges before which rules are laid.
struct Ground<'g> {
    policy: &'g Policy,
    award: &'g Award,
    groups: &'g [Vec<&'g Holding>],
    columns: Vec<Column>,
    /// How many places of badges may still be written down.
    room: usize,
    /// Whether every way was written down.
    whole: bool,
}

impl<'g> Ground<'g> {
    /// What the rule asks for or, for `wanted` false, its opposite.
    fn lowered(&mut self, rule: &Rule, wanted: bool) -> Formula {
        if let Some((pool, bound)) = rule.linear(self.award.credits) {
            let bound = if wanted { bound } else { bound.turned_round() };
            let members = dated(&self.members(&pool, bound.side), |_| true);
            return self.bound(bound, &members);
        }
        match rule {
            Rule::All(parts) => self.some(if wanted { parts.len() } else { 1 }, parts, wanted),
            Rule::Any(parts) => self.some(if wanted { 1 } else { parts.len() }, parts, wanted),
            Rule::Not(part) => self.lowered(part, !wanted),
            Rule::NOf(some) => {
                let n = usize::try_from(some.n).unwrap_or(usize::MAX);
                // So many fail that too few are left.
                let failing = some.of.len().saturating_add(1).saturating_sub(n);
                self.some(if wanted { n } else { failing }, &some.of, wanted)
            }
            Rule::Corequisite(rule) => self.all_or_none(rule, wanted),
            Rule::Prerequisite(rule) => self.in_order(rule, wanted),
            Rule::Capstone(rule) => self.capstone(rule, wanted),
            Rule::Window(rule) => self.window(rule, wanted),
            Rule::MeanGrade(rule) => self.mean(rule, wanted),
            Rule::Date(rule) => Formula::constant(rule.is_met() == Some(wanted)),
            _ => Formula::constant(false),
        }
    }

    fn some(&mut self, needed: usize, parts: &[Rule], wanted: bool) -> Formula {
        let parts = parts.iter().map(|part| self.lowered(part, wanted)).collect();
        Formula::some(needed, parts)
    }

    fn all_or_none(&mut self, rule: &SetRule, wanted: bool) -> Formula {
        let members = dated(&self.members(&Pool::of(&rule.achievements), Side::AtLeast), |_| true);
        let all = u64::try_from(rule.achievements.len()).unwrap_or(u64::MAX);
        let count = |side, count| Bound::new(Unit::Badges, side, Limit::Fixed(count));
        match wanted {
            true => Formula::any(vec![
                self.bound(count(Side::AtMost, 0), &members),
                self.bound(count(Side::AtLeast, all), &members),
            ]),
            false => Formula::all(vec![
                self.bound(count(Side::AtLeast, 1), &members),
                self.bound(count(Side::AtMost, all.saturating_sub(1)), &members),
            ]),
        }
    }

    fn in_order(&mut self, rule: &OrderRule, wanted: bool) -> Formula {
        let (before, after) = sides(wanted);
        let (before, after) = (self.members(&rule.before, before), self.members(&rule.after, after));
        if !wanted {
            // Some later badge is used, and none that came before it.
            return self
                .any_of(&after, |ground, (later, day)| ground.term(&[later], &dated(&before, |other| other < day)));
        }
        // Either none of the later badges is used, or one of the earlier ones is, and no later badge that is not later than it.
        let none = self.term(&[], &dated(&after, |_| true));
        let some =
            self.any_of(&before, |ground, (first, day)| ground.term(&[first], &dated(&after, |other| other <= day)));
        Formula::any(vec![none, some])
    }

    fn capstone(&mut self, rule: &CapstoneRule, wanted: bool) -> Formula {
        let (side, _) = sides(wanted);
        let capstones = self.members(&rule.pool, side);
        let everything = self.members(&Pool::default(), Side::AtLeast);
        let count = |side, count: u32| Bound::new(Unit::Badges, side, Limit::Fixed(count.into()));
        let some = match (rule.position, wanted) {
            (Position::Last, true) => self.any_of(&capstones, |ground, (last, day)| {
                ground.term(&[last], &dated(&everything, |other| other > day))
            }),
            // A badge is used that is later than every capstone used.
            (Position::Last, false) => self.any_of(&everything, |ground, (last, day)| {
                ground.term(&[last], &dated(&capstones, |other| other >= day))
            }),
            (Position::After(n), true) => self.any_of(&capstones, |ground, (capstone, day)| {
                let many = ground.bound(count(Side::AtLeast, n), &dated(&everything, |other| other < day));
                Formula::all(vec![ground.term(&[capstone], &[]), many])
            }),
            (Position::After(0), false) => Formula::constant(false),
            // Too few badges come before the latest capstone used.
            (Position::After(n), false) => self.any_of(&capstones, |ground, (_, day)| {
                let few = count(Side::AtMost, n.saturating_sub(1));
                let few = ground.bound(few, &dated(&everything, |other| other < day));
                Formula::all(vec![ground.term(&[], &dated(&capstones, |other| other > day)), few])
            }),
        };
        let none = if wanted { Formula::constant(false) } else { self.term(&[], &dated(&capstones, |_| true)) };
        Formula::any(vec![none, some])
    }

    fn window(&mut self, rule: &WindowRule, wanted: bool) -> Formula {
        let (_, side) = sides(wanted);
        let members = self.members(&rule.pool, side);
        if members.is_empty() {
            return Formula::constant(wanted);
        }
        let mut firsts = members.clone();
        firsts.sort_unstable_by_key(|(_, day)| *day);
        firsts.dedup_by_key(|(_, day)| *day);
        let some = Bound::new(Unit::Badges, Side::AtLeast, Limit::Fixed(1));
        self.any_of(&firsts, |ground, (_, first)| {
            let last = first.plus_years(rule.years);
            let is_after = |day: Date| last.is_some_and(|last| day > last);
            match wanted {
                true => ground.term(&[], &dated(&members, |day| day < first || is_after(day))),
                false => {
                    let early = ground.bound(some, &dated(&members, |day| day == first));
                    Formula::all(vec![early, ground.bound(some, &dated(&members, is_after))])
                }
            }
        })
    }

    /// One way for each of these badges, as long as there is room.
    fn any_of(&mut self, badges: &[(Place, Date)], way: impl Fn(&mut Self, (Place, Date)) -> Formula) -> Formula {
        let mut ways = Vec::new();
        for badge in badges {
            if !self.whole {
                break;
            }
            ways.push(way(self, *badge));
        }
        Formula::any(ways)
    }

    fn mean(&mut self, rule: &MeanRule, wanted: bool) -> Formula {
        let Some(scale) = self.policy.scale(&rule.scale) else { return Formula::constant(false) };
        let bound = if wanted { mean(rule) } else { mean(rule).turned_round() };
        let rates = |group: &Vec<&Holding>| group.iter().map(|h| rate(rule, scale, h, bound.side)).collect();
        let rates = self.groups.iter().map(rates).collect();
        self.column(Column::weighed(bound, rates, self.award, self.groups))
    }

    /// Badges that must be used and others that must not; what cannot be is no way.
    fn term(&mut self, forced: &[Place], forbidden: &[Place]) -> Formula {
        if !self.takes(forced.len().saturating_add(forbidden.len())) {
            return Formula::constant(false);
        }
        let term = Term { bounds: Vec::new(), forced: forced.to_vec(), forbidden: forbidden.to_vec() };
        match (term.length(), Branch::default().and(&term)) {
            (0, _) => Formula::constant(true),
            (_, Some(term)) => Formula::Term(term),
            (_, None) => Formula::constant(false),
        }
    }

    /// Whether there is room for so many places. A way that is left out can only be missed, never be wrong.
    fn takes(&mut self, places: usize) -> bool {
        let left = self.room.checked_sub(places.saturating_add(1));
        self.whole &= left.is_some();
        self.room = left.unwrap_or(0);
        left.is_some()
    }

    fn bound(&mut self, bound: Bound, members: &[Place]) -> Formula {
        let badges = self.groups.iter().fold(0_usize, |sum, group| sum.saturating_add(group.len()));
        if !self.takes(badges) {
            return Formula::constant(false);
        }
        self.column(Column::among(bound, members, self.award, self.groups))
    }

    /// A bound that some sets of the badges meet and others do not, or what it comes to.
    fn column(&mut self, column: Column) -> Formula {
        if let Some(settled) = column.settled(self.award) {
            return Formula::constant(settled);
        }
        self.columns.push(column);
        Formula::Term(Term { bounds: vec![self.columns.len().saturating_sub(1)], ..Term::default() })
    }

    /// The badges of a pool with their award dates, in order of their places.
    fn members(&self, pool: &Pool, side: Side) -> Vec<(Place, Date)> {
        let mut members = Vec::new();
        for (at, group) in self.groups.iter().enumerate() {
            for (number, holding) in group.iter().enumerate() {
                if pool.counts(holding, side) {
                    members.push(((at, number), holding.awarded));
                }
            }
        }
        members
    }

    /// Whether points times credits stay within the numbers of this machine.
    fn can_weigh(&self) -> bool {
        let credits = self.groups.iter().flatten().fold(0_u64, |sum, h| sum.saturating_add(h.credits.millionths()));
        let weighs = self.columns.iter().any(|column| column.bound.unit == Unit::Points);
        !weighs || credits.checked_mul(MOST_POINTS).is_some()
    }
}

/// The badges with such award dates.
fn dated(members: &[(Place, Date)], is_in: impl Fn(Date) -> bool) -> Vec<Place> {
    members.iter().filter(|(_, day)| is_in(*day)).map(|(place, _)| *place).collect()
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
