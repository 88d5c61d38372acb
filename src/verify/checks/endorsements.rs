//! Open Badges 3.0 §8: what others say in favour of the badge. Each endorsement has a result of its own; one that does not hold adds
//! nothing, and takes nothing from the badge unless the policy says so.

use crate::verify::case::Case;
use crate::verify::enclosed::Unopened;
use crate::verify::endorsed::EndorsementReport;
use crate::verify::report::{Check, CheckId, Finding, Verdict};

pub(in crate::verify) fn check(case: &Case<'_>, endorsements: &[EndorsementReport]) -> Check {
    let mut findings: Vec<Finding> = endorsements.iter().map(|report| finding(case, report)).collect();
    findings.extend(case.badge.enclosures().unopened.as_ref().map(beyond));
    match findings.is_empty() {
        true => Check::not_applicable(CheckId::Endorsements, findings),
        false => Check::of(CheckId::Endorsements, findings),
    }
}

fn finding(case: &Case<'_>, report: &EndorsementReport) -> Finding {
    let thing = report.thing().words();
    let by = report
        .proven()
        .map_or_else(|| "somebody who is not proven".to_owned(), |endorser| format!("`{}`", endorser.id));
    let is_own = report.proven().is_some_and(|endorser| case.issuer_id() == Some(&endorser.id));
    let finding = match report.verdict() {
        Verdict::Accepted if is_own => {
            let message = format!("the endorsement of {thing} is by {by}, who vouches for itself");
            Finding::note("endorsements.own", message)
        }
        Verdict::Accepted => Finding::note("endorsements.holds", format!("{thing} is endorsed by {by}")),
        Verdict::Undecided => {
            let message = format!("the endorsement of {thing}, by {by}, could not be checked in full and adds nothing");
            Finding::open("endorsements.undecided", message)
        }
        Verdict::Rejected => {
            let first = report.checks().iter().flat_map(Check::findings).find(|finding| finding.is_fault());
            let why = first.map_or_else(String::new, |fault| format!(": {} [{}]", fault.message(), fault.code()));
            let message = format!("the endorsement of {thing}, by {by}, does not hold and adds nothing{why}");
            match case.demands.policy.rejects_failed_endorsements() {
                true => Finding::fault("endorsements.fails", message),
                false => Finding::open("endorsements.fails", message),
            }
        }
    };
    finding.at(report.place())
}

fn beyond(unopened: &Unopened) -> Finding {
    let count = unopened.count;
    let finding = match unopened.too_deep {
        true => Finding::open(
            "endorsements.too-deep",
            format!("{count} endorsements of endorsers stand too deep: not looked at, they add nothing"),
        ),
        false => Finding::open(
            "endorsements.too-many",
            format!("{count} endorsements are too many: not looked at, they add nothing"),
        ),
    };
    finding.at(unopened.place.as_str())
}
