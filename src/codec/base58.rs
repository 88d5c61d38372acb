//! Base58 in the Bitcoin alphabet, the core of multibase `z`: one number, read and written several digits at a time.

/// The text of some bytes. The work grows with the square of their number.
pub(super) fn encode(bytes: &[u8]) -> String {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    // The number so far in the base 58^5, its lowest limb first.
    let mut limbs: Vec<u64> = Vec::with_capacity(longest(bytes.len()).div_ceil(LIMB_DIGITS));
    for chunk in bytes.get(zeros..).unwrap_or_default().chunks(BYTES) {
        let mut carry = chunk.iter().fold(0, |number: u64, byte| number << 8 | u64::from(*byte));
        let shift = chunk.len().saturating_mul(8);
        for limb in &mut limbs {
            let number = (*limb << shift).saturating_add(carry);
            *limb = number % LIMB;
            carry = number / LIMB;
        }
        while carry != 0 {
            limbs.push(carry % LIMB);
            carry /= LIMB;
        }
    }
    let mut digits = Vec::with_capacity(longest(bytes.len()).saturating_add(LIMB_DIGITS));
    for mut limb in limbs {
        for _ in 0..LIMB_DIGITS {
            digits.push(low(limb % 58));
            limb /= 58;
        }
    }
    while digits.pop_if(|digit| *digit == 0).is_some() {}
    digits.resize(digits.len().saturating_add(zeros), 0);
    let letter = |digit: &u8| ALPHABET.get(usize::from(*digit)).copied().map_or('1', char::from);
    digits.iter().rev().map(letter).collect()
}

/// Reads a text into a buffer and returns how many bytes it holds; `None` for a character outside the alphabet, or if
/// they do not fit. The work grows with the square of the length.
///
/// It works in the buffer alone, so that the owner of a secret can wipe all of it.
pub(super) fn decode(text: &str, buffer: &mut [u8]) -> Option<usize> {
    let digits = text.as_bytes();
    let zeros = digits.iter().take_while(|digit| **digit == b'1').count();
    // The number so far, its lowest byte first.
    let mut length = 0_usize;
    for chunk in digits.get(zeros..)?.chunks(DIGITS) {
        let (mut carry, mut scale) = (0_u64, 1_u64);
        for digit in chunk {
            carry = carry.saturating_mul(58).saturating_add(value(*digit)?);
            scale = scale.saturating_mul(58);
        }
        for byte in buffer.get_mut(..length)? {
            let number = u64::from(*byte).saturating_mul(scale).saturating_add(carry);
            *byte = low(number & 0xff);
            carry = number >> 8;
        }
        while carry != 0 {
            *buffer.get_mut(length)? = low(carry & 0xff);
            carry >>= 8;
            length = length.saturating_add(1);
        }
    }
    let whole = length.checked_add(zeros)?;
    buffer.get_mut(length..whole)?.fill(0);
    buffer.get_mut(..whole)?.reverse();
    Some(whole)
}

/// A bound on the characters of so many bytes: each carries more than 5.8 bits.
pub(super) fn longest(bytes: usize) -> usize {
    bytes.saturating_mul(138).div_ceil(100).saturating_add(1)
}

fn value(digit: u8) -> Option<u64> {
    let (first, least) = match digit {
        b'1'..=b'9' => (b'1', 0),
        b'A'..=b'H' => (b'A', 9),
        b'J'..=b'N' => (b'J', 17),
        b'P'..=b'Z' => (b'P', 22),
        b'a'..=b'k' => (b'a', 33),
        b'm'..=b'z' => (b'm', 44),
        _ => return None,
    };
    Some(u64::from(digit.saturating_sub(first)).saturating_add(least))
}

/// A number below 256.
fn low(number: u64) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// Characters read at a time: a byte times 58 to this power, and a carry, fit 64 bits.
const DIGITS: usize = 9;
/// Characters of a limb.
const LIMB_DIGITS: usize = 5;
/// 58 to that power.
const LIMB: u64 = 656_356_768;
/// Bytes written at a time: a limb times 256 to this power, and a carry, fit 64 bits.
const BYTES: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str, room: usize) -> Option<Vec<u8>> {
        let mut buffer = vec![0xaa; room];
        let length = decode(text, &mut buffer)?;
        buffer.truncate(length);
        Some(buffer)
    }

    /// Digit by digit, as the definition has it.
    fn plain(bytes: &[u8]) -> String {
        let mut digits = vec![0_u32; longest(bytes.len())];
        for byte in bytes {
            let mut carry = u32::from(*byte);
            for digit in digits.iter_mut().rev() {
                carry += *digit * 256;
                *digit = carry % 58;
                carry /= 58;
            }
            assert_eq!(carry, 0);
        }
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        let shown = digits.into_iter().skip_while(|digit| *digit == 0);
        let letters = shown.map(|digit| char::from(ALPHABET[digit as usize]));
        "1".repeat(zeros) + &letters.collect::<String>()
    }

    #[test]
    fn knows_published_texts() {
        for (bytes, text) in [
            (b"Hello World!".as_slice(), "2NEpo7TZRRrLZSi2U"),
            (
                b"The quick brown fox jumps over the lazy dog.",
                "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
            ),
            (&[0x00, 0x00, 0x28, 0x7f, 0xb4, 0xcd], "11233QC4"),
            (&[], ""),
            (&[0], "1"),
            (&[0, 0, 0], "111"),
        ] {
            assert_eq!(encode(bytes), text);
            assert_eq!(read(text, bytes.len()).as_deref(), Some(bytes));
        }
    }

    #[test]
    fn refuses_other_characters_and_what_does_not_fit() {
        for text in ["0", "O", "I", "l", "2 3", "é", "23\n"] {
            assert_eq!(read(text, 64), None, "{text}");
        }
        let text = encode(&[0xff; 65]);
        assert_eq!(read(&text, 64), None);
        assert_eq!(read("1111", 3), None);
    }

    proptest! {
        #[test]
        fn agrees_with_the_definition_and_comes_back(zeros in 0..4_usize, rest in proptest::collection::vec(any::<u8>(), 0..100)) {
            let bytes = [vec![0; zeros], rest].concat();
            let text = encode(&bytes);
            prop_assert_eq!(&text, &plain(&bytes));
            prop_assert_eq!(read(&text, bytes.len()), Some(bytes));
        }
    }
}
