//! Narratives: the part of Markdown that a short text needs. Raw HTML, pictures and other schemes stay the text that they are.

use super::html::{Html, leads_to_web};

/// The longest text that is shown, in characters: what a badge says can be as long as the badge.
const LONGEST: usize = 4_000;
/// Emphasis within emphasis.
const DEEPEST: usize = 4;

/// Writes paragraphs, lists and headings; the last as strong text, since the page has headings of its own.
pub(super) fn write(html: &mut Html, text: &str) {
    let mut open = Block::None;
    for line in shortened(text).lines() {
        let line = line.trim();
        let (kind, rest) = kind_of(line);
        if kind != open || kind == Block::Heading {
            html.markup(open.end());
            html.markup(kind.start());
            open = kind;
        } else if kind == Block::Paragraph {
            html.markup("<br>");
        }
        match kind {
            Block::None => {}
            Block::Bullets | Block::Numbers => {
                html.markup("<li dir=\"auto\">");
                inline(html, rest, 0);
                html.markup("</li>");
            }
            Block::Heading | Block::Paragraph => inline(html, rest, 0),
        }
    }
    html.markup(open.end());
}

/// Writes a plain text in paragraphs.
pub(super) fn write_plain(html: &mut Html, text: &str) {
    for line in shortened(text).lines().map(str::trim).filter(|line| !line.is_empty()) {
        html.element("<p dir=\"auto\">", line, "</p>");
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    None,
    Paragraph,
    Heading,
    Bullets,
    Numbers,
}

impl Block {
    fn start(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Paragraph => "<p dir=\"auto\">",
            Self::Heading => "<p dir=\"auto\"><strong>",
            Self::Bullets => "<ul>",
            Self::Numbers => "<ol>",
        }
    }

    fn end(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Paragraph => "</p>",
            Self::Heading => "</strong></p>",
            Self::Bullets => "</ul>",
            Self::Numbers => "</ol>",
        }
    }
}

fn kind_of(line: &str) -> (Block, &str) {
    if line.is_empty() {
        return (Block::None, line);
    }
    if let Some(rest) = ["- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark)) {
        return (Block::Bullets, rest);
    }
    if let Some((number, rest)) = line.split_once(". ")
        && (1..=3).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_digit())
    {
        return (Block::Numbers, rest);
    }
    match line.trim_start_matches('#') {
        rest if rest.len() < line.len() && rest.starts_with(' ') => (Block::Heading, rest.trim_start()),
        _ => (Block::Paragraph, line),
    }
}

fn inline(html: &mut Html, text: &str, depth: usize) {
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '`', '*', '_', '[', '<', '!']) {
        let (before, marked) = rest.split_at(at);
        html.text(before);
        rest = match span(html, marked, depth, before.chars().next_back()) {
            Some(after) => after,
            None => {
                let end = if marked.starts_with("**") { 2 } else { 1 };
                let (mark, after) = marked.split_at(end);
                html.text(mark);
                after
            }
        };
    }
    html.text(rest);
}

/// Writes what a mark begins, if something does end it, and hands over what follows.
fn span<'t>(html: &mut Html, marked: &'t str, depth: usize, before: Option<char>) -> Option<&'t str> {
    if let Some(escaped) = marked.strip_prefix('\\') {
        let next = escaped.chars().next().filter(char::is_ascii_punctuation)?;
        html.text(next);
        return escaped.strip_prefix(next);
    }
    if let Some(code) = marked.strip_prefix('`') {
        let (code, after) = code.split_once('`')?;
        html.element("<code>", code, "</code>");
        return Some(after);
    }
    if let Some(address) = marked.strip_prefix('<') {
        let (address, after) = address.split_once('>')?;
        leads_to_web(address).then(|| html.link(address, address))?;
        return Some(after);
    }
    // A picture is its text.
    if let Some(picture) = marked.strip_prefix("![") {
        let (whole, _, after) = bracketed(picture)?;
        html.text("![").text(whole);
        return Some(after);
    }
    if let Some(link) = marked.strip_prefix('[') {
        let (whole, (words, address), after) = bracketed(link)?;
        match leads_to_web(address) {
            true => html.link(address, words),
            false => html.text("[").text(whole),
        };
        return Some(after);
    }
    let emphasis = [("**", "<strong>", "</strong>"), ("*", "<em>", "</em>"), ("_", "<em>", "</em>")];
    let (mark, open, close) = emphasis.into_iter().find(|(mark, ..)| marked.starts_with(mark))?;
    // Within a word an underscore is a letter.
    if depth >= DEEPEST || (mark == "_" && before.is_some_and(char::is_alphanumeric)) {
        return None;
    }
    let (within, after) = marked.strip_prefix(mark)?.split_once(mark)?;
    if within.trim() != within || within.is_empty() {
        return None;
    }
    html.markup(open);
    inline(html, within, depth + 1);
    html.markup(close);
    Some(after)
}

/// Of `words](address)…`: all of it, its two parts, and what follows.
fn bracketed(text: &str) -> Option<(&str, (&str, &str), &str)> {
    let (words, rest) = text.split_once("](")?;
    let (address, after) = rest.split_once(')')?;
    let whole = text.get(..text.len() - after.len())?;
    (!words.contains('[')).then_some((whole, (words, address), after))
}

#[cfg(test)]
mod tests {
    fn written(text: &str) -> String {
        let mut html = super::Html::default();
        super::write(&mut html, text);
        html.into_string()
    }

    #[test]
    fn writes_paragraphs_lists_and_emphasis() {
        assert_eq!(
            written("# Part *one*\nDo **this** and\n`a*b`.\n\n- first\n- snake_case_word\n\n1. once"),
            "<p dir=\"auto\"><strong>Part <em>one</em></strong></p><p dir=\"auto\">Do <strong>this</strong> and<br><code>a*b</code>.</p>\
             <ul><li dir=\"auto\">first</li><li dir=\"auto\">snake_case_word</li></ul><ol><li dir=\"auto\">once</li></ol>"
        );
    }

    #[test]
    fn raw_html_and_pictures_stay_text_x10() {
        assert_eq!(
            written("<img src=x onerror=alert(1)> ![p](https://a.example/p.png) <script>"),
            "<p dir=\"auto\">&lt;img src=x onerror=alert(1)&gt; ![p](https://a.example/p.png) &lt;script&gt;</p>"
        );
    }

    #[test]
    fn links_lead_to_the_web_alone_x10_x11() {
        assert!(
            written("[a](https://a.example/?x=1&y=\"2\")")
                .contains("href=\"https://a.example/?x=1&amp;y=&quot;2&quot;\"")
        );
        for bad in ["[a](javascript:alert(1))", "[a](data:text/html,x)", "<vbscript:x>", "[a](/etc)"] {
            assert!(!written(bad).contains("<a"), "{bad}");
        }
    }

    #[test]
    fn many_marks_take_no_longer_than_a_text() {
        let long = written(&"*_[".repeat(100_000));
        assert!(long.len() < 20_000 && long.contains('…'));
    }
}
