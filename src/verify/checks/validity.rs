//! VCDM 2.0 §4.9: in force from `validFrom` to `validUntil`, both inclusive.

use crate::base::time::Timestamp;
use crate::codec::json::Node;
use crate::verify::case::Case;
use crate::verify::edition::Edition;
use crate::verify::policy::Reading;
use crate::verify::report::{Check, CheckId, Finding};
use crate::wire::ob3::{Context, DataModel, DateTimeStamp};

pub(in crate::verify) fn check(case: &Case<'_>) -> Check {
    // Version 1.1 knows the names of version 2.0, too: an end is an end under either.
    let data_models: &[DataModel] = match Context::is_version_1(case.root) {
        true => &[DataModel::V1, DataModel::V2],
        false => &[DataModel::V2],
    };
    let mut findings = Vec::new();
    let start = data_models.first().map(|model| model.names()[0]);
    if start.is_some_and(|name| case.root.get(name).is_none()) && !matches!(case.edition, Edition::Other(_)) {
        findings.push(Finding::fault("validity.no-start", "it does not say from when it is valid"));
    }
    findings.extend(data_models.iter().flat_map(|model| period(case, *model)));
    findings.extend(period_of_token(case, &findings));
    Check::of(CheckId::Validity, findings)
}

/// What is wrong with the period that is written under the names of one data model.
fn period(case: &Case<'_>, data_model: DataModel) -> Vec<Finding> {
    let [from, until] = data_model.names().map(|name| Bound::read(case, name));
    let mut findings = Vec::new();
    if let Bound::At(at, node) = &from
        && *at > case.now
    {
        let message = format!("valid from {at} on, checked at {}", case.now);
        findings.push(beyond(case, *at, "validity.not-yet", message).at(node.pointer()));
    }
    if let Bound::At(at, node) = &until {
        if *at < case.now {
            let message = format!("valid until {at}, checked at {}", case.now);
            findings.push(beyond(case, *at, "validity.expired", message).at(node.pointer()));
        }
        if let Bound::At(start, _) = &from
            && at < start
        {
            let message = format!("ends at {at}, before it starts at {start}");
            findings.push(Finding::fault("validity.reversed", message).at(node.pointer()));
        }
    }
    for bound in [&from, &until] {
        if let Bound::Malformed(node) = bound {
            let message = format!("expected a date and time with a zone, found {}", node.source());
            findings.push(Finding::fault("validity.malformed", message).at(node.pointer()));
        }
    }
    findings
}

/// RFC 7519 §4.1.4 and §4.1.5: a token has a period as well, of which `exp` is not the last instant but the first after it. What the
/// credential says already is not said again.
fn period_of_token(case: &Case<'_>, said: &[Finding]) -> Vec<Finding> {
    let Some(token) = &case.token else { return Vec::new() };
    let is_new = |code| !said.iter().any(|finding| finding.code() == code);
    let mut findings = Vec::new();
    if let Some(at) = token.claims.starts().filter(|at| *at > case.now && is_new("validity.not-yet")) {
        let message = format!("the token is valid from {at} on, checked at {}", case.now);
        findings.push(beyond(case, at, "validity.not-yet", message));
    }
    if let Some(at) = token.claims.ends().filter(|at| *at <= case.now && is_new("validity.expired")) {
        let message = format!("the token is valid until just before {at}, checked at {}", case.now);
        findings.push(beyond(case, at, "validity.expired", message));
    }
    findings
}

/// The finding on a time of check outside the period, beyond the end at `bound`: a warning where that may be the clocks' doing.
fn beyond(case: &Case<'_>, bound: Timestamp, code: &'static str, message: String) -> Finding {
    let skew = u64::from(case.demands.policy.clock_skew().unwrap_or_default());
    match skew > 0 && case.now.unix_seconds().abs_diff(bound.unix_seconds()) <= skew {
        true => {
            let message = format!("{message}: {skew} seconds are allowed to differing clocks");
            Finding::warning("validity.clocks-differ", message)
        }
        false => Finding::fault(code, message),
    }
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
        let zoneless = || match case.demands.policy.reading() {
            // The shape check warns of it.
            Reading::Compatible => DateTimeStamp::parse_zoneless(text).map(|stamp| stamp.instant()),
            Reading::Strict => None,
        };
        Timestamp::parse(text).ok().or_else(zoneless).map_or(Self::Malformed(node), |at| Self::At(at, node))
    }
}
