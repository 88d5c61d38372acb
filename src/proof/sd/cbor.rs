//! The little CBOR (RFC 8949) of proof values: definite lengths, shortest forms, nothing left over, so that each value has one text.

/// What is still to be read. Every method returns `None` for bytes of any other form.
pub(super) struct Reader<'b>(pub(super) &'b [u8]);

impl<'b> Reader<'b> {
    /// A byte string (major type 2).
    pub(super) fn bytes(&mut self) -> Option<&'b [u8]> {
        let length = self.length(2)?;
        self.take(length)
    }

    /// A text (major type 3).
    #[cfg(feature = "ecdsa")]
    pub(super) fn text(&mut self) -> Option<&'b str> {
        let length = self.length(3)?;
        std::str::from_utf8(self.take(length)?).ok()
    }

    /// The number of items of an array (major type 4).
    pub(super) fn array(&mut self) -> Option<usize> {
        self.length(4)
    }

    /// The number of pairs of a map (major type 5).
    pub(super) fn map(&mut self) -> Option<usize> {
        self.length(5)
    }

    /// An unsigned integer (major type 0).
    pub(super) fn number(&mut self) -> Option<usize> {
        self.length(0)
    }

    pub(super) fn is_done(&self) -> bool {
        self.0.is_empty()
    }

    /// The number in the head of an item of this major type, in its shortest form (§3 and §4.2.1).
    fn length(&mut self, major: u8) -> Option<usize> {
        let [first] = self.take(1)? else { return None };
        if first >> 5 != major {
            return None;
        }
        let (number, least) = match first & 0x1f {
            small @ 0..=23 => return Some(usize::from(small)),
            24 => (self.big_endian(1)?, 24),
            25 => (self.big_endian(2)?, 1 << 8),
            26 => (self.big_endian(4)?, 1 << 16),
            _ => return None,
        };
        (number >= least).then_some(usize::try_from(number).ok()?)
    }

    fn big_endian(&mut self, length: usize) -> Option<u64> {
        Some(self.take(length)?.iter().fold(0, |number: u64, byte| number << 8 | u64::from(*byte)))
    }

    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
}

/// What is written so far, each item in its shortest form.
#[cfg(feature = "ecdsa")]
#[derive(Default)]
pub(super) struct Writer(pub(super) Vec<u8>);

#[cfg(feature = "ecdsa")]
impl Writer {
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.head(2, bytes.len());
        self.0.extend_from_slice(bytes);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.head(3, text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    pub(super) fn array(&mut self, items: usize) {
        self.head(4, items);
    }

    pub(super) fn map(&mut self, pairs: usize) {
        self.head(5, pairs);
    }

    pub(super) fn number(&mut self, number: usize) {
        self.head(0, number);
    }

    fn head(&mut self, major: u8, number: usize) {
        let major = major << 5;
        let [.., d, c, b, a] = u64::try_from(number).unwrap_or(u64::MAX).to_be_bytes();
        match number {
            0..=23 => self.0.push(major | a),
            24..=0xff => self.0.extend([major | 24, a]),
            0x100..=0xffff => self.0.extend([major | 25, b, a]),
            _ => self.0.extend([major | 26, d, c, b, a]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Reader;

    #[test]
    fn reads_the_shortest_form_of_a_number_and_no_other() {
        for (bytes, number) in [
            (&[0x17][..], Some(23)),
            (&[0x18, 24], Some(24)),
            (&[0x19, 1, 0], Some(256)),
            (&[0x1a, 0, 1, 0, 0], Some(65_536)),
            (&[0x18, 23], None),
            (&[0x19, 0, 255], None),
            (&[0x1a, 0, 0, 255, 255], None),
            (&[0x1b, 0, 0, 0, 1, 0, 0, 0, 0], None),
            (&[0x1f], None),
            (&[0x20], None),
            (&[0x19, 1], None),
            (&[], None),
        ] {
            assert_eq!(Reader(bytes).number(), number, "{bytes:x?}");
        }
    }

    #[test]
    fn reads_byte_strings_arrays_and_maps_of_definite_length() {
        assert_eq!(Reader(&[0x42, 7, 8]).bytes(), Some(&[7, 8][..]));
        assert_eq!(Reader(&[0x43, 7, 8]).bytes(), None);
        assert_eq!(Reader(&[0x5f, 0x41, 7, 0xff]).bytes(), None);
        assert_eq!((Reader(&[0x85]).array(), Reader(&[0x9f]).array()), (Some(5), None));
        assert_eq!((Reader(&[0xa1]).map(), Reader(&[0xbf]).map()), (Some(1), None));
        assert!(!Reader(&[0]).is_done());
    }
}
