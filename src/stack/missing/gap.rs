//! One title, theme and level of an award, and how many imagined credits fill what it lacks.

use super::imagined::{imagined, room};
use super::{Missing, MissingBound, MissingPart};
use crate::base::amount::Amount;
use crate::base::order::sort_by;
use crate::base::time::Date;
use crate::stack::bound::{Bound, Limit, Side, Unit};
use crate::stack::decide::{Case, Variant, millionths};
use crate::stack::grid::{Item, greatest_common_divisor};
use crate::stack::holding::{BadgeRef, Holding};
use crate::stack::lanes::{Divided, Lane, divide};
use crate::stack::requirement::Requirement;
use crate::stack::ruling::Quantity;
use crate::stack::solve::{Problem, Work};
use std::collections::BTreeSet;

/// One title, theme and level with what the badges have of it.
pub(super) struct Gap<'g, 'c> {
    case: &'g Case<'c>,
    variant: &'g Variant,
    /// The achievements of the badges: one more badge of them would be another edition, which counts in place of the first.
    had: &'g BTreeSet<&'c str>,
    /// The size first.
    needs: Vec<Requirement>,
    /// The imagined badge.
    kind: Holding,
    /// Bit n: it brings something to need n, but for the size.
    hits: u64,
    /// Whether there can be such a badge.
    is_real: bool,
}

impl<'g, 'c> Gap<'g, 'c> {
    pub(super) fn new(case: &'g Case<'c>, variant: &'g Variant, had: &'g BTreeSet<&'c str>, today: Date) -> Self {
        let needs = needs(case, variant);
        // What is still to be awarded comes after all that was.
        let latest = case.holdings.iter().filter_map(|holding| holding.awarded.next_day()).max();
        let kind = imagined(case.policy, &needs, had, latest.map_or(today, |day| day.max(today)));
        let (mut hits, mut is_real) = (0, true);
        for (at, need) in needs.iter().skip(1).enumerate() {
            let counts = need.pool.counts(&kind, need.bound.side);
            // A kind that there is not tells at least how few credits could not do.
            let (is_hit, is_right) = match (need.bound.side, need.bound.unit, room(need, had)) {
                (Side::AtMost, _, _) => (counts, true),
                (Side::AtLeast, _, Some(0)) => (false, true),
                // Of badges, as many are imagined as there is room for; see `problem`.
                (Side::AtLeast, unit, _) => (unit != Unit::Badges, counts),
            };
            is_real &= is_right;
            hits |= u64::from(is_hit) << at;
        }
        Self { case, variant, had, needs, kind, hits, is_real }
    }

    /// The fewest credits below a number, and what they must be.
    pub(super) fn fill(&self, below: Option<u64>, work: &mut Work) -> Option<Missing> {
        let all: Vec<&Holding> = self.case.holdings.clone();
        let step = self.step();
        let limit = |need: &Requirement| match (need.bound.unit, need.bound.is_share_of_used()) {
            (Unit::Credits, false) => need.bound.limit_for(0),
            _ => 0,
        };
        let enough = self.needs.iter().map(limit).max().unwrap_or(0).div_ceil(step);
        let most = below.map_or(enough, |below| below.div_ceil(step).saturating_sub(1).min(enough));
        // What one minimum lacks by itself is missing in any case.
        let lacking = |need: &Requirement| limit(need).saturating_sub(self.most(need));
        let asked = self.needs.iter().filter(|need| need.bound.side == Side::AtLeast);
        let mut least = asked.map(lacking).max().unwrap_or(0).div_ceil(step);
        if least > most {
            return None;
        }
        let is_monotone = self.is_monotone();
        let mut is_proven = true;
        let mut does = |steps: u64, among: &[&Holding], work: &mut Work| {
            let credits = steps.saturating_mul(step);
            // Where all badges may be used together, nothing has to be searched.
            if is_monotone && self.is_met_by_all(among, credits) {
                return true;
            }
            match self.chosen(among, credits, false, work) {
                Some(chosen) => chosen.is_some(),
                None => {
                    is_proven = false;
                    false
                }
            }
        };
        let mut fewest = None;
        if !is_monotone {
            fewest = (least..=most.min(MOST_STEPS)).find(|steps| does(*steps, &all, work));
        } else if does(least, &all, work) {
            fewest = Some(least);
        } else if does(most, &all, work) {
            let mut top = most;
            while least < top {
                let middle = least.saturating_add(top.saturating_sub(least) / 2);
                if does(middle, &all, work) { top = middle } else { least = middle.saturating_add(1) }
            }
            fewest = Some(top);
        }
        let fewest = fewest?;
        // Fewer badges never help, so there is one day after which more is missing.
        let mut days: Vec<Date> = all.iter().filter_map(|holding| holding.last_day).collect();
        sort_by(&mut days, Ord::cmp);
        days.dedup();
        let after = |day: Date| -> Vec<&Holding> {
            all.iter().copied().filter(|holding| holding.last_day.is_none_or(|last| last > day)).collect()
        };
        let lasting = days.partition_point(|day| does(fewest, &after(*day), work));
        let last_day = days.get(lasting).copied();
        let until = lasting.checked_sub(1).and_then(|at| days.get(at)).map_or(all.clone(), |day| after(*day));
        let bound = match (self.is_real, is_proven && self.has_only_bounds()) {
            (true, true) => MissingBound::Exact,
            (true, false) => MissingBound::AtMost,
            // Neither side is proven then.
            (false, false) => return None,
            (false, true) => MissingBound::AtLeast,
        };
        let credits = fewest.saturating_mul(step);
        Some(self.told(credits, bound, &self.used(&until, credits, work), last_day))
    }

    /// The most that the badges bring to a need.
    fn most(&self, need: &Requirement) -> u64 {
        let of_group = |group: &Vec<&Holding>| {
            let counting = group.iter().filter(|holding| need.pool.counts(holding, need.bound.side));
            counting.map(|holding| need.bound.unit.amount(holding)).max().unwrap_or(0)
        };
        self.case.groups.iter().map(of_group).fold(0, u64::saturating_add)
    }

    /// Whether the first badge of each achievement and so many millionths of imagined credits meet everything together.
    fn is_met_by_all(&self, among: &[&Holding], credits: u64) -> bool {
        let groups = among.chunk_by(|one, other| one.class == other.class);
        let first: Vec<&Holding> = groups.filter_map(|group| group.first().copied()).collect();
        self.needs.iter().all(|need| self.lacks(need, &first, credits).is_some())
    }

    fn has_only_bounds(&self) -> bool {
        self.case.award.has_only_bounds()
    }

    /// More imagined credits never harm.
    fn is_monotone(&self) -> bool {
        let is_harmed =
            |(at, need): (usize, &Requirement)| need.bound.side == Side::AtMost && self.hits & (1 << at) != 0;
        self.has_only_bounds() && !self.needs.iter().skip(1).enumerate().any(is_harmed)
    }

    /// What all credits and limits are multiples of.
    fn step(&self) -> u64 {
        let credits = self.case.holdings.iter().map(|holding| holding.credits.millionths());
        let limits =
            self.needs.iter().filter(|need| need.bound.unit == Unit::Credits).map(|need| need.bound.limit_for(0));
        credits.chain(limits).fold(0, greatest_common_divisor).max(1)
    }

    /// Badges beside which so many millionths of imagined credits do, if there are any; `None` when `work` does not allow to say.
    fn chosen(
        &self,
        among: &[&'c Holding],
        credits: u64,
        in_turn: bool,
        work: &mut Work,
    ) -> Option<Option<Vec<&'c Holding>>> {
        if self.has_only_bounds() {
            let groups: Vec<_> = among.chunk_by(|one, other| one.class == other.class).collect();
            return match divide(&[&Lane::new(&self.problem(among, credits), None)], in_turn, work) {
                Divided::Found(places) => {
                    let places = places.into_iter().flatten();
                    Some(Some(places.filter_map(|(group, item)| groups.get(group)?.get(item).copied()).collect()))
                }
                Divided::Nothing => Some(None),
                Divided::Unknown => None,
            };
        }
        // Laying the rules before the badges is work, however few ways come of it.
        if !work.take_each(among) {
            return None;
        }
        let new = Holding { credits: Amount::from_millionths(credits), ..self.kind.clone() };
        let mut all: Vec<&Holding> = among.to_vec();
        all.extend((credits > 0).then_some(&new));
        let case = Case::new(self.case.policy, self.case.award, all);
        let mut is_known = case.knows_all_ways();
        for way in case.problems(self.variant) {
            if !work.take_each(&case.holdings) {
                return None;
            }
            match divide(&[&Lane::new(&way, None)], in_turn, work) {
                Divided::Found(places) => {
                    let ids: BTreeSet<&BadgeRef> = places
                        .iter()
                        .flat_map(|places| case.holdings_at(places))
                        .map(|holding| &holding.badge)
                        .collect();
                    return Some(Some(among.iter().copied().filter(|h| ids.contains(&h.badge)).collect()));
                }
                Divided::Nothing => {}
                Divided::Unknown => is_known = false,
            }
        }
        is_known.then_some(None)
    }

    /// The choice among some badges, with so many millionths of imagined credits beside them.
    fn problem(&self, among: &[&Holding], credits: u64) -> Problem {
        let hits = |holding: &Holding| {
            let counts = |need: &Requirement| need.pool.counts(holding, need.bound.side);
            (0..)
                .zip(self.needs.iter().skip(1))
                .fold(0, |hits, (at, need): (u32, _)| hits | u64::from(counts(need)) << at)
        };
        let item =
            |holding: &&Holding| Item { credits: holding.credits.millionths(), hits: hits(holding), rates: Vec::new() };
        let mut groups: Vec<Vec<Item>> = among
            .chunk_by(|one, other| one.class == other.class)
            .map(|group| group.iter().map(item).collect())
            .collect();
        if credits > 0 {
            groups.push(vec![Item { credits, hits: self.hits, rates: Vec::new() }]);
        }
        // The imagined credits may be any number of badges, so none are missing while some are.
        let bounds = self.needs.iter().skip(1).map(|need| match (need.bound.unit, need.bound.side) {
            (Unit::Badges, Side::AtLeast) => {
                let rest = need.bound.limit_for(0).saturating_sub(room(need, self.had).unwrap_or(u64::MAX));
                Bound::new(Unit::Badges, Side::AtLeast, Limit::Fixed(rest))
            }
            _ => need.bound,
        });
        Problem { groups, bounds: bounds.collect(), least: self.case.award.credits.millionths() }
    }

    /// The badges beside which so many credits do: all where they may be used, else those that the search finds.
    fn used(&self, among: &[&'c Holding], credits: u64, work: &mut Work) -> Vec<&'c Holding> {
        let groups = among.chunk_by(|one, other| one.class == other.class);
        let first: Vec<&Holding> = groups.filter_map(|group| group.first().copied()).collect();
        if self.has_only_bounds() && self.needs.iter().all(|need| self.lacks(need, &first, credits).is_some()) {
            return first;
        }
        self.chosen(among, credits, true, work).flatten().unwrap_or(first)
    }

    /// How much of the imagined credits must count for a need; `None` if not even all of them are enough.
    fn lacks(&self, need: &Requirement, used: &[&Holding], credits: u64) -> Option<u64> {
        let counting = used.iter().filter(|holding| need.pool.counts(holding, need.bound.side));
        let have = counting.fold(0_u64, |sum, holding| sum.saturating_add(need.bound.unit.amount(holding)));
        let own = millionths(used);
        let limit = need.bound.limit_for(own.saturating_add(credits));
        let room = room(need, self.had).unwrap_or(u64::MAX);
        match (need.bound.side, need.bound.unit) {
            (Side::AtLeast, Unit::Credits) => {
                let possible = if room == 0 { 0 } else { credits };
                Some(limit.saturating_sub(have)).filter(|lacking| *lacking <= possible)
            }
            (Side::AtLeast, Unit::Badges) => Some(limit.saturating_sub(have)).filter(|lacking| *lacking <= room),
            // A mean is no bound alone.
            (Side::AtLeast, Unit::Points) => None,
            (Side::AtMost, _) => (have <= limit).then_some(0),
        }
    }

    fn told(&self, credits: u64, bound: MissingBound, used: &[&Holding], last_day: Option<Date>) -> Missing {
        let (case, variant) = (self.case, self.variant);
        let (title, name) = case.titled(variant);
        let theme = variant.theme.as_deref().map(|theme| case.theme_name(theme));
        let part = |need: &Requirement| {
            let lacking = self.lacks(need, used, credits).filter(|lacking| *lacking > 0)?;
            let quantity = match need.bound.unit {
                Unit::Credits => Quantity::Credits(Amount::from_millionths(lacking)),
                Unit::Badges => Quantity::Badges(lacking),
                Unit::Points => return None,
            };
            let pool = match theme {
                Some(theme) if need.id.starts_with("theme:") => format!("in theme {}", theme.escape_debug()),
                _ => need.pool.to_string().trim_start().to_owned(),
            };
            Some(MissingPart { rule: need.id.clone(), which: pool, quantity })
        };
        Missing {
            name,
            title,
            theme: variant.theme.clone(),
            level: variant.level,
            credits: Amount::from_millionths(credits),
            bound,
            parts: self.needs.iter().skip(1).filter_map(part).collect(),
            last_day,
        }
    }
}

/// What an award with a title, theme and level needs; its size first.
fn needs(case: &Case<'_>, variant: &Variant) -> Vec<Requirement> {
    let (policy, award) = (case.policy, case.award);
    let mut needs = vec![Requirement::size(award)];
    needs.extend(Requirement::always(policy, award));
    needs.extend(variant.title.and_then(|title| Requirement::title(policy, award, title)));
    let theme = variant.theme.as_deref().map(|theme| (theme, case.theme_name(theme)));
    needs.extend(theme.and_then(|theme| Requirement::theme(policy, award, theme)));
    needs.extend(variant.level.and_then(|level| Requirement::level(policy, award, level)));
    needs
}

/// The most numbers of credits that are tried one after the other.
const MOST_STEPS: u64 = 1_000;
