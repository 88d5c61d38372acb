//! The enumerations of the standard. An extensible one has an arm for terms of others, which start with `ext:`.

use super::reader::{Reader, at};
use crate::base::Malformed;
use crate::base::shared::SharedText;
use crate::codec::json::Node;
use crate::wire::error::{Error, Excerpt};
use serde::{Serialize, Serializer};
use std::fmt;

/// The kind of an achievement (31 terms, extensible).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
    Ext(ExtTerm),
}

/// The kind of node that an alignment points to (7 terms, extensible).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant is the term of that name")]
pub enum AlignmentTargetType {
    CeasnCompetency,
    CetermsCredential,
    CfItem,
    CfRubric,
    CfRubricCriterion,
    CfRubricCriterionLevel,
    Ctdl,
    Ext(ExtTerm),
}

/// The kind of result that a description describes (12 terms, extensible).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
    Ext(ExtTerm),
}

/// How far an achievement is (7 terms, closed).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
    Ext(ExtTerm),
}

/// A term of an extension: `ext:` and what names it.
///
/// One read from a badge in the compatible way may be another text; the reading says so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExtTerm(SharedText);

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

impl fmt::Display for ExtTerm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AchievementType {
    /// Reads a term of the standard, or one of an extension.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        find(ACHIEVEMENT_TYPES, text).or_else(|| ExtTerm::parse(text).ok().map(Self::Ext))
    }

    /// The term.
    #[must_use]
    pub fn as_str(&self) -> &str {
        if let Self::Ext(term) = self {
            return term.as_str();
        }
        name(ACHIEVEMENT_TYPES, self)
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        extensible(node, reader, "an achievement type or an `ext:` term", Self::parse, Self::Ext)
    }
}

impl Serialize for AchievementType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl AlignmentTargetType {
    /// Reads a term of the standard, or one of an extension.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        find(ALIGNMENT_TARGET_TYPES, text).or_else(|| ExtTerm::parse(text).ok().map(Self::Ext))
    }

    /// The term.
    #[must_use]
    pub fn as_str(&self) -> &str {
        if let Self::Ext(term) = self {
            return term.as_str();
        }
        name(ALIGNMENT_TARGET_TYPES, self)
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        extensible(node, reader, "an alignment target type or an `ext:` term", Self::parse, Self::Ext)
    }
}

impl Serialize for AlignmentTargetType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl ResultType {
    /// Reads a term of the standard, or one of an extension.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        find(RESULT_TYPES, text).or_else(|| ExtTerm::parse(text).ok().map(Self::Ext))
    }

    /// The term.
    #[must_use]
    pub fn as_str(&self) -> &str {
        if let Self::Ext(term) = self {
            return term.as_str();
        }
        name(RESULT_TYPES, self)
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        extensible(node, reader, "a result type or an `ext:` term", Self::parse, Self::Ext)
    }
}

impl Serialize for ResultType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl ResultStatusType {
    /// Reads a term of the standard.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        find(RESULT_STATUS_TYPES, text)
    }

    /// The term.
    #[must_use]
    pub fn as_str(&self) -> &str {
        name(RESULT_STATUS_TYPES, self)
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        closed(node, reader, "a result status", Self::parse)
    }
}

impl Serialize for ResultStatusType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl IdentifierType {
    /// Reads a term of the standard, or one of an extension.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        find(IDENTIFIER_TYPES, text).or_else(|| ExtTerm::parse(text).ok().map(Self::Ext))
    }

    /// The term.
    #[must_use]
    pub fn as_str(&self) -> &str {
        if let Self::Ext(term) = self {
            return term.as_str();
        }
        name(IDENTIFIER_TYPES, self)
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        if node.as_str() == Some("email") {
            let fault = Error::RenamedValue { at: at(node), expected: "emailAddress", found: Excerpt::new("email") };
            reader.fault(fault);
            return Some(Self::EmailAddress);
        }
        extensible(node, reader, "an identifier type or an `ext:` term", Self::parse, Self::Ext)
    }
}

impl Serialize for IdentifierType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

fn find<T: Clone>(terms: &[(T, &str)], text: &str) -> Option<T> {
    terms.iter().find(|(_, name)| *name == text).map(|(term, _)| term.clone())
}

fn name<T: PartialEq>(terms: &'static [(T, &'static str)], term: &T) -> &'static str {
    terms.iter().find(|(listed, _)| listed == term).map_or("", |(_, name)| name)
}

/// The term that a text is.
fn closed<T>(node: Node<'_>, reader: &mut Reader, expected: &'static str, parse: fn(&str) -> Option<T>) -> Option<T> {
    let text = string(node, reader)?;
    let term = parse(text);
    if term.is_none() {
        reader.fault(Error::UnknownValue { at: at(node), expected, extensible: false, found: Excerpt::new(text) });
    }
    term
}

/// The term that a text is, or an extension, with a fault where it is no extension term.
fn extensible<T>(
    node: Node<'_>,
    reader: &mut Reader,
    expected: &'static str,
    parse: fn(&str) -> Option<T>,
    extension: fn(ExtTerm) -> T,
) -> Option<T> {
    let text = string(node, reader)?;
    if let Some(term) = parse(text) {
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

fn string<'d>(node: Node<'d>, reader: &mut Reader) -> Option<&'d str> {
    let text = node.as_str();
    if text.is_none() {
        reader.unexpected(node, "a string");
    }
    text
}

const ACHIEVEMENT_TYPES: &[(AchievementType, &str)] = &[
    (AchievementType::Achievement, "Achievement"),
    (AchievementType::ApprenticeshipCertificate, "ApprenticeshipCertificate"),
    (AchievementType::Assessment, "Assessment"),
    (AchievementType::Assignment, "Assignment"),
    (AchievementType::AssociateDegree, "AssociateDegree"),
    (AchievementType::Award, "Award"),
    (AchievementType::Badge, "Badge"),
    (AchievementType::BachelorDegree, "BachelorDegree"),
    (AchievementType::Certificate, "Certificate"),
    (AchievementType::CertificateOfCompletion, "CertificateOfCompletion"),
    (AchievementType::Certification, "Certification"),
    (AchievementType::CommunityService, "CommunityService"),
    (AchievementType::Competency, "Competency"),
    (AchievementType::Course, "Course"),
    (AchievementType::CoCurricular, "CoCurricular"),
    (AchievementType::Degree, "Degree"),
    (AchievementType::Diploma, "Diploma"),
    (AchievementType::DoctoralDegree, "DoctoralDegree"),
    (AchievementType::Fieldwork, "Fieldwork"),
    (AchievementType::GeneralEducationDevelopment, "GeneralEducationDevelopment"),
    (AchievementType::JourneymanCertificate, "JourneymanCertificate"),
    (AchievementType::LearningProgram, "LearningProgram"),
    (AchievementType::License, "License"),
    (AchievementType::Membership, "Membership"),
    (AchievementType::ProfessionalDoctorate, "ProfessionalDoctorate"),
    (AchievementType::QualityAssuranceCredential, "QualityAssuranceCredential"),
    (AchievementType::MasterCertificate, "MasterCertificate"),
    (AchievementType::MasterDegree, "MasterDegree"),
    (AchievementType::MicroCredential, "MicroCredential"),
    (AchievementType::ResearchDoctorate, "ResearchDoctorate"),
    (AchievementType::SecondarySchoolDiploma, "SecondarySchoolDiploma"),
];

const ALIGNMENT_TARGET_TYPES: &[(AlignmentTargetType, &str)] = &[
    (AlignmentTargetType::CeasnCompetency, "ceasn:Competency"),
    (AlignmentTargetType::CetermsCredential, "ceterms:Credential"),
    (AlignmentTargetType::CfItem, "CFItem"),
    (AlignmentTargetType::CfRubric, "CFRubric"),
    (AlignmentTargetType::CfRubricCriterion, "CFRubricCriterion"),
    (AlignmentTargetType::CfRubricCriterionLevel, "CFRubricCriterionLevel"),
    (AlignmentTargetType::Ctdl, "CTDL"),
];

const RESULT_TYPES: &[(ResultType, &str)] = &[
    (ResultType::GradePointAverage, "GradePointAverage"),
    (ResultType::LetterGrade, "LetterGrade"),
    (ResultType::Percent, "Percent"),
    (ResultType::PerformanceLevel, "PerformanceLevel"),
    (ResultType::PredictedScore, "PredictedScore"),
    (ResultType::RawScore, "RawScore"),
    (ResultType::Result, "Result"),
    (ResultType::RubricCriterion, "RubricCriterion"),
    (ResultType::RubricCriterionLevel, "RubricCriterionLevel"),
    (ResultType::RubricScore, "RubricScore"),
    (ResultType::ScaledScore, "ScaledScore"),
    (ResultType::Status, "Status"),
];

const RESULT_STATUS_TYPES: &[(ResultStatusType, &str)] = &[
    (ResultStatusType::Completed, "Completed"),
    (ResultStatusType::Enrolled, "Enrolled"),
    (ResultStatusType::Failed, "Failed"),
    (ResultStatusType::InProgress, "InProgress"),
    (ResultStatusType::OnHold, "OnHold"),
    (ResultStatusType::Provisional, "Provisional"),
    (ResultStatusType::Withdrew, "Withdrew"),
];

const IDENTIFIER_TYPES: &[(IdentifierType, &str)] = &[
    (IdentifierType::Name, "name"),
    (IdentifierType::SourcedId, "sourcedId"),
    (IdentifierType::SystemId, "systemId"),
    (IdentifierType::ProductId, "productId"),
    (IdentifierType::UserName, "userName"),
    (IdentifierType::AccountId, "accountId"),
    (IdentifierType::EmailAddress, "emailAddress"),
    (IdentifierType::NationalIdentityNumber, "nationalIdentityNumber"),
    (IdentifierType::Isbn, "isbn"),
    (IdentifierType::Issn, "issn"),
    (IdentifierType::LisSourcedId, "lisSourcedId"),
    (IdentifierType::OneRosterSourcedId, "oneRosterSourcedId"),
    (IdentifierType::SisSourcedId, "sisSourcedId"),
    (IdentifierType::LtiContextId, "ltiContextId"),
    (IdentifierType::LtiDeploymentId, "ltiDeploymentId"),
    (IdentifierType::LtiToolId, "ltiToolId"),
    (IdentifierType::LtiPlatformId, "ltiPlatformId"),
    (IdentifierType::LtiUserId, "ltiUserId"),
    (IdentifierType::Identifier, "identifier"),
];
