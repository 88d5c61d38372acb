//! Badges in PNG files: Open Badges 3.0 section 5.3.2 (baking), PNG third edition sections 5 and 11.3.3 (chunks, iTXt).
//!
//! The credential is the text of one uncompressed `iTXt` chunk with the keyword [`KEYWORD`]. Files are walked chunk by
//! chunk; pixels are never decoded, and baking keeps every other byte. What other bakers leave is found, and is no credential: a
//! `tEXt` chunk of that keyword, and the assertions of Open Badges 2.0 and before, in either chunk.

use super::other_badge::{self, OtherBadge};
use crate::base::limits::Limits;
use std::borrow::Cow;

/// Whether the bytes begin as a PNG picture does.
#[must_use]
pub fn is_png(bytes: &[u8]) -> bool {
    bytes.starts_with(SIGNATURE)
}

/// Puts `credential` into a PNG file, in the place of any that is there, directly before the end chunk.
///
/// Takes the bytes of a PNG and the text of a credential (JSON or a compact JWS); returns the bytes of the new file.
/// Every other byte stays, those after the end chunk included. An assertion of Open Badges 2.0 stays as well: a picture may
/// bear a badge in both generations, and what they say is not compared.
///
/// # Errors
///
/// `png.malformed` if `image` is no sound PNG, `png.unfit-credential` if `credential` holds U+0000, which an `iTXt`
/// chunk cannot, and `png.too-large` if `image` or the new file is longer than `limits.png_bytes`.
pub fn bake(image: &[u8], credential: &str, limits: &Limits) -> Result<Vec<u8>, Error> {
    Png::open(image, limits)?.bake(credential, limits)
}

/// The text of the one credential in a PNG file.
///
/// # Errors
///
/// `png.malformed` if `image` is no sound PNG or its credential chunk is broken, `png.no-credential`,
/// `png.many-credentials`, `png.compressed-credential` (Open Badges forbids it), and `png.too-large` past
/// `limits.png_bytes`.
pub fn extract(image: &[u8], limits: &Limits) -> Result<String, Error> {
    Png::open(image, limits)?.credential().map(str::to_owned)
}

/// A PNG file whose chunks were walked: whole, in a readable order, with right checksums.
#[derive(Debug, Clone)]
pub struct Png<'i> {
    /// The pieces of the file before the end chunk, without credential chunks.
    kept: Vec<&'i [u8]>,
    /// The end chunk and what follows.
    rest: &'i [u8],
    /// Where each credential chunk starts, and its data after the keyword.
    credentials: Vec<(usize, &'i [u8])>,
    others: Vec<Other<'i>>,
    after_end: usize,
}

/// A text chunk with a badge that is no credential in its place.
#[derive(Debug, Clone)]
struct Other<'i> {
    offset: usize,
    /// Whether it is an `iTXt` chunk; else it is a `tEXt` chunk.
    is_international: bool,
    is_assertion: bool,
    /// What follows the keyword.
    data: &'i [u8],
}

impl<'i> Png<'i> {
    /// Walks the bytes of a PNG file.
    ///
    /// # Errors
    ///
    /// `png.too-large` past `limits.png_bytes`; `png.malformed` for a wrong signature, header or checksum, a chunk
    /// that is cut off, or a file without image data or end.
    pub fn open(image: &'i [u8], limits: &Limits) -> Result<Self, Error> {
        if image.len() > limits.png_bytes {
            return Err(Error::TooLarge { limit: limits.png_bytes, found: image.len() });
        }
        let at = |rest: &[u8]| image.len().saturating_sub(rest.len());
        let malformed = |rest: &[u8], expected| Error::Malformed { offset: at(rest), expected };
        let mut rest = image.strip_prefix(SIGNATURE).ok_or_else(|| malformed(image, "the PNG signature"))?;
        let (mut kept, mut kept_from) = (Vec::new(), image);
        let (mut credentials, mut others) = (Vec::new(), Vec::new());
        let (mut has_header, mut has_data) = (false, false);
        loop {
            let (chunk, after) = Chunk::read(rest).map_err(|expected| malformed(rest, expected))?;
            if has_header == (&chunk.kind == b"IHDR") {
                return Err(malformed(rest, "one header chunk, before all others"));
            }
            match &chunk.kind {
                b"IHDR" if is_header(chunk.data) => has_header = true,
                b"IHDR" => return Err(malformed(rest, "a header with a size, colour type and depth that PNG allows")),
                b"IDAT" => has_data = true,
                b"IEND" if !has_data => return Err(malformed(rest, "image data before the end chunk")),
                b"IEND" if !chunk.data.is_empty() => return Err(malformed(rest, "an empty end chunk")),
                b"IEND" => {
                    kept.push(kept_from.get(..kept_from.len().saturating_sub(rest.len())).unwrap_or_default());
                    return Ok(Self { kept, rest, credentials, others, after_end: after.len() });
                }
                b"iTXt" => match keyword(chunk.data) {
                    None => return Err(malformed(rest, "a keyword of 1 to 79 bytes before a NUL")),
                    Some((KEYWORD_BYTES, data)) => {
                        credentials.push((at(rest), data));
                        kept.push(kept_from.get(..kept_from.len().saturating_sub(rest.len())).unwrap_or_default());
                        kept_from = after;
                    }
                    Some((ASSERTION_KEYWORD, data)) => {
                        others.push(Other { offset: at(rest), is_international: true, is_assertion: true, data });
                    }
                    Some(_) => {}
                },
                b"tEXt" | b"zTXt" => match (&chunk.kind, keyword(chunk.data)) {
                    // A credential all the same, which must not stay beside a newer one.
                    (kind, Some((KEYWORD_BYTES, data))) => {
                        if kind == b"tEXt" {
                            others.push(Other { offset: at(rest), is_international: false, is_assertion: false, data });
                        }
                        kept.push(kept_from.get(..kept_from.len().saturating_sub(rest.len())).unwrap_or_default());
                        kept_from = after;
                    }
                    (b"tEXt", Some((ASSERTION_KEYWORD, data))) => {
                        others.push(Other { offset: at(rest), is_international: false, is_assertion: true, data });
                    }
                    _ => {}
                },
                _ => {}
            }
            rest = after;
        }
    }

    /// The text of the one credential.
    ///
    /// # Errors
    ///
    /// `png.no-credential`, `png.many-credentials`, `png.compressed-credential`, and `png.malformed` if the chunk is
    /// no proper `iTXt`.
    pub fn credential(&self) -> Result<&'i str, Error> {
        match self.credentials.as_slice() {
            [] => Err(Error::NoCredential { other: self.other().ok().flatten().map(|(other, _)| other) }),
            [(offset, data)] => text_of(data, *offset),
            many => Err(Error::ManyCredentials { found: many.len() }),
        }
    }

    /// The one badge that is no Open Badges 3.0 credential in its place, and its text; `None` if there is none.
    ///
    /// # Errors
    ///
    /// `png.many-credentials`, `png.compressed-credential`, and `png.malformed` if the chunk is no proper `iTXt`.
    pub fn other(&self) -> Result<Option<(OtherBadge, Cow<'i, str>)>, Error> {
        let other = match self.others.as_slice() {
            [] => return Ok(None),
            [other] => other,
            many => return Err(Error::ManyCredentials { found: many.len() }),
        };
        let text = match other.is_international {
            true => text_of(other.data, other.offset)?.into(),
            false => text_or_latin(other.data),
        };
        let kind = if other.is_assertion { OtherBadge::of_assertion(&text) } else { OtherBadge::Misplaced };
        Ok(Some((kind, text)))
    }

    /// Bytes after the end chunk, which no PNG reader looks at. More than none deserves a word to the user.
    #[must_use]
    pub fn bytes_after_end(&self) -> usize {
        self.after_end
    }

    /// The file with `credential` directly before the end chunk, in the place of any that was there.
    ///
    /// # Errors
    ///
    /// `png.unfit-credential` for a text with U+0000, `png.too-large` if the file would exceed `limits.png_bytes`.
    pub fn bake(&self, credential: &str, limits: &Limits) -> Result<Vec<u8>, Error> {
        if let Some(offset) = credential.find('\0') {
            return Err(Error::UnfitCredential { offset });
        }
        let data = [KEYWORD_BYTES, NO_COMPRESSION_LANGUAGE_OR_TRANSLATION, credential.as_bytes()].concat();
        let kept = self.kept.iter().map(|piece| piece.len()).fold(self.rest.len(), usize::saturating_add);
        let total = kept.saturating_add(data.len()).saturating_add(CHUNK_FRAME);
        let too_large = Error::TooLarge { limit: limits.png_bytes, found: total };
        let Ok(length @ 0..=LONGEST_CHUNK) = u32::try_from(data.len()) else { return Err(too_large) };
        if total > limits.png_bytes {
            return Err(too_large);
        }
        let mut out = Vec::with_capacity(total);
        for piece in &self.kept {
            out.extend_from_slice(piece);
        }
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(b"iTXt");
        out.extend_from_slice(&data);
        out.extend_from_slice(&checksum(b"iTXt", &data).to_be_bytes());
        out.extend_from_slice(self.rest);
        Ok(out)
    }
}

/// Why a PNG file gives or takes no credential.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file is, or would become, longer than allowed.
    #[error("expected at most {limit} bytes of PNG, found {found}")]
    TooLarge {
        /// Bytes allowed.
        limit: usize,
        /// Bytes given, or bytes of the file that was not made.
        found: usize,
    },
    /// The file is no sound PNG.
    #[error("expected {expected} at byte {offset} of the PNG")]
    Malformed {
        /// Where the chunk at fault starts, in bytes.
        offset: usize,
        /// What would have been right.
        expected: &'static str,
    },
    /// The file holds no credential.
    #[error("expected an Open Badges 3.0 credential in the PNG, found {}", other_badge::found(*other))]
    NoCredential {
        /// What it holds instead.
        other: Option<OtherBadge>,
    },
    /// The file holds several credentials: two readers could see two badges.
    #[error("expected one credential in the PNG, found {found}")]
    ManyCredentials {
        /// How many there are.
        found: usize,
    },
    /// The credential is compressed, which Open Badges 3.0 forbids.
    #[error("expected an uncompressed credential in the PNG, found a compressed one")]
    CompressedCredential,
    /// The credential to bake holds U+0000, which ends a text in PNG.
    #[error("expected a credential without U+0000, found one at byte {offset}")]
    UnfitCredential {
        /// Where in the credential, in bytes.
        offset: usize,
    },
}

impl Error {
    /// A stable name for the fault, such as `png.malformed`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "png.too-large",
            Self::Malformed { .. } => "png.malformed",
            Self::NoCredential { .. } => "png.no-credential",
            Self::ManyCredentials { .. } => "png.many-credentials",
            Self::CompressedCredential => "png.compressed-credential",
            Self::UnfitCredential { .. } => "png.unfit-credential",
        }
    }
}

struct Chunk<'i> {
    kind: [u8; 4],
    data: &'i [u8],
}

impl<'i> Chunk<'i> {
    /// Reads the chunk that `bytes` starts with: it and what follows, or what was expected instead.
    fn read(bytes: &'i [u8]) -> Result<(Self, &'i [u8]), &'static str> {
        let whole = "a whole chunk";
        let (length, rest) = bytes.split_first_chunk::<4>().ok_or(whole)?;
        let (kind, rest) = rest.split_first_chunk::<4>().ok_or(whole)?;
        let length = u32::from_be_bytes(*length);
        if length > LONGEST_CHUNK {
            return Err("a chunk length below 2^31");
        }
        if !kind.iter().all(u8::is_ascii_alphabetic) {
            return Err("a chunk type of four letters");
        }
        let (data, rest) = rest.split_at_checked(usize::try_from(length).map_err(|_| whole)?).ok_or(whole)?;
        let (stated, rest) = rest.split_first_chunk::<4>().ok_or(whole)?;
        if u32::from_be_bytes(*stated) != checksum(kind, data) {
            return Err("a chunk with its checksum");
        }
        Ok((Self { kind: *kind, data }, rest))
    }
}

fn checksum(kind: &[u8; 4], data: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(kind);
    crc.update(data);
    crc.finalize()
}

/// Whether the data of a header chunk is one that PNG (table 12) allows. The size is not limited: it is never used.
fn is_header(data: &[u8]) -> bool {
    let [w0, w1, w2, w3, h0, h1, h2, h3, depth, colour, 0, 0, 0 | 1] = data else { return false };
    let is_allowed = match colour {
        0 => matches!(depth, 1 | 2 | 4 | 8 | 16),
        3 => matches!(depth, 1 | 2 | 4 | 8),
        2 | 4 | 6 => matches!(depth, 8 | 16),
        _ => false,
    };
    is_allowed && [w0, w1, w2, w3].iter().any(|b| **b != 0) && [h0, h1, h2, h3].iter().any(|b| **b != 0)
}

/// The keyword of a text chunk and what follows its NUL.
fn keyword(data: &[u8]) -> Option<(&[u8], &[u8])> {
    let (keyword, rest) = until_nul(data)?;
    (1..=79).contains(&keyword.len()).then_some((keyword, rest))
}

/// Reads the data of an `iTXt` chunk after its keyword.
fn text_of(data: &[u8], offset: usize) -> Result<&str, Error> {
    let malformed = |expected| Error::Malformed { offset, expected };
    let rest = match data {
        [0, 0, rest @ ..] => rest,
        [1, ..] => return Err(Error::CompressedCredential),
        _ => return Err(malformed("a credential chunk with compression flag and method 0")),
    };
    let (language, rest) = until_nul(rest).ok_or_else(|| malformed("a language tag before a NUL"))?;
    if !is_language_tag(language) {
        return Err(malformed("a credential chunk whose language tag is empty or words of up to 8 letters and digits"));
    }
    let (translated, text) = until_nul(rest).ok_or_else(|| malformed("a translated keyword before a NUL"))?;
    let text = std::str::from_utf8(text).ok().filter(|text| !text.contains('\0'));
    match (std::str::from_utf8(translated), text) {
        (Ok(_), Some(text)) => Ok(text),
        _ => Err(malformed("a credential chunk in UTF-8 without further NUL")),
    }
}

/// The text of a `tEXt` chunk: Latin-1 by the standard, and often UTF-8.
fn text_or_latin(data: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(data).map_or_else(|_| data.iter().copied().map(char::from).collect(), Cow::Borrowed)
}

fn is_language_tag(tag: &[u8]) -> bool {
    let is_word = |word: &[u8]| (1..=8).contains(&word.len()) && word.iter().all(u8::is_ascii_alphanumeric);
    tag.is_empty() || tag.split(|b| *b == b'-').all(is_word)
}

fn until_nul(data: &[u8]) -> Option<(&[u8], &[u8])> {
    let (head, tail) = data.split_at_checked(data.iter().position(|b| *b == 0)?)?;
    Some((head, tail.split_first()?.1))
}

/// The keyword of the chunk that holds an Open Badges 3.0 credential.
pub const KEYWORD: &str = "openbadgecredential";

/// The keyword of chunks that hold an assertion of Open Badges 2.0 or before.
const ASSERTION_KEYWORD: &[u8] = b"openbadges";

const KEYWORD_BYTES: &[u8] = KEYWORD.as_bytes();

/// The NUL after the keyword, compression flag and method 0, an empty language tag and an empty translated keyword.
const NO_COMPRESSION_LANGUAGE_OR_TRANSLATION: &[u8] = &[0, 0, 0, 0, 0];

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Length, type and checksum around a chunk's data.
const CHUNK_FRAME: usize = 12;

const LONGEST_CHUNK: u32 = 0x7fff_ffff;
