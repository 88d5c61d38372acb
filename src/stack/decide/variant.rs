//! The titles, themes and levels that an award may have, and which of them is the better one.

use super::Case;
use crate::stack::columns::{levels, themes};
use crate::stack::policy::Criterion;
use crate::stack::switches::NoLevel;
use std::cmp::Ordering;

/// A title, theme and level that an award may have; `None` is an award without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::stack) struct Variant {
    /// The place in the award's list of titles.
    pub(in crate::stack) title: Option<usize>,
    pub(in crate::stack) theme: Option<String>,
    pub(in crate::stack) level: Option<u8>,
}

impl Variant {
    /// The better one first.
    pub(in crate::stack) fn compare(&self, other: &Self, criterion: Criterion) -> Ordering {
        match criterion {
            Criterion::Title => self.title.cmp(&other.title),
            Criterion::Theme => other.theme.is_some().cmp(&self.theme.is_some()),
            Criterion::Level => other.level.cmp(&self.level),
            Criterion::Credits => Ordering::Equal,
        }
    }

    /// Whether this is as good in title, theme and level; two different themes are not comparable.
    pub(in crate::stack) fn is_at_least(&self, other: &Self) -> bool {
        self.title <= other.title && (other.theme.is_none() || self.theme == other.theme) && self.level >= other.level
    }
}

impl<'c> Case<'c> {
    /// The themes that the badges state.
    pub(in crate::stack) fn themes(&self) -> Vec<&'c str> {
        themes(&self.holdings)
    }

    /// The levels that the badges state, the highest first.
    pub(in crate::stack) fn levels(&self) -> Vec<u8> {
        let mut levels = levels(&self.holdings);
        levels.reverse();
        levels
    }

    /// The id of the title that the award has, if it has titles, and its name in full: with the theme in brackets.
    pub(in crate::stack) fn titled(&self, variant: &Variant) -> (Option<String>, String) {
        let title = variant.title.and_then(|at| self.award.titles.get(at));
        let name = title.map_or(&self.award.name, |title| &title.name);
        let full = match &variant.theme {
            Some(theme) => format!("{name} ({})", self.theme_name(theme)),
            None => name.to_string(),
        };
        (title.map(|title| title.id.to_string()), full)
    }

    pub(in crate::stack) fn theme_name(&self, theme: &str) -> &'c str {
        let listed =
            self.policy.themes.iter().find(|named| named.id.as_str() == theme).map(|named| named.name.as_str());
        let stated = || self.holdings.iter().find_map(|holding| holding.themes.get(theme)).map(String::as_str);
        listed.or_else(stated).unwrap_or_default()
    }

    /// Every variant that may be open, each before those that it is better than.
    pub(in crate::stack) fn variants(&self) -> Vec<Variant> {
        let mut themes: Vec<_> = self.themes().into_iter().map(Some).collect();
        themes.push(None);
        let levels = self.possible_levels();
        let mut all = Vec::new();
        for title in self.titles() {
            for theme in themes.iter().filter(|theme| theme.is_none() || self.may_bear_theme(title)) {
                for level in &levels {
                    let variant = Variant { title, theme: theme.map(str::to_owned), level: *level };
                    if self.columns.of(&variant).is_some() {
                        all.push(variant);
                    }
                }
            }
        }
        all
    }

    /// Variants such that the award is reached exactly if one of them is.
    pub(in crate::stack) fn weakest(&self) -> Vec<Variant> {
        let titles = self.titles();
        let free = |title: &Option<usize>| {
            title.and_then(|at| self.award.titles.get(at)).is_none_or(|title| title.requires.is_none())
        };
        let titles = titles.iter().find(|title| free(title)).map_or_else(|| titles.clone(), |title| vec![*title]);
        let levels = self.possible_levels();
        let levels = if levels.contains(&None) { vec![None] } else { levels };
        let mut weakest = Vec::new();
        for title in titles {
            weakest.extend(levels.iter().map(|level| Variant { title, theme: None, level: *level }));
        }
        weakest
    }

    pub(in crate::stack) fn titles(&self) -> Vec<Option<usize>> {
        let titles = (0..self.award.titles.len()).map(Some);
        if self.award.titles.is_empty() { vec![None] } else { titles.collect() }
    }

    fn possible_levels(&self) -> Vec<Option<u8>> {
        if self.award.level.is_none() {
            return vec![None];
        }
        let mut levels: Vec<_> = self.levels().into_iter().map(Some).collect();
        if self.policy.switches.no_level == NoLevel::AwardWithout {
            levels.push(None);
        }
        levels
    }

    pub(in crate::stack) fn may_bear_theme(&self, title: Option<usize>) -> bool {
        let Some(clause) = &self.award.theme else { return false };
        title.and_then(|at| self.award.titles.get(at)).is_some_and(|title| clause.titles.contains(&title.id))
    }

    /// By the policy's preference, whatever the credits; variants that it does not tell apart stay as they are.
    pub(in crate::stack) fn compare_variants(&self, one: &Variant, other: &Variant) -> Ordering {
        let stated = self.policy.preference.0.iter().map(|criterion| one.compare(other, *criterion));
        stated.fold(Ordering::Equal, Ordering::then)
    }
}
