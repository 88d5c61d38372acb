//! Resources that a credential refers to by digest (VCDM 2.0, section 5.3).

use super::refusal::Refusal;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use openbadges::codec::json::Node;
use openbadges::codec::ld::{Contexts, Role};
use openbadges::codec::multibase;

/// Checks each resource: an id of its own and a digest, the right one where it is known.
///
/// Nothing is fetched: of a resource that is no bundled context only the form of the digest is checked.
pub(super) fn resources(credential: Node<'_>, contexts: &Contexts) -> Result<(), Refusal> {
    let Some(member) = credential.get("relatedResource") else { return Ok(()) };
    let mut ids = Vec::new();
    for resource in member.one_or_many() {
        let id = resource.get("id").and_then(Node::as_str).unwrap_or_default();
        if ids.contains(&id) {
            return Err(Refusal::member(resource, "id", "an id that no other resource has"));
        }
        ids.push(id);
        let mut any = false;
        for (name, read) in [("digestSRI", of_sri as fn(&str) -> Option<Digest>), ("digestMultibase", of_multibase)] {
            for digest in resource.get(name).into_iter().flat_map(Node::one_or_many) {
                any = true;
                let read = digest.as_str().and_then(read);
                let read = read.ok_or_else(|| Refusal::at(digest, "a digest by SHA-256, SHA-384 or SHA-512"))?;
                if is_wrong(id, &read, contexts) {
                    return Err(Refusal::at(digest, "the digest of the resource"));
                }
            }
        }
        if !any {
            return Err(Refusal::member(resource, "digestSRI", "a digest"));
        }
    }
    Ok(())
}

/// The hash tells itself by its length.
type Digest = Vec<u8>;

/// Subresource Integrity: `sha256-` and the digest in standard base64.
fn of_sri(text: &str) -> Option<Digest> {
    let (name, value) = text.split_once('-')?;
    let digest = STANDARD.decode(value).ok()?;
    matches!((name, digest.len()), ("sha256", 32) | ("sha384", 48) | ("sha512", 64)).then_some(digest)
}

/// Controlled Identifiers, sections 2.4 and 2.5: a multihash in base58btc or base64url.
fn of_multibase(text: &str) -> Option<Digest> {
    let bytes = multibase::decode(text, 128).ok()?;
    let (header, digest) = bytes.split_at_checked(2)?;
    matches!((header, digest.len()), ([0x12, 32], 32) | ([0x20, 48], 48) | ([0x13, 64], 64)).then(|| digest.to_vec())
}

fn is_wrong(id: &str, digest: &Digest, contexts: &Contexts) -> bool {
    if digest.len() == 48 {
        return id == V2 && STANDARD.encode(digest) != V2_SHA384;
    }
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let published = contexts.info(id).filter(|known| known.role() == Role::Current);
    digest.len() == 32 && published.is_some_and(|known| !known.has_digest(&hex))
}

const V2: &str = "https://www.w3.org/ns/credentials/v2";
const V2_SHA384: &str = "l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU";
