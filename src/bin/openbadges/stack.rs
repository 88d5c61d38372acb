//! `openbadges stack check`

use crate::args::StackCheck;
use crate::failure::{Exit, Failure};
use crate::io;
use crate::policy;
use crate::verify::Bench;
use openbadges::base::limits::Limits;
use openbadges::base::visible::Visible;
use openbadges::stack::{Application, Error, Outcome, Programme};
use openbadges::verify::Accepted;
use std::path::Path;

pub(crate) fn check(arguments: &StackCheck) -> Result<Exit, Failure> {
    let programme = programme(arguments)?;
    let mut bench = Bench::set_up(arguments.verify_policy.as_deref(), &arguments.verifying)?;
    let (badges, mut exit) = accepted(&mut bench, &arguments.badges)?;
    let date = arguments.on.unwrap_or_else(|| bench.now.date_in(programme.zone()));
    let mut application = Application::new(date);
    if let Some(award) = &arguments.award {
        application = application.with_award(award);
    }
    if let Some(admission) = arguments.admission {
        application = application.with_admission(admission);
    }
    if let Some(start) = arguments.start {
        application = application.with_start(start);
    }
    if let Some(learner) = &arguments.learner {
        application = application.with_learner(learner.clone());
    }
    let ruling = programme.judge(&badges, &application, &Limits::DEFAULT).map_err(|cause| match cause {
        Error::NoAdmission { .. } => Failure::usage(format!("--admission: {cause}")),
        _ => Failure::new(arguments.rules.display(), cause),
    })?;
    if arguments.json {
        let json = serde_json::to_string(&ruling).map_err(|cause| Failure::new("the ruling", cause))?;
        io::print(format!("{json}\n").as_bytes())?;
    } else {
        let told = ruling.to_string();
        let shown: String = told.lines().map(|line| format!("{}\n", Visible(line))).collect();
        io::print(shown.as_bytes())?;
    }
    exit = match ruling.outcome {
        Outcome::Eligible => Exit::Done,
        Outcome::NotEligible => exit.worse(Exit::No),
        Outcome::Undetermined => exit.worse(Exit::Undecided),
    };
    Ok(exit)
}

fn programme(arguments: &StackCheck) -> Result<Programme, Failure> {
    let failed = |cause| Failure::new(arguments.rules.display(), cause);
    let mut programme = policy::read(&arguments.rules)?;
    for issuer in &arguments.own {
        programme = programme.with_own_issuer(issuer.clone()).map_err(failed)?;
    }
    for issuer in &arguments.partner {
        programme = programme.with_partner(issuer.clone()).map_err(failed)?;
    }
    Ok(programme)
}

/// The badges that verify; each other one is named on standard error and does not count.
fn accepted(bench: &mut Bench, files: &[impl AsRef<Path>]) -> Result<(Vec<Accepted>, Exit), Failure> {
    let mut badges = Vec::new();
    let mut exit = Exit::Done;
    for file in files.iter().map(AsRef::as_ref) {
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
            None => eprintln!("{}: {verdict}, so it does not count", Visible(&file.display().to_string())),
        }
    }
    Ok((badges, exit))
}
