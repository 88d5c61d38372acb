//! One award: every way to it that no other way beats, with the fewest credits for each.

use super::grid::{Item, Place};
use super::holding::Holding;
use super::policy::{Award, Criterion, Policy};
use super::requirement::Requirement;
use super::solve::{Found, Problem, Work, fewest, preferred};
use super::switches::{NoLevel, ThemeTie};
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

/// One award before one set of badges.
pub(super) struct Case<'c> {
    pub(super) policy: &'c Policy,
    pub(super) award: &'c Award,
    /// In order of preference, one list for each achievement.
    pub(super) groups: Vec<Vec<&'c Holding>>,
}

/// What the search says of an award.
#[derive(Debug)]
pub(super) struct Answer<'c> {
    /// The recommended one first.
    pub(super) options: Vec<Choice<'c>>,
    pub(super) learner_chooses: bool,
    /// If the budget ran out before every variant was settled: none of those left open has fewer millionths than this.
    pub(super) open: Option<u64>,
}

/// Badges chosen, and what they are chosen to make the award.
#[derive(Debug, Clone)]
pub(super) struct Choice<'c> {
    pub(super) variant: Variant,
    /// In order of preference.
    pub(super) used: Vec<&'c Holding>,
    places: Vec<Place>,
    pub(super) millionths: u64,
    pub(super) fewest: bool,
}

/// A title, theme and level that an award may have; `None` is an award without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Variant {
    /// The place in the award's list of titles.
    pub(super) title: Option<usize>,
    pub(super) theme: Option<String>,
    pub(super) level: Option<u8>,
}

impl<'c> Case<'c> {
    pub(super) fn new(policy: &'c Policy, award: &'c Award, holdings: impl Iterator<Item = &'c Holding>) -> Self {
        let mut classes: BTreeMap<usize, Vec<&Holding>> = BTreeMap::new();
        for holding in holdings {
            classes.entry(holding.class).or_default().push(holding);
        }
        let mut groups: Vec<_> = classes.into_values().collect();
        for group in &mut groups {
            // Of several editions the newest is preferred.
            group.sort_by_key(|holding| (Reverse(holding.awarded), Reverse(holding.credits), &holding.badge));
        }
        // A badge that never lapses is the last to be used up.
        groups.sort_by_key(|group| group.first().map(|first| (first.last_day.is_none(), first.last_day, &first.badge)));
        Self { policy, award, groups }
    }

    /// Every option with the badges that are preferred for it, as far as `work` allows.
    pub(super) fn answer(&self, work: &mut Work) -> Answer<'c> {
        let answer = self.outline(work);
        let options = answer.options.into_iter().map(|choice| self.settled(choice, work)).collect();
        Answer { options, ..answer }
    }

    /// Every option with some badges that do for it.
    pub(super) fn outline(&self, work: &mut Work) -> Answer<'c> {
        if let Some(answer) = self.refusal(work) {
            return answer;
        }
        let mut found: Vec<Choice<'c>> = Vec::new();
        let mut open: Option<u64> = None;
        for variant in self.variants() {
            let better = found.iter().filter(|choice| choice.variant.is_at_least(&variant));
            let ceiling = better.map(|choice| choice.millionths).min().unwrap_or(u64::MAX);
            match self.solve(&variant, ceiling, work) {
                Solved::Best(choice) => found.push(choice),
                Solved::Nothing => {}
                Solved::Unknown(at_least, some) => {
                    open = Some(open.map_or(at_least, |other| other.min(at_least)));
                    found.extend(some);
                }
            }
        }
        let options = self.ranked(found);
        let learner_chooses = self.policy.switches.theme_tie == ThemeTie::LearnerChooses
            && matches!(options.as_slice(), [first, second, ..] if self.compare(first, second) == Ordering::Equal);
        Answer { options, learner_chooses, open }
    }

    /// Whether the award is reached at all; `None` when `work` does not allow to say.
    pub(super) fn is_reached(&self, work: &mut Work) -> Option<bool> {
        let mut known = true;
        for variant in self.weakest() {
            match self.solve(&variant, u64::MAX, work) {
                Solved::Best(_) | Solved::Unknown(_, Some(_)) => return Some(true),
                Solved::Nothing => {}
                Solved::Unknown(_, None) => known = false,
            }
        }
        known.then_some(false)
    }

    /// The requirements of a variant, beside the size.
    pub(super) fn requirements(&self, variant: &Variant) -> Vec<Requirement> {
        let (policy, award) = (self.policy, self.award);
        let title = variant.title.and_then(|title| Requirement::title(policy, award, title));
        let theme = variant.theme.as_deref().map(|theme| (theme, self.theme_name(theme)));
        let theme = theme.and_then(|theme| Requirement::theme(policy, award, theme));
        let level = variant.level.and_then(|level| Requirement::level(policy, award, level));
        let always = Requirement::always(policy, award);
        always.into_iter().chain(title).chain(theme).chain(level).collect()
    }

    /// The themes that the badges state.
    pub(super) fn themes(&self) -> BTreeSet<&'c str> {
        self.holdings().flat_map(|holding| holding.themes.keys()).map(String::as_str).collect()
    }

    /// The levels that the badges state, the highest first.
    pub(super) fn levels(&self) -> Vec<u8> {
        let levels: BTreeSet<u8> = self.holdings().filter_map(|holding| holding.level).collect();
        levels.into_iter().rev().collect()
    }

    pub(super) fn theme_name(&self, theme: &str) -> &'c str {
        let listed =
            self.policy.themes.iter().find(|named| named.id.as_str() == theme).map(|named| named.name.as_str());
        let stated = || self.holdings().find_map(|holding| holding.themes.get(theme)).map(String::as_str);
        listed.or_else(stated).unwrap_or_default()
    }

    pub(super) fn holdings(&self) -> impl Iterator<Item = &'c Holding> {
        self.groups.iter().flatten().copied()
    }

    /// The answer if even the least that the award can be is out of reach; spares the search for anything better.
    fn refusal(&self, work: &mut Work) -> Option<Answer<'c>> {
        let never = self.weakest().iter().all(|variant| matches!(self.solve(variant, u64::MAX, work), Solved::Nothing));
        never.then_some(Answer { options: Vec::new(), learner_chooses: false, open: None })
    }

    /// Every variant that may be open, each before those that it is better than.
    fn variants(&self) -> Vec<Variant> {
        let themes = self.themes().into_iter().filter(|theme| self.is_in_reach(theme));
        let themes: Vec<_> = themes.map(str::to_owned).map(Some).chain([None]).collect();
        let levels = self.possible_levels();
        let mut all = Vec::new();
        for title in self.titles() {
            for theme in themes.iter().filter(|theme| theme.is_none() || self.may_bear_theme(title)) {
                all.extend(levels.iter().map(|level| Variant { title, theme: theme.clone(), level: *level }));
            }
        }
        all
    }

    /// Whether all the badges of a theme together would do for it in the smallest award.
    fn is_in_reach(&self, theme: &str) -> bool {
        let Some(needs) = Requirement::theme(self.policy, self.award, (theme, "")) else { return false };
        let inside = self.holdings().filter(|holding| holding.themes.contains_key(theme));
        millionths(&inside.collect::<Vec<_>>()) >= needs.bound.limit_for(self.award.credits.millionths())
    }

    /// Variants such that the award is reached exactly if one of them is.
    fn weakest(&self) -> Vec<Variant> {
        let titles = self.titles();
        let free = |title: &Option<usize>| {
            title.and_then(|at| self.award.titles.get(at)).is_none_or(|title| title.requires.is_none())
        };
        let titles = titles.iter().find(|title| free(title)).map_or_else(|| titles.clone(), |title| vec![*title]);
        let levels = self.possible_levels();
        let levels = if levels.contains(&None) { vec![None] } else { levels };
        let with_levels = |title: &Option<usize>| {
            let title = *title;
            levels.iter().map(move |level| Variant { title, theme: None, level: *level })
        };
        titles.iter().flat_map(with_levels).collect()
    }

    fn titles(&self) -> Vec<Option<usize>> {
        let titles = (0..self.award.titles.len()).map(Some);
        if self.award.titles.is_empty() { vec![None] } else { titles.collect() }
    }

    fn possible_levels(&self) -> Vec<Option<u8>> {
        match (&self.award.level, self.policy.switches.no_level) {
            (None, _) => vec![None],
            (Some(_), NoLevel::Refuse) => self.levels().into_iter().map(Some).collect(),
            (Some(_), NoLevel::AwardWithout) => self.levels().into_iter().map(Some).chain([None]).collect(),
        }
    }

    fn may_bear_theme(&self, title: Option<usize>) -> bool {
        let Some(clause) = &self.award.theme else { return false };
        title.and_then(|at| self.award.titles.get(at)).is_some_and(|title| clause.titles.contains(&title.id))
    }

    fn solve(&self, variant: &Variant, ceiling: u64, work: &mut Work) -> Solved<'c> {
        let choice = |places: Vec<Place>, fewest| {
            let used = self.holdings_at(&places);
            Choice { variant: variant.clone(), millionths: millionths(&used), used, places, fewest }
        };
        match fewest(&self.problem(variant), ceiling, work) {
            Found::Best(places) => Solved::Best(choice(places, true)),
            Found::Nothing => Solved::Nothing,
            Found::Unknown { at_least, some } => Solved::Unknown(at_least, some.map(|places| choice(places, false))),
        }
    }

    /// The same option with the badges that are preferred among those with as few credits: the first to lapse, then
    /// the first by credential id.
    fn settled(&self, choice: Choice<'c>, work: &mut Work) -> Choice<'c> {
        if !choice.fewest {
            return choice;
        }
        let places = preferred(&self.problem(&choice.variant), choice.places, work);
        Choice { used: self.holdings_at(&places), places, ..choice }
    }

    fn problem(&self, variant: &Variant) -> Problem {
        let requirements = self.requirements(variant);
        let hits = |holding: &Holding| {
            let counts = requirements.iter().map(|needs| needs.pool.counts(holding, needs.bound.side));
            counts.rev().fold(0_u64, |hits, counts| (hits << 1) | u64::from(counts))
        };
        let item = |holding: &&Holding| Item { credits: holding.credits.millionths(), hits: hits(holding) };
        Problem {
            groups: self.groups.iter().map(|group| group.iter().map(item).collect()).collect(),
            bounds: requirements.iter().map(|requirement| requirement.bound).collect(),
            least: self.award.credits.millionths(),
        }
    }

    fn holdings_at(&self, places: &[Place]) -> Vec<&'c Holding> {
        places.iter().filter_map(|(group, item)| self.groups.get(*group)?.get(*item).copied()).collect()
    }

    /// The options that none other beats, in the order of the policy's preference.
    fn ranked(&self, mut found: Vec<Choice<'c>>) -> Vec<Choice<'c>> {
        found.sort_by(|one, other| {
            let theme = |choice: &Choice<'c>| (self.theme_rank(choice), choice.variant.theme.clone());
            self.compare(one, other).then_with(|| theme(one).cmp(&theme(other)))
        });
        let mut options: Vec<Choice<'c>> = Vec::new();
        for choice in &found {
            let beats = |other: &Choice<'c>| {
                let as_good = other.variant.is_at_least(&choice.variant) && other.millionths <= choice.millionths;
                as_good && (other.variant != choice.variant || other.millionths < choice.millionths)
            };
            let decided = matches!(self.policy.switches.theme_tie, ThemeTie::Order(_))
                && options.iter().any(|option| self.compare(option, choice) == Ordering::Equal);
            if !decided && !found.iter().any(beats) {
                options.push(choice.clone());
            }
        }
        options
    }

    /// By the policy's preference alone.
    fn compare(&self, one: &Choice<'c>, other: &Choice<'c>) -> Ordering {
        let by = |criterion: &Criterion| match criterion {
            Criterion::Title => one.variant.title.cmp(&other.variant.title),
            Criterion::Theme => other.variant.theme.is_some().cmp(&one.variant.theme.is_some()),
            Criterion::Level => other.variant.level.cmp(&one.variant.level),
            Criterion::Credits => one.millionths.cmp(&other.millionths),
        };
        self.policy.preference.iter().map(by).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }

    fn theme_rank(&self, choice: &Choice<'c>) -> usize {
        let ThemeTie::Order(order) = &self.policy.switches.theme_tie else { return 0 };
        let place = |theme: &String| order.iter().position(|listed| listed == theme);
        choice.variant.theme.as_ref().and_then(place).unwrap_or(order.len())
    }
}

impl Variant {
    /// Whether this is as good in title, theme and level; two different themes are not comparable.
    fn is_at_least(&self, other: &Self) -> bool {
        self.title <= other.title && (other.theme.is_none() || self.theme == other.theme) && self.level >= other.level
    }
}

enum Solved<'c> {
    Best(Choice<'c>),
    Nothing,
    Unknown(u64, Option<Choice<'c>>),
}

/// The sum of the credits; a programme has no more badges than fit.
pub(super) fn millionths(holdings: &[&Holding]) -> u64 {
    holdings.iter().fold(0, |sum, holding| sum.saturating_add(holding.credits.millionths()))
}
