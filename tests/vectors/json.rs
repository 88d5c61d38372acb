//! The JSON parsing test suite: `y_` files must be read, `n_` files refused, `i_` files are ours to choose.

use openbadges::base::limits::Limits;
use openbadges::codec::json::{Document, Error};
use std::collections::BTreeMap;

#[test]
fn reads_and_refuses_the_parsing_suite() {
    let Some(data) = crate::data("the JSON parsing test suite") else { return };
    let mut outcomes: BTreeMap<(char, &'static str), usize> = BTreeMap::new();
    let mut duplicates = Vec::new();
    for file in std::fs::read_dir(data.join("vectors/jsontestsuite/test_parsing")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let result = Document::parse(&std::fs::read(&path).unwrap(), &Limits::DEFAULT);
        let outcome = result.as_ref().map_or_else(Error::code, |_| "read");
        let kind = name.chars().next().unwrap();
        if kind == 'y' && outcome != "read" {
            duplicates.push(name);
        }
        *outcomes.entry((kind, outcome)).or_default() += 1;
    }

    duplicates.sort();
    assert_eq!(duplicates, ["y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"]);
    let of = |kind: char| -> Vec<_> {
        outcomes.iter().filter(|((k, _), _)| *k == kind).map(|((_, outcome), count)| (*outcome, *count)).collect()
    };
    assert_eq!(of('y'), [("json.duplicate-key", 2), ("read", 93)]);
    assert_eq!(of('n').iter().map(|(_, count)| count).sum::<usize>(), 188);
    assert!(!outcomes.contains_key(&('n', "read")));
    let expected =
        [("json.invalid-unicode", 22), ("json.malformed", 2), ("json.number-not-exact", 10), ("json.too-deep", 1)];
    assert_eq!(of('i'), expected);
}
