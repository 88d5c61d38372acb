//! The keywords of JSON-LD 1.1 (section 1.7 of the syntax), all of them.

/// A keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyword {
    Base,
    Container,
    Context,
    Direction,
    Graph,
    Id,
    Import,
    Included,
    Index,
    Json,
    Language,
    List,
    Nest,
    None,
    Prefix,
    Propagate,
    Protected,
    Reverse,
    Set,
    Type,
    Value,
    Version,
    Vocab,
}

impl Keyword {
    const ALL: [(Self, &'static str); 23] = [
        (Self::Base, "@base"),
        (Self::Container, "@container"),
        (Self::Context, "@context"),
        (Self::Direction, "@direction"),
        (Self::Graph, "@graph"),
        (Self::Id, "@id"),
        (Self::Import, "@import"),
        (Self::Included, "@included"),
        (Self::Index, "@index"),
        (Self::Json, "@json"),
        (Self::Language, "@language"),
        (Self::List, "@list"),
        (Self::Nest, "@nest"),
        (Self::None, "@none"),
        (Self::Prefix, "@prefix"),
        (Self::Propagate, "@propagate"),
        (Self::Protected, "@protected"),
        (Self::Reverse, "@reverse"),
        (Self::Set, "@set"),
        (Self::Type, "@type"),
        (Self::Value, "@value"),
        (Self::Version, "@version"),
        (Self::Vocab, "@vocab"),
    ];

    /// The keyword called `name`.
    pub(super) fn named(name: &str) -> Option<Self> {
        if !name.starts_with('@') {
            return None;
        }
        Self::ALL.iter().find(|(_, text)| *text == name).map(|(keyword, _)| *keyword)
    }

    /// The keyword as it is written.
    pub(super) fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(keyword, _)| *keyword == self).map_or("", |(_, text)| text)
    }
}

/// Whether `text` is kept for keywords to come: `@` and nothing but letters after it.
pub(super) fn is_reserved(text: &str) -> bool {
    text.strip_prefix('@').is_some_and(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic()))
}
