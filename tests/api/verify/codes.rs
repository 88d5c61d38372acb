//! What codes mean.

use super::desk::*;
use openbadges::verify::{CheckId, Report, explain, explanations};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

/// The families whose codes are explained one by one.
const CHECKS: [&str; 22] = [
    "award",
    "bundle",
    "completeness",
    "contexts",
    "endorsements",
    "envelope",
    "issuer-key",
    "issuer-trust",
    "presentation",
    "proof",
    "recipient",
    "refresh",
    "registry",
    "resources",
    "schema",
    "shape",
    "status",
    "terms",
    "token",
    "validity",
    "verify",
    "version",
];

/// Every text in the sources of the library that is written as a code is.
fn codes() -> BTreeSet<String> {
    let (mut folders, mut found) = (vec![Path::new("src").to_owned()], BTreeSet::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.components().any(|part| part.as_os_str() == "explain" || part.as_os_str() == "problem.rs") {
                let text = std::fs::read_to_string(path).unwrap();
                found.extend(text.split('"').filter(|text| is_code(text)).map(str::to_owned));
            }
        }
    }
    found
}

fn is_code(text: &str) -> bool {
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_lowercase())
            && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    text.split_once('.').is_some_and(|(family, name)| is_word(family) && is_word(name))
}

#[test]
fn every_code_of_a_check_is_explained() {
    let codes = codes();
    assert!(codes.len() > 250);
    let exact: BTreeSet<&str> = explanations().map(|known| known.code).collect();
    let is_of_check = |code: &&String| CHECKS.iter().any(|family| code.split('.').next() == Some(family));
    let lacking: Vec<_> = codes.iter().filter(is_of_check).filter(|code| !exact.contains(code.as_str())).collect();
    assert!(lacking.is_empty(), "{lacking:?}");
}

#[test]
fn every_explanation_is_of_a_code_that_there_is() {
    let codes = codes();
    let mut met = BTreeSet::new();
    for known in explanations() {
        let is_met = match known.code.strip_suffix('.') {
            Some(family) => codes.iter().any(|code| code.split('.').next() == Some(family)),
            None => codes.contains(known.code),
        };
        assert!(is_met && met.insert(known.code), "{}", known.code);
        assert!(known.means.ends_with('.') && (known.remedy.is_empty() || known.remedy.ends_with('.')), "{known:?}");
    }
}

#[test]
fn what_is_not_good_has_the_problem_type_that_the_w3c_has_for_it() {
    let altered = issued().as_str().replace("Reading Tides", "Reading Winds");
    let problem = |report: &Report, id| finding(report, id).problem_type();
    assert_eq!(
        problem(&strictly(&altered), CheckId::Proof),
        Some("https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR")
    );
    let report = judge_at("2031-01-01T00:00:00Z", issued().as_str());
    assert_eq!(problem(&report, CheckId::Validity), None, "no standard has a name for it");
    assert_eq!(problem(&report, CheckId::Recipient), None, "a note is no problem");
    let json = serde_json::to_value(strictly(&altered)).unwrap();
    let proof = &json["checks"][6]["findings"][0];
    assert_eq!(proof["problem"], "https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR");
    // Whatever stands in the table is a code, or a family of codes.
    let table = std::fs::read_to_string("src/verify/problem.rs").unwrap();
    let named: Vec<&str> =
        table.lines().filter_map(|line| line.trim().strip_prefix("(\"")?.split('"').next()).collect();
    assert!(named.len() > 50);
    for code in named {
        let is_known = match code.strip_suffix('.') {
            Some(family) => codes().iter().any(|known| known.split('.').next() == Some(family)),
            None => explain(code).is_some(),
        };
        assert!(is_known, "{code}");
    }
}

#[test]
fn a_family_explains_its_codes_and_no_other_text() {
    assert_eq!(explain("json.duplicate-key").unwrap().code, "json.");
    assert_eq!(explain("proof.signature-invalid").unwrap().code, "proof.signature-invalid");
    for unknown in ["", ".", "json", "json.", "json.Duplicate", "json.a b", "nothing.at-all", "proof.no-such-thing"] {
        assert_eq!(explain(unknown), None, "{unknown}");
    }
}

#[test]
fn the_page_of_codes_is_as_the_library_has_it() {
    let mut page = String::from(
        "# Codes\n\nWhat each code of a report means and what to do about it, as `openbadges verify --explain CODE` says it. A code that ends in a point stands for its family.\n\n| code | means | what to do |\n| --- | --- | --- |\n",
    );
    for known in explanations() {
        writeln!(page, "| `{}` | {} | {} |", known.code, known.means, known.remedy).unwrap();
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write("docs/codes.md", &page).unwrap();
    }
    let written = std::fs::read_to_string("docs/codes.md").unwrap_or_default();
    assert!(written == page, "docs/codes.md is behind: UPDATE=1 cargo test --test api codes");
}
