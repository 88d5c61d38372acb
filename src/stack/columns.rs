//! Which badges count towards which requirement of an award, worked out once for all its titles, themes and levels.

use super::bound::{Bound, Side};
use super::decide::Variant;
use super::grid::Place;
use super::holding::Holding;
use super::policy::{Award, Policy};
use super::requirement::Requirement;
use crate::base::order::sort_by;

/// One column for each requirement, one place in it for each badge.
pub(super) struct Columns {
    always: Vec<Column>,
    titles: Vec<Option<Column>>,
    /// By theme, in the order of their ids.
    themes: Vec<(String, Column)>,
    levels: Vec<(u8, Column)>,
}

pub(super) struct Column {
    pub(super) bound: Bound,
    /// As the badges are grouped.
    counts: Vec<Vec<bool>>,
    /// For a bound on points, what the credits of each badge are multiplied by.
    rates: Vec<Vec<u64>>,
    /// The most that badges of different groups bring.
    most: u64,
    /// Whether all badges together would do in the smallest award; a larger one asks for no less.
    in_reach: bool,
}

impl Columns {
    pub(super) fn new(policy: &Policy, award: &Award, groups: &[Vec<&Holding>], holdings: &[&Holding]) -> Self {
        let column = |needs: &Requirement| Column::new(needs, award, groups);
        let themes = themes(holdings);
        let mut credits = vec![0_u64; themes.len()];
        for holding in holdings {
            for theme in holding.themes.keys() {
                let place = themes.binary_search(&theme.as_str()).unwrap_or_else(|place| place);
                if let Some(sum) = credits.get_mut(place) {
                    *sum = sum.saturating_add(holding.credits.millionths());
                }
            }
        }
        let theme = |(theme, credits): (&str, u64)| {
            let needs = Requirement::theme(policy, award, (theme, ""))?;
            // Badges may state very many themes; few have the credits that a column would be worth.
            (credits >= needs.bound.limit_for(award.credits.millionths())).then(|| (theme.to_owned(), column(&needs)))
        };
        let level = |level| Some((level, column(&Requirement::level(policy, award, level)?)));
        let title = |title| Requirement::title(policy, award, title).map(|needs| column(&needs));
        Self {
            always: Requirement::always(policy, award).iter().map(column).collect(),
            titles: (0..award.titles.len()).map(title).collect(),
            themes: themes.into_iter().zip(credits).filter_map(theme).collect(),
            levels: levels(holdings).into_iter().filter_map(level).collect(),
        }
    }

    /// The requirements of a variant beside the size; `None` if one of them is out of reach.
    pub(super) fn of(&self, variant: &Variant) -> Option<Vec<&Column>> {
        let title = variant.title.and_then(|title| self.titles.get(title)?.as_ref());
        let theme = variant.theme.as_ref().map(|theme| self.theme(theme));
        let level =
            variant.level.map(|level| self.levels.iter().find(|(own, _)| *own == level).map(|(_, column)| column));
        let mut all: Vec<&Column> = self.always.iter().collect();
        for own in [title.map(Some), theme, level].into_iter().flatten() {
            all.push(own?);
        }
        all.iter().all(|column| column.in_reach).then_some(all)
    }

    fn theme(&self, theme: &str) -> Option<&Column> {
        let place = self.themes.binary_search_by(|(id, _)| id.as_str().cmp(theme)).ok()?;
        self.themes.get(place).map(|(_, column)| column)
    }
}

/// The themes that the badges state, each once, in order.
pub(super) fn themes<'h>(holdings: &[&'h Holding]) -> Vec<&'h str> {
    let mut themes: Vec<&str> = Vec::new();
    for holding in holdings {
        themes.extend(holding.themes.keys().map(String::as_str));
    }
    themes.sort_unstable();
    themes.dedup();
    themes
}

/// The levels that the badges state, each once, the lowest first.
pub(super) fn levels(holdings: &[&Holding]) -> Vec<u8> {
    let mut levels: Vec<u8> = holdings.iter().filter_map(|holding| holding.level).collect();
    sort_by(&mut levels, Ord::cmp);
    levels.dedup();
    levels
}

impl Column {
    fn new(needs: &Requirement, award: &Award, groups: &[Vec<&Holding>]) -> Self {
        let counts = |holding: &&Holding| needs.pool.counts(holding, needs.bound.side);
        let counts = groups.iter().map(|group| group.iter().map(counts).collect()).collect();
        Self::filled(needs.bound, counts, Vec::new(), award, groups)
    }

    /// A bound on some badges, which are given in order.
    pub(super) fn among(bound: Bound, places: &[Place], award: &Award, groups: &[Vec<&Holding>]) -> Self {
        let row = |(at, group): (usize, &Vec<&Holding>)| {
            (0..group.len()).map(|number| places.binary_search(&(at, number)).is_ok()).collect()
        };
        Self::filled(bound, groups.iter().enumerate().map(row).collect(), Vec::new(), award, groups)
    }

    /// A bound on points, to which every badge brings its credits times its rate.
    pub(super) fn weighed(bound: Bound, rates: Vec<Vec<u64>>, award: &Award, groups: &[Vec<&Holding>]) -> Self {
        let counts = groups.iter().map(|group| vec![true; group.len()]).collect();
        Self::filled(bound, counts, rates, award, groups)
    }

    fn filled(
        bound: Bound,
        counts: Vec<Vec<bool>>,
        rates: Vec<Vec<u64>>,
        award: &Award,
        groups: &[Vec<&Holding>],
    ) -> Self {
        let mut column = Self { bound, counts, rates, most: 0, in_reach: true };
        let mut most = 0_u64;
        for (at, group) in groups.iter().enumerate() {
            let counting = group.iter().enumerate().filter(|(number, _)| column.counts(at, *number));
            let amounts = counting.map(|(number, holding)| column.amount((at, number), holding));
            most = most.saturating_add(amounts.max().unwrap_or(0));
        }
        column.most = most;
        column.in_reach = bound.side == Side::AtMost || most >= bound.limit_for(award.credits.millionths());
        column
    }

    /// Whether every set of the badges that is large enough for the award meets the bound, or none does; `None` if that depends on the
    /// set. A larger set is never asked for less, nor allowed less.
    pub(super) fn settled(&self, award: &Award) -> Option<bool> {
        let nominal = award.credits.millionths();
        match self.bound.side {
            Side::AtLeast if !self.in_reach => Some(false),
            Side::AtLeast => self.bound.is_met(0, u64::MAX).then_some(true),
            Side::AtMost if !self.bound.is_met(0, u64::MAX) => Some(false),
            Side::AtMost => self.bound.is_met(self.most, nominal).then_some(true),
        }
    }

    /// What a badge that counts brings.
    pub(super) fn amount(&self, place: Place, holding: &Holding) -> u64 {
        self.bound.unit.amount(holding).saturating_mul(self.rate(place).unwrap_or(1))
    }

    /// By what its credits are multiplied, if the bound is on points.
    pub(super) fn rate(&self, (group, item): Place) -> Option<u64> {
        self.rates.get(group).and_then(|group| group.get(item)).copied()
    }

    pub(super) fn counts(&self, group: usize, item: usize) -> bool {
        self.counts.get(group).and_then(|group| group.get(item)).copied().unwrap_or(false)
    }
}
