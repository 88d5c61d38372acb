//! Resources that a badge names by a digest.

use super::desk::*;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use openbadges::codec::multibase;
use openbadges::verify::{CheckId, Materials, Outcome, Report, Verdict, Verifier, digest};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256, Sha384, Sha512};

const PICTURE: &str = "https://school.example/tides.png";
const BYTES: &[u8] = b"a picture of the tide";

fn naming(resource: Value) -> String {
    signed(&with("/relatedResource", json!([resource])))
}

fn with_picture(badge: &str, bytes: &[u8]) -> Report {
    let mut materials = Materials::none();
    materials.insert(PICTURE, bytes.to_vec(), &LIMITS).unwrap();
    verify(&Verifier::strict(), &open(badge), &materials, NOW)
}

fn sri(name: &str, digest: &[u8]) -> String {
    format!("{name}-{}", STANDARD.encode(digest))
}

fn multihash(code: u8, digest: &[u8]) -> Vec<u8> {
    [&[code, u8::try_from(digest.len()).unwrap()], digest].concat()
}

/// Each way to state the digest of some bytes.
fn statements(bytes: &[u8]) -> Vec<Value> {
    let (two, three, five) = (Sha256::digest(bytes), Sha384::digest(bytes), Sha512::digest(bytes));
    let wrong = sri("sha256", &Sha256::digest(b"another"));
    vec![
        json!({"digestMultibase": digest(bytes)}),
        json!({"digestMultibase": multibase::encode_base58(&multihash(0x20, &three))}),
        json!({"digestMultibase": multibase::encode_base64url(&multihash(0x13, &five))}),
        json!({"digestSRI": sri("sha256", &two)}),
        json!({"digestSRI": sri("sha384", &three)}),
        json!({"digestSRI": sri("sha512", &five), "digestMultibase": digest(bytes)}),
        // The strongest counts, and any of two.
        json!({"digestSRI": format!("{wrong} {}", sri("sha512", &five))}),
        json!({"digestSRI": format!("{wrong} {}", sri("sha256", &two))}),
    ]
}

fn of(id: &str, mut statement: Value) -> Value {
    statement["id"] = json!(id);
    statement
}

#[test]
fn a_resource_at_hand_is_compared_by_every_digest_that_is_stated() {
    for statement in statements(BYTES) {
        let badge = naming(of(PICTURE, statement.clone()));
        let report = with_picture(&badge, BYTES);
        accepts(&report);
        assert_eq!(told(&report, CheckId::Resources), (Outcome::Pass, vec!["resources.match"]), "{statement}");
        let report = with_picture(&badge, b"a picture of the moon");
        rejects(&report, CheckId::Resources, "resources.altered");
        assert_eq!(finding(&report, CheckId::Resources).place(), Some("/relatedResource/0"));
    }
    let either = json!({"digestMultibase": digest(b"another"), "digestSRI": sri("sha256", &Sha256::digest(BYTES))});
    rejects(&with_picture(&naming(of(PICTURE, either)), BYTES), CheckId::Resources, "resources.altered");
}

#[test]
fn a_resource_that_is_not_at_hand_decides_nothing() {
    let report = strictly(&naming(of(PICTURE, json!({"digestMultibase": digest(BYTES)}))));
    accepts(&report);
    assert_eq!(told(&report, CheckId::Resources), (Outcome::NotApplicable, vec!["resources.not-at-hand"]));
}

#[test]
fn a_digest_that_cannot_be_read_matters_where_the_resource_is_at_hand() {
    let bad = [
        json!({"digestMultibase": "uEiA"}),
        json!({"digestMultibase": multibase::encode_base64url(&Sha256::digest(BYTES))}),
        json!({"digestMultibase": multibase::encode_base64url(&multihash(0x16, &Sha256::digest(BYTES)))}),
        json!({"digestSRI": "sha256-"}),
        json!({"digestSRI": "md5-Zm9v"}),
        json!({"digestSRI": sri("sha256", &[7; 31])}),
    ];
    for statement in bad {
        let badge = naming(of(PICTURE, statement.clone()));
        let report = with_picture(&badge, BYTES);
        assert_eq!(told(&report, CheckId::Resources), (Outcome::Unknown, vec!["resources.digest"]), "{statement}");
        accepts(&strictly(&badge));
    }
}

#[test]
fn a_resource_stands_there_once() {
    let statement = of(PICTURE, json!({"digestMultibase": digest(BYTES)}));
    let other = of(PICTURE, json!({"digestMultibase": digest(b"another")}));
    let twice = signed_as_json(&with("/relatedResource", json!([statement, other])));
    let report = strictly(&twice);
    assert_eq!(report.verdict(), Verdict::Rejected);
    assert!(failed(&report).contains(&CheckId::Resources), "{report:#?}");
}

#[test]
fn a_context_is_held_against_the_document_that_its_table_stands_for() {
    let known = CONTEXTS.info(V2).unwrap().sha256();
    let bytes: Vec<u8> = (0..32).map(|at| u8::from_str_radix(&known[2 * at..2 * at + 2], 16).unwrap()).collect();
    let report = strictly(&naming(of(V2, json!({"digestSRI": sri("sha256", &bytes)}))));
    accepts(&report);
    assert_eq!(told(&report, CheckId::Resources), (Outcome::Pass, vec!["resources.match"]));
    let other = naming(of(V2, json!({"digestMultibase": digest(b"an older context")})));
    rejects(&strictly(&other), CheckId::Resources, "resources.other-context");
    let report = compatibly(&other);
    assert_eq!(told(&report, CheckId::Resources), (Outcome::Pass, vec!["resources.other-context"]));
    let by_384 = strictly(&naming(of(V2, json!({"digestSRI": sri("sha384", &[7; 48])}))));
    assert_eq!(told(&by_384, CheckId::Resources), (Outcome::NotApplicable, vec!["resources.not-at-hand"]));
}

#[test]
fn a_picture_elsewhere_is_said_to_be_no_part_of_what_is_signed_unless_its_digest_is() {
    let image = json!({"id": PICTURE, "type": "Image"});
    let badge = with("/credentialSubject/achievement/image", image);
    let report = strictly(&signed(&badge));
    accepts(&report);
    assert_eq!(told(&report, CheckId::Resources), (Outcome::NotApplicable, vec!["resources.picture"]));
    assert_eq!(finding(&report, CheckId::Resources).place(), Some("/credentialSubject/achievement/image"));
    let covered = put(badge, "/relatedResource", json!([of(PICTURE, json!({"digestMultibase": digest(BYTES)}))]));
    assert_eq!(told(&with_picture(&signed(&covered), BYTES), CheckId::Resources).1, ["resources.match"]);
}
