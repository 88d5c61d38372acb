//! Key sets, read before anything is asked of them. Names end with the row of the threat table that they hold.

use openbadges::proof::{KeySet, SigningKey, key_set_url};

const ISSUER: &str = "https://college.example/issuers/7";

fn code(text: &str) -> &'static str {
    KeySet::read(super::read(text).root(), ISSUER).map_or_else(|error| error.code(), |_| "accepted")
}

#[test]
fn a_key_set_gives_the_key_of_a_name_t19() {
    let key = SigningKey::from_seed([3; 32]).unwrap();
    let jwk = key.verifying_key().to_jwk().replacen('{', r#"{"kid":"b","#, 1);
    let text = format!(r#"{{"keys":[{{"kty":"oct","kid":"c"}},{jwk},{{"kty":"oct"}},{{"kid":7}}],"other":1}}"#);
    let document = super::read(&text);
    let set = KeySet::read(document.root(), ISSUER).unwrap();
    assert_eq!(set.key("b").unwrap().unwrap(), *key.verifying_key());
    assert_eq!(set.key("c").unwrap().unwrap_err().code(), "key.unsupported");
    for kid in ["a", "", "B", "7"] {
        assert!(set.key(kid).is_none(), "{kid}");
    }
}

#[test]
fn a_key_set_of_another_shape_is_refused_t19() {
    let many = |count| format!(r#"{{"keys":[{}]}}"#, vec![r#"{"kty":"EC"}"#; count].join(","));
    for (text, expected) in [
        (r#"{"keys":[]}"#.to_owned(), "accepted"),
        (many(KeySet::MOST_KEYS), "accepted"),
        (many(KeySet::MOST_KEYS + 1), "key-set.too-many-keys"),
        (r#"{"keys":{}}"#.to_owned(), "key-set.malformed"),
        (r#"{"keys":["a"]}"#.to_owned(), "key-set.malformed"),
        (r#"[]"#.to_owned(), "key-set.malformed"),
        (r#"{"kty":"EC"}"#.to_owned(), "key-set.malformed"),
        (r#"{"keys":[{"kid":"a"},{"kid":"b"},{"kid":"a"}]}"#.to_owned(), "key-set.duplicate-kid"),
        (format!(r#"{{"keys":[],"iss":"{ISSUER}"}}"#), "accepted"),
        (format!(r#"{{"keys":[],"iss":"{ISSUER}/"}}"#), "key-set.issuer"),
    ] {
        assert_eq!(code(&text), expected, "{text}");
    }
}

#[test]
fn a_key_set_lies_at_the_host_of_an_https_issuer() {
    let set = "https://college.example/.well-known/jwks.json";
    for issuer in [ISSUER, "https://college.example", "https://college.example?a=/b", "https://college.example#a"] {
        assert_eq!(key_set_url(issuer).as_deref(), Some(set), "{issuer}");
    }
    for issuer in
        ["http://college.example", "did:web:college.example", "https://", "https://a@college.example", "https://a\\@b"]
    {
        assert_eq!(key_set_url(issuer), None, "{issuer}");
    }
}
