//! Lines of text beside a statement: further languages, and fields that an alignment has no property for.
//!
//! `[zh-hant] 標題` is the statement in a further language, `[de]` alone says which language the statement itself is
//! in, `supervision: supervised` is a field. People can read it, and nothing is lost: a line break is `\n`, a
//! backslash `\\`.

use crate::base::language::Language;
use crate::base::shared::SharedText;
use crate::base::text::{LanguageMap, Text};

/// What the lines of one description say.
#[derive(Debug, Default)]
pub(super) struct Notes {
    lines: Vec<String>,
}

impl Notes {
    /// Reads a description; lines of another form, which are somebody else's words, stay what they are.
    pub(super) fn read(description: Option<&str>) -> Self {
        Self { lines: description.unwrap_or_default().lines().map(str::to_owned).collect() }
    }

    /// The description, or nothing if there is nothing to say.
    pub(super) fn to_text(&self) -> Option<SharedText> {
        (!self.lines.is_empty()).then(|| self.lines.join("\n").into())
    }

    /// Adds a field.
    pub(super) fn field(&mut self, name: &str, value: &str) {
        self.lines.push(format!("{name}: {}", escape(value)));
    }

    /// Every value of a field, in order.
    pub(super) fn fields<'a>(&'a self, name: &'a str) -> impl Iterator<Item = String> + 'a {
        self.lines.iter().filter_map(move |line| line.strip_prefix(name)?.strip_prefix(": ").map(unescape))
    }

    /// The value of a field.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        self.fields(name).next()
    }

    /// Adds the languages of a text whose main one is written as the statement itself: its language if that is not
    /// the badge's or must be said (`always`), and the text in every further language.
    pub(super) fn languages(&mut self, words: &LanguageMap, default: &Language, always: bool) {
        if always || words.language() != default {
            self.lines.push(format!("[{}]", words.language()));
        }
        for (language, text) in words.iter().skip(1) {
            self.lines.push(format!("[{language}] {}", escape(text)));
        }
    }

    /// Whether the lines say in which language the statement is.
    pub(super) fn names_language(&self) -> bool {
        self.main_language().is_some()
    }

    /// The text in all its languages; nothing if the statement is blank.
    pub(super) fn words(&self, main: &str, default: &Language) -> Option<LanguageMap> {
        let language = self.main_language().unwrap_or_else(|| default.clone());
        let further = self.lines.iter().filter_map(|line| {
            let (language, text) = split(line)?;
            Some((language, Text::parse(&unescape(text.strip_prefix(' ')?)).ok()?))
        });
        let main = LanguageMap::new(language, Text::parse(main).ok()?);
        Some(further.fold(main, |words, (language, text)| words.with(language, text)))
    }

    fn main_language(&self) -> Option<Language> {
        self.lines.iter().filter_map(|line| split(line)).find(|(_, text)| text.is_empty()).map(|(language, _)| language)
    }
}

/// The language of a line `[de]` or `[de] text`, and what follows the bracket.
fn split(line: &str) -> Option<(Language, &str)> {
    let (tag, text) = line.strip_prefix('[')?.split_once(']')?;
    Some((Language::parse(tag).ok()?, text))
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r")
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            plain.push(character);
            continue;
        }
        match characters.next() {
            Some('n') => plain.push('\n'),
            Some('r') => plain.push('\r'),
            Some(other) => plain.push(other),
            None => plain.push('\\'),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_breaks_and_brackets_comes_back() {
        let language = |tag: &str| Language::parse(tag).unwrap();
        let text = |text: &str| Text::parse(text).unwrap();
        let words = LanguageMap::new(language("de"), text("eins"))
            .with(language("en"), text("one\r\n[fr] \\n two: three"))
            .with(language("zh-hant"), text(" 一 "));
        let mut notes = Notes::default();
        notes.field("code", "a\\b\nc");
        notes.languages(&words, &language("en"), false);
        let read = Notes::read(notes.to_text().as_deref());
        assert_eq!(read.words("eins", &language("en")), Some(words));
        assert_eq!(read.get("code").as_deref(), Some("a\\b\nc"));
        assert_eq!(read.get("cod"), None);
    }
}
