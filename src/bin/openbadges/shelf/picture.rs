//! Which picture stands for a badge. Nothing is fetched, and an SVG is shown as a picture alone, in which no script runs.

use super::badge::{Badge, Section};
use super::html::Html;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use openbadges::base::shared::SharedText;
use openbadges::codec::png;
use openbadges::render::{Branch, Colours, Kind, emblem};
use openbadges::verify::ContainerKind;
use std::borrow::Cow;

/// The largest picture that a page shows, in bytes.
const LARGEST: usize = 512 << 10;

/// A picture by its media type and bytes.
pub(super) struct Picture<'b> {
    media_type: &'static str,
    bytes: Cow<'b, [u8]>,
    /// What it shows, as the badge has it.
    pub(super) caption: Option<&'b str>,
}

impl<'b> Picture<'b> {
    /// That of an accepted badge: the one into which it is baked, else the one that it holds as a `data:` URI. A picture elsewhere is not
    /// asked for.
    pub(super) fn of(badge: &'b Badge) -> Option<Self> {
        let accepted = badge.report.accepted()?;
        let baked = match badge.container {
            ContainerKind::Png => Some(PNG),
            ContainerKind::Svg => Some(SVG),
            ContainerKind::Json | ContainerKind::Jwt | ContainerKind::Pdf => None,
        };
        if let Some(media_type) = baked.filter(|_| badge.file.len() <= LARGEST) {
            return Some(Self { media_type, bytes: Cow::from(&badge.file), caption: None });
        }
        let image = accepted.credential().subject.achievement.image.as_ref()?;
        let caption = image.caption.as_ref().map(SharedText::as_str);
        Some(Self { caption, ..Self::from_data(image.id.as_str())? })
    }

    fn from_data(uri: &str) -> Option<Self> {
        let (head, data) = uri.split_once(',')?;
        let media_type =
            [PNG, SVG].into_iter().find(|known| head.eq_ignore_ascii_case(&format!("data:{known};base64")))?;
        if data.len() > LARGEST.div_ceil(3) * 4 {
            return None;
        }
        let bytes = STANDARD.decode(data).ok()?;
        let is_what_it_says = match media_type {
            PNG => png::is_png(&bytes),
            _ => std::str::from_utf8(&bytes)
                .is_ok_and(|text| text.trim_start_matches('\u{feff}').trim_start().starts_with('<')),
        };
        is_what_it_says.then_some(Self { media_type, bytes: bytes.into(), caption: None })
    }

    pub(super) fn size(&self) -> usize {
        self.bytes.len()
    }

    pub(super) fn write(&self, html: &mut Html, text: &str) {
        html.markup("<img class=\"picture\" decoding=\"async\" width=\"88\" height=\"88\"").attribute("alt", text);
        html.data("src", self.media_type, &self.bytes).markup(">");
    }
}

/// What stands where there is no picture: the shape of what an accepted badge records, and an empty one for any other badge.
pub(super) fn write_emblem(html: &mut Html, badge: &Badge) {
    let shape = match (badge.section(), &badge.says) {
        (Section::Undecided | Section::Rejected, _) => EMPTY.to_owned(),
        (section, says) => {
            let usual = if section == Section::Awards { Kind::Certificate } else { Kind::MicroCredential };
            let kind = says.as_ref().and_then(Kind::of).unwrap_or(usual);
            emblem(kind, says.as_ref().and_then(Branch::of), &Colours::default())
        }
    };
    html.markup("<img class=\"picture\" alt=\"\" width=\"88\" height=\"88\"")
        .data("src", SVG, shape.as_bytes())
        .markup(">");
}

const PNG: &str = "image/png";
const SVG: &str = "image/svg+xml";

const EMPTY: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><path d="M48 8 82 28v40L48 88 14 68V28z" fill="none" stroke="#7b8896" stroke-width="3" stroke-dasharray="7 6"/></svg>"##;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_a_png_or_svg_that_is_there_x12() {
        let png = STANDARD.encode(b"\x89PNG\r\n\x1a\n");
        assert!(Picture::from_data(&format!("data:image/png;base64,{png}")).is_some());
        assert!(Picture::from_data(&format!("data:image/svg+xml;base64,{}", STANDARD.encode(EMPTY))).is_some());
        let bad = [
            "https://a.example/p.png".to_owned(),
            format!("data:image/svg+xml;base64,{png}"),
            format!("data:image/png;base64,{}", STANDARD.encode(EMPTY)),
            format!("data:image/png;x=\"y\";base64,{png}"),
            format!("data:image/jpeg;base64,{png}"),
            format!("data:text/html;base64,{png}"),
            "data:image/svg+xml,<svg/>".to_owned(),
            format!("data:image/png;base64,{png}{}", "A".repeat(LARGEST * 2)),
        ];
        for bad in bad {
            assert!(Picture::from_data(&bad).is_none(), "{bad:.60}");
        }
    }
}
