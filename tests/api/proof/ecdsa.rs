//! Keys on P-256 and P-384.

use super::{LIMITS, code, read, signer_of};
use openbadges::codec::json::Document;
use openbadges::codec::multibase::encode_base58;
use openbadges::proof::{Algorithm, KeyDocument, SigningKey, VerifyingKey, did};

const CURVES: [Algorithm; 2] = [Algorithm::P256, Algorithm::P384];

fn jwk(text: &str) -> Document {
    Document::parse(text.as_bytes(), &LIMITS).unwrap()
}

#[test]
fn every_form_of_a_key_is_read_back() {
    for curve in CURVES {
        let key = signer_of(curve, 3);
        let public = key.verifying_key();
        assert_eq!(VerifyingKey::from_multikey(&public.to_multikey()).unwrap(), *public);
        assert_eq!(VerifyingKey::from_jwk(jwk(&public.to_jwk()).root()).unwrap(), *public);
        assert_eq!(VerifyingKey::from_bytes(curve, public.as_bytes()).unwrap(), *public);
        assert_eq!(did::resolve_key(&did::key_method(public)).unwrap(), *public);
        let secret = SigningKey::from_secret_multikey(key.to_secret_multikey().expose()).unwrap();
        assert_eq!(secret.verifying_key(), public);
        let secret = SigningKey::from_secret_jwk(key.to_secret_jwk().expose()).unwrap();
        assert_eq!(secret.verifying_key(), public);
        let document = KeyDocument::parse(KeyDocument::of_did_key(secret).to_text().expose()).unwrap();
        assert_eq!(document.key().verifying_key(), public);
        assert_eq!(public.algorithm(), curve);
    }
}

#[test]
fn each_kind_of_key_begins_as_the_standard_says() {
    for (curve, public, secret) in [(Algorithm::P256, "zDna", "z42t"), (Algorithm::P384, "z82L", "z2fa")] {
        let key = signer_of(curve, 3);
        assert!(key.verifying_key().to_multikey().starts_with(public));
        assert!(key.to_secret_multikey().expose().starts_with(secret));
    }
}

#[test]
fn a_signature_has_the_lower_s_and_is_the_same_every_time_e10_y5() {
    // n / 2 of each curve begins with 7f ff ff ff 80 and 7f ff … ff.
    for curve in CURVES {
        let key = signer_of(curve, 3);
        for message in 0..32_u8 {
            let signature = key.sign(&[message]).unwrap();
            assert_eq!(signature.len(), curve.signature_len());
            assert!(signature[signature.len() / 2] <= 0x7f, "{curve} {message}");
            assert_eq!(key.sign(&[message]).unwrap(), signature);
        }
    }
}

/// The signatures of `sample` in RFC 6979 §A.2.5 and §A.2.6, each with the lower of its two values of s.
#[test]
fn signs_as_rfc_6979_says() {
    let p256 = concat!(
        r#"{"kty":"EC","crv":"P-256","x":"YP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Y","#,
        r#""y":"eQP-EAi4vJmkGunpVii8ZPLxsgwtfp9Rd6PClNRGIpk","d":"ya-p2EW6dRZrXCFXZ7HWk05Qw9s26JsSe4piKxIPZyE"}"#
    );
    let p384 = concat!(
        r#"{"kty":"EC","crv":"P-384","x":"7DpOQVtOGaRWhhgCn0J_pdqai8SukuAuBqrlKGswDGTe-PDqkFWGYGSiVFFUgLwT","#,
        r#""y":"gBXZty19VyROqO-awMYhiWcIpZNn-d-59UyoSz8cnbEoiyMcOuDU_nNE_SUzJkcg","#,
        r#""d":"a509rS4bjBwFsZh1tmWfTeI8O2Z78pe6mqR3QHhxN9iW1XJOTHCoJfhyyepg0u31"}"#
    );
    for (jwk, signature) in [
        (
            p256,
            "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716\
             0834e36ad29a83bf2bc9385e491d6099c8fdf9d1ed67aa7ea5f51f93782857a9",
        ),
        (
            p384,
            "94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81a648152e44acf96e36dd1e80fabe46\
             6610b514ea0e87315e01bf24d9fcec70ecf18bf5e69dbad9a727ea302393848fb4f04c6cd0423fdc7169525094629eab",
        ),
    ] {
        let signed = SigningKey::from_secret_jwk(jwk).unwrap().sign(b"sample").unwrap();
        assert_eq!(signed.iter().map(|byte| format!("{byte:02x}")).collect::<String>(), signature);
    }
}

#[test]
fn a_signature_of_another_form_is_refused_e7_e11() {
    for curve in CURVES {
        let key = signer_of(curve, 3);
        let signature = key.sign(b"tides").unwrap();
        let (r, s) = signature.split_at(signature.len() / 2);
        let verdict = |bytes: &[u8]| code(key.verifying_key().verify(b"tides", bytes));
        assert_eq!(verdict(&signature), "accepted");
        // DER: a sequence of two positive integers.
        let integer = |bytes: &[u8]| {
            let padded = if bytes[0] > 0x7f { [&[0], bytes].concat() } else { bytes.to_vec() };
            [&[0x02, u8::try_from(padded.len()).unwrap()], &*padded].concat()
        };
        let inner = [integer(r), integer(s)].concat();
        let der = [&[0x30, u8::try_from(inner.len()).unwrap()], &*inner].concat();
        assert_eq!(verdict(&der), "proof.signature-length");
        assert_eq!(verdict(&[]), "proof.signature-length");
        assert_eq!(verdict(&signature[1..]), "proof.signature-length");
        assert_eq!(verdict(&[&signature[..], &[0]].concat()), "proof.signature-length");
        assert_eq!(verdict(&vec![0; signature.len()]), "proof.signature-invalid");
        assert_eq!(verdict(&[&vec![0; r.len()], s].concat()), "proof.signature-invalid");
        assert_eq!(verdict(&[r, &vec![0; s.len()]].concat()), "proof.signature-invalid");
        assert_eq!(verdict(&vec![0xff; signature.len()]), "proof.signature-invalid");
        assert_eq!(verdict(&[s, r].concat()), "proof.signature-invalid");
        assert_eq!(code(key.verifying_key().verify(b"tide", &signature)), "proof.signature-invalid");
    }
}

#[test]
fn a_point_has_to_be_compressed_on_the_curve_and_not_infinity_e12() {
    for (curve, codec) in [(Algorithm::P256, [0x80, 0x24]), (Algorithm::P384, [0x81, 0x24])] {
        let public = signer_of(curve, 3).verifying_key().clone();
        let with = |key: &[u8]| code(VerifyingKey::from_multikey(&encode_base58(&[&codec, key].concat())));
        assert_eq!(with(public.as_bytes()), "accepted");
        let x = &public.as_bytes()[1..];
        assert_eq!(with(&[0]), "key.malformed");
        assert_eq!(with(x), "key.malformed");
        assert_eq!(with(&[&[0x04], x, x].concat()[..=x.len()]), "key.not-a-point");
        assert_eq!(with(&[&[0x05], x].concat()), "key.non-canonical");
        assert_eq!(with(&[&[0x00], x].concat()), "key.not-a-point");
        assert_eq!(with(&vec![0x02; x.len()]), "key.malformed");
        // Coordinates at and above the prime.
        assert_eq!(with(&[&[0x02], &*vec![0xff; x.len()]].concat()), "key.not-a-point");
        let text = public.to_jwk();
        let (before, y) = text.split_once(r#""y":""#).unwrap();
        let other = format!(r#"{before}"y":"{}"#, y.replacen(&y[..1], if &y[..1] == "A" { "B" } else { "A" }, 1));
        assert_eq!(code(VerifyingKey::from_jwk(jwk(&other).root())), "key.not-a-point");
    }
    // Half of all x have no y.
    let mut codes: Vec<&str> = (0..64_u8)
        .map(|last| code(VerifyingKey::from_bytes(Algorithm::P256, &[&[0x02], &[1; 31][..], &[last]].concat())))
        .collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes, ["accepted", "key.not-a-point"]);
}

#[test]
fn a_secret_is_a_number_from_one_to_n_less_one() {
    let secret = |codec: [u8; 2], bytes: &[u8]| {
        code(SigningKey::from_secret_multikey(&encode_base58(&[&codec, bytes].concat())))
    };
    let n = b"\xff\xff\xff\xff\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xbc\xe6\xfa\xad\xa7\x17\x9e\x84\xf3\xb9\xca\xc2\xfc\x63\x25\x51";
    let mut below = *n;
    below[31] -= 1;
    assert_eq!(secret([0x86, 0x26], &below), "accepted");
    assert_eq!(secret([0x86, 0x26], n), "key.out-of-range");
    assert_eq!(secret([0x86, 0x26], &[0xff; 32]), "key.out-of-range");
    assert_eq!(secret([0x86, 0x26], &[0; 32]), "key.zero-seed");
    assert_eq!(secret([0x86, 0x26], &[1; 31]), "key.malformed");
    assert_eq!(secret([0x87, 0x26], &[0xff; 48]), "key.out-of-range");
    assert_eq!(secret([0x87, 0x26], &[1; 32]), "key.malformed");
}

#[test]
fn a_draw_that_is_no_key_is_drawn_again_and_a_broken_source_is_an_error() {
    let mut draws = 0;
    let key = SigningKey::generate(Algorithm::P256, |bytes| {
        draws += 1;
        bytes.fill(if draws < 3 { 0xff } else { 7 });
        Ok(())
    });
    assert_eq!(key.unwrap().verifying_key(), signer_of(Algorithm::P256, 7).verifying_key());
    assert_eq!(draws, 3);
    let stuck = SigningKey::generate(Algorithm::P256, |bytes| {
        bytes.fill(0xff);
        Ok(())
    });
    assert_eq!(code(stuck), "key.out-of-range");
    assert_eq!(code(SigningKey::generate(Algorithm::P384, |_| Ok(()))), "key.zero-seed");
}

#[test]
fn a_jwk_says_what_it_is_for_and_hides_no_secret_t8() {
    for curve in CURVES {
        let public = signer_of(curve, 3).verifying_key().to_jwk();
        let members =
            |more: &str| code(VerifyingKey::from_jwk(read(&public.replacen('{', &format!("{{{more},"), 1)).root()));
        assert_eq!(
            members(&format!(r#""alg":"{}","use":"sig","key_ops":["verify"],"kid":"k""#, curve.jws_name())),
            "accepted"
        );
        assert_eq!(members(r#""alg":"EdDSA""#), "key.unsupported");
        assert_eq!(members(r#""alg":"ES512""#), "key.unsupported");
        assert_eq!(members(r#""use":"enc""#), "key.unsupported");
        assert_eq!(members(r#""key_ops":["deriveKey"]"#), "key.unsupported");
        assert_eq!(members(r#""d":"AA""#), "key.private");
        let replaced = |from: &str, to: &str| {
            assert!(public.contains(from), "{from}");
            code(VerifyingKey::from_jwk(read(&public.replacen(from, to, 1)).root()))
        };
        assert_eq!(replaced("EC", "OKP"), "key.unsupported");
        assert_eq!(replaced(r#""y""#, r#""z""#), "key.malformed");
        assert_eq!(replaced(curve.curve(), "P-521"), "key.unsupported");
        assert_eq!(replaced(curve.curve(), "secp256k1"), "key.unsupported");
        assert_ne!(replaced(curve.curve(), if curve == Algorithm::P256 { "P-384" } else { "P-256" }), "accepted");
    }
}

#[test]
fn the_halves_of_a_stored_key_belong_together_y4() {
    for curve in CURVES {
        let key = signer_of(curve, 3);
        let other = signer_of(curve, 4);
        let swapped = key.to_secret_jwk().expose().replacen(&member(&key, "x"), &member(&other, "x"), 1);
        assert_eq!(code(SigningKey::from_secret_jwk(&swapped)), "key.mismatch");
        let without_y = key.to_secret_jwk().expose().replacen(&format!(r#""y":"{}","#, member(&key, "y")), "", 1);
        assert_eq!(code(SigningKey::from_secret_jwk(&without_y)), "key.mismatch");
    }
}

fn member(key: &SigningKey, name: &str) -> String {
    let jwk = jwk(&key.verifying_key().to_jwk());
    jwk.root().get(name).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn no_text_shows_the_secret_y1() {
    for curve in CURVES {
        let key = signer_of(curve, 3);
        assert_eq!(format!("{key:?}"), "[redacted]");
        assert_eq!(format!("{:?}", key.to_secret_multikey()), "[redacted]");
    }
}
