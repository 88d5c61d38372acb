//! Addresses of the properties that statements are about: the European Learning Model 3 and Dublin Core.

pub(super) const EQF_LEVEL: &str = "http://data.europa.eu/snb/model/elm/EQFLevel";
pub(super) const NQF_LEVEL: &str = "http://data.europa.eu/snb/model/elm/NQFLevel";
pub(super) const EDUCATION_LEVEL: &str = "http://data.europa.eu/snb/model/elm/educationLevel";
pub(super) const ISCED_F: &str = "http://data.europa.eu/snb/model/elm/ISCEDFCode";
pub(super) const CREDIT_POINT: &str = "http://data.europa.eu/snb/model/elm/creditPoint";
pub(super) const VOLUME_OF_LEARNING: &str = "http://data.europa.eu/snb/model/elm/volumeOfLearning";
pub(super) const CONTACT_HOUR: &str = "http://data.europa.eu/snb/model/elm/contactHour";
pub(super) const LEARNING_OUTCOME: &str = "http://data.europa.eu/snb/model/elm/learningOutcome";
pub(super) const PROVEN_BY: &str = "http://data.europa.eu/snb/model/elm/provenBy";
pub(super) const ID_VERIFICATION: &str = "http://data.europa.eu/snb/model/elm/idVerification";
pub(super) const ACCREDITATION: &str = "http://data.europa.eu/snb/model/elm/accreditation";
pub(super) const MODE: &str = "http://data.europa.eu/snb/model/elm/mode";
pub(super) const ENTRY_REQUIREMENT: &str = "http://data.europa.eu/snb/model/elm/entryRequirement";
pub(super) const IS_PART_OF: &str = "http://data.europa.eu/snb/model/elm/isPartOf";
pub(super) const HAS_PART: &str = "http://data.europa.eu/snb/model/elm/hasPart";
pub(super) const AWARDING_BODY: &str = "http://data.europa.eu/snb/model/elm/awardingBody";
pub(super) const ADDITIONAL_NOTE: &str = "http://data.europa.eu/snb/model/elm/additionalNote";
pub(super) const DCT_TITLE: &str = "http://purl.org/dc/terms/title";
pub(super) const DCT_DESCRIPTION: &str = "http://purl.org/dc/terms/description";
pub(super) const DCT_TYPE: &str = "http://purl.org/dc/terms/type";
pub(super) const DCT_SUBJECT: &str = "http://purl.org/dc/terms/subject";
pub(super) const DCT_LANGUAGE: &str = "http://purl.org/dc/terms/language";
pub(super) const DCT_VALID: &str = "http://purl.org/dc/terms/valid";
pub(super) const DCT_ISSUED: &str = "http://purl.org/dc/terms/issued";
pub(super) const DCT_TEMPORAL: &str = "http://purl.org/dc/terms/temporal";
pub(super) const CRITERIA: &str = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#Criteria";
