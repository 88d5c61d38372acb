//! Badges in SVG files: Open Badges 3.0 section 5.3.1 (baking).
//!
//! The credential is the one element `credential` of the namespace [`NAMESPACE`] directly inside the root: JSON as its
//! text, or a compact JWS as its attribute `verify`. Files are read with everything refused that two XML readers may
//! understand differently; baking splices text, so that every other byte stays. A baked file may hold scripts, as the
//! picture did: show it by `img`, never inline. The element `assertion` of Open Badges 2.0 is found, and is no credential.

mod read;
mod xml;

use super::other_badge::{self, OtherBadge};
use super::token::is_token;
use crate::base::limits::Limits;
use crate::codec::json;
use std::ops::Range;

/// Puts `credential` into an SVG file directly after the root's start tag, in the place of any that is there.
///
/// Takes the bytes of an SVG and the text of a credential; returns the bytes of the new file. A compact JWS becomes the
/// attribute `verify`, a JSON object becomes text. Around and between the tokens of the JSON, line ends become line
/// feeds; inside its strings, what XML cannot hold is escaped. Every other byte of the file stays, an assertion of Open Badges 2.0
/// included.
///
/// # Errors
///
/// `svg.malformed`, `svg.too-deep` and `svg.too-many-attributes` if `image` is no sound SVG within `limits`,
/// `svg.unfit-credential` if `credential` is neither a compact JWS nor a JSON object, `svg.too-large` if `image` or the
/// new file is longer than `limits.svg_bytes`.
pub fn bake(image: &[u8], credential: &str, limits: &Limits) -> Result<Vec<u8>, Error> {
    Svg::open(image, limits)?.bake(credential, limits)
}

/// The text of the one credential in an SVG file, without white space around it.
///
/// # Errors
///
/// `svg.malformed`, `svg.too-deep`, `svg.too-many-attributes` and `svg.too-large` if `image` is no sound SVG within
/// `limits`; `svg.no-credential`; `svg.many-credentials`, also for one element with both forms; `svg.malformed-jws` if
/// the attribute `verify` is no compact JWS.
pub fn extract(image: &[u8], limits: &Limits) -> Result<String, Error> {
    Svg::open(image, limits)?.credential().map(str::to_owned)
}

/// An SVG file that was read: well-formed UTF-8, within limits, without entities of its own.
#[derive(Debug, Clone)]
pub struct Svg<'i> {
    text: &'i str,
    root: Root<'i>,
    credentials: Vec<Element>,
    /// Elements of Open Badges 2.0.
    assertions: Vec<Element>,
}

/// The start tag of the root element.
#[derive(Debug, Clone)]
struct Root<'i> {
    name: &'i str,
    /// Where the tag ends.
    end: usize,
    /// Whether it is `<svg/>`.
    is_empty: bool,
}

/// A credential element, or an assertion.
#[derive(Debug, Clone)]
struct Element {
    place: Range<usize>,
    is_assertion: bool,
    verify: Option<String>,
    body: String,
    /// Whether there are elements inside, which no credential has.
    has_elements: bool,
}

impl<'i> Svg<'i> {
    /// Reads the bytes of an SVG file.
    ///
    /// # Errors
    ///
    /// `svg.too-large`, `svg.too-deep` and `svg.too-many-attributes` past `limits`; `svg.malformed` for a file that is
    /// no UTF-8, no well-formed XML 1.0 or no SVG, declares entities, or is compressed.
    pub fn open(image: &'i [u8], limits: &Limits) -> Result<Self, Error> {
        if image.len() > limits.svg_bytes {
            return Err(Error::TooLarge { limit: limits.svg_bytes, found: image.len() });
        }
        read::read(image, limits)
    }

    /// The text of the one credential.
    ///
    /// # Errors
    ///
    /// `svg.no-credential`; `svg.many-credentials`, also for one element with both forms; `svg.malformed` if the
    /// element holds elements; `svg.malformed-jws` if the attribute `verify` is no compact JWS
    /// or SD-JWT.
    pub fn credential(&self) -> Result<&str, Error> {
        let element = match self.credentials.as_slice() {
            [] => return Err(self.no_credential()),
            [element] => element,
            many => return Err(Error::ManyCredentials { found: many.len() }),
        };
        if element.has_elements {
            let expected = "nothing but text in the credential element";
            return Err(Error::Malformed { offset: element.place.start, expected });
        }
        match (element.verify.as_deref(), element.body.trim_matches(xml::SPACE)) {
            (None, "") => Err(self.no_credential()),
            (None, body) => Ok(body),
            (Some(jws), "") if is_token(jws) => Ok(jws),
            (Some(_), "") => Err(Error::MalformedJws { offset: element.place.start }),
            (Some(_), _) => Err(Error::ManyCredentials { found: 2 }),
        }
    }

    fn no_credential(&self) -> Error {
        Error::NoCredential { other: self.other().ok().flatten().map(|(other, _)| other) }
    }

    /// The one assertion of Open Badges 2.0 or before, and its text: the body, else the attribute `verify`, which is an address or a
    /// compact JWS; `None` if there is none.
    ///
    /// # Errors
    ///
    /// `svg.many-credentials`; `svg.malformed` if the element holds elements.
    pub fn other(&self) -> Result<Option<(OtherBadge, &str)>, Error> {
        let element = match self.assertions.as_slice() {
            [] => return Ok(None),
            [element] if element.has_elements => {
                let expected = "nothing but text in the assertion element";
                return Err(Error::Malformed { offset: element.place.start, expected });
            }
            [element] => element,
            many => return Err(Error::ManyCredentials { found: many.len() }),
        };
        let text = match (element.body.trim_matches(xml::SPACE), element.verify.as_deref()) {
            ("", Some(verify)) => verify.trim_matches(xml::SPACE),
            (body, _) => body,
        };
        Ok((!text.is_empty()).then(|| (OtherBadge::of_assertion(text), text)))
    }

    /// The file with `credential` directly after the root's start tag, in the place of any that was there.
    ///
    /// # Errors
    ///
    /// `svg.unfit-credential` if `credential` is neither a compact JWS nor a JSON object, `svg.too-large` if the file
    /// would exceed `limits.svg_bytes`.
    pub fn bake(&self, credential: &str, limits: &Limits) -> Result<Vec<u8>, Error> {
        let element = element(credential.trim_matches(xml::SPACE), limits)?;
        let (head, end_tag) = if self.root.is_empty {
            let head = self.slice(0..self.root.end.saturating_sub("/>".len()));
            (format!("{head}>"), format!("</{}>", self.root.name))
        } else {
            (self.slice(0..self.root.end).to_owned(), String::new())
        };
        let mut out = head + &element + &end_tag;
        let mut from = self.root.end;
        for old in &self.credentials {
            out.push_str(self.slice(from..old.place.start));
            from = old.place.end;
        }
        out.push_str(self.slice(from..self.text.len()));
        if out.len() > limits.svg_bytes {
            return Err(Error::TooLarge { limit: limits.svg_bytes, found: out.len() });
        }
        Ok(out.into_bytes())
    }

    fn slice(&self, range: Range<usize>) -> &'i str {
        self.text.get(range).unwrap_or_default()
    }
}

/// Why an SVG file gives or takes no credential.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file is, or would become, longer than allowed.
    #[error("expected at most {limit} bytes of SVG, found {found}")]
    TooLarge {
        /// Bytes allowed.
        limit: usize,
        /// Bytes given, or bytes of the file that was not made.
        found: usize,
    },
    /// The file is no sound SVG.
    #[error("expected {expected} at byte {offset} of the SVG")]
    Malformed {
        /// Where, in bytes.
        offset: usize,
        /// What would have been right.
        expected: &'static str,
    },
    /// Elements are nested deeper than allowed.
    #[error("expected at most {limit} nested elements in the SVG, found one more at byte {offset}")]
    TooDeep {
        /// Where the first one too many starts, in bytes.
        offset: usize,
        /// Levels allowed.
        limit: usize,
    },
    /// A tag has more attributes, namespace declarations included, than allowed.
    #[error("expected at most {limit} attributes on a tag of the SVG, found more at byte {offset}")]
    TooManyAttributes {
        /// Where the tag starts, in bytes.
        offset: usize,
        /// Attributes allowed.
        limit: usize,
    },
    /// The file holds no credential.
    #[error("expected an Open Badges 3.0 credential in the SVG, found {}", other_badge::found(*other))]
    NoCredential {
        /// What it holds instead.
        other: Option<OtherBadge>,
    },
    /// The file holds several credentials, or one element in both forms: two readers could see two badges.
    #[error("expected one credential in the SVG, found {found}")]
    ManyCredentials {
        /// How many there are.
        found: usize,
    },
    /// The attribute `verify` holds something else than a compact JWS.
    #[error("expected a compact JWS as the attribute `verify` of the element at byte {offset} of the SVG")]
    MalformedJws {
        /// Where the credential element starts, in bytes.
        offset: usize,
    },
    /// The credential to bake is neither a compact JWS nor a JSON object.
    #[error("expected a compact JWS or a JSON object to bake: {0}")]
    UnfitCredential(#[source] json::Error),
}

impl Error {
    /// A stable name for the fault, such as `svg.malformed`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "svg.too-large",
            Self::Malformed { .. } => "svg.malformed",
            Self::TooDeep { .. } => "svg.too-deep",
            Self::TooManyAttributes { .. } => "svg.too-many-attributes",
            Self::NoCredential { .. } => "svg.no-credential",
            Self::ManyCredentials { .. } => "svg.many-credentials",
            Self::MalformedJws { .. } => "svg.malformed-jws",
            Self::UnfitCredential(_) => "svg.unfit-credential",
        }
    }
}

/// The element to bake. It declares its prefix itself, so that the root's tag stays.
fn element(credential: &str, limits: &Limits) -> Result<String, Error> {
    if is_token(credential) {
        return Ok(format!(r#"<openbadges:credential xmlns:openbadges="{NAMESPACE}" verify="{credential}"/>"#));
    }
    let document = json::Document::parse(credential.as_bytes(), limits).map_err(Error::UnfitCredential)?;
    if !document.root().is_object() {
        return Err(Error::UnfitCredential(json::Error::unexpected_type(document.root(), "an object")));
    }
    // JSON has these characters inside strings only, where an escape may stand for them; CR is mere white space.
    let body = credential.replace("]]>", "]]\\u003e").replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff");
    let body = body.replace("\r\n", "\n").replace('\r', "\n");
    let open = format!(r#"<openbadges:credential xmlns:openbadges="{NAMESPACE}">"#);
    Ok(format!("{open}<![CDATA[{body}]]></openbadges:credential>"))
}

/// The XML namespace of the element that holds an Open Badges 3.0 credential.
pub const NAMESPACE: &str = "https://purl.imsglobal.org/ob/v3p0";

/// The XML namespace of the element that holds an assertion of Open Badges 2.0 or before.
const ASSERTION_NAMESPACE: &str = "http://openbadges.org";
