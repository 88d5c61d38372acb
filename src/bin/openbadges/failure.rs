//! How a command ends.

use openbadges::base::visible::Visible;
use std::fmt::Display;

/// The exit codes, the same for every command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Accepted, eligible, complete, or simply done.
    Done,
    /// Rejected, not eligible, or incomplete.
    No,
    /// Wrong use; `clap` ends with this code by itself.
    Usage,
    /// Neither yes nor no: something could not be checked.
    Undecided,
    /// A file that could not be read, understood or written.
    InputOutput,
}

impl Exit {
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::No => 1,
            Self::Usage => 2,
            Self::Undecided => 3,
            Self::InputOutput => 4,
        }
    }

    /// The end of a batch: a rejection weighs most, then a file that could not be read, then an open question.
    pub(crate) fn worse(self, other: Self) -> Self {
        let weight = |exit: Self| match exit {
            Self::Done => 0,
            Self::Undecided => 1,
            Self::InputOutput => 2,
            Self::Usage => 3,
            Self::No => 4,
        };
        if weight(other) > weight(self) { other } else { self }
    }
}

/// A command that could not do what it was asked.
#[derive(Debug)]
pub(crate) struct Failure {
    exit: Exit,
    message: String,
    advice: Option<&'static str>,
}

impl Failure {
    /// Input that cannot be used, or output that cannot be written: what it concerns, and why.
    pub(crate) fn new(subject: impl Display, cause: impl Display) -> Self {
        Self { exit: Exit::InputOutput, message: format!("{subject}: {cause}"), advice: None }
    }

    /// As [`new`](Self::new), with the stable name of the fault.
    pub(crate) fn coded(subject: impl Display, cause: impl Display, code: &str) -> Self {
        Self::new(subject, format!("{cause} [{code}]"))
    }

    /// Arguments that make no sense together.
    pub(crate) fn usage(message: impl Display) -> Self {
        Self { exit: Exit::Usage, message: message.to_string(), advice: None }
    }

    #[must_use]
    pub(crate) fn with_advice(mut self, advice: &'static str) -> Self {
        self.advice = Some(advice);
        self
    }

    /// Says what went wrong on standard error.
    pub(crate) fn report(self) -> Exit {
        eprintln!("openbadges: {}", Visible(&self.message));
        if let Some(advice) = self.advice {
            eprintln!("  {advice}");
        }
        self.exit
    }
}
