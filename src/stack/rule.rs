//! Rules over the set of badges that an award uses.
//!
//! Most ask for a number of credits or badges, at least or at most, in one pool: they are linear, and the search takes them as they are.
//! The others, and the combinators, are made into choices between such bounds by `formula`.

use super::bound::Limit;
pub(super) use super::bound::{Bound, Side, Unit};
use super::document::{InPolicy, boxed, members, tags, words};
use super::object::{tag, unknown};
use super::pool::{GradeTest, Pool};
use super::share::Share;
use super::writer::Writer;
use crate::base::amount::Amount;
use crate::base::time::Date;
use crate::codec::json::{Error, Node};

/// One rule of an award. Without a pool it speaks of every badge used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Rule {
    /// So many credits or more.
    MinCredits(CreditRule),
    /// So many credits or fewer.
    MaxCredits(CreditRule),
    /// This share of the credits or more.
    MinShare(ShareRule),
    /// This share of the credits or less: a limit on transfer.
    MaxShare(ShareRule),
    /// So many badges or more.
    MinCount(CountRule),
    /// So many badges or fewer.
    MaxCount(CountRule),
    /// Every one of these achievements.
    Required(SetRule),
    /// One of these achievements or more.
    OneOf(SetRule),
    /// One of these achievements or none.
    AtMostOneOf(SetRule),
    /// All of these achievements or none.
    Corequisite(SetRule),
    /// None of the one without one of the other that was awarded before it.
    Prerequisite(OrderRule),
    /// A badge that was awarded after others.
    Capstone(CapstoneRule),
    /// No badge below this grade.
    MinGrade(GradeRule),
    /// This mean of the grades or a better one, each weighed by its credits.
    MeanGrade(MeanRule),
    /// From the first award date to the last no more than so many years.
    Window(WindowRule),
    /// A day of the application's lies between these: which rules are in force.
    Date(DateRule),
    /// Every one of these rules.
    All(Vec<Rule>),
    /// One of these rules or more.
    Any(Vec<Rule>),
    /// Not this rule.
    Not(Box<Rule>),
    /// So many of these rules or more.
    NOf(SomeRule),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CreditRule {
    pub(super) pool: Pool,
    pub(super) credits: Amount,
    pub(super) source: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ShareRule {
    pub(super) pool: Pool,
    pub(super) share: Share,
    pub(super) of: Whole,
    pub(super) source: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CountRule {
    pub(super) pool: Pool,
    pub(super) count: u32,
    pub(super) source: Option<String>,
}

/// Achievements by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SetRule {
    pub(super) achievements: Vec<String>,
    pub(super) source: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OrderRule {
    pub(super) before: Pool,
    pub(super) after: Pool,
    pub(super) source: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CapstoneRule {
    pub(super) pool: Pool,
    pub(super) position: Position,
    pub(super) source: Option<String>,
}

/// Where a capstone stands among the badges used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// None is awarded later.
    Last,
    /// So many or more are awarded before it.
    After(u32),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct GradeRule {
    pub(super) pool: Pool,
    /// The scale by its id.
    pub(super) scale: String,
    pub(super) grade: String,
    pub(super) source: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MeanRule {
    pub(super) pool: Pool,
    /// The scale by its id.
    pub(super) scale: String,
    pub(super) points: Amount,
    pub(super) source: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WindowRule {
    pub(super) pool: Pool,
    pub(super) years: u16,
    pub(super) source: Option<String>,
}

/// A test of a day of the application's, and the day itself once an application states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DateRule {
    pub(super) test: DayTest,
    pub(super) day: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DayTest {
    pub(super) of: Day,
    pub(super) from: Option<Date>,
    /// The first day that is too late.
    pub(super) before: Option<Date>,
    pub(super) source: Option<String>,
}

/// A day that an application states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    /// The day of the application.
    Application,
    /// The day on which the learner is admitted.
    Admission,
    /// The day on which the learner began.
    Start,
}

impl DateRule {
    /// Whether the day lies between the two; `None` if nobody states it.
    pub(super) fn is_met(&self) -> Option<bool> {
        let day = self.day?;
        let (from, before) = (self.test.from, self.test.before);
        Some(from.is_none_or(|from| day >= from) && before.is_none_or(|before| day < before))
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SomeRule {
    pub(super) n: u32,
    pub(super) of: Vec<Rule>,
}

/// The whole of which a share is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    /// The credits that the award needs.
    Nominal,
    /// The credits that are in fact used.
    Allocated,
}

impl Rule {
    /// The word in policy documents.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::MinCredits(_) => "minCredits",
            Self::MaxCredits(_) => "maxCredits",
            Self::MinShare(_) => "minShare",
            Self::MaxShare(_) => "maxShare",
            Self::MinCount(_) => "minCount",
            Self::MaxCount(_) => "maxCount",
            Self::Required(_) => "required",
            Self::OneOf(_) => "oneOf",
            Self::AtMostOneOf(_) => "atMostOneOf",
            Self::Corequisite(_) => "corequisite",
            Self::Prerequisite(_) => "prerequisite",
            Self::Capstone(_) => "capstone",
            Self::MinGrade(_) => "minGrade",
            Self::MeanGrade(_) => "meanGrade",
            Self::Window(_) => "window",
            Self::Date(_) => "date",
            Self::All(_) => "all",
            Self::Any(_) => "any",
            Self::Not(_) => "not",
            Self::NOf(_) => "nOf",
        }
    }

    /// The source of the rule itself; a combinator leaves it to its parts.
    pub(super) fn source(&self) -> Option<&str> {
        match self {
            Self::MinCredits(rule) | Self::MaxCredits(rule) => rule.source.as_deref(),
            Self::MinShare(rule) | Self::MaxShare(rule) => rule.source.as_deref(),
            Self::MinCount(rule) | Self::MaxCount(rule) => rule.source.as_deref(),
            Self::Required(rule) | Self::OneOf(rule) | Self::AtMostOneOf(rule) | Self::Corequisite(rule) => {
                rule.source.as_deref()
            }
            Self::Prerequisite(rule) => rule.source.as_deref(),
            Self::Capstone(rule) => rule.source.as_deref(),
            Self::MinGrade(rule) => rule.source.as_deref(),
            Self::MeanGrade(rule) => rule.source.as_deref(),
            Self::Window(rule) => rule.source.as_deref(),
            Self::Date(rule) => rule.test.source.as_deref(),
            Self::All(_) | Self::Any(_) | Self::Not(_) | Self::NOf(_) => None,
        }
    }

    /// The rules of which a combinator is made.
    pub(super) fn parts(&self) -> &[Self] {
        match self {
            Self::All(parts) | Self::Any(parts) => parts,
            Self::NOf(rule) => &rule.of,
            Self::Not(part) => std::slice::from_ref(part),
            _ => &[],
        }
    }

    /// The pools in which the rule itself looks, each with its member in policy documents.
    pub(super) fn pools(&self) -> Vec<(&'static str, &Pool)> {
        match self {
            Self::MinCredits(rule) | Self::MaxCredits(rule) => vec![("pool", &rule.pool)],
            Self::MinShare(rule) | Self::MaxShare(rule) => vec![("pool", &rule.pool)],
            Self::MinCount(rule) | Self::MaxCount(rule) => vec![("pool", &rule.pool)],
            Self::Prerequisite(rule) => vec![("before", &rule.before), ("after", &rule.after)],
            Self::Capstone(rule) => vec![("pool", &rule.pool)],
            Self::MinGrade(rule) => vec![("pool", &rule.pool)],
            Self::MeanGrade(rule) => vec![("pool", &rule.pool)],
            Self::Window(rule) => vec![("pool", &rule.pool)],
            _ => Vec::new(),
        }
    }

    /// The achievements of which the rule itself is about, outside of pools.
    pub(super) fn achievements(&self) -> Option<&[String]> {
        match self {
            Self::Required(rule) | Self::OneOf(rule) | Self::AtMostOneOf(rule) | Self::Corequisite(rule) => {
                Some(&rule.achievements)
            }
            _ => None,
        }
    }

    /// Whether it names the achievement anywhere.
    pub(super) fn names(&self, achievement: &str) -> bool {
        self.achievements().is_some_and(|ids| ids.iter().any(|id| id == achievement))
            || self.pools().into_iter().any(|(_, pool)| pool.names(achievement))
            || self.parts().iter().any(|part| part.names(achievement))
    }

    /// Whether it depends on a day that the application states.
    pub(super) fn asks_for_day(&self) -> bool {
        matches!(self, Self::Date(_)) || self.parts().iter().any(Self::asks_for_day)
    }

    /// Whether it depends on what a catalogue does not say of an achievement; `has_days` if that says when it is awarded.
    pub(super) fn asks_beyond_a_catalogue(&self, has_days: bool) -> bool {
        let itself = match self {
            Self::MinGrade(_) | Self::MeanGrade(_) => true,
            Self::Prerequisite(_) | Self::Capstone(_) | Self::Window(_) => !has_days,
            _ => false,
        };
        itself
            || self.pools().into_iter().any(|(_, pool)| pool.asks_beyond_a_catalogue(has_days))
            || self.parts().iter().any(|part| part.asks_beyond_a_catalogue(has_days))
    }

    /// How many rules it is made of, itself included.
    pub(super) fn count(&self) -> usize {
        self.parts().iter().fold(1, |sum, part| sum.saturating_add(part.count()))
    }

    /// The one pool and bound that say the whole rule, in an award of `nominal` credits; `None` for a rule that is no bound.
    pub(super) fn linear(&self, nominal: Amount) -> Option<(Pool, Bound)> {
        let share = |rule: &ShareRule| match rule.of {
            Whole::Nominal => Limit::PartOf(rule.share, nominal.millionths()),
            Whole::Allocated => Limit::PartOfUsed(rule.share),
        };
        let badges = |count: u64| (Unit::Badges, Limit::Fixed(count));
        let credits = |credits: Amount| (Unit::Credits, Limit::Fixed(credits.millionths()));
        let (pool, side, (unit, limit)) = match self {
            Self::MinCredits(rule) => (rule.pool.clone(), Side::AtLeast, credits(rule.credits)),
            Self::MaxCredits(rule) => (rule.pool.clone(), Side::AtMost, credits(rule.credits)),
            Self::MinShare(rule) => (rule.pool.clone(), Side::AtLeast, (Unit::Credits, share(rule))),
            Self::MaxShare(rule) => (rule.pool.clone(), Side::AtMost, (Unit::Credits, share(rule))),
            Self::MinCount(rule) => (rule.pool.clone(), Side::AtLeast, badges(rule.count.into())),
            Self::MaxCount(rule) => (rule.pool.clone(), Side::AtMost, badges(rule.count.into())),
            // At most one badge counts for each achievement, so as many badges as achievements are one of each.
            Self::Required(rule) => {
                let all = u64::try_from(rule.achievements.len()).unwrap_or(u64::MAX);
                (Pool::of(&rule.achievements), Side::AtLeast, badges(all))
            }
            Self::OneOf(rule) => (Pool::of(&rule.achievements), Side::AtLeast, badges(1)),
            Self::AtMostOneOf(rule) => (Pool::of(&rule.achievements), Side::AtMost, badges(1)),
            Self::MinGrade(rule) => {
                let grade = GradeTest { scale: rule.scale.clone(), at_least: rule.grade.clone() };
                let reached = Pool { grade: Some(grade), ..Pool::default() };
                let below = Pool { not: Some(Box::new(reached)), ..Pool::default() };
                let pool = Pool { all: Some(vec![rule.pool.clone(), below]), ..Pool::default() };
                (pool, Side::AtMost, badges(0))
            }
            _ => return None,
        };
        Some((pool, Bound::new(unit, side, limit)))
    }
}

tags! {
    Rule {
        "minCredits" => MinCredits, "maxCredits" => MaxCredits, "minShare" => MinShare, "maxShare" => MaxShare,
        "minCount" => MinCount, "maxCount" => MaxCount, "required" => Required, "oneOf" => OneOf,
        "atMostOneOf" => AtMostOneOf, "corequisite" => Corequisite, "prerequisite" => Prerequisite,
        "capstone" => Capstone, "minGrade" => MinGrade, "meanGrade" => MeanGrade, "window" => Window, "date" => Date,
        "all" => All, "any" => Any, "not" => Not, "nOf" => NOf,
    }
}

boxed!(Rule);

words! {
    Whole { "nominal" => Nominal, "allocated" => Allocated }
    Day { "application" => Application, "admission" => Admission, "start" => Start }
}

members! {
    CreditRule { "pool": optional pool, "credits": required credits, "source": optional source }
    ShareRule { "pool": required pool, "share": required share, "of": required of, "source": optional source }
    CountRule { "pool": optional pool, "count": required count, "source": optional source }
    SetRule { "achievements": required achievements, "source": optional source }
    OrderRule { "before": required before, "after": required after, "source": optional source }
    CapstoneRule { "pool": required pool, "position": required position, "source": optional source }
    GradeRule {
        "pool": optional pool, "scale": required scale, "grade": required grade, "source": optional source,
    }
    MeanRule {
        "pool": optional pool, "scale": required scale, "points": required points, "source": optional source,
    }
    WindowRule { "pool": optional pool, "years": required years, "source": optional source }
    DayTest { "of": required of, "from": optional from, "before": optional before, "source": optional source }
    SomeRule { "n": required n, "of": required of }
}

impl InPolicy for DateRule {
    fn read(node: Node<'_>) -> Result<Self, Error> {
        Ok(Self { test: DayTest::read(node)?, day: None })
    }

    fn write(&self, out: &mut Writer) {
        self.test.write(out);
    }
}

impl InPolicy for Position {
    fn read(node: Node<'_>) -> Result<Self, Error> {
        match node.as_str() {
            Some("last") => Ok(Self::Last),
            Some(found) => Err(unknown(node, &["last"], found)),
            None => match tag(node)? {
                ("after", count) => u32::read(count).map(Self::After),
                (found, _) => Err(unknown(node, &["after"], found)),
            },
        }
    }

    fn write(&self, out: &mut Writer) {
        match self {
            Self::Last => out.text("last"),
            Self::After(count) => {
                out.open('{');
                out.required("after", count);
                out.close('}');
            }
        }
    }
}
