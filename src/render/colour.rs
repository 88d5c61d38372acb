//! Colours that can be told apart, by the measure of WCAG 2.2.

use super::Error;
use crate::base::Malformed;
use std::fmt;

/// An opaque colour of sRGB, written `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Colour([u8; 3]);

impl Colour {
    /// White.
    pub const WHITE: Self = Self([255, 255, 255]);

    /// Reads `#rrggbb`, in any case.
    ///
    /// # Errors
    ///
    /// `colour.malformed` for any other form.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let malformed = || Malformed::new("colour.malformed", "a colour such as #1d3f72", text);
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6).ok_or_else(malformed)?;
        // The number parser would let a sign pass.
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(malformed());
        }
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).map_err(|_| malformed())?.to_be_bytes();
        Ok(Self([red, green, blue]))
    }

    /// How well this colour and another can be told apart (WCAG 2.2, contrast ratio).
    #[must_use]
    pub fn contrast(self, other: Self) -> Contrast {
        let (own, other) = (self.luminance(), other.luminance());
        let ratio = (own.max(other) + 0.05) / (own.min(other) + 0.05);
        Contrast::of(ratio)
    }

    /// WCAG 2.2, relative luminance: from 0 for black to 1 for white.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl std::str::FromStr for Colour {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        Self::parse(text)
    }
}

/// A contrast ratio of WCAG 2.2, from 1:1 to 21:1, in hundredths and rounded down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Contrast(u16);

impl Contrast {
    /// What text needs at the level AA (WCAG 2.2, 1.4.3).
    pub const TEXT: Self = Self(450);
    /// What shapes need at the level AA (WCAG 2.2, 1.4.11).
    pub const SHAPES: Self = Self(300);

    #[expect(clippy::as_conversions, clippy::cast_sign_loss, reason = "a ratio is from 1 to 21")]
    fn of(ratio: f64) -> Self {
        Self((ratio * 100.0) as u16)
    }
}

impl fmt::Display for Contrast {
    /// `4.48:1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}:1", self.0 / 100, self.0 % 100)
    }
}

/// The colours of a picture, which can be told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Colours {
    accent: Colour,
    paper: Colour,
    trim: Colour,
}

impl Colours {
    /// Takes an accent, for the body of the picture and the text on paper; paper, for the field and the text on the accent;
    /// and trim, for lines on the accent.
    ///
    /// # Errors
    ///
    /// `render.low-contrast` if accent and paper have less than 4.5:1, or trim and accent less than 3:1.
    pub fn new(accent: Colour, paper: Colour, trim: Colour) -> Result<Self, Error> {
        for (pair, found, needed) in [
            ("accent and paper", accent.contrast(paper), Contrast::TEXT),
            ("trim and accent", trim.contrast(accent), Contrast::SHAPES),
        ] {
            if found < needed {
                return Err(Error::LowContrast { pair, needed, found });
            }
        }
        Ok(Self { accent, paper, trim })
    }

    /// The colour of the body, and of text on paper.
    #[must_use]
    pub fn accent(&self) -> Colour {
        self.accent
    }

    /// The colour of the field, and of text on the accent.
    #[must_use]
    pub fn paper(&self) -> Colour {
        self.paper
    }

    /// The colour of lines on the accent.
    #[must_use]
    pub fn trim(&self) -> Colour {
        self.trim
    }
}

impl Default for Colours {
    /// Dark blue on white, with gold.
    fn default() -> Self {
        Self { accent: Colour([0x1c, 0x38, 0x5e]), paper: Colour::WHITE, trim: Colour([0xd9, 0xa9, 0x41]) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_six_digits_and_nothing_else() {
        assert_eq!(Colour::parse("#1C385E").unwrap().to_string(), "#1c385e");
        for text in ["", "#", "1c385e", "#1c385", "#1c385e0", "#+c385e", "#1c385g", "red", "#1c38é"] {
            assert_eq!(Colour::parse(text).unwrap_err().code(), "colour.malformed", "{text}");
        }
    }

    #[test]
    fn measures_contrast_as_wcag_does() {
        let colour = |text| Colour::parse(text).unwrap();
        for (one, other, ratio) in [
            ("#000000", "#ffffff", "21.00:1"),
            ("#ffffff", "#ffffff", "1.00:1"),
            // The greys on white that are known to be just enough and just not.
            ("#767676", "#ffffff", "4.54:1"),
            ("#777777", "#ffffff", "4.47:1"),
        ] {
            assert_eq!(colour(one).contrast(colour(other)).to_string(), ratio);
            assert_eq!(colour(other).contrast(colour(one)).to_string(), ratio);
        }
    }

    #[test]
    fn refuses_colours_that_cannot_be_told_apart() {
        let colour = |text| Colour::parse(text).unwrap();
        let pale = Colours::new(colour("#777777"), Colour::WHITE, colour("#000000")).unwrap_err();
        assert_eq!(pale.code(), "render.low-contrast");
        assert_eq!(pale.to_string(), "expected a contrast of accent and paper of at least 4.50:1, found 4.47:1");
        let dull = Colours::new(colour("#1c385e"), Colour::WHITE, colour("#555555")).unwrap_err();
        assert!(dull.to_string().starts_with("expected a contrast of trim and accent of at least 3.00:1"), "{dull}");
    }

    #[test]
    fn the_default_colours_can_be_told_apart() {
        let colours = Colours::default();
        assert_eq!(Colours::new(colours.accent, colours.paper, colours.trim), Ok(colours));
    }
}
