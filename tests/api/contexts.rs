//! Known contexts: the registry, its tables and what is written from them.

use openbadges::codec::ld::Contexts;
use std::collections::HashSet;

#[test]
fn names_every_context_once() {
    let contexts = Contexts::bundled();
    let mut urls = HashSet::new();
    for context in contexts.list() {
        assert!(urls.insert(context.url()), "{}", context.url());
    }
    assert!(urls.contains("https://www.w3.org/ns/credentials/v2"));
}

#[test]
fn writes_every_table_as_json() {
    let contexts = Contexts::bundled();
    for context in contexts.list() {
        let text = contexts.to_json_ld(context.url()).unwrap();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert!(value["@context"].is_object(), "{text}");
    }
}

#[test]
fn finds_a_context_by_its_exact_url_only() {
    let contexts = Contexts::bundled();
    assert!(contexts.to_json_ld("https://www.w3.org/ns/credentials/v2").is_some());
    for url in [
        "http://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/ns/credentials/v2/",
        "https://www.w3.org/ns/credentials/v2#",
    ] {
        assert!(contexts.to_json_ld(url).is_none(), "{url}");
    }
}
