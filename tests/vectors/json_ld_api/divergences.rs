//! The tests of the suite on which we differ, each with the reason.

use std::collections::BTreeMap;

/// The reasons by manifest and test, such as `toRdf #tc037`.
pub(super) fn listed() -> BTreeMap<String, &'static str> {
    let lines = include_str!("../json_ld_divergences.txt").lines();
    let mut listed = BTreeMap::new();
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('%')) {
        let (test, reason) = line.split_once(": ").unwrap_or_else(|| panic!("no reason: {line}"));
        assert!(listed.insert(test.to_owned(), reason).is_none(), "{test} is listed twice");
    }
    listed
}
