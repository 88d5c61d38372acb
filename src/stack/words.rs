//! Rules as sentences, without their full stops.

use super::rule::{CountRule, Day, DayTest, Position, Rule, SetRule, Whole};
use crate::base::amount::Amount;

impl Rule {
    /// The rule in an award of `nominal` credits.
    pub(super) fn in_words(&self, nominal: Amount) -> String {
        let pool = self.pools().first().map(|(_, pool)| pool.to_string()).unwrap_or_default();
        self.about(nominal, &pool)
    }

    /// The same with other words for its pool.
    pub(super) fn about(&self, nominal: Amount, pool: &str) -> String {
        let of = |of: Whole| match of {
            Whole::Nominal => format!("the {nominal} credits needed"),
            Whole::Allocated => "the credits used".to_owned(),
        };
        let parts = |parts: &[Self]| {
            let parts: Vec<String> = parts.iter().map(|part| part.in_words(nominal)).collect();
            format!("({})", parts.join("; "))
        };
        match self {
            Self::MinCredits(rule) => format!("at least {} credits{pool}", rule.credits),
            Self::MaxCredits(rule) => format!("at most {} credits{pool}", rule.credits),
            Self::MinShare(rule) => format!("at least {} of {}{pool}", rule.share.in_words(), of(rule.of)),
            Self::MaxShare(rule) => format!("at most {} of {}{pool}", rule.share.in_words(), of(rule.of)),
            Self::MinCount(rule) => format!("at least {}{pool}", badges(rule)),
            Self::MaxCount(rule) if rule.count == 0 => format!("no badges{pool}"),
            Self::MaxCount(rule) => format!("at most {}{pool}", badges(rule)),
            Self::Required(rule) => match rule.achievements.as_slice() {
                [one] => format!("the badge for {}", one.escape_debug()),
                _ => format!("a badge for each of {}", list(rule, "and")),
            },
            Self::OneOf(rule) => format!("at least one badge for {}", list(rule, "or")),
            Self::AtMostOneOf(rule) => format!("at most one badge for {}", list(rule, "or")),
            Self::Corequisite(rule) => format!("a badge for each of {}, or for none of them", list(rule, "and")),
            Self::Prerequisite(rule) => {
                format!("no badge{}, unless one{} was awarded before it", rule.after, rule.before)
            }
            Self::Capstone(rule) => match rule.position {
                Position::Last => format!("a badge{pool}, with none awarded after it"),
                Position::After(count) => format!("a badge{pool}, with at least {count} awarded before it"),
            },
            Self::MinGrade(rule) => format!("no badges{pool} without {} or better", rule.grade.escape_debug()),
            Self::MeanGrade(rule) => {
                format!("a mean grade of at least {} points, weighed by credits,{}", rule.points, all_badges(pool))
            }
            Self::Window(rule) => {
                format!("no more than {} from the first award date to the last{pool}", years(rule.years))
            }
            Self::Date(rule) => day(&rule.test),
            Self::All(list) => format!("all of {}", parts(list)),
            Self::Any(list) => format!("at least one of {}", parts(list)),
            Self::NOf(some) => format!("at least {} of {}", some.n, parts(&some.of)),
            Self::Not(part) => format!("not {}", parts(std::slice::from_ref(part))),
        }
    }
}

fn badges(rule: &CountRule) -> String {
    if rule.count == 1 { "1 badge".to_owned() } else { format!("{} badges", rule.count) }
}

pub(super) fn years(years: u16) -> String {
    if years == 1 { "1 year".to_owned() } else { format!("{years} years") }
}

fn list(rule: &SetRule, word: &str) -> String {
    let ids: Vec<String> = rule.achievements.iter().map(|id| id.escape_debug().to_string()).collect();
    match ids.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {word} {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn all_badges(pool: &str) -> String {
    if pool.is_empty() { " over all badges".to_owned() } else { format!(" over badges{pool}") }
}

fn day(test: &DayTest) -> String {
    let day = match test.of {
        Day::Application => "the application is made",
        Day::Admission => "the learner is admitted",
        Day::Start => "the learner began",
    };
    match (test.from, test.before) {
        (Some(from), Some(before)) => format!("{day} on or after {from} and before {before}"),
        (Some(from), None) => format!("{day} on or after {from}"),
        (None, Some(before)) => format!("{day} before {before}"),
        (None, None) => format!("it is known when {day}"),
    }
}
