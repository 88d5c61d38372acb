//! What a verification asks of the allocator: counted, so that it is the same on every machine.

use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::verify::{Materials, Presented, Verifier};

/// Opens, verifies and drops one badge of `fixtures/own`.
fn verify(verifier: &Verifier, bytes: &[u8]) {
    let badge = Presented::open(bytes, &Limits::DEFAULT).unwrap();
    let now = Timestamp::parse("2026-03-01T09:00:00Z").unwrap();
    let report = verifier.verify(&badge, &Materials::none(), now);
    assert!(report.proven().is_some());
}

fn badge(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/fixtures/own/{name}.json", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn a_verification_of_the_full_credential_makes_few_allocations() {
    let (verifier, bytes) = (Verifier::compatible(), badge("full"));
    verify(&verifier, &bytes);
    let counted = allocation_counter::measure(|| verify(&verifier, &bytes));
    println!("{} allocations, {} bytes", counted.count_total, counted.bytes_total);
    assert!(counted.count_total <= 150, "{} allocations", counted.count_total);
}

#[test]
fn verifications_in_a_row_leave_nothing_behind() {
    let verifier = Verifier::compatible();
    let badges = ["full", "minimal", "full-jcs"].map(badge);
    let round = || badges.iter().for_each(|bytes| verify(&verifier, bytes));
    // Until the key counts as one of an issuer of many, which is kept with its multiples.
    (0..100).for_each(|_| round());
    let counted = allocation_counter::measure(|| (0..50).for_each(|_| round()));
    assert_eq!((counted.count_current, counted.bytes_current), (0, 0));
    assert!(counted.bytes_max < 1_000_000, "{} bytes at once", counted.bytes_max);
}
