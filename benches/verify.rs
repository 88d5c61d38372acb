//! What it costs to verify a badge, in multiples of one bare Ed25519 strict verification.
//!
//! `cargo bench --bench verify` prints `ratio verify/full <value>` and so on, beside criterion's own output: badges of
//! an issuer of many, whose key the verifier has prepared. `ratio verify-few/full` is the same for an issuer of few.
//! `ratio key/prepare` is the preparing and `ratio key/check` one signature with it. `first verify/full <milliseconds>`
//! is a new verifier, which has no context compiled yet. `ratio verify-ecdsa-p256/full` is in multiples of one bare ECDSA
//! verification on P-256; it needs the feature `ecdsa`. `ratio verify-jwt/full` is the full badge as a VC-JWT by Ed25519, in
//! multiples of one bare verification of that signature, which is over the whole text and not over two hashes: that one is
//! `ratio jwt/signature`.
//! `ratio verify-status/alone` is a small badge whose status list of 131,072 entries is at hand, `verify-status/many` each of a
//! hundred such badges in one call, and `verify-status/missing` one whose list is not at hand. `ratio verify-status/asked` is one of them in a
//! session that has opened its list, with a trusted issuer and a person asked for, in multiples of the same with nothing asked and nothing at hand.

mod common;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use criterion::{Criterion, criterion_group, criterion_main};
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::Document;
use openbadges::proof::{Jws, SigningKey, did};
use openbadges::verify::{Check, CheckId, Materials, Outcome, Policy, Presented, Recipient, Report, Verifier};
use openbadges::wire::ob3::Credential;
use openbadges::wire::vcjwt::{self, Form};
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
    #[cfg(feature = "ecdsa")]
    ecdsa(&verifier, text, now);
    status(&verifier, now, unit);
    let token = token(text);
    let of_token = signature_of(&token);
    common::ratio("jwt/signature", of_token, unit);
    let [one, two, three] = CASES.map(|(name, text)| (name, text, unit));
    for (name, text, unit) in [one, two, three, ("verify-jwt/full", &*token, of_token)] {
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

/// What a status list costs that is at hand, one twentieth of whose bits are set.
fn status(verifier: &Verifier, now: Timestamp, unit: Duration) {
    use openbadges::issue::{Issuer, StatusEvent, StatusList, StatusPurpose};
    let url = "https://school.example/status/1";
    let mut list =
        StatusList::new(url.parse().expect("a URL"), StatusPurpose::Revocation, StatusList::FEWEST).expect("a list");
    for index in 0..StatusList::FEWEST {
        let value = u8::from(((index * 2_654_435_761) >> 13) % 20 == 0 && index != 94_567);
        list.apply(StatusEvent::Decoy { index, value }).expect("a free place");
    }
    let issuer = Issuer::new(SigningKey::from_seed([7; 32]).expect("a seed"));
    let award = serde_json::from_str(openbadges::model::sample_award()).expect("an award");
    let entry = vec![list.entry(94_567).expect("an entry")];
    let id = "urn:uuid:b0".parse().expect("an id");
    let badge = issuer.bearing(entry).issue_until(&award, id, now, None).expect("a badge");
    let document = issuer.publish_status(&list, now, None).expect("a list");
    let mut materials = Materials::none();
    materials.insert(url, document.as_str().into(), &Limits::DEFAULT).expect("a document");
    let open = || Presented::open(badge.as_str().as_bytes(), &Limits::DEFAULT).expect("a badge");
    let report = verifier.verify(&open(), &materials, now);
    assert_eq!(report.check(CheckId::Status).map(Check::outcome), Some(Outcome::Pass), "{report:#?}");
    let time = common::median(51, 10, || verifier.verify(&open(), &Materials::none(), now));
    common::ratio("verify-status/missing", time, unit);
    let time = common::median(51, 10, || verifier.verify(&open(), &materials, now));
    common::ratio("verify-status/alone", time, unit);
    // The checks that stand beside the signature's, all asked for, in multiples of a verification that asks for none.
    let demanding = Verifier::new(
        Policy::strict().trusting(["did:key:z6MkmM42vxfqZQsv4ehtTjFFxQ4sQKS2w6WR7emozFAn5cxu".parse().expect("an id")]),
    )
    .with_recipient(Recipient::parse("id:did:example:nobody").expect("a person"));
    let asking = demanding.session(materials.clone(), now);
    let (plain, badge) = (verifier.session(Materials::none(), now), open());
    drop(asking.verify(&badge));
    let none = common::median(101, 20, || plain.verify(black_box(&badge)));
    let all = common::median(101, 20, || asking.verify(black_box(&badge)));
    common::ratio("verify-status/asked", all, none);
    let time = common::median(21, 1, || {
        let badges: Vec<Presented> = (0..100).map(|_| open()).collect();
        verifier.verify_many(&badges, &materials, now).count()
    });
    common::ratio("verify-status/many", time / 100, unit);
}

/// The full badge as a token of an issuer with an Ed25519 key.
fn token(text: &str) -> String {
    let key = SigningKey::from_seed([7; 32]).expect("a seed");
    let mut badge: serde_json::Value = serde_json::from_str(text).expect("JSON");
    badge["issuer"]["id"] = did::key_did(key.verifying_key()).into();
    badge.as_object_mut().expect("a badge").remove("proof");
    let badge = Document::parse(badge.to_string().as_bytes(), &Limits::DEFAULT).expect("a credential");
    let badge = Credential::read(badge.root()).expect("a badge");
    let payload = vcjwt::payload(&badge, Form::VcJwt).expect("a learner with an id");
    let header = [("typ", "JWT"), ("kid", &did::key_method(key.verifying_key()))];
    let token = Jws::sign(&header, payload.as_bytes(), &key, &Limits::DEFAULT).expect("a token");
    token.as_str().to_owned()
}

/// The median time of one strict verification of a token's signature by key 7.
fn signature_of(token: &str) -> Duration {
    let (message, signature) = token.rsplit_once('.').expect("a token");
    let signature = URL_SAFE_NO_PAD.decode(signature).expect("base64url");
    let signature = ed25519_dalek::Signature::from_slice(&signature).expect("a signature");
    let key = ed25519_dalek::SigningKey::from_bytes(&[7; 32]).verifying_key();
    assert!(key.verify_strict(message.as_bytes(), &signature).is_ok());
    common::median(101, 20, || key.verify_strict(black_box(message.as_bytes()), black_box(&signature)).is_ok())
}

/// The full badge as an issuer with a P-256 key signs it.
#[cfg(feature = "ecdsa")]
fn ecdsa(verifier: &Verifier, text: &str, now: Timestamp) {
    use openbadges::codec::ld::Contexts;
    use openbadges::proof::data_integrity::{Options, sign};
    use openbadges::proof::{Algorithm, Suite};
    let key = SigningKey::generate(Algorithm::P256, |bytes| {
        bytes.fill(7);
        Ok(())
    })
    .expect("a key");
    let mut badge: serde_json::Value = serde_json::from_str(text).expect("JSON");
    badge["issuer"]["id"] = did::key_did(key.verifying_key()).into();
    badge["proof"] = serde_json::json!([]);
    let unsigned = Document::parse(badge.to_string().as_bytes(), &Limits::DEFAULT).expect("a credential");
    let options = Options::new(Suite::EcdsaRdfc2019).with_created(now);
    let signed = sign(&unsigned, &key, &options, &Contexts::bundled(), &Limits::DEFAULT).expect("a badge");
    let report = verify(verifier, signed.as_str(), now);
    for check in [CheckId::IssuerKey, CheckId::Proof] {
        assert_eq!(report.check(check).map(Check::outcome), Some(Outcome::Pass), "{report:#?}");
    }
    let (message, signature) = ([42; 64], key.sign(&[42; 64]).expect("a signature"));
    let bare = common::median(51, 5, || key.verifying_key().verify(black_box(&message), black_box(&signature)).is_ok());
    let time = common::median(51, 5, || verify(verifier, black_box(signed.as_str()), now));
    common::ratio("verify-ecdsa-p256/full", time, bare);
}

criterion_group!(benches, cases);
criterion_main!(benches);
