//! Codes about whose key it is.

use super::Row;

pub(super) const TABLE: &[Row] = &[
    ("issuer-key.self-certifying", "The issuer's id is the key itself.", ""),
    ("issuer-key.resolved", "The issuer's own document lists the key.", ""),
    ("issuer-key.key-set", "The key set of the issuer's host has the key.", ""),
    ("issuer-key.pinned", "You vouch for the key.", ""),
    ("issuer-key.co-signer", "Somebody whom the policy names signed as well.", ""),
    (
        "issuer-key.legacy-form",
        "The issuer's document has the key in a form of the past.",
        "The issuer should publish it as a Multikey.",
    ),
    (
        "issuer-key.document-missing",
        "What the issuer publishes is not at hand, so its keys are not known.",
        "Fetch it and hand it over with --material URL=FILE, or vouch for a key with --key-of.",
    ),
    (
        "issuer-key.unbound",
        "Nothing ties the key to the issuer: perhaps somebody else signed in its name.",
        "Do not accept it unless the issuer says that the key is its own.",
    ),
    (
        "issuer-key.json",
        "What the issuer publishes is no JSON that every reader reads alike.",
        "The issuer has to mend its document.",
    ),
    ("issuer-key.no-proof", "There is no proof, so there is no key to ask about.", "See the check of the proof."),
    (
        "issuer-key.no-header",
        "The header of the token is not allowed, so its key was not asked about.",
        "See the check of the proof.",
    ),
    ("issuer-key.unnamed", "The token does not say which key signed it.", "The issuer has to name the key in kid."),
    ("issuer-key.others-only", "Others signed it, and the issuer did not.", "Do not accept it as the issuer's."),
    (
        "issuer-key.signer-missing",
        "Somebody who has to sign, by the policy, has not.",
        "Ask the issuer for a badge that both signed.",
    ),
    (
        "issuer-key.signer-unknown",
        "Whether somebody signed who has to, by the policy, could not be checked.",
        "Hand over that one's document with --material.",
    ),
    (
        "controller.",
        "The issuer's document does not list this key as the proof needs it: it is another's document, or the method is unknown, ended, revoked, or not for assertions.",
        "The issuer has to mend its document; a key that it withdrew makes no badges any more.",
    ),
    (
        "key-set.",
        "The key set of the issuer's host cannot be used.",
        "The issuer has to publish one that is its own, with each kid once.",
    ),
    (
        "did.",
        "An identifier is malformed, or names nothing that can be found.",
        "The issuer has to use an id of its own method's form.",
    ),
    (
        "key.feature-missing",
        "This program was built without such keys.",
        "Build it with the feature that the message names.",
    ),
    ("key.", "A key is in no form that is accepted, or weak.", "Its owner has to use another one."),
];
