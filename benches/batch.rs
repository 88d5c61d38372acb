//! What a pool of two threads gains over one, for many badges verified or issued in one call.
//!
//! `cargo bench --features rayon --bench batch` prints `speed-up <case> <value>`, and `ratio <case>/batch <value>`: what each badge
//! costs on two threads, in multiples of one bare Ed25519 strict verification. It takes a machine with two free cores.

mod common;

use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::Document;
use openbadges::issue::Issuer;
use openbadges::model::{MicroCredential, sample_award};
use openbadges::proof::SigningKey;
use openbadges::verify::{Materials, Presented, Verifier};
use rayon::{ThreadPool, ThreadPoolBuilder};
use serde::Deserialize;

/// Badges in one call.
const MANY: usize = 1_000;

fn main() {
    let now = Timestamp::parse("2026-03-01T09:00:00Z").expect("a time");
    let pool = |threads| ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
    let (one, two) = (pool(1), pool(2));

    let text = include_str!("../fixtures/own/full.json");
    let open = |_| Presented::open(text.as_bytes(), &Limits::DEFAULT).expect("the badge opens");
    let badges: Vec<Presented> = (0..MANY).map(open).collect();
    let (verifier, materials) = (Verifier::compatible(), Materials::none());
    let verify = |pool: &ThreadPool| verifier.verify_many_on(pool, &badges, &materials, now).len();
    speed_up("verify", &one, &two, verify);

    let award = Document::parse(sample_award().as_bytes(), &Limits::DEFAULT).expect("the sample");
    let award = MicroCredential::deserialize(award.root()).expect("the sample");
    let issuer = Issuer::new(SigningKey::from_seed([1; 32]).expect("a key"));
    let id: Iri = "urn:uuid:1f0d4a52-6f0e-4d35-9a44-0b9b4c2f5a10".parse().expect("an id");
    let issue = |pool: &ThreadPool| issuer.issue_many_on(pool, (0..MANY).map(|_| (&award, id.clone())), now).len();
    speed_up("issue", &one, &two, issue);
}

fn speed_up(case: &str, one: &ThreadPool, two: &ThreadPool, call: impl Fn(&ThreadPool) -> usize) {
    assert_eq!((call(one), call(two)), (MANY, MANY));
    let time = |pool| common::median(9, 1, || call(pool));
    let (alone, shared) = (time(one), time(two));
    println!("speed-up {case} {:.2}", alone.as_secs_f64() / shared.as_secs_f64());
    common::ratio(&format!("{case}/batch"), shared / u32::try_from(MANY).expect("few"), common::strict_verification());
}
