//! Whether the issuer is one of those that the verifier named, or that a registry at hand lists: by exact id, never by name.

use crate::codec::json::Node;
use crate::verify::case::Case;
use crate::verify::report::{Check, CheckId, Finding, Weight};

pub(in crate::verify) fn check(case: &Case<'_>) -> Check {
    if case.is_endorsement() {
        return endorser(case);
    }
    let (trusted, demands) = (case.demands.policy.trusted(), case.demands.policy.demands_trust());
    let mut is_decided = trusted.is_some() || demands;
    let mut findings = match case.issuer_id() {
        None if is_decided => vec![Finding::fault("issuer-trust.no-issuer", "the badge names no issuer")],
        Some(id) if trusted.is_some_and(|trusted| !trusted.iter().any(|issuer| issuer.as_str() == id)) => {
            vec![Finding::fault("issuer-trust.unknown", format!("`{id}` is not among the trusted issuers"))]
        }
        Some(_) | None => Vec::new(),
    };
    if let Some(id) = case.issuer_id().filter(|_| !case.verifier.registries.is_empty()) {
        // Where there is a list, it decides.
        let (is_known, told) = in_registries(case, id, demands && trusted.is_none());
        is_decided |= is_known;
        findings.extend(told);
    } else if case.verifier.registries.is_empty() && trusted.is_none() && demands {
        let message = "the issuer has to be a known one, and no list and no registry is at hand";
        findings.push(Finding::open("issuer-trust.no-registry", message));
    }
    findings = findings.into_iter().map(|finding| finding.at("/issuer")).collect();
    if !is_decided && case.verifier.registries.is_empty() {
        let message = "no list of trusted issuers was given: anyone can make a key and use any name";
        findings.push(Finding::note("issuer-trust.not-asked", message));
    }
    findings.extend(creator(case));
    match is_decided {
        true => Check::of(CheckId::IssuerTrust, findings),
        false => Check::not_applicable(CheckId::IssuerTrust, findings),
    }
}

/// Whether an endorser is known: nobody has to be, and whoever is not adds less.
fn endorser(case: &Case<'_>) -> Check {
    let Some(id) = case.issuer_id() else { return Check::not_applicable(CheckId::IssuerTrust, Vec::new()) };
    let is_trusted = case.demands.policy.trusted().is_some_and(|trusted| trusted.iter().any(|iri| iri.as_str() == id));
    let by_list =
        is_trusted.then(|| Finding::note("issuer-trust.known", format!("`{id}` is among the trusted issuers")));
    let (is_known, told) = match case.verifier.registries.is_empty() {
        true => (false, Vec::new()),
        false => in_registries(case, id, false),
    };
    let findings = by_list.into_iter().chain(told).map(|finding| finding.at("/issuer")).collect();
    match is_trusted || is_known {
        true => Check::of(CheckId::IssuerTrust, findings),
        false => Check::not_applicable(CheckId::IssuerTrust, findings),
    }
}

/// Whether a registry lists the issuer at this time, and what each one says of it.
fn in_registries(case: &Case<'_>, issuer: &str, decides: bool) -> (bool, Vec<Finding>) {
    let mut findings = Vec::new();
    let (mut is_known, mut all_in_force) = (false, true);
    for registry in &case.verifier.registries {
        let name = registry.name();
        if !registry.is_in_force(case.now) {
            all_in_force = false;
            let message =
                format!("the proof of the registry `{name}` is not in force at {}: it says nothing", case.now);
            findings.push(Finding::warning("issuer-trust.registry-not-in-force", message));
            continue;
        }
        let Some(entry) = registry.find(issuer) else { continue };
        let listed = format!("the registry `{name}` lists `{issuer}` as `{}`", entry.name);
        if entry.counts_at(case.now) {
            is_known = true;
            findings.push(Finding::note("issuer-trust.known", listed));
        } else {
            let message = format!("{listed}, but not for {}", case.now);
            findings.push(Finding::warning("issuer-trust.entry-not-current", message));
        }
    }
    if !is_known {
        let weight = match (decides, all_in_force) {
            (false, _) => Weight::Warning,
            (true, false) => Weight::Open,
            (true, true) => Weight::Fault,
        };
        let message = format!("no registry at hand lists `{issuer}` at this time");
        findings.push(Finding::new(weight, "issuer-trust.not-in-registry", message));
    }
    (is_known, findings)
}

/// An achievement that is said to be somebody else's: Open Badges 3.0 leaves open whether that one agreed.
fn creator(case: &Case<'_>) -> Option<Finding> {
    let creator = case.root.get("credentialSubject")?.get("achievement")?.get("creator")?;
    let id = creator.as_str().or_else(|| creator.get("id").and_then(Node::as_str))?;
    let message = format!("the achievement is said to be of `{id}`, who is not the issuer: nothing here shows consent");
    let finding = Finding::note("issuer-trust.creator", message).at(creator.pointer());
    (case.issuer_id() != Some(id)).then_some(finding)
}
