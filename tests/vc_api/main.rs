//! The example `vc_api` as the test suites of the W3C meet it: over HTTP, with every demand that they make of a server.
//!
//! `docs/conformance.md` says how to run the suites themselves.

mod chains;
mod hostile;
mod issuing;
mod model;
mod presentations;
mod proofs;
mod selective;
#[path = "../../examples/vc_api/server/mod.rs"]
mod server;

use openbadges::base::limits::Limits;
use openbadges::codec::json::Document;
use openbadges::codec::ld::Contexts;
use openbadges::proof::data_integrity::{Options, sign};
use openbadges::proof::{Error, SigningKey, Suite, did};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{OnceLock, mpsc};
use std::thread;
use std::time::Duration;

const V1: &str = "https://www.w3.org/2018/credentials/v1";
const V2: &str = "https://www.w3.org/ns/credentials/v2";
const DATA_INTEGRITY: &str = "https://w3id.org/security/data-integrity/v2";
const EXAMPLES: &str = "https://www.w3.org/ns/credentials/examples/v2";
const LIMITS: Limits = Limits::DEFAULT;

/// The prefixes that issue what is shown as a whole, with the suite of each.
const PREFIXES: [(&str, &str); 7] = [
    ("vc-data-model-2.0", "eddsa-rdfc-2022"),
    ("eddsa-rdfc-2022", "eddsa-rdfc-2022"),
    ("eddsa-jcs-2022", "eddsa-jcs-2022"),
    ("ecdsa-rdfc-2019-p256", "ecdsa-rdfc-2019"),
    ("ecdsa-rdfc-2019-p384", "ecdsa-rdfc-2019"),
    ("ecdsa-jcs-2019-p256", "ecdsa-jcs-2019"),
    ("ecdsa-jcs-2019-p384", "ecdsa-jcs-2019"),
];

/// A server that runs as long as the tests do, and the issuer of each prefix.
fn running() -> &'static (SocketAddr, BTreeMap<&'static str, String>) {
    static RUNNING: OnceLock<(SocketAddr, BTreeMap<&'static str, String>)> = OnceLock::new();
    RUNNING.get_or_init(|| {
        let desks = server::desks(&[7; 32], chance).unwrap();
        let issuers = desks.iter().map(|desk| (desk.prefix(), desk.issuer())).collect();
        let (tell, told) = mpsc::channel();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
                tell.send(listener.local_addr().unwrap()).unwrap();
                axum::serve(listener, server::router(desks)).await.unwrap();
            });
        });
        (told.recv().unwrap(), issuers)
    })
}

/// Never the same bytes twice, which is all that these tests ask of chance.
fn chance(bytes: &mut [u8]) -> Result<(), Error> {
    static DRAWS: AtomicU64 = AtomicU64::new(0);
    let drawn = Sha256::digest(DRAWS.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    bytes.iter_mut().zip(drawn).for_each(|(byte, drawn)| *byte = drawn);
    Ok(())
}

fn issuer(prefix: &str) -> &'static str {
    &running().1[prefix]
}

/// Sends bytes and reads the answer, which is JSON whatever it says.
fn exchange(request: &[u8]) -> (u16, Value) {
    let mut stream = TcpStream::connect(running().0).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream.write_all(request).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.to_lowercase().contains("content-type: application/json"), "{head}");
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, serde_json::from_str(body).unwrap_or_else(|_| panic!("no JSON: {body}")))
}

fn post(path: &str, media_type: &str, body: &[u8]) -> (u16, Value) {
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    exchange(&[head.as_bytes(), body].concat())
}

fn call(path: &str, body: &Value) -> (u16, Value) {
    post(path, "application/json", body.to_string().as_bytes())
}

fn verify_with(credential: &Value, options: &Value) -> (u16, Value) {
    let body = json!({"verifiableCredential": credential, "options": options});
    call("/vc-data-model-2.0/credentials/verify", &body)
}

#[track_caller]
fn issued(prefix: &str, credential: &Value) -> Value {
    let (status, answer) =
        call(&format!("/{prefix}/credentials/issue"), &json!({"credential": credential, "options": {}}));
    assert_eq!(status, 201, "{answer}\n{credential}");
    answer
}

/// Refused to issue, for the reason of this code.
#[track_caller]
fn not_issued(credential: &Value, code: &str) {
    let body = json!({"credential": credential});
    refused(call("/vc-data-model-2.0/credentials/issue", &body), code, credential);
}

#[track_caller]
fn verified(credential: &Value) {
    let (status, answer) = verify_with(credential, &json!({"checks": ["proof"]}));
    assert_eq!((status, &answer["errors"]), (200, &json!([])), "{answer}\n{credential}");
}

#[track_caller]
fn not_verified(credential: &Value, code: &str) {
    refused(verify_with(credential, &json!({})), code, credential);
}

#[track_caller]
fn refused((status, answer): (u16, Value), code: &str, what: &Value) {
    assert_eq!((status, &answer["errors"][0]["code"]), (400, &json!(code)), "{answer}\n{what}");
}

/// A credential on version 2.0, without a proof.
fn second() -> Value {
    json!({
        "@context": [V2],
        "type": ["VerifiableCredential"],
        "issuer": issuer("vc-data-model-2.0"),
        "credentialSubject": {"id": "did:example:subject", "name": "Alice"},
    })
}

/// A credential on version 1.1, without a proof.
fn first() -> Value {
    json!({
        "@context": [V1],
        "type": ["VerifiableCredential"],
        "issuer": issuer("eddsa-rdfc-2022"),
        "issuanceDate": "2020-03-16T22:37:26.544Z",
        "credentialSubject": {"id": "did:example:subject"},
    })
}

/// A copy with another value at a JSON Pointer.
fn with(document: &Value, pointer: &str, value: Value) -> Value {
    let mut copy = document.clone();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = copy.pointer_mut(parent).unwrap();
    match parent.as_array_mut() {
        Some(items) => items.insert(name.parse().unwrap(), value),
        None => parent[name] = value,
    }
    copy
}

fn without(document: &Value, pointer: &str) -> Value {
    let mut copy = document.clone();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    copy.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name).unwrap();
    copy
}

/// A key that the server has never seen.
fn stranger() -> SigningKey {
    SigningKey::from_seed([9; 32]).unwrap()
}

fn stranger_id() -> String {
    did::key_did(stranger().verifying_key())
}

/// Signs by the library, with the contexts that the document holds written out.
fn signed(document: &Value, options: &Options) -> Value {
    let mut contexts = Contexts::bundled();
    for context in document["@context"].as_array().into_iter().flatten().filter(|context| context.is_object()) {
        contexts.register_inline(context.to_string().as_bytes()).unwrap();
    }
    let document = Document::parse(document.to_string().as_bytes(), &LIMITS).unwrap();
    let signed = sign(&document, &stranger(), options, &contexts, &LIMITS).unwrap();
    serde_json::from_str(signed.as_str()).unwrap()
}

/// Signs the JSON as it is, words without meaning included.
fn signed_as_json(document: &Value) -> Value {
    let document = Document::parse(document.to_string().as_bytes(), &LIMITS).unwrap();
    let options = Options::new(Suite::EddsaJcs2022);
    let signed = sign(&document, &stranger(), &options, &Contexts::bundled(), &LIMITS).unwrap();
    serde_json::from_str(signed.as_str()).unwrap()
}
