//! Printing a parchment: `cargo bench --features parchment --bench parchment`.

use criterion::{Criterion, criterion_group, criterion_main};
use openbadges::base::iri::Iri;
use openbadges::base::time::Timestamp;
use openbadges::issue::Issuer;
use openbadges::model::MicroCredential;
use openbadges::proof::SigningKey;
use openbadges::render::parchment::{Parchment, Sheet};
use std::hint::black_box;

fn print(criterion: &mut Criterion) {
    let award: MicroCredential = serde_json::from_str(include_str!("../examples/parchment/award.json")).unwrap();
    let id = Iri::parse("https://harbour.example.edu/badges/diploma-1").unwrap();
    let now = Timestamp::parse("2026-03-01T09:00:00Z").unwrap();
    let signed = Issuer::new(SigningKey::from_seed([7; 32]).unwrap()).issue(&award, id.clone(), now).unwrap();
    let parchment = Parchment::new(Sheet::A4).unwrap();
    criterion.bench_function("print a parchment", |bencher| {
        bencher.iter(|| parchment.print(black_box(&award), signed.as_str(), &id).unwrap());
    });
    criterion.bench_function("print the first parchment", |bencher| {
        bencher.iter(|| Parchment::new(Sheet::A4).unwrap().print(black_box(&award), signed.as_str(), &id).unwrap());
    });
}

criterion_group!(benches, print);
criterion_main!(benches);
