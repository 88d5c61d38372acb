//! Secret keys as PKCS#8 texts.

use super::{code, signer, signer_of};
use openbadges::proof::{Algorithm, SigningKey};

/// The key of RFC 8410 §10.3, alone and beside its public half.
const RFC_8410: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
-----END PRIVATE KEY-----
";
const RFC_8410_WITH_PUBLIC: &str = "-----BEGIN PRIVATE KEY-----
MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB
Z9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PRIVATE KEY-----
";

/// Made with OpenSSL 3.0: a P-256 key under the password `tide` (PBKDF2, AES-256-CBC), and a P-384 key.
const P256_ENCRYPTED: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAiuRfBzgz+upwICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEE4mLEVUXncYpBKfCyc8jIQEgZAr
FIcdFFCN9IoWmokzZsix8rBWgO7Qp9fz6qvQffN/9VWBIDuONNBRgK+hzb8Hcnf+
fCPFGwrcCniwgWOTjFsg/o2kby2TdxzQh6m7DivIt6jiLbthiKMEvFehbm5iS+RC
VPhwh03haUOkIqR7Z49CnnF0SQVeak9TINYobGnspxqn4x5yxpYbBw4pnNsSOYE=
-----END ENCRYPTED PRIVATE KEY-----
";
const P384: &str = "-----BEGIN PRIVATE KEY-----
MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDA/quaMR7oZUAaKdsQI
A31D7ih5U5aiU1ixdWOHkSrXi3hDPtNLD5yyPgcyf88TqR6hZANiAAQYcHTX1/15
JjZCG7NbwM/5vgdFuVlRRRbR+o2pRUdZDXVufSi+DiY2pjsJsAxjviMFz5nFNQpH
0vjpCf8zVl47xNz3nzvIkU8D5vMepgn1kJxCRbP+wAQGNTVa/U2uIZ0=
-----END PRIVATE KEY-----
";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn public_of(text: &str, password: Option<&[u8]>) -> String {
    hex(SigningKey::from_pkcs8_pem(text, password).unwrap().verifying_key().as_bytes())
}

#[test]
fn reads_the_keys_of_others() {
    let rfc = "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1";
    assert_eq!(public_of(RFC_8410, None), rfc);
    if cfg!(feature = "ecdsa") {
        assert_eq!(
            public_of(P256_ENCRYPTED, Some(b"tide")),
            "021b6686b155a297d3f872c7d2b046e7a9392dc63f221b6dfb39e62e628a76e5cb"
        );
        assert_eq!(
            public_of(P384, None),
            "03187074d7d7fd792636421bb35bc0cff9be0745b959514516d1fa8da94547590d756e7d28be0e2636a63b09b00c63be23"
        );
    } else {
        assert_eq!(code(SigningKey::from_pkcs8_pem(P384, None)), "key.feature-missing");
    }
}

#[test]
fn writes_what_it_reads() {
    assert_eq!(SigningKey::from_pkcs8_pem(RFC_8410, None).unwrap().to_pkcs8_pem().unwrap().expose(), RFC_8410);
    let algorithms = [Algorithm::Ed25519, Algorithm::P256, Algorithm::P384];
    for algorithm in algorithms.into_iter().filter(|one| *one == Algorithm::Ed25519 || cfg!(feature = "ecdsa")) {
        let key = signer_of(algorithm, 3);
        let plain = key.to_pkcs8_pem().unwrap();
        let read = SigningKey::from_pkcs8_pem(plain.expose(), None).unwrap();
        assert_eq!(read.verifying_key(), key.verifying_key());
        assert_eq!(read.to_secret_multikey().expose(), key.to_secret_multikey().expose());
        let encrypted = key.to_encrypted_pkcs8_pem(b"tide", &[9; 32]).unwrap();
        let read = SigningKey::from_pkcs8_pem(encrypted.expose(), Some(b"tide")).unwrap();
        assert_eq!(read.verifying_key(), key.verifying_key());
        assert_eq!(format!("{encrypted:?}"), "[redacted]");
    }
}

#[test]
fn an_encrypted_key_opens_with_its_password_alone() {
    let encrypted = signer(3).to_encrypted_pkcs8_pem(b"tide", &[9; 32]).unwrap();
    for password in [None, Some(&b""[..]), Some(b"Tide"), Some(b"tide\n")] {
        assert_eq!(code(SigningKey::from_pkcs8_pem(encrypted.expose(), password)), "key.password", "{password:?}");
    }
    assert_eq!(code(signer(3).to_encrypted_pkcs8_pem(b"", &[9; 32])), "key.password");
    // Another salt, another text.
    let other = signer(3).to_encrypted_pkcs8_pem(b"tide", &[8; 32]).unwrap();
    assert_ne!(other.expose(), encrypted.expose());
}

#[test]
fn refuses_what_is_no_key_and_repeats_none_of_it_y1_y4() {
    let replaced = |from: &str, to: &str| {
        assert!(RFC_8410.contains(from), "{from}");
        SigningKey::from_pkcs8_pem(&RFC_8410.replacen(from, to, 2), None)
    };
    assert_eq!(code(replaced("PRIVATE KEY", "PUBLIC KEY")), "key.malformed");
    assert_eq!(code(replaced("PRIVATE KEY", "EC PRIVATE KEY")), "key.malformed");
    assert_eq!(code(replaced("MC4CAQAw", "MC4CAQEw")), "key.malformed");
    assert_eq!(code(replaced("VhC\n", "Vh\n")), "key.malformed");
    // X25519
    assert_eq!(code(replaced("YDK2Vw", "YDK2Vu")), "key.unsupported");
    assert_eq!(code(SigningKey::from_pkcs8_pem("", None)), "key.malformed");
    // The public half of another key stands beside it.
    assert_eq!(code(SigningKey::from_pkcs8_pem(RFC_8410_WITH_PUBLIC, None)), "accepted");
    let other = RFC_8410_WITH_PUBLIC.replacen("Gb9ECW", "Gb9ECX", 1);
    assert_eq!(code(SigningKey::from_pkcs8_pem(&other, None)), "key.mismatch");
    if cfg!(feature = "ecdsa") {
        assert_eq!(code(SigningKey::from_pkcs8_pem(&P384.replacen("IZ0=", "IZ4=", 1), None)), "key.mismatch");
    }
    let error = replaced("YDK2Vw", "YDK2Vu").unwrap_err().to_string();
    assert!(!error.contains("INTu"), "{error}");
}
