//! Which picture stands for a badge. Nothing is fetched, and an SVG is shown as a picture alone, in which no script runs.

use super::badge::Badge;
use super::html::Html;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use openbadges::codec::png;
use openbadges::verify::ContainerKind;
use std::borrow::Cow;

/// The largest picture that a page shows, in bytes.
const LARGEST: usize = 512 << 10;

/// A picture by its media type and bytes.
pub(super) struct Picture<'b> {
    media_type: &'static str,
    bytes: Cow<'b, [u8]>,
}

impl<'b> Picture<'b> {
    /// That of an accepted badge: the one into which it is baked, else the one that it holds as a `data:` URI. A picture elsewhere is not
    /// asked for.
    pub(super) fn of(badge: &'b Badge) -> Option<Self> {
        let accepted = badge.report.accepted()?;
        let baked = match badge.container {
            ContainerKind::Png => Some(PNG),
            ContainerKind::Svg => Some(SVG),
            ContainerKind::Json | ContainerKind::Jwt => None,
        };
        if let Some(media_type) = baked.filter(|_| badge.file.len() <= LARGEST) {
            return Some(Self { media_type, bytes: Cow::from(&badge.file) });
        }
        let image = accepted.credential().subject.achievement.image.as_ref()?;
        Self::from_data(image.id.as_str())
    }

    fn from_data(uri: &str) -> Option<Self> {
        let (head, data) = uri.split_once(',')?;
        let media_type = [PNG, SVG].into_iter().find(|known| head.eq_ignore_ascii_case(&format!("data:{known};base64")))?;
        if data.len() > LARGEST.div_ceil(3) * 4 {
            return None;
        }
        let bytes = STANDARD.decode(data).ok()?;
        let is_what_it_says = match media_type {
            PNG => png::is_png(&bytes),
            _ => std::str::from_utf8(&bytes).is_ok_and(|text| text.trim_start_matches('\u{feff}').trim_start().starts_with('<')),
        };
        is_what_it_says.then_some(Self { media_type, bytes: bytes.into() })
    }

    pub(super) fn size(&self) -> usize {
        self.bytes.len()
    }

    pub(super) fn write(&self, html: &mut Html, text: &str) {
        html.markup("<img class=\"picture\" decoding=\"async\" width=\"88\" height=\"88\"").attribute("alt", text);
        html.data("src", self.media_type, &self.bytes).markup(">");
    }
}

/// What stands where there is no picture: a shape for awards, and one for all else.
pub(super) fn write_emblem(html: &mut Html, is_award: bool) {
    html.markup("<img class=\"picture\" alt=\"\" width=\"88\" height=\"88\"");
    html.data("src", SVG, if is_award { AWARD } else { MICRO_CREDENTIAL }).markup(">");
}

const PNG: &str = "image/png";
const SVG: &str = "image/svg+xml";

const MICRO_CREDENTIAL: &[u8] = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><path d="M48 6 84 27v42L48 90 12 69V27z" fill="#2f5d8a"/><path d="M48 15 76 31.500v33L48 81 20 64.500v-33z" fill="none" stroke="#fff" stroke-width="2"/><path d="m33 49 10 10 20-22" fill="none" stroke="#fff" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/></svg>"##;
const AWARD: &[u8] = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><path d="m34 60-8 32 22-12 22 12-8-32z" fill="#7a5200"/><circle cx="48" cy="40" r="34" fill="#8a6414"/><circle cx="48" cy="40" r="27" fill="none" stroke="#fff" stroke-width="2"/><path d="m48 22 5.500 11.500 12.500 1.700-9.100 8.700 2.300 12.400L48 50.300l-11.200 6 2.300-12.400-9.100-8.700 12.500-1.700z" fill="#fff"/></svg>"##;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_a_png_or_svg_that_is_there_x12() {
        let png = STANDARD.encode(b"\x89PNG\r\n\x1a\n");
        assert!(Picture::from_data(&format!("data:image/png;base64,{png}")).is_some());
        assert!(Picture::from_data(&format!("data:image/svg+xml;base64,{}", STANDARD.encode(AWARD))).is_some());
        let bad = [
            "https://a.example/p.png".to_owned(),
            format!("data:image/svg+xml;base64,{png}"),
            format!("data:image/png;base64,{}", STANDARD.encode(AWARD)),
            format!("data:image/png;x=\"y\";base64,{png}"),
            format!("data:image/jpeg;base64,{png}"),
            format!("data:text/html;base64,{png}"),
            "data:image/svg+xml,<svg/>".to_owned(),
            format!("data:image/png;base64,{png}{}", "A".repeat(LARGEST * 2)),
        ];
        for bad in bad {
            assert!(Picture::from_data(&bad).is_none(), "{:.60}", bad);
        }
    }
}
