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
        html.element("<p class=\"downloads\">", words.too_large, "</p>");
        return;
    }
    let (text_type, ending) =
        if badge.report.badge().form == "json" { ("application/json", "json") } else { ("application/jwt", "jwt") };
    let (stem, name) = file_names(&badge.name, ending);
    html.markup("<p class=\"downloads\">");
    let picture_type = match badge.container {
        ContainerKind::Png => Some("image/png"),
        ContainerKind::Svg => Some("image/svg+xml"),
        ContainerKind::Json | ContainerKind::Jwt => None,
    };
    write_link(html, (words.download, place), &name, (picture_type.unwrap_or(text_type), &badge.file));
    if picture_type.is_some() {
        let name = format!("{stem}.{ending}");
        write_link(html, (words.download_credential, place), &name, (text_type, badge.credential.as_bytes()));
    }
    html.markup("</p>");
}

fn write_link(
    html: &mut Html,
    (words, place): (&'static str, usize),
    name: &str,
    (media_type, bytes): (&'static str, &[u8]),
) {
    html.markup("<a").attribute("download", name).data("href", media_type, bytes);
    html.attribute("aria-describedby", format_args!("t{place}")).markup(">").markup(words).markup("</a> ");
}

/// The file's name without its folders, and the same without its ending. A line of a file gets a name of its own.
fn file_names(name: &str, ending: &str) -> (String, String) {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_safe = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ');
    let safe: String = last.chars().map(|c| if is_safe(c) { c } else { '_' }).collect();
    let safe = safe.trim_start_matches('.');
    match (last.contains(':'), safe.rsplit_once('.')) {
        (false, Some((stem, _))) if !stem.is_empty() => (stem.to_owned(), safe.to_owned()),
        _ => (safe.to_owned(), format!("{safe}.{ending}")),
    }
}

#[cfg(test)]
mod tests {
    use super::file_names;

    #[test]
    fn a_file_is_named_without_folders_and_without_what_a_system_would_not_take() {
        let named = |name: &str| file_names(name, "json").1;
        assert_eq!(named("inner/a b.png"), "a b.png");
        assert_eq!(named("many.jsonl:3"), "many.jsonl_3.json");
        assert_eq!(named("..\\x<>\u{202e}.json"), "x___.json");
        assert_eq!(named(".json"), "json.json");
    }
}
