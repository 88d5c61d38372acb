//! What stands for a badge in a presentation: the badge itself, or a token (VCDM 2.0 §4.13.1).

use crate::base::Malformed;
use crate::base::limits::Limits;
use crate::codec::json::Node;
use crate::proof::SdJwt;
use crate::verify::presented::is_token;
use crate::verify::{Error, Presented};

/// One entry of `verifiableCredential`, not yet believed.
#[derive(Clone, Copy)]
pub(super) enum Entry<'p> {
    /// A badge, written in place.
    Badge(Node<'p>),
    /// A token in an EnvelopedVerifiableCredential.
    Envelope(Node<'p>),
    /// A token as a text by itself, as version 1.1 of the data model has it.
    Plain(Node<'p>),
}

impl<'p> Entry<'p> {
    /// Every entry of a presentation, in its order.
    pub(super) fn all(presentation: Node<'p>) -> impl Iterator<Item = Self> {
        let entries = presentation.get("verifiableCredential").into_iter().flat_map(Node::one_or_many);
        entries.map(|node| match node {
            node if node.as_str().is_some_and(is_token) => Self::Plain(node),
            node if has_type(node, ENVELOPE) => Self::Envelope(node),
            node => Self::Badge(node),
        })
    }

    pub(super) fn is_plain(self) -> bool {
        matches!(self, Self::Plain(_))
    }

    pub(super) fn node(self) -> Node<'p> {
        let (Self::Badge(node) | Self::Envelope(node) | Self::Plain(node)) = self;
        node
    }

    /// The badge in it. A presentation is none, by itself or in a token.
    pub(super) fn open(self, limits: &Limits) -> Result<Presented, Error> {
        let badge = match self {
            Self::Badge(node) if is_presentation(node) => return Err(Error::NestedPresentation),
            Self::Badge(node) if !node.is_object() => return Err(Error::NotAnObject),
            Self::Badge(node) => Presented::open(node.source().as_bytes(), limits)?,
            Self::Envelope(node) => Presented::open_token(token_in(node)?, limits)?,
            Self::Plain(node) => Presented::open_token(node.as_str().unwrap_or_default(), limits)?,
        };
        if is_presentation(badge.document().root()) { Err(Error::NestedPresentation) } else { Ok(badge) }
    }

    /// What an envelope says beside its token, which the issuer did not sign, and where it is no envelope of the standard.
    pub(super) fn contradiction(self) -> Option<&'static str> {
        let Self::Envelope(node) = self else { return None };
        let is_base = |context: Node<'_>| context.as_str() == Some(V2);
        if !node.get("@context").is_some_and(|context| context.len() < 2 && context.one_or_many().any(is_base)) {
            return Some("expected the context of the data model, and no other, in the envelope of a token");
        }
        if node.get("type").is_some_and(|types| types.one_or_many().len() != 1) {
            return Some("expected an envelope of a token to be of no other type");
        }
        let is_other = |(name, _): (&str, _)| !matches!(name, "@context" | "id" | "type");
        node.members().any(is_other).then_some("expected nothing in the envelope of a token beside the token")
    }
}

/// The token in the data URL (RFC 2397) of an envelope, written one way: no parameter, no base64, no percent-encoding.
fn token_in(envelope: Node<'_>) -> Result<&str, Error> {
    let refuse = |code, expected, found: &str| Error::Envelope(Malformed::new(code, expected, found));
    let id = envelope.get("id").and_then(Node::as_str).unwrap_or_default();
    let Some((media_type, token)) = id.strip_prefix("data:").and_then(|rest| rest.split_once(',')) else {
        return Err(refuse(
            "envelope.no-token",
            "`data:application/vc+jwt,` and a token as the `id` of an envelope",
            id,
        ));
    };
    if media_type.ends_with(";base64") {
        return Err(refuse("envelope.encoding", "a token as it is, not in base64 once more", media_type));
    }
    if !MEDIA_TYPES.contains(&(media_type, SdJwt::is_one(token))) {
        let expected = "a token of the type `application/vc+jwt`, `application/vc+sd-jwt` or `application/dc+sd-jwt`";
        return Err(refuse("envelope.media-type", expected, media_type));
    }
    if token.contains('%') {
        return Err(refuse("envelope.encoding", "a token as it is, without percent-encoding", token));
    }
    Ok(token)
}

/// A presentation has a type of its own; before there was one for tokens it stood under `vp`.
fn is_presentation(node: Node<'_>) -> bool {
    has_type(node, PRESENTATION) || has_type(node, "EnvelopedVerifiablePresentation") || node.get("vp").is_some()
}

pub(super) fn has_type(node: Node<'_>, name: &str) -> bool {
    node.get("type").into_iter().flat_map(Node::one_or_many).any(|entry| entry.as_str() == Some(name))
}

pub(super) const PRESENTATION: &str = "VerifiablePresentation";
const ENVELOPE: &str = "EnvelopedVerifiableCredential";
/// The types of tokens, and whether their holders may show them in part.
const MEDIA_TYPES: [(&str, bool); 3] =
    [("application/vc+jwt", false), ("application/vc+sd-jwt", true), ("application/dc+sd-jwt", true)];
pub(super) const V2: &str = "https://www.w3.org/ns/credentials/v2";
