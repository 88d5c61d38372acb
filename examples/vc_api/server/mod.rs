//! The calls of the VC API that the suites make: requests in, answers out.

mod contexts;
mod derive;
mod issue;
mod model;
mod refusal;
mod related;
mod verify;

use axum::Router;
use axum::body::{HttpBody as _, to_bytes};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::{Document, Node};
use openbadges::codec::ld::Contexts;
use openbadges::proof::{Algorithm, Error, SigningKey, Suite, did};
use refusal::Refusal;
use serde_json::json;
use sha2::{Digest as _, Sha512};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::time::timeout;

/// The prefixes, with what each signs; P-256 before P-384, since suites take the first that fits.
const PREFIXES: [(&str, Cryptosuite, Algorithm); 8] = [
    ("vc-data-model-2.0", Cryptosuite::Whole(Suite::EddsaRdfc2022), Algorithm::Ed25519),
    ("eddsa-rdfc-2022", Cryptosuite::Whole(Suite::EddsaRdfc2022), Algorithm::Ed25519),
    ("eddsa-jcs-2022", Cryptosuite::Whole(Suite::EddsaJcs2022), Algorithm::Ed25519),
    ("ecdsa-rdfc-2019-p256", Cryptosuite::Whole(Suite::EcdsaRdfc2019), Algorithm::P256),
    ("ecdsa-rdfc-2019-p384", Cryptosuite::Whole(Suite::EcdsaRdfc2019), Algorithm::P384),
    ("ecdsa-jcs-2019-p256", Cryptosuite::Whole(Suite::EcdsaJcs2019), Algorithm::P256),
    ("ecdsa-jcs-2019-p384", Cryptosuite::Whole(Suite::EcdsaJcs2019), Algorithm::P384),
    ("ecdsa-sd-2023", Cryptosuite::Selective, Algorithm::P256),
];

#[derive(Clone, Copy)]
enum Cryptosuite {
    Whole(Suite),
    /// `ecdsa-sd-2023`: what is issued is for its holder, who shows what is derived from it.
    Selective,
}

/// What one prefix does: it signs by one suite with one key, and verifies and derives all.
pub(crate) struct Desk {
    prefix: &'static str,
    suite: Cryptosuite,
    key: SigningKey,
    contexts: Contexts,
    chance: Chance,
}

/// A cryptographic random source.
pub(crate) type Chance = fn(&mut [u8]) -> Result<(), Error>;

impl Desk {
    pub(crate) fn prefix(&self) -> &'static str {
        self.prefix
    }

    /// The id to put down as the issuer: the `did:key` of the key.
    pub(crate) fn issuer(&self) -> String {
        did::key_did(self.key.verifying_key())
    }
}

/// One desk for each prefix, with keys made from `seed`; what is drawn for each credential comes from `chance`.
///
/// # Errors
///
/// A context or key that cannot be made, which the tests rule out.
pub(crate) fn desks(seed: &[u8; 32], chance: Chance) -> Result<Vec<Desk>, Box<dyn std::error::Error>> {
    let contexts = contexts::known()?;
    let desk = |(prefix, suite, algorithm): (_, _, Algorithm)| {
        let mut draws = 0_u32..;
        let key = SigningKey::generate(algorithm, |bytes| {
            let input =
                [seed.as_slice(), algorithm.curve().as_bytes(), &draws.next().unwrap_or_default().to_be_bytes()];
            let drawn = Sha512::digest(input.concat());
            bytes.iter_mut().zip(drawn).for_each(|(byte, drawn)| *byte = drawn);
            Ok::<(), Error>(())
        })?;
        Ok(Desk { prefix, suite, key, contexts: contexts.clone(), chance })
    };
    PREFIXES.into_iter().map(desk).collect()
}

/// What a call makes of the body of its request: the body of the answer.
type Call = fn(&Desk, Node<'_>) -> Result<String, Refusal>;

/// The paths of each prefix, with the status of a success.
const CALLS: [(&str, Call, StatusCode); 4] = [
    ("credentials/issue", issue, StatusCode::CREATED),
    ("credentials/derive", derive_credential, StatusCode::CREATED),
    ("credentials/verify", verify_credential, StatusCode::OK),
    ("presentations/verify", verify_presentation, StatusCode::OK),
];

/// All paths of all desks; whatever else is asked for is refused in JSON, too.
pub(crate) fn router(desks: Vec<Desk>) -> Router {
    let mut router = Router::new();
    for desk in desks.into_iter().map(Arc::new) {
        for (path, call, status) in CALLS {
            let path = format!("/{}/{path}", desk.prefix);
            let desk = desk.clone();
            router = router.route(&path, post(move |request| answer(desk, call, status, request)));
        }
    }
    let refuse =
        |status| move || async move { refused(status, &Refusal::new("http.path", "POST to a path of this server")) };
    router.fallback(refuse(StatusCode::NOT_FOUND)).method_not_allowed_fallback(refuse(StatusCode::METHOD_NOT_ALLOWED))
}

async fn answer(desk: Arc<Desk>, call: Call, status: StatusCode, request: Request) -> Response {
    let body = match body(request).await {
        Ok(body) => body,
        Err(refusal) => return refused(StatusCode::BAD_REQUEST, &refusal),
    };
    match call(&desk, body.root()) {
        Ok(text) => (status, JSON, text).into_response(),
        Err(refusal) => refused(StatusCode::BAD_REQUEST, &refusal),
    }
}

fn refused(status: StatusCode, refusal: &Refusal) -> Response {
    (status, JSON, json!({"errors": [refusal.to_json()]}).to_string()).into_response()
}

/// The body, read by the strict reader before anything else looks at it.
async fn body(request: Request) -> Result<Document, Refusal> {
    let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = media_type.and_then(|value| value.split(';').next()).unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case("application/json") {
        return Err(Refusal::new("http.content-type", "application/json"));
    }
    let too_long = || Refusal::new("http.body", "a whole body of at most 4 MiB");
    if request.body().size_hint().lower() > MOST_BYTES as u64 {
        return Err(too_long());
    }
    let bytes = timeout(LONGEST, to_bytes(request.into_body(), MOST_BYTES));
    let bytes = bytes.await.map_err(|_| Refusal::new("http.time", "the whole body within a few seconds"))?;
    let bytes = bytes.map_err(|_| too_long())?;
    let document = Document::parse(&bytes, &LIMITS)?;
    if !document.root().is_object() {
        return Err(Refusal::at(document.root(), "an object"));
    }
    Ok(document)
}

fn issue(desk: &Desk, body: Node<'_>) -> Result<String, Refusal> {
    let mandatory = derive::pointers(options(body)?, "mandatoryPointers")?;
    let credential = object(body, "credential")?;
    Ok(issue::credential(desk, &credential, mandatory, now()?)?.as_str().to_owned())
}

fn derive_credential(desk: &Desk, body: Node<'_>) -> Result<String, Refusal> {
    let pointers = derive::pointers(options(body)?, "selectivePointers")?;
    let credential = object(body, "verifiableCredential")?;
    let pointers = pointers.ok_or_else(|| Refusal::member(body, "options/selectivePointers", "JSON Pointers"))?;
    Ok(derive::credential(&credential, &pointers, &desk.contexts)?.as_str().to_owned())
}

fn verify_credential(desk: &Desk, body: Node<'_>) -> Result<String, Refusal> {
    let expected = verify::Expected::of(options(body)?)?;
    let credential = object(body, "verifiableCredential")?;
    verify::credential(credential.root(), &expected, &desk.contexts, now()?)?;
    Ok(VERIFIED.to_owned())
}

fn verify_presentation(desk: &Desk, body: Node<'_>) -> Result<String, Refusal> {
    let expected = verify::Expected::of(options(body)?)?;
    let presentation = object(body, "verifiablePresentation")?;
    verify::presentation(presentation.root(), &expected, &desk.contexts, now()?)?;
    Ok(VERIFIED.to_owned())
}

/// The object `name` of a body as a document of its own, whose places are its own.
fn object(body: Node<'_>, name: &str) -> Result<Document, Refusal> {
    match body.get(name).filter(|found| found.is_object()) {
        Some(found) => Ok(Document::parse(found.source().as_bytes(), &LIMITS)?),
        None => Err(Refusal::member(body, name, "an object")),
    }
}

/// Options that are not known here, such as `checks`, say nothing that this server would do in another way.
fn options(body: Node<'_>) -> Result<Option<Node<'_>>, Refusal> {
    match body.get("options") {
        Some(options) if !options.is_object() => Err(Refusal::at(options, "an object")),
        options => Ok(options),
    }
}

fn now() -> Result<Timestamp, Refusal> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok();
    let seconds = since.and_then(|since| i64::try_from(since.as_secs()).ok());
    let epoch = Timestamp::parse("1970-01-01T00:00:00Z").ok();
    let now = epoch.zip(seconds).and_then(|(epoch, seconds)| epoch.plus_seconds(seconds));
    now.ok_or_else(|| Refusal::new("time.clock", "a clock within the calendar"))
}

const LIMITS: Limits = Limits::DEFAULT;
const VERIFIED: &str = r#"{"verified":true,"errors":[]}"#;
const JSON: [(header::HeaderName, &str); 1] = [(header::CONTENT_TYPE, "application/json")];
/// What is read of a body. More than the reader takes, so that it can say what is wrong with a long one.
const MOST_BYTES: usize = 4 << 20;
/// A body that takes longer is given up; suites wait for 10 seconds.
const LONGEST: Duration = Duration::from_secs(5);
