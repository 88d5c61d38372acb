//! From the search to the ruling: findings, lapses, other readings.

use super::admit::group;
use super::bound::{Side, Unit};
use super::decide::{Answer, Case, Choice, millionths};
use super::finding::of_rules;
use super::holding::Holding;
use super::missing::missing;
use super::policy::{Award, Policy};
use super::requirement::Requirement;
use super::ruling::{Allocation, Decision, Finding, Lapse, OtherReading, Outcome, Quantity, Undetermined};
use super::solve::Work;
use super::switches::{LevelMode, Reading, Switches};
use crate::base::amount::Amount;
use crate::base::order::sort_by;
use crate::base::time::Date;

/// The answer for one award with its reasons, on the day of the application. `steps` is the budget of each of its questions.
pub(super) fn decision((policy, award): (&Policy, &Award), holdings: &[Holding], today: Date, steps: u64) -> Decision {
    let case = Case::new(policy, award, holdings.iter().collect());
    let answer = case.answer(&mut Work::new(steps));
    let outcome = outcome(&answer);
    let at_least = answer.open.map_or(award.credits, Amount::from_millionths);
    let undetermined = (outcome == Outcome::Undetermined).then_some(Undetermined::WorkLimit { at_least });
    Decision {
        award: award.id.to_string(),
        outcome,
        options: answer.options.iter().map(|choice| allocation(&case, choice)).collect(),
        learner_chooses: answer.learner_chooses,
        available: available(&case),
        readings: other_readings(policy, award, holdings, &answer, steps),
        lapses: lapses(&case, outcome, steps),
        missing: match outcome {
            Outcome::NotEligible => missing(&case, today, &mut Work::new(steps)),
            Outcome::Eligible | Outcome::Undetermined => Vec::new(),
        },
        excludes: excluded(policy, award),
        group: group(award).clone(),
        complete: answer.open.is_none(),
        undetermined,
    }
}

/// The award that a decision would recommend, without the reasons.
pub(super) fn recommended(policy: &Policy, award: &Award, holdings: &[&Holding], steps: u64) -> Option<Allocation> {
    let case = Case::new(policy, award, holdings.to_vec());
    case.answer(&mut Work::new(steps)).options.first().map(|choice| allocation(&case, choice))
}

/// A decision that cannot be made, since nobody said who applies.
pub(super) fn unclear(policy: &Policy, award: &Award) -> Decision {
    Decision {
        award: award.id.to_string(),
        outcome: Outcome::Undetermined,
        options: Vec::new(),
        learner_chooses: false,
        available: Vec::new(),
        readings: Vec::new(),
        lapses: Vec::new(),
        missing: Vec::new(),
        excludes: excluded(policy, award),
        group: group(award).clone(),
        complete: false,
        undetermined: Some(Undetermined::LearnerUnclear),
    }
}

fn outcome(answer: &Answer<'_>) -> Outcome {
    match (answer.options.is_empty(), answer.open) {
        (false, _) => Outcome::Eligible,
        (true, None) => Outcome::NotEligible,
        (true, Some(_)) => Outcome::Undetermined,
    }
}

fn excluded(policy: &Policy, award: &Award) -> Vec<String> {
    let group = award.exclusivity_group.as_ref();
    let same = |other: &&Award| group.is_some() && other.exclusivity_group.as_ref() == group && other.id != award.id;
    policy.awards.iter().filter(same).map(|other| other.id.to_string()).collect()
}

fn allocation(case: &Case<'_>, choice: &Choice<'_>) -> Allocation {
    let variant = &choice.variant;
    let (title, name) = case.titled(variant);
    let is_used = |holding: &&Holding| choice.used.iter().any(|used| used.badge == holding.badge);
    Allocation {
        name,
        title,
        theme: variant.theme.clone(),
        level: variant.level,
        credits: amount(choice.millionths),
        badges: choice.used.iter().map(|holding| holding.badge.clone()).collect(),
        spare: case.holdings.iter().filter(|holding| !is_used(holding)).map(|holding| holding.badge.clone()).collect(),
        last_day: choice.used.iter().filter_map(|holding| holding.last_day).min(),
        fewest: choice.fewest,
        findings: findings(case, choice),
    }
}

/// What is required, every title, the theme and level that the award has, and those it just misses.
fn findings(case: &Case<'_>, choice: &Choice<'_>) -> Vec<Finding> {
    let themes = match &choice.variant.theme {
        Some(theme) => vec![theme.as_str()],
        None => largest_theme(case, &choice.used).into_iter().collect(),
    };
    let levels = case.levels().into_iter().filter(|level| choice.variant.level.is_none_or(|reached| *level >= reached));
    let levels =
        levels.filter(|level| choice.used.iter().any(|holding| holding.level.is_some_and(|own| own >= *level)));
    measured(case, &single(&choice.used), themes, levels.collect())
}

/// The rules over everything that counts.
fn available(case: &Case<'_>) -> Vec<Finding> {
    let themes = largest_theme(case, &case.holdings).into_iter().collect();
    measured(case, &case.groups, themes, case.levels())
}

/// What is required, then what every title, these themes and these levels need.
fn measured(case: &Case<'_>, groups: &[Vec<&Holding>], themes: Vec<&str>, levels: Vec<u8>) -> Vec<Finding> {
    let (policy, award) = (case.policy, case.award);
    let mut findings = vec![measure(&Requirement::size(award), groups, true)];
    findings.extend(of_rules(policy, award, groups));
    findings.extend(Requirement::of_switches(policy, award).iter().map(|needs| measure(needs, groups, true)));
    let mut decisive = Vec::new();
    decisive.extend((0..award.titles.len()).filter_map(|title| Requirement::title(policy, award, title)));
    for theme in themes {
        decisive.extend(Requirement::theme(policy, award, (theme, case.theme_name(theme))));
    }
    decisive.extend(levels.into_iter().filter_map(|level| Requirement::level(policy, award, level)));
    findings.extend(decisive.iter().map(|needs| measure(needs, groups, false)));
    findings
}

/// The theme with the most credits; of equals the first by id.
fn largest_theme<'c>(case: &Case<'c>, among: &[&Holding]) -> Option<&'c str> {
    let credits = |theme: &&str| {
        let inside = among.iter().copied().filter(|holding| holding.themes.contains_key(*theme));
        millionths(&inside.collect::<Vec<_>>())
    };
    case.themes().into_iter().rev().max_by_key(credits).filter(|theme| credits(theme) > 0)
}

fn single<'h>(used: &[&'h Holding]) -> Vec<Vec<&'h Holding>> {
    used.iter().map(|holding| vec![*holding]).collect()
}

/// A requirement over groups of which one badge counts each: the one that brings the most.
pub(super) fn measure(needs: &Requirement, groups: &[Vec<&Holding>], required: bool) -> Finding {
    let value = |holding: &Holding| needs.bound.unit.amount(holding);
    let most = |group: &Vec<&Holding>| group.iter().map(|holding| holding.credits.millionths()).max().unwrap_or(0);
    let used = groups.iter().fold(0_u64, |sum, group| sum.saturating_add(most(group)));
    let counting = groups.iter().filter_map(|group| {
        let inside = group.iter().filter(|holding| needs.pool.counts(holding, needs.bound.side));
        // Of equals the first is the preferred one.
        inside.rev().max_by_key(|holding| value(holding)).copied()
    });
    let counting: Vec<&Holding> = counting.collect();
    let have = counting.iter().fold(0_u64, |sum, holding| sum.saturating_add(value(holding)));
    let needed = needs.bound.limit_for(used);
    let short_by = match needs.bound.side {
        Side::AtLeast => needed.saturating_sub(have),
        Side::AtMost => have.saturating_sub(needed),
    };
    let quantity = |number: u64| match needs.bound.unit {
        Unit::Credits | Unit::Points => Quantity::Credits(amount(number)),
        Unit::Badges => Quantity::Badges(number),
    };
    Finding {
        rule: needs.id.clone(),
        text: needs.text.clone(),
        source: needs.source.clone(),
        required,
        met: needs.bound.is_met(have, used),
        unknown: false,
        needed: quantity(needed),
        have: quantity(have),
        short_by: quantity(short_by),
        counting: counting.into_iter().map(|holding| holding.badge.id.clone()).collect(),
        parts: Vec::new(),
    }
}

fn other_readings(
    policy: &Policy,
    award: &Award,
    holdings: &[Holding],
    answer: &Answer<'_>,
    steps: u64,
) -> Vec<OtherReading> {
    let has_shares =
        award.level.is_some() || award.theme.is_some() || award.titles.iter().any(|t| t.requires.is_some());
    let mut others = Vec::new();
    for reading in Reading::ALL.into_iter().filter(|_| has_shares) {
        let (title_reading, theme_reading, level_reading) = (reading, reading, reading);
        let switches = Switches { title_reading, theme_reading, level_reading, ..policy.switches.clone() };
        others.push(("shares", reading.as_str(), switches));
    }
    for level_mode in [LevelMode::AtLeast, LevelMode::Exactly].into_iter().filter(|_| award.level.is_some()) {
        others.push(("levelMode", level_mode.as_str(), Switches { level_mode, ..policy.switches.clone() }));
    }
    let mut judged = Vec::new();
    for (switch, value, switches) in others {
        if switches == policy.switches {
            continue;
        }
        let read = Policy { switches, ..policy.clone() };
        // Without the published number there is nothing to read in that way.
        if read.check().is_err() {
            continue;
        }
        let Some(award) = read.awards.iter().find(|other| other.id == award.id) else { continue };
        let case = Case::new(&read, award, holdings.iter().collect());
        let other = case.outline(true, &mut Work::new(steps));
        let first = other.options.first();
        let changes = outcome(&other) != outcome(answer)
            || first.map(|choice| &choice.variant) != answer.options.first().map(|choice| &choice.variant);
        let award = first.map(|choice| allocation(&case, choice).to_string());
        judged.push(OtherReading { switch, value, outcome: outcome(&other), award, changes });
    }
    judged
}

/// Outcome and recommended award under another setting of the switches, perhaps with other badges, if they differ.
pub(super) fn turned(
    policy: &Policy,
    decision: &Decision,
    holdings: &[Holding],
    steps: u64,
) -> Option<(Outcome, Option<String>)> {
    let award = policy.awards.iter().find(|award| award.id.as_str() == decision.award)?;
    let case = Case::new(policy, award, holdings.iter().collect());
    let answer = case.outline(true, &mut Work::new(steps));
    let named = |allocation: &Allocation| (allocation.name.clone(), allocation.level);
    let first = answer.options.first().map(|choice| allocation(&case, choice));
    let same = first.as_ref().map(named) == decision.recommended().map(named) && outcome(&answer) == decision.outcome;
    (!same).then(|| (outcome(&answer), first.map(|first| first.to_string())))
}

fn lapses(case: &Case<'_>, today: Outcome, steps: u64) -> Vec<Lapse> {
    let mut days: Vec<Date> = case.holdings.iter().filter_map(|holding| holding.last_day).collect();
    sort_by(&mut days, Ord::cmp);
    days.dedup();
    let mut work = Work::new(steps);
    let after = |day| {
        let stays = |holding: &&Holding| holding.last_day.is_none_or(|last| last > day);
        Case::new(case.policy, case.award, case.holdings.iter().copied().filter(stays).collect())
    };
    // Fewer badges never help, so there is one day on which the award is lost.
    let mut ending = if today == Outcome::Eligible { Outcome::NotEligible } else { today };
    let mut still = |day| match after(day).is_reached(&mut work) {
        Some(reached) => reached,
        None => {
            ending = Outcome::Undetermined;
            false
        }
    };
    let reached_for = match today {
        Outcome::Eligible => days.partition_point(|day| still(*day)),
        Outcome::NotEligible | Outcome::Undetermined => 0,
    };
    let left = |day| {
        let stays = |holding: &&&Holding| holding.last_day.is_none_or(|last| last > day);
        let most = |group: &Vec<&Holding>| group.iter().filter(stays).map(|holding| holding.credits.millionths()).max();
        case.groups.iter().filter_map(most).fold(0, u64::saturating_add)
    };
    let mut lapses = Vec::with_capacity(days.len());
    for (at, day) in days.into_iter().enumerate() {
        lapses.push(Lapse {
            last_day: day,
            badges: case.holdings.iter().filter(|h| h.last_day == Some(day)).map(|h| h.badge.id.clone()).collect(),
            credits_left: amount(left(day)),
            outcome: if at < reached_for { Outcome::Eligible } else { ending },
        });
    }
    lapses
}

fn amount(millionths: u64) -> Amount {
    Amount::from_millionths(millionths)
}
