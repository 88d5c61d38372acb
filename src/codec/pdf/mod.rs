//! Badges attached to PDF files: ISO 32000-2 §7.11.4 (embedded files) and §14.13 (associated files), as PDF/A-3 has them.
//!
//! Open Badges 3.0 defines baking for PNG and SVG alone. In a PDF the credential is a file attached to the document as a whole: it stands
//! in the tree `EmbeddedFiles` of the catalog or among its associated files (`AF`). It is the one attachment that says by its media type or
//! its name that it may be a credential, and that is a token or a JSON object with an `@context`; of two, neither is taken. Other
//! attachments do not matter, nor do those of a page, an annotation or an earlier revision. Pages are never looked at.
//!
//! Files are read by their cross-references alone, tables and streams, through all revisions. What a repairing reader would guess is
//! refused, and so is what is encrypted. Baking appends a revision, so that every byte of the file stays.

mod attachments;
mod bake;
mod error;
mod file;
mod lexer;
mod object;
mod stream;
mod xref;

#[cfg(feature = "parchment")]
pub(crate) use bake::{DESCRIPTION, Form};
pub use error::Error;

use crate::base::limits::Limits;
use attachments::{Attachments, Credential};
use file::File;
use object::{Dictionary, Id, Object};

/// Whether the bytes begin as a PDF file does.
#[must_use]
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(HEADER)
}

/// Attaches `credential` to a PDF file, in the place of any that is attached.
///
/// Takes the bytes of a PDF and the text of a credential; returns the bytes of the new file: those of `pdf` and one more revision. A JSON
/// object becomes the attachment `credential.json`, a compact JWS `credential.jwt`, an SD-JWT `credential.sd-jwt`, with the relationship
/// `Data`. Where the last revision is what this function made, it is written anew; a credential of another baker is no longer named, while
/// its bytes stay.
///
/// A signature of the PDF goes on covering what it covered, and viewers will say that something was added since
/// ([`Pdf::is_signed`]); where its signer forbade any change, they will call it invalid. Bake first and sign then.
///
/// # Errors
///
/// Those of [`Pdf::open`]; `pdf.unfit-credential` if `credential` is neither a token nor a JSON object, `pdf.too-large` if the new file is
/// longer than `limits.pdf_bytes`.
pub fn bake(pdf: &[u8], credential: &str, limits: &Limits) -> Result<Vec<u8>, Error> {
    check_size(pdf, limits)?;
    bake::bake(pdf, credential, limits)
}

/// The text of the one credential attached to a PDF file, without white space around a token.
///
/// # Errors
///
/// Those of [`Pdf::open`] and of [`Pdf::credential`].
pub fn extract(pdf: &[u8], limits: &Limits) -> Result<String, Error> {
    Pdf::open(pdf, limits)?.credential().map(str::to_owned)
}

/// A PDF file whose attachments were read.
#[derive(Debug, Clone)]
pub struct Pdf {
    credentials: Vec<String>,
    attachments: usize,
    is_signed: bool,
    keywords: Option<String>,
    /// Where the first object of the newest revision starts.
    first_of_newest: Option<usize>,
}

impl Pdf {
    /// Reads the attachments of a PDF file.
    ///
    /// # Errors
    ///
    /// `pdf.too-large` past `limits.pdf_bytes`, and for an attachment past `limits.document_bytes` that may be a credential;
    /// `pdf.too-deep` and `pdf.work-limit` for a file that makes a reader look at more than `limits.pdf_depth`, `pdf_objects` and
    /// `pdf_work` allow; `pdf.malformed` for a file that is not as its cross-references say; `pdf.filter` for a stream on the way that
    /// is packed by something else than Flate; `pdf.encrypted`.
    pub fn open(pdf: &[u8], limits: &Limits) -> Result<Self, Error> {
        check_size(pdf, limits)?;
        let mut file = File::open(pdf, limits)?;
        let (_, catalog) = catalog(&mut file)?;
        let attachments = Attachments::read(&mut file, &catalog, limits)?;
        let is_signed = is_signed(&mut file, &catalog)?;
        let keywords = keywords(&mut file)?;
        let count = attachments.count();
        let credentials = attachments.credentials.into_iter().map(|Credential { text, .. }| text).collect();
        Ok(Self { credentials, attachments: count, is_signed, keywords, first_of_newest: file.newest.first_object })
    }

    /// The text of the one credential.
    ///
    /// # Errors
    ///
    /// `pdf.no-credential` and `pdf.many-credentials`.
    pub fn credential(&self) -> Result<&str, Error> {
        match self.credentials.as_slice() {
            [] => Err(Error::NoCredential { attachments: self.attachments }),
            [credential] => Ok(credential),
            many => Err(Error::ManyCredentials { found: many.len() }),
        }
    }

    /// Whether the file says that it is signed, by its forms (`SigFlags`) or its permissions (`Perms`). The signature is never checked.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        self.is_signed
    }

    /// From which credential the pages say that they were printed: the digest after [`SOURCE`] among the keywords of the file. Anybody can
    /// write it there.
    #[must_use]
    pub fn printed_from(&self) -> Option<&str> {
        self.keywords.as_deref()?.split(',').find_map(|keyword| keyword.trim().strip_prefix(SOURCE))
    }
}

fn check_size(pdf: &[u8], limits: &Limits) -> Result<(), Error> {
    if pdf.len() > limits.pdf_bytes {
        return Err(Error::TooLarge { what: "PDF", limit: limits.pdf_bytes, found: pdf.len() });
    }
    if !is_pdf(pdf) {
        return Err(Error::Malformed { offset: 0, expected: "`%PDF-`" });
    }
    Ok(())
}

/// The catalog and its id.
fn catalog(file: &mut File<'_>) -> Result<(Id, Dictionary), Error> {
    let malformed =
        Error::Malformed { offset: file.newest.offset, expected: "a trailer with a `Root` that is a catalog" };
    let Some(root @ Object::Reference(id)) = file.newest.trailer.at("Root").cloned() else { return Err(malformed) };
    match file.resolve(&root)? {
        Object::Dictionary(catalog) if catalog.is_of_type("Catalog") => Ok((id, catalog)),
        _ => Err(malformed),
    }
}

fn is_signed(file: &mut File<'_>, catalog: &Dictionary) -> Result<bool, Error> {
    let flags = match catalog.at("AcroForm").map(|form| file.resolve(form)).transpose()? {
        Some(Object::Dictionary(form)) => form.at("SigFlags").map(|flags| file.resolve(flags)).transpose()?,
        _ => None,
    };
    // The first bit: there is a signature (§12.7.3, table 225).
    let has_signature = matches!(flags, Some(Object::Integer(flags)) if flags & 1 == 1);
    Ok(has_signature || catalog.at("Perms").is_some())
}

/// The keywords of the information dictionary (§14.3.3), where they are written in ASCII.
fn keywords(file: &mut File<'_>) -> Result<Option<String>, Error> {
    let Some(information) = file.newest.trailer.at("Info").cloned() else { return Ok(None) };
    let Object::Dictionary(information) = file.resolve(&information)? else { return Ok(None) };
    match information.at("Keywords").map(|keywords| file.resolve(keywords)).transpose()? {
        Some(Object::String(keywords)) => Ok(String::from_utf8(keywords).ok().filter(|text| text.is_ascii())),
        _ => Ok(None),
    }
}

/// What stands before the digest of a credential, as `digestMultibase`, in a keyword that says from which one a file was printed.
pub const SOURCE: &str = "openbadges-source:";

const HEADER: &[u8] = b"%PDF-";
