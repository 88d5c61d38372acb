//! Ed25519 edge cases of four published sets, and the encodings that no set has in full.

use crate::data;
use openbadges::proof::{Algorithm, SigningKey, VerifyingKey};
use serde_json::Value;

#[test]
fn wycheproof_is_judged_as_it_says() {
    let Some(root) = data("Wycheproof Ed25519") else { return };
    let suite = read(root.join("vectors/wycheproof/ed25519_test.json"));
    let mut verdicts = [0, 0];
    for group in array(&suite["testGroups"]) {
        let key = hex(text(&group["publicKey"]["pk"]));
        for case in array(&group["tests"]) {
            let accepted = accepts(&key, &hex(text(&case["msg"])), &hex(text(&case["sig"])));
            assert_eq!(accepted, case["result"] == "valid", "case {}", case["tcId"]);
            verdicts[usize::from(accepted)] += 1;
        }
    }
    assert_eq!(verdicts, [63, 88]);
}

#[test]
fn of_the_speccheck_cases_only_the_third_is_accepted() {
    let Some(root) = data("ed25519-speccheck") else { return };
    let cases = read(root.join("vectors/speccheck/cases.json"));
    let accepted: Vec<usize> = array(&cases)
        .iter()
        .enumerate()
        .filter(|(_, case)| {
            let part = |name: &str| hex(text(&case[name]));
            accepts(&part("pub_key"), &part("message"), &part("signature"))
        })
        .map(|(number, _)| number)
        .collect();
    assert_eq!((array(&cases).len(), accepted), (12, vec![3]));
}

#[test]
fn of_the_cctv_cases_those_with_only_low_order_components_are_accepted() {
    let Some(root) = data("CCTV Ed25519") else { return };
    let cases = read(root.join("vectors/cctv/ed25519vectors.json"));
    let mut accepted = 0;
    for case in array(&cases) {
        let harmless = ["low_order_component_A", "low_order_component_R"];
        let flags = case["flags"].as_array().map(Vec::as_slice).unwrap_or_default();
        let expected = flags.iter().all(|flag| harmless.contains(&text(flag)));
        let found = accepts(&hex(text(&case["key"])), text(&case["msg"]).as_bytes(), &hex(text(&case["sig"])));
        assert_eq!(found, expected, "case {}", case["number"]);
        accepted += usize::from(found);
    }
    assert_eq!((array(&cases).len(), accepted), (914, 43));
}

#[test]
fn no_other_encoding_of_a_coordinate_is_a_key() {
    // y = p … p + 18 is y = 0 … 18 written with 255 bits, with either sign of x.
    for low in 0xed..=0xff {
        for high in [0x7f, 0xff] {
            let mut key = [0xff; 32];
            key[0] = low;
            key[31] = high;
            let code = VerifyingKey::from_bytes(Algorithm::Ed25519, &key).unwrap_err().code();
            assert!(matches!(code, "key.not-a-point" | "key.non-canonical"), "{low:x} {high:x}: {code}");
        }
    }
}

#[test]
fn no_point_of_small_order_is_a_key() {
    let canonical = [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    ];
    let other = [
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ];
    for point in canonical {
        assert_eq!(import(point).unwrap_err(), "key.small-order", "{point}");
    }
    for encoding in other {
        assert!(import(encoding).is_err(), "{encoding}");
    }
}

#[test]
fn no_flipped_bit_goes_unnoticed() {
    let signer = SigningKey::from_seed([7; 32]).unwrap();
    let (message, key) = (b"a micro-credential".to_vec(), signer.verifying_key().as_bytes().to_vec());
    let signature = signer.sign(&message).unwrap().to_vec();
    assert!(accepts(&key, &message, &signature));
    let flipped = |bytes: &[u8], bit: usize| {
        let mut bytes = bytes.to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        bytes
    };
    for bit in 0..512 {
        assert!(!accepts(&key, &message, &flipped(&signature, bit)), "signature bit {bit}");
    }
    for bit in 0..256 {
        assert!(!accepts(&flipped(&key, bit), &message, &signature), "key bit {bit}");
    }
    for bit in 0..8 * message.len() {
        assert!(!accepts(&key, &flipped(&message, bit), &signature), "message bit {bit}");
    }
}

fn accepts(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    VerifyingKey::from_bytes(Algorithm::Ed25519, key).is_ok_and(|key| {
        let verdict = key.verify(message, signature).map_err(|error| error.code());
        let prepared = key.with_multiples().verify(message, signature).map_err(|error| error.code());
        assert_eq!(verdict, prepared, "with multiples");
        verdict.is_ok()
    })
}

fn import(key: &str) -> Result<VerifyingKey, &'static str> {
    VerifyingKey::from_bytes(Algorithm::Ed25519, &hex(key)).map_err(|error| error.code())
}

fn read(path: std::path::PathBuf) -> Value {
    serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap()
}

fn array(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn hex(text: &str) -> Vec<u8> {
    assert!(text.len().is_multiple_of(2));
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}
