//! Open Badges 3.0 §B: members, types, cardinalities and values, as the wire types read them.

use crate::verify::case::{Case, Edition};
use crate::verify::policy::Reading;
use crate::verify::report::{Check, CheckId, Finding, Weight};
use crate::wire::{Error, Tolerance};

pub(in crate::verify) fn check(case: &Case<'_>) -> Check {
    if matches!(case.edition, Edition::Other(_) | Edition::None) {
        let finding = Finding::open("shape.other-credential", "only badges are read");
        return Check::of(CheckId::Shape, vec![finding]);
    }
    let weigh = |fault: &Error| match (fault.tolerance(), case.verifier.policy.reading()) {
        (Tolerance::Both, _) => Weight::Note,
        (Tolerance::Compatible, Reading::Compatible) => Weight::Warning,
        (Tolerance::Compatible, Reading::Strict) | (Tolerance::None, _) => Weight::Fault,
    };
    let faults = case.faults.iter();
    let findings = faults.map(|fault| Finding::new(weigh(fault), fault.code(), fault.to_string()).at(fault.pointer()));
    Check::of(CheckId::Shape, findings.collect())
}
