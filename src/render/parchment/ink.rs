//! The colour of rules and titles.

use super::Error;

/// A colour dark enough to be read on white.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink {
    pub(super) red: u8,
    pub(super) green: u8,
    pub(super) blue: u8,
}

impl Ink {
    /// A colour by its parts.
    ///
    /// # Errors
    ///
    /// `render.contrast` for one whose contrast to white is below 4.5 (WCAG 2.2 §1.4.3).
    pub fn new(red: u8, green: u8, blue: u8) -> Result<Self, Error> {
        let ink = Self { red, green, blue };
        match ink.contrast_to_white() >= LEAST_CONTRAST {
            true => Ok(ink),
            false => Err(Error::Contrast { found: format!("#{red:02x}{green:02x}{blue:02x}") }),
        }
    }

    /// A colour as `#rrggbb`.
    ///
    /// # Errors
    ///
    /// `render.colour` for another text, and as [`Ink::new`].
    pub fn parse(text: &str) -> Result<Self, Error> {
        let malformed = || Error::Colour { found: text.chars().take(20).collect() };
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6).ok_or_else(malformed)?;
        let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_hex).ok_or_else(malformed)?;
        let [_, red, green, blue] = number.to_be_bytes();
        Self::new(red, green, blue)
    }

    /// WCAG 2.2, "contrast ratio" and "relative luminance".
    fn contrast_to_white(self) -> f64 {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        1.05 / (0.2126 * part(self.red) + 0.7152 * part(self.green) + 0.0722 * part(self.blue) + 0.05)
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

/// For text of any size.
const LEAST_CONTRAST: f64 = 4.5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_that_cannot_be_read_on_white_is_refused() {
        assert!(Ink::new(0x1f, 0x35, 0x5e).is_ok());
        assert!(Ink::new(0x76, 0x76, 0x76).is_ok());
        for pale in [(0x77, 0x77, 0x77), (0xff, 0xff, 0xff), (0xd4, 0xaf, 0x37)] {
            assert_eq!(Ink::new(pale.0, pale.1, pale.2).unwrap_err().code(), "render.contrast");
        }
        for own in [Ink::default(), Ink::BLACK, Ink::GREY] {
            assert_eq!(Ink::new(own.red, own.green, own.blue), Ok(own));
        }
        assert_eq!(Ink::parse("#1f355e"), Ok(Ink::default()));
        for text in ["1f355e", "#1f355", "#+f355e", "#1f355e0", "#1f35é", ""] {
            assert_eq!(Ink::parse(text).unwrap_err().code(), "render.colour", "{text}");
        }
        assert_eq!(Ink::BLACK.thinned(0), Ink { red: 255, green: 255, blue: 255 });
        assert_eq!(Ink::BLACK.thinned(100), Ink::BLACK);
    }
}
