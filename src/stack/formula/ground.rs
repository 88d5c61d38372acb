//! Rules before the badges that there are.

use super::{Branch, Formula, MOST_POINTS, Term};
use crate::base::time::Date;
use crate::stack::bound::{Bound, Limit, Side, Unit};
use crate::stack::columns::Column;
use crate::stack::grid::Place;
use crate::stack::holding::Holding;
use crate::stack::policy::{Award, Policy};
use crate::stack::pool::Pool;
use crate::stack::rule::{CapstoneRule, MeanRule, OrderRule, Position, Rule, SetRule, WindowRule};
use crate::stack::satisfied::{mean, rate, sides};

/// The badges before which rules are laid.
pub(super) struct Ground<'g> {
    pub(super) policy: &'g Policy,
    pub(super) award: &'g Award,
    pub(super) groups: &'g [Vec<&'g Holding>],
    pub(super) columns: Vec<Column>,
    /// How many places of badges may still be written down.
    pub(super) room: usize,
    /// Whether every way was written down.
    pub(super) whole: bool,
}

impl<'g> Ground<'g> {
    /// What the rule asks for or, for `wanted` false, its opposite.
    pub(super) fn lowered(&mut self, rule: &Rule, wanted: bool) -> Formula {
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
    pub(super) fn can_weigh(&self) -> bool {
        let credits = self.groups.iter().flatten().fold(0_u64, |sum, h| sum.saturating_add(h.credits.millionths()));
        let weighs = self.columns.iter().any(|column| column.bound.unit == Unit::Points);
        !weighs || credits.checked_mul(MOST_POINTS).is_some()
    }
}

/// The badges with such award dates.
fn dated(members: &[(Place, Date)], is_in: impl Fn(Date) -> bool) -> Vec<Place> {
    members.iter().filter(|(_, day)| is_in(*day)).map(|(place, _)| *place).collect()
}
