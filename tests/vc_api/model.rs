//! The rules of the data model (vc-data-model-2.0), each accepted and refused.

use super::*;

const DESK: &str = "vc-data-model-2.0";

/// A credential with a context of its own, written out, that gives `Example` and `note` a meaning.
fn example() -> Value {
    let context = json!({"Example": "https://words.example/#Example", "note": "https://words.example/#note"});
    with(&second(), "/@context/1", context)
}

#[track_caller]
fn accepted(credential: &Value) {
    verified(&issued(DESK, credential));
}

/// Refuses each of these values in a place.
#[track_caller]
fn refuses(pointer: &str, values: &[Value]) {
    for value in values {
        not_issued(&with(&second(), pointer, value.clone()), "model.malformed");
    }
}

#[test]
fn contexts_begin_with_that_of_the_data_model_and_keep_their_order() {
    assert_eq!(issued(DESK, &with(&second(), "/@context", json!([V2, EXAMPLES])))["@context"], json!([V2, EXAMPLES]));
    refuses(
        "/@context",
        &[json!([EXAMPLES, V2]), json!([]), json!([EXAMPLES]), json!(EXAMPLES), json!({}), json!(null)],
    );
    not_issued(&without(&second(), "/@context"), "model.missing");
}

#[test]
fn contexts_are_urls_or_objects() {
    accepted(&with(&example(), "/type/1", json!("Example")));
    let wrapped = with(&second(), "/@context/1", json!({"@context": {"Example": "https://words.example/#Example"}}));
    accepted(&with(&wrapped, "/type/1", json!("Example")));
    let odd = [json!(7), json!(null), json!("https ://words.example/"), json!("words"), json!([]), json!(true)];
    refuses("/@context/1", &odd);
}

#[test]
fn contexts_for_examples_give_every_word_a_meaning() {
    let credential = with(&second(), "/@context/1", json!(EXAMPLES));
    accepted(&with(
        &with(&credential, "/type/1", json!("AlumniCredential")),
        "/credentialSubject/alumniOf",
        json!("x"),
    ));
}

#[test]
fn ids_are_single_urls_or_absent() {
    assert_eq!(issued(DESK, &second()).get("id"), None);
    for id in ["https://vc.example/1", "urn:uuid:a7f1e2b4-0f0e-4d35-9a79-2b8b5c9d3f10", "did:example:1"] {
        accepted(&with(&second(), "/id", json!(id)));
        accepted(&with(&second(), "/credentialSubject/id", json!(id)));
    }
    let odd =
        [json!(null), json!(["https://vc.example/1"]), json!("not a url"), json!("https://vc.example/a b"), json!(7)];
    for pointer in ["/id", "/credentialSubject/id"] {
        refuses(pointer, &odd);
    }
}

#[test]
fn types_are_terms_or_urls_with_that_of_a_credential() {
    accepted(&with(&second(), "/type", json!("VerifiableCredential")));
    accepted(&with(&second(), "/type/1", json!("https://words.example/#Other")));
    accepted(&with(&example(), "/type", json!(["Example", "VerifiableCredential"])));
    not_issued(&without(&second(), "/type"), "model.missing");
    refuses(
        "/type",
        &[json!([]), json!("VerifiablePresentation"), json!(["https://words.example/#Other"]), json!(null)],
    );
    refuses("/type/1", &[json!(2), json!(null), json!({})]);
    not_issued(&with(&second(), "/type/1", json!("Unmapped")), "ld.undefined-type");
    for meaning in ["not-a-url", "https ://not-a-url#Example", "https://words.example/a b"] {
        let credential = with(&second(), "/@context/1", json!({"Example": meaning}));
        let body = json!({"credential": with(&credential, "/type/1", json!("Example"))});
        assert_eq!(call(&format!("/{DESK}/credentials/issue"), &body).0, 400, "{meaning}");
    }
}

#[test]
fn protected_words_keep_their_meaning() {
    for context in [
        json!({"VerifiableCredential": "https://words.example/#Bad"}),
        json!({"type": "https://words.example/#type"}),
        json!({"issuer": {"@id": "https://words.example/#issuer", "@type": "@id"}}),
    ] {
        not_issued(&with(&second(), "/@context/1", context), "ld.redefinition");
    }
}

#[test]
fn issuers_are_urls_or_objects_with_one() {
    let id = issuer(DESK);
    accepted(&with(&second(), "/issuer", json!({"id": id})));
    accepted(&with(&second(), "/issuer", json!({"id": id, "name": "Example", "description": "For tests"})));
    refuses("/issuer", &[json!(null), json!("fake-issuer"), json!({}), json!([]), json!(7)]);
    refuses("/issuer", &[json!({"id": null}), json!({"id": "fake-issuer"}), json!({"id": [id]})]);
    not_issued(&without(&second(), "/issuer"), "model.missing");
}

#[test]
fn names_and_descriptions_are_texts_or_have_a_language() {
    let english = json!({"@value": "Example", "@language": "en"});
    let arabic = json!({"@value": "HTML", "@language": "ar", "@direction": "rtl"});
    let issuer = json!({"id": issuer(DESK)});
    for name in ["name", "description"] {
        for credential in [second(), with(&second(), "/issuer", issuer.clone())] {
            let places = if credential["issuer"].is_object() { vec!["", "/issuer"] } else { vec![""] };
            for place in places {
                let pointer = format!("{place}/{name}");
                for value in [json!("Example"), english.clone(), arabic.clone(), json!([english, arabic])] {
                    accepted(&with(&credential, &pointer, value));
                }
                let extra = json!({"@value": "Example", "@language": "en", "url": "did:example:1"});
                for value in [extra.clone(), json!([english, extra]), json!({"@language": "en"}), json!(7)] {
                    not_issued(&with(&credential, &pointer, value), "model.malformed");
                }
            }
        }
    }
    let wrong = json!({"@value": "Example", "@language": "en", "@direction": "up"});
    not_issued(&with(&second(), "/name", wrong), "ld.kind");
}

#[test]
fn subjects_say_something() {
    accepted(&with(&second(), "/credentialSubject", json!({"id": "did:example:1"})));
    accepted(&with(&second(), "/credentialSubject", json!([{"id": "did:example:1"}, {"id": "did:example:2"}])));
    accepted(&with(&second(), "/credentialSubject", json!({"name": "Alice"})));
    let empty = [json!({}), json!([]), json!([{"id": "did:example:1"}, {}]), json!(null), json!("did:example:1")];
    refuses("/credentialSubject", &empty);
}

#[test]
fn periods_have_zones_and_an_order() {
    for (from, until) in [
        ("2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z"),
        ("2020-01-01T00:00:00.123Z", "2999-01-01T00:00:00.123+08:00"),
        ("2020-01-01T00:00:00Z", "2020-01-01T08:00:00+08:00"),
    ] {
        accepted(&with(&with(&second(), "/validFrom", json!(from)), "/validUntil", json!(until)));
    }
    let backwards = with(&second(), "/validFrom", json!("2021-01-01T00:00:00Z"));
    not_issued(&with(&backwards, "/validUntil", json!("2020-01-01T00:00:00Z")), "model.malformed");
    for name in ["/validFrom", "/validUntil"] {
        for time in ["2020-01-01", "2020-01-01T00:00:00", "01/01/2020", ""] {
            not_issued(&with(&second(), name, json!(time)), "time.malformed");
        }
        refuses(name, &[json!(7), json!(null), json!([])]);
    }
}

#[test]
fn a_status_has_a_type_and_may_have_an_id() {
    let status = |value| with(&example(), "/credentialStatus", value);
    accepted(&status(json!({"type": "Example"})));
    accepted(&status(json!({"id": "did:example:status", "type": "Example"})));
    accepted(&status(json!([{"type": "Example"}, {"type": "https://words.example/#Other"}])));
    not_issued(&status(json!({"id": "did:example:status"})), "model.missing");
    for odd in [
        json!({"type": 2}),
        json!({"type": []}),
        json!({"id": ["did:example:1"], "type": "Example"}),
        json!({"id": "not a url", "type": "Example"}),
        json!({}),
        json!("did:example:status"),
    ] {
        not_issued(&status(odd), "model.malformed");
    }
}

#[test]
fn terms_evidence_and_refreshing_have_a_type() {
    for name in ["/termsOfUse", "/evidence", "/refreshService"] {
        for one in [json!({"type": "Example"}), json!({"id": "did:example:1", "type": "https://words.example/#Other"})]
        {
            accepted(&with(&example(), name, one.clone()));
            accepted(&with(&example(), name, json!([one, {"id": "did:example:2", "type": "Example"}])));
        }
        not_issued(&with(&example(), name, json!({"id": "did:example:1"})), "model.missing");
        not_issued(&with(&example(), name, json!([{"type": "Example"}, {"id": "did:example:1"}])), "model.missing");
        not_issued(&with(&example(), name, json!({"id": "not a url", "type": "Example"})), "model.malformed");
        not_issued(&with(&example(), name, json!({"type": "Unmapped"})), "ld.undefined-type");
    }
}

#[test]
fn schemas_have_an_id_and_a_type() {
    let schema = |value| with(&example(), "/credentialSchema", value);
    let good = json!({"id": "https://vc.example/schema.json", "type": "Example"});
    accepted(&schema(good.clone()));
    accepted(&schema(json!([good, {"id": "did:example:schema", "type": "JsonSchema"}])));
    not_issued(&schema(json!({"type": "Example"})), "model.missing");
    not_issued(&schema(json!({"id": "https://vc.example/schema.json"})), "model.missing");
    not_issued(&schema(json!({"id": "not a url", "type": "Example"})), "model.malformed");
}

#[test]
fn related_resources_have_an_id_of_their_own_and_the_right_digest() {
    let related = |value: Value| with(&second(), "/relatedResource", value);
    let sha256 = "sha256-WZVc7WaX1h4D8rJVb+vlMIqxaEKEb1tYbX8fet7JJzQ=";
    let sha384 = "sha384-l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU";
    let multihash = "uEiBZlVztZpfWHgPyslVv6-UwirFoQoRvW1htfx963sknNA";
    for good in [
        json!({"id": V2, "digestSRI": sha256}),
        json!({"id": V2, "digestSRI": sha384}),
        json!({"id": V2, "digestMultibase": multihash}),
        json!([{"id": V2, "digestSRI": sha256, "digestMultibase": multihash}, {"id": EXAMPLES, "digestSRI": sha384}]),
    ] {
        accepted(&related(good));
    }
    for bad in [
        json!(V2),
        json!([V2]),
        json!([{"id": V2, "digestSRI": sha256}, {"id": V2, "digestSRI": sha384}]),
        json!({"id": V2, "digestSRI": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}),
        json!({"id": V2, "digestSRI": sha384.replace('/', "_")}),
        json!({"id": V2, "digestSRI": sha384.replacen('l', "m", 1)}),
        json!({"id": V2, "digestSRI": sha256.replace("sha256", "sha384")}),
        json!({"id": V2, "digestSRI": 7}),
        // Without the header that says which hash it is.
        json!({"id": V2, "digestMultibase": "uWZVc7WaX1h4D8rJVb-vlMIqxaEKEb1tYbX8fet7JJzQ"}),
        json!({"id": V2, "digestMultibase": multihash.replacen("EiB", "EiC", 1)}),
        json!({"id": "not a url", "digestSRI": sha256}),
    ] {
        not_issued(&related(bad), "model.malformed");
    }
    not_issued(&related(json!({"digestSRI": sha256})), "model.missing");
    not_issued(&related(json!({"id": V2})), "model.missing");
}

#[test]
fn a_verifier_holds_to_the_same_rules() {
    let verifier_refuses = |credential: Value| not_verified(&signed_as_json(&credential), "model.malformed");
    verifier_refuses(with(&second(), "/credentialSubject", json!([])));
    verifier_refuses(with(&second(), "/issuer", json!("fake-issuer")));
    verifier_refuses(with(&second(), "/evidence", json!({"type": []})));
    verifier_refuses(with(&second(), "/name", json!(7)));
    not_verified(&json!({"type": ["NonconformingDocument"]}), "model.missing");
}

#[test]
fn a_credential_in_an_envelope_is_refused() {
    let good =
        json!({"@context": V2, "type": "EnvelopedVerifiableCredential", "id": "data:application/vc+jwt,e30.e30.AA"});
    for envelope in [
        good.clone(),
        with(&good, "/@context", json!([])),
        with(&good, "/@context", json!(EXAMPLES)),
        with(&good, "/id", json!("e30.e30.AA")),
        without(&good, "/type"),
        with(&good, "/type", json!("VerifiableCredential")),
    ] {
        assert_eq!(verify_with(&envelope, &json!({})).0, 400, "{envelope}");
    }
}
