//! The command line, as `--help` shows it.

mod ledger;
#[cfg(feature = "parchment")]
mod parchment;
#[cfg(feature = "render")]
mod render;
mod shelf;
mod stack;
mod status;

pub(crate) use ledger::*;
#[cfg(feature = "parchment")]
pub(crate) use parchment::*;
#[cfg(feature = "render")]
pub(crate) use render::*;
pub(crate) use shelf::*;
pub(crate) use stack::*;
pub(crate) use status::*;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use openbadges::base::iri::Iri;
use openbadges::base::time::Timestamp;
use openbadges::proof::{Error, VerifyingKey};
use openbadges::stack::Programme;
use openbadges::verify::Recipient;
use std::path::PathBuf;

/// Issue, verify and stack Open Badges 3.0 micro-credentials.
///
/// `-` stands for standard input or output. Exit codes: 0 accepted or done, 1 rejected or not eligible, 2 wrong use, 3 undecided,
/// 4 a file that could not be read, understood or written.
#[derive(Debug, Parser)]
#[command(name = "openbadges", version, propagate_version = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a signing key in a private file and print its did:key
    Keygen(Keygen),
    /// Set up an issuer with an id of its own
    Issuer(Issuer),
    /// Print a complete document to start from
    New(New),
    /// Say which elements an award lacks, by number and name
    Check(Check),
    /// Sign an award into a badge
    Issue(Box<Issue>),
    /// Sign an endorsement of a badge, an achievement or an issuer
    Endorse(Endorse),
    /// Keep a status list: give places to badges, take badges back, and sign the list to host
    Status(Status),
    /// Put a badge into a PNG or SVG picture, or attach it to a PDF
    Bake(Bake),
    /// Take the badge out of a PNG or SVG picture or a PDF
    Extract(Extract),
    /// Print a badge as a certificate on paper: a PDF with the badge attached
    #[cfg(feature = "parchment")]
    Parchment(Box<Parchment>),
    /// Draw a picture of an award or a badge
    #[cfg(feature = "render")]
    Render(Box<Render>),
    /// Show a part of a badge: what its learner points to, beside what its issuer made part of every showing
    Derive(Derive),
    /// Show badges to a verifier who asked for a challenge, signed with the learner's key
    Present(Present),
    /// Judge badges, or presentations of them: accepted, rejected or undecided, and why
    Verify(Verify),
    /// Show what a badge says, without verifying it
    Show(Show),
    /// Write a page that shows a learner's badges, what is known of each, and how far they lead
    Shelf(Box<Shelf>),
    /// List the known contexts, or print one as JSON-LD
    Context(Context),
    /// Stack badges into awards
    Stack(Box<Stack>),
}

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

#[derive(Debug, Args)]
pub(crate) struct New {
    /// Which document
    #[arg(value_enum)]
    pub(crate) document: Starting,
    /// The policy to start from, of those that come with the program
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(Programme::presets()))]
    pub(crate) preset: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Starting {
    /// A micro-credential with every element, for `check` and `issue`
    Award,
    /// An organisation, for `issue --issuer`
    Issuer,
    /// The rules of a certificate and a diploma, for `stack check --policy`
    Policy,
    /// A verifier's demands, for `verify --policy`
    VerifyPolicy,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[arg(value_name = "AWARD.json")]
    pub(crate) award: PathBuf,
    /// Whose list of elements to check against
    #[arg(long, value_enum, default_value = "microbol2022")]
    pub(crate) profile: Profile,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Profile {
    #[value(name = "microbol2022")]
    Microbol2022,
    #[value(name = "eucouncil2022")]
    EuCouncil2022,
}

#[derive(Debug, Args)]
pub(crate) struct Issue {
    #[arg(value_name = "AWARD.json")]
    pub(crate) award: PathBuf,
    #[command(flatten)]
    pub(crate) key: KeyFile,
    /// The organisation that issues, instead of the award's own
    #[arg(long, value_name = "ISSUER.json")]
    pub(crate) issuer: Option<PathBuf>,
    /// The cryptosuite of the proof; without it the one of the key that signs statements
    #[arg(long, value_enum)]
    pub(crate) suite: Option<Suite>,
    /// What every showing of a badge that may be shown in part has to hold, beside what a verdict needs: a JSON Pointer such as
    /// /credentialSubject/source; more may be given
    #[arg(long, value_name = "POINTER")]
    pub(crate) mandatory: Vec<String>,
    /// Whose signature shows an SD-JWT to be the learner's own: a did:key, or the key alone (z6Mk…); without it the key that is the
    /// learner's id
    #[arg(long, value_name = "KEY", requires = "form", value_parser = public_key)]
    pub(crate) holder: Option<VerifyingKey>,
    /// How to sign: JSON with a proof in it, or a token with the badge inside
    #[arg(long, value_enum, default_value = "json", conflicts_with = "suite")]
    pub(crate) form: Form,
    /// A store made by `status new`, in whose list the badge is given a place, so that it can be taken back; more may be given
    #[arg(long, value_name = "STORE")]
    pub(crate) status: Vec<PathBuf>,
    /// An endorsement made by `endorse` to put into the badge, its achievement or its issuer, whichever it is of; more may be given
    #[arg(long, value_name = "FILE")]
    pub(crate) endorsement: Vec<PathBuf>,
    /// The badge's id; a random urn:uuid without it
    #[arg(long, value_name = "URI")]
    pub(crate) id: Option<Iri>,
    /// The time of issuing, instead of the clock's
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<Timestamp>,
    /// Until when the badge is valid
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<Timestamp>,
    #[command(flatten)]
    pub(crate) out: OutFile,
    /// Draw a picture of the award and put the badge into it; --out names the picture
    #[cfg(feature = "render")]
    #[arg(long)]
    pub(crate) picture: bool,
    #[cfg(feature = "render")]
    #[command(flatten)]
    pub(crate) appearance: Appearance,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Form {
    /// A JSON document with a Data Integrity proof
    Json,
    /// VC-JWT, as Open Badges 3.0 has it
    VcJwt,
    /// The token of VC-JOSE-COSE
    #[value(name = "vc+jwt")]
    VcJose,
    /// An SD-JWT, of which the learner shows what `derive` or `present` leaves, as VC-JOSE-COSE has it
    #[value(name = "vc+sd-jwt")]
    SdJwt,
    /// An SD-JWT as wallets know it, SD-JWT VC
    #[value(name = "dc+sd-jwt")]
    SdJwtVc,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Suite {
    #[value(name = "eddsa-rdfc-2022")]
    EddsaRdfc2022,
    #[value(name = "eddsa-jcs-2022")]
    EddsaJcs2022,
    #[value(name = "ecdsa-rdfc-2019")]
    EcdsaRdfc2019,
    #[value(name = "ecdsa-jcs-2019")]
    EcdsaJcs2019,
    /// For the learner alone, who shows what `derive` makes of it
    #[cfg(feature = "ecdsa")]
    #[value(name = "ecdsa-sd-2023")]
    EcdsaSd2023,
}

#[derive(Debug, Args)]
pub(crate) struct Endorse {
    /// What to endorse: its id, or a badge that holds it. A badge is not verified
    #[arg(value_name = "ID|BADGE")]
    pub(crate) of: PathBuf,
    /// What of the badge to endorse
    #[arg(long, value_enum, default_value = "badge")]
    pub(crate) thing: Thing,
    #[command(flatten)]
    pub(crate) key: KeyFile,
    /// Who endorses: an organisation, as `new issuer` prints one
    #[arg(long, value_name = "ENDORSER.json")]
    pub(crate) endorser: PathBuf,
    /// What to call the endorsement where it is listed
    #[arg(long, value_name = "TEXT", default_value = "Endorsement")]
    pub(crate) name: String,
    /// What the endorser says of it, in Markdown
    #[arg(long, value_name = "TEXT")]
    pub(crate) comment: Option<String>,
    /// The endorsement's id; a random urn:uuid without it
    #[arg(long, value_name = "URI")]
    pub(crate) id: Option<Iri>,
    /// The time of endorsing, instead of the clock's
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<Timestamp>,
    /// Until when the endorsement is valid
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<Timestamp>,
    #[command(flatten)]
    pub(crate) out: OutFile,
}

/// What an endorsement is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Thing {
    Badge,
    Achievement,
    Issuer,
}

#[derive(Debug, Args)]
pub(crate) struct OutFile {
    /// The file to write; standard output without it
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Replace an existing file
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Bake {
    #[arg(value_name = "BADGE.json")]
    pub(crate) badge: PathBuf,
    #[arg(value_name = "IMAGE.png|svg|pdf")]
    pub(crate) image: PathBuf,
    #[command(flatten)]
    pub(crate) out: OutFile,
}

#[derive(Debug, Args)]
pub(crate) struct Extract {
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) out: OutFile,
}

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

/// A public key by its did:key, or as a Multikey.
fn public_key(text: &str) -> Result<VerifyingKey, Error> {
    VerifyingKey::from_multikey(text.strip_prefix("did:key:").unwrap_or(text))
}

#[derive(Debug, Args)]
pub(crate) struct Derive {
    /// A badge as it was issued by ecdsa-sd-2023 or as an SD-JWT, in a file or a picture
    #[arg(value_name = "BADGE")]
    pub(crate) badge: PathBuf,
    /// What to show, with all that is in it: a JSON Pointer such as /credentialSubject/activityEndDate; more may be given
    #[arg(long, value_name = "POINTER")]
    pub(crate) show: Vec<String>,
    #[command(flatten)]
    pub(crate) contexts: MoreContexts,
    #[command(flatten)]
    pub(crate) out: OutFile,
}

#[derive(Debug, Args)]
pub(crate) struct Present {
    #[arg(value_name = "BADGE", required = true)]
    pub(crate) badges: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) key: KeyFile,
    /// The text that the verifier asked to be signed
    #[arg(long, value_name = "TEXT")]
    pub(crate) challenge: String,
    /// For which verifier
    #[arg(long, value_name = "NAME")]
    pub(crate) domain: Option<String>,
    /// Show one badge, an SD-JWT, by itself and not in a presentation
    #[arg(long, requires = "domain")]
    pub(crate) by_itself: bool,
    /// What to show of it beside what always is: a JSON Pointer such as /name; more may be given
    #[arg(long, value_name = "POINTER", requires = "by_itself")]
    pub(crate) show: Vec<String>,
    /// The time of showing, instead of the clock's
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<Timestamp>,
    #[command(flatten)]
    pub(crate) out: OutFile,
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

#[derive(Debug, Args)]
pub(crate) struct Context {
    /// The context to print; a list of all without it
    #[arg(value_name = "URL")]
    pub(crate) url: Option<String>,
}
