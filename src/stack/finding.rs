//! What a ruling says of rules that are no bounds: whether they are met, and of which parts.

use super::bound::Side;
use super::explain::measure;
use super::holding::Holding;
use super::policy::{Award, Policy};
use super::pool::Pool;
use super::requirement::Requirement;
use super::rule::Rule;
use super::ruling::{Finding, Quantity};
use super::satisfied::Chosen;

/// The rules of an award over groups of which one badge counts each.
pub(super) fn of_rules(policy: &Policy, award: &Award, groups: &[Vec<&Holding>]) -> Vec<Finding> {
    let badges: Vec<&Holding> = groups.iter().filter_map(|group| group.first().copied()).collect();
    let chosen = Chosen { policy, nominal: award.credits, badges: &badges };
    let finding = |(at, rule): (usize, &Rule)| of_rule(&format!("rules/{at}"), rule, award, &chosen, groups);
    award.rules.iter().enumerate().map(finding).collect()
}

fn of_rule(id: &str, rule: &Rule, award: &Award, chosen: &Chosen<'_>, groups: &[Vec<&Holding>]) -> Finding {
    if let Some(needs) = Requirement::new(id.to_owned(), rule, award) {
        let finding = measure(&needs, groups, true);
        return Finding { unknown: !finding.met && !chosen.satisfies(rule, false), ..finding };
    }
    let part = |(at, part): (usize, &Rule)| of_rule(&format!("{id}/{at}"), part, award, chosen, groups);
    let parts: Vec<Finding> = rule.parts().iter().enumerate().map(part).collect();
    let met = chosen.satisfies(rule, true);
    let found = parts.iter().filter(|part| part.met).count();
    let found = u64::try_from(found).unwrap_or(u64::MAX);
    let (needed, have) = match rule {
        Rule::All(parts) => (u64::try_from(parts.len()).unwrap_or(u64::MAX), found),
        Rule::Any(_) => (1, found),
        Rule::NOf(some) => (some.n.into(), found),
        _ => (1, u64::from(met)),
    };
    Finding {
        rule: id.to_owned(),
        text: rule.in_words(award.credits),
        source: rule.source().map(str::to_owned),
        required: true,
        met,
        unknown: !met && !chosen.satisfies(rule, false),
        needed: Quantity::Rules(needed),
        have: Quantity::Rules(have),
        short_by: Quantity::Rules(needed.saturating_sub(have)),
        counting: counting(rule, chosen),
        parts,
    }
}

/// The badges of which the rule itself speaks.
fn counting(rule: &Rule, chosen: &Chosen<'_>) -> Vec<String> {
    let named = rule.achievements().map(Pool::of);
    let pools = rule.pools();
    let is_meant = |holding: &&&Holding| {
        let in_pool = |pool: &Pool| pool.counts(holding, Side::AtLeast);
        named.as_ref().is_some_and(in_pool) || pools.iter().any(|(_, pool)| in_pool(pool))
    };
    chosen.badges.iter().filter(is_meant).map(|holding| holding.badge.id.clone()).collect()
}
