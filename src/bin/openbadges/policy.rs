//! `openbadges stack lint` and `openbadges stack explain-policy`, and how every command comes by a policy.

use crate::args::{ExplainPolicy, Lint};
use crate::failure::{Exit, Failure};
use crate::io;
use openbadges::base::visible::Visible;
use openbadges::stack::Programme;
use std::path::Path;

/// The policy in a file, or a preset by `preset:NAME`.
pub(crate) fn read(policy: &Path) -> Result<Programme, Failure> {
    let preset = policy.to_str().and_then(|text| text.strip_prefix("preset:"));
    let programme = match preset {
        Some(name) => Programme::preset(name),
        None => Programme::parse(&io::read(policy)?),
    };
    programme.map_err(|cause| Failure::new(policy.display(), cause))
}

pub(crate) fn lint(arguments: &Lint) -> Result<Exit, Failure> {
    let warnings = read(&arguments.policy)?.lint();
    if arguments.json {
        let json = serde_json::to_string(&warnings).map_err(|cause| Failure::new("the warnings", cause))?;
        io::print(format!("{json}\n").as_bytes())?;
    } else {
        let told: String = warnings.iter().map(|warning| format!("{}\n", Visible(&warning.to_string()))).collect();
        io::print(told.as_bytes())?;
    }
    Ok(if warnings.is_empty() { Exit::Done } else { Exit::No })
}

pub(crate) fn explain(arguments: &ExplainPolicy) -> Result<Exit, Failure> {
    let told = read(&arguments.policy)?.explain();
    let shown: String = told.lines().map(|line| format!("{}\n", Visible(line))).collect();
    io::print(shown.as_bytes())
}
