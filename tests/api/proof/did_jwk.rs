//! Keys that are named by a `did:jwk`. Names end with the row of the threat table that they hold.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use openbadges::proof::{Error, KeyDocument, SigningKey, VerifyingKey, did};

fn signer() -> SigningKey {
    SigningKey::from_seed([3; 32]).unwrap()
}

fn method(jwk: &str) -> String {
    format!("did:jwk:{}#0", URL_SAFE_NO_PAD.encode(jwk))
}

fn code(result: Result<VerifyingKey, Error>) -> &'static str {
    result.map_or_else(|error| error.code(), |_| "accepted")
}

#[test]
fn a_did_jwk_is_its_own_key_whatever_else_its_jwk_says() {
    let jwk = signer().verifying_key().to_jwk();
    let named = jwk.replacen('{', r#"{"kid":"key-1","use":"sig","alg":"EdDSA","#, 1);
    let x = jwk.split('"').nth_back(1).unwrap();
    let reordered = format!(r#"{{ "x" : "{x}", "crv": "Ed25519", "kty": "OKP" }}"#);
    for jwk in [&jwk, &named, &reordered] {
        assert_eq!(did::resolve_key(&method(jwk)).unwrap(), *signer().verifying_key(), "{jwk}");
    }
}

#[test]
fn a_did_jwk_is_resolved_only_under_its_one_method_i11() {
    let method = method(&signer().verifying_key().to_jwk());
    let did = method.strip_suffix("#0").unwrap();
    for (method, expected) in [
        (method.clone(), "accepted"),
        (did.to_owned(), "did.fragment"),
        (format!("{did}#"), "did.fragment"),
        (format!("{did}#1"), "did.fragment"),
        (format!("{did}#00"), "did.fragment"),
        (format!("{did}#{}", did.strip_prefix("did:jwk:").unwrap()), "did.fragment"),
        (format!("{did}?a=b#0"), "did.fragment"),
        (format!("{did}/a#0"), "did.fragment"),
        (format!("DID{}#0", did.strip_prefix("did").unwrap()), "did.malformed"),
        (format!("{did} #0"), "did.malformed"),
        ("did:jwk:#0".to_owned(), "did.malformed"),
    ] {
        assert_eq!(code(did::resolve_key(&method)), expected, "{method}");
    }
}

#[test]
fn a_did_jwk_has_one_spelling_and_holds_one_public_key_i10() {
    let jwk = signer().verifying_key().to_jwk();
    let spelt = |text: String| code(did::resolve_key(&format!("did:jwk:{text}#0")));
    // 65 bytes leave bits to spare in the last character, and need padding where padding is written.
    let long = jwk.replacen('{', r#"{"kid":"?????","#, 1);
    let long = format!("{long}{}", " ".repeat((4 - long.len() % 3) % 3));
    assert_eq!(long.len() % 3, 1);
    let plain = URL_SAFE_NO_PAD.encode(&long);
    assert_eq!(spelt(plain.clone()), "accepted");
    assert!(plain.ends_with('A') || plain.ends_with('Q') || plain.ends_with('g') || plain.ends_with('w'));
    for text in [
        URL_SAFE.encode(&long).replace('=', "%3D"),
        STANDARD_NO_PAD.encode(&long).replace('/', "%2F"),
        format!("{}{}", &plain[..plain.len() - 1], char::from(plain.as_bytes()[plain.len() - 1] + 1)),
        format!("{plain}A"),
        format!("u{plain}"),
    ] {
        assert_ne!(text, plain);
        assert_eq!(spelt(text), "did.jwk");
    }
    for (jwk, expected) in [
        (jwk.replacen('{', r#"{"use":"enc","#, 1), "key.unsupported"),
        (jwk.replacen('{', r#"{"key_ops":["sign"],"#, 1), "key.unsupported"),
        (jwk.replace("Ed25519", "X25519"), "key.unsupported"),
        (jwk.replacen('{', r#"{"kty":"OKP","#, 1), "did.jwk"),
        (format!("{jwk}{jwk}"), "did.jwk"),
        (jwk.replace('}', ""), "did.jwk"),
        (format!("[{jwk}]"), "key.malformed"),
        (r#"{"kty":"OKP","crv":"Ed25519"}"#.to_owned(), "key.malformed"),
        ("\u{feff}{}".to_owned(), "did.jwk"),
    ] {
        assert_eq!(code(did::resolve_key(&method(&jwk))), expected, "{jwk}");
    }
}

#[test]
fn a_secret_in_a_did_jwk_is_named_and_never_repeated() {
    let secret = method(signer().to_secret_jwk().expose());
    let text = secret.strip_prefix("did:jwk:").unwrap().strip_suffix("#0").unwrap();
    for (method, expected) in [
        (secret.clone(), "key.private"),
        (secret.replace("#0", "#1"), "did.fragment"),
        (secret.replace("#0", "A#0"), "did.jwk"),
        (format!("{secret} "), "did.malformed"),
    ] {
        let error = did::resolve_key(&method).unwrap_err();
        assert_eq!(error.code(), expected);
        assert!(!format!("{error} {error:?}").contains(&text[..20]), "{error}");
    }
}

#[test]
fn a_key_document_may_be_named_by_the_did_jwk_of_its_key_alone() {
    let method = method(&signer().verifying_key().to_jwk());
    let did = method.strip_suffix("#0").unwrap();
    let document = KeyDocument::new(signer(), &method, did).unwrap();
    let again = KeyDocument::parse(document.to_text().expose()).unwrap();
    assert_eq!((again.id(), again.controller()), (&*method, did));
    let other = SigningKey::from_seed([4; 32]).unwrap();
    assert_eq!(KeyDocument::new(other, &method, did).unwrap_err().code(), "key.mismatch");
    assert_eq!(KeyDocument::new(signer(), &method, "https://school.example").unwrap_err().code(), "key.mismatch");
    assert_eq!(KeyDocument::new(signer(), did, did).unwrap_err().code(), "key.mismatch");
}
