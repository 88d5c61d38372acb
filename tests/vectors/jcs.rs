//! The published test data of RFC 8785.

use openbadges::base::limits::Limits;
use openbadges::codec::json::{Document, jcs};

#[test]
fn canonicalises_the_published_pairs() {
    let Some(data) = crate::data("the canonical JSON pairs") else { return };
    let folder = data.join("vectors/jcs/testdata");
    let mut pairs = 0;
    for file in std::fs::read_dir(folder.join("input")).unwrap() {
        let path = file.unwrap().path();
        let mut input = std::fs::read_to_string(&path).unwrap();
        if path.ends_with("values.json") {
            // One number has more digits than its double; the strict reader refuses it, the rest of the file is good.
            let refusal = Document::parse(input.as_bytes(), &Limits::DEFAULT).unwrap_err();
            assert_eq!(refusal.code(), "json.number-not-exact");
            assert!(input.contains("333333333.33333329"));
            input = input.replace("333333333.33333329", "333333333.3333333");
        }
        let expected = std::fs::read_to_string(folder.join("output").join(path.file_name().unwrap())).unwrap();
        let document = Document::parse(input.as_bytes(), &Limits::DEFAULT).unwrap();
        assert_eq!(jcs::to_string(document.root(), &[]), expected, "{}", path.display());
        pairs += 1;
    }
    assert_eq!(pairs, 6);
}

#[test]
fn writes_the_published_numbers() {
    let Some(data) = crate::data("the numbers of canonical JSON") else { return };
    let lines = std::fs::read_to_string(data.join("vectors/jcs/numbers-2000.txt")).unwrap();
    for line in lines.lines() {
        let (bits, expected) = line.split_once(',').unwrap();
        let value = f64::from_bits(u64::from_str_radix(bits, 16).unwrap());
        assert_eq!(jcs::number(value), expected, "{bits}");
    }
    assert_eq!(lines.lines().count(), 2000);
}
