//! `openbadges present`

use crate::args::Present;
use crate::failure::{Exit, Failure};
use crate::io;
use crate::key;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::issue::Holder;
use openbadges::verify::extract;

pub(crate) fn run(arguments: &Present) -> Result<Exit, Failure> {
    let holder = Holder::named(key::read(&arguments.key)?);
    let mut badges = Vec::new();
    for path in &arguments.badges {
        let (badge, _) =
            extract(&io::read(path)?, &Limits::DEFAULT).map_err(|cause| Failure::new(path.display(), cause))?;
        badges.push(badge);
    }
    let badges: Vec<&str> = badges.iter().map(String::as_str).collect();
    let now = io::now(arguments.now)?;
    if arguments.by_itself {
        return by_itself(arguments, &holder, &badges, now);
    }
    let presentation = holder
        .present(&badges, &arguments.challenge, arguments.domain.as_deref(), now)
        .map_err(|cause| Failure::new("the presentation", cause))?;
    arguments.out.output().write(format!("{presentation}\n").as_bytes())
}

/// One badge, which its learner signs itself.
fn by_itself(arguments: &Present, holder: &Holder, badges: &[&str], now: Timestamp) -> Result<Exit, Failure> {
    let ([badge], Some(domain)) = (badges, &arguments.domain) else {
        return Err(Failure::usage("--by-itself is for one badge"));
    };
    let pointers: Vec<&str> = arguments.show.iter().map(String::as_str).collect();
    let shown = holder
        .show(badge, &pointers, &arguments.challenge, domain, now)
        .map_err(|cause| Failure::coded("the badge", &cause, cause.code()))?;
    arguments.out.output().write(format!("{shown}\n").as_bytes())
}
