//! The problem types of the W3C (VCDM 2.0 §7.1.1, Data Integrity §4.7, Controlled Identifiers §3.5, Bitstring Status List §3.5) that say what a
//! code of ours says. Many codes are finer, and many say what no standard has a name for.

/// The problem type of a code, as an absolute URL.
pub(super) fn problem_type(code: &str) -> Option<&'static str> {
    let exact = || TABLE.iter().find(|(of, _)| *of == code);
    let family = || {
        let family = code.split_once('.').map(|(family, _)| family)?;
        TABLE.iter().find(|(of, _)| of.strip_suffix('.') == Some(family))
    };
    exact().or_else(family).map(|(_, problem)| *problem)
}

const PARSING: &str = "https://www.w3.org/TR/vc-data-model#PARSING_ERROR";
const MALFORMED: &str = "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
const RANGE: &str = "https://www.w3.org/TR/vc-data-model#RANGE_ERROR";
const CRYPTOGRAPHIC: &str = "https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR";
const TRANSFORMATION: &str = "https://w3id.org/security#PROOF_TRANSFORMATION_ERROR";
const VERIFICATION: &str = "https://w3id.org/security#PROOF_VERIFICATION_ERROR";
const DOMAIN: &str = "https://w3id.org/security#INVALID_DOMAIN_ERROR";
const CHALLENGE: &str = "https://w3id.org/security#INVALID_CHALLENGE_ERROR";
const METHOD: &str = "https://w3id.org/security#INVALID_VERIFICATION_METHOD";
const DOCUMENT: &str = "https://w3id.org/security#INVALID_CONTROLLED_IDENTIFIER_DOCUMENT";
const DOCUMENT_ID: &str = "https://w3id.org/security#INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID";
const RELATIONSHIP: &str = "https://w3id.org/security#INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD";
const RETRIEVAL: &str = "https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR";
const STATUS: &str = "https://www.w3.org/ns/credentials/status-list#STATUS_VERIFICATION_ERROR";
const LENGTH: &str = "https://www.w3.org/ns/credentials/status-list#STATUS_LIST_LENGTH_ERROR";

/// A code, or a family with its last point.
const TABLE: &[(&str, &str)] = &[
    ("json.", PARSING),
    ("proof.missing", PARSING),
    ("verify.not-an-object", PARSING),
    ("version.not-a-credential", MALFORMED),
    ("wire.", MALFORMED),
    ("time.", MALFORMED),
    ("iri.", MALFORMED),
    ("contexts.none", MALFORMED),
    ("validity.malformed", MALFORMED),
    ("validity.no-start", MALFORMED),
    ("validity.reversed", MALFORMED),
    ("resources.malformed", MALFORMED),
    ("status.entry-malformed", MALFORMED),
    ("status.index-number", MALFORMED),
    ("contexts.unknown", TRANSFORMATION),
    ("contexts.inline", TRANSFORMATION),
    ("ld.", TRANSFORMATION),
    ("rdf.", TRANSFORMATION),
    ("terms.conflicting-nodes", TRANSFORMATION),
    ("proof.not-computable", TRANSFORMATION),
    ("proof.signature-invalid", CRYPTOGRAPHIC),
    ("proof.historic-context", CRYPTOGRAPHIC),
    ("resources.altered", CRYPTOGRAPHIC),
    ("proof.malformed", VERIFICATION),
    ("proof.signature-length", VERIFICATION),
    ("proof.unsupported-suite", VERIFICATION),
    ("proof.suite-not-accepted", VERIFICATION),
    ("proof.no-such-suite", VERIFICATION),
    ("proof.key-algorithm", VERIFICATION),
    ("proof.purpose", VERIFICATION),
    ("proof.created-in-future", VERIFICATION),
    ("proof.expired", VERIFICATION),
    ("proof.expires-before-created", VERIFICATION),
    ("proof.previous-missing", VERIFICATION),
    ("proof.chain-cycle", VERIFICATION),
    ("proof.duplicate-id", VERIFICATION),
    ("proof.shared-id", VERIFICATION),
    ("proof.context-mismatch", VERIFICATION),
    ("proof.too-many", VERIFICATION),
    ("proof.too-few", VERIFICATION),
    ("proof.base-proof", VERIFICATION),
    ("proof.base-malformed", VERIFICATION),
    ("presentation.domain", DOMAIN),
    ("presentation.challenge", CHALLENGE),
    ("issuer-key.unbound", METHOD),
    ("key.", METHOD),
    ("did.", METHOD),
    ("controller.id", DOCUMENT_ID),
    ("controller.not-authorized", RELATIONSHIP),
    ("controller.method-unknown", METHOD),
    ("controller.method-controller", METHOD),
    ("controller.method-expired", METHOD),
    ("controller.method-revoked", METHOD),
    ("controller.", DOCUMENT),
    ("status.list-missing", RETRIEVAL),
    ("status.list-unreadable", STATUS),
    ("status.list-unproven", STATUS),
    ("status.list-not-current", STATUS),
    ("status.list-older", STATUS),
    ("status.list-issuer", STATUS),
    ("status.list-id", STATUS),
    ("status.list-form", STATUS),
    ("status.list-malformed", STATUS),
    ("status.list-purpose", STATUS),
    ("status.list-too-short", LENGTH),
    ("status.index-out-of-range", RANGE),
];
