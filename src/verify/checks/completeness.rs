//! Whether the badge has the elements that a framework requires, where the policy asks for them.

use crate::model::profile::{Item, Standing, completeness};
use crate::verify::case::Case;
use crate::verify::report::{Check, CheckId, Finding};
use crate::wire::map;

pub(in crate::verify) fn check(case: &Case<'_>) -> Check {
    let Some(profile) = case.demands.policy.profile() else {
        return Check::not_applicable(CheckId::Completeness, Vec::new());
    };
    let Some(credential) = &case.credential else {
        let open = Finding::open("completeness.not-checked", "the badge could not be read");
        return Check::of(CheckId::Completeness, vec![open]);
    };
    let award = match map::from_credential(credential) {
        Ok(award) => award,
        Err(error) => return Check::of(CheckId::Completeness, vec![Finding::fault(error.code(), error.to_string())]),
    };
    let found = completeness(&award, profile);
    let tell = |item: &Item, what| {
        let (number, name) = (item.element().number(), item.element().name());
        format!("element {number}, {name}, {what}: {}", item.hint())
    };
    let missing = found.missing().map(|item| Finding::fault("completeness.missing", tell(item, "is missing")));
    let unclear = found.items().iter().filter(|item| item.standing() == Standing::Unclear);
    let unclear = unclear
        .map(|item| Finding::note("completeness.unclear", tell(item, "is not there and required in some cases")));
    let mut findings: Vec<Finding> = missing.chain(unclear).collect();
    if found.is_complete() {
        findings.push(Finding::note("completeness.complete", format!("complete as {}", profile.source())));
    }
    Check::of(CheckId::Completeness, findings)
}
