//! What the suites need beyond the bundled contexts: one for examples, and those that documents hold written out.
//!
//! A verifier of badges registers such contexts after a person read them; here nobody is to be protected.

use super::refusal::Refusal;
use openbadges::codec::json::Node;
use openbadges::codec::ld::{Contexts, Error};

/// The bundled contexts and `credentials/examples/v2`, which gives every word a meaning.
pub(super) fn known() -> Result<Contexts, Error> {
    let mut contexts = Contexts::bundled();
    let examples = r#"{"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}"#;
    contexts.register("https://www.w3.org/ns/credentials/examples/v2", examples.as_bytes(), None)?;
    Ok(contexts)
}

/// The known contexts and those written out in a document, at whatever depth.
///
/// # Errors
///
/// Those of [`Contexts::register_inline`], such as `ld.redefinition`, and more contexts than a document should need.
pub(super) fn of_document(document: Node<'_>, known: &Contexts) -> Result<Contexts, Refusal> {
    let mut contexts = known.clone();
    let mut open = vec![document];
    while let Some(node) = open.pop() {
        open.extend(node.items());
        for (name, member) in node.members() {
            if name != "@context" {
                open.push(member);
                continue;
            }
            for context in member.one_or_many().filter(|context| context.is_object()) {
                contexts.register_inline(context.source().as_bytes())?;
                if contexts.inline().count() > MOST {
                    return Err(Refusal::at(context, "fewer contexts that are written out"));
                }
            }
        }
    }
    Ok(contexts)
}

/// Each is compiled by the general processor, once for a request.
const MOST: usize = 16;
