//! One GZIP member (RFC 1952) around DEFLATE (RFC 1951), whole in memory and within a limit.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// Packs bytes as one member, without a name or a time, so that equal bytes give equal members.
#[must_use]
pub fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut member = vec![0x1f, 0x8b, DEFLATE, 0, 0, 0, 0, 0, 0, UNKNOWN_SYSTEM];
    member.extend(compress_to_vec(bytes, STRENGTH));
    member.extend(crc32fast::hash(bytes).to_le_bytes());
    member.extend(length_of(bytes).to_le_bytes());
    member
}

/// Unpacks bytes that are exactly one member.
///
/// The length that the member states is held against `longest` before anything is unpacked, and against the bytes afterwards.
///
/// # Errors
///
/// `gzip.too-large` for a member that states more than `longest` bytes; `gzip.malformed` for one that is cut off or followed by anything,
/// whose data is no DEFLATE stream, and whose length or checksum is another than it states.
pub fn unpack(member: &[u8], longest: usize) -> Result<Vec<u8>, Error> {
    let body = without_header(member).ok_or(Error::Malformed("the header of a GZIP member"))?;
    let (deflated, trailer) = body.split_last_chunk::<8>().ok_or(Error::Malformed("a checksum and a length"))?;
    let [c0, c1, c2, c3, l0, l1, l2, l3] = *trailer;
    let (checksum, stated) = (u32::from_le_bytes([c0, c1, c2, c3]), u32::from_le_bytes([l0, l1, l2, l3]));
    let length = usize::try_from(stated).ok().filter(|length| *length <= longest);
    let mut bytes = vec![0; length.ok_or(Error::TooLarge { limit: longest })?];
    let mut machine = Box::<DecompressorOxide>::default();
    let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let (status, read, written) = decompress(&mut machine, deflated, &mut bytes, 0, flags);
    match status {
        TINFLStatus::Done if written != bytes.len() => Err(Error::Malformed("as many bytes as the member states")),
        TINFLStatus::Done if read != deflated.len() => Err(Error::Malformed("one member and nothing after it")),
        TINFLStatus::Done if crc32fast::hash(&bytes) != checksum => {
            Err(Error::Malformed("bytes of the stated checksum"))
        }
        TINFLStatus::Done => Ok(bytes),
        TINFLStatus::HasMoreOutput => Err(Error::Malformed("as many bytes as the member states")),
        _ => Err(Error::Malformed("one whole DEFLATE stream")),
    }
}

/// What follows the header with all its optional parts; `None` if there is no such header.
fn without_header(member: &[u8]) -> Option<&[u8]> {
    let ([0x1f, 0x8b, DEFLATE, flags, ..], mut rest) = member.split_first_chunk::<10>()? else { return None };
    if flags & RESERVED != 0 {
        return None;
    }
    if flags & HAS_EXTRA != 0 {
        let (length, after) = rest.split_first_chunk::<2>()?;
        rest = after.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    for part in [HAS_NAME, HAS_COMMENT] {
        if flags & part != 0 {
            rest = rest.splitn(2, |byte| *byte == 0).nth(1)?;
        }
    }
    if flags & HAS_CHECKSUM != 0 {
        let header = member.get(..member.len().checked_sub(rest.len())?)?;
        let (stated, after) = rest.split_first_chunk::<2>()?;
        let [low, high, ..] = crc32fast::hash(header).to_le_bytes();
        rest = (*stated == [low, high]).then_some(after)?;
    }
    Some(rest)
}

/// The length modulo 2³².
fn length_of(bytes: &[u8]) -> u32 {
    let [b0, b1, b2, b3, ..] = bytes.len().to_le_bytes();
    u32::from_le_bytes([b0, b1, b2, b3])
}

const DEFLATE: u8 = 8;
const UNKNOWN_SYSTEM: u8 = 255;
/// Of 0 to 10: what is packed is read far more often than written.
const STRENGTH: u8 = 9;
const HAS_CHECKSUM: u8 = 2;
const HAS_EXTRA: u8 = 4;
const HAS_NAME: u8 = 8;
const HAS_COMMENT: u8 = 16;
const RESERVED: u8 = 0xe0;

/// Why bytes could not be unpacked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// More than the limit.
    #[error("the compressed bytes state a length above {limit}")]
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// Something else than one sound member.
    #[error("compressed bytes are malformed: expected {0}")]
    Malformed(&'static str),
}

impl Error {
    /// A stable name for the fault.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "gzip.too-large",
            Self::Malformed(_) => "gzip.malformed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(member: &[u8]) -> &'static str {
        unpack(member, 1 << 16).unwrap_err().code()
    }

    #[test]
    fn unpacks_what_it_packed_also_within_exactly_the_limit() {
        for bytes in [vec![], vec![7], (0..=255).collect::<Vec<u8>>(), vec![0; 16_384]] {
            assert_eq!(unpack(&pack(&bytes), bytes.len()), Ok(bytes));
        }
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_unpacked_s1() {
        let bomb = pack(&vec![0; 1 << 20]);
        assert!(bomb.len() < 2_000);
        assert_eq!(unpack(&bomb, (1 << 20) - 1), Err(Error::TooLarge { limit: (1 << 20) - 1 }));
        // Also where it understates its length.
        let mut liar = bomb;
        let at = liar.len() - 4;
        liar[at..].copy_from_slice(&[0, 1, 0, 0]);
        assert_eq!(code(&liar), "gzip.malformed");
    }

    #[test]
    fn nothing_is_ever_cut_short_to_the_limit_s2() {
        let member = pack(&[7; 100]);
        for longest in 0..100 {
            assert_eq!(unpack(&member, longest).unwrap_err().code(), "gzip.too-large");
        }
        assert_eq!(unpack(&member, 100), Ok(vec![7; 100]));
    }

    #[test]
    fn a_wrong_checksum_or_length_and_a_cut_are_refused_s3() {
        let member = pack(&[7; 100]);
        for at in 0..member.len() {
            assert!(unpack(&member[..at], 1 << 16).is_err(), "cut at {at}");
        }
        for at in member.len() - 8..member.len() {
            let mut other = member.clone();
            other[at] ^= 1;
            assert!(unpack(&other, 1 << 16).is_err(), "byte {at}");
        }
    }

    #[test]
    fn a_second_member_and_anything_after_the_first_are_refused_s4() {
        let member = pack(&[7; 100]);
        assert_eq!(code(&[member.clone(), member.clone()].concat()), "gzip.malformed");
        assert_eq!(code(&[member.clone(), vec![0]].concat()), "gzip.malformed");
        let (body, trailer) = member.split_at(member.len() - 8);
        assert_eq!(code(&[body, &[0], trailer].concat()), "gzip.malformed");
    }

    #[test]
    fn reads_the_optional_parts_of_a_header() {
        let plain = pack(&[7; 100]);
        let with = |flags: u8, parts: &[u8]| {
            let mut header = plain[..10].to_vec();
            header[3] = flags;
            [&header, parts, &plain[10..]].concat()
        };
        for (flags, parts) in [(1, &b""[..]), (4, b"\x02\0ab"), (8, b"list\0"), (16, b"of today\0"), (24, b"a\0b\0")] {
            assert_eq!(unpack(&with(flags, parts), 100), Ok(vec![7; 100]), "{flags}");
        }
        let mut header = plain[..10].to_vec();
        header[3] = 2;
        let [low, high, ..] = crc32fast::hash(&header).to_le_bytes();
        assert_eq!(unpack(&with(2, &[low, high]), 100), Ok(vec![7; 100]));
        assert_eq!(code(&with(2, &[low, !high])), "gzip.malformed");
        assert_eq!(code(&with(0x20, b"")), "gzip.malformed");
        assert_eq!(code(&with(8, b"")), "gzip.malformed");
    }

    proptest! {
        #[test]
        fn an_altered_member_is_refused_or_says_the_same(
            bytes in proptest::collection::vec(0_u8..4, 0..400),
            at in any::<proptest::sample::Index>(),
            other in any::<u8>(),
        ) {
            let mut member = pack(&bytes);
            let at = at.index(member.len());
            member[at] = other;
            if let Ok(unpacked) = unpack(&member, 1 << 16) {
                prop_assert_eq!(unpacked, bytes);
            }
        }

        #[test]
        fn any_bytes_are_unpacked_within_the_limit_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let member = [&[0x1f, 0x8b, DEFLATE, 0, 0, 0, 0, 0, 0, 0], &bytes[..]].concat();
            prop_assert!(unpack(&member, 1 << 12).map_or(true, |unpacked| unpacked.len() <= 1 << 12));
        }
    }
}
