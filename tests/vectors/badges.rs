//! Badges that other software signed, judged at the date of their index with the documents beside them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::{Document, Node};
#[cfg(feature = "contexts")]
use openbadges::codec::ld::Contexts;
use openbadges::proof::{VerifyingKey, key_set_url};
use openbadges::verify::{CheckId, Finding, Materials, Outcome, Presented, Report, Verdict, Verifier, danger};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

struct Corpus {
    folder: PathBuf,
    index: Document,
    now: Timestamp,
    materials: Materials,
}

impl Corpus {
    fn open(skipped: &str) -> Option<Self> {
        let folder = crate::data(skipped)?.join("badges");
        let index = Document::parse(&fs::read(folder.join("index.json")).unwrap(), &Limits::DEFAULT).unwrap();
        let as_of = text(index.root(), "as_of");
        let now = Timestamp::parse(&format!("{as_of}T00:00:00Z")).unwrap();
        let mut materials = Materials::none();
        for document in index.root().get("net").unwrap().items() {
            let bytes = fs::read(folder.join(text(document, "file"))).unwrap();
            if bytes.len() <= Limits::DEFAULT.document_bytes {
                materials.insert(text(document, "url"), bytes, &Limits::DEFAULT).unwrap();
            }
        }
        Some(Self { folder, index, now, materials })
    }

    fn badges(&self) -> impl Iterator<Item = Node<'_>> {
        self.index.root().get("badges").unwrap().items()
    }

    fn read(&self, badge: Node<'_>) -> Vec<u8> {
        fs::read(self.folder.join(text(badge, "file"))).unwrap()
    }

    fn verify(&self, badge: &Presented) -> Report {
        Verifier::compatible().verify(badge, &self.materials, self.now)
    }

    /// The same with the key that stands in the fragment of its verification method, handed in as the issuer's.
    fn verify_with_its_key(&self, badge: Node<'_>, presented: &Presented) -> Report {
        let (_, key, method) = method_in_fragment(badge);
        let verifier = match Iri::parse(text(badge, "issuer")) {
            Ok(issuer) => Verifier::compatible().with_key(issuer, method, VerifyingKey::from_multikey(key).unwrap()),
            Err(_) => Verifier::compatible(),
        };
        verifier.verify(presented, &self.materials, self.now)
    }
}

fn text<'d>(node: Node<'d>, name: &str) -> &'d str {
    node.get(name).and_then(Node::as_str).unwrap_or_default()
}

fn is_expected(badge: Node<'_>, name: &str) -> bool {
    badge.get("expected").unwrap().get(name).and_then(Node::as_bool).unwrap_or(false)
}

/// What the index says of each proof: its suite, its verdict, and where its key is.
fn proofs_of(badge: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    badge.get("expected").unwrap().get("per_proof").into_iter().flat_map(Node::items)
}

/// Whether the key is one that the index took from the fragment of its method.
fn names_an_unreachable_issuer(key: &str) -> bool {
    key.starts_with("key in VM fragment") || key.starts_with("checked with")
}

/// What stands before and behind the `#` of the first proof's method, and the method.
fn method_in_fragment(badge: Node<'_>) -> (&str, &str, &str) {
    let method = text(badge.get("proofs").unwrap().items().next().unwrap(), "vm");
    let (issuer, key) = method.split_once('#').unwrap();
    (issuer, key, method)
}

/// Signed by keys that are at hand: those of a `did:key`, and those of a `did:web` beside the badges.
fn has_keys_at_hand(badge: Node<'_>) -> bool {
    let mut proofs = proofs_of(badge).peekable();
    proofs.peek().is_some() && proofs.all(|proof| text(proof, "key_from").starts_with("did:"))
}

fn open(bytes: &[u8]) -> Presented {
    Presented::open(bytes, &Limits::DEFAULT).unwrap()
}

#[test]
fn judges_every_badge_under_a_did_as_its_index_expects() {
    let Some(corpus) = Corpus::open("badges under did:key and did:web") else { return };
    let mut judged = 0;
    for badge in corpus.badges().filter(|badge| has_keys_at_hand(*badge)) {
        let file = text(badge, "file");
        let report = corpus.verify(&open(&corpus.read(badge)));
        judged += 1;
        let outcome = |id| report.check(id).unwrap().outcome();
        if NAMES_NO_METHOD.contains(&file) {
            assert_eq!(outcome(CheckId::IssuerKey), Outcome::Fail, "{file}");
            assert_eq!(outcome(CheckId::Proof), Outcome::Unknown, "{file}");
            continue;
        }
        if text(badge.get("expected").unwrap(), "signature") == "invalid" {
            assert_eq!(outcome(CheckId::Proof), Outcome::Fail, "{file}");
            continue;
        }
        if has_inline_context(badge) {
            assert_eq!(outcome(CheckId::Contexts), Outcome::Fail, "{file}");
            assert_eq!(report.verdict(), Verdict::Rejected, "{file}");
            #[cfg(feature = "contexts")]
            holds_once_its_context_is_registered(&corpus, badge);
            continue;
        }
        assert_eq!(outcome(CheckId::Proof), Outcome::Pass, "{file}: {report:#?}");
        assert_eq!(outcome(CheckId::IssuerKey), Outcome::Pass, "{file}: {report:#?}");
        let out_of_time = is_expected(badge, "expired") || is_expected(badge, "not_yet_valid");
        assert_eq!(outcome(CheckId::Validity), if out_of_time { Outcome::Fail } else { Outcome::Pass }, "{file}");
        let is_badge = badge.get("types").unwrap().items().any(|t| t.as_str() == Some("OpenBadgeCredential"));
        if !is_badge {
            assert_ne!(report.verdict(), Verdict::Accepted, "{file}");
            continue;
        }
        let expected = match (out_of_time, badge.get("status").is_some_and(|status| !status.is_empty())) {
            (true, _) => Verdict::Rejected,
            (false, true) => Verdict::Undecided,
            (false, false) => Verdict::Accepted,
        };
        assert_eq!(report.verdict(), expected, "{file}: {report:#?}");
    }
    assert_eq!(judged, 84);
}

/// The verification method is a `did:key` without a fragment, which names a document and no key in it.
const NAMES_NO_METHOD: [&str; 1] = ["1edtech-validator/inspector-clr_clr20_complex.json"];

#[test]
fn judges_the_signatures_of_unreachable_issuers_once_their_keys_are_handed_in() {
    let Some(corpus) = Corpus::open("badges of unreachable issuers") else { return };
    let (mut judged, mut passed) = (0, 0);
    for badge in corpus.badges() {
        let keys: Vec<&str> = proofs_of(badge).map(|proof| text(proof, "key_from")).collect();
        if keys.is_empty() || !keys.iter().all(|key| names_an_unreachable_issuer(key)) {
            continue;
        }
        let (file, badge_file) = (text(badge, "file"), corpus.read(badge));
        let missing = corpus.verify(&open(&badge_file));
        assert_ne!(missing.check(CheckId::Proof).unwrap().outcome(), Outcome::Pass, "{file}");
        let issuer = method_in_fragment(badge).0;
        let report = corpus.verify_with_its_key(badge, &open(&badge_file));
        let found = report.check(CheckId::Proof).unwrap().outcome();
        let is_valid = text(badge.get("expected").unwrap(), "signature") == "valid";
        let is_current = badge.get("expected").unwrap().get("needs_historic_context").is_none();
        // Without an issuer a key is nobody's.
        let has_issuer = text(badge, "issuer") == issuer;
        assert_eq!(found == Outcome::Pass, is_valid && is_current && has_issuer, "{file}: {report:#?}");
        judged += 1;
        passed += usize::from(found == Outcome::Pass);
    }
    assert_eq!((judged, passed), (34, 19));
}

/// What the index says of badges that are signed as tokens, once the key in the header is known to be the issuer's. Without the
/// feature `rsa` none of their keys is read.
#[test]
fn judges_badges_signed_as_tokens_as_its_index_expects_t3() {
    let Some(corpus) = Corpus::open("badges signed as tokens") else { return };
    let mut judged = Vec::new();
    for badge in corpus.badges() {
        let Ok(presented) = Presented::open(&corpus.read(badge), &Limits::DEFAULT) else { continue };
        if presented.form() == "json" {
            continue;
        }
        let file = text(badge, "file").rsplit('/').next().unwrap();
        let header = presented.as_str().split('.').next().unwrap();
        let header = URL_SAFE_NO_PAD.decode(header).unwrap();
        let header: serde_json::Value = serde_json::from_slice(&header).unwrap();
        let alone = corpus.verify(&presented);
        assert_ne!(alone.verdict(), Verdict::Accepted, "{file}");
        assert_ne!(alone.check(CheckId::IssuerKey).unwrap().outcome(), Outcome::Pass, "{file}");
        let issuer = danger::issuer_id(&presented).unwrap();
        let mut materials = corpus.materials.clone();
        if let (Some(url), Some(jwk)) = (key_set_url(issuer), header.get("jwk")) {
            let profile = serde_json::json!({"id": issuer, "type": "Profile"});
            materials.insert(issuer, profile.to_string().into_bytes(), &Limits::DEFAULT).unwrap();
            let set = serde_json::json!({"keys": [jwk]});
            materials.insert(&url, set.to_string().into_bytes(), &Limits::DEFAULT).unwrap();
        }
        let report = Verifier::compatible().verify(&presented, &materials, corpus.now);
        let outcome = |id| report.check(id).unwrap().outcome();
        let expected = badge.get("expected").unwrap();
        let holds = cfg!(feature = "rsa") && text(expected, "signature") == "valid";
        assert_eq!(
            outcome(CheckId::Proof),
            if holds { Outcome::Pass } else { Outcome::Unknown },
            "{file}: {report:#?}"
        );
        assert_eq!(outcome(CheckId::IssuerKey) == Outcome::Pass, holds, "{file}: {report:#?}");
        // The contexts of some were drafts.
        let is_defined = expected.get("strict_json_ld").is_none();
        assert_eq!(outcome(CheckId::Terms) == Outcome::Pass, is_defined, "{file}: {report:#?}");
        assert_eq!(report.verdict() == Verdict::Accepted, holds && is_defined, "{file}: {report:#?}");
        judged.push(file.to_owned());
    }
    assert_eq!(judged.len(), 9, "{judged:#?}");
}

/// The signature holds then, as the index expects. The badge stays rejected for what it lacks: a `validFrom`, in whose place it has
/// a word of its own.
#[cfg(feature = "contexts")]
fn holds_once_its_context_is_registered(corpus: &Corpus, badge: Node<'_>) {
    let presented = open(&corpus.read(badge));
    let mut contexts = Contexts::bundled();
    let written = presented.document().root().get("@context").unwrap().items().filter(|entry| entry.is_object());
    assert_eq!(written.map(|entry| contexts.register_inline(entry.source().as_bytes()).unwrap()).count(), 1);
    let verifier = Verifier::compatible().with_contexts(contexts);
    let report = verifier.verify(&presented, &corpus.materials, corpus.now);
    for check in [CheckId::Contexts, CheckId::Terms, CheckId::IssuerKey, CheckId::Proof] {
        assert_eq!(report.check(check).unwrap().outcome(), Outcome::Pass, "{report:#?}");
    }
    let validity = report.check(CheckId::Validity).unwrap();
    assert_eq!(validity.findings()[0].code(), "validity.no-start");
    assert_eq!(report.verdict(), Verdict::Rejected);
}

#[test]
fn accepts_nothing_else_and_says_why() {
    let Some(corpus) = Corpus::open("badges of other suites and issuers") else { return };
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for badge in corpus.badges() {
        if has_keys_at_hand(badge) {
            continue;
        }
        let file = text(badge, "file");
        let reason = match Presented::open(&corpus.read(badge), &Limits::DEFAULT) {
            Err(error) => error.code().to_owned(),
            Ok(presented) => {
                let report = corpus.verify(&presented);
                assert_ne!(report.verdict(), Verdict::Accepted, "{file}");
                let troubled =
                    report.checks().iter().filter(|c| matches!(c.outcome(), Outcome::Fail | Outcome::Unknown));
                let codes: Vec<&str> = troubled.flat_map(|c| c.findings().iter().map(Finding::code).take(1)).collect();
                format!("{}: {}", report.verdict(), codes.join(", "))
            }
        };
        *reasons.entry(reason).or_default() += 1;
    }
    for (reason, count) in &reasons {
        println!("{count:4}  {reason}");
    }
}

/// One line for each kind of badge in the table of the page on conformance: what the index says, and what is said here.
#[test]
fn the_page_on_conformance_has_the_table_of_these_badges() {
    let Some(corpus) = Corpus::open("the table of badges of others") else { return };
    let mut rows: BTreeMap<String, usize> = BTreeMap::new();
    for badge in corpus.badges() {
        let of = |name: &str| proofs_of(badge).map(|proof| text(proof, name).to_owned()).collect::<Vec<_>>();
        let told = |report: Report| report.check(CheckId::Proof).unwrap().outcome().to_string();
        let keys = of("key_from").join(", ");
        let (here, handed_in) = match Presented::open(&corpus.read(badge), &Limits::DEFAULT) {
            Err(error) => (format!("`{}`", error.code()), String::new()),
            Ok(presented) if names_an_unreachable_issuer(&keys) => {
                (told(corpus.verify(&presented)), told(corpus.verify_with_its_key(badge, &presented)))
            }
            Ok(presented) => (told(corpus.verify(&presented)), String::new()),
        };
        let expected = text(badge.get("expected").unwrap(), "signature");
        let extra: String = [("undefined_terms", "undefined terms"), ("needs_historic_context", "a historic context")]
            .into_iter()
            .filter(|(name, _)| badge.get("expected").unwrap().get(name).is_some())
            .map(|(_, what)| format!(", {what}"))
            .collect();
        let (container, suites) = (text(badge, "container"), of("suite").join(", "));
        let row = format!("{container} | {suites} | {keys} | {expected}{extra} | {here} | {handed_in}");
        *rows.entry(row).or_default() += 1;
    }
    let rows: String = rows.iter().map(|(row, count)| format!("| {count} | {row} |\n")).collect();
    let page = fs::read_to_string("docs/conformance.md").unwrap();
    let (before, rest) = page.split_once(TABLE_START).unwrap();
    let (table, after) = rest.split_once(TABLE_END).unwrap();
    if std::env::var_os("UPDATE").is_some() {
        fs::write("docs/conformance.md", format!("{before}{TABLE_START}{rows}{TABLE_END}{after}")).unwrap();
    } else {
        // The table is that of a build with RSA, without which nothing is known of tokens.
        let comparable = |rows: &str| -> Vec<String> {
            rows.lines().filter(|row| cfg!(feature = "rsa") || !row.contains("| JWT")).map(str::to_owned).collect()
        };
        assert_eq!(comparable(table), comparable(&rows), "UPDATE=1 --all-features writes the table anew");
    }
}

const TABLE_START: &str = "| --: | --- | --- | --- | --- | --- | --- |\n";
const TABLE_END: &str = "\nThe column";

#[test]
fn refuses_a_thousand_altered_copies() {
    let Some(corpus) = Corpus::open("altered copies of badges") else { return };
    let mut refused = 0;
    for badge in corpus.badges().filter(|badge| is_signed_by_its_key(*badge)) {
        let original = corpus.read(badge);
        for altered in alterations(&original) {
            let Ok(presented) = Presented::open(altered.as_bytes(), &Limits::DEFAULT) else { continue };
            let report = corpus.verify(&presented);
            assert_eq!(report.verdict(), Verdict::Rejected, "{}\n{altered}", text(badge, "file"));
            refused += 1;
        }
    }
    assert!(refused >= 1000, "only {refused} altered copies");
}

/// Holds, and needs nothing beside the badge.
fn is_signed_by_its_key(badge: Node<'_>) -> bool {
    let valid = text(badge.get("expected").unwrap(), "signature") == "valid";
    let mut proofs = proofs_of(badge).peekable();
    valid
        && proofs.peek().is_some()
        && proofs.all(|proof| text(proof, "key_from") == "did:key")
        && !has_inline_context(badge)
        && !NAMES_NO_METHOD.contains(&text(badge, "file"))
}

fn has_inline_context(badge: Node<'_>) -> bool {
    badge.get("contexts").unwrap().items().any(|context| context.as_str() == Some("<inline>"))
}

/// One copy for each value in the document, changed, and one for each member, left out.
fn alterations(original: &[u8]) -> Vec<String> {
    let document = Document::parse(original, &Limits::DEFAULT).unwrap();
    let value: serde_json::Value = serde_json::from_slice(original).unwrap();
    let mut altered = Vec::new();
    let mut open = vec![document.root()];
    while let Some(node) = open.pop() {
        open.extend(node.members().map(|(_, value)| value).chain(node.items()));
        let pointer = node.pointer();
        let mut changed = value.clone();
        match changed.pointer_mut(&pointer).unwrap() {
            serde_json::Value::String(text) => text.push('0'),
            serde_json::Value::Number(number) => *number = 4711.into(),
            serde_json::Value::Bool(flag) => *flag = !*flag,
            serde_json::Value::Null => continue,
            serde_json::Value::Array(_) | serde_json::Value::Object(_) => {
                let Some((parent, name)) = pointer.rsplit_once('/') else { continue };
                match changed.pointer_mut(parent).unwrap() {
                    serde_json::Value::Object(members) => drop(members.remove(name)),
                    other => *other = serde_json::json!([]),
                }
            }
        }
        altered.push(changed.to_string());
    }
    altered
}

#[test]
fn every_alteration_is_one() {
    let original = br#"{"a":{"b":["x",1,true]}}"#;
    let altered = alterations(original);
    assert!(altered.iter().all(|copy| copy.as_bytes() != original));
    assert_eq!(altered.len(), 5);
}
