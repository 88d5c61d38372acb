//! The faults that the standard names.

use std::fmt;

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $code:literal;)+) => {
        /// A fault of a document or a context (JSON-LD 1.1 API, section 9.4.1), with the standard's name for it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Fault {
            $($(#[$doc])* $name,)+
        }

        impl Fault {
            /// The standard's name, such as `invalid term definition`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// A stable name, such as `ld.invalid-term-definition`.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }
        }
    };
}

faults! {
    /// Two keys of one node stand for one keyword.
    CollidingKeywords = "colliding keywords", "ld.colliding-keywords";
    /// One node has two values of `@index`.
    ConflictingIndexes = "conflicting indexes", "ld.conflicting-indexes";
    /// More contexts, one in another, than are processed.
    ContextOverflow = "context overflow", "ld.context-overflow";
    /// A term is defined by way of itself.
    CyclicIriMapping = "cyclic IRI mapping", "ld.cyclic-iri-mapping";
    /// `@id` of a node is no text.
    InvalidIdValue = "invalid @id value", "ld.invalid-id-value";
    /// `@import` of a context is no text.
    InvalidImportValue = "invalid @import value", "ld.invalid-import-value";
    /// `@included` holds something that is no node.
    InvalidIncludedValue = "invalid @included value", "ld.invalid-included-value";
    /// `@index` of a node is no text.
    InvalidIndexValue = "invalid @index value", "ld.invalid-index-value";
    /// `@nest` of a term or of a node says nothing that can be unfolded.
    InvalidNestValue = "invalid @nest value", "ld.invalid-nest-value";
    /// `@prefix` of a term is no boolean.
    InvalidPrefixValue = "invalid @prefix value", "ld.invalid-prefix-value";
    /// `@propagate` of a context is no boolean.
    InvalidPropagateValue = "invalid @propagate value", "ld.invalid-propagate-value";
    /// `@protected` is no boolean.
    InvalidProtectedValue = "invalid @protected value", "ld.invalid-protected-value";
    /// `@reverse` of a node is no object.
    InvalidReverseValue = "invalid @reverse value", "ld.invalid-reverse-value";
    /// `@version` is not the number 1.1.
    InvalidVersionValue = "invalid @version value", "ld.invalid-version-value";
    /// `@direction` is neither `ltr` nor `rtl`.
    InvalidBaseDirection = "invalid base direction", "ld.invalid-base-direction";
    /// `@base` is no IRI.
    InvalidBaseIri = "invalid base IRI", "ld.invalid-base-iri";
    /// `@container` names no container.
    InvalidContainerMapping = "invalid container mapping", "ld.invalid-container-mapping";
    /// A context has a member that it may not have.
    InvalidContextEntry = "invalid context entry", "ld.invalid-context-entry";
    /// A context forgets protected terms.
    InvalidContextNullification = "invalid context nullification", "ld.invalid-context-nullification";
    /// `@language` of a context is no text.
    InvalidDefaultLanguage = "invalid default language", "ld.invalid-default-language";
    /// A term stands for nothing that could be a property.
    InvalidIriMapping = "invalid IRI mapping", "ld.invalid-iri-mapping";
    /// A term stands for a keyword that has no second name.
    InvalidKeywordAlias = "invalid keyword alias", "ld.invalid-keyword-alias";
    /// An object of texts by language holds something else.
    InvalidLanguageMapValue = "invalid language map value", "ld.invalid-language-map-value";
    /// `@language` of a term is no text.
    InvalidLanguageMapping = "invalid language mapping", "ld.invalid-language-mapping";
    /// `@language` of a value is no text.
    InvalidLanguageTaggedString = "invalid language-tagged string", "ld.invalid-language-tagged-string";
    /// A value with a language is no text.
    InvalidLanguageTaggedValue = "invalid language-tagged value", "ld.invalid-language-tagged-value";
    /// A context is none of null, a URL and an object.
    InvalidLocalContext = "invalid local context", "ld.invalid-local-context";
    /// A context document has no `@context`.
    InvalidRemoteContext = "invalid remote context", "ld.invalid-remote-context";
    /// A term that points the other way says what only others may say.
    InvalidReverseProperty = "invalid reverse property", "ld.invalid-reverse-property";
    /// `@reverse` of a node holds a keyword.
    InvalidReversePropertyMap = "invalid reverse property map", "ld.invalid-reverse-property-map";
    /// A property that points the other way has a value that is no node.
    InvalidReversePropertyValue = "invalid reverse property value", "ld.invalid-reverse-property-value";
    /// The context inside a term is at fault.
    InvalidScopedContext = "invalid scoped context", "ld.invalid-scoped-context";
    /// `@set` or `@list` stands beside something else.
    InvalidSetOrListObject = "invalid set or list object", "ld.invalid-set-or-list-object";
    /// A term is defined as something else than null, a text or an object of the standard's members.
    InvalidTermDefinition = "invalid term definition", "ld.invalid-term-definition";
    /// `@type` of a term is no IRI.
    InvalidTypeMapping = "invalid type mapping", "ld.invalid-type-mapping";
    /// `@type` of a node is no text.
    InvalidTypeValue = "invalid type value", "ld.invalid-type-value";
    /// `@type` of a value is no IRI.
    InvalidTypedValue = "invalid typed value", "ld.invalid-typed-value";
    /// A value has a member that it may not have.
    InvalidValueObject = "invalid value object", "ld.invalid-value-object";
    /// `@value` is an array or an object.
    InvalidValueObjectValue = "invalid value object value", "ld.invalid-value-object-value";
    /// `@vocab` is no IRI.
    InvalidVocabMapping = "invalid vocab mapping", "ld.invalid-vocab-mapping";
    /// A term is called like a keyword.
    KeywordRedefinition = "keyword redefinition", "ld.keyword-redefinition";
    /// The address of a context is no URL.
    LoadingDocumentFailed = "loading document failed", "ld.loading-document-failed";
    /// A context is not at hand, or is no JSON.
    LoadingRemoteContextFailed = "loading remote context failed", "ld.loading-remote-context-failed";
    /// A context gives a protected term another meaning.
    ProtectedTermRedefinition = "protected term redefinition", "ld.protected-term-redefinition";
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
