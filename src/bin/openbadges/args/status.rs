//! The arguments of `openbadges status`.

use super::{KeyFile, OutFile};
use clap::{Args, Subcommand, ValueEnum};
use openbadges::base::iri::Iri;
use openbadges::base::time::Timestamp;
use openbadges::issue::StatusList;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Status {
    #[command(subcommand)]
    pub(crate) command: StatusCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum StatusCommand {
    /// Make a store for a new list
    New(StatusNew),
    /// Give places to badges by their ids, and print them; a badge that has one keeps it
    Allocate(StatusAllocate),
    /// Take a badge back, for good
    Revoke(StatusRevoke),
    /// Let a badge not count until it is restored
    Suspend(StatusSet),
    /// Let a suspended badge count again
    Restore(StatusSet),
    /// Put a value into a badge's place, in a list of another purpose than these
    Set(StatusValue),
    /// Sign the list as it stands: the document to host
    Publish(StatusPublish),
    /// Show what is in a store, or what became of a badge
    Show(StatusShow),
}

#[derive(Debug, Args)]
pub(crate) struct StatusNew {
    /// The https address at which the list will be published
    #[arg(long, value_name = "URL")]
    pub(crate) id: Iri,
    /// What a place says of its badge
    #[arg(long, value_enum, default_value = "revocation")]
    pub(crate) purpose: Purpose,
    /// For messages: what the values 0, 1 and so on mean, the first of them that all is well; 2, 4, 8 … or 256 times
    #[arg(long, value_name = "TEXT")]
    pub(crate) meaning: Vec<String>,
    /// How many places there are
    #[arg(long, value_name = "NUMBER", default_value_t = StatusList::FEWEST)]
    pub(crate) size: usize,
    /// Give so many places to no badge, with values drawn at random, so that nobody can count what was revoked
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub(crate) decoys: usize,
    /// The time of making it, instead of the clock's
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<Timestamp>,
    /// The file to make; it is never overwritten
    #[arg(long, value_name = "STORE")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Purpose {
    /// It is taken back, for good
    Revocation,
    /// It does not count for the time being
    Suspension,
    /// There is a newer one, where the value is 1; this one stands
    Refresh,
    /// What --meaning says
    Message,
}

#[derive(Debug, Args)]
pub(crate) struct StatusAllocate {
    /// A store made by `status new`
    #[arg(value_name = "STORE")]
    pub(crate) store: PathBuf,
    #[arg(value_name = "BADGE-ID", required = true)]
    pub(crate) badges: Vec<Iri>,
    /// The place, instead of one that is drawn at random
    #[arg(long, value_name = "NUMBER")]
    pub(crate) index: Option<usize>,
    /// Print what each badge has to bear, its `credentialStatus`, as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// The time of giving it, instead of the clock's
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<Timestamp>,
}

/// Which badge.
#[derive(Debug, Args)]
pub(crate) struct Which {
    /// A store made by `status new`
    #[arg(value_name = "STORE")]
    pub(crate) store: PathBuf,
    /// The badge: its id, or a file with it
    #[arg(value_name = "ID|BADGE")]
    pub(crate) badge: Option<PathBuf>,
    /// The badge at this place
    #[arg(long, value_name = "NUMBER", conflicts_with = "badge")]
    pub(crate) index: Option<usize>,
}

#[derive(Debug, Args)]
pub(crate) struct StatusSet {
    #[command(flatten)]
    pub(crate) which: Which,
    /// Why, for the store alone: the list says nothing of it
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
    /// The time of it, instead of the clock's
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<Timestamp>,
}

#[derive(Debug, Args)]
pub(crate) struct StatusRevoke {
    #[command(flatten)]
    pub(crate) set: StatusSet,
    /// Undo a revocation that never should have been
    #[arg(long)]
    pub(crate) undo: bool,
}

#[derive(Debug, Args)]
pub(crate) struct StatusValue {
    #[command(flatten)]
    pub(crate) set: StatusSet,
    /// What stands in the place from now on
    #[arg(long, value_name = "NUMBER")]
    pub(crate) value: u8,
}

#[derive(Debug, Args)]
pub(crate) struct StatusPublish {
    /// A store made by `status new`
    #[arg(value_name = "STORE")]
    pub(crate) store: PathBuf,
    #[command(flatten)]
    pub(crate) key: KeyFile,
    /// For how many seconds those who fetch the list may keep it
    #[arg(long, value_name = "SECONDS")]
    pub(crate) ttl: Option<u32>,
    /// Until when the list is valid
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<Timestamp>,
    /// First give so many more places to no badge, as with `new`
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub(crate) decoys: usize,
    /// The time of signing, instead of the clock's
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<Timestamp>,
    #[command(flatten)]
    pub(crate) out: OutFile,
}

#[derive(Debug, Args)]
pub(crate) struct StatusShow {
    #[command(flatten)]
    pub(crate) which: Which,
    /// Print it as JSON
    #[arg(long)]
    pub(crate) json: bool,
}
