//! Credentials in credentials, and contexts that hold in one node only.

use super::{OB, V2, badge, canonical, objects, refusal, with};
use serde_json::{Value, json};

const CLR_201: &str = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";
const PROOF: &str = "https://w3id.org/security#proof";

fn endorsement() -> Value {
    json!({
        "@context": [V2, OB],
        "id": "urn:uuid:4d0a3f6e-6b1c-4a7e-9a3b-6f1f0f3f2c77",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"id": "https://guild.example.org", "type": ["Profile"], "name": "Guild of Pilots"},
        "validFrom": "2026-03-01T00:00:00Z",
        "credentialSubject": {
            "id": "https://school.example.org/tides",
            "type": ["EndorsementSubject"],
            "endorsementComment": "What our members need.",
        },
        "proof": [{
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": "2026-03-01T00:00:00Z",
            "verificationMethod": "https://guild.example.org/keys#1",
            "proofPurpose": "assertionMethod",
            "proofValue": "z3Yv",
        }],
    })
}

/// The endorsement with another value of a member.
fn but(name: &str, value: Value) -> Value {
    let mut endorsement = endorsement();
    endorsement[name] = value;
    endorsement
}

/// The statements that a document adds to the badge that it was made from.
fn added(document: &Value) -> Vec<String> {
    let before = canonical(&badge());
    canonical(document).lines().filter(|line| !before.contains(line)).map(str::to_owned).collect()
}

#[test]
fn reads_an_embedded_endorsement_with_its_own_context() {
    for place in ["", "/issuer", "/credentialSubject/achievement"] {
        let endorsed = with(&format!("{place}/endorsement"), json!([endorsement()]));
        let with_context = canonical(&endorsed);
        assert_eq!(
            objects(&with_context, "https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsementComment").len(),
            1
        );
        // Its own statements are those that it makes when it stands alone.
        let alone = canonical(&endorsement());
        for line in alone.lines().filter(|line| !line.contains("_:")) {
            assert!(with_context.contains(line), "{place}: {line}");
        }
        let context = with(&format!("{place}/endorsement"), json!([but("@context", json!(V2))]));
        // The context around holds too: nothing is forgotten.
        assert_eq!(canonical(&context), with_context);
    }
}

#[test]
fn reads_an_embedded_endorsement_without_context_alike() {
    let mut bare = endorsement();
    bare.as_object_mut().unwrap().remove("@context");
    assert_eq!(canonical(&with("/endorsement", bare)), canonical(&with("/endorsement", endorsement())));
}

#[test]
fn states_the_proof_of_an_embedded_endorsement_in_a_graph() {
    let added = added(&with("/endorsement", json!([endorsement()])));
    let graph = objects(&added.join("\n"), PROOF).concat();
    assert!(graph.starts_with("_:c14n"));
    let inside: Vec<_> = added.iter().filter(|line| line.ends_with(&format!(" {graph} ."))).collect();
    // The statement that leads to the graph, and six about the proof.
    assert_eq!(inside.len(), 7, "{inside:#?}");
    assert!(inside.iter().any(|line| line.contains("#proofValue> \"z3Yv\"^^<https://w3id.org/security#multibase>")));
}

#[test]
fn states_two_proofs_in_two_graphs() {
    let mut twice = endorsement();
    let mut second = twice["proof"][0].clone();
    second["created"] = json!("2026-03-02T00:00:00Z");
    twice["proof"].as_array_mut().unwrap().push(second);
    let nquads = canonical(&with("/endorsement", twice));
    assert_eq!(objects(&nquads, PROOF).len(), 2);
}

#[test]
fn refuses_proofs_that_say_nothing_and_proofs_that_are_no_objects() {
    let proven = |proof| with("/endorsement", but("proof", proof));
    assert_eq!(refusal(&proven(json!([{"id": "urn:example:proof"}]))).0, "ld.unsigned");
    assert_eq!(refusal(&proven(json!([{"@value": "x", "@language": "en"}]))).0, "ld.unsigned");
    assert_eq!(refusal(&proven(json!("urn:example:proof"))).0, "ld.kind");
    assert_eq!(refusal(&proven(json!(null))).0, "ld.null");
    assert_eq!(refusal(&proven(json!([{"grade": "A"}]))).0, "ld.undefined-term");
}

#[test]
fn refuses_unknown_and_written_out_contexts_of_embedded_credentials() {
    let within = |context| with("/endorsement", json!([but("@context", context)]));
    let place = |rest: &str| format!("/endorsement/0/@context{rest}");
    assert_eq!(refusal(&within(json!([V2, {"a": "urn:a"}]))), ("ld.inline-context", place("/1")), "L24");
    assert_eq!(refusal(&within(json!([V2, null]))), ("ld.null", place("/1")), "L24");
    assert_eq!(refusal(&within(json!(null))), ("ld.null", place("")), "L24");
    assert_eq!(refusal(&within(json!("https://example.org/v2"))), ("ld.unknown-context", place("")), "L24");
    let mut untyped = endorsement();
    untyped["type"] = json!("Profile");
    untyped.as_object_mut().unwrap().retain(|name, _| ["@context", "id", "type"].contains(&&**name));
    assert_eq!(
        refusal(&with("/endorsement", untyped)),
        ("ld.nested-context", "/endorsement/@context".to_owned()),
        "L24"
    );
}

#[test]
fn reads_credentials_of_a_learner_record() {
    let mut record = badge();
    record["@context"] = json!([V2, CLR_201, OB]);
    record["id"] = json!("urn:uuid:77e0b9a5-21f3-4c39-9c0a-7f62b4a5d001");
    record["type"] = json!(["VerifiableCredential", "ClrCredential"]);
    let mut inner = badge();
    inner["endorsement"] = json!([endorsement()]);
    inner["proof"] = endorsement()["proof"].take();
    record["credentialSubject"] = json!({
        "id": "did:example:learner",
        "type": ["ClrSubject"],
        "verifiableCredential": [inner, {"id": "urn:example:elsewhere", "type": ["VerifiableCredential"]}],
        "association": [{
            "type": "Association",
            "associationType": "isPartOf",
            "sourceId": "https://school.example.org/tides",
            "targetId": "urn:example:elsewhere",
        }],
    });
    let nquads = canonical(&record);
    for line in canonical(&badge()).lines().chain(canonical(&endorsement()).lines()).filter(|line| !line.contains("_:"))
    {
        assert!(nquads.contains(line), "{line}");
    }
    assert_eq!(objects(&nquads, "https://purl.imsglobal.org/spec/vc/clr/vocab.html#verifiableCredential").len(), 2);
    assert_eq!(objects(&nquads, PROOF).len(), 2);
    // The prefix of the datatype is nowhere defined here.
    let source = objects(&nquads, "https://purl.imsglobal.org/spec/vc/clr/vocab.html#sourceId");
    assert_eq!(source, ["\"https://school.example.org/tides\"^^<xsd:anyURI>"]);
}

#[test]
fn keeps_the_terms_of_a_type_out_of_the_nodes_inside() {
    // `result` is a term of the subject, not of the achievement in it.
    let leaked = with("/credentialSubject/achievement/licenseNumber", json!("12"));
    assert_eq!(refusal(&leaked).0, "ld.undefined-term");
    // `identifier` of an entry in the subject is the entry's.
    let entry = json!([{"type": "IdentityObject", "hashed": false, "identityHash": "a", "identityType": "studentId"}]);
    let nquads = canonical(&with("/credentialSubject/identifier", entry));
    assert_eq!(objects(&nquads, "https://purl.imsglobal.org/spec/vc/ob/vocab.html#hashed").len(), 1);
    // A node without type inside a typed one has the terms of the document only.
    assert_eq!(refusal(&with("/credentialSubject/source", json!({"achievement": "x"}))).0, "ld.undefined-term");
}

#[test]
fn ignores_the_order_of_types_that_bring_contexts() {
    let typed = |types: Value| {
        with(
            "/issuer",
            json!({"id": "urn:example:a", "type": types, "achievementType": "Course", "url": "https://school.example.org"}),
        )
    };
    let (one, other) = (json!(["Profile", "Achievement"]), json!(["Achievement", "Profile"]));
    assert_eq!(canonical(&typed(one)), canonical(&typed(other)));
}

#[test]
fn merges_a_node_that_is_described_twice() {
    let mut twice = badge();
    twice["credentialSubject"]["achievement"]["creator"] =
        json!({"id": "https://school.example.org", "type": ["Profile"], "name": "Harbour School"});
    assert_eq!(added(&twice).len(), 1);
}
