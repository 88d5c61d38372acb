//! Suites of the past: badges signed with them are still about. They are verified and never signed.

use super::suites::{EDDSA, Form};
use super::{Algorithm, Error, Suite};
use std::fmt;

/// A suite that came before those of [`Suite`], named by a proof's `cryptosuite` or, before there were cryptosuites, `type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LegacySuite {
    /// `eddsa-2022`: the name of `eddsa-rdfc-2022` in drafts of vc-di-eddsa.
    Eddsa2022,
    /// `Ed25519Signature2020` (vc-di-eddsa §3.1): as `eddsa-rdfc-2022`, under a type of its own.
    Ed25519Signature2020,
    /// `Ed25519Signature2018`: a detached JWS (RFC 7515 appendix F, RFC 7797) over the two hashes of `eddsa-rdfc-2022`.
    Ed25519Signature2018,
}

impl LegacySuite {
    /// Every legacy suite, the newest first.
    pub const ALL: &'static [Self] = &[Self::Eddsa2022, Self::Ed25519Signature2020, Self::Ed25519Signature2018];

    /// The exact name in a proof.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Eddsa2022 => "eddsa-2022",
            Self::Ed25519Signature2020 => "Ed25519Signature2020",
            Self::Ed25519Signature2018 => "Ed25519Signature2018",
        }
    }
}

impl fmt::Display for LegacySuite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How a proof covers its document, whatever it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    Current(Suite),
    Legacy(LegacySuite),
    /// `ecdsa-sd-2023`
    Selective,
}

impl Scheme {
    pub(super) fn form(self) -> Form {
        match self {
            Self::Current(suite) => suite.form(),
            Self::Legacy(_) | Self::Selective => Form::Statements,
        }
    }

    pub(super) fn algorithms(self) -> &'static [Algorithm] {
        match self {
            Self::Current(suite) => suite.algorithms(),
            Self::Legacy(_) => EDDSA,
            Self::Selective => &[Algorithm::P256],
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Current(suite) => suite.name(),
            Self::Legacy(suite) => suite.name(),
            Self::Selective => SELECTIVE,
        }
    }

    /// Refuses a key of an algorithm that does not sign this.
    pub(super) fn check_algorithm(self, algorithm: Algorithm) -> Result<(), Error> {
        match self.algorithms().contains(&algorithm) {
            true => Ok(()),
            false => Err(Error::KeyAlgorithm { suite: self.name(), algorithm }),
        }
    }
}

/// The name of the suite whose proofs are shown in part.
pub(super) const SELECTIVE: &str = "ecdsa-sd-2023";
