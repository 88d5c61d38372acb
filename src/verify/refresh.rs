//! A newer badge from the service that a badge names (Open Badges 3.0 §8, `1EdTechCredentialRefresh`). Nobody has to ask for one, and it is
//! asked for once: what the newer badge names in turn is not followed.

use crate::base::time::Timestamp;
use crate::codec::json::Node;
use crate::verify::presentation::outcome;
use crate::verify::report::{Finding, Outcome, Report, Verdict};
use crate::verify::{Materials, Presented, Verifier, danger};
use serde::Serialize;

/// A badge, and what its refresh service has in its place.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Refreshed {
    original: Report,
    newer: Report,
    replaces: Outcome,
    findings: Vec<Finding>,
}

impl Refreshed {
    /// The report on the badge itself.
    #[must_use]
    pub fn original(&self) -> &Report {
        &self.original
    }

    /// The report on the newer badge.
    #[must_use]
    pub fn newer(&self) -> &Report {
        &self.newer
    }

    /// Whether the newer badge stands for the one that was presented: both are proven, and it is the same issuer's badge of the same id
    /// about the same learner, and not an earlier one.
    #[must_use]
    pub fn replaces(&self) -> Outcome {
        self.replaces
    }

    /// Why not.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The report that counts: that on the newer badge where it stands for the other, else that on the badge itself.
    #[must_use]
    pub fn report(&self) -> &Report {
        if self.replaces == Outcome::Pass { &self.newer } else { &self.original }
    }
}

impl Presented {
    /// The https address at which the badge says that a newer one may be had. Whoever asks there shows an interest in this badge, and
    /// nobody has signed for the address until the badge is proven.
    #[must_use]
    pub fn refresh_url(&self) -> Option<&str> {
        let service = self.document().root().get("refreshService")?;
        let is_known =
            service.get("type").into_iter().flat_map(Node::one_or_many).any(|kind| kind.as_str() == Some(KIND));
        service.get("id")?.as_str().filter(|url| is_known && url.starts_with("https://"))
    }
}

const KIND: &str = "1EdTechCredentialRefresh";

impl Verifier {
    /// Judges a badge and what was fetched from its [refresh service](Presented::refresh_url) (Open Badges 3.0 §8). Both reports are given
    /// in full; a newer badge that is not good, or another one, leaves the first as it is.
    #[must_use]
    pub fn verify_refreshed(
        &self,
        badge: &Presented,
        newer: &Presented,
        materials: &Materials,
        now: Timestamp,
    ) -> Refreshed {
        Refreshed::of(badge, newer, [badge, newer].map(|badge| self.verify(badge, materials, now)))
    }
}

impl Refreshed {
    pub(super) fn of(badge: &Presented, newer: &Presented, [original, report]: [Report; 2]) -> Self {
        let mut findings = Vec::new();
        if original.proven().is_none() {
            let message = "the badge is not proven, so that its refresh service is nobody's";
            findings.push(Finding::fault("refresh.unproven", message));
        }
        if report.proven().is_none() {
            findings.push(Finding::fault("refresh.unproven", "the newer badge is not proven"));
        }
        // One that was taken back or has ended says what became of the first.
        if report.proven().is_some() && report.verdict() == Verdict::Undecided {
            findings.push(Finding::open("refresh.undecided", "the newer badge could not be checked in full"));
        }
        findings.extend(difference(badge, newer));
        Self { original, newer: report, replaces: outcome(&findings), findings }
    }
}

/// What keeps one badge from being a newer edition of the other.
fn difference(badge: &Presented, newer: &Presented) -> Vec<Finding> {
    let [old, new] = [badge, newer].map(|badge| badge.document().root());
    let mut findings = Vec::new();
    let mut demand = |is_same: bool, code: &'static str, message: &'static str| {
        if !is_same {
            findings.push(Finding::fault(code, message));
        }
    };
    demand(danger::issuer_id(badge) == danger::issuer_id(newer), "refresh.other-issuer", "it is of another issuer");
    demand(text(old, "id").is_some() && text(old, "id") == text(new, "id"), "refresh.other-badge", "it has another id");
    demand(is_same_learner(old, new), "refresh.other-learner", "it is not known to be about the same learner");
    let start = |node| text(node, "validFrom").or(text(node, "issuanceDate")).and_then(|at| Timestamp::parse(at).ok());
    demand(start(old) <= start(new), "refresh.older", "it is valid from an earlier time on");
    findings
}

fn text<'d>(node: Node<'d>, name: &str) -> Option<&'d str> {
    node.get(name).and_then(Node::as_str)
}

/// By the id of the subject or, where there is none, by exactly the same identifiers.
fn is_same_learner(old: Node<'_>, new: Node<'_>) -> bool {
    let [Some(old), Some(new)] = [old, new].map(|root| root.get("credentialSubject")) else { return false };
    match (old.get("id").and_then(Node::as_str), new.get("id").and_then(Node::as_str)) {
        (Some(old), Some(new)) => old == new,
        (None, None) => match (old.get("identifier"), new.get("identifier")) {
            (Some(old), Some(new)) => old.source() == new.source(),
            _ => false,
        },
        _ => false,
    }
}
