//! The cryptosuites that are signed and verified here, one row each.

use super::Algorithm;
use std::fmt;

/// A cryptosuite of W3C Data Integrity, named as in a proof's `cryptosuite`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Suite {
    /// `eddsa-rdfc-2022`: Ed25519 over the statements of the document (vc-di-eddsa §3.2).
    EddsaRdfc2022,
    /// `eddsa-jcs-2022`: Ed25519 over the JSON of the document (vc-di-eddsa §3.3).
    EddsaJcs2022,
    /// `ecdsa-rdfc-2019`: ECDSA on P-256 or P-384 over the statements of the document (vc-di-ecdsa §3.2).
    EcdsaRdfc2019,
    /// `ecdsa-jcs-2019`: ECDSA on P-256 or P-384 over the JSON of the document (vc-di-ecdsa §3.3).
    EcdsaJcs2019,
}

impl Suite {
    /// Every suite, the default for issuing first.
    pub const ALL: &'static [Self] =
        &[Self::EddsaRdfc2022, Self::EddsaJcs2022, Self::EcdsaRdfc2019, Self::EcdsaJcs2019];

    /// The suite for keys of an algorithm that signs statements, the form that Open Badges 3.0 asks for. RSA signs no suite: to
    /// sign this one with such a key is refused.
    #[must_use]
    pub fn of(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Ed25519 | Algorithm::Rs256 => Self::EddsaRdfc2022,
            Algorithm::P256 | Algorithm::P384 => Self::EcdsaRdfc2019,
        }
    }

    /// The exact name in a proof.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The suite of exactly this name, upper and lower case told apart.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|suite| suite.name() == name)
    }

    /// The algorithms whose keys sign it.
    #[must_use]
    pub fn algorithms(self) -> &'static [Algorithm] {
        self.row().algorithms
    }

    /// Whether it signs the statements of a document, so that contexts decide what was signed; other suites sign its JSON.
    #[must_use]
    pub fn signs_statements(self) -> bool {
        self.form() == Form::Statements
    }

    pub(super) fn form(self) -> Form {
        self.row().form
    }

    fn row(self) -> &'static Row {
        match self {
            Self::EddsaRdfc2022 => &EDDSA_RDFC_2022,
            Self::EddsaJcs2022 => &EDDSA_JCS_2022,
            Self::EcdsaRdfc2019 => &ECDSA_RDFC_2019,
            Self::EcdsaJcs2019 => &ECDSA_JCS_2019,
        }
    }
}

impl fmt::Display for Suite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The canonical form that is hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// N-Quads after RDFC-1.0.
    Statements,
    /// JSON after RFC 8785.
    Json,
}

struct Row {
    name: &'static str,
    algorithms: &'static [Algorithm],
    form: Form,
}

const EDDSA_RDFC_2022: Row = Row { name: "eddsa-rdfc-2022", algorithms: EDDSA, form: Form::Statements };
const EDDSA_JCS_2022: Row = Row { name: "eddsa-jcs-2022", algorithms: EDDSA, form: Form::Json };
const ECDSA_RDFC_2019: Row = Row { name: "ecdsa-rdfc-2019", algorithms: ECDSA, form: Form::Statements };
const ECDSA_JCS_2019: Row = Row { name: "ecdsa-jcs-2019", algorithms: ECDSA, form: Form::Json };
pub(super) const EDDSA: &[Algorithm] = &[Algorithm::Ed25519];
const ECDSA: &[Algorithm] = &[Algorithm::P256, Algorithm::P384];
