//! The arguments of `openbadges stack` that concern a ledger.

use super::{Judging, KeyFile, OutFile, Suite};
use clap::{Args, Subcommand};
use openbadges::base::iri::Iri;
use openbadges::base::text::Text;
use openbadges::base::time::{Date, Timestamp};
use std::path::PathBuf;

/// An application in a ledger.
#[derive(Debug, Args)]
pub(crate) struct Applying {
    /// A ledger made by `stack ledger new`
    #[arg(long, value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// The authority's own name for the application, such as its number
    #[arg(long, value_name = "NAME")]
    pub(crate) application: Text,
}

#[derive(Debug, Args)]
pub(crate) struct StackReserve {
    #[command(flatten)]
    pub(crate) judging: Judging,
    /// The award, by its id in the policy
    #[arg(long, value_name = "NAME")]
    pub(crate) award: String,
    /// Which of the options that `stack check` shows: 1 is the recommended one
    #[arg(long, value_name = "NUMBER")]
    pub(crate) option: Option<usize>,
    #[command(flatten)]
    pub(crate) applying: Applying,
    /// Print what the ledger says of the application as JSON, or the ruling that stands against it
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct StackAward {
    #[command(flatten)]
    pub(crate) judging: Judging,
    /// The award, by its id in the policy
    #[arg(long, value_name = "NAME")]
    pub(crate) award: String,
    /// Which of the options that `stack check` shows, if it has none reserved: 1 is the recommended one
    #[arg(long, value_name = "NUMBER")]
    pub(crate) option: Option<usize>,
    #[command(flatten)]
    pub(crate) applying: Applying,
    /// What the policy does not know of the award: an award document with its definition, and without components
    #[arg(long, value_name = "AWARD.json")]
    pub(crate) draft: PathBuf,
    #[command(flatten)]
    pub(crate) key: KeyFile,
    /// The cryptosuite of the proof; without it the one of the key that signs statements
    #[arg(long, value_enum)]
    pub(crate) suite: Option<Suite>,
    /// The organisation that issues, instead of the draft's own
    #[arg(long, value_name = "ISSUER.json")]
    pub(crate) issuer: Option<PathBuf>,
    /// A store made by `status new`, in whose list the award is given a place, so that it can be taken back; more may be given
    #[arg(long, value_name = "STORE")]
    pub(crate) status: Vec<PathBuf>,
    /// The badge's id; a random urn:uuid without it
    #[arg(long, value_name = "URI")]
    pub(crate) id: Option<Iri>,
    /// Until when the badge is valid
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<Timestamp>,
    #[command(flatten)]
    pub(crate) out: OutFile,
}

#[derive(Debug, Args)]
pub(crate) struct StackWithdraw {
    #[command(flatten)]
    pub(crate) applying: Applying,
    /// Why, for the ledger alone
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
    /// The time of it, instead of the clock's
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<Timestamp>,
}

#[derive(Debug, Args)]
pub(crate) struct StackConfer {
    /// The award's badge: its id, or a file with it
    #[arg(value_name = "ID|BADGE")]
    pub(crate) award: PathBuf,
    #[command(flatten)]
    pub(crate) applying: Applying,
    /// The day on which it was awarded, in the authority's zone
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Date,
    /// The time of noting it, instead of the clock's
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<Timestamp>,
}

#[derive(Debug, Args)]
pub(crate) struct StackLedger {
    #[command(subcommand)]
    pub(crate) command: LedgerCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LedgerCommand {
    /// Make an empty ledger
    New(LedgerNew),
    /// Show the applications of a ledger, or what became of one
    Show(LedgerShow),
    /// Note that an award was revoked: its badges are free again
    Revoke(LedgerChange),
    /// Note that an award that was revoked or given up stands again
    Reinstate(LedgerChange),
}

#[derive(Debug, Args)]
pub(crate) struct LedgerNew {
    /// The file to make; it is never overwritten
    #[arg(long, value_name = "LEDGER")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct LedgerShow {
    /// A ledger made by `stack ledger new`
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// One application
    #[arg(value_name = "APPLICATION")]
    pub(crate) application: Option<String>,
    /// Print it as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct LedgerChange {
    /// A ledger made by `stack ledger new`
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// The application whose award it is
    #[arg(value_name = "APPLICATION")]
    pub(crate) application: Text,
    /// Why, for the ledger alone
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
    /// The time of it, instead of the clock's
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<Timestamp>,
}
