//! Open Badges 3.0 §B: members, types, cardinalities and values, as the wire types read them.

use crate::verify::case::Case;
use crate::verify::edition::Edition;
use crate::verify::report::{Check, CheckId, Finding};

pub(in crate::verify) fn check(case: &Case<'_>) -> Check {
    if matches!(case.edition, Edition::Other(_) | Edition::None) {
        let finding = Finding::open("shape.other-credential", "only badges are read");
        return Check::of(CheckId::Shape, vec![finding]);
    }
    let findings = case.faults.iter().map(|fault| case.weigh(fault).at(fault.pointer()));
    Check::of(CheckId::Shape, findings.collect())
}
