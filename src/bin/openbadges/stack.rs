//! `openbadges stack check`, and what the other commands of `stack` share with it

use crate::args::{Applicant, Judging, Rules, StackCheck};
use crate::failure::{Exit, Failure};
use crate::io;
use crate::ledger_store::LedgerStore;
use crate::policy;
use crate::verify::{Bench, Kit};
use openbadges::base::limits::Limits;
use openbadges::base::time::{Date, Timestamp};
use openbadges::base::visible::Visible;
use openbadges::stack::{Application, Error, Outcome, Programme, Ruling};
use openbadges::verify::Accepted;
use serde::Serialize;
use std::fmt::Display;
use std::path::{Path, PathBuf};

pub(crate) fn check(arguments: &StackCheck) -> Result<Exit, Failure> {
    let case = Case::gather(&arguments.judging)?;
    let mut application = case.application();
    if let Some(award) = &arguments.award {
        application = application.with_award(award);
    }
    if let Some(path) = &arguments.ledger {
        let history = LedgerStore::open(path)?.history()?;
        application = application.with_ledger(&history.ledger, arguments.application.as_deref().unwrap_or_default());
    }
    print(&case.judge(&application)?, arguments.json, case.exit)
}

/// Prints a ruling. The exit is that of its outcome.
pub(crate) fn print(ruling: &Ruling, json: bool, exit: Exit) -> Result<Exit, Failure> {
    tell(ruling, "the ruling", json)?;
    Ok(exit_of(ruling.outcome, exit))
}

/// The exit of an outcome; where it is no yes, what came before if that is worse.
pub(crate) fn exit_of(outcome: Outcome, before: Exit) -> Exit {
    match outcome {
        Outcome::Eligible => Exit::Done,
        Outcome::NotEligible => before.worse(Exit::No),
        Outcome::Undetermined => before.worse(Exit::Undecided),
    }
}

/// Prints what the library says, as JSON or in words.
pub(crate) fn tell(said: &(impl Serialize + Display), name: &str, json: bool) -> Result<Exit, Failure> {
    let text = match json {
        true => serde_json::to_string(said).map_err(|cause| Failure::new(name, cause))? + "\n",
        false => said.to_string().lines().map(|line| format!("{}\n", Visible(line))).collect(),
    };
    io::print(text.as_bytes())
}

/// A programme with the badges that verify and what is known of who applies.
pub(crate) struct Case<'a> {
    arguments: &'a Judging,
    now: Timestamp,
    pub(crate) programme: Programme,
    pub(crate) badges: Vec<Accepted>,
    /// How the badges ended that could not be read.
    pub(crate) exit: Exit,
}

impl<'a> Case<'a> {
    pub(crate) fn gather(arguments: &'a Judging) -> Result<Self, Failure> {
        let programme = programme(&arguments.rules)?;
        let mut kit = Kit::demanding(&arguments.demands)?;
        let mut bench = kit.bench();
        let (badges, exit) = accepted(&mut bench, &arguments.badges)?;
        Ok(Self { arguments, now: bench.session.now(), programme, badges, exit })
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.now
    }

    pub(crate) fn application(&self) -> Application {
        self.application_of(None)
    }

    /// An application of a day, or of today in the authority's zone.
    pub(crate) fn application_of(&self, day: Option<Date>) -> Application {
        let application = application(&self.arguments.applicant, day, self.now.date_in(self.programme.zone()));
        let (surrender, exceptions) = (&self.arguments.surrender, &self.arguments.age_exception);
        let application = surrender.iter().fold(application, |application, award| application.with_surrendered(award));
        exceptions.iter().fold(application, |asked, old| asked.with_age_exception(&old.badge, &old.reason))
    }

    pub(crate) fn judge(&self, application: &Application) -> Result<Ruling, Failure> {
        judge(&self.programme, &self.badges, application, &self.arguments.rules.path)
    }

    pub(crate) fn failure(&self, cause: Error) -> Failure {
        failure(cause, &self.arguments.rules.path)
    }
}

/// An application of a day, or else of the one that was stated, or else of today.
pub(crate) fn application(applicant: &Applicant, day: Option<Date>, today: Date) -> Application {
    let mut application = Application::new(day.or(applicant.on).unwrap_or(today));
    if let Some(admission) = applicant.admission {
        application = application.with_admission(admission);
    }
    if let Some(start) = applicant.start {
        application = application.with_start(start);
    }
    match &applicant.learner {
        Some(learner) => application.with_learner(learner.clone()),
        None => application,
    }
}

pub(crate) fn judge(
    programme: &Programme,
    badges: &[Accepted],
    application: &Application,
    path: &Path,
) -> Result<Ruling, Failure> {
    programme.judge(badges, application, &Limits::DEFAULT).map_err(|cause| failure(cause, path))
}

fn failure(cause: Error, path: &Path) -> Failure {
    match cause {
        Error::NoAdmission { .. } => Failure::usage(format!("--admission: {cause}")),
        _ => Failure::new(path.display(), cause),
    }
}

pub(crate) fn programme(rules: &Rules) -> Result<Programme, Failure> {
    let failed = |cause| Failure::new(rules.path.display(), cause);
    let mut programme = policy::read(&rules.path)?;
    for issuer in &rules.own {
        programme = programme.with_own_issuer(issuer.clone()).map_err(failed)?;
    }
    for issuer in &rules.partner {
        programme = programme.with_partner(issuer.clone()).map_err(failed)?;
    }
    Ok(programme)
}

/// The badges that verify; each other one is named on standard error and does not count.
pub(crate) fn accepted(bench: &mut Bench<'_>, files: &[PathBuf]) -> Result<(Vec<Accepted>, Exit), Failure> {
    let mut badges = Vec::new();
    let mut exit = Exit::Done;
    for file in files.iter().map(PathBuf::as_path) {
        let report = match bench.verify(file) {
            Ok(report) => report,
            Err(failure) => {
                exit = exit.worse(failure.report());
                continue;
            }
        };
        let verdict = report.verdict();
        match report.into_accepted() {
            Some(badge) => badges.push(badge),
            None => eprintln!("{}: {verdict}, so it does not count", shown(file)),
        }
    }
    Ok((badges, exit))
}

fn shown(file: &Path) -> String {
    Visible(&file.display().to_string()).to_string()
}
