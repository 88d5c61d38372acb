//! What every showing of a badge holds, whatever its learner hides.

use crate::codec::json::Node;

/// The pointers to what this badge is none without, and to what would let a holder escape an end, a revocation or a condition if it
/// could be left out.
pub(super) fn always(badge: Node<'_>) -> Vec<&'static str> {
    let has_id = is_there(badge, "/credentialSubject/id");
    let decides = |pointer: &&str| is_there(badge, pointer) && !(*pointer == IDENTITY && has_id);
    ALWAYS.iter().copied().filter(decides).collect()
}

fn is_there(badge: Node<'_>, pointer: &str) -> bool {
    pointer.split('/').skip(1).try_fold(badge, Node::get).is_some()
}

const ALWAYS: &[&str] = &[
    "/id",
    "/issuer",
    "/validFrom",
    "/validUntil",
    "/awardedDate",
    "/credentialStatus",
    "/credentialSchema",
    "/termsOfUse",
    "/refreshService",
    "/credentialSubject/achievement",
    // A failed result and a smaller number of credits decide whether a badge counts towards an award.
    "/credentialSubject/result",
    "/credentialSubject/creditsEarned",
    IDENTITY,
];
/// Whom it is about, where that is no id: a badge has to say so.
const IDENTITY: &str = "/credentialSubject/identifier";
