//! VCDM 2.0 §4.10, Open Badges 3.0 §8: whether the issuer took the badge back. A status that cannot be read is unknown, never a pass;
//! every entry is looked up, and the worst decides.

use crate::base::iri::Iri;
use crate::codec::json::Node;
use crate::verify::Materials;
use crate::verify::case::Case;
use crate::verify::policy::Reading;
use crate::verify::report::{Check, CheckId, Finding, Weight};
use crate::verify::status::{Entry, Format, Lists, Position, Revocations, StatusList, missing, out_of_range};
use std::borrow::Cow;

/// The fewest entries of a list (Bitstring Status List 1.0 §6.1): among fewer a badge is not hidden.
const FEWEST: usize = 131_072;

pub(in crate::verify) fn check(case: &Case<'_>, materials: &Materials, lists: &Lists) -> Check {
    let entries: Vec<Node<'_>> = case.root.get("credentialStatus").into_iter().flat_map(Node::one_or_many).collect();
    let limit = case.verifier.limits.status_entries;
    if entries.len() > limit {
        let message = format!("expected at most {limit} status entries, found {}", entries.len());
        return Check::of(CheckId::Status, vec![Finding::fault("status.too-many-entries", message)]);
    }
    let look = Look { case, materials, lists };
    let mut findings = Vec::new();
    for entry in entries {
        findings.extend(look.up(entry).into_iter().map(|finding| finding.at(entry.pointer())));
    }
    if let Some(status) = case.token.as_ref().and_then(|token| token.claims.status()) {
        let message = format!("the token has a status of its own, which was not read: {}", status.source());
        findings.push(Finding::open("status.not-checked", message));
    }
    if findings.is_empty() {
        let note = Finding::note("status.none", "the issuer publishes no status: this badge cannot be revoked");
        return Check::not_applicable(CheckId::Status, vec![note]);
    }
    Check::of(CheckId::Status, findings)
}

/// What an entry is looked up with.
struct Look<'a> {
    case: &'a Case<'a>,
    materials: &'a Materials,
    lists: &'a Lists,
}

impl Look<'_> {
    fn up(&self, entry: Node<'_>) -> Vec<Finding> {
        match Entry::read(entry) {
            Err(fault) => vec![fault],
            Ok(Entry::Unknown(kind)) => {
                let message =
                    format!("a status of the type `{kind}` is not read: ask the issuer whether the badge stands");
                vec![Finding::open("status.unknown-type", message)]
            }
            Ok(Entry::Revocations(url)) => self.in_revocations(url),
            Ok(Entry::Position(position)) => self.in_list(&position),
        }
    }

    fn in_revocations(&self, url: &str) -> Vec<Finding> {
        let case = self.case;
        let revocations = match Revocations::open(url, case.issuer_id(), self.materials, case.verifier) {
            Ok(revocations) => revocations,
            Err(finding) => return vec![finding],
        };
        let id = case.root.get("id").and_then(Node::as_str);
        if let Some(reason) = id.and_then(|id| revocations.find(id)) {
            return vec![Finding::fault("status.revoked", format!("the issuer revoked the badge: {reason}"))];
        }
        let message = format!("not listed at `{url}`, a `1EdTechRevocationList`, which is deprecated and not signed");
        vec![self.of_the_past(message)]
    }

    fn in_list(&self, position: &Position<'_>) -> Vec<Finding> {
        let (url, case) = (position.list, self.case);
        let mut findings = Vec::new();
        if position.is_number {
            let message = "expected `statusListIndex` as text, found a number";
            findings.push(case.relaxation("status.index-number", message));
        }
        if position.format == Format::Draft2021 {
            let message = "a `StatusList2021Entry`, of the draft that Bitstring Status List replaced";
            findings.push(self.of_the_past(message));
        }
        let Some(bytes) = self.materials.find(url) else {
            findings.push(missing(&self.materials.absent(url)));
            return findings;
        };
        let judge = || StatusList::judge(url, bytes, self.materials, case.verifier, case.now);
        match self.lists.at(url, self.materials.state(), judge).get() {
            Some(Ok(list)) => findings.extend(self.of_list(position, list)),
            Some(Err(finding)) => findings.push(finding.clone()),
            None => findings.push(Finding::open("status.not-checked", "the status list was not judged")),
        }
        findings
    }

    fn of_list(&self, position: &Position<'_>, list: &StatusList) -> Vec<Finding> {
        let case = self.case;
        let is_named = || case.verifier.policy.status_issuers().iter().map(Iri::as_str).any(|id| id == list.issuer);
        if case.issuer_id() != Some(&list.issuer) && !is_named() {
            let message = format!(
                "the status list at `{}` is of `{}`, who is neither the badge's issuer nor named by the policy",
                position.list, list.issuer
            );
            return vec![Finding::open("status.list-issuer", message)];
        }
        let content = match list.content() {
            Ok(content) if content.format == position.format => content,
            Ok(_) => {
                return vec![Finding::open("status.list-form", "the status list is of another type than the entry")];
            }
            Err(fault) => return vec![fault],
        };
        let mut findings = Vec::new();
        if !content.purposes.iter().any(|purpose| purpose == position.purpose) {
            let message = format!(
                "expected a list for `{}`, found one for `{}`",
                position.purpose,
                content.purposes.join("`, `")
            );
            findings.push(Finding::fault("status.list-purpose", message));
        }
        let entries = content.bits.entries(position.size);
        if entries < FEWEST {
            let message = format!("expected a list of at least {FEWEST} entries, found {entries}");
            findings.push(case.relaxation("status.list-too-short", message));
        }
        findings.push(match content.bits.get(position.index, position.size) {
            None => out_of_range(position.index),
            Some(0) => clear(position, list),
            Some(value) => set(position, value, list),
        });
        findings
    }

    /// What the strict reading does not rely on.
    fn of_the_past(&self, message: impl Into<Cow<'static, str>>) -> Finding {
        let weight = match self.case.verifier.policy.reading() {
            Reading::Strict => Weight::Open,
            Reading::Compatible => Weight::Warning,
        };
        Finding::new(weight, "status.legacy-form", message)
    }
}

fn clear(position: &Position<'_>, list: &StatusList) -> Finding {
    let meaning = position.message(0).map(|message| format!(": {message}")).unwrap_or_default();
    let message = format!(
        "nothing is set for `{}` at {} of the list at `{}`, of {}{meaning}",
        position.purpose, position.index, position.list, list.from
    );
    Finding::note("status.clear", message)
}

/// A value that is not zero is not good, but where it only says that there is a newer badge.
fn set(position: &Position<'_>, value: u8, list: &StatusList) -> Finding {
    let meaning = position.message(value).map(|message| format!(": {message}")).unwrap_or_default();
    let by = format!("by the list at `{}`, of {}{meaning}", position.list, list.from);
    match position.purpose {
        "revocation" => Finding::fault("status.revoked", format!("the issuer revoked the badge, {by}")),
        "suspension" => Finding::fault("status.suspended", format!("the issuer suspended the badge, {by}")),
        "refresh" => Finding::note("status.refresh", format!("the issuer has a newer badge, {by}")),
        "message" if position.message(value).is_none() => {
            let message = format!("the status is {value:#x}, of which the badge does not say what it means, {by}");
            Finding::fault("status.no-message", message)
        }
        "message" => Finding::fault("status.message", format!("the status is {value:#x}, {by}")),
        other => Finding::fault("status.set", format!("the status is {value:#x} for `{other}`, {by}")),
    }
}
