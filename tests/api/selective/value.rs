//! Proof values of ecdsa-sd-2023 taken apart and put together again, as somebody does who knows the format.

use openbadges::codec::multibase;
use serde_json::{Value, json};

/// The five items of a derived proof value.
#[derive(Clone)]
pub(super) struct Parts {
    pub(super) base: Vec<u8>,
    pub(super) key: Vec<u8>,
    pub(super) signatures: Vec<Vec<u8>>,
    pub(super) labels: Vec<(u8, Vec<u8>)>,
    pub(super) mandatory: Vec<u8>,
}

/// The bytes of the proof value of a badge.
pub(super) fn bytes(badge: &Value) -> Vec<u8> {
    let proof = badge.pointer("/proof/0").unwrap_or(&badge["proof"]);
    multibase::decode(proof["proofValue"].as_str().unwrap(), 100_000).unwrap()
}

/// The badge with another proof value.
pub(super) fn with(badge: &Value, bytes: &[u8]) -> Value {
    let mut badge = badge.clone();
    badge["proof"][0]["proofValue"] = json!(multibase::encode_base64url(bytes));
    badge
}

impl Parts {
    pub(super) fn of(badge: &Value) -> Self {
        let bytes = bytes(badge);
        let mut rest = &bytes[4..];
        let (base, key) = (string(&mut rest), string(&mut rest));
        let signatures = (0..head(&mut rest)).map(|_| string(&mut rest)).collect();
        let labels = (0..head(&mut rest)).map(|_| (head(&mut rest), string(&mut rest))).collect();
        let mandatory = (0..head(&mut rest)).map(|_| head(&mut rest)).collect();
        assert!(rest.is_empty());
        Self { base, key, signatures, labels, mandatory }
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![0xd9, 0x5d, 0x01, 0x85];
        let string = |bytes: &mut Vec<u8>, item: &[u8]| {
            push(bytes, 2, item.len());
            bytes.extend(item);
        };
        string(&mut bytes, &self.base);
        string(&mut bytes, &self.key);
        push(&mut bytes, 4, self.signatures.len());
        self.signatures.iter().for_each(|signature| string(&mut bytes, signature));
        push(&mut bytes, 5, self.labels.len());
        for (number, hmac) in &self.labels {
            push(&mut bytes, 0, usize::from(*number));
            string(&mut bytes, hmac);
        }
        push(&mut bytes, 4, self.mandatory.len());
        self.mandatory.iter().for_each(|place| push(&mut bytes, 0, usize::from(*place)));
        bytes
    }
}

/// The number in the head of an item; none of ours is above 255.
fn head(rest: &mut &[u8]) -> u8 {
    let number = rest[0] & 0x1f;
    let length = if number == 24 { 2 } else { 1 };
    let number = if number == 24 { rest[1] } else { number };
    *rest = &rest[length..];
    number
}

fn string(rest: &mut &[u8]) -> Vec<u8> {
    let length = usize::from(head(rest));
    let (string, more) = rest.split_at(length);
    *rest = more;
    string.to_vec()
}

fn push(bytes: &mut Vec<u8>, major: u8, number: usize) {
    let number = u8::try_from(number).unwrap();
    match number {
        0..=23 => bytes.push(major << 5 | number),
        _ => bytes.extend([major << 5 | 24, number]),
    }
}
