//! Status lists that others wrote: which bits are set.

use openbadges::base::limits::Limits;
use openbadges::codec::bits::Bits;
use openbadges::codec::json::{Document, Node};
use std::fs;

/// The places of the bits that are set, and how many bits there are.
fn set_bits(encoded: &str) -> (Vec<u64>, usize) {
    let bits = Bits::decode(encoded, &Limits::DEFAULT).unwrap();
    let length = bits.entries(1);
    let set = (0..length).filter(|at| bits.get(*at, 1) == Some(1)).map(|at| at as u64).collect();
    (set, length)
}

fn numbers(node: Option<Node<'_>>) -> Vec<u64> {
    node.unwrap().items().map(|item| item.source().parse().unwrap()).collect()
}

fn number(node: Option<Node<'_>>) -> usize {
    node.unwrap().source().parse().unwrap()
}

#[test]
fn the_sample_of_the_standard_is_read_and_written_again() {
    let Some(folder) = crate::data("the sample of Bitstring Status List") else { return };
    let file = fs::read(folder.join("vectors/bitstring-status-list/encoded-list.json")).unwrap();
    let sample = Document::parse(&file, &Limits::DEFAULT).unwrap();
    let expected = sample.root().get("expected").unwrap();
    let encoded = sample.root().get("encodedList").and_then(Node::as_str).unwrap();
    assert_eq!(set_bits(encoded), (numbers(expected.get("set_bits")), number(expected.get("bits"))));
    let again = Bits::decode(encoded, &Limits::DEFAULT).unwrap().encode();
    assert_eq!(set_bits(&again), set_bits(encoded));
}

#[test]
fn the_lists_of_others_have_the_bits_that_their_index_says() {
    let Some(folder) = crate::data("status lists of others") else { return };
    let folder = folder.join("badges");
    let index = Document::parse(&fs::read(folder.join("index.json")).unwrap(), &Limits::DEFAULT).unwrap();
    let mut read = 0;
    let documents = index.root().get("net").unwrap().items();
    for entry in documents.filter(|entry| entry.get("kind").and_then(Node::as_str) == Some("status")) {
        let file = entry.get("file").and_then(Node::as_str).unwrap();
        let list = Document::parse(&fs::read(folder.join(file)).unwrap(), &Limits::DEFAULT).unwrap();
        let encoded = list.root().get("credentialSubject").unwrap().get("encodedList").and_then(Node::as_str).unwrap();
        if entry.get("list_bits").unwrap().is_null() {
            assert!(Bits::decode(encoded, &Limits::DEFAULT).is_err(), "{file}");
            continue;
        }
        assert_eq!(set_bits(encoded), (numbers(entry.get("set_bits")), number(entry.get("list_bits"))), "{file}");
        read += 1;
    }
    assert_eq!(read, 6);
}
