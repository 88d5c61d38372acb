//! What it costs to verify a badge, in multiples of one bare Ed25519 strict verification.
//!
//! `cargo bench --bench verify` prints `ratio verify/full <value>` and so on, beside criterion's own output: badges of
//! an issuer of many, whose key the verifier has prepared. `ratio verify-few/full` is the same for an issuer of few.
//! `ratio key/prepare` is the preparing and `ratio key/check` one signature with it. `first verify/full <milliseconds>`
//! is a new verifier, which has no context compiled yet.

mod common;

use criterion::{Criterion, criterion_group, criterion_main};
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::proof::SigningKey;
use openbadges::verify::{Check, CheckId, Materials, Outcome, Presented, Report, Verifier};
use std::hint::black_box;
use std::time::Duration;

const CASES: [(&str, &str); 3] = [
    ("verify/full", include_str!("../fixtures/own/full.json")),
    ("verify/minimal", include_str!("../fixtures/own/minimal.json")),
    ("verify-jcs/full", include_str!("../fixtures/own/full-jcs.json")),
];

/// From the file's bytes to the report.
fn verify(verifier: &Verifier, text: &str, now: Timestamp) -> Report {
    let badge = Presented::open(text.as_bytes(), &Limits::DEFAULT).expect("a specimen opens");
    verifier.verify(&badge, &Materials::none(), now)
}

fn cases(criterion: &mut Criterion) {
    let verifier = Verifier::compatible();
    let now = Timestamp::parse("2026-03-01T09:00:00Z").expect("a time");
    let unit = common::strict_verification();
    let [(first, text), ..] = CASES;
    let time = common::median(101, 1, || verify(&Verifier::compatible(), black_box(text), now));
    println!("first {first} {:.2}", time.as_secs_f64() * 1_000.0);
    let time = common::median(51, 1, || verify(&verifier, black_box(text), now));
    common::ratio("verify-few/full", time, unit);
    keys(unit);
    for (name, text) in CASES {
        let report = verify(&verifier, text, now);
        assert_eq!(report.check(CheckId::Proof).map(Check::outcome), Some(Outcome::Pass), "{name}: {report:#?}");
        let time = common::median(101, 20, || verify(&verifier, black_box(text), now));
        common::ratio(name, time, unit);
        criterion.bench_function(name, |bencher| bencher.iter(|| verify(&verifier, black_box(text), now)));
    }
}

/// What a prepared key costs and what it brings.
fn keys(unit: Duration) {
    let signing = SigningKey::from_seed([7; 32]).expect("a seed");
    let time = common::median(21, 1, || signing.verifying_key().clone().with_multiples());
    common::ratio("key/prepare", time, unit);
    common::ratio("key/check", common::prepared_verification(), unit);
}

criterion_group!(benches, cases);
criterion_main!(benches);
