//! Why a file could not be opened or a policy not be read. That a badge is not good is never an error: see the report.

use crate::base::Malformed;
use crate::codec::{json, ld, pdf, png, svg};
use crate::proof;

/// What kept us from looking at a badge.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The JSON text is not one that every reader reads alike.
    #[error(transparent)]
    Json(#[from] json::Error),
    /// The PNG is damaged or holds no single credential.
    #[error(transparent)]
    Png(#[from] png::Error),
    /// The SVG is damaged or holds no single credential.
    #[error(transparent)]
    Svg(#[from] svg::Error),
    /// The PDF is damaged or holds no single credential.
    #[error(transparent)]
    Pdf(#[from] pdf::Error),
    /// JSON, but no object.
    #[error("expected a credential, which is a JSON object, found another JSON value")]
    NotAnObject,
    /// JSON, but no presentation.
    #[error("expected a verifiable presentation, found another JSON value")]
    NotAPresentation,
    /// A presentation where a badge belongs.
    #[error("expected a badge, found a presentation inside a presentation")]
    NestedPresentation,
    /// The envelope of a token, in a presentation, that holds none.
    #[error(transparent)]
    Envelope(Malformed),
    /// A credential signed as a compact JWS whose form is not accepted.
    #[error(transparent)]
    Token(proof::Error),
    /// A fetched document over the limit.
    #[error("the document at `{url}` is larger than {limit} bytes")]
    MaterialTooLarge {
        /// Where it came from.
        url: String,
        /// The limit, in bytes.
        limit: usize,
    },
    /// A policy document that says something else than a policy can.
    #[error("the policy is malformed: {0}")]
    Policy(String),
    /// A bundle in another form.
    #[error("the bundle is malformed: {0}")]
    Bundle(String),
    /// A context in a bundle that cannot be registered.
    #[error("a context of the bundle: {0}")]
    Context(#[from] ld::Error),
    /// A bundle with contexts beyond the bundled ones, in a build that registers none.
    #[error("the bundle has contexts of its own, which are read only with the feature `contexts`")]
    BundledContexts,
    /// A registry in another form.
    #[error("the registry is malformed: {0}")]
    Registry(String),
    /// A registry with a proof, and nobody said whose.
    #[error("the registry is signed, expected a key to check its proof with")]
    RegistrySigned,
    /// A signed registry with another number of proofs than one.
    #[error("expected one proof of the registry, found {found}")]
    RegistryProofs {
        /// How many there are.
        found: usize,
    },
    /// A registry that was signed for something else.
    #[error("expected a registry signed with the purpose `assertionMethod`, found `{}`", found.escape_debug())]
    RegistryPurpose {
        /// The purpose.
        found: String,
    },
    /// A registry whose proof does not hold.
    #[error("the registry's proof: {0}")]
    RegistryProof(#[from] proof::Error),
}

impl Error {
    /// A stable name for the fault.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Json(error) => error.code(),
            Self::Png(error) => error.code(),
            Self::Svg(error) => error.code(),
            Self::Pdf(error) => error.code(),
            Self::NotAnObject => "verify.not-an-object",
            Self::NotAPresentation => "verify.not-a-presentation",
            Self::NestedPresentation => "verify.nested-presentation",
            Self::Envelope(malformed) => malformed.code(),
            Self::Token(error) => error.code(),
            Self::MaterialTooLarge { .. } => "verify.material-too-large",
            Self::Policy(_) => "policy.malformed",
            Self::Bundle(_) => "bundle.malformed",
            Self::Context(error) => error.code(),
            Self::BundledContexts => "bundle.contexts",
            Self::Registry(_) => "registry.malformed",
            Self::RegistrySigned => "registry.signed",
            Self::RegistryProofs { .. } => "registry.proofs",
            Self::RegistryPurpose { .. } => "registry.purpose",
            Self::RegistryProof(error) => error.code(),
        }
    }
}
