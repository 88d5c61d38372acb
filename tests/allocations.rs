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

#[test]
fn badges_that_share_a_status_list_open_it_once() {
    use openbadges::issue::{Issuer, StatusList, StatusPurpose};
    use openbadges::proof::SigningKey;
    let (verifier, now) = (Verifier::compatible(), Timestamp::parse("2026-03-01T09:00:00Z").unwrap());
    let url = "https://school.example/status/1";
    let mut list = StatusList::new(url.parse().unwrap(), StatusPurpose::Revocation, StatusList::FEWEST).unwrap();
    let issuer = Issuer::new(SigningKey::from_seed([7; 32]).unwrap());
    let award = serde_json::from_str(openbadges::model::sample_award()).unwrap();
    let badges: Vec<Presented> = (0..100)
        .map(|_| {
            let index = list.allocate(|bytes| {
                bytes.fill(7);
                Ok(())
            });
            let entry = vec![list.entry(index.unwrap()).unwrap()];
            let badge = issuer.bearing(entry).issue_until(&award, "urn:uuid:b0".parse().unwrap(), now, None).unwrap();
            Presented::open(badge.as_str().as_bytes(), &Limits::DEFAULT).unwrap()
        })
        .collect();
    let mut materials = Materials::none();
    let document = issuer.publish_status(&list, now, None).unwrap();
    materials.insert(url, document.as_str().into(), &Limits::DEFAULT).unwrap();
    let judge = |count: usize| {
        let (mut accepted, badges) = (0, &badges[..count]);
        let counted = allocation_counter::measure(|| {
            let reports = verifier.verify_many(badges, &materials, now);
            accepted = reports.filter(|report| report.accepted().is_some()).count();
        });
        assert_eq!(accepted, count);
        counted
    };
    // Until the key counts as one of an issuer of many, which is kept with its multiples.
    judge(100);
    let (one, all) = (judge(1), judge(100));
    let each = (all.bytes_total - one.bytes_total) / 99;
    println!("{} bytes for one badge with its list, {each} for each further one", one.bytes_total);
    // The list alone has 16 kB.
    assert!(one.bytes_total > each + 16_384, "{} bytes, {each} bytes", one.bytes_total);
    let session = verifier.session(materials.clone(), now);
    let in_session = || allocation_counter::measure(|| drop(session.verify(&badges[0]))).bytes_total;
    let (first, next) = (in_session(), in_session());
    assert!(first > next + 16_384 && next <= each + 1_024, "{first} bytes, then {next}, and {each} in one call");
}
