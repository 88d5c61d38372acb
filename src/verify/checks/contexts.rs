//! VCDM 2.0 §4.3, Open Badges 3.0 §B.8: each context is known by its exact address; which published bytes it stands for is reported.

use crate::codec::json::Node;
use crate::verify::case::Case;
use crate::verify::report::{Check, CheckId, ContextUsed, Finding};

pub(in crate::verify) fn check(case: &Case<'_>) -> Check {
    let Some(contexts) = case.root.get("@context") else {
        let fault = Finding::fault("contexts.none", "a credential names its contexts");
        return Check::of(CheckId::Contexts, vec![fault.at("")]);
    };
    let findings = contexts.one_or_many().filter_map(|entry| match entry.as_str() {
        Some(url) if case.verifier.contexts.info(url).is_some() => None,
        Some(url) => {
            let message =
                format!("`{url}` is not known here and contexts are never fetched: register it to judge this badge");
            Some(Finding::fault("contexts.unknown", message).at(entry.pointer()))
        }
        None => case.verifier.contexts.find_inline(entry).err().map(|sha256| {
            let message = format!(
                "a context written in place could redefine what the badge says; it has SHA-256 {sha256} in its RFC 8785 \
                 form: read it, then register it to judge this badge"
            );
            Finding::fault("contexts.inline", message).at(entry.pointer())
        }),
    });
    Check::of(CheckId::Contexts, findings.collect())
}

/// The contexts that the badge names and that are known, for the report.
pub(in crate::verify) fn used(case: &Case<'_>) -> Vec<ContextUsed> {
    let entries = case.root.get("@context").into_iter().flat_map(Node::one_or_many);
    let inline = |entry| {
        let info = case.verifier.contexts.find_inline(entry).ok()?.info();
        Some(ContextUsed { url: String::new(), sha256: info.sha256().to_owned() })
    };
    entries.filter_map(|entry| entry.as_str().map_or_else(|| inline(entry), |url| case.context_used(url))).collect()
}
