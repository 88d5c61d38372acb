//! Lists of facts: a label, and one value or more.

use super::html::Html;
use super::words::Words;
use openbadges::base::time::Date;
use openbadges::model::Organisation;

/// A list of facts, begun by the first one.
pub(super) struct Facts<'h> {
    html: &'h mut Html,
    is_open: bool,
}

impl<'h> Facts<'h> {
    pub(super) fn begin(html: &'h mut Html) -> Self {
        Self { html, is_open: false }
    }

    fn label(&mut self, label: &'static str) -> &mut Html {
        if !std::mem::replace(&mut self.is_open, true) {
            self.html.markup("<dl class=\"facts\">");
        }
        self.html.markup("<div><dt>").markup(label).markup("</dt>")
    }

    pub(super) fn fact(&mut self, label: &'static str, text: &str) {
        self.label(label).element("<dd dir=\"auto\">", text, "</dd></div>");
    }

    pub(super) fn facts(&mut self, label: &'static str, texts: impl IntoIterator<Item = String>) {
        let texts: Vec<String> = texts.into_iter().collect();
        if texts.is_empty() {
            return;
        }
        let html = self.label(label);
        texts.iter().for_each(|text| {
            html.element("<dd dir=\"auto\">", text, "</dd>");
        });
        html.markup("</div>");
    }

    pub(super) fn date(&mut self, label: &'static str, words: &Words, date: Date) {
        let html = self.label(label).markup("<dd>");
        write_date(html, words, date);
        html.markup("</dd></div>");
    }

    pub(super) fn organisation(&mut self, label: &'static str, organisation: &Organisation) {
        let html = self.label(label).markup("<dd dir=\"auto\">");
        match organisation.url() {
            Some(url) => html.link(url.as_str(), organisation.name()),
            None => html.text(organisation.name()),
        };
        html.markup("</dd></div>");
    }

    pub(super) fn end(self) {
        if self.is_open {
            self.html.markup("</dl>");
        }
    }
}

pub(super) fn write_date(html: &mut Html, words: &Words, date: Date) {
    html.markup("<time").attribute("datetime", date).markup(">").text(words.date(date)).markup("</time>");
}
