//! `openbadges`: issue, verify and stack micro-credentials at the command line.
//!
//! Files, the network, the clock and chance live in this program; everything else is the library's.

mod address;
mod args;
mod award;
mod bake;
mod batch;
mod cache;
mod check;
mod context;
mod contexts;
mod derive;
mod divide;
mod endorse;
mod failure;
mod fault;
mod fetch;
mod io;
mod issue;
mod issuer;
mod key;
mod keygen;
mod ledger;
mod ledger_store;
mod lifetime;
mod named;
mod network;
mod new;
#[cfg(feature = "parchment")]
mod parchment;
mod plan;
mod policy;
mod present;
mod recheck;
#[cfg(feature = "render")]
mod render;
mod reserve;
mod shelf;
mod show;
mod stack;
mod status;
mod status_show;
mod status_store;
mod store;
mod told;
mod verify;
#[cfg(feature = "parchment")]
mod verify_url;

use args::{Arguments, Command, IssuerCommand, LedgerCommand, StackCommand, StatusCommand};
use clap::Parser;
use failure::{Exit, Failure};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Command::Keygen(arguments) => keygen::run(&arguments),
        Command::Issuer(arguments) => match arguments.command {
            IssuerCommand::Init(arguments) => issuer::init(&arguments),
        },
        Command::New(arguments) => new::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Issue(arguments) => issue::run(&arguments),
        Command::Endorse(arguments) => endorse::run(&arguments),
        Command::Status(arguments) => match arguments.command {
            StatusCommand::New(arguments) => status::new(&arguments),
            StatusCommand::Allocate(arguments) => status::allocate(&arguments),
            StatusCommand::Revoke(arguments) => status::revoke(&arguments),
            StatusCommand::Suspend(arguments) => status::suspend(&arguments),
            StatusCommand::Restore(arguments) => status::restore(&arguments),
            StatusCommand::Set(arguments) => status::set(&arguments),
            StatusCommand::Publish(arguments) => status::publish(&arguments),
            StatusCommand::Show(arguments) => status_show::run(&arguments),
        },
        Command::Bake(arguments) => bake::bake(&arguments),
        Command::Extract(arguments) => bake::extract(&arguments),
        #[cfg(feature = "parchment")]
        Command::Parchment(arguments) => parchment::run(&arguments),
        #[cfg(feature = "render")]
        Command::Render(arguments) => render::run(&arguments),
        Command::Derive(arguments) => derive::run(&arguments),
        Command::Present(arguments) => present::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Show(arguments) => show::run(&arguments),
        Command::Shelf(arguments) => shelf::run(&arguments),
        Command::Context(arguments) => context::run(&arguments),
        Command::Stack(arguments) => match arguments.command {
            StackCommand::Check(arguments) => stack::check(&arguments),
            StackCommand::Divide(arguments) => divide::divide(&arguments),
            StackCommand::CheckProof(arguments) => divide::check_proof(&arguments),
            StackCommand::Plan(arguments) => plan::run(&arguments),
            StackCommand::Reserve(arguments) => reserve::run(&arguments),
            StackCommand::Award(arguments) => award::run(&arguments),
            StackCommand::Withdraw(arguments) => ledger::withdraw(&arguments),
            StackCommand::Confer(arguments) => ledger::confer(&arguments),
            StackCommand::Recheck(arguments) => recheck::run(&arguments),
            StackCommand::Ledger(arguments) => match arguments.command {
                LedgerCommand::New(arguments) => ledger::new(&arguments),
                LedgerCommand::Show(arguments) => ledger::show(&arguments),
                LedgerCommand::Revoke(arguments) => ledger::revoke(&arguments),
                LedgerCommand::Reinstate(arguments) => ledger::reinstate(&arguments),
            },
            StackCommand::Lint(arguments) => policy::lint(&arguments),
            StackCommand::ExplainPolicy(arguments) => policy::explain(&arguments),
        },
    };
    done.unwrap_or_else(Failure::report).into()
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
