//! The published test data of RFC 8785.

use openbadges::base::limits::Limits;
use openbadges::codec::json::{Document, jcs};
use sha2::{Digest, Sha256};
use std::fmt::Write;

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

/// The published sequence: hand-picked doubles, 2,000 in a row from the smallest normal one, then the finite ones of a
/// chain of SHA-256 digests, four to each.
#[test]
fn writes_the_first_hundred_thousand_published_numbers() {
    let Some(data) = crate::data("the long list of numbers of canonical JSON") else { return };
    let lines = std::fs::read_to_string(data.join("vectors/jcs/numbers-2000.txt")).unwrap();
    let picked = lines.lines().take(168).map(|line| u64::from_str_radix(line.split(',').next().unwrap(), 16).unwrap());
    let in_a_row = (0..2_000).map(|i| 0x0010_0000_0000_0000 + i);
    let digests = std::iter::successors(Some(Sha256::digest([0; 32])), |digest| Some(Sha256::digest(digest)));
    let chained = digests.flat_map(|digest| {
        <[u8; 32]>::from(digest).as_chunks::<8>().0.iter().map(|word| u64::from_le_bytes(*word)).collect::<Vec<_>>()
    });
    let chained = chained.filter(|bits| f64::from_bits(*bits).is_finite());

    let mut text = String::new();
    for bits in picked.chain(in_a_row).chain(chained).take(100_000) {
        writeln!(text, "{bits:x},{}", jcs::number(f64::from_bits(bits))).unwrap();
    }
    let digest = Sha256::digest(&text).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    assert_eq!(digest, "22776e6d4b49fa294a0d0f349268e5c28808fe7e0cb2bcbe28f63894e494d4c7");
}

#[test]
fn canonicalises_published_badges_and_contexts_like_another_writer() {
    let Some(data) = crate::data("canonical text of badges and contexts") else { return };
    let mut folders = vec![data.join("badges"), data.join("contexts"), data.join("schemas")];
    let mut compared = 0;
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "json" || e == "jsonld") {
                let text = std::fs::read(&path).unwrap();
                let name = path.display();
                let document = Document::parse(&text, &Limits::DEFAULT).unwrap_or_else(|e| panic!("{name}: {e}"));
                let theirs: serde_json::Value = serde_json::from_slice(&text).unwrap();
                let theirs = serde_json_canonicalizer::to_string(&theirs).unwrap();
                assert_eq!(jcs::to_string(document.root(), &[]), theirs, "{name}");
                compared += 1;
            }
        }
    }
    assert!(compared > 150, "only {compared} files were compared");
}
