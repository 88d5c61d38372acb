//! What stops a credential from being read or written, and what a reading merely remarks on.

use crate::base::Malformed;
use std::fmt;

/// Why a document is not a credential of Open Badges 3.0, or why a credential and a micro-credential do not meet.
///
/// Each says where (a JSON Pointer), what was expected and what was found, has a stable [`code`](Error::code), and
/// says by its [`tolerance`](Error::tolerance) whether a reading may go on in spite of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A required member is not there.
    #[error("at `{at}`: `{member}` of {class} is missing")]
    Missing {
        /// The object that lacks it.
        at: Pointer,
        /// The class that requires it.
        class: &'static str,
        /// The member.
        member: &'static str,
    },
    /// A value of another JSON type.
    #[error("at `{at}`: expected {expected}, found {found}")]
    UnexpectedType {
        /// The value.
        at: Pointer,
        /// What the property takes.
        expected: &'static str,
        /// The JSON type that is there.
        found: &'static str,
    },
    /// `type` does not name the class that belongs here.
    #[error("at `{at}`: expected the type `{class}`, found {found}")]
    TypeMissing {
        /// The object.
        at: Pointer,
        /// The class whose name must be among the types.
        class: &'static str,
        /// The types that are there.
        found: Excerpt,
    },
    /// A value outside an enumeration.
    #[error("at `{at}`: expected {expected}, found {found}")]
    UnknownValue {
        /// The value.
        at: Pointer,
        /// The enumeration.
        expected: &'static str,
        /// Whether others may extend it, so that the value may be kept.
        extensible: bool,
        /// The text that is there.
        found: Excerpt,
    },
    /// A text that another edition used for a value of an enumeration.
    #[error("at `{at}`: expected `{expected}`, found {found}")]
    RenamedValue {
        /// The value.
        at: Pointer,
        /// The term of today.
        expected: &'static str,
        /// The text that is there.
        found: Excerpt,
    },
    /// A term that starts with `ext:` and goes on with other characters than letters, digits, `.`, `_` and `-`.
    #[error("at `{at}`: expected `ext:` and letters, digits, `.`, `_` or `-`, found {found}")]
    ExtensionTerm {
        /// The value.
        at: Pointer,
        /// The text that is there.
        found: Excerpt,
    },
    /// A text that is not a value of its type.
    #[error("at `{at}`: {source}")]
    Malformed {
        /// The value.
        at: Pointer,
        /// What is wrong with it.
        source: Malformed,
    },
    /// A number of credits that is negative, too large or not exact.
    #[error("at `{at}`: expected a number from 0 to 1000000 with at most 6 decimal places, found {found}")]
    Amount {
        /// The value.
        at: Pointer,
        /// The number as written.
        found: Excerpt,
    },
    /// A date that says no zone.
    #[error("at `{at}`: expected a date and time with a zone, found {found}, read as UTC")]
    ZoneMissing {
        /// The value.
        at: Pointer,
        /// The date as written.
        found: Excerpt,
    },
    /// A member that is `null`.
    #[error("at `{at}`: expected a value, found null")]
    Null {
        /// The member.
        at: Pointer,
        /// Whether its class requires it.
        required: bool,
    },
    /// An array without items, which counts as absent.
    #[error("at `{at}`: expected at least one item, found an empty array")]
    EmptyArray {
        /// The array.
        at: Pointer,
    },
    /// One value where the standard writes an array.
    #[error("at `{at}`: expected an array, found a single value")]
    SingleValue {
        /// The value.
        at: Pointer,
        /// Whether the property is one that may be written so.
        allowed: bool,
    },
    /// A text in several languages where the model has a plain text.
    #[error("at `{at}`: expected a string, found a language map")]
    LanguageMap {
        /// The value.
        at: Pointer,
    },
    /// A picture that is an address where the model has an object.
    #[error("at `{at}`: expected an image, found {found}")]
    BareImage {
        /// The value.
        at: Pointer,
        /// The address.
        found: Excerpt,
    },
    /// A member that a closed class does not have.
    #[error("at `{at}`: {class} has no member {member}")]
    ClosedClass {
        /// The object.
        at: Pointer,
        /// The closed class.
        class: &'static str,
        /// The member that is too much.
        member: Excerpt,
    },
    /// A `@context` in the wrong place.
    #[error("at `{at}`: expected {expected}, found {found}")]
    Context {
        /// The entry.
        at: Pointer,
        /// The context that belongs here.
        expected: &'static str,
        /// The context that is there.
        found: Excerpt,
    },
    /// An Open Badges context older than the one that is issued today.
    #[error("at `{at}`: expected `{expected}`, found {found}")]
    OlderContext {
        /// The entry.
        at: Pointer,
        /// The context of today.
        expected: &'static str,
        /// The context that is there.
        found: Excerpt,
        /// Whether it is the unversioned alias, which the published schema does not know.
        alias: bool,
    },
    /// A credential of version 1.1 of the data model.
    #[error("at `{at}`: expected version 2.0 of the data model, `{expected}`, found {found}")]
    LegacyDataModel {
        /// The context.
        at: Pointer,
        /// The context of version 2.0.
        expected: &'static str,
        /// The context of version 1.1.
        found: Excerpt,
    },
    /// A member of version 1.1 in a credential of version 2.0, where it means nothing.
    #[error("at `{at}`: expected `{expected}`, found {found} of version 1.1 of the data model")]
    LegacyMember {
        /// The member.
        at: Pointer,
        /// Its counterpart in version 2.0.
        expected: &'static str,
        /// Its name.
        found: Excerpt,
    },
    /// A subject with neither an id nor an identifier.
    #[error("at `{at}`: expected `id` or at least one `identifier`, found neither")]
    SubjectUnidentified {
        /// The subject.
        at: Pointer,
    },
    /// Criteria with neither an address nor a text.
    #[error("at `{at}`: expected `id` or `narrative`, found neither")]
    CriteriaEmpty {
        /// The criteria.
        at: Pointer,
    },
    /// A reference to something that the same achievement does not hold.
    #[error("at `{at}`: expected {expected}, found {found}")]
    Unlinked {
        /// The reference.
        at: Pointer,
        /// What it should name.
        expected: &'static str,
        /// The id that it names.
        found: Excerpt,
    },
    /// A required value that the description itself does not allow.
    #[error("at `{at}`: expected {expected}, found {found}")]
    RequiredValue {
        /// The value.
        at: Pointer,
        /// The values that are allowed.
        expected: &'static str,
        /// The value that is there.
        found: Excerpt,
    },
    /// A value of an award for which Open Badges has no form.
    #[error("at `{at}` of the award: expected {expected}, found {found}")]
    Unwritable {
        /// The value in the award document.
        at: Pointer,
        /// What could be written.
        expected: &'static str,
        /// The value.
        found: Excerpt,
    },
    /// One thing that a badge states in two ways which differ.
    #[error("at `{at}`: {one} and {other} are stated for `{element}`, expected the same")]
    EncodingsDisagree {
        /// Where the second statement is.
        at: Pointer,
        /// The term or the kind of statement.
        element: &'static str,
        /// The first statement.
        one: Excerpt,
        /// The second statement.
        other: Excerpt,
    },
    /// A badge that is over the limits of a document.
    #[error(transparent)]
    Json(#[from] crate::codec::json::Error),
    /// A claim that a token has to repeat from its credential, and does not.
    #[error("the claim `{claim}` of the token is missing")]
    ClaimMissing {
        /// The payload.
        at: Pointer,
        /// The claim.
        claim: &'static str,
    },
    /// A claim of a token that says something else than its credential.
    #[error("the claim `{claim}` of the token: expected {expected}, as the credential says, found {found}")]
    ClaimMismatch {
        /// The claim.
        at: Pointer,
        /// Its name.
        claim: &'static str,
        /// What the credential says.
        expected: Excerpt,
        /// What the claim says.
        found: Excerpt,
    },
    /// A claim of a token that is no date.
    #[error("the claim `{claim}` of the token: expected seconds since 1970, found {found}")]
    ClaimDate {
        /// The claim.
        at: Pointer,
        /// Its name.
        claim: &'static str,
        /// What it says.
        found: Excerpt,
    },
    /// A credential in a place of the token where its version does not stand.
    #[error("in the token: expected {expected}")]
    CredentialPlace {
        /// The payload.
        at: Pointer,
        /// The place.
        expected: &'static str,
        /// Whether a reading may go on in spite of it.
        allowed: bool,
    },
    /// A token with two credentials, one in the other or beside it.
    #[error("at `{at}` of the token: expected one credential, found a second")]
    SecondCredential {
        /// The second one.
        at: Pointer,
    },
    /// A hash of an identity that is none, or a plain identity that says it is hashed.
    #[error("at `{at}`: expected {expected}, found {found}")]
    IdentityHash {
        /// The value.
        at: Pointer,
        /// The form that `hashed` promises.
        expected: &'static str,
        /// The text that is there.
        found: Excerpt,
    },
}

impl Error {
    /// A stable name for the fault, such as `wire.missing`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "wire.missing",
            Self::UnexpectedType { .. } => "wire.unexpected-type",
            Self::TypeMissing { .. } => "wire.type-missing",
            Self::UnknownValue { .. } => "wire.unknown-value",
            Self::RenamedValue { .. } => "wire.renamed-value",
            Self::ExtensionTerm { .. } => "wire.extension-term",
            Self::Malformed { .. } => "wire.malformed",
            Self::Amount { .. } => "wire.amount",
            Self::ZoneMissing { .. } => "wire.zone-missing",
            Self::Null { .. } => "wire.null",
            Self::EmptyArray { .. } => "wire.empty-array",
            Self::SingleValue { .. } => "wire.single-value",
            Self::LanguageMap { .. } => "wire.language-map",
            Self::BareImage { .. } => "wire.bare-image",
            Self::ClosedClass { .. } => "wire.closed-class",
            Self::Context { .. } => "wire.context",
            Self::OlderContext { .. } => "wire.older-context",
            Self::LegacyDataModel { .. } => "wire.data-model-1-1",
            Self::LegacyMember { .. } => "wire.legacy-member",
            Self::SubjectUnidentified { .. } => "wire.subject-unidentified",
            Self::CriteriaEmpty { .. } => "wire.criteria-empty",
            Self::Unlinked { .. } => "wire.unlinked",
            Self::RequiredValue { .. } => "wire.required-value",
            Self::IdentityHash { .. } => "wire.identity-hash",
            Self::ClaimMissing { .. } => "wire.claim-missing",
            Self::ClaimMismatch { .. } => "wire.claim-mismatch",
            Self::ClaimDate { .. } => "wire.claim-date",
            Self::CredentialPlace { .. } => "wire.credential-place",
            Self::SecondCredential { .. } => "wire.second-credential",
            Self::Unwritable { .. } => "wire.unwritable",
            Self::EncodingsDisagree { .. } => "wire.encodings-disagree",
            Self::Json(error) => error.code(),
        }
    }

    /// Where: a JSON Pointer (RFC 6901) into the document, empty for its root.
    #[must_use]
    pub fn pointer(&self) -> &str {
        match self {
            Self::Missing { at, .. }
            | Self::UnexpectedType { at, .. }
            | Self::TypeMissing { at, .. }
            | Self::UnknownValue { at, .. }
            | Self::RenamedValue { at, .. }
            | Self::ExtensionTerm { at, .. }
            | Self::Malformed { at, .. }
            | Self::Amount { at, .. }
            | Self::ZoneMissing { at, .. }
            | Self::Null { at, .. }
            | Self::EmptyArray { at }
            | Self::SingleValue { at, .. }
            | Self::LanguageMap { at }
            | Self::BareImage { at, .. }
            | Self::ClosedClass { at, .. }
            | Self::Context { at, .. }
            | Self::OlderContext { at, .. }
            | Self::LegacyDataModel { at, .. }
            | Self::LegacyMember { at, .. }
            | Self::SubjectUnidentified { at }
            | Self::CriteriaEmpty { at }
            | Self::Unlinked { at, .. }
            | Self::RequiredValue { at, .. }
            | Self::Unwritable { at, .. }
            | Self::EncodingsDisagree { at, .. }
            | Self::ClaimMissing { at, .. }
            | Self::ClaimMismatch { at, .. }
            | Self::ClaimDate { at, .. }
            | Self::CredentialPlace { at, .. }
            | Self::SecondCredential { at }
            | Self::IdentityHash { at, .. } => &at.0,
            Self::Json(error) => error.pointer().unwrap_or_default(),
        }
    }

    /// Which readings go on in spite of this.
    #[must_use]
    pub fn tolerance(&self) -> Tolerance {
        match self {
            Self::EmptyArray { .. }
            | Self::CriteriaEmpty { .. }
            | Self::SingleValue { allowed: true, .. }
            | Self::OlderContext { alias: false, .. } => Tolerance::Both,
            Self::RenamedValue { .. }
            | Self::ExtensionTerm { .. }
            | Self::UnknownValue { extensible: true, .. }
            | Self::LegacyDataModel { .. }
            | Self::BareImage { .. }
            | Self::SubjectUnidentified { .. }
            | Self::Unlinked { .. }
            | Self::Amount { .. }
            | Self::ZoneMissing { .. }
            | Self::Null { required: false, .. }
            | Self::SingleValue { .. }
            | Self::LanguageMap { .. }
            | Self::OlderContext { .. }
            | Self::RequiredValue { .. }
            | Self::ClaimMissing { .. }
            // of two ends the earlier one decides
            | Self::ClaimMismatch { claim: "exp", .. }
            | Self::CredentialPlace { allowed: true, .. } => Tolerance::Compatible,
            _ => Tolerance::None,
        }
    }
}

/// Which of the two readings of the standard, strict and compatible, go on in spite of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tolerance {
    /// Neither: the document is not a credential.
    None,
    /// The compatible one, which shows it as a warning; the strict one refuses.
    Compatible,
    /// Both: a remark.
    Both,
}

/// A JSON Pointer (RFC 6901); shown escaped and cut at 200 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pointer(Box<str>);

impl Pointer {
    pub(crate) fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: String = self.0.chars().take(LONGEST).collect();
        write!(f, "{}", shown.escape_debug())
    }
}

/// A piece of the document, at most 200 characters; shown escaped, between backticks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt(Box<str>);

impl Excerpt {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.chars().take(LONGEST).collect())
    }

    /// The piece as it stands in the document.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0.escape_debug())
    }
}

const LONGEST: usize = 200;
