//! Data Integrity §4.4 and §4.5: every proof is well formed, for assertions, timely, and made by its key over exactly this document.

use crate::base::limits::Limits;
use crate::base::time::Timestamp;
use crate::codec::ld::ContextInfo;
use crate::proof::Error;
use crate::proof::data_integrity::{Proof, Purpose};
use crate::verify::Reading;
use crate::verify::case::{Case, Examined};
use crate::verify::policy::Policy;
use crate::verify::report::Finding;

pub(in crate::verify) fn examine(examined: &Examined<'_>, historic: &[&ContextInfo], case: &Case<'_>) -> Vec<Finding> {
    let proof = &examined.proof;
    let mut findings = Vec::new();
    match &examined.signature {
        // Whatever key made it.
        _ if proof.is_base() => {
            let error = Error::BaseProof { at: proof.node().pointer() };
            findings.push(Finding::fault(error.code(), error.to_string()));
        }
        Some(Err(_)) if !historic.is_empty() => findings.push(signed_before(historic)),
        made => findings.extend(signature(proof, made.as_ref())),
    }
    findings.extend(accepted(case.demands.policy, proof.suite_name()));
    findings.extend(legacy(proof, case.demands.policy.reading()));
    if proof.is_selective() && !proof.is_base() {
        findings.push(selective());
    }
    findings.extend(purpose(proof, Purpose::AssertionMethod));
    findings.extend(timely(proof, case.demands.limits, case.now));
    if !proof.domains().is_empty() || proof.challenge().is_some() {
        findings.push(Finding::note(
            "proof.for-somebody",
            "made for a certain verifier or question; nobody asked to compare it",
        ));
    }
    findings.into_iter().map(|finding| finding.at(proof.node().pointer())).collect()
}

/// What is wrong with a signature, or why it could not be checked.
pub(in crate::verify) fn signature(proof: &Proof<'_>, made: Option<&Result<(), Error>>) -> Option<Finding> {
    match made {
        Some(Ok(())) => None,
        Some(Err(error)) => Some(signature_finding(error, proof.suite_name())),
        None if !proof.is_known() => Some(unsupported(proof.suite_name())),
        None => Some(no_key()),
    }
}

/// What is wrong with a suite, or the algorithm of a token, that the policy does not accept.
pub(in crate::verify) fn accepted(policy: &Policy, name: &str) -> Option<Finding> {
    let accepted = policy.suites()?;
    let message = || format!("expected one of {}, which the policy accepts, found `{name}`", accepted.join(", "));
    (!accepted.iter().any(|suite| suite == name)).then(|| Finding::fault("proof.suite-not-accepted", message()))
}

pub(in crate::verify) fn no_key() -> Finding {
    Finding::open("proof.no-key", "the signature could not be checked: its key is not at hand")
}

/// What is shown is signed; what else was signed is not known.
pub(in crate::verify) fn selective() -> Finding {
    let message = "the holder shows this badge in part: members that the issuer signed may be left out";
    Finding::note("proof.selective", message)
}

pub(in crate::verify) fn purpose(proof: &Proof<'_>, expected: Purpose) -> Option<Finding> {
    let message = || format!("expected the purpose `{}`, found `{}`", expected.name(), proof.purpose());
    (proof.purpose() != expected.name()).then(|| Finding::fault("proof.purpose", message()))
}

/// Data Integrity §4.4: the dates of a proof, with the clocks of two machines apart.
pub(in crate::verify) fn timely(proof: &Proof<'_>, limits: &Limits, now: Timestamp) -> Vec<Finding> {
    let mut findings = Vec::new();
    let skew = i64::from(limits.clock_skew_seconds);
    let is_after_now = |time: Timestamp| time.plus_seconds(skew.saturating_neg()).is_some_and(|time| time > now);
    if let Some(created) = proof.created().filter(|created| is_after_now(*created)) {
        findings.push(Finding::fault("proof.created-in-future", format!("made at {created}, checked at {now}")));
    }
    let is_past = |time: Timestamp| time.plus_seconds(skew).is_some_and(|time| time < now);
    if let Some(expires) = proof.expires().filter(|expires| is_past(*expires)) {
        findings.push(Finding::fault("proof.expired", format!("good until {expires}, checked at {now}")));
    }
    findings
}

/// Why a key is none. What this build leaves out is nobody's fault.
pub(in crate::verify) fn refused(error: &Error) -> Finding {
    match error {
        Error::FeatureMissing { .. } => Finding::open(error.code(), error.to_string()),
        _ => Finding::fault(error.code(), error.to_string()),
    }
}

/// The signature holds under contexts that their addresses no longer stand for.
fn signed_before(historic: &[&ContextInfo]) -> Finding {
    let then = |info: &&ContextInfo| format!("of {} for `{}`", info.held().unwrap_or(info.note()), info.url());
    let then: Vec<String> = historic.iter().map(then).collect();
    let message = format!(
        "the signature does not hold under the contexts in force: signed against the context document {}, which gave \
         words another meaning; a badge of today has to be issued again",
        then.join(" and that ")
    );
    Finding::fault("proof.historic-context", message)
}

fn signature_finding(error: &Error, suite: &str) -> Finding {
    match error {
        Error::UnsupportedSuite { .. } => unsupported(suite),
        Error::Ld(_) => Finding::open(
            "proof.not-computable",
            "what was signed cannot be computed: see the checks of contexts and terms",
        ),
        _ => Finding::fault(error.code(), error.to_string()),
    }
}

/// A suite of the past: the strict reading does not rely on it.
pub(in crate::verify) fn legacy(proof: &Proof<'_>, reading: Reading) -> Option<Finding> {
    let suite = proof.legacy_suite()?;
    let message = format!("signed with `{suite}`, a suite of the past that the standard no longer names");
    Some(match reading {
        Reading::Strict => Finding::open("proof.legacy-suite", message),
        Reading::Compatible => Finding::warning("proof.legacy-suite", message),
    })
}

/// A suite of the standards that is not read here is an open question; a name that no standard knows is a fault.
fn unsupported(suite: &str) -> Finding {
    let message = format!("proofs of the suite `{suite}` are not read here");
    match STANDARD_SUITES.contains(&suite) {
        true => Finding::open("proof.unsupported-suite", message),
        false => Finding::fault("proof.unsupported-suite", message),
    }
}

const STANDARD_SUITES: [&str; 3] = ["bbs-2023", "JsonWebSignature2020", "EcdsaSecp256r1Signature2019"];
