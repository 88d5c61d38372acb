//! The cryptosuites that are signed and verified here, one row each.

use std::fmt;

/// A cryptosuite of W3C Data Integrity, named as in a proof's `cryptosuite`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Suite {
    /// `eddsa-rdfc-2022`: Ed25519 over the statements of the document (vc-di-eddsa §3.2).
    EddsaRdfc2022,
    /// `eddsa-jcs-2022`: Ed25519 over the JSON of the document (vc-di-eddsa §3.3).
    EddsaJcs2022,
}

impl Suite {
    /// Every suite, the default for issuing first.
    pub const ALL: &'static [Self] = &[Self::EddsaRdfc2022, Self::EddsaJcs2022];

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
    form: Form,
}

const EDDSA_RDFC_2022: Row = Row { name: "eddsa-rdfc-2022", form: Form::Statements };
const EDDSA_JCS_2022: Row = Row { name: "eddsa-jcs-2022", form: Form::Json };
