//! A badge as it was handed in: opened, read strictly, and not yet believed.

use crate::base::limits::Limits;
use crate::codec::json::Document;
use crate::codec::{OtherBadge, json, pdf, png, svg};
use crate::verify::enclosed::Enclosures;
use crate::verify::token::{Profile, Token};
use crate::verify::{BadgeDigest, Error};
use std::borrow::Cow;

/// An opened badge. Nothing in it has been checked beyond its being one well-formed JSON object.
///
/// Reading claims from it before verifying is [`super::danger`].
#[derive(Debug)]
pub struct Presented {
    document: Document,
    container: ContainerKind,
    token: Option<Token>,
    enclosures: Enclosures,
    pages: Option<Pages>,
}

/// In what the credential came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContainerKind {
    /// A JSON document with an embedded proof.
    Json,
    /// A token: a compact JWS or an SD-JWT.
    Jwt,
    /// Baked into a PNG picture.
    Png,
    /// Baked into an SVG picture.
    Svg,
    /// Attached to a PDF file.
    Pdf,
}

/// What the pages of a PDF say of the badge from which they were printed. Anybody can write it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pages {
    /// Nothing.
    Silent,
    /// That it is the attached one.
    FromThis,
    /// That it is another one.
    FromAnother,
}

impl ContainerKind {
    /// `json`, `jwt`, `png`, `svg` or `pdf`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Jwt => "jwt",
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Pdf => "pdf",
        }
    }
}

impl Presented {
    /// Opens a file's bytes: a JSON credential, a compact JWS or an SD-JWT around one, or a PNG, SVG or PDF with any of these baked in,
    /// told apart by content.
    ///
    /// # Errors
    ///
    /// A picture or PDF without exactly one credential, JSON that the strict reader refuses, a document that is not an object,
    /// `jws.malformed` for a token that is not three parts in base64url, `jws.detached` for one without payload, and the `sd-jwt` errors
    /// of [`SdJwt::parse`](crate::proof::SdJwt::parse) and [`SdJwt::disclose`](crate::proof::SdJwt::disclose).
    pub fn open(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        if !pdf::is_pdf(bytes) {
            let (text, container) = text_of(bytes, limits)?;
            return Self::in_container(&text, container, limits);
        }
        let file = pdf::Pdf::open(bytes, limits)?;
        let mut badge = Self::in_container(file.credential()?, ContainerKind::Pdf, limits)?;
        badge.pages = Some(match file.printed_from() {
            None => Pages::Silent,
            Some(source) if source == badge.digest().as_str() => Pages::FromThis,
            Some(_) => Pages::FromAnother,
        });
        Ok(badge)
    }

    fn in_container(text: &str, container: ContainerKind, limits: &Limits) -> Result<Self, Error> {
        let mut badge = match is_token(text) {
            true => Self::whole_token(text, limits)?,
            false => Self::whole_json(text.as_bytes(), limits)?,
        };
        badge.container = container;
        Ok(badge.with_endorsements(limits))
    }

    /// Opens a compact JWS or an SD-JWT.
    pub(super) fn open_token(text: &str, limits: &Limits) -> Result<Self, Error> {
        Ok(Self::whole_token(text, limits)?.with_endorsements(limits))
    }

    /// A token alone, whatever it holds.
    pub(super) fn whole_token(text: &str, limits: &Limits) -> Result<Self, Error> {
        let token = Token::open(text.trim_ascii(), limits)?;
        let document = token.claims().credential(limits)?;
        Ok(Self::new(document, ContainerKind::Jwt, Some(token)))
    }

    /// A JSON text alone, whatever it holds.
    pub(super) fn whole_json(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        let document = object(bytes, limits)?;
        Ok(Self::new(document, ContainerKind::Json, None))
    }

    fn new(document: Document, container: ContainerKind, token: Option<Token>) -> Self {
        Self { document, container, token, enclosures: Enclosures::default(), pages: None }
    }

    fn with_endorsements(mut self, limits: &Limits) -> Self {
        self.enclosures = Enclosures::of_badge(self.document.root(), limits);
        self
    }

    pub(super) fn enclose(&mut self, enclosures: Enclosures) {
        self.enclosures = enclosures;
    }

    /// The endorsements in it.
    pub(super) fn enclosures(&self) -> &Enclosures {
        &self.enclosures
    }

    /// The credential as read; that of a token without the claims beside it.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    pub(super) fn into_document(self) -> Document {
        self.document
    }

    /// In what it came.
    #[must_use]
    pub fn container(&self) -> ContainerKind {
        self.container
    }

    /// From which badge the pages say that they were printed, if it came attached to a PDF.
    #[must_use]
    pub fn pages(&self) -> Option<Pages> {
        self.pages
    }

    /// How the credential is signed: `json` with proofs in it, or as a token, `vc-jwt`, `vc+jwt`, `vc+sd-jwt` or `dc+sd-jwt`; `jwt` for a
    /// token of another type.
    #[must_use]
    pub fn form(&self) -> &'static str {
        match &self.token {
            None => "json",
            Some(token) => token.profile().map_or("jwt", Profile::name),
        }
    }

    /// The credential as it travels: the JSON text, the compact JWS or the SD-JWT.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.token.as_ref().map_or_else(|| self.document.as_str(), Token::as_str)
    }

    pub(super) fn token(&self) -> Option<&Token> {
        self.token.as_ref()
    }

    /// `digestMultibase` of the credential's bytes as read: SHA-256 as a multihash in base64url (VCDM 2.0 §5.3).
    #[must_use]
    pub fn digest(&self) -> BadgeDigest {
        BadgeDigest::of(match &self.token {
            None => self.document.to_shared_text(),
            Some(token) => token.to_shared_text(),
        })
    }
}

/// What [`extract_any`] takes out of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Extracted {
    /// The text of the badge.
    pub text: String,
    /// What it was in.
    pub container: ContainerKind,
    /// What it is, if it is no credential in its place; a verifier refuses it there.
    pub other: Option<OtherBadge>,
}

/// Takes the credential's text out of a file's bytes.
///
/// # Errors
///
/// See [`Presented::open`].
pub fn extract(bytes: &[u8], limits: &Limits) -> Result<(String, ContainerKind), Error> {
    text_of(bytes, limits).map(|(text, container)| (text.into_owned(), container))
}

/// As [`extract`]; out of a picture without a credential it takes the badge of an earlier generation or in another place, if there is
/// exactly one.
///
/// # Errors
///
/// See [`Presented::open`].
pub fn extract_any(bytes: &[u8], limits: &Limits) -> Result<Extracted, Error> {
    let error = match text_of(bytes, limits) {
        Ok((text, container)) => return Ok(Extracted { text: text.into_owned(), container, other: None }),
        Err(error) => error,
    };
    let (container, other) = match &error {
        Error::Png(png::Error::NoCredential { .. }) => {
            let other = png::Png::open(bytes, limits)?.other()?.map(|(other, text)| (other, text.into_owned()));
            (ContainerKind::Png, other)
        }
        Error::Svg(svg::Error::NoCredential { .. }) => {
            let other = svg::Svg::open(bytes, limits)?.other()?.map(|(other, text)| (other, text.to_owned()));
            (ContainerKind::Svg, other)
        }
        _ => return Err(error),
    };
    other.map_or(Err(error), |(other, text)| Ok(Extracted { text, container, other: Some(other) }))
}

/// As [`extract`], without a copy of a text that is not in a picture.
fn text_of<'b>(bytes: &'b [u8], limits: &Limits) -> Result<(Cow<'b, str>, ContainerKind), Error> {
    if png::is_png(bytes) {
        return Ok((png::extract(bytes, limits)?.into(), ContainerKind::Png));
    }
    if pdf::is_pdf(bytes) {
        return Ok((pdf::extract(bytes, limits)?.into(), ContainerKind::Pdf));
    }
    let start = bytes.trim_ascii_start();
    if start.starts_with(b"<") || start.starts_with(b"\xEF\xBB\xBF<") {
        return Ok((svg::extract(bytes, limits)?.into(), ContainerKind::Svg));
    }
    if bytes.len() > limits.document_bytes {
        return Err(json::Error::TooLarge { limit: limits.document_bytes, found: bytes.len() }.into());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if is_token(text) => Ok((text.trim_ascii().into(), ContainerKind::Jwt)),
        Ok(text) => Ok((text.into(), ContainerKind::Json)),
        Err(error) => Err(json::Error::InvalidUnicode { offset: error.valid_up_to() }.into()),
    }
}

pub(super) fn object(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    let document = Document::parse(bytes, limits)?;
    if document.root().is_object() { Ok(document) } else { Err(Error::NotAnObject) }
}

/// Whether a text is meant as a compact JWS, though perhaps a bad one: no JSON text has letters and digits before a point.
pub(super) fn is_token(text: &str) -> bool {
    let is_letter = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'+' | b'/' | b'=');
    let first = text.trim_ascii_start().split_once('.').map(|(first, _)| first);
    first.is_some_and(|first| first.starts_with(|c: char| c.is_ascii_alphabetic()) && first.bytes().all(is_letter))
}
