//! The colour of rules and titles.

use crate::render::{Colour, Contrast, Error};

/// A colour dark enough to be read on white.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ink {
    pub(super) red: u8,
    pub(super) green: u8,
    pub(super) blue: u8,
}

impl Ink {
    /// A colour to print in.
    ///
    /// # Errors
    ///
    /// `render.low-contrast` for one whose contrast to white is below that of text (WCAG 2.2 §1.4.3).
    pub(super) fn new(colour: Colour) -> Result<Self, Error> {
        let found = colour.contrast(Colour::WHITE);
        if found < Contrast::TEXT {
            return Err(Error::LowContrast { pair: "accent and paper", needed: Contrast::TEXT, found });
        }
        let written = colour.to_string();
        let number = u32::from_str_radix(written.trim_start_matches('#'), 16).unwrap_or_default();
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self { red, green, blue })
    }

    /// The colour thinned with white to `share` hundredths, for ornaments.
    pub(super) fn thinned(self, share: u16) -> Self {
        let part = |value: u8| {
            let white = u16::from(u8::MAX.saturating_sub(value)).saturating_mul(100_u16.saturating_sub(share.min(100)));
            u8::try_from(u16::from(value).saturating_add(white.checked_div(100).unwrap_or(0))).unwrap_or(255)
        };
        Self { red: part(self.red), green: part(self.green), blue: part(self.blue) }
    }

    /// What texts are printed in.
    pub(super) const BLACK: Self = Self { red: 0x1c, green: 0x1c, blue: 0x1c };

    /// What labels are printed in; its contrast to white is above 6.
    pub(super) const GREY: Self = Self { red: 0x5c, green: 0x5c, blue: 0x5c };
}

impl Default for Ink {
    /// A dark blue.
    fn default() -> Self {
        Self { red: 0x1f, green: 0x35, blue: 0x5e }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_that_cannot_be_read_on_white_is_refused() {
        let ink = |text: &str| Ink::new(Colour::parse(text).unwrap());
        assert_eq!(ink("#1f355e"), Ok(Ink::default()));
        assert_eq!(ink("#1c1c1c"), Ok(Ink::BLACK));
        assert_eq!(ink("#5c5c5c"), Ok(Ink::GREY));
        assert!(ink("#767676").is_ok());
        for pale in ["#777777", "#ffffff", "#d4af37"] {
            assert_eq!(ink(pale).unwrap_err().code(), "render.low-contrast", "{pale}");
        }
        assert_eq!(Ink::BLACK.thinned(0), Ink { red: 255, green: 255, blue: 255 });
        assert_eq!(Ink::BLACK.thinned(100), Ink::BLACK);
    }
}
