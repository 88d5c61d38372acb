//! `openbadges show`

use crate::args::Show;
use crate::failure::{Exit, Failure};
use crate::io;
use openbadges::base::limits::Limits;
use openbadges::base::visible::Visible;
use openbadges::codec::json::Node;
use openbadges::verify::Presented;
use std::fmt::Write;

pub(crate) fn run(arguments: &Show) -> Result<Exit, Failure> {
    let bytes = io::read(&arguments.file)?;
    let badge =
        Presented::open(&bytes, &Limits::DEFAULT).map_err(|cause| Failure::new(arguments.file.display(), cause))?;
    let root = badge.document().root();
    if arguments.json {
        eprintln!("{NOTICE}");
        return io::print(format!("{}\n", badge.document().as_str().trim()).as_bytes());
    }
    let subject = root.get("credentialSubject");
    let achievement = subject.and_then(|subject| subject.get("achievement"));
    let issuer = root.get("issuer");
    let mut shown = format!("{NOTICE}\n");
    for (label, value) in [
        ("what", achievement.and_then(|a| a.get("name"))),
        ("about", achievement.and_then(|a| a.get("description"))),
        ("criteria", achievement.and_then(|a| a.get("criteria")?.get("narrative"))),
        ("whose", subject.and_then(|s| s.get("id"))),
        ("by", issuer.and_then(|issuer| if issuer.is_string() { Some(issuer) } else { issuer.get("id") })),
        ("calling itself", issuer.and_then(|issuer| issuer.get("name"))),
        ("awarded", root.get("awardedDate")),
        ("valid from", root.get("validFrom").or_else(|| root.get("issuanceDate"))),
        ("valid until", root.get("validUntil").or_else(|| root.get("expirationDate"))),
        ("id", root.get("id")),
    ] {
        if let Some(text) = value.and_then(Node::as_str) {
            // Writing to a string does not fail.
            let _ = writeln!(shown, "{label:<15} {}", Visible(text));
        }
    }
    let alignments = achievement.and_then(|a| a.get("alignment")).into_iter().flat_map(Node::one_or_many);
    for alignment in alignments {
        let member = |name| alignment.get(name).and_then(Node::as_str).unwrap_or_default();
        let _ = writeln!(shown, "{:<15} {}", Visible(member("targetType")), Visible(member("targetName")));
    }
    io::print(shown.as_bytes())
}

const NOTICE: &str = "NOT VERIFIED: anyone can write what follows. `openbadges verify` tells whether it is true.";
