//! Open Badges 3.0 §8.5: endorsements wherever the standard allows them. They are counted and named; none is verified so far,
//! and none adds trust.

use crate::codec::json::Node;
use crate::verify::case::Case;
use crate::verify::report::{Check, CheckId, Finding};

pub(in crate::verify) fn check(case: &Case<'_>) -> Check {
    let mut findings = Vec::new();
    for site in sites(case.root) {
        let named = ["endorsement", "endorsementJwt"].into_iter().filter_map(|name| site.get(name));
        for endorsements in named {
            findings.extend(endorsements.one_or_many().map(unread));
        }
    }
    if findings.is_empty() {
        return Check::not_applicable(CheckId::Endorsements, findings);
    }
    Check::of(CheckId::Endorsements, findings)
}

/// The credential, the achievement, and the profiles of issuer, creator and source.
fn sites(root: Node<'_>) -> Vec<Node<'_>> {
    let issuer = root.get("issuer");
    let subject = root.get("credentialSubject");
    let achievement = subject.and_then(|subject| subject.get("achievement"));
    let profiles = [issuer, achievement.and_then(|a| a.get("creator")), subject.and_then(|s| s.get("source"))];
    let parents = profiles.into_iter().flatten().filter_map(|profile| profile.get("parentOrg"));
    [Some(root), achievement].into_iter().chain(profiles).flatten().chain(parents).collect()
}

fn unread(endorsement: Node<'_>) -> Finding {
    let issuer = endorsement.get("issuer");
    let by = issuer.and_then(|issuer| issuer.as_str().or_else(|| issuer.get("id")?.as_str()));
    let message = format!("an endorsement by `{}` was not verified and adds nothing", by.unwrap_or("an unread issuer"));
    Finding::open("endorsements.not-checked", message).at(endorsement.pointer())
}
