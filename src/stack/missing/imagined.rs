//! The badge that is imagined for what is missing.

use crate::base::amount::Amount;
use crate::base::time::Date;
use crate::stack::bound::Side;
use crate::stack::holding::Holding;
use crate::stack::policy::{LevelFramework, Policy};
use crate::stack::pool::{LevelTest, Pool, Provider};
use crate::stack::requirement::Requirement;
use std::collections::{BTreeMap, BTreeSet};

/// Of how many achievements new badges may count for a need; `None` is any number.
pub(super) fn room(need: &Requirement, had: &BTreeSet<&str>) -> Option<u64> {
    let new = need.pool.achievements.as_ref()?.iter().filter(|id| !had.contains(id.as_str()));
    u64::try_from(new.count()).ok()
}

/// A badge that counts for every minimum and for no maximum, as far as one badge can.
pub(super) fn imagined(policy: &Policy, needs: &[Requirement], had: &BTreeSet<&str>, awarded: Date) -> Holding {
    let pools = |side: Side| needs.iter().filter(move |need| need.bound.side == side).map(|need| &need.pool);
    let asked = || pools(Side::AtLeast);
    let is_burden = |test: &dyn Fn(&Pool) -> bool| pools(Side::AtMost).any(test);
    let is_new = |id: &String| !had.contains(id.as_str());
    let mut lists: Vec<&Vec<String>> = asked().filter_map(|pool| pool.achievements.as_ref()).collect();
    lists.retain(|list| list.iter().any(is_new));
    let in_all = |id: &&String| is_new(id) && lists.iter().all(|list| list.contains(id));
    let achievement = lists.first().and_then(|list| list.iter().find(in_all)).map_or("", String::as_str);
    let mut kind = Holding::imagined("", achievement, Amount::ZERO, (awarded, usize::MAX));
    kind.category = asked().find_map(|pool| pool.category.clone()).or_else(|| {
        let free = |id: &&str| !is_burden(&|pool| pool.category.as_deref() == Some(*id));
        policy.categories.iter().map(|category| category.id.as_str()).find(free).map(str::to_owned)
    });
    let mut themes: BTreeMap<String, String> = BTreeMap::new();
    themes.extend(asked().filter_map(|pool| pool.theme.clone()).map(|theme| (theme, String::new())));
    if themes.is_empty() {
        let free = |id: &&str| !is_burden(&|pool| pool.theme.as_deref() == Some(*id));
        let listed = policy.themes.iter().map(|theme| theme.id.as_str()).find(free);
        themes.extend(listed.or(policy.themes.is_empty().then_some("")).map(|id| (id.to_owned(), String::new())));
    }
    kind.themes = themes;
    let exact = asked().filter_map(|pool| pool.level).find(|level| matches!(level, LevelTest::Exactly(_)));
    let lowest = asked().filter_map(|pool| pool.level).map(LevelTest::level).max();
    kind.level = exact.map(LevelTest::level).or(lowest).or_else(|| {
        let highest = policy.level_framework.map_or(0, LevelFramework::highest);
        let free = |level: &u8| {
            !is_burden(&|pool| match pool.level {
                Some(LevelTest::AtLeast(least)) => *level >= least,
                Some(LevelTest::Exactly(exact)) => *level == exact,
                None => false,
            })
        };
        (1..=highest).rev().find(free)
    });
    if asked().any(|pool| pool.provider == Some(Provider::Other)) {
        kind.provider = Provider::Other;
    }
    kind
}
