//! What in a policy is allowed and yet can hardly be meant.

use super::bound::{Bound, Side, Unit};
use super::policy::{Award, Policy};
use super::pool::{LevelTest, Pool, Provider};
use super::requirement::Requirement;
use super::rule::Rule;
use super::switches::OtherProviders;
use serde::Serialize;
use std::fmt;

/// Something in a policy that should be looked at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Warning {
    /// A stable name, such as `lint.never-met`.
    pub code: &'static str,
    /// JSON Pointer of the rule or title.
    pub pointer: String,
    /// What is the matter, without a full stop.
    pub text: String,
}

impl Warning {
    pub(super) fn new(code: &'static str, pointer: impl Into<String>, text: impl Into<String>) -> Self {
        Self { code, pointer: pointer.into(), text: text.into() }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.pointer, self.text, self.code)
    }
}

impl Policy {
    /// Warnings about rules, then about titles, award by award.
    pub(super) fn lint(&self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        for (at, award) in self.awards.iter().enumerate() {
            let at = format!("/awards/{at}");
            for (number, rule) in award.rules.iter().enumerate() {
                self.lint_rule(award, rule, &format!("{at}/rules/{number}"), &mut warnings);
            }
            self.lint_together(award, &at, &mut warnings);
            self.lint_titles(award, &at, &mut warnings);
        }
        warnings
    }

    /// A rule that every set of badges meets, or none, whatever the badges; else its parts.
    fn lint_rule(&self, award: &Award, rule: &Rule, at: &str, warnings: &mut Vec<Warning>) {
        match self.constant(award, rule) {
            Some(true) => warnings.push(Warning::new("lint.always-met", at, "every set of badges meets this rule")),
            Some(false) => warnings.push(Warning::new("lint.never-met", at, "no set of badges meets this rule")),
            None => {}
        }
        if let (None, Some(at)) = (self.constant(award, rule), parts_at(rule, at)) {
            for (number, part) in rule.parts().iter().enumerate() {
                let at = if matches!(rule, Rule::Not(_)) { at.clone() } else { format!("{at}/{number}") };
                self.lint_rule(award, part, &at, warnings);
            }
        }
    }

    /// What the rule comes to, if that does not depend on the badges.
    fn constant(&self, award: &Award, rule: &Rule) -> Option<bool> {
        if let Some((pool, bound)) = rule.linear(award.credits) {
            return self.constant_bound(award, &pool, bound);
        }
        let parts: Vec<Option<bool>> = rule.parts().iter().map(|part| self.constant(award, part)).collect();
        let count = |value| parts.iter().filter(|part| **part == Some(value)).count();
        let needed = match rule {
            Rule::All(_) => parts.len(),
            Rule::Any(_) => 1,
            Rule::NOf(some) => usize::try_from(some.n).unwrap_or(usize::MAX),
            Rule::Not(_) => return parts.first().copied().flatten().map(|met| !met),
            Rule::Capstone(rule) => return (!self.may_hold(&rule.pool, Side::AtLeast)).then_some(false),
            Rule::Prerequisite(rule) => return (!self.may_hold(&rule.after, Side::AtMost)).then_some(true),
            Rule::Window(rule) => return (!self.may_hold(&rule.pool, Side::AtMost)).then_some(true),
            _ => return None,
        };
        match (count(true) >= needed, parts.len().saturating_sub(count(false)) < needed) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        }
    }

    fn constant_bound(&self, award: &Award, pool: &Pool, bound: Bound) -> Option<bool> {
        let limit = bound.limit_for(LARGE);
        let is_all = pool.is_everything() && !bound.is_share_of_used();
        match (bound.side, bound.unit) {
            (Side::AtLeast, _) if limit == 0 => Some(true),
            (Side::AtLeast, _) => (!self.may_hold(pool, Side::AtLeast)).then_some(false),
            (Side::AtMost, _) if !self.may_hold(pool, Side::AtMost) => Some(true),
            (Side::AtMost, _) if bound.is_share_of_used() => (limit == LARGE).then_some(true),
            (Side::AtMost, Unit::Credits) if is_all && limit < award.credits.millionths() => Some(false),
            (Side::AtMost, Unit::Badges) if is_all && limit == 0 => Some(false),
            (Side::AtMost, _) => None,
        }
    }

    /// Whether any badge may be in the pool for certain or, before a maximum, as far as it states.
    fn may_hold(&self, pool: &Pool, side: Side) -> bool {
        let has_others = self.switches.other_providers != OtherProviders::Refused;
        let excludes_itself = |inner: &Pool| inner.includes(&Pool { not: None, ..pool.clone() });
        (pool.provider != Some(Provider::Other) || has_others)
            && pool.all.iter().flatten().all(|inner| self.may_hold(inner, side))
            && pool.any.as_ref().is_none_or(|inner| inner.iter().any(|inner| self.may_hold(inner, side)))
            && (side == Side::AtMost || pool.not.as_ref().is_none_or(|inner| !excludes_itself(inner)))
    }

    /// Rules, and what a title asks for, side by side.
    fn lint_together(&self, award: &Award, at: &str, warnings: &mut Vec<Warning>) {
        let mut all = vec![(format!("{at}/credits"), Requirement::size(award))];
        for (number, rule) in award.rules.iter().enumerate() {
            flat(award, rule, &format!("{at}/rules/{number}"), &mut all);
        }
        for (number, (pointer, needs)) in all.iter().enumerate() {
            for (place, (other_pointer, other)) in all.iter().enumerate().filter(|(place, _)| *place != number) {
                if contradict(needs, other) {
                    let text = format!("no set of badges meets this rule and `{other_pointer}`");
                    warnings.push(Warning::new("lint.contradiction", pointer, text));
                }
                // Of two rules that say the same the later one is too many; the size has to be stated, whatever implies it.
                let is_rule = number > 0;
                if is_rule && implies(other, needs) && (place < number || !implies(needs, other)) {
                    let text = format!("whatever meets `{other_pointer}` meets this rule");
                    warnings.push(Warning::new("lint.implied", pointer, text));
                }
            }
        }
        for number in 0..award.titles.len() {
            let Some(needs) = Requirement::title(self, award, number) else { continue };
            let pointer = format!("{at}/titles/{number}");
            if let Some((other, _)) = all.iter().find(|(_, other)| contradict(&needs, other)) {
                let text = format!("no set of badges reaches this title and meets `{other}`");
                warnings.push(Warning::new("lint.contradiction", pointer, text));
            }
        }
    }
}

/// The rules of which all must be met, each with its place.
fn flat(award: &Award, rule: &Rule, at: &str, all: &mut Vec<(String, Requirement)>) {
    if let Rule::All(parts) = rule {
        for (number, part) in parts.iter().enumerate() {
            flat(award, part, &format!("{at}/all/{number}"), all);
        }
    }
    all.extend(Requirement::new(String::new(), rule, award).map(|needs| (at.to_owned(), needs)));
}

fn parts_at(rule: &Rule, at: &str) -> Option<String> {
    match rule {
        Rule::All(_) | Rule::Any(_) | Rule::Not(_) => Some(format!("{at}/{}", rule.name())),
        Rule::NOf(_) => Some(format!("{at}/nOf/of")),
        _ => None,
    }
}

/// Whether the first asks for more in a pool than the second leaves room for.
fn contradict(least: &Requirement, most: &Requirement) -> bool {
    (least.bound.side, most.bound.side) == (Side::AtLeast, Side::AtMost)
        && comparable(least, most)
        && most.pool.includes(&least.pool)
        && least.bound.limit_for(LARGE) > most.bound.limit_for(LARGE)
}

/// Whether all that meets the first meets the second.
fn implies(one: &Requirement, other: &Requirement) -> bool {
    let (have, need) = (one.bound.limit_for(LARGE), other.bound.limit_for(LARGE));
    one.bound.side == other.bound.side
        && comparable(one, other)
        && match one.bound.side {
            Side::AtLeast => other.pool.includes(&one.pool) && have >= need,
            Side::AtMost => one.pool.includes(&other.pool) && have <= need,
        }
}

/// Whether the two speak of the same unit, and both or neither of the credits used.
fn comparable(one: &Requirement, other: &Requirement) -> bool {
    one.bound.unit == other.bound.unit && one.bound.is_share_of_used() == other.bound.is_share_of_used()
}

impl Pool {
    /// Whether every badge of the other pool is in this one, as far as the tests show.
    fn includes(&self, other: &Self) -> bool {
        fn same<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
            one.is_none() || one == other
        }
        let level = match (self.level, other.level) {
            (None, _) => true,
            (Some(LevelTest::AtLeast(least)), Some(level)) => level.level() >= least,
            (one, two) => one == two,
        };
        let achievements = self.achievements.as_ref().is_none_or(|ids| {
            other.achievements.as_ref().is_some_and(|others| others.iter().all(|other| ids.contains(other)))
        });
        level
            && achievements
            && same(&self.category, &other.category)
            && same(&self.theme, &other.theme)
            && same(&self.provider, &other.provider)
            && same(&self.kind, &other.kind)
            && same(&self.credits, &other.credits)
            && same(&self.grade, &other.grade)
            && same(&self.awarded, &other.awarded)
            && same(&self.all, &other.all)
            && same(&self.any, &other.any)
            && same(&self.not, &other.not)
    }
}

/// Credits used, of which shares are compared: so many that no rounding matters.
const LARGE: u64 = 1_000_000_000_000_000;
