//! The certificate of the story, which names its components by id twice: as evidence, and with their digests.

use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::verify::{Check, CheckId, Materials, Outcome, Presented, Verdict, Verifier};

#[test]
fn a_certificate_is_accepted_that_names_its_components_and_their_digests() {
    let file = std::fs::read("fixtures/own/certificate.json").unwrap();
    let badge = Presented::open(&file, &Limits::DEFAULT).unwrap();
    let now = Timestamp::parse("2026-03-01T09:00:00Z").unwrap();
    let report = Verifier::strict().verify(&badge, &Materials::none(), now);
    assert_eq!(report.check(CheckId::Terms).map(Check::outcome), Some(Outcome::Pass), "{report:#?}");
    assert_eq!(report.verdict(), Verdict::Accepted, "{report:#?}");
}
