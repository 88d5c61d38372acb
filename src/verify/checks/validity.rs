//! VCDM 2.0 §4.9: in force from `validFrom` to `validUntil`, both inclusive.

use crate::base::time::Timestamp;
use crate::codec::json::Node;
use crate::verify::case::{Case, Edition};
use crate::verify::policy::Reading;
use crate::verify::report::{Check, CheckId, Finding};
use crate::wire::ob3::{DataModel, DateTimeStamp};

pub(in crate::verify) fn check(case: &Case<'_>) -> Check {
    let data_model = if case.edition == Edition::Badge1 { DataModel::V1 } else { DataModel::V2 };
    let [from, until] = data_model.names().map(|name| Bound::read(case, name));
    let mut findings = Vec::new();
    match &from {
        Bound::Absent if !matches!(case.edition, Edition::Other(_)) => {
            findings.push(Finding::fault("validity.no-start", "the badge does not say from when it is valid"));
        }
        Bound::At(at, node) if *at > case.now => {
            findings.push(
                Finding::fault("validity.not-yet", format!("valid from {at} on, checked at {}", case.now))
                    .at(node.pointer()),
            );
        }
        _ => {}
    }
    if let Bound::At(at, node) = &until {
        if *at < case.now {
            findings.push(
                Finding::fault("validity.expired", format!("valid until {at}, checked at {}", case.now))
                    .at(node.pointer()),
            );
        }
        if let Bound::At(start, _) = &from
            && at < start
        {
            findings.push(
                Finding::fault("validity.reversed", format!("ends at {at}, before it starts at {start}"))
                    .at(node.pointer()),
            );
        }
    }
    for bound in [&from, &until] {
        match bound {
            Bound::Malformed(node) => {
                let message = format!("expected a date and time with a zone, found {}", node.source());
                findings.push(Finding::fault("validity.malformed", message).at(node.pointer()));
            }
            Bound::At(..) | Bound::Absent => {}
        }
    }
    Check::of(CheckId::Validity, findings)
}

/// One end of the period.
enum Bound<'d> {
    Absent,
    At(Timestamp, Node<'d>),
    Malformed(Node<'d>),
}

impl<'d> Bound<'d> {
    fn read(case: &Case<'d>, name: &str) -> Self {
        let Some(node) = case.root.get(name) else { return Self::Absent };
        let Some(text) = node.as_str() else { return Self::Malformed(node) };
        let zoneless = || match case.verifier.policy.reading() {
            // The shape check warns of it.
            Reading::Compatible => DateTimeStamp::parse_zoneless(text).map(|stamp| stamp.instant()),
            Reading::Strict => None,
        };
        Timestamp::parse(text).ok().or_else(zoneless).map_or(Self::Malformed(node), |at| Self::At(at, node))
    }
}
