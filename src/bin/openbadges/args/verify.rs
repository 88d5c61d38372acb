//! The arguments of `openbadges verify` and `show`, and those by which other commands verify.

use super::key::public_key;
use clap::Args;
use openbadges::base::time::Timestamp;
use openbadges::proof::VerifyingKey;
use openbadges::verify::Recipient;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Verifying {
    /// The time of the check, instead of the clock's
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<Timestamp>,
    #[command(flatten)]
    pub(crate) fetching: Fetching,
    /// A document that a check needs, such as an issuer's DID document, by its address; what is handed in is never fetched
    #[arg(long, value_name = "URL=FILE")]
    pub(crate) material: Vec<String>,
    /// A key of an issuer that you vouch for: a verification method, as its document would list it, or a JWK with `kid`
    #[arg(long, value_name = "ISSUER=FILE")]
    pub(crate) key_of: Vec<String>,
    /// A list of known issuers, as registries publish them; the report says whether the issuer is on it
    #[arg(long, value_name = "FILE")]
    pub(crate) registry: Vec<PathBuf>,
    /// Whose signature each registry must bear: a did:key, or the key alone (z6Mk…)
    #[arg(long, value_name = "KEY", requires = "registry", value_parser = public_key)]
    pub(crate) registry_key: Vec<VerifyingKey>,
    #[command(flatten)]
    pub(crate) contexts: MoreContexts,
}

/// How documents are fetched that a check needs and nobody handed in.
#[derive(Debug, Args)]
pub(crate) struct Fetching {
    /// Fetch nothing: documents are those handed in with --material and those kept from before
    #[arg(long)]
    pub(crate) offline: bool,
    /// How long one document may take
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = clap::value_parser!(u64).range(1..=600))]
    pub(crate) timeout: u64,
    /// Keep fetched documents here, for as long as they may be, instead of in the user's cache folder
    #[arg(long, value_name = "FOLDER")]
    pub(crate) cache: Option<PathBuf>,
    /// Keep no fetched document, and use none that was kept
    #[arg(long, conflicts_with = "cache")]
    pub(crate) no_cache: bool,
    /// Fetch from addresses that are not public, too, such as those of this machine and its network
    #[arg(long)]
    pub(crate) allow_private: bool,
    /// Believe servers whose certificates lead to these, too: a PEM text; more may be given
    #[arg(long, value_name = "FILE")]
    pub(crate) tls_root: Vec<PathBuf>,
}

/// Contexts beyond the bundled ones.
#[derive(Debug, Args)]
pub(crate) struct MoreContexts {
    /// A context beyond those that `context` lists, by its address; it may not change their words
    #[cfg(feature = "contexts")]
    #[arg(long, value_name = "URL=FILE")]
    pub(crate) context: Vec<String>,
    /// A context that badges hold written out: a file with exactly this object, or with it as `@context`
    #[cfg(feature = "contexts")]
    #[arg(long, value_name = "FILE")]
    pub(crate) inline_context: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Badges and presentations, files with one on each line (.jsonl), or folders of these
    #[arg(value_name = "FILE", required_unless_present_any = ["explain", "bundle"])]
    pub(crate) files: Vec<PathBuf>,
    /// Say what a code means and what to do about it, or what a check asks
    #[arg(long, value_name = "CODE", exclusive = true)]
    pub(crate) explain: Option<String>,
    /// A verifier's demands, as `new verify-policy` prints them
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) verifying: Verifying,
    /// The person at hand: email:, id:, name: or student: and a value
    #[arg(long, value_name = "WHO", value_parser = Recipient::parse)]
    pub(crate) recipient: Option<Recipient>,
    /// For a presentation: the text that its holder was asked to sign
    #[arg(long, value_name = "TEXT")]
    pub(crate) challenge: Option<String>,
    /// For a presentation: the verifier that it has to be made for
    #[arg(long, value_name = "NAME", requires = "challenge")]
    pub(crate) domain: Option<String>,
    /// Also ask, once, for the newer badge that a proven badge says may be had, and judge it
    #[arg(long)]
    pub(crate) refresh: bool,
    /// Keep the badge with everything that decided on it, to be judged again with --bundle
    #[arg(long, value_name = "BUNDLE.json")]
    pub(crate) save: Option<PathBuf>,
    /// Replace an existing file
    #[arg(long, requires = "save")]
    pub(crate) force: bool,
    /// Judge again what --save kept, as of then or of --now, with nothing but what is in it
    #[arg(long, value_name = "BUNDLE.json", conflicts_with_all = ["files", "policy", "recipient", "challenge", "save"])]
    pub(crate) bundle: Option<PathBuf>,
    /// Print each report in full, also of a folder or of several files
    #[arg(long, conflicts_with = "json")]
    pub(crate) full: bool,
    /// Print one report a line as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Print the credential as JSON
    #[arg(long)]
    pub(crate) json: bool,
}
