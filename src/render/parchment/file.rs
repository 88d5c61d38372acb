//! The file around the pages: what it says of itself, and the credential attached to it.

use super::error::Error;
use super::facts::{Facts, Side};
use super::pages::Pages;
use crate::base::iri::Iri;
use crate::base::limits::Limits;
use crate::base::moment::Moment;
use crate::codec::{multibase, pdf};
use krilla::Document;
use krilla::SerializeSettings;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::error::KrillaError;
use krilla::metadata::{DateTime, Metadata};
use sha2::{Digest, Sha256};

pub(super) fn write(
    pages: &Pages<'_>,
    facts: &Facts<'_>,
    sides: &[Side],
    credential: &str,
    id: &Iri,
) -> Result<Vec<u8>, Error> {
    let credential = credential.trim_ascii();
    let form = pdf::Form::of(credential, &Limits::DEFAULT)?;
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A3_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| Error::Conformance { reasons: Vec::new() })?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    pages.draw(&mut document)?;
    let first = sides.first().ok_or(Error::Unstated { element: "title" })?;
    let date = date(facts.awarded);
    let metadata = Metadata::new()
        .title(format!("{}, {}", facts.title(first), facts.learner))
        .authors(facts.bodies.iter().map(|body| (*body).to_owned()).collect())
        .creator("openbadges".to_owned())
        .keywords(vec![format!("{}{}", pdf::SOURCE, digest(credential))])
        .document_id(id.as_str().to_owned())
        .language(first.tag().to_owned())
        .creation_date(date);
    document.set_metadata(metadata);
    // One file has one name: there is nothing that it could collide with.
    _ = document.embed_file(EmbeddedFile {
        path: form.name.to_owned(),
        mime_type: MimeType::new(form.media_type),
        description: Some(pdf::DESCRIPTION.to_owned()),
        association_kind: AssociationKind::Data,
        data: credential.as_bytes().to_vec().into(),
        modification_date: Some(date),
        compress: Some(true),
        location: None,
    });
    document.finish().map_err(refused)
}

/// `digestMultibase` of the credential (VCDM 2.0 §5.3): SHA-256 as a multihash in base64url.
fn digest(credential: &str) -> String {
    let multihash: Vec<u8> = [0x12, 0x20].into_iter().chain(Sha256::digest(credential.as_bytes())).collect();
    multibase::encode_base64url(&multihash)
}

/// The moment of the award, as it was told where it was given.
fn date(moment: Moment) -> DateTime {
    let offset = moment.zone().seconds_east();
    let written = moment.at().plus_seconds(i64::from(offset)).unwrap_or(moment.at()).to_string();
    let mut numbers = written.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut next = || numbers.next().and_then(|part| part.parse::<u16>().ok()).unwrap_or_default();
    let year = next();
    let mut small = || u8::try_from(next()).unwrap_or_default();
    let (month, day, hour, minute, second) = (small(), small(), small(), small(), small());
    let date = DateTime::new(year).month(month).day(day).hour(hour).minute(minute).second(second);
    let minutes = offset.unsigned_abs().checked_div(60).unwrap_or(0);
    let hours = minutes.checked_div(60).and_then(|hours| i8::try_from(hours).ok()).unwrap_or(0);
    let rest = minutes.checked_rem(60).and_then(|rest| u8::try_from(rest).ok()).unwrap_or(0);
    date.utc_offset_hour(if offset < 0 { hours.saturating_neg() } else { hours }).utc_offset_minute(rest)
}

/// Which rules the writer of PDF found broken.
fn refused(error: KrillaError) -> Error {
    let reasons = match error {
        KrillaError::Validation(faults) => faults.iter().map(|(fault, _)| reason(fault)).collect(),
        other => vec![other.to_string()],
    };
    Error::Conformance { reasons }
}

fn reason(fault: &krilla::configure::ValidationError) -> String {
    use krilla::configure::ValidationError as Fault;
    match fault {
        Fault::RestrictedLicense(_) => "the licence of a font forbids to embed it".to_owned(),
        Fault::UnicodePrivateArea(_, _, c, _) => {
            format!("U+{:04X} is a character of private use", u32::from(*c))
        }
        Fault::InvalidCodepointMapping(_, _, c, _) => {
            format!("a glyph stands for U+{:04X}", u32::from(*c))
        }
        Fault::NoCodepointMapping(..) => "a glyph stands for no character".to_owned(),
        Fault::ContainsNotDefGlyph(_, _, text) => {
            format!("no font has a glyph for {}", crate::base::visible::Visible(text))
        }
        Fault::MissingCMYKProfile => "a picture is in CMYK".to_owned(),
        Fault::TooLongString => "a text is longer than 32,767 bytes".to_owned(),
        other => format!("{other:?}"),
    }
}
