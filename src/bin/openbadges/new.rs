//! `openbadges new`

use crate::args::{New, Starting};
use crate::failure::{Exit, Failure};
use crate::io;
use openbadges::stack::Programme;

pub(crate) fn run(arguments: &New) -> Result<Exit, Failure> {
    if arguments.preset.is_some() && !matches!(arguments.document, Starting::Policy) {
        return Err(Failure::usage("--preset is for `new policy`"));
    }
    match arguments.document {
        Starting::Award => io::print(openbadges::model::sample_award().as_bytes()),
        Starting::Issuer => io::print(ISSUER.as_bytes()),
        Starting::Policy => {
            let name = arguments.preset.as_deref().unwrap_or(PRESET);
            let programme = Programme::preset(name).map_err(|cause| Failure::new("the preset", cause))?;
            io::print(programme.to_json().as_bytes())
        }
        Starting::VerifyPolicy => io::print(VERIFY_POLICY.as_bytes()),
    }
}

/// The policy to start from: HKU SPACE's certificate and diploma.
const PRESET: &str = "hku-space";

const ISSUER: &str = r#"{
  "name": "Example College",
  "country": "HK",
  "url": "https://college.example/",
  "email": "registry@college.example"
}
"#;

const VERIFY_POLICY: &str = r#"{
  "reading": "compatible",
  "tolerate": ["schema", "endorsements"]
}
"#;
