//! How the cost of a verification grows with the size of an honest badge, from 1 kB to 1 MB.
//!
//! `cargo bench --bench growth` prints `ratio growth/<kB> <value>` for each size, in multiples of one bare Ed25519 strict
//! verification, and `doubling <kB> <factor>`: what the badge costs beside its signature, against half the size. Then the
//! same for a programme that judges more and more badges of a learner, `growth-stack/<badges>` and `doubling-stack`, and
//! for more and more awards at once out of 40 badges, `growth-together/<pathways>`. Each row of ratios is plotted below itself.

mod common;

use common::school;
use openbadges::base::limits::Limits;
use openbadges::base::time::{Date, Timestamp};
use openbadges::codec::json::Document;
use openbadges::codec::ld::Contexts;
use openbadges::proof::data_integrity::{Options, sign};
use openbadges::proof::{SigningKey, Suite};
use openbadges::stack::danger;
use openbadges::stack::{Application, Reading};
use openbadges::verify::{Check, CheckId, Materials, Outcome, Presented, Report, Verifier};
use serde_json::{Value, json};
use std::hint::black_box;
use std::time::Duration;

/// Kilobytes.
const SIZES: [usize; 11] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_000];
/// Badges of a learner.
const BADGES: [usize; 8] = [5, 10, 20, 40, 80, 160, 320, 640];

fn main() {
    let (verifier, unit) = (Verifier::compatible(), common::strict_verification());
    let signature = common::prepared_verification();
    let now = Timestamp::parse("2026-03-01T09:00:00Z").expect("a time");
    let verify = |text: &str| -> Report {
        let badge = Presented::open(text.as_bytes(), &Limits::DEFAULT).expect("the badge opens");
        verifier.verify(&badge, &Materials::none(), now)
    };
    let (mut before, mut points) = (None, Vec::new());
    for size in SIZES {
        let text = badge(size * 1_000, now);
        let report = verify(&text);
        assert_eq!(report.check(CheckId::Proof).map(Check::outcome), Some(Outcome::Pass), "{report:#?}");
        let samples = if size < 64 { 101 } else { 21 };
        let time = common::median(samples, 5, || verify(black_box(&text)));
        common::ratio(&format!("growth/{size}"), time, unit);
        points.push((size, time.as_secs_f64() / unit.as_secs_f64()));
        let beside = time.saturating_sub(signature).as_secs_f64();
        if let Some(before) = before.replace(beside) {
            println!("doubling {size} {:.2}", beside / before);
        }
    }
    plot("kB", &points);
    stacking(unit);
}

/// A bar for each point, a mark for every factor of the eighth root of two: where doubling the one doubles the other, bars grow by eight.
fn plot(of: &str, points: &[(usize, f64)]) {
    let least = points.iter().map(|(_, ratio)| *ratio).fold(f64::INFINITY, f64::min);
    for (at, ratio) in points {
        let marks = ((ratio / least).log2() * 8.0).round() as usize + 1;
        println!("{at:>5} {of:<8} {} {ratio:.2}", "#".repeat(marks));
    }
}

/// How judging grows with the badges of a learner, and with the awards that they are to serve.
fn stacking(unit: Duration) {
    let application = Application::new(Date::parse("2026-01-15").expect("a date"));
    let programme = school::programme(Reading::Published);
    let (mut before, mut points) = (None, Vec::new());
    for count in BADGES {
        let badges = school::badges(count, &["6", "9", "12"]);
        let judge = || danger::judge(&programme, black_box(&badges), &application, &Limits::DEFAULT).expect("a ruling");
        let time = common::median(if count < 100 { 21 } else { 5 }, 1, judge);
        common::ratio(&format!("growth-stack/{count}"), time, unit);
        points.push((count, time.as_secs_f64() / unit.as_secs_f64()));
        if let Some(before) = before.replace(time.as_secs_f64()) {
            println!("doubling-stack {count} {:.2}", time.as_secs_f64() / before);
        }
    }
    plot("badges", &points);
    points.clear();
    let badges = school::badges(40, &["6", "9", "12"]);
    for count in 1..=6 {
        let pathways = vec!["certificate"; count];
        let judge = || {
            danger::judge_together(&programme, black_box(&badges), &application, &pathways, &Limits::DEFAULT)
                .expect("a ruling")
        };
        let time = common::median(5, 1, judge);
        common::ratio(&format!("growth-together/{count}"), time, unit);
        points.push((count, time.as_secs_f64() / unit.as_secs_f64()));
    }
    plot("pathways", &points);
}

/// The minimal badge of `fixtures/own`, filled up with evidence to about so many bytes and signed.
fn badge(bytes: usize, now: Timestamp) -> String {
    let mut credential: Value = serde_json::from_str(include_str!("../fixtures/own/minimal.json")).expect("JSON");
    credential.as_object_mut().expect("an object").remove("proof");
    let room = bytes.saturating_sub(credential.to_string().len() + PROOF);
    let evidence: Vec<Value> = (0..room / EVIDENCE).map(piece).collect();
    if !evidence.is_empty() {
        credential["evidence"] = evidence.into();
    }
    let (contexts, limits) = (Contexts::bundled(), Limits::DEFAULT);
    let key = SigningKey::from_seed([1; 32]).expect("a key");
    credential["issuer"]["id"] = format!("did:key:{}", key.verifying_key().to_multikey()).into();
    let unsigned = Document::parse(credential.to_string().as_bytes(), &limits).expect("a credential");
    let options = Options::new(Suite::EddsaRdfc2022).with_created(now);
    sign(&unsigned, &key, &options, &contexts, &limits).expect("a badge").as_str().to_owned()
}

/// Every other piece has no id and is a blank node.
fn piece(number: usize) -> Value {
    let mut piece = json!({
        "type": ["Evidence"],
        "name": format!("Entry {number:05} of the workbook"),
        "description": "Measured, written down, and compared with the entry of the day before.",
        "narrative": "The instrument was set up in the morning, read three times at intervals of an hour, and put away; the \
            readings agree within the width of a line.",
    });
    if number.is_multiple_of(2) {
        piece["id"] = format!("https://workbooks.example.edu/entries/{number:05}").into();
    }
    piece
}

/// Bytes of a proof.
const PROOF: usize = 400;
/// Bytes of a piece of evidence with its comma, on average.
const EVIDENCE: usize = 340;
