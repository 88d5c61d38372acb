//! `openbadges endorse`

use crate::args::{Endorse, Thing};
use crate::failure::{Exit, Failure};
use crate::named::{Named, id_at};
use crate::{io, issue, key};
use openbadges::base::iri::Iri;
use openbadges::issue::{Endorsement, Issuer};
use openbadges::model::Organisation;

pub(crate) fn run(arguments: &Endorse) -> Result<Exit, Failure> {
    let by: Organisation = issue::read(&arguments.endorser)?;
    let of = thing(arguments)?;
    let id = match &arguments.id {
        Some(id) => id.clone(),
        None => issue::random_id()?,
    };
    let endorsement = Endorsement::new(id, of).with_name(&arguments.name);
    let endorsement = match &arguments.comment {
        Some(comment) => endorsement.with_comment(comment),
        None => endorsement,
    };
    let endorsement = match arguments.until {
        Some(until) => endorsement.with_valid_until(until),
        None => endorsement,
    };
    let issuer = Issuer::named(key::read(&arguments.key)?);
    let signed = issuer.endorse(&by, &endorsement, io::now(arguments.now)?);
    let signed = signed.map_err(|cause| Failure::coded(arguments.endorser.display(), &cause, cause.code()))?;
    arguments.out.output().write(format!("{}\n", signed.as_str()).as_bytes())
}

/// The id of what is endorsed.
fn thing(arguments: &Endorse) -> Result<Iri, Failure> {
    let (path, name): (&[&str], _) = match arguments.thing {
        Thing::Badge => (&[], "a badge"),
        Thing::Achievement => (&["credentialSubject", "achievement"], "an achievement"),
        Thing::Issuer => (&["issuer"], "an issuer"),
    };
    match Named::read(&arguments.of)? {
        Named::Id(id) => Ok(id),
        Named::File(badge) => {
            let none = || Failure::new(arguments.of.display(), format!("expected {name} with an id, found none"));
            id_at(&badge, path).ok_or_else(none)
        }
    }
}
