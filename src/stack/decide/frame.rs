//! The ways to an award as problems in bounds alone.

use super::{Case, Variant};
use crate::stack::bound::{Bound, Limit, Side, Unit};
use crate::stack::columns::Column;
use crate::stack::formula::Branch;
use crate::stack::grid::{Item, Place};
use crate::stack::holding::Holding;
use crate::stack::solve::Problem;

/// A problem without the badges that its branch leaves out.
pub(super) struct Frame {
    pub(super) problem: Problem,
    /// For each group the numbers of the badges that are left.
    kept: Vec<Vec<usize>>,
}

impl Frame {
    /// Places of the problem as places among all badges.
    pub(super) fn outside(&self, places: &[Place]) -> Vec<Place> {
        let outside = |(group, item): &Place| Some((*group, *self.kept.get(*group)?.get(*item)?));
        places.iter().filter_map(outside).collect()
    }

    /// Places among all badges as places of the problem.
    pub(super) fn inside(&self, places: &[Place]) -> Vec<Place> {
        let inside = |(group, number): &Place| Some((*group, self.kept.get(*group)?.binary_search(number).ok()?));
        places.iter().filter_map(inside).collect()
    }
}

impl<'c> Case<'c> {
    /// Each way to the variant in bounds alone, over all badges; none if a requirement is out of reach of them together.
    /// All of them at once may be more than there is memory for.
    pub(in crate::stack) fn problems(&self, variant: &Variant) -> impl Iterator<Item = Problem> {
        let of_branches =
            move |bounds: Vec<_>| self.branches.list.iter().map(move |branch| self.problem(&bounds, branch));
        self.columns.of(variant).into_iter().flat_map(of_branches)
    }

    fn problem(&self, bounds: &[&Column], branch: &Branch) -> Problem {
        let barred = self.barred(branch);
        let bounds = bounds.iter().copied().chain(self.branches.columns(branch)).chain(&barred);
        self.frame(&bounds.collect::<Vec<_>>(), &Branch::default(), self.award.credits.millionths()).problem
    }

    /// That none of the badges is used which the branch leaves out, as a bound.
    fn barred(&self, branch: &Branch) -> Option<Column> {
        let numbered = |(at, group): (usize, &Vec<&Holding>)| (0..group.len()).map(move |number| (at, number));
        let places = self.groups.iter().enumerate().flat_map(numbered);
        let left_out: Vec<Place> = places.filter(|place| !branch.allows(*place)).collect();
        let none = Bound::new(Unit::Badges, Side::AtMost, Limit::Fixed(0));
        (!left_out.is_empty()).then(|| Column::among(none, &left_out, self.award, &self.groups))
    }

    /// Whether the ways to a variant are all that there are. Where rules leave very many, some are not looked at.
    pub(in crate::stack) fn knows_all_ways(&self) -> bool {
        self.branches.whole
    }

    /// Whether there is one branch alone, as without rules that are no bounds.
    pub(super) fn is_simple(&self) -> bool {
        self.branches.list.len() == 1
    }

    /// One branch as the search sees it, beside the bounds of `columns`.
    pub(super) fn frame(&self, columns: &[&Column], branch: &Branch, least: u64) -> Frame {
        let columns: Vec<&Column> = columns.iter().copied().chain(self.branches.columns(branch)).collect();
        let weighs = columns.iter().any(|column| column.bound.unit == Unit::Points);
        let mut groups = Vec::with_capacity(self.groups.len());
        let mut kept = Vec::with_capacity(self.groups.len());
        for (at, group) in self.groups.iter().enumerate() {
            let (mut items, mut numbers) = (Vec::with_capacity(group.len()), Vec::with_capacity(group.len()));
            for (number, holding) in group.iter().enumerate().filter(|(number, _)| branch.allows((at, *number))) {
                let mut hits = 0;
                for column in columns.iter().rev() {
                    hits = (hits << 1) | u64::from(column.counts(at, number));
                }
                let rate = |column: &&Column| column.rate((at, number)).unwrap_or(0);
                let rates = if weighs { columns.iter().map(rate).collect() } else { Vec::new() };
                items.push(Item { credits: holding.credits.millionths(), hits, rates });
                numbers.push(number);
            }
            groups.push(items);
            kept.push(numbers);
        }
        let bounds = columns.iter().map(|column| column.bound).collect();
        Frame { problem: Problem { groups, bounds, least }, kept }
    }

    pub(in crate::stack) fn holdings_at(&self, places: &[Place]) -> Vec<&'c Holding> {
        places.iter().filter_map(|(group, item)| self.groups.get(*group)?.get(*item).copied()).collect()
    }
}
