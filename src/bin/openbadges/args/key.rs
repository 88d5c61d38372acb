//! The arguments of the commands that make keys and set up issuers, and keys among those of others.

use clap::{Args, Subcommand, ValueEnum};
use openbadges::base::iri::Iri;
use openbadges::proof::{Error, VerifyingKey};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Keygen {
    /// The kind of key
    #[arg(long, value_enum, default_value = "ed25519")]
    pub(crate) alg: Algorithm,
    /// The issuer's own id, if it publishes the key in a document there; the key's did:key without it
    #[arg(long, value_name = "URI")]
    pub(crate) controller: Option<Iri>,
    /// Write a PEM text of PKCS#8 instead of a key document
    #[arg(long, conflicts_with = "controller")]
    pub(crate) pem: bool,
    /// Encrypt it with the password in this file, or on standard input for `-`; a line end after it does not count
    #[arg(long, value_name = "FILE", requires = "pem")]
    pub(crate) password_file: Option<PathBuf>,
    /// The file to make; it is never overwritten
    #[arg(long, value_name = "KEY.json|pem")]
    pub(crate) out: PathBuf,
}

/// A key file, whatever it holds.
#[derive(Debug, Args)]
pub(crate) struct KeyFile {
    /// The signing key: a key document made by `keygen`, or a PEM text of PKCS#8
    #[arg(long, value_name = "KEY.json|pem")]
    pub(crate) key: PathBuf,
    /// The password of an encrypted PEM text: a file, or `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
    /// Whose key a PEM text is, if not that of its own did:key: the id under which it is published
    #[arg(long, value_name = "URI")]
    pub(crate) controller: Option<Iri>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Algorithm {
    Ed25519,
    #[value(name = "p256")]
    P256,
    #[value(name = "p384")]
    P384,
}

#[derive(Debug, Args)]
pub(crate) struct Issuer {
    #[command(subcommand)]
    pub(crate) command: IssuerCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum IssuerCommand {
    /// Write the document to host, the issuer for `issue --issuer`, and its keys under its id
    Init(IssuerInit),
}

#[derive(Debug, Args)]
pub(crate) struct IssuerInit {
    /// The id under which to sign: did:web:HOST, or the https address of the profile
    #[arg(long, value_name = "URI")]
    pub(crate) id: Iri,
    /// The issuer's name
    #[arg(long, value_name = "NAME")]
    pub(crate) name: String,
    /// Its home page
    #[arg(long, value_name = "URL")]
    pub(crate) url: Iri,
    /// A signing key, made by `keygen`; more may be given
    #[arg(long, value_name = "KEY.json", required_unless_present = "public_key")]
    pub(crate) key: Vec<PathBuf>,
    /// A key whose secret is elsewhere, or was given up: a did:key, or the key alone (z6Mk…)
    #[arg(long, value_name = "KEY", value_parser = public_key)]
    pub(crate) public_key: Vec<VerifyingKey>,
    /// The folder to write to; it is made, and nothing in it is overwritten
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: PathBuf,
}

/// A public key by its did:key, or as a Multikey.
pub(super) fn public_key(text: &str) -> Result<VerifyingKey, Error> {
    VerifyingKey::from_multikey(text.strip_prefix("did:key:").unwrap_or(text))
}
