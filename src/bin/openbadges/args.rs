//! The command line, as `--help` shows it.

mod issue;
mod key;
mod ledger;
#[cfg(feature = "parchment")]
mod parchment;
#[cfg(feature = "render")]
mod render;
mod shelf;
mod stack;
mod status;
mod verify;

pub(crate) use issue::*;
pub(crate) use key::*;
pub(crate) use ledger::*;
#[cfg(feature = "parchment")]
pub(crate) use parchment::*;
#[cfg(feature = "render")]
pub(crate) use render::*;
pub(crate) use shelf::*;
pub(crate) use stack::*;
pub(crate) use status::*;
pub(crate) use verify::*;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use openbadges::base::time::Timestamp;
use openbadges::stack::Programme;
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
pub(crate) struct Context {
    /// The context to print; a list of all without it
    #[arg(value_name = "URL")]
    pub(crate) url: Option<String>,
}
