//! A list of bits, judged as the credential that it is (Bitstring Status List 1.0 §2.2 and §3.2). Its own status is not asked for.

use super::Format;
use crate::base::limits::Limits;
use crate::base::time::Timestamp;
use crate::codec::bits::Bits;
use crate::codec::json::Node;
use crate::verify::case::Case;
use crate::verify::checks::{contexts, terms, validity};
use crate::verify::demands::{Demands, Role};
use crate::verify::envelope::has_type;
use crate::verify::materials::Absent;
use crate::verify::quorum::Quorum;
use crate::verify::report::{Check, CheckId, Finding, Weight};
use crate::verify::{Materials, Presented, Verifier, danger};

/// A list that its issuer signed and that is in force.
#[derive(Debug)]
pub(in crate::verify) struct StatusList {
    pub(in crate::verify) issuer: String,
    /// From when it is in force, as it says.
    pub(in crate::verify) from: String,
    content: Result<Content, Finding>,
}

/// What stands in it.
#[derive(Debug)]
pub(in crate::verify) struct Content {
    pub(in crate::verify) format: Format,
    pub(in crate::verify) purposes: Vec<String>,
    pub(in crate::verify) bits: Bits,
}

impl StatusList {
    /// Judges the list that was found at an address. One that is not proven or not in force says nothing of any badge: the finding is an open
    /// question.
    pub(in crate::verify) fn judge(
        url: &str,
        bytes: &[u8],
        materials: &Materials,
        verifier: &Verifier,
        now: Timestamp,
    ) -> Result<Self, Finding> {
        let limits = Limits { document_bytes: verifier.limits.status_list_bytes, ..verifier.limits.clone() };
        let list = Presented::open(bytes, &limits).map_err(|error| unreadable(url, error))?;
        let demands = Demands { role: Role::Badge(None), policy: &verifier.policy, limits: &verifier.limits };
        let case = Case::open(verifier, demands, &list, materials, now);
        proven(url, &case)?;
        in_force(url, &case, materials)?;
        let root = case.root;
        if root.get("id").and_then(Node::as_str) != Some(url) {
            let message = format!("what lies at `{url}` is a status list of another id");
            return Err(Finding::open("status.list-id", message));
        }
        let from = root.get("validFrom").or(root.get("issuanceDate")).and_then(Node::as_str);
        Ok(Self {
            issuer: danger::issuer_id(&list).unwrap_or_default().to_owned(),
            from: from.unwrap_or("an unknown time").to_owned(),
            content: Content::read(root, &limits),
        })
    }

    /// What stands in it, or why it cannot be read.
    pub(in crate::verify) fn content(&self) -> Result<&Content, Finding> {
        self.content.as_ref().map_err(Clone::clone)
    }
}

/// A list that is not at hand.
pub(in crate::verify) fn missing(absent: &Absent<'_>) -> Finding {
    let message = format!("the status list {absent}: fetch it, or ask the issuer whether the badge stands");
    Finding::open("status.list-missing", message)
}

/// A list that cannot be opened.
pub(in crate::verify) fn unreadable(url: &str, error: impl std::fmt::Display) -> Finding {
    Finding::open("status.list-unreadable", format!("the status list at `{url}` cannot be read: {error}"))
}

/// Whether the key of its issuer signed exactly this, and the whole of it: what is left out could be its end.
fn proven(url: &str, case: &Case<'_>) -> Result<(), Finding> {
    let quorum = Quorum::of(case);
    let checks = [
        contexts::check(case),
        terms::check(case),
        Check::of(CheckId::IssuerKey, quorum.key),
        Check::of(CheckId::Proof, quorum.proof),
    ];
    let counts = |finding: &&Finding| finding.weight() >= Weight::Open || finding.code() == "proof.selective";
    let reason = checks.iter().flat_map(Check::findings).find(counts);
    reason
        .map_or(Ok(()), |reason| Err(because("status.list-unproven", url, "is not proven to be its issuer's", reason)))
}

/// Whether it counts at the time of the check.
fn in_force(url: &str, case: &Case<'_>, materials: &Materials) -> Result<(), Finding> {
    let validity = validity::check(case);
    if let Some(reason) = validity.findings().iter().find(|finding| finding.weight() >= Weight::Open) {
        return Err(because("status.list-not-current", url, "is not in force", reason));
    }
    not_older(url, case, materials)?;
    not_stale(url, case, materials)
}

/// Whether it is no older than one that the caller has seen.
fn not_older(url: &str, case: &Case<'_>, materials: &Materials) -> Result<(), Finding> {
    let Some(seen) = materials.last_seen(url) else { return Ok(()) };
    let time = |name| case.root.get(name).and_then(Node::as_str).and_then(|text| Timestamp::parse(text).ok());
    if time("validFrom").or(time("issuanceDate")).is_some_and(|from| from >= seen) {
        return Ok(());
    }
    let message = format!("the status list at `{url}` is older than one that was seen before, of {seen}");
    Err(Finding::open("status.list-older", message))
}

/// Whether it may still be used, counted in its `ttl` from when the caller fetched it. A `ttl` that is no number of milliseconds has passed.
fn not_stale(url: &str, case: &Case<'_>, materials: &Materials) -> Result<(), Finding> {
    let ttl = case.root.get("credentialSubject").and_then(|subject| subject.get("ttl"));
    let (Some(fetched), Some(ttl)) = (materials.fetched(url), ttl) else { return Ok(()) };
    let seconds = ttl.source().parse::<u64>().ok().and_then(|milliseconds| i64::try_from(milliseconds / 1_000).ok());
    if seconds.and_then(|seconds| fetched.plus_seconds(seconds)).is_some_and(|ends| case.now <= ends) {
        return Ok(());
    }
    let message =
        format!("the status list at `{url}` was fetched at {fetched}, longer ago than its `ttl`: fetch it again");
    Err(Finding::open("status.list-not-current", message))
}

fn because(code: &'static str, url: &str, what: &str, reason: &Finding) -> Finding {
    Finding::open(code, format!("the status list at `{url}` {what}: {} [{}]", reason.message(), reason.code()))
}

impl Content {
    fn read(root: Node<'_>, limits: &Limits) -> Result<Self, Finding> {
        let subject = root.get("credentialSubject").and_then(sole).filter(|subject| subject.is_object());
        let subject = subject.ok_or_else(|| other_form("one `credentialSubject`"))?;
        let format = [Format::Bitstring, Format::Draft2021].into_iter().find(|format| {
            let [credential, list] = format.types();
            has_type(root, credential) && has_type(subject, list)
        });
        let format = format.ok_or_else(|| {
            other_form("the type `BitstringStatusListCredential` with a subject of the type `BitstringStatusList`")
        })?;
        let purposes = subject.get("statusPurpose").into_iter().flat_map(Node::one_or_many);
        let purposes = purposes.filter_map(|purpose| Some(purpose.as_str()?.to_owned())).collect();
        let text = subject.get("encodedList").and_then(sole).and_then(Node::as_str);
        let text = text.ok_or_else(|| other_form("one text `encodedList`"))?;
        let bits = match format {
            Format::Bitstring => Bits::decode(text, limits),
            Format::Draft2021 => Bits::decode_bare(text, limits),
        };
        let bits = bits.map_err(|error| {
            let message = format!("the `encodedList` that the issuer signed is malformed: {error} [{}]", error.code());
            Finding::fault("status.list-malformed", message)
        })?;
        Ok(Self { format, purposes, bits })
    }
}

impl Format {
    /// The types of the credential and of its subject.
    fn types(self) -> [&'static str; 2] {
        match self {
            Self::Bitstring => ["BitstringStatusListCredential", "BitstringStatusList"],
            Self::Draft2021 => ["StatusList2021Credential", "StatusList2021"],
        }
    }
}

/// The one item of an array, or the value itself: a signature may leave open which of them it is.
fn sole(node: Node<'_>) -> Option<Node<'_>> {
    let mut items = node.one_or_many();
    items.next().filter(|_| items.next().is_none())
}

/// The signature does not cover each bracket, so that this may be somebody else's doing.
fn other_form(expected: &str) -> Finding {
    Finding::open("status.list-form", format!("the status list is in another form: expected {expected}"))
}
