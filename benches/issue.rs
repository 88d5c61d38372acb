//! What it costs to issue a badge, in multiples of one bare Ed25519 strict verification.
//!
//! `cargo bench --bench issue` prints `ratio issue/full <value>`, beside criterion's own output. The full award is the sample
//! that `openbadges new award` prints, so the time covers writing, canonicalising, signing and checking its badge.

mod common;

use criterion::{Criterion, criterion_group, criterion_main};
use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::Document;
use openbadges::codec::ld::Contexts;
use openbadges::issue::Issuer;
use openbadges::model::{MicroCredential, sample_award};
use openbadges::proof::data_integrity::{Options, sign};
use openbadges::proof::{SigningKey, Suite};
use serde::Deserialize;
use std::hint::black_box;

fn cases(criterion: &mut Criterion) {
    let unit = common::strict_verification();
    let now = Timestamp::parse("2026-03-01T09:00:00Z").expect("a time");
    let key = || SigningKey::from_seed([1; 32]).expect("a key");

    // The same credential as `verify/full`, without its proof.
    let (contexts, limits, signing) = (Contexts::bundled(), Limits::DEFAULT, key());
    let mut credential: serde_json::Value =
        serde_json::from_str(include_str!("../fixtures/own/full.json")).expect("JSON");
    credential["proof"] = serde_json::json!([]);
    let text = credential.to_string();
    let options = Options::new(Suite::EddsaRdfc2022).with_created(now);
    let mut full = || {
        let unsigned = Document::parse(black_box(text.as_bytes()), &limits).expect("a credential");
        sign(&unsigned, &signing, &options, &contexts, &limits).expect("a badge")
    };
    common::ratio("issue/full", common::median(101, 20, &mut full), unit);
    criterion.bench_function("issue/full", |bencher| bencher.iter(&mut full));

    // From a model, mapping and re-reading included.
    let award = Document::parse(sample_award().as_bytes(), &limits).expect("the sample");
    let award = MicroCredential::deserialize(award.root()).expect("the sample");
    let issuer = Issuer::new(key());
    let id: Iri = "urn:uuid:1f0d4a52-6f0e-4d35-9a44-0b9b4c2f5a10".parse().expect("an id");
    let mut sample = || issuer.issue(black_box(&award), id.clone(), now).expect("a badge");
    common::ratio("issue/sample", common::median(101, 20, &mut sample), unit);
    criterion.bench_function("issue/sample", |bencher| bencher.iter(&mut sample));
}

criterion_group!(benches, cases);
criterion_main!(benches);
