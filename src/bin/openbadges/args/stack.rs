//! The arguments of `openbadges stack` that concern policies and badges.

use super::{StackAward, StackConfer, StackLedger, StackReserve, StackWithdraw, Verifying};
use clap::{Args, Subcommand};
use openbadges::base::iri::Iri;
use openbadges::base::time::Date;
use openbadges::verify::Recipient;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Stack {
    #[command(subcommand)]
    pub(crate) command: StackCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum StackCommand {
    /// Verify badges and decide whether they add up to an award
    Check(StackCheck),
    /// Verify badges and divide them among several awards at once, so that none counts twice
    Divide(StackDivide),
    /// Check a division that `stack divide --proof` wrote, without searching for one
    CheckProof(StackCheckProof),
    /// Verify badges and plan which achievements of a catalogue to take next for an award
    Plan(StackPlan),
    /// Keep the badges of an application in a ledger, so that they count for no other
    Reserve(StackReserve),
    /// Judge badges and sign the award that they make, which spends them in a ledger
    Award(StackAward),
    /// Free the badges of an application that was withdrawn or refused
    Withdraw(StackWithdraw),
    /// Note in a ledger that the award of an application was conferred elsewhere, so that its badges are spent
    Confer(StackConfer),
    /// Judge an award again: do its components still make it?
    Recheck(StackRecheck),
    /// Make, show and correct a ledger
    Ledger(StackLedger),
    /// Warn of rules in a policy that contradict each other, can never be met or say nothing, and of titles kept for other awards
    Lint(Lint),
    /// Print a policy in English, as the regulation for which it stands
    ExplainPolicy(ExplainPolicy),
}

#[derive(Debug, Args)]
pub(crate) struct Lint {
    /// The rules, as `new policy` prints them, or preset:NAME
    #[arg(value_name = "POLICY")]
    pub(crate) policy: PathBuf,
    /// Print the warnings as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainPolicy {
    /// The rules, as `new policy` prints them, or preset:NAME
    #[arg(value_name = "POLICY")]
    pub(crate) policy: PathBuf,
}

/// Badges to be judged by a policy.
#[derive(Debug, Args)]
pub(crate) struct Judging {
    #[arg(value_name = "BADGE", required = true)]
    pub(crate) badges: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) rules: Rules,
    #[command(flatten)]
    pub(crate) applicant: Applicant,
    /// An earlier award that the learner gives up, by its id, so that its badges may count again where the policy lets them; more may
    /// be given
    #[arg(long, value_name = "ID")]
    pub(crate) surrender: Vec<String>,
    /// A badge, by its id, that is older than the policy lets badges be and counts all the same, where the policy lets exceptions be
    /// named; `=` and the reason follow; more may be given
    #[arg(long, value_name = "ID=REASON", value_parser = Exception::parse)]
    pub(crate) age_exception: Vec<Exception>,
    #[command(flatten)]
    pub(crate) demands: Demands,
}

/// What each badge has to stand up to before it counts.
#[derive(Debug, Args)]
pub(crate) struct Demands {
    /// A verifier's demands on each badge, as `new verify-policy` prints them
    #[arg(long, value_name = "FILE")]
    pub(crate) verify_policy: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) verifying: Verifying,
}

/// Who applies, and when.
#[derive(Debug, Args)]
pub(crate) struct Applicant {
    /// The date of the application, instead of today in the authority's zone
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    /// The day of admission, for policies whose ages or rules depend on it
    #[arg(long, value_name = "DATE")]
    pub(crate) admission: Option<Date>,
    /// The day on which the learner began, for policies whose rules depend on it
    #[arg(long, value_name = "DATE")]
    pub(crate) start: Option<Date>,
    /// Who applies: email:, id:, name: or student: and a value; without it the badges must all name the same learner
    #[arg(long, value_name = "WHO", value_parser = Recipient::parse)]
    pub(crate) learner: Option<Recipient>,
}

/// A badge whose age is excepted, and why.
#[derive(Debug, Clone)]
pub(crate) struct Exception {
    pub(crate) badge: String,
    pub(crate) reason: String,
}

impl Exception {
    fn parse(text: &str) -> Result<Self, String> {
        // A reason has no `=`; an id may.
        match text.rsplit_once('=') {
            Some((badge, reason)) if !badge.is_empty() && !reason.trim().is_empty() => {
                Ok(Self { badge: badge.to_owned(), reason: reason.to_owned() })
            }
            _ => Err(format!("expected a badge's id, `=` and the reason, found `{}`", text.escape_debug())),
        }
    }
}

/// A programme.
#[derive(Debug, Args)]
pub(crate) struct Rules {
    /// The rules, as `new policy` prints them, or preset:NAME
    #[arg(long = "policy", value_name = "FILE")]
    pub(crate) path: PathBuf,
    /// An issuer whose badges are the programme's own, beside those that the policy names
    #[arg(long, value_name = "URI")]
    pub(crate) own: Vec<Iri>,
    /// An issuer whose badges are those of a partner, beside those that the policy names
    #[arg(long, value_name = "URI")]
    pub(crate) partner: Vec<Iri>,
}

#[derive(Debug, Args)]
pub(crate) struct StackCheck {
    #[command(flatten)]
    pub(crate) judging: Judging,
    /// Judge this award alone
    #[arg(long, value_name = "NAME")]
    pub(crate) award: Option<String>,
    /// A ledger made by `stack ledger new`: badges that it keeps for others do not count
    #[arg(long, value_name = "LEDGER")]
    pub(crate) ledger: Option<PathBuf>,
    /// The application's own name in the ledger, whose badges are not in its way
    #[arg(long, value_name = "NAME", requires = "ledger")]
    pub(crate) application: Option<String>,
    /// Print the ruling as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct StackDivide {
    #[command(flatten)]
    pub(crate) judging: Judging,
    /// An award by its id in the policy, the most wanted first, one as often as it is wanted; without any it is every award once
    #[arg(long, value_name = "NAME")]
    pub(crate) pathway: Vec<String>,
    /// Where to write which badge serves which award, to be checked by `stack check-proof`
    #[arg(long, value_name = "FILE")]
    pub(crate) proof: Option<PathBuf>,
    /// Replace an existing file
    #[arg(long, requires = "proof")]
    pub(crate) force: bool,
    /// Print the ruling as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct StackCheckProof {
    /// A division, as `stack divide --proof` writes it
    #[arg(long, value_name = "FILE")]
    pub(crate) proof: PathBuf,
    #[command(flatten)]
    pub(crate) judging: Judging,
}

#[derive(Debug, Args)]
pub(crate) struct StackRecheck {
    /// The badge of an award, as `stack award` signs it
    #[arg(value_name = "AWARD")]
    pub(crate) award: PathBuf,
    /// Its components, and other badges of the learner that may stand in for them: a badge or a folder with badges; more may be given
    #[arg(long, value_name = "BADGE|FOLDER", required = true)]
    pub(crate) components: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) rules: Rules,
    /// Who the learner is: email:, id:, name: or student: and a value; without it the badges must all name the same one
    #[arg(long, value_name = "WHO", value_parser = Recipient::parse)]
    pub(crate) learner: Option<Recipient>,
    #[command(flatten)]
    pub(crate) demands: Demands,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct StackPlan {
    #[arg(value_name = "BADGE")]
    pub(crate) badges: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) rules: Rules,
    /// The achievements that can be taken: a catalogue document
    #[arg(long, value_name = "FILE")]
    pub(crate) catalogue: PathBuf,
    /// Plan for this award alone
    #[arg(long, value_name = "NAME")]
    pub(crate) award: Option<String>,
    /// The day from which to plan, instead of today in the authority's zone
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    /// Whose plan it is: email:, id:, name: or student: and a value; without it the badges must all name the same learner
    #[arg(long, value_name = "WHO", value_parser = Recipient::parse)]
    pub(crate) learner: Option<Recipient>,
    #[command(flatten)]
    pub(crate) demands: Demands,
    /// Print the plan as JSON
    #[arg(long)]
    pub(crate) json: bool,
}
