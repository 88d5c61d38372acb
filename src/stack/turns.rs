//! Which switches would turn an answer if they were set otherwise, beside the readings of a share.
//!
//! Most of them decide which badges are admitted, so the application is judged again from the badges on. That is done
//! only for switches on which something hangs: a badge that was refused by it, or that it let in.

use super::admit::{Admitted, admit, free};
use super::application::Application;
use super::danger::Facts;
use super::explain::turned;
use super::policy::{Award, Policy};
use super::pool::Provider;
use super::refusal::Reason;
use super::ruling::{Decision, OtherReading, Outcome};
use super::share::Share;
use super::switches::{AgeExceptions, Anniversary, CarryUp, NoLevel, OtherProviders, ShownInPart, Switches};

/// Adds to each decision the switches that would change it.
pub(super) fn add(
    policy: &Policy,
    application: &Application,
    facts: &[Facts],
    (admitted, awards, decisions): (&Admitted, &[&Award], &mut [Decision]),
    steps: u64,
) {
    for turn in turns(policy, application, facts, admitted) {
        // A badge that hangs on the switch makes a difference to who is admitted; the level is decided later.
        let again = (turn.switch != "noLevel").then(|| admit(&turn.policy, &turn.application, awards, facts));
        let holdings = again.as_ref().map_or(&admitted.holdings, |again| &again.holdings);
        if again.as_ref().is_some_and(|again| again.unclear) {
            continue;
        }
        for (decision, award) in decisions.iter_mut().zip(awards) {
            let is_open = decision.recommended().is_none_or(|best| best.level.is_none());
            if decision.outcome == Outcome::Undetermined || (turn.switch == "noLevel" && !is_open) {
                continue;
            }
            let Some((outcome, award)) = turned(&turn.policy, decision, &free(award, holdings), steps) else {
                continue;
            };
            let (switch, value) = (turn.switch, turn.value);
            decision.readings.push(OtherReading { switch, value, outcome, award, changes: true });
        }
    }
}

/// One switch set otherwise.
struct Turn {
    switch: &'static str,
    value: &'static str,
    policy: Policy,
    application: Application,
}

/// The switches on which something hangs, each with every other value.
fn turns(policy: &Policy, application: &Application, facts: &[Facts], admitted: &Admitted) -> Vec<Turn> {
    let now = &policy.switches;
    let mut all = Vec::new();
    let mut turn = |switch, value, application: Application, switches: Switches| {
        let policy = Policy { switches, ..policy.clone() };
        // What the document cannot be set to is no way to read it.
        if policy.switches != *now && policy.check().is_ok() {
            all.push(Turn { switch, value, policy, application });
        }
    };
    let refused =
        |is_reason: &dyn Fn(&Reason) -> bool| admitted.refusals.iter().any(|refusal| is_reason(&refusal.reason));
    let as_it_is = || application.clone();
    let (no_level, word) = match now.no_level {
        NoLevel::AwardWithout => (NoLevel::Refuse, "refuse"),
        NoLevel::Refuse => (NoLevel::AwardWithout, "awardWithout"),
    };
    if policy.awards.iter().any(|award| award.level.is_some()) {
        turn("noLevel", word, as_it_is(), Switches { no_level, ..now.clone() });
    }
    let is_too_old = |reason: &Reason| matches!(reason, Reason::TooOld { .. });
    let is_last_day = admitted.holdings.iter().any(|holding| holding.last_day == Some(application.date));
    let (anniversary, word) = match now.anniversary {
        Anniversary::Inclusive => (Anniversary::Exclusive, "exclusive"),
        Anniversary::Exclusive => (Anniversary::Inclusive, "inclusive"),
    };
    if is_last_day || (anniversary == Anniversary::Inclusive && refused(&is_too_old)) {
        turn("anniversary", word, as_it_is(), Switches { anniversary, ..now.clone() });
    }
    if now.age_exceptions == AgeExceptions::None && refused(&is_too_old) {
        let old = admitted.refusals.iter().filter(|refusal| is_too_old(&refusal.reason));
        let excepted =
            old.fold(as_it_is(), |on, refusal| on.with_age_exception(&refusal.badge.id, "to see what hangs on it"));
        turn("ageExceptions", "named", excepted, Switches { age_exceptions: AgeExceptions::Named, ..now.clone() });
    }
    let used: Vec<&String> = admitted
        .refusals
        .iter()
        .filter_map(|refusal| match &refusal.reason {
            Reason::AlreadyUsed { award } => Some(award),
            _ => None,
        })
        .collect();
    if !used.is_empty() {
        let given_up = || used.iter().fold(as_it_is(), |on, award| on.with_surrendered(award));
        for (carry_up, word) in [
            (CarryUp::AbsorbWithComponentAge, "absorbWithComponentAge"),
            (CarryUp::AbsorbWithAwardAge, "absorbWithAwardAge"),
        ] {
            turn("carryUp", word, given_up(), Switches { carry_up, ..now.clone() });
        }
    } else if now.carry_up != CarryUp::Forbidden && !application.surrendered.is_empty() {
        turn("carryUp", "forbidden", as_it_is(), Switches { carry_up: CarryUp::Forbidden, ..now.clone() });
    }
    let is_other = |reason: &Reason| matches!(reason, Reason::OtherProvider { .. });
    if refused(&is_other) {
        let other_providers = OtherProviders::MaxShare(Share::WHOLE);
        turn("otherProviders", "maxShare 1/1", as_it_is(), Switches { other_providers, ..now.clone() });
    } else if admitted.holdings.iter().any(|holding| holding.provider == Provider::Other) {
        let other_providers = OtherProviders::Refused;
        turn("otherProviders", "refused", as_it_is(), Switches { other_providers, ..now.clone() });
    }
    let (shown_in_part, word) = match now.shown_in_part {
        ShownInPart::Refused => (ShownInPart::Admitted, "admitted"),
        ShownInPart::Admitted => (ShownInPart::Refused, "refused"),
    };
    if facts.iter().any(|facts| facts.is_shown_in_part) {
        turn("shownInPart", word, as_it_is(), Switches { shown_in_part, ..now.clone() });
    }
    all
}
