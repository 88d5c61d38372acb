//! A badge as it was handed in: opened, read strictly, and not yet believed.

use crate::base::limits::Limits;
use crate::codec::json::Document;
use crate::codec::{json, png, svg};
use crate::verify::{BadgeDigest, Error};
use std::borrow::Cow;

/// An opened badge. Nothing in it has been checked beyond its being one well-formed JSON object.
///
/// Reading claims from it before verifying is [`super::danger`].
#[derive(Debug)]
pub struct Presented {
    document: Document,
    container: ContainerKind,
}

/// In what the credential came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContainerKind {
    /// A JSON document with an embedded proof.
    Json,
    /// Baked into a PNG picture.
    Png,
    /// Baked into an SVG picture.
    Svg,
}

impl ContainerKind {
    /// `json`, `png` or `svg`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Png => "png",
            Self::Svg => "svg",
        }
    }
}

impl Presented {
    /// Opens a file's bytes: a JSON credential, or a PNG or SVG with one baked in, told apart by content.
    ///
    /// # Errors
    ///
    /// A picture without exactly one credential, JSON that the strict reader refuses, a document that is not an object,
    /// or a form that this version does not read (a compact JWS).
    pub fn open(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        let (text, container) = text_of(bytes, limits)?;
        let document = Document::parse(text.as_bytes(), limits)?;
        if !document.root().is_object() {
            return Err(Error::NotAnObject);
        }
        Ok(Self { document, container })
    }

    /// The credential as read.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// In what it came.
    #[must_use]
    pub fn container(&self) -> ContainerKind {
        self.container
    }

    /// `digestMultibase` of the credential's bytes as read: SHA-256 as a multihash in base64url (VCDM 2.0 §5.3).
    #[must_use]
    pub fn digest(&self) -> BadgeDigest {
        BadgeDigest::of(self.document.to_shared_text())
    }
}

/// Takes the credential's text out of a file's bytes.
///
/// # Errors
///
/// See [`Presented::open`].
pub fn extract(bytes: &[u8], limits: &Limits) -> Result<(String, ContainerKind), Error> {
    text_of(bytes, limits).map(|(text, container)| (text.into_owned(), container))
}

/// As [`extract`], without a copy of a text that is not in a picture.
fn text_of<'b>(bytes: &'b [u8], limits: &Limits) -> Result<(Cow<'b, str>, ContainerKind), Error> {
    if png::is_png(bytes) {
        return Ok((png::extract(bytes, limits)?.into(), ContainerKind::Png));
    }
    let start = bytes.trim_ascii_start();
    if start.starts_with(b"<") || start.starts_with(b"\xEF\xBB\xBF<") {
        return Ok((svg::extract(bytes, limits)?.into(), ContainerKind::Svg));
    }
    if bytes.len() > limits.document_bytes {
        return Err(json::Error::TooLarge { limit: limits.document_bytes, found: bytes.len() }.into());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if is_compact_jws(text.trim()) => Err(Error::CompactJws),
        Ok(text) => Ok((text.into(), ContainerKind::Json)),
        Err(error) => Err(json::Error::InvalidUnicode { offset: error.valid_up_to() }.into()),
    }
}

/// Three dot-separated base64url parts.
fn is_compact_jws(text: &str) -> bool {
    if text.starts_with('{') {
        return false;
    }
    let part = |p: &str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    text.split('.').count() == 3 && text.split('.').all(part)
}
