//! Bodies that no honest caller sends: always an answer, always 400, always JSON.

use super::*;

const CALLS: [(&str, &str); 4] = [
    ("/eddsa-rdfc-2022/credentials/issue", "credential"),
    ("/eddsa-rdfc-2022/credentials/verify", "verifiableCredential"),
    ("/eddsa-rdfc-2022/presentations/verify", "verifiablePresentation"),
    ("/ecdsa-sd-2023/credentials/derive", "verifiableCredential"),
];

#[test]
fn a_body_that_is_no_object_gets_400_and_json() {
    for (path, _) in CALLS {
        for (body, code) in [
            ("null", "model.malformed"),
            ("7", "model.malformed"),
            ("\"{}\"", "model.malformed"),
            ("[]", "model.malformed"),
            ("{}", "model.missing"),
            ("", "json.malformed"),
            ("{", "json.malformed"),
            ("{} {}", "json.malformed"),
        ] {
            refused(post(path, "application/json", body.as_bytes()), code, &json!(body));
        }
        refused(post(path, "application/json", b"{\"a\": \"\xff\"}"), "json.invalid-unicode", &json!("no UTF-8"));
    }
}

#[test]
fn anything_but_an_object_in_the_place_of_a_credential_gets_400() {
    for (path, name) in CALLS {
        for value in [json!(null), json!(7), json!(second().to_string()), json!([]), json!(true)] {
            refused(call(path, &json!({name: value})), "model.malformed", &value);
        }
        refused(call(path, &json!({name: {}})), "model.missing", &json!({}));
        refused(call(path, &json!({name: second(), "options": 7})), "model.malformed", &json!(7));
    }
}

#[test]
fn another_content_type_gets_400_rather_than_415() {
    let body = json!({"credential": second()}).to_string();
    for media_type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""] {
        let answer = post("/eddsa-rdfc-2022/credentials/issue", media_type, body.as_bytes());
        refused(answer, "http.content-type", &json!(media_type));
    }
    let (status, _) = post("/eddsa-rdfc-2022/credentials/issue", "Application/JSON; charset=utf-8", body.as_bytes());
    assert_eq!(status, 201);
}

#[test]
fn a_body_of_2_mib_is_read_and_refused() {
    let long = json!({"credential": with(&second(), "/name", json!("x".repeat(2 << 20)))});
    refused(call("/eddsa-rdfc-2022/credentials/issue", &long), "json.too-large", &json!("2 MiB"));
}

#[test]
fn a_body_longer_than_anything_is_refused_before_it_has_come() {
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{{",
        CALLS[0].0,
        1_u64 << 40
    );
    refused(exchange(head.as_bytes()), "http.body", &json!("1 TiB"));
}

#[test]
fn a_body_that_never_ends_is_given_up() {
    let head = "POST /eddsa-rdfc-2022/credentials/issue HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{";
    refused(exchange(head.as_bytes()), "http.time", &json!("a pause"));
}

#[test]
fn deep_nesting_is_refused() {
    let deep = format!("{{\"credential\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    refused(post(CALLS[0].0, "application/json", deep.as_bytes()), "json.too-deep", &json!("deep"));
    let deep = format!("{{\"verifiableCredential\": {}1{}}}", "{\"a\":".repeat(65), "}".repeat(65));
    refused(post(CALLS[1].0, "application/json", deep.as_bytes()), "json.too-deep", &json!("deep"));
}

#[test]
fn duplicate_names_are_refused() {
    let text = second().to_string();
    let twice = text.replacen('{', "{\"issuer\":\"did:example:other\",", 1);
    let body = format!("{{\"credential\":{twice}}}");
    refused(post(CALLS[0].0, "application/json", body.as_bytes()), "json.duplicate-key", &json!(body));
}

#[test]
fn a_proof_of_any_odd_kind_gets_400() {
    for proof in [json!({}), json!(null), json!([]), json!("z"), json!(1), json!([[]])] {
        let (status, answer) = verify_with(&with(&second(), "/proof", proof.clone()), &json!({}));
        assert_eq!(status, 400, "{proof}: {answer}");
    }
}

#[test]
fn other_paths_and_methods_are_answered_in_json() {
    assert_eq!(call("/", &json!({})).0, 404);
    assert_eq!(call("/eddsa-rdfc-2022/credentials/status", &json!({})).0, 404);
    let get = "GET /eddsa-rdfc-2022/credentials/issue HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    assert_eq!(exchange(get.as_bytes()).0, 405);
}
