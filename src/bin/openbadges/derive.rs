//! `openbadges derive`

use crate::args::Derive;
use crate::contexts;
use crate::failure::{Exit, Failure};
use crate::io;
use openbadges::base::limits::Limits;
use openbadges::codec::ld::Contexts;
use openbadges::proof::SdJwt;
use openbadges::verify::extract;

pub(crate) fn run(arguments: &Derive) -> Result<Exit, Failure> {
    let (limits, name) = (Limits::DEFAULT, arguments.badge.display());
    let contexts = contexts::read(&arguments.contexts, &mut Vec::new())?;
    let file = io::read(&arguments.badge)?;
    let (badge, _) = extract(&file, &limits).map_err(|cause| Failure::coded(&name, &cause, cause.code()))?;
    let pointers: Vec<&str> = arguments.show.iter().map(String::as_str).collect();
    let shown = if SdJwt::is_one(&badge) && badge.starts_with("ey") {
        let token = SdJwt::parse(&badge, &limits).and_then(|token| token.show(&pointers, &limits));
        let token = token.map_err(|cause| Failure::coded(&name, &cause, cause.code()))?;
        token.as_str().to_owned()
    } else if badge.starts_with("ey") {
        let failure = Failure::new(&name, "is a token, which is shown as a whole");
        let advice = "expected a badge that was issued with --suite ecdsa-sd-2023, or --form vc+sd-jwt or dc+sd-jwt";
        return Err(failure.with_advice(advice));
    } else {
        derived(&badge, &pointers, &contexts, &arguments.badge)?
    };
    arguments.out.output().write(format!("{shown}\n").as_bytes())
}

/// A part of a badge by `ecdsa-sd-2023`.
#[cfg(feature = "ecdsa")]
fn derived(badge: &str, pointers: &[&str], contexts: &Contexts, path: &std::path::Path) -> Result<String, Failure> {
    use openbadges::codec::json::Document;
    use openbadges::proof::data_integrity::derive;
    let (limits, name) = (Limits::DEFAULT, path.display());
    let badge =
        Document::parse(badge.as_bytes(), &limits).map_err(|cause| Failure::coded(&name, &cause, cause.code()))?;
    let shown =
        derive(&badge, pointers, contexts, &limits).map_err(|cause| Failure::coded(&name, &cause, cause.code()))?;
    Ok(shown.as_str().to_owned())
}

#[cfg(not(feature = "ecdsa"))]
fn derived(_: &str, _: &[&str], _: &Contexts, path: &std::path::Path) -> Result<String, Failure> {
    Err(Failure::new(path.display(), "badges by ecdsa-sd-2023 are read only with the feature `ecdsa`"))
}
