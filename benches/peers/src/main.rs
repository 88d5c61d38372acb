//! Verifies the same badges by this library and by the crates that one would put together otherwise, and prints what
//! each costs in multiples of one bare Ed25519 strict verification of the same run: `case <badge> <way> <value> <marks>`.
//!
//! With `contexts` as its argument it writes the context documents instead, for the script of Node.js.

mod badge;
#[expect(dead_code, reason = "the benchmarks print ratios in another form")]
#[path = "../../common/mod.rs"]
mod common;
mod crates;
mod ssi_route;

use badge::Badge;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::codec::ld::Contexts;
use openbadges::verify::{Check, CheckId, Materials, Outcome, Presented, Verifier};
use std::hint::black_box;
use std::time::Duration;

const BADGES: [(&str, &str); 2] = [
    ("full", include_str!("../../../fixtures/own/full.json")),
    ("minimal", include_str!("../../../fixtures/own/minimal.json")),
];

fn main() {
    let contexts = Contexts::bundled();
    let documents: Vec<(String, String)> =
        contexts.list().map(|info| (info.url().to_owned(), contexts.to_json_ld(info.url()).expect("known"))).collect();
    match std::env::args().nth(1).as_deref() {
        None => measure(&documents),
        Some("contexts") => println!("{}", serde_json::to_string(&documents).expect("texts")),
        Some(_) => {
            eprintln!("usage: openbadges-peers [contexts]");
            std::process::exit(2);
        }
    }
}

fn measure(documents: &[(String, String)]) {
    let unit = common::strict_verification();
    println!("unit {:.2}", unit.as_secs_f64() * 1e6);
    let (loader, ssi) = (crates::loader(documents), ssi_route::Ssi::new(documents));
    for (name, text) in BADGES {
        let case = |way: &str, time: Duration, holds: bool| {
            let mark = if holds { "" } else { " other-bytes" };
            println!("case {name} {way} {:.2}{mark}", time.as_secs_f64() / unit.as_secs_f64());
        };
        case("bare", unit, true);
        let verifier = Verifier::compatible();
        let now = Timestamp::parse("2026-03-01T09:00:00Z").expect("a time");
        let verify = || {
            let badge = Presented::open(black_box(text).as_bytes(), &Limits::DEFAULT).expect("a specimen opens");
            let report = verifier.verify(&badge, &Materials::none(), now);
            report.check(CheckId::Proof).map(Check::outcome) == Some(Outcome::Pass)
        };
        case("openbadges", common::median(101, 20, verify), verify());
        let prepared = crates::Prepared::new(&Badge::read(text), &loader);
        // Whether the signature holds tells whether the bytes are those that were signed.
        let by_prepared = || Badge::read(black_box(text)).verify(|part, document| prepared.canonical(part, document));
        case("json-ld-prepared", common::median(21, 2, by_prepared), by_prepared());
        let by_processing = || Badge::read(black_box(text)).verify(|_, document| crates::canonical(document, &loader));
        case("json-ld-each-time", common::median(21, 2, by_processing), by_processing());
        let by_ssi = || ssi.verify(black_box(text));
        case("ssi", common::median(21, 2, by_ssi), by_ssi());
    }
}
