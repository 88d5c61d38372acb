//! HTML in which nothing that a badge says is markup.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use openbadges::base::visible::Visible;
use std::fmt::{Display, Write};

/// A piece of a page. Markup is a text of the program itself, and everything else is escaped on its way in.
#[derive(Debug, Default)]
pub(super) struct Html(String);

impl Html {
    /// Markup of our own: `'static`, so that no text of a badge can be taken for it.
    pub(super) fn markup(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// A text, with every character that could end a text or a quoted value escaped, and every hidden one written out.
    pub(super) fn text(&mut self, text: impl Display) -> &mut Self {
        // Writing to a string does not fail.
        let _ = write!(Escaped(&mut self.0), "{text}");
        self
    }

    /// A text of a badge within a sentence: its direction stays its own.
    pub(super) fn said(&mut self, text: impl Display) -> &mut Self {
        self.markup("<bdi>").text(text).markup("</bdi>")
    }

    /// A text that is in English whatever the page's language.
    pub(super) fn english(&mut self, text: impl Display) -> &mut Self {
        self.markup("<bdi lang=\"en\">").text(text).markup("</bdi>")
    }

    /// An attribute of the tag that is open, its value in quotes.
    pub(super) fn attribute(&mut self, name: &'static str, value: impl Display) -> &mut Self {
        self.markup(" ").markup(name).markup("=\"").text(value).markup("\"")
    }

    /// The language of what follows, where it is stated.
    pub(super) fn language(&mut self, tag: Option<&str>) -> &mut Self {
        match tag {
            Some(tag) => self.attribute("lang", tag),
            None => self,
        }
    }

    /// An attribute with bytes as a `data:` URI.
    pub(super) fn data(&mut self, name: &'static str, media_type: &'static str, bytes: &[u8]) -> &mut Self {
        self.markup(" ").markup(name).markup("=\"data:").markup(media_type).markup(";base64,");
        STANDARD.encode_string(bytes, &mut self.0);
        self.markup("\"")
    }

    /// An element around a text.
    pub(super) fn element(&mut self, open: &'static str, text: impl Display, close: &'static str) -> &mut Self {
        self.markup(open).text(text).markup(close)
    }

    /// A link to an address of the web or of a mailbox; of any other address the text alone, with the address behind it.
    pub(super) fn link(&mut self, url: &str, text: impl Display) -> &mut Self {
        if leads_to_web(url) {
            self.markup("<a rel=\"noopener noreferrer nofollow\"").attribute("href", url).markup(">");
            return self.said(text).markup("</a>");
        }
        self.said(text).markup(" (").said(url).markup(")")
    }

    pub(super) fn append(&mut self, other: &Self) -> &mut Self {
        self.0.push_str(&other.0);
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn into_string(self) -> String {
        self.0
    }
}

/// Whether a link may lead there: nothing that a browser would run or read from a disc.
pub(super) fn leads_to_web(url: &str) -> bool {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control();
    matches!(scheme.as_deref(), Some("http" | "https" | "mailto")) && url.chars().all(is_plain)
}

struct Escaped<'h>(&'h mut String);

impl Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let mut rest = text;
        while let Some(at) = rest.find(is_special) {
            let (plain, special) = rest.split_at(at);
            self.0.push_str(plain);
            let end = special.chars().next().map_or(0, char::len_utf8);
            let (special, after) = special.split_at(end);
            match special {
                "&" => self.0.push_str("&amp;"),
                "<" => self.0.push_str("&lt;"),
                ">" => self.0.push_str("&gt;"),
                "\"" => self.0.push_str("&quot;"),
                "'" => self.0.push_str("&#39;"),
                hidden => write!(self.0, "{}", Visible(hidden))?,
            }
            rest = after;
        }
        self.0.push_str(rest);
        Ok(())
    }
}

/// The characters of markup, and all of which some might be hidden.
fn is_special(c: char) -> bool {
    matches!(c, '&' | '<' | '>' | '"' | '\'') || !matches!(c, ' '..='~')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_would_be_markup_and_writes_out_what_is_hidden_x9() {
        let mut html = Html::default();
        html.text("<b a=\"1\" b='2'>&\u{202e}\n\u{e0041}é微ع");
        let escaped = "&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;\\u{202e}\\u{a}\\u{e0041}é微ع";
        assert_eq!(html.into_string(), escaped);
    }

    #[test]
    fn links_lead_to_the_web_and_to_mailboxes_alone_x11() {
        for good in ["https://a.example/", "HTTP://a.example", "mailto:a@b.example"] {
            assert!(leads_to_web(good), "{good}");
        }
        let bad = [
            "javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc",
            " https://a",
            "java\nscript:x",
            "x",
            "//a",
        ];
        for bad in bad {
            assert!(!leads_to_web(bad), "{bad}");
        }
    }
}
