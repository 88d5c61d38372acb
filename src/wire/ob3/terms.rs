//! The enumerations of the standard. An extensible one has an arm for terms of others, which start with `ext:`.

use super::reader::{Reader, at};
use crate::base::Malformed;
use crate::codec::json::Node;
use crate::wire::error::{Error, Excerpt};
use serde::de::value::{BorrowedStrDeserializer, Error as NotATerm};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The kind of an achievement (31 terms, extensible).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each variant is the term of that name")]
pub enum AchievementType {
    Achievement,
    ApprenticeshipCertificate,
    Assessment,
    Assignment,
    AssociateDegree,
    Award,
    Badge,
    BachelorDegree,
    Certificate,
    CertificateOfCompletion,
    Certification,
    CommunityService,
    Competency,
    Course,
    CoCurricular,
    Degree,
    Diploma,
    DoctoralDegree,
    Fieldwork,
    GeneralEducationDevelopment,
    JourneymanCertificate,
    LearningProgram,
    License,
    Membership,
    ProfessionalDoctorate,
    QualityAssuranceCredential,
    MasterCertificate,
    MasterDegree,
    MicroCredential,
    ResearchDoctorate,
    SecondarySchoolDiploma,
    #[serde(untagged)]
    Ext(ExtTerm),
}

/// The kind of node that an alignment points to (7 terms, extensible).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each variant is the term of that name")]
pub enum AlignmentTargetType {
    #[serde(rename = "ceasn:Competency")]
    CeasnCompetency,
    #[serde(rename = "ceterms:Credential")]
    CetermsCredential,
    #[serde(rename = "CFItem")]
    CfItem,
    #[serde(rename = "CFRubric")]
    CfRubric,
    #[serde(rename = "CFRubricCriterion")]
    CfRubricCriterion,
    #[serde(rename = "CFRubricCriterionLevel")]
    CfRubricCriterionLevel,
    #[serde(rename = "CTDL")]
    Ctdl,
    #[serde(untagged)]
    Ext(ExtTerm),
}

/// The kind of result that a description describes (12 terms, extensible).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each variant is the term of that name")]
pub enum ResultType {
    GradePointAverage,
    LetterGrade,
    Percent,
    PerformanceLevel,
    PredictedScore,
    RawScore,
    Result,
    RubricCriterion,
    RubricCriterionLevel,
    RubricScore,
    ScaledScore,
    Status,
    #[serde(untagged)]
    Ext(ExtTerm),
}

/// How far an achievement is (7 terms, closed).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each variant is the term of that name")]
pub enum ResultStatusType {
    Completed,
    Enrolled,
    Failed,
    InProgress,
    OnHold,
    Provisional,
    Withdrew,
}

/// The kind of an identifier: `IdentifierTypeEnum` (19 terms, extensible).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each variant is the term of that name")]
pub enum IdentifierType {
    Name,
    SourcedId,
    SystemId,
    ProductId,
    UserName,
    AccountId,
    EmailAddress,
    NationalIdentityNumber,
    Isbn,
    Issn,
    LisSourcedId,
    OneRosterSourcedId,
    SisSourcedId,
    LtiContextId,
    LtiDeploymentId,
    LtiToolId,
    LtiPlatformId,
    LtiUserId,
    Identifier,
    #[serde(untagged)]
    Ext(ExtTerm),
}

/// A term of an extension: `ext:` and what names it.
///
/// One read from a badge in the compatible way may be another text; the reading says so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Box<str>")]
pub struct ExtTerm(Box<str>);

impl ExtTerm {
    /// Reads `ext:` and at least one letter, digit, `.`, `_` or `-`.
    ///
    /// # Errors
    ///
    /// `ext-term.malformed` for any other text.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let term = Self(text.into());
        if term.is_well_formed() {
            return Ok(term);
        }
        Err(Malformed::new("ext-term.malformed", "`ext:` and letters, digits, `.`, `_` or `-`", text))
    }

    /// The whole term.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn is_well_formed(&self) -> bool {
        self.0.strip_prefix("ext:").is_some_and(|name| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
        })
    }
}

impl TryFrom<Box<str>> for ExtTerm {
    type Error = Malformed;

    fn try_from(text: Box<str>) -> Result<Self, Malformed> {
        Self::parse(&text)
    }
}

impl fmt::Display for ExtTerm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AchievementType {
    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        extensible(node, reader, "an achievement type or an `ext:` term", Self::Ext)
    }
}

impl AlignmentTargetType {
    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        extensible(node, reader, "an alignment target type or an `ext:` term", Self::Ext)
    }
}

impl ResultType {
    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        extensible(node, reader, "a result type or an `ext:` term", Self::Ext)
    }
}

impl ResultStatusType {
    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        closed(node, reader, "a result status")
    }
}

impl IdentifierType {
    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        if node.as_str() == Some("email") {
            let fault = Error::RenamedValue { at: at(node), expected: "emailAddress", found: Excerpt::new("email") };
            reader.fault(fault);
            return Some(Self::EmailAddress);
        }
        extensible(node, reader, "an identifier type or an `ext:` term", Self::Ext)
    }
}

/// The variant that a text names.
fn closed<'d, T: Deserialize<'d>>(node: Node<'d>, reader: &mut Reader, expected: &'static str) -> Option<T> {
    let text = string(node, reader)?;
    let term = named(text);
    if term.is_none() {
        reader.fault(Error::UnknownValue { at: at(node), expected, extensible: false, found: Excerpt::new(text) });
    }
    term
}

/// The variant that a text names, or its extension arm, with a fault where it is no extension term.
fn extensible<'d, T: Deserialize<'d>>(
    node: Node<'d>,
    reader: &mut Reader,
    expected: &'static str,
    extension: fn(ExtTerm) -> T,
) -> Option<T> {
    let text = string(node, reader)?;
    if let Some(term) = named(text) {
        return Some(term);
    }
    let (at, found) = (at(node), Excerpt::new(text));
    reader.fault(if text.starts_with("ext:") {
        Error::ExtensionTerm { at, found }
    } else {
        Error::UnknownValue { at, expected, extensible: true, found }
    });
    Some(extension(ExtTerm(text.into())))
}

fn named<'d, T: Deserialize<'d>>(text: &'d str) -> Option<T> {
    T::deserialize(BorrowedStrDeserializer::<NotATerm>::new(text)).ok()
}

fn string<'d>(node: Node<'d>, reader: &mut Reader) -> Option<&'d str> {
    let text = node.as_str();
    if text.is_none() {
        reader.unexpected(node, "a string");
    }
    text
}
