//! What one award asks for, with the switches applied: every requirement is a rule with a name and a sentence.

use super::bound::{Bound, Limit, Side, Unit};
use super::policy::{Award, Policy};
use super::pool::{LevelTest, Pool, Provider};
use super::rule::{CreditRule, Rule, ShareRule, Whole};
use super::share::Share;
use super::switches::{OtherProviders, Reading};
use crate::base::amount::Amount;

/// A rule as a ruling names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Requirement {
    /// Such as `credits`, `title:PP`, `theme:ai`, `level:4`, `rules/0`.
    pub(super) id: String,
    /// The rule as a sentence without its full stop.
    pub(super) text: String,
    pub(super) source: Option<String>,
    pub(super) pool: Pool,
    pub(super) bound: Bound,
}

impl Requirement {
    /// `None` for a rule that is no bound.
    pub(super) fn new(id: String, rule: &Rule, award: &Award) -> Option<Self> {
        let (pool, bound) = rule.linear(award.credits)?;
        let text = rule.in_words(award.credits);
        Some(Self { id, text, source: rule.source().map(str::to_owned), pool, bound })
    }

    /// The credits that the award needs in all.
    pub(super) fn size(award: &Award) -> Self {
        let bound = Bound::new(Unit::Credits, Side::AtLeast, Limit::Fixed(award.credits.millionths()));
        let text = format!("at least {} credits", award.credits);
        Self { id: "credits".to_owned(), text, source: award.source.clone(), pool: Pool::default(), bound }
    }

    /// What every award of this kind must meet beside its size, as far as bounds say it; the rules that are none are not among them.
    pub(super) fn always(policy: &Policy, award: &Award) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for (at, rule) in award.rules.iter().enumerate() {
            all.extend(Self::new(format!("rules/{at}"), rule, award));
        }
        all.extend(Self::of_switches(policy, award));
        all
    }

    /// What the switches and the lowest level ask for.
    pub(super) fn of_switches(policy: &Policy, award: &Award) -> Vec<Self> {
        let mut all = Vec::new();
        if let OtherProviders::MaxShare(share) = policy.switches.other_providers {
            let pool = Pool { provider: Some(Provider::Other), ..Pool::default() };
            let rule = ShareRule { pool, share, of: Whole::Allocated, source: None };
            all.extend(Self::new("otherProviders".to_owned(), &Rule::MaxShare(rule), award));
        }
        if let Some(minimum) = &award.minimum_level {
            let pool = Pool { level: Some(LevelTest::AtLeast(minimum.level)), ..Pool::default() };
            let source = minimum.source.clone();
            let rule = ShareRule { pool, share: minimum.share, of: Whole::Allocated, source };
            all.extend(Self::new("minimumLevel".to_owned(), &Rule::MinShare(rule), award));
        }
        all
    }

    /// What a title needs; nothing for the one that anybody gets.
    pub(super) fn title(policy: &Policy, award: &Award, title: usize) -> Option<Self> {
        let title = award.titles.get(title)?;
        let clause = title.requires.as_ref()?;
        let shared = Shared { share: clause.share, published: clause.published, source: title.source.clone() };
        let rule = shared.read(clause.pool.clone(), policy.switches.title_reading);
        Self::new(format!("title:{}", title.id), &rule, award)
    }

    /// What a theme, by id and name, needs to stand in brackets.
    pub(super) fn theme(policy: &Policy, award: &Award, theme: (&str, &str)) -> Option<Self> {
        let (theme, name) = theme;
        let clause = award.theme.as_ref()?;
        let pool = Pool { theme: Some(theme.to_owned()), ..Pool::default() };
        let shared = Shared { share: clause.share, published: clause.published, source: clause.source.clone() };
        let rule = shared.read(pool, policy.switches.theme_reading);
        let text = rule.about(award.credits, &format!(" in theme {}", name.escape_debug()));
        Some(Self { text, ..Self::new(format!("theme:{theme}"), &rule, award)? })
    }

    /// What a level needs.
    pub(super) fn level(policy: &Policy, award: &Award, level: u8) -> Option<Self> {
        let clause = award.level.as_ref()?;
        let pool = Pool { level: Some(LevelTest::new(policy.switches.level_mode, level)), ..Pool::default() };
        let shared = Shared { share: clause.share, published: clause.published, source: clause.source.clone() };
        let rule = shared.read(pool, policy.switches.level_reading);
        Self::new(format!("level:{level}"), &rule, award)
    }
}

/// A published share, before it is read in one way.
struct Shared {
    share: Share,
    published: Option<Amount>,
    source: Option<String>,
}

impl Shared {
    fn read(self, pool: Pool, reading: Reading) -> Rule {
        let Self { share, published, source } = self;
        match (reading, published) {
            (Reading::Published, Some(credits)) => Rule::MinCredits(CreditRule { pool, credits, source }),
            // A checked policy has the published number wherever it is read so.
            (Reading::Published | Reading::ShareOfNominal, _) => {
                Rule::MinShare(ShareRule { pool, share, of: Whole::Nominal, source })
            }
            (Reading::ShareOfAllocated, _) => Rule::MinShare(ShareRule { pool, share, of: Whole::Allocated, source }),
        }
    }
}
