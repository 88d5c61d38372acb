//! Signatures that hold only under what an address once meant: a badge from before its contexts changed.

use crate::base::limits::Limits;
use crate::codec::json::Node;
use crate::codec::ld::{ContextInfo, Contexts};
use crate::proof::Error;
use crate::proof::data_integrity::Unsecured;
use crate::verify::case::{Case, Examined};

/// For each proof the historic contexts under which its signature holds; nothing where it holds as it is, or never.
///
/// It explains a failure and changes no verdict: what the words meant then is not what they say today.
pub(super) fn explain<'a>(case: &Case<'a>, proofs: &[Examined<'_>]) -> Vec<Vec<&'a ContextInfo>> {
    let mut found: Vec<Vec<&ContextInfo>> = vec![Vec::new(); proofs.len()];
    if !proofs.iter().any(is_broken) {
        return found;
    }
    let (contexts, limits): (&Contexts, &Limits) = (&case.verifier.contexts, case.demands.limits);
    for attempt in attempts(contexts, case.root) {
        let then = attempt.iter().try_fold(contexts.clone(), |then, info| then.with_historic(info.sha256()));
        let Some(then) = then else { continue };
        // One canonical form for all proofs.
        let mut unsecured = Unsecured::new(case.root, &then, limits);
        for (examined, found) in proofs.iter().zip(&mut found).filter(|(examined, _)| is_broken(examined)) {
            let holds = |key| unsecured.verify(&examined.proof, key).is_ok();
            if found.is_empty() && examined.key.at_hand().is_some_and(holds) {
                found.clone_from(&attempt);
            }
        }
    }
    found
}

/// Whether the key is at hand and did not sign the statements that the contexts in force make.
fn is_broken(examined: &Examined<'_>) -> bool {
    matches!(examined.signature, Some(Err(Error::SignatureInvalid))) && examined.proof.signs_statements()
}

/// What the URLs that the document names once meant: each historic document alone, newest first, then two URLs at once.
fn attempts<'a>(contexts: &'a Contexts, document: Node<'_>) -> Vec<Vec<&'a ContextInfo>> {
    let mut historic: Vec<&ContextInfo> = Vec::new();
    let urls = document.get("@context").into_iter().flat_map(Node::one_or_many).filter_map(Node::as_str);
    for info in urls.flat_map(|url| contexts.historic(url)) {
        if !historic.iter().any(|known| known.sha256() == info.sha256()) {
            historic.push(info);
        }
    }
    let single = historic.iter().map(|info| vec![*info]);
    let pairs = historic.iter().enumerate().flat_map(|(at, one)| {
        let others = historic.iter().skip(at).filter(|other| other.url() != one.url());
        others.map(|other| vec![*one, *other])
    });
    single.chain(pairs).take(MOST).collect()
}

/// Attempts for one badge, since each costs as much as the verification itself.
const MOST: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::json::Document;

    const OLD: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context.json";
    const NEW: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

    fn tried(contexts: &str) -> Vec<String> {
        let document = format!(r#"{{"@context": {contexts}}}"#);
        let document = Document::parse(document.as_bytes(), &Limits::DEFAULT).unwrap();
        let bundled = Contexts::bundled();
        let held = |info: &ContextInfo| info.held().unwrap()[..7].to_owned();
        let attempts = attempts(&bundled, document.root());
        attempts.iter().map(|attempt| attempt.iter().map(|info| held(info)).collect::<Vec<_>>().join(" + ")).collect()
    }

    #[test]
    fn tries_the_newest_first_and_then_two_at_once() {
        let all = format!(r#"["https://www.w3.org/ns/credentials/v2", {{}}, "{OLD}", "{NEW}", "{OLD}"]"#);
        assert_eq!(
            tried(&all),
            ["2022-11", "2022-06", "2022-05", "2025-04", "2022-11 + 2025-04", "2022-06 + 2025-04", "2022-05 + 2025-04"]
        );
        assert_eq!(tried(&format!("\"{OLD}\"")), ["2022-11", "2022-06", "2022-05"]);
        assert!(tried(r#"["https://www.w3.org/ns/credentials/v2"]"#).is_empty());
    }
}
