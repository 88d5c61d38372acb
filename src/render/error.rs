//! Why a picture cannot be drawn.

use super::colour::Contrast;

/// Why a picture cannot be drawn: nothing is left out of a picture, cut off or changed so that it could.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No font has a shape for a character.
    #[error("expected a font for every character of the {place}, found none for {}", told(characters))]
    MissingGlyph {
        /// Which text, such as `title`.
        place: &'static str,
        /// The characters, each once, in the order of the text; the first ones if they are many.
        characters: Vec<char>,
    },
    /// A text holds a character that shows nothing and could hide or reorder others.
    #[error("expected a {place} without control characters, found U+{:04X} at byte {offset}", u32::from(*character))]
    ControlCharacter {
        /// Which text.
        place: &'static str,
        /// The character.
        character: char,
        /// Where in the text, in bytes.
        offset: usize,
    },
    /// There is nothing to see in a text.
    #[error("expected a {place} with something to read in it, found none")]
    Blank {
        /// Which text.
        place: &'static str,
    },
    /// A text has no room even in the smallest letters.
    #[error(
        "expected a {place} that has room in the picture, found {found} characters that have none in the smallest letters"
    )]
    TooLong {
        /// Which text.
        place: &'static str,
        /// Its characters.
        found: usize,
    },
    /// A text is longer than any that is laid out.
    #[error("expected a {place} of at most {limit} characters, found {found}")]
    TooManyCharacters {
        /// Which text.
        place: &'static str,
        /// Characters allowed.
        limit: usize,
        /// Its characters.
        found: usize,
    },
    /// A font is longer than allowed.
    #[error("expected a font of at most {limit} bytes, found {found}")]
    FontTooLarge {
        /// Bytes allowed.
        limit: usize,
        /// Bytes given.
        found: usize,
    },
    /// Bytes are no font that can be drawn with.
    #[error("expected {expected}, found something else")]
    MalformedFont {
        /// What would have been right.
        expected: &'static str,
    },
    /// Two colours can hardly be told apart.
    #[error("expected a contrast of {pair} of at least {needed}, found {found}")]
    LowContrast {
        /// Which colours.
        pair: &'static str,
        /// The ratio that WCAG 2.2 asks for.
        needed: Contrast,
        /// Their ratio.
        found: Contrast,
    },
    /// There is no title, by which a picture is known.
    #[error("expected a title, found none")]
    Untitled,
    /// What a badge records is of no kind that has a shape.
    #[error(
        "expected the type MicroCredential, Certificate or Diploma, found {}",
        found.as_deref().unwrap_or("none")
    )]
    UnknownKind {
        /// The type of achievement that it states.
        found: Option<String>,
    },
    /// A picture would be too small to be seen, or larger than allowed.
    #[error("expected a side of {least} to {most} pixels, found {found}")]
    UnfitSize {
        /// The least number of pixels.
        least: u32,
        /// The largest.
        most: u32,
        /// The number asked for.
        found: u32,
    },
    /// A logo is longer than allowed.
    #[error("expected a logo of at most {limit} bytes, found {found}")]
    LogoTooLarge {
        /// Bytes allowed.
        limit: usize,
        /// Bytes given.
        found: usize,
    },
    /// Bytes are no logo that can be drawn, or hold more than a picture.
    #[error("expected {expected}, found something else")]
    MalformedLogo {
        /// What would have been right.
        expected: &'static str,
    },
    /// A picture could not be turned into pixels.
    #[error("expected a picture that can be drawn in pixels, found another")]
    Undrawable,
}

impl Error {
    /// A stable name for the fault, such as `render.missing-glyph`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::MissingGlyph { .. } => "render.missing-glyph",
            Self::ControlCharacter { .. } => "render.control-character",
            Self::Blank { .. } => "render.blank",
            Self::TooLong { .. } => "render.too-long",
            Self::TooManyCharacters { .. } => "render.too-many-characters",
            Self::FontTooLarge { .. } => "render.font-too-large",
            Self::MalformedFont { .. } => "render.malformed-font",
            Self::LowContrast { .. } => "render.low-contrast",
            Self::Untitled => "render.untitled",
            Self::UnknownKind { .. } => "render.unknown-kind",
            Self::UnfitSize { .. } => "render.unfit-size",
            Self::LogoTooLarge { .. } => "render.logo-too-large",
            Self::MalformedLogo { .. } => "render.malformed-logo",
            Self::Undrawable => "render.undrawable",
        }
    }
}

/// Each character by its number and, where it can be seen, by itself.
fn told(characters: &[char]) -> String {
    let each = characters.iter().map(|c| {
        let shown = crate::base::visible::Visible(c.encode_utf8(&mut [0; 4])).to_string();
        if shown.starts_with('\\') {
            format!("U+{:04X}", u32::from(*c))
        } else {
            format!("U+{:04X} {c}", u32::from(*c))
        }
    });
    each.collect::<Vec<_>>().join(", ")
}
