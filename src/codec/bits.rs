//! The bits of a status list (Bitstring Status List 1.0 §3.2 and §3.3): GZIP in base64url, the first bit the highest of the first byte.

use super::{gzip, multibase};
use crate::base::Malformed;
use crate::base::limits::Limits;

/// A string of bits, read as entries of one to eight bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bits {
    bytes: Vec<u8>,
}

impl Bits {
    /// So many bits, rounded up to whole bytes, none of them set.
    #[must_use]
    pub fn clear(length: usize) -> Self {
        Self { bytes: vec![0; length.div_ceil(8)] }
    }

    /// Reads an `encodedList`: `u` and base64url without padding.
    ///
    /// # Errors
    ///
    /// `multibase.malformed` for another letter, which is not decoded; and those of [`gzip::unpack`] with the limit
    /// `status_list_unpacked_bytes`.
    pub fn decode(text: &str, limits: &Limits) -> Result<Self, Error> {
        if !text.starts_with('u') {
            return Err(Malformed::new("multibase.malformed", "base64url with the letter `u`", text).into());
        }
        Self::unpack(&multibase::decode(text, text.len())?, limits)
    }

    /// Reads an `encodedList` of Status List 2021: base64url without a letter.
    ///
    /// # Errors
    ///
    /// As [`decode`](Self::decode).
    pub fn decode_bare(text: &str, limits: &Limits) -> Result<Self, Error> {
        Self::decode(&format!("u{text}"), limits)
    }

    fn unpack(member: &[u8], limits: &Limits) -> Result<Self, Error> {
        Ok(Self { bytes: gzip::unpack(member, limits.status_list_unpacked_bytes)? })
    }

    /// The bits as `encodedList`.
    #[must_use]
    pub fn encode(&self) -> String {
        multibase::encode_base64url(&gzip::pack(&self.bytes))
    }

    /// How many whole entries of so many bits there are.
    #[must_use]
    pub fn entries(&self, size: u8) -> usize {
        self.bytes.len().saturating_mul(8).checked_div(usize::from(size)).unwrap_or(0)
    }

    /// The value of an entry, its first bit the highest; `None` past the end, and for a size that is not 1 to 8.
    #[must_use]
    pub fn get(&self, index: usize, size: u8) -> Option<u8> {
        let first = first_bit(index, size)?;
        (first..first.checked_add(usize::from(size))?)
            .try_fold(0_u8, |value, at| Some(value.wrapping_shl(1) | self.bit(at)?))
    }

    /// Sets an entry to a value; `None`, and nothing is changed, past the end and for a value or size that does not fit.
    #[must_use]
    pub fn set(&mut self, index: usize, size: u8, value: u8) -> Option<()> {
        self.get(index, size)?;
        let fits = u32::from(size) >= u8::BITS.saturating_sub(value.leading_zeros());
        let first = first_bit(index, size).filter(|_| fits)?;
        for step in 0..size {
            let at = first.checked_add(usize::from(step))?;
            let place = size.checked_sub(step)?.checked_sub(1)?;
            let mask = 0x80_u8.checked_shr(u32::try_from(at % 8).ok()?)?;
            let byte = self.bytes.get_mut(at / 8)?;
            *byte = if value >> place & 1 == 1 { *byte | mask } else { *byte & !mask };
        }
        Some(())
    }

    /// How many bits are not set, up to the end of the last byte.
    #[must_use]
    pub fn count_clear(&self) -> usize {
        self.bytes.iter().filter_map(|byte| usize::try_from(byte.count_zeros()).ok()).sum()
    }

    /// Where the bit is that is not set and has so many others before it that are not; `None` if there are no more than those.
    #[must_use]
    pub fn nth_clear(&self, before: usize) -> Option<usize> {
        let mut left = before;
        for (at, byte) in self.bytes.iter().enumerate() {
            let clear = usize::try_from(byte.count_zeros()).ok()?;
            let Some(after) = left.checked_sub(clear) else {
                let first = at.checked_mul(8)?;
                return (first..first.checked_add(8)?).filter(|at| self.bit(*at) == Some(0)).nth(left);
            };
            left = after;
        }
        None
    }

    fn bit(&self, at: usize) -> Option<u8> {
        let shift = 7_usize.checked_sub(at % 8)?;
        Some(self.bytes.get(at / 8)? >> shift & 1)
    }
}

fn first_bit(index: usize, size: u8) -> Option<usize> {
    (1..=8).contains(&size).then(|| index.checked_mul(usize::from(size)))?
}

/// Why an `encodedList` could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Not base64url, or with another letter.
    #[error(transparent)]
    Text(#[from] Malformed),
    /// Not one GZIP member within the limit.
    #[error(transparent)]
    Gzip(#[from] gzip::Error),
}

impl Error {
    /// A stable name for the fault.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Text(error) => error.code(),
            Self::Gzip(error) => error.code(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_bit_is_the_highest_of_the_first_byte_s15() {
        let bits = Bits { bytes: vec![0xc0, 0x01] };
        let set: Vec<usize> = (0..16).filter(|at| bits.get(*at, 1) == Some(1)).collect();
        assert_eq!(set, [0, 1, 15]);
        let mut bits = Bits::clear(16);
        bits.set(0, 1, 1).unwrap();
        assert_eq!(bits.bytes, [0x80, 0]);
    }

    proptest! {
        #[test]
        fn the_clear_bits_are_those_that_are_not_set(bytes in proptest::collection::vec(any::<u8>(), 0..5)) {
            let bits = Bits { bytes };
            let clear: Vec<usize> = (0..bits.entries(1)).filter(|at| bits.get(*at, 1) == Some(0)).collect();
            prop_assert_eq!(bits.count_clear(), clear.len());
            let found: Vec<usize> = (0..).map_while(|before| bits.nth_clear(before)).collect();
            prop_assert_eq!(found, clear);
            prop_assert_eq!(bits.nth_clear(usize::MAX), None);
        }
    }

    #[test]
    fn an_index_whose_bits_no_number_can_count_is_past_the_end_s12() {
        let mut bits = Bits::clear(131_072);
        for (index, size) in [(usize::MAX, 8), (usize::MAX, 1), (usize::MAX / 8 + 1, 8), (131_072, 1), (65_536, 2)] {
            assert_eq!(bits.get(index, size), None, "{index} × {size}");
            assert_eq!(bits.set(index, size, 1), None);
        }
        assert_eq!(bits.get(0, 0), None);
        assert_eq!(bits.get(0, 9), None);
        assert_eq!(bits.entries(0), 0);
        assert_eq!(bits, Bits::clear(131_072));
    }

    #[test]
    fn another_letter_padding_and_no_letter_are_refused_s5() {
        let text = Bits::clear(131_072).encode();
        let bare = text.strip_prefix('u').unwrap();
        for other in [
            format!("z{bare}"),
            format!("m{bare}"),
            bare.to_owned(),
            format!("{text}="),
            format!("{text} "),
            String::new(),
        ] {
            let error = Bits::decode(&other, &Limits::DEFAULT).unwrap_err();
            assert_eq!(error.code(), "multibase.malformed", "{other}");
        }
        assert_eq!(Bits::decode(&text, &Limits::DEFAULT), Bits::decode_bare(bare, &Limits::DEFAULT));
        // Base58 of this length would take minutes to decode.
        let long = format!("z{}", "2".repeat(4_000_000));
        assert_eq!(Bits::decode(&long, &Limits::DEFAULT).unwrap_err().code(), "multibase.malformed");
    }

    #[test]
    fn a_list_over_the_limit_is_an_error() {
        let limits = Limits { status_list_unpacked_bytes: 16_384, ..Limits::DEFAULT };
        assert!(Bits::decode(&Bits::clear(131_072).encode(), &limits).is_ok());
        assert_eq!(Bits::decode(&Bits::clear(131_073).encode(), &limits).unwrap_err().code(), "gzip.too-large");
    }

    #[test]
    fn a_value_that_does_not_fit_changes_nothing() {
        let mut bits = Bits::clear(64);
        for (size, value) in [(1, 2), (2, 4), (7, 128)] {
            assert_eq!(bits.set(3, size, value), None);
        }
        assert_eq!(bits, Bits::clear(64));
    }

    proptest! {
        #[test]
        fn entries_hold_what_was_last_put_in_and_touch_no_other(
            size in 1_u8..=8,
            writes in proptest::collection::vec((0_usize..20, any::<u8>()), 0..40),
        ) {
            let mut bits = Bits::clear(20 * usize::from(size));
            let mut expected = [0; 20];
            for (index, value) in writes {
                let value = value >> (8 - size);
                bits.set(index, size, value).unwrap();
                expected[index] = value;
            }
            for (index, value) in expected.into_iter().enumerate() {
                prop_assert_eq!(bits.get(index, size), Some(value));
            }
            let again = Bits::decode(&bits.encode(), &Limits::DEFAULT).unwrap();
            prop_assert_eq!(again, bits);
        }
    }
}
