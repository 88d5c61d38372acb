//! Issuing: the credential as it came, with a proof.

use super::refusal::Refusal;
use super::{Cryptosuite, Desk, LIMITS, contexts, model};
use openbadges::base::time::Timestamp;
use openbadges::codec::json::{Document, Node};
use openbadges::proof::data_integrity::{Options, Unsecured, sign, sign_selective};
use openbadges::proof::{SelectiveSecrets, Suite};

/// Signs a credential that keeps the rules of the data model and has no word that its contexts leave undefined.
///
/// `mandatory` are the pointers to what no holder can leave out, for a suite that lets holders leave out anything.
pub(super) fn credential(
    desk: &Desk,
    credential: &Document,
    mandatory: Option<Vec<&str>>,
    now: Timestamp,
) -> Result<Document, Refusal> {
    let contexts = contexts::of_document(credential.root(), &desk.contexts)?;
    let document = match model::credential(credential.root(), &contexts)? {
        model::Version::First => with_proof_terms(credential.root())?,
        model::Version::Second => credential.clone(),
    };
    // A suite that signs JSON does not look at words.
    Unsecured::new(document.root(), &contexts, &LIMITS).check_terms()?;
    match desk.suite {
        Cryptosuite::Whole(suite) => {
            let options = Options::new(suite).with_created(now);
            Ok(sign(&document, &desk.key, &options, &contexts, &LIMITS)?)
        }
        Cryptosuite::Selective => {
            let root = document.root();
            let usual = || USUAL.into_iter().filter(|pointer| root.get(&pointer[1..]).is_some()).collect();
            let secrets = SelectiveSecrets::generate(desk.chance)?;
            // Of these options the suite does not count.
            let options = Options::new(Suite::EcdsaRdfc2019).with_created(now);
            let mandatory = mandatory.unwrap_or_else(usual);
            Ok(sign_selective(&document, &desk.key, &mandatory, &secrets, &options, &contexts, &LIMITS)?)
        }
    }
}

/// What every showing holds unless the caller says otherwise: who says it, and what decides how long.
const USUAL: [&str; 6] =
    ["/issuer", "/validFrom", "/validUntil", "/issuanceDate", "/expirationDate", "/credentialStatus"];

/// Version 1.1 of the data model has no words for these proofs: another context brings them.
fn with_proof_terms(credential: Node<'_>) -> Result<Document, Refusal> {
    let context = credential.get("@context").ok_or_else(|| Refusal::member(credential, "@context", "an array"))?;
    let mut items: Vec<&str> = context.one_or_many().map(Node::source).collect();
    let named = format!("\"{DATA_INTEGRITY}\"");
    if !context.one_or_many().any(|item| item.as_str() == Some(DATA_INTEGRITY)) {
        items.push(&named);
    }
    let (before, after) = credential.source().split_at(context.offset() - credential.offset());
    let text = format!("{before}[{}]{}", items.join(","), &after[context.source().len()..]);
    Ok(Document::parse(text.as_bytes(), &LIMITS)?)
}

const DATA_INTEGRITY: &str = "https://w3id.org/security/data-integrity/v2";
