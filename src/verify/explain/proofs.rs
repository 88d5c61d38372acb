//! Codes about signatures.

use super::Row;

pub(super) const TABLE: &[Row] = &[
    ("proof.missing", "Nobody signed it.", "Ask for the badge as it was issued."),
    (
        "proof.signature-invalid",
        "The signature does not belong to this text and key: something was changed after signing, or somebody else signed.",
        "Do not accept it. Ask for the badge as it was issued.",
    ),
    ("proof.signature-length", "The signature has another length than signatures of its kind.", "Do not accept it."),
    ("proof.no-key", "The signature could not be checked, for want of its key.", "See the check of the issuer's key."),
    ("proof.not-computable", "What was signed cannot be worked out.", "See the checks of contexts and terms."),
    (
        "proof.historic-context",
        "The signature holds only under what a context once meant.",
        "A badge of today has to be issued again.",
    ),
    (
        "proof.unsupported-suite",
        "Proofs of this kind are not read here.",
        "Give it to a verifier that reads them, or ask the issuer for another kind.",
    ),
    (
        "proof.suite-not-accepted",
        "The policy does not accept this suite or algorithm.",
        "Ask for a badge signed by another, or add it to acceptedSuites.",
    ),
    (
        "proof.legacy-suite",
        "It is signed by a recipe of the past.",
        "The compatible reading accepts it; the issuer should use a recipe of today.",
    ),
    ("proof.malformed", "A member of the proof is in no form of the standard.", "The issuer has to issue it again."),
    ("proof.purpose", "The proof was made for something else than to assert a badge.", "Do not accept it as a badge."),
    ("proof.created-in-future", "The proof was made later than now.", "Look at the clock of this machine."),
    ("proof.expired", "The proof has ended.", "Ask the issuer for a new one."),
    ("proof.expires-before-created", "The proof ends before it was made.", "The issuer has to issue it again."),
    (
        "proof.for-somebody",
        "It was made for a certain verifier or question, which nobody compared.",
        "--challenge and --domain compare, where a holder shows badges.",
    ),
    (
        "proof.selective",
        "The holder shows it in part: what is shown is proven, and what else was signed is not known.",
        "If something decides that is not there, ask for it.",
    ),
    (
        "proof.base-proof",
        "This is the badge as it was issued, for its holder alone, who could show any part of it.",
        "Ask for what openbadges derive makes of it.",
    ),
    (
        "proof.base-malformed",
        "It is no badge from which a part can be derived.",
        "Take the one that the issuer handed over, unchanged.",
    ),
    (
        "proof.selection",
        "This part cannot be shown: of an ordered list all items or none can.",
        "Point to the whole list.",
    ),
    ("proof.pointer", "A JSON Pointer leads nowhere.", "openbadges show --json prints what there is."),
    ("proof.too-many", "It has more proofs than one badge needs.", ""),
    (
        "proof.too-few",
        "Fewer proofs hold than the policy asks for.",
        "Ask for a badge with all of them, or change the policy.",
    ),
    (
        "proof.no-such-suite",
        "No proof is of a kind that the policy asks for.",
        "Ask for another proof, or change the policy.",
    ),
    ("proof.duplicate-id", "Two proofs have one id.", "The issuer has to issue it again."),
    ("proof.shared-id", "Something in it has the id of a proof.", "The issuer has to issue it again."),
    (
        "proof.previous-missing",
        "A proof signs an earlier one that is not there.",
        "Ask for the badge with all its proofs.",
    ),
    (
        "proof.chain-cycle",
        "Proofs sign each other in a circle, or in too long a row.",
        "The issuer has to issue it again.",
    ),
    ("proof.context-mismatch", "A proof is under other contexts than the badge.", "The issuer has to issue it again."),
    ("proof.key-algorithm", "The key is of another algorithm than the proof says.", "Do not accept it."),
    ("token.type", "It is a token of something else than a badge.", "Give it to a verifier for that."),
    (
        "token.profile",
        "It is a token of a type that Open Badges 3.0 does not name.",
        "The compatible reading accepts it; the strict one does not.",
    ),
    (
        "token.algorithm",
        "It is signed by an algorithm that Open Badges 3.0 does not name.",
        "The compatible reading accepts it; the strict one does not.",
    ),
    (
        "token.key-id",
        "The name of the key is no URL.",
        "The compatible reading accepts it; the issuer should name keys by URL.",
    ),
    (
        "token.header",
        "The header says more than is read, and nothing is fetched by it.",
        "The compatible reading accepts it; the strict one does not.",
    ),
    ("jws.algorithm", "A token says an algorithm that is not allowed, such as none.", "Do not accept it."),
    ("jws.detached", "A token has nothing in it.", "Ask for the token with its payload."),
    ("jws.", "A token is in no form that is accepted.", "Ask for it as it was issued."),
    ("sd-jwt.unreferenced", "Something is shown that nobody signed: it was made up or altered.", "Do not accept it."),
    (
        "sd-jwt.nonce",
        "It answers another question than the one that was asked: perhaps an old one, shown again.",
        "Ask for a new one with a new challenge.",
    ),
    ("sd-jwt.audience", "It is made for another verifier.", "Ask for one that is made for you."),
    (
        "sd-jwt.binding",
        "The holder's signature is not over exactly what is shown.",
        "Do not accept it. Ask the holder to show it again.",
    ),
    (
        "sd-jwt.unbound",
        "The holder has not signed that it is hers.",
        "Ask for it as openbadges present --by-itself makes it.",
    ),
    (
        "sd-jwt.no-holder",
        "It names no key of its holder, so nobody can prove that it is theirs.",
        "The issuer names one with issue --holder.",
    ),
    ("sd-jwt.other-holder", "It names another key as its holder's.", "Sign with the key that it names."),
    ("sd-jwt.", "The parts of a token do not fit together.", "Ask for it as it was issued."),
];
