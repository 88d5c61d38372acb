//! Badges to be taken from the page.

use super::badge::Badge;
use super::html::Html;
use super::page::Room;
use super::words::Words;
use openbadges::base::limits::Limits;
use openbadges::verify::ContainerKind;

/// The largest file that the page keeps, in bytes.
const LARGEST: usize = Limits::DEFAULT.document_bytes;

/// Writes links that hold the badge itself, unless nothing of it is proven: then it is nothing to hand on.
pub(super) fn write(html: &mut Html, words: &Words, (place, badge): (usize, &Badge), room: &mut Room) {
    if badge.report.proven().is_none() {
        return;
    }
    if badge.file.len() > LARGEST || !room.takes(badge.file.len() + badge.credential.len()) {
        html.element("<p class=\"downloads\">", words.no_room, "</p>");
        return;
    }
    let text = match badge.report.badge().form {
        "json" => ("application/json", "json"),
        _ => ("application/jwt", "jwt"),
    };
    let around = match badge.container {
        ContainerKind::Png => Some(("image/png", "png")),
        ContainerKind::Svg => Some(("image/svg+xml", "svg")),
        ContainerKind::Pdf => Some(("application/pdf", "pdf")),
        ContainerKind::Json | ContainerKind::Jwt => None,
    };
    html.markup("<p class=\"downloads\">");
    let links = [
        (words.download, around.unwrap_or(text), Some(badge.file.as_slice())),
        (words.download_credential, text, around.map(|_| badge.credential.as_bytes())),
    ];
    for (words, (media_type, ending), bytes) in links {
        let Some(bytes) = bytes else { continue };
        html.markup("<a").attribute("download", format_args!("{}.{ending}", stem(&badge.name)));
        html.data("href", media_type, bytes).attribute("aria-describedby", format_args!("t{place}"));
        html.markup(">").markup(words).markup("</a> ");
    }
    html.markup("</p>");
}

/// The file's name without its folders and its ending, which is that of what is in it, whatever the file was called. A line of a file
/// gets a name of its own.
fn stem(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_safe = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ');
    let safe: String = last.chars().map(|c| if is_safe(c) { c } else { '_' }).collect();
    let safe = safe.trim_start_matches('.');
    match safe.rsplit_once('.') {
        Some((stem, _)) if !last.contains(':') && !stem.is_empty() => stem.to_owned(),
        _ => safe.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn a_file_is_named_without_folders_and_without_what_a_system_would_not_take() {
        for (name, found) in [
            ("inner/a b.png", "a b"),
            ("tides.2026.png", "tides.2026"),
            ("page.html", "page"),
            ("many.jsonl:3", "many.jsonl_3"),
            ("..\\x<>\u{202e}.json", "x___"),
            (".json", "json"),
        ] {
            assert_eq!(stem(name), found, "{name}");
        }
    }
}
