//! A badge with its proof, ready to travel.

use super::Error;
use crate::base::limits::Limits;
use crate::codec::json::Document;
use crate::codec::{png, svg};

/// A signed badge. Its bytes never change from here on: the digest that awards name it by is theirs.
#[derive(Debug)]
pub struct Signed {
    document: Document,
    limits: Limits,
}

impl Signed {
    pub(super) fn new(document: Document, limits: Limits) -> Self {
        Self { document, limits }
    }

    /// The badge as a JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.document.as_str()
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
}
