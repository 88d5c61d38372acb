//! Verifying through the public door.

mod bundles;
mod codes;
mod demands;
mod desk;
mod documents;
#[cfg(feature = "ecdsa")]
mod ecdsa;
mod endorsements;
mod issuers;
mod keys;
mod kind;
mod laws;
mod legacy;
mod person;
mod policies;
mod presentations;
mod presented_tokens;
mod proofs;
mod refreshed;
mod registries;
mod reports;
mod resources;
#[cfg(feature = "rsa")]
mod rs256;
mod schemas;
mod sd_jwt;
mod sets;
mod status;
mod times;
mod tokens;
mod words;

use openbadges::verify::CheckId;
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn the_page_on_verification_has_the_checks_as_the_library_has_them() {
    const HEAD: &str = "| check | question | fails when | unknown when |\n| --- | --- | --- | --- |\n";
    let page = std::fs::read_to_string("docs/verification.md").unwrap();
    let (before, rest) = page.split_once(HEAD).unwrap();
    let after = &rest[rest.find("\n\n").unwrap()..];
    let rows = CheckId::ALL
        .map(|id| format!("| `{}` | {} | {} | {} |", id.name(), id.question(), id.fails_when(), id.unknown_when()));
    let made = format!("{before}{HEAD}{}{after}", rows.join("\n"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write("docs/verification.md", &made).unwrap();
    }
    let page = std::fs::read_to_string("docs/verification.md").unwrap();
    assert!(made == page, "docs/verification.md is behind: UPDATE=1 cargo test --test api the_page_on_verification");
}

#[test]
fn the_page_on_threats_claims_no_row_without_a_test() {
    let mut names = BTreeSet::new();
    collect_names(Path::new("tests"), &mut names);
    collect_names(Path::new("src"), &mut names);
    let numbers: BTreeSet<String> = names
        .iter()
        .flat_map(|name| name.split('_'))
        .filter(|part| number(part).is_some())
        .map(str::to_owned)
        .collect();
    let page = std::fs::read_to_string("docs/threats.md").unwrap();
    let (_, table) = page.split_once("| door | with a test |").unwrap();
    let mut claimed = 0;
    for row in table.lines().skip(2).take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        for name in cells[2..=3].iter().flat_map(|cell| cell.split('`').skip(1).step_by(2)) {
            assert!(names.contains(name), "{name}");
        }
        for claim in cells[2].split(", ").filter(|claim| !claim.is_empty() && !claim.contains('`')) {
            let (from, to) = claim.split_once('–').unwrap_or((claim, claim));
            let (letter, last) = (&claim[..1].to_lowercase(), number(to).unwrap());
            for n in number(from).unwrap()..=last {
                assert!(numbers.contains(&format!("{letter}{n}")), "{letter}{n} of {claim}");
                claimed += 1;
            }
        }
    }
    assert!(claimed > 150, "only {claimed} rows");
}

/// The number of a row such as `d5` or `D5`.
fn number(row: &str) -> Option<u8> {
    let (letter, digits) = row.split_at_checked(1)?;
    letter.chars().all(|c| c.is_ascii_alphabetic()).then(|| digits.parse().ok())?
}

/// The names of the functions in every source file below a folder.
fn collect_names(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() && !entry.ends_with("node_modules") {
            collect_names(&entry, names);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&entry).unwrap();
            let found = text.lines().filter_map(|line| line.trim_start().strip_prefix("fn ")?.split(['(', '<']).next());
            names.extend(found.map(str::to_owned));
        }
    }
}
