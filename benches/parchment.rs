//! What it costs to print a parchment, in multiples of one bare Ed25519 strict verification.
//!
//! `cargo bench --features parchment --bench parchment` prints `ratio parchment/one <value>`, and its size in bytes, beside criterion's own
//! output. The parchment is the one in `fixtures/own`.

mod common;

use criterion::{Criterion, criterion_group, criterion_main};
use openbadges::base::iri::Iri;
use openbadges::base::time::Timestamp;
use openbadges::issue::Issuer;
use openbadges::model::MicroCredential;
use openbadges::proof::SigningKey;
use openbadges::render::parchment::{Parchment, Sheet};
use std::hint::black_box;

fn cases(criterion: &mut Criterion) {
    let unit = common::strict_verification();
    let award = include_str!("../examples/parchment/award.json");
    let award: MicroCredential = serde_json::from_str(award).expect("an award");
    let id: Iri = "https://harbour.example.edu/badges/diploma-1".parse().expect("an id");
    let now = Timestamp::parse("2026-03-01T09:00:00Z").expect("a time");
    let issuer = Issuer::new(SigningKey::from_seed([7; 32]).expect("a key"));
    let signed = issuer.issue(&award, id.clone(), now).expect("a badge");

    let new = || Parchment::new(Sheet::A4).expect("fonts");
    let parchment = new();
    let mut one = || parchment.print(black_box(&award), signed.as_str(), &id).expect("a parchment");
    println!("size parchment/one {}", one().len());
    common::ratio("parchment/one", common::median(21, 2, &mut one), unit);
    criterion.bench_function("parchment/one", |bencher| bencher.iter(&mut one));
    let mut first = || new().print(black_box(&award), signed.as_str(), &id).expect("a parchment");
    common::ratio("parchment/first", common::median(21, 2, &mut first), unit);
    criterion.bench_function("parchment/first", |bencher| bencher.iter(&mut first));
}

criterion_group!(benches, cases);
criterion_main!(benches);
