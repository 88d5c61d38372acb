//! QR codes (ISO/IEC 18004) of an address.

use super::parchment::Error;
use fast_qr::{ECL, QRBuilder};

/// The dark modules of a QR code, as rows of runs.
#[derive(Debug, Clone)]
pub(super) struct Code {
    /// Modules on a side, without the quiet zone.
    pub(super) side: usize,
    /// Row, first column and length of each run of dark modules.
    pub(super) runs: Vec<(usize, usize, usize)>,
}

impl Code {
    /// The code of a text, so that 15 % of it may be lost, or 7 % where it is long.
    ///
    /// # Errors
    ///
    /// `render.qr-too-long` past 2,953 bytes, which is what the largest code holds.
    pub(super) fn of(text: &str) -> Result<Self, Error> {
        let too_long = Error::QrTooLong { limit: MOST_BYTES, found: text.len() };
        if text.len() > MOST_BYTES {
            return Err(too_long);
        }
        let made = [ECL::M, ECL::L].into_iter().find_map(|level| QRBuilder::new(text).ecl(level).build().ok());
        let code = made.ok_or(too_long)?;
        let mut runs: Vec<(usize, usize, usize)> = Vec::new();
        for (row, modules) in code.data.chunks(code.size).take(code.size).enumerate() {
            for (column, _) in modules.iter().enumerate().filter(|(_, module)| module.value()) {
                match runs.last_mut() {
                    Some((r, first, length)) if *r == row && first.saturating_add(*length) == column => {
                        *length = length.saturating_add(1);
                    }
                    _ => runs.push((row, column, 1)),
                }
            }
        }
        Ok(Self { side: code.size, runs })
    }
}

/// ISO/IEC 18004, table 7: version 40, level L.
const MOST_BYTES: usize = 2_953;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x13_holds_an_address_of_2953_bytes_and_no_more() {
        assert_eq!(Code::of(&"a".repeat(2_953)).unwrap().side, 177);
        let error = Code::of(&"a".repeat(2_954)).unwrap_err();
        assert_eq!((error.code(), error), ("render.qr-too-long", Error::QrTooLong { limit: 2_953, found: 2_954 }));
    }

    #[test]
    fn has_the_three_finder_patterns() {
        let code = Code::of("https://school.example.edu/verify").unwrap();
        let starts = |row: usize, column: usize| code.runs.contains(&(row, column, 7));
        assert!(starts(0, 0) && starts(0, code.side - 7) && starts(code.side - 7, 0));
    }
}
