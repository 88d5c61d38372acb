//! A badge with its proof, ready to travel.

use super::Error;
use crate::base::limits::Limits;
use crate::base::shared::SharedText;
use crate::codec::{pdf, png, svg};

/// A signed badge. Its bytes never change from here on: the digest that awards name it by is theirs.
#[derive(Debug)]
pub struct Signed {
    text: SharedText,
    limits: Limits,
}

impl Signed {
    pub(super) fn new(text: SharedText, limits: Limits) -> Self {
        Self { text, limits }
    }

    /// The badge as it travels: a JSON text, or a compact JWS.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The badge in a PNG picture (Open Badges 3.0 §5.3.1); every other byte of the picture stays.
    ///
    /// # Errors
    ///
    /// A picture that is damaged or over the limits.
    pub fn bake_png(&self, picture: &[u8]) -> Result<Vec<u8>, Error> {
        Ok(png::bake(picture, self.as_str(), &self.limits)?)
    }

    /// The badge in an SVG picture (Open Badges 3.0 §5.3.2); the rest of the picture stays.
    ///
    /// # Errors
    ///
    /// A picture that is damaged or over the limits.
    pub fn bake_svg(&self, picture: &[u8]) -> Result<Vec<u8>, Error> {
        Ok(svg::bake(picture, self.as_str(), &self.limits)?)
    }

    /// The badge attached to a PDF, which Open Badges 3.0 does not define; every byte of the file stays ([`codec::pdf`](pdf)).
    ///
    /// # Errors
    ///
    /// A file that is damaged, encrypted or over the limits.
    pub fn bake_pdf(&self, file: &[u8]) -> Result<Vec<u8>, Error> {
        Ok(pdf::bake(file, self.as_str(), &self.limits)?)
    }
}
