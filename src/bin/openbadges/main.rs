//! `openbadges`: issue, verify and stack micro-credentials at the command line.
//!
//! Files, the clock and chance live in this program; everything else is the library's.

mod args;
mod bake;
mod batch;
mod check;
mod context;
mod contexts;
mod derive;
mod failure;
mod io;
mod issue;
mod issuer;
mod key;
mod keygen;
mod new;
mod present;
mod show;
mod stack;
mod told;
mod verify;

use args::{Arguments, Command, IssuerCommand, StackCommand};
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
        Command::Bake(arguments) => bake::bake(&arguments),
        Command::Extract(arguments) => bake::extract(&arguments),
        Command::Derive(arguments) => derive::run(&arguments),
        Command::Present(arguments) => present::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Show(arguments) => show::run(&arguments),
        Command::Context(arguments) => context::run(&arguments),
        Command::Stack(arguments) => match arguments.command {
            StackCommand::Check(arguments) => stack::check(&arguments),
        },
    };
    done.unwrap_or_else(Failure::report).into()
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
