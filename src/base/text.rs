//! Texts for people: never blank, and in as many languages as the author has.

use super::Malformed;
use super::language::Language;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;

/// A text with at least one character that is not white space, kept as written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Box<str>);

impl Text {
    /// Takes a text as it is.
    ///
    /// # Errors
    ///
    /// `text.blank` when there is nothing to read in it.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        if text.chars().all(char::is_whitespace) {
            return Err(Malformed::new("text.blank", "a text that is not blank", text));
        }
        Ok(Self(text.into()))
    }

    /// The text as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Text {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        Self::parse(text)
    }
}

/// One text in one or more languages. The first one written is the main one.
///
/// In JSON: an object of language tags and texts, or a plain string for a single text in a language nobody stated.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LanguageMap {
    main: (Language, Text),
    others: Vec<(Language, Text)>,
}

impl LanguageMap {
    /// A text in one language.
    #[must_use]
    pub fn new(language: Language, text: Text) -> Self {
        Self { main: (language, text), others: Vec::new() }
    }

    /// A text in a language that nobody stated (`und`).
    #[must_use]
    pub fn plain(text: Text) -> Self {
        Self::new(Language::undetermined(), text)
    }

    /// Adds the text in a further language, or replaces it where there is one in that language.
    #[must_use]
    pub fn with(mut self, language: Language, text: Text) -> Self {
        let held = std::iter::once(&mut self.main).chain(&mut self.others).find(|(held, _)| *held == language);
        match held {
            Some(entry) => entry.1 = text,
            None => self.others.push((language, text)),
        }
        self
    }

    /// The main text: the first one written.
    #[must_use]
    pub fn text(&self) -> &str {
        self.main.1.as_str()
    }

    /// The language of the main text.
    #[must_use]
    pub fn language(&self) -> &Language {
        &self.main.0
    }

    /// The text in one language.
    #[must_use]
    pub fn get(&self, language: &Language) -> Option<&str> {
        self.iter().find_map(|(held, text)| (held == language).then_some(text))
    }

    /// Every text with its language, the main one first.
    pub fn iter(&self) -> impl Iterator<Item = (&Language, &str)> {
        std::iter::once(&self.main).chain(&self.others).map(|(language, text)| (language, text.as_str()))
    }

    /// Whether there is more than one language.
    #[must_use]
    pub fn has_several(&self) -> bool {
        !self.others.is_empty()
    }
}

impl From<Text> for LanguageMap {
    fn from(text: Text) -> Self {
        Self::plain(text)
    }
}

impl Serialize for LanguageMap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.main.0.is_undetermined() && self.others.is_empty() {
            return serializer.serialize_str(self.text());
        }
        let mut map = serializer.serialize_map(None)?;
        for (language, text) in self.iter() {
            map.serialize_entry(language, text)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for LanguageMap {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LanguageMapVisitor)
    }
}

struct LanguageMapVisitor;

impl<'de> Visitor<'de> for LanguageMapVisitor {
    type Value = LanguageMap;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, or an object of language tags and texts")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<LanguageMap, E> {
        Text::parse(text).map(LanguageMap::plain).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<LanguageMap, A::Error> {
        let Some((language, text)) = entries.next_entry()? else {
            return Err(A::Error::custom("expected a text in at least one language, found none"));
        };
        let mut map = LanguageMap::new(language, text);
        while let Some((language, text)) = entries.next_entry::<Language, Text>()? {
            if map.get(&language).is_some() {
                return Err(A::Error::custom(format_args!("expected each language once, found `{language}` again")));
            }
            map.others.push((language, text));
        }
        Ok(map)
    }
}
