//! Finding the next byte of a string that needs attention, eight bytes at a time.

/// How many bytes come before the first `"`, `\` or control character below U+0020; all of them if there is none.
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let (words, tail) = bytes.as_chunks::<8>();
    let mut length: usize = 0;
    for word in words {
        let hits = special_bytes(u64::from_le_bytes(*word));
        if hits != 0 {
            return length.saturating_add(first_byte(hits));
        }
        length = length.saturating_add(8);
    }
    length.saturating_add(tail.iter().take_while(|b| !is_special(**b)).count())
}

fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// Marks special bytes by their high bit. A borrow may mark further bytes, but only above a true mark, so the lowest
/// one is always right.
fn special_bytes(word: u64) -> u64 {
    let quote = word ^ EACH.wrapping_mul(0x22);
    let backslash = word ^ EACH.wrapping_mul(0x5c);
    let below = |w: u64, bound: u64| w.wrapping_sub(EACH.wrapping_mul(bound)) & !w;
    (below(quote, 1) | below(backslash, 1) | below(word, 0x20)) & EACH.wrapping_mul(0x80)
}

fn first_byte(hits: u64) -> usize {
    usize::try_from(hits.trailing_zeros() >> 3).unwrap_or_default()
}

/// One in every byte.
const EACH: u64 = 0x0101_0101_0101_0101;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_a_byte_by_byte_scan() {
        for byte in 0..=u8::MAX {
            for place in 0..20 {
                let mut bytes = [b'a'; 20];
                bytes[place] = byte;
                let slow = bytes.iter().take_while(|b| !is_special(**b)).count();
                assert_eq!(plain_length(&bytes), slow, "byte {byte:#x} at {place}");
            }
        }
    }
}
