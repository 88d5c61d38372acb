//! `openbadges stack recheck`

use crate::args::StackRecheck;
use crate::batch::Batch;
use crate::failure::{Exit, Failure};
use crate::io;
use crate::stack::programme;
use crate::verify::Kit;
use openbadges::base::limits::Limits;
use openbadges::base::visible::Visible;
use openbadges::stack::{Recheck, Support};

pub(crate) fn run(arguments: &StackRecheck) -> Result<Exit, Failure> {
    let programme = programme(&arguments.rules)?;
    let mut kit = Kit::demanding(&arguments.demands)?;
    let mut bench = kit.bench();
    let report = bench.verify(&arguments.award)?;
    let verdict = report.verdict();
    let Some(award) = report.into_accepted() else {
        eprintln!("{}: {verdict}, so it is not judged again", Visible(&arguments.award.display().to_string()));
        return Ok(verdict.into());
    };
    let (mut reports, mut exit) = (Vec::new(), Exit::Done);
    Batch::of(&arguments.components)?.each(|name, bytes| {
        match bytes.and_then(|bytes| bench.verify_bytes(name, &bytes)) {
            Ok(report) => reports.push(report),
            Err(failure) => exit = exit.worse(failure.report()),
        }
    });
    let who: Vec<_> = arguments.learner.iter().cloned().collect();
    let recheck = programme.recheck(&award, &reports, &who, &Limits::DEFAULT);
    let recheck = recheck.map_err(|cause| Failure::new(arguments.award.display(), cause))?;
    let text = match arguments.json {
        true => serde_json::to_string(&recheck).map_err(|cause| Failure::new("the result", cause))? + "\n",
        false => told(&recheck),
    };
    io::print(text.as_bytes())?;
    Ok(match recheck.outcome {
        Support::Supported => Exit::Done,
        Support::AtRisk => exit.worse(Exit::No),
        Support::Substitutable | Support::CouldNotCheck => exit.worse(Exit::Undecided),
    })
}

fn told(recheck: &Recheck) -> String {
    let mut told = format!("{}: {}\n", Visible(&recheck.award.id), recheck.outcome.as_str());
    for finding in &recheck.findings {
        told += &format!("  {} [{}]\n", Visible(finding.message()), finding.code());
    }
    told
}
