//! `openbadges parchment`

use crate::args::{self, Paper};
use crate::failure::{Exit, Failure};
use crate::io;
use crate::told::Judged;
use crate::verify::Kit;
use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::render::parchment::{Parchment, Sheet};
use openbadges::verify::{Presented, Verdict};

pub(crate) fn run(arguments: &args::Parchment) -> Result<Exit, Failure> {
    let (path, name) = (&arguments.badge, arguments.badge.display().to_string());
    arguments.out.output().check_free()?;
    let mut parchment = set_up(arguments)?;
    let bytes = io::read(path)?;
    let badge =
        Presented::open(&bytes, &Limits::DEFAULT).map_err(|cause| Failure::coded(&name, &cause, cause.code()))?;
    let report = Kit::set_up(None, &arguments.verifying)?.bench().verify_bytes(&name, &bytes)?;
    let verdict = report.verdict();
    if verdict != Verdict::Accepted {
        eprint!("{}", Judged::Badge(Box::new(report)).to_line(&name));
        eprintln!("  a parchment is printed of a badge that holds; `openbadges verify` says more");
        return Ok(verdict.into());
    }
    let accepted = report.into_accepted().ok_or_else(|| Failure::new(&name, "the badge was not accepted"))?;
    let award = accepted.micro_credential().map_err(|cause| Failure::coded(&name, &cause, cause.code()))?;
    let id = Iri::parse(accepted.credential_id()).map_err(|cause| Failure::new(&name, cause))?;
    if let Some(address) = &arguments.verify_url {
        parchment = parchment.with_verify_at(address.of(&id).map_err(|cause| Failure::new(&name, cause))?);
    }
    let file = parchment.print(&award, badge.as_str(), &id);
    arguments.out.output().write(&file.map_err(|cause| Failure::coded(&name, &cause, cause.code()))?)
}

fn set_up(arguments: &args::Parchment) -> Result<Parchment, Failure> {
    let sheet = match arguments.paper {
        Paper::A4 => Sheet::A4,
        Paper::Letter => Sheet::Letter,
    };
    let failed = |cause: openbadges::render::parchment::Error| Failure::usage(cause);
    let mut parchment = Parchment::new(sheet).map_err(failed)?;
    parchment = parchment.with_signatories(arguments.signatory.clone()).map_err(failed)?;
    for path in &arguments.font {
        let added = parchment.with_font(io::read(path)?);
        parchment = added.map_err(|cause| Failure::coded(path.display(), &cause, cause.code()))?;
    }
    if let Some(path) = &arguments.logo {
        let added = parchment.with_logo(&io::read(path)?);
        parchment = added.map_err(|cause| Failure::coded(path.display(), &cause, cause.code()))?;
    }
    if let Some(accent) = arguments.accent {
        parchment = parchment.with_accent(accent).map_err(failed)?;
    }
    if let Some(place) = &arguments.place {
        parchment = parchment.with_place(place.clone());
    }
    Ok(parchment)
}
