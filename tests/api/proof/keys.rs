//! Keys in and out of every form, and what is no key.

use openbadges::codec::multibase;
use openbadges::proof::{Error, KeyDocument, SigningKey, VerifyingKey, did};
use proptest::prelude::*;

const PUBLIC: &str = "z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp";

fn signer(fill: u8) -> SigningKey {
    SigningKey::from_seed([fill; 32]).unwrap()
}

fn code<T>(result: Result<T, Error>) -> &'static str {
    result.map_or_else(|error| error.code(), |_| "accepted")
}

proptest! {
    #[test]
    fn a_key_survives_every_form(seed in any::<[u8; 32]>().prop_filter("zero", |seed| *seed != [0; 32])) {
        let key = SigningKey::from_seed(seed).unwrap();
        let public = key.verifying_key();
        prop_assert_eq!(&VerifyingKey::from_multikey(&public.to_multikey()).unwrap(), public);
        prop_assert_eq!(&did::resolve_key(&did::key_method(public)).unwrap(), public);
        let again = SigningKey::from_secret_multikey(key.to_secret_multikey().expose()).unwrap();
        prop_assert_eq!(again.verifying_key(), public);
        let again = SigningKey::from_secret_jwk(key.to_secret_jwk().expose()).unwrap();
        prop_assert_eq!(again.verifying_key(), public);
        let document = KeyDocument::of_did_key(key);
        let again = KeyDocument::parse(document.to_text().expose()).unwrap();
        prop_assert_eq!(again.key().verifying_key(), document.key().verifying_key());
        prop_assert_eq!(again.id(), document.id());
        prop_assert_eq!(again.controller(), document.controller());
    }

    #[test]
    fn a_public_key_has_one_text(bytes in proptest::collection::vec(any::<u8>(), 0..70)) {
        let text = multibase::encode_base58(&bytes);
        if let Ok(key) = VerifyingKey::from_multikey(&text) {
            prop_assert_eq!(key.to_multikey(), text);
        }
    }
}

#[test]
fn the_example_of_rfc_8037_is_read_and_signs_as_published() {
    let jwk = r#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
        "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    let key = SigningKey::from_secret_jwk(jwk).unwrap();
    let signature = key.sign(b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc").unwrap();
    let published = "uhgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
    assert_eq!(multibase::encode_base64url(&signature), published);
}

#[test]
fn refuses_a_seed_of_zeros() {
    assert_eq!(code(SigningKey::from_seed([0; 32])), "key.zero-seed");
    let mut bytes = vec![0x80, 0x26];
    bytes.extend([0; 32]);
    assert_eq!(code(SigningKey::from_secret_multikey(&multibase::encode_base58(&bytes))), "key.zero-seed");
}

#[test]
fn tells_a_leaked_secret_from_a_public_key() {
    let key = signer(3);
    let secret = key.to_secret_multikey();
    assert_eq!(code(VerifyingKey::from_multikey(secret.expose())), "key.private");
    let method = format!("did:key:{0}#{0}", secret.expose());
    assert_eq!(code(did::resolve_key(&method)), "key.private");
    // A secret P-256 key.
    assert_eq!(code(VerifyingKey::from_multikey(&multibase::encode_base58(&[0x86, 0x26, 1, 2, 3]))), "key.private");
}

#[test]
fn refuses_every_other_multikey() {
    let public = signer(3).verifying_key().as_bytes().to_vec();
    let with = |codec: &[u8], key: &[u8]| multibase::encode_base58(&[codec, key].concat());
    assert_eq!(code(VerifyingKey::from_multikey(&with(&[0xed, 0x01], &public))), "accepted");
    for (text, expected) in [
        (with(&[0xec, 0x01], &public), "key.unsupported"),       // X25519
        (with(&[0x80, 0x24], &public), "key.malformed"),         // P-256, too short
        (with(&[0x82, 0x24], &[2; 67]), "key.malformed"),        // P-521, too long for any key here
        (with(&[0xe7, 0x01], &[2; 33]), "key.unsupported"),      // secp256k1
        (with(&[0xed, 0x81, 0x00], &public), "key.unsupported"), // a longer varint of the same number
        (with(&[0xed], &public), "key.unsupported"),
        (with(&[0xed], &[]), "key.malformed"),
        (with(&[0xed, 0x01], &public[..31]), "key.malformed"),
        (with(&[0xed, 0x01], &[&public[..], &[0]].concat()), "key.malformed"),
        (with(&[0xed, 0x01], &[]), "key.malformed"),
        (String::new(), "key.malformed"),
        ("z".to_owned(), "key.malformed"),
        (PUBLIC.replacen('z', "m", 1), "key.malformed"),
        (PUBLIC[1..].to_owned(), "key.malformed"),
        (format!("{PUBLIC}\n"), "key.malformed"),
        (format!(" {PUBLIC}"), "key.malformed"),
        (PUBLIC.replace('M', "0"), "key.malformed"),
        (format!("z1{}", &PUBLIC[1..]), "key.unsupported"),
        (format!("z{}", "2".repeat(100_000)), "key.malformed"),
        (multibase::encode_base64url(&[&[0xed, 0x01], &public[..]].concat()), "key.malformed"),
    ] {
        assert_eq!(code(VerifyingKey::from_multikey(&text)), expected, "{}", &text[..text.len().min(80)]);
    }
}

#[test]
fn refuses_a_key_document_whose_halves_differ() {
    let text = KeyDocument::of_did_key(signer(3)).to_text();
    let other = signer(4).verifying_key().to_multikey();
    let own = signer(3).verifying_key().to_multikey();
    let swapped = text
        .expose()
        .replace(&format!("\"publicKeyMultibase\": \"{own}\""), &format!("\"publicKeyMultibase\": \"{other}\""));
    assert_eq!(code(KeyDocument::parse(&swapped)), "key.mismatch");
    let renamed = text.expose().replace(&format!("#{own}"), &format!("#{other}"));
    assert_eq!(code(KeyDocument::parse(&renamed)), "key.mismatch");
}

#[test]
fn a_key_document_may_belong_to_a_hosted_issuer() {
    let issuer = "did:web:college.example";
    let document = KeyDocument::new(signer(3), "did:web:college.example#key-1", issuer).unwrap();
    let again = KeyDocument::parse(document.to_text().expose()).unwrap();
    assert_eq!((again.id(), again.controller()), ("did:web:college.example#key-1", issuer));
    assert_eq!(again.into_key().verifying_key(), signer(3).verifying_key());
}

#[test]
fn refuses_a_key_document_of_another_shape() {
    let text = KeyDocument::of_did_key(signer(3)).to_text();
    for (from, to) in [
        ("\"Multikey\"", "\"JsonWebKey\""),
        ("\"type\"", "\"kind\""),
        ("\"secretKeyMultibase\"", "\"privateKeyMultibase\""),
        ("{\n", "{\n  \"revoked\": \"2026-01-01T00:00:00Z\",\n"),
        ("{\n", "{\n  \"id\": \"urn:x\",\n"),
        ("}\n", ""),
        ("}\n", "}}\n"),
        ("z3u2", "z3u3"),
    ] {
        assert!(text.expose().contains(from), "{from}");
        assert_ne!(code(KeyDocument::parse(&text.expose().replacen(from, to, 1))), "accepted", "{to}");
    }
}

#[test]
fn refuses_a_secret_jwk_whose_halves_differ() {
    let (own, other) = (signer(3).to_secret_jwk(), signer(4).verifying_key().to_multikey());
    let mut swapped = own.expose().to_owned();
    let other = VerifyingKey::from_multikey(&other).unwrap();
    let x = |key: &VerifyingKey| multibase::encode_base64url(key.as_bytes())[1..].to_owned();
    swapped = swapped.replace(&x(signer(3).verifying_key()), &x(&other));
    assert_eq!(code(SigningKey::from_secret_jwk(&swapped)), "key.mismatch");
    assert_eq!(code(SigningKey::from_secret_jwk(r#"{"kty":"OKP","crv":"Ed25519"}"#)), "key.malformed");
}

#[test]
fn no_output_repeats_a_secret() {
    let seed: [u8; 32] = std::array::from_fn(|at| u8::try_from(at * 7 + 11).unwrap_or(1));
    let key = SigningKey::from_seed(seed).unwrap();
    let multikey = key.to_secret_multikey();
    let jwk = key.to_secret_jwk();
    let hex: String = seed.iter().map(|byte| format!("{byte:02x}")).collect();
    let d = multibase::encode_base64url(&seed)[1..].to_owned();
    let base58 = multikey.expose()[1..].to_owned();
    let spellings = [hex.clone(), hex.to_uppercase(), d.clone(), base58.clone(), format!("{seed:?}")];

    let mut outputs = vec![format!("{key:?}"), format!("{multikey:?}"), format!("{jwk:?}")];
    let document = KeyDocument::of_did_key(key);
    let text = document.to_text();
    outputs.push(format!("{document:?} {text:?}"));
    let mut tell = |error: Error| outputs.push(format!("{error} {error:?} {}", error.code()));
    let secret = multikey.expose();
    for broken in [secret.to_owned(), format!("{secret} "), format!(" {secret}"), secret.replace('z', "u"), hex, d] {
        tell(VerifyingKey::from_multikey(&broken).unwrap_err());
        if broken != secret {
            tell(SigningKey::from_secret_multikey(&broken).unwrap_err());
        }
        if broken.starts_with('z') {
            tell(did::resolve_key(&format!("did:key:{broken}#{broken}")).unwrap_err());
            tell(did::resolve_key(&format!("did:key:{broken}")).unwrap_err());
        }
        tell(KeyDocument::parse(&format!(r#"{{"id":{{"{broken}":1}}}}"#)).unwrap_err());
        tell(KeyDocument::parse(&format!(r#"{{"{broken}":"id"}}"#)).unwrap_err());
        tell(
            SigningKey::from_secret_jwk(&format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"","d":"{broken}="}}"#))
                .unwrap_err(),
        );
        tell(SigningKey::from_secret_jwk(&format!(r#"{{"kty":"OKP","crv":"Ed25519","d":["{broken}"]}}"#)).unwrap_err());
    }
    tell(KeyDocument::parse(&text.expose().replace("\"controller\"", "\"owner\"")).unwrap_err());
    tell(KeyDocument::parse(&text.expose().replace("}\n", "")).unwrap_err());
    for output in outputs {
        for spelling in &spellings {
            assert!(!output.contains(spelling.as_str()), "{output}");
        }
        assert!(!output.contains(&base58[4..20]), "{output}");
    }
}

#[test]
fn resolves_a_did_key_only_under_its_own_name() {
    let (one, two) = (signer(3).verifying_key().to_multikey(), signer(4).verifying_key().to_multikey());
    for (method, expected) in [
        (format!("did:key:{one}#{one}"), "accepted"),
        (format!("did:key:{one}#{two}"), "did.fragment"),
        (format!("did:key:{one}"), "did.fragment"),
        (format!("did:key:{one}#"), "did.fragment"),
        (format!("did:key:{one}?v=1#{one}"), "did.fragment"),
        (format!("did:key:{one}/a#{one}"), "did.fragment"),
        (format!("did:key:{one}#{one}#{one}"), "did.malformed"),
        (format!("DID:key:{one}#{one}"), "did.malformed"),
        (format!("did:Key:{one}#{one}"), "did.malformed"),
        (format!("did:web:victim.example#{one}"), "did.method"),
        (format!("did:key:{one} #{one}"), "did.malformed"),
        (format!("https://college.example/keys#{one}"), "did.malformed"),
        (one.clone(), "did.malformed"),
        (String::new(), "did.malformed"),
        ("did:key:#".to_owned(), "did.malformed"),
        ("did:key:1.1:z#1.1:z".to_owned(), "key.malformed"),
        (format!("did:key:{}#a", "z".repeat(3_000)), "did.malformed"),
    ] {
        assert_eq!(code(did::resolve_key(&method)), expected, "{}", &method[..method.len().min(120)]);
    }
}

#[test]
fn takes_a_did_url_apart() {
    let url = did::DidUrl::parse("did:web:college.example%3A3000:staff/path?v=3_0#key-0").unwrap();
    assert_eq!(url.did(), "did:web:college.example%3A3000:staff");
    assert_eq!((url.method(), url.specific_id()), ("web", "college.example%3A3000:staff"));
    assert_eq!((url.fragment(), url.has_path_or_query()), (Some("key-0"), true));
    for text in ["did:web:", "did::a", "did:web:a%2", "did:web:a:", "did:web:a#b c", "did:web:é", "did:web", "web:a"] {
        assert_eq!(code(did::DidUrl::parse(text)), "did.malformed", "{text}");
    }
}

#[test]
fn reads_a_public_jwk_and_nothing_that_is_not_one() {
    let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    let jwk = |members: &str| super::read(&format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}"{members}}}"#));
    let code_of = |text: &str| code(VerifyingKey::from_jwk(super::read(text).root()));
    let key = VerifyingKey::from_jwk(jwk("").root()).unwrap();
    assert_eq!(key.to_jwk(), jwk("").as_str());
    for members in [
        r#","kid":"key-1","alg":"EdDSA","use":"sig","key_ops":["verify"]"#,
        r#","alg":"Ed25519""#,
        r#","key_ops":["sign","verify"]"#,
    ] {
        assert_eq!(VerifyingKey::from_jwk(jwk(members).root()).unwrap(), key, "{members}");
    }
    for (members, expected) in [
        (r#","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A""#, "key.private"),
        (r#","d":null"#, "key.private"),
        (r#","alg":"ES256""#, "key.unsupported"),
        (r#","alg":1"#, "key.unsupported"),
        (r#","use":"enc""#, "key.unsupported"),
        (r#","key_ops":["encrypt"]"#, "key.unsupported"),
        (r#","key_ops":"verify""#, "key.unsupported"),
    ] {
        assert_eq!(code(VerifyingKey::from_jwk(jwk(members).root())), expected, "{members}");
    }
    let text = jwk("").as_str().to_owned();
    for (from, to, expected) in [
        ("OKP", "EC", "key.unsupported"),
        ("Ed25519", "X25519", "key.unsupported"),
        ("Ed25519", "ed25519", "key.unsupported"),
        (r#""kty":"OKP","#, "", "key.malformed"),
        (r#""crv":"Ed25519","#, "", "key.malformed"),
        ("HURo", "HURo=", "key.malformed"),
        ("HURo", "HUR", "key.malformed"),
        ("HURo", "HURoA", "key.malformed"),
        ("HURo", "HURp", "key.malformed"), // the same bytes and a stray bit
        ("11q", "1 q", "key.malformed"),
        ("S_7", "S/7", "key.malformed"),
    ] {
        assert!(text.contains(from), "{from}");
        assert_eq!(code_of(&text.replacen(from, to, 1)), expected, "{to}");
    }
    assert_eq!(
        code_of(r#"{"kty":"OKP","crv":"Ed25519","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#),
        "key.small-order"
    );
    assert_eq!(code_of(r#"{"kty":"OKP","crv":"Ed25519"}"#), "key.malformed");
    assert_eq!(code_of("[]"), "key.malformed");
}
