//! `openbadges stack plan`

use crate::args::StackPlan;
use crate::failure::{Exit, Failure};
use crate::io;
use crate::stack::{accepted, programme, tell};
use crate::verify::Kit;
use openbadges::base::limits::Limits;
use openbadges::stack::{Application, Catalogue, Outcome};

pub(crate) fn run(arguments: &StackPlan) -> Result<Exit, Failure> {
    let programme = programme(&arguments.rules)?;
    let failed = |cause| Failure::new(arguments.catalogue.display(), cause);
    let catalogue = Catalogue::parse(&io::read(&arguments.catalogue)?).map_err(failed)?;
    let mut kit = Kit::demanding(&arguments.demands)?;
    let mut bench = kit.bench();
    let (badges, exit) = accepted(&mut bench, &arguments.badges)?;
    let date = arguments.on.unwrap_or_else(|| bench.session.now().date_in(programme.zone()));
    let mut application = Application::new(date);
    if let Some(award) = &arguments.award {
        application = application.with_award(award);
    }
    if let Some(learner) = &arguments.learner {
        application = application.with_learner(learner.clone());
    }
    let plan = programme.plan(&badges, &application, &catalogue, &Limits::DEFAULT).map_err(|cause| match cause {
        openbadges::stack::Error::Catalogue(cause) => failed(cause),
        other => Failure::new(arguments.rules.path.display(), other),
    })?;
    tell(&plan, "the plan", arguments.json)?;
    let any = |outcome: Outcome| plan.awards.iter().any(|award| award.outcome == outcome);
    Ok(match (any(Outcome::Eligible), any(Outcome::Undetermined)) {
        (true, _) => exit,
        (false, true) => exit.worse(Exit::Undecided),
        (false, false) => exit.worse(Exit::No),
    })
}
