//! `openbadges stack divide` and `openbadges stack check-proof`

use crate::args::{StackCheckProof, StackDivide};
use crate::failure::{Exit, Failure};
use crate::io;
use crate::stack::{Case, exit_of, tell};
use openbadges::base::limits::Limits;
use openbadges::base::visible::Visible;
use openbadges::stack::Division;

pub(crate) fn divide(arguments: &StackDivide) -> Result<Exit, Failure> {
    let case = Case::gather(&arguments.judging)?;
    let pathways: Vec<&str> = arguments.pathway.iter().map(String::as_str).collect();
    let ruling = case.programme.judge_together(&case.badges, &case.application(), &pathways, &Limits::DEFAULT);
    let ruling = ruling.map_err(|cause| case.failure(cause))?;
    if let Some(path) = &arguments.proof {
        let proof = serde_json::to_string(&ruling.division()).map_err(|cause| Failure::new("the proof", cause))?;
        let output = io::Output { path: Some(path), force: arguments.force, private: false };
        output.write(format!("{proof}\n").as_bytes())?;
    }
    tell(&ruling, "the ruling", arguments.json)?;
    Ok(exit_of(ruling.outcome, case.exit))
}

pub(crate) fn check_proof(arguments: &StackCheckProof) -> Result<Exit, Failure> {
    let failed = |cause: &dyn std::fmt::Display| Failure::new(arguments.proof.display(), cause);
    let proof: Division = serde_json::from_str(&io::read_text(&arguments.proof)?).map_err(|cause| failed(&cause))?;
    let case = Case::gather(&arguments.judging)?;
    let application = case.application_of(Some(proof.date));
    let objections = case.programme.check(&proof, &case.badges, &application, &Limits::DEFAULT);
    let objections = objections.map_err(|cause| case.failure(cause))?;
    let mut told = String::new();
    for given in proof.pathways.iter().filter(|_| objections.is_empty()) {
        told += &format!("{}: {} credits hold\n", Visible(&given.award), given.credits);
    }
    for objection in &objections {
        told += &format!("{}\n", Visible(&objection.to_string()));
    }
    io::print(told.as_bytes())?;
    Ok(if objections.is_empty() { case.exit } else { case.exit.worse(Exit::No) })
}
