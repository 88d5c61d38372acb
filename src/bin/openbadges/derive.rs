//! `openbadges derive`, and what an issuer draws for it.

use crate::args::Derive;
use crate::contexts;
use crate::failure::{Exit, Failure};
use crate::io;
use openbadges::base::limits::Limits;
use openbadges::codec::json::Document;
use openbadges::proof::data_integrity::derive;
use openbadges::proof::{Error, SelectiveSecrets};
use openbadges::verify::extract;

pub(crate) fn run(arguments: &Derive) -> Result<Exit, Failure> {
    let (limits, name) = (Limits::DEFAULT, arguments.badge.display());
    let contexts = contexts::read(&arguments.contexts)?;
    let file = io::read(&arguments.badge)?;
    let (badge, _) = extract(&file, &limits).map_err(|cause| Failure::coded(&name, &cause, cause.code()))?;
    if badge.starts_with("ey") {
        let failure = Failure::new(&name, "is a token, which is shown as a whole");
        return Err(failure.with_advice("expected a badge that was issued with --suite ecdsa-sd-2023"));
    }
    let badge =
        Document::parse(badge.as_bytes(), &limits).map_err(|cause| Failure::coded(&name, &cause, cause.code()))?;
    let pointers: Vec<&str> = arguments.show.iter().map(String::as_str).collect();
    let shown =
        derive(&badge, &pointers, &contexts, &limits).map_err(|cause| Failure::coded(&name, &cause, cause.code()))?;
    arguments.out.output().write(format!("{}\n", shown.as_str()).as_bytes())
}

/// What is drawn for one badge, from the system's random source.
pub(crate) fn secrets() -> Result<SelectiveSecrets, Failure> {
    let secrets = SelectiveSecrets::generate(|bytes| getrandom::fill(bytes).map_err(Error::outside));
    secrets.map_err(|cause| Failure::new("the secrets of the badge", cause))
}
