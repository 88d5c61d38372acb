//! `openbadges check`

use crate::args::{Check, Profile};
use crate::failure::{Exit, Failure};
use crate::{io, issue};
use openbadges::base::visible::Visible;
use openbadges::model::profile::{Completeness, Force, Standing, completeness};
use openbadges::model::{self, MicroCredential};
use std::fmt::{self, Display};

pub(crate) fn run(arguments: &Check) -> Result<Exit, Failure> {
    let award: MicroCredential = issue::read(&arguments.award)?;
    let profile = match arguments.profile {
        Profile::Microbol2022 => model::profile::Profile::Microbol2022,
        Profile::EuCouncil2022 => model::profile::Profile::EuCouncil2022,
    };
    let found = completeness(&award, profile);
    if arguments.json {
        let json = serde_json::to_string_pretty(&found).map_err(|cause| Failure::new("the result", cause))?;
        io::print(format!("{json}\n").as_bytes())?;
    } else {
        io::print(Told(&found).to_string().as_bytes())?;
    }
    Ok(if found.is_complete() { Exit::Done } else { Exit::No })
}

/// The elements in words, what is missing with how to fill it in.
struct Told<'c>(&'c Completeness);

impl Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let missing = self.0.missing().count();
        match missing {
            0 => writeln!(f, "COMPLETE as {}", self.0.profile().source())?,
            1 => writeln!(f, "INCOMPLETE as {}: 1 element is missing", self.0.profile().source())?,
            _ => writeln!(f, "INCOMPLETE as {}: {missing} elements are missing", self.0.profile().source())?,
        }
        for item in self.0.items() {
            let required = matches!(item.force(), Force::Required | Force::RequiredIf(_));
            let mark = match item.standing() {
                Standing::Present => "ok     ",
                Standing::MetBySigning => "by signing",
                Standing::Missing if required => "MISSING",
                Standing::Missing | Standing::NotNeeded => "-      ",
                Standing::Unclear => "needed?",
            };
            write!(f, "  {mark}  {:>3}  {}", item.element().number(), item.element().name())?;
            match item.standing() {
                Standing::Missing | Standing::Unclear => writeln!(f, ": {}", item.hint())?,
                Standing::Present | Standing::MetBySigning | Standing::NotNeeded => writeln!(f)?,
            }
        }
        for advice in self.0.advice() {
            let (number, code) = (advice.element().number(), advice.code());
            writeln!(f, "  advice   {number:>3}  {} [{code}]", Visible(advice.message()))?;
        }
        Ok(())
    }
}
