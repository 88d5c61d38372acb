//! Many at once: the same answers, in the same order.

use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::Document;
use openbadges::issue::Issuer;
use openbadges::model::{MicroCredential, sample_award};
use openbadges::proof::SigningKey;
use openbadges::verify::{Materials, Presented, Report, Verifier};
use serde::Deserialize;

#[test]
fn many_badges_are_judged_as_each_alone_and_in_their_order() {
    let now = Timestamp::parse("2026-03-01T09:00:00Z").unwrap();
    let open = |name: &str| {
        let file = std::fs::read(format!("fixtures/own/{name}.json")).unwrap();
        Presented::open(&file, &Limits::DEFAULT).unwrap()
    };
    let badges = ["full", "minimal", "full-jcs", "minimal", "full"].map(open);
    let (verifier, materials) = (Verifier::compatible(), Materials::none());
    let json = |report: &Report| serde_json::to_string(report).unwrap();
    let alone: Vec<String> = badges.iter().map(|badge| json(&verifier.verify(badge, &materials, now))).collect();
    let many: Vec<String> = verifier.verify_many(&badges, &materials, now).map(|report| json(&report)).collect();
    assert_eq!(many, alone);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build().unwrap();
    let shared: Vec<String> = verifier.verify_many_on(&pool, &badges, &materials, now).iter().map(json).collect();
    assert_eq!(shared, alone);
}

#[test]
fn many_awards_are_issued_as_each_alone_and_in_their_order() {
    let now = Timestamp::parse("2026-03-01T09:00:00Z").unwrap();
    let award = Document::parse(sample_award().as_bytes(), &Limits::DEFAULT).unwrap();
    let award = MicroCredential::deserialize(award.root()).unwrap();
    let issuer = Issuer::new(SigningKey::from_seed([1; 32]).unwrap());
    let ids = ["urn:uuid:0d9ac1f0-1a0e-4a6f-8f3a-000000000001", "urn:uuid:0d9ac1f0-1a0e-4a6f-8f3a-000000000002"];
    let order = || ids.iter().map(|id| (&award, id.parse::<Iri>().unwrap()));
    let alone: Vec<String> =
        order().map(|(award, id)| issuer.issue(award, id, now).unwrap().as_str().to_owned()).collect();
    let many: Vec<String> = issuer.issue_many(order(), now).map(|signed| signed.unwrap().as_str().to_owned()).collect();
    assert_eq!(many, alone);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
    let shared = issuer.issue_many_on(&pool, order(), now);
    assert_eq!(shared.into_iter().map(|signed| signed.unwrap().as_str().to_owned()).collect::<Vec<_>>(), alone);
}
