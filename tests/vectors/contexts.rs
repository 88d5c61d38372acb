//! The bundled context tables against the published documents.

use openbadges::codec::ld::{Contexts, Role};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// One line of the index of published contexts.
#[derive(Deserialize)]
struct Published {
    url: String,
    file: String,
    sha256: String,
    role: String,
    #[serde(default)]
    note: String,
}

/// Not bundled: two make every word a term, one needs a context that is not there.
const LEFT_OUT: [&str; 3] = [
    "https://www.w3.org/2018/credentials/examples/v1",
    "https://www.w3.org/ns/credentials/examples/v2",
    "https://www.w3.org/ns/credentials/undefined-terms/v2",
];

/// Every published document that is bundled, with its bytes.
fn published() -> Option<Vec<(Published, Vec<u8>)>> {
    let folder = crate::data("the published contexts")?.join("contexts");
    let index = std::fs::read(folder.join("index.json")).unwrap();
    let index: Vec<Published> = serde_json::from_slice(&index).unwrap();
    let bundled = index.into_iter().filter(|one| !LEFT_OUT.contains(&&*one.url));
    let bundled: Vec<_> = bundled.map(|one| (std::fs::read(folder.join(&one.file)).unwrap(), one)).collect();
    assert!(bundled.len() >= 29);
    Some(bundled.into_iter().map(|(bytes, one)| (one, bytes)).collect())
}

/// The registry in which `one` is what its URL means.
fn registry(one: &Published) -> Contexts {
    let contexts = Contexts::bundled();
    if one.role == "historic" { contexts.with_historic(&one.sha256).expect("a bundled table") } else { contexts }
}

#[test]
fn pins_every_published_document_by_its_digest() {
    for (one, bytes) in published().unwrap_or_default() {
        let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let contexts = registry(&one);
        let mut known =
            contexts.list().filter(|info| info.url() == one.url || info.aliases().any(|url| url == one.url));
        let info = known.next().unwrap_or_else(|| panic!("{} is not bundled", one.url));
        assert_eq!(digest, one.sha256, "{}", one.file);
        assert_eq!(info.sha256(), one.sha256, "{}", one.url);
        assert_eq!(info.role() == Role::Historic, one.role == "historic", "{}", one.url);
    }
}

#[test]
fn dates_every_historic_document_as_the_index_does() {
    let (contexts, mut dated) = (Contexts::bundled(), 0);
    for (one, _) in published().unwrap_or_default().iter().filter(|(one, _)| one.role == "historic") {
        let info = contexts.historic(&one.url).find(|info| info.sha256() == one.sha256).unwrap();
        let held = info.held().unwrap();
        assert!(one.note.contains(&format!("repository {held}")) || one.file.contains(held), "{}: {held}", one.file);
        dated += 1;
    }
    assert!(dated == 4 || std::env::var_os("OPENBADGES_DATA").is_none());
}

#[cfg(feature = "contexts")]
#[test]
fn says_in_every_table_what_the_published_document_says() {
    for (one, bytes) in published().unwrap_or_default() {
        let contexts = registry(&one);
        let difference = contexts.difference(&one.url, &bytes).unwrap_or_else(|error| panic!("{}: {error}", one.file));
        assert_eq!(difference, None, "{} ({})", one.file, one.url);
    }
}

/// The check above would be worth nothing if it never found anything.
#[cfg(feature = "contexts")]
#[test]
fn finds_a_single_changed_word() {
    for (one, bytes) in published().unwrap_or_default() {
        let text = String::from_utf8(bytes).unwrap();
        let contexts = registry(&one);
        let changes = [
            ("\"@id\": \"@id\"", "x"),
            ("\"@type\": \"@id\"", "\"@type\": \"@vocab\""),
            ("#", "#x"),
            ("@set", "@list"),
        ];
        for (from, to) in changes.iter().filter(|(from, _)| text.contains(from)) {
            let at = text.rfind(from).unwrap();
            let changed = format!("{}{to}{}", &text[..at], &text[at + from.len()..]);
            if let Ok(difference) = contexts.difference(&one.url, changed.as_bytes()) {
                assert!(difference.is_some(), "{} with the last {from} as {to}", one.file);
            }
        }
    }
}

#[cfg(feature = "contexts")]
#[test]
fn accepts_published_bytes_again_and_refuses_another_document_under_the_same_url() {
    let published = published().unwrap_or_default();
    for (one, bytes) in &published {
        let mut contexts = registry(one);
        contexts.register(&one.url, bytes, None).unwrap_or_else(|error| panic!("{}: {error}", one.file));
        // Other white space, same JSON.
        let value: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        assert_eq!(contexts.difference(&one.url, value.to_string().as_bytes()).unwrap(), None);
        contexts.register(&one.url, value.to_string().as_bytes(), None).unwrap();
        let other = published.iter().find(|(other, _)| other.sha256 != one.sha256).unwrap();
        assert_eq!(contexts.register(&one.url, &other.1, None).unwrap_err().code(), "ld.context-known", "{}", one.url);
    }
}
