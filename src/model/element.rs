//! The constitutive elements, by number and name.

use serde::ser::{Serialize, Serializer};

/// An element of a micro-credential. Numbers run through both European frameworks: 1 to 19 carry the eleven mandatory
/// elements of the Council Recommendation's Annex I, 20 to 24 its optional ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Element {
    /// 1
    Learner,
    /// 2
    Provider,
    /// 3
    AwardingBody,
    /// 4
    Country,
    /// 5
    Signature,
    /// 6
    Title,
    /// 7
    Date,
    /// 8
    Authenticity,
    /// 9
    Outcomes,
    /// 10
    Workload,
    /// 10a
    EctsCredits,
    /// 11
    EqfLevel,
    /// 12
    Cycle,
    /// 13
    NationalLevel,
    /// 14
    SectoralLevel,
    /// 15
    IscedLevel,
    /// 16
    Field,
    /// 17
    AssessmentType,
    /// 18
    QualityAssurance,
    /// 19
    Participation,
    /// 20
    EntryRequirements,
    /// 21
    Supervision,
    /// 22
    Grade,
    /// 23
    Integration,
    /// 24
    FurtherInformation,
}

impl Element {
    /// Every element in the order of its number.
    pub const ALL: [Self; 25] = [
        Self::Learner,
        Self::Provider,
        Self::AwardingBody,
        Self::Country,
        Self::Signature,
        Self::Title,
        Self::Date,
        Self::Authenticity,
        Self::Outcomes,
        Self::Workload,
        Self::EctsCredits,
        Self::EqfLevel,
        Self::Cycle,
        Self::NationalLevel,
        Self::SectoralLevel,
        Self::IscedLevel,
        Self::Field,
        Self::AssessmentType,
        Self::QualityAssurance,
        Self::Participation,
        Self::EntryRequirements,
        Self::Supervision,
        Self::Grade,
        Self::Integration,
        Self::FurtherInformation,
    ];

    /// The number, such as `10a`.
    #[must_use]
    pub fn number(self) -> &'static str {
        self.row().0
    }

    /// The name in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// The member of the award document that states it, as a JSON Pointer.
    #[must_use]
    pub fn member(self) -> &'static str {
        self.row().2
    }

    /// How to fill it in, for the author of an award document.
    #[must_use]
    pub fn hint(self) -> &'static str {
        self.row().3
    }

    fn row(self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            Self::Learner => (
                "1",
                "learner",
                "/learner",
                "give the learner's DID as `id`, or an identity such as a hashed e-mail address",
            ),
            Self::Provider => ("2", "provider", "/provider", "name who teaches and assesses, with its country"),
            Self::AwardingBody => (
                "3",
                "awarding body",
                "/awardingBodies",
                "name who grants it, with its country, unless the provider does",
            ),
            Self::Country => (
                "4",
                "country of the issuer",
                "/provider/country",
                "give the two-letter country code of the provider and of each awarding body",
            ),
            Self::Signature => ("5", "signature or seal", "", "issue the award as a signed badge"),
            Self::Title => ("6", "title", "/title", "give a title, in one language or more"),
            Self::Date => ("7", "date", "/awarded", "give the date of award with its time zone"),
            Self::Authenticity => ("8", "verification of authenticity", "", "issue the award as a signed badge"),
            Self::Outcomes => (
                "9",
                "learning outcomes",
                "/outcomes",
                "say what the learner can do now, one sentence with an active verb for each outcome",
            ),
            Self::Workload => (
                "10",
                "workload",
                "/workload",
                "give the notional hours: all the hours that a typical learner needs, not only those in class",
            ),
            Self::EctsCredits => {
                ("10a", "workload in ECTS", "/credits", "add the credits in ECTS if your institution awards them")
            }
            Self::EqfLevel => (
                "11",
                "EQF level",
                "/levels/eqf",
                "give the EQF level if the micro-credential is in a framework that is referenced to the EQF",
            ),
            Self::Cycle => (
                "12",
                "QF-EHEA cycle",
                "/levels/cycle",
                "give short, first, second or third if the framework is self-certified against the QF-EHEA",
            ),
            Self::NationalLevel => {
                ("13", "national level", "/levels/national", "add the level in your national framework")
            }
            Self::SectoralLevel => {
                ("14", "sectoral level", "/levels/sectoral", "add the level in a sectoral framework if one is needed")
            }
            Self::IscedLevel => (
                "15",
                "ISCED level",
                "/levels/isced",
                "give the ISCED 2011 level, such as 5 short-cycle tertiary, 6 bachelor, 7 master",
            ),
            Self::Field => {
                ("16", "subject area", "/fields", "give the ISCED-F 2013 code of two to four digits, such as 0613")
            }
            Self::AssessmentType => {
                ("17", "type of assessment", "/assessments", "give the type of each assessment that the learner passed")
            }
            Self::QualityAssurance => (
                "18",
                "type of quality assurance",
                "/qualityAssurance",
                "say whether the institution or the programme is licensed or quality-assured, and by whom",
            ),
            Self::Participation => {
                ("19", "form of participation", "/participation", "say how the learner took part, such as online")
            }
            Self::EntryRequirements => (
                "20",
                "access requirements",
                "/entryRequirements",
                "say what a learner needs beforehand; if that is nothing, say so",
            ),
            Self::Supervision => (
                "21",
                "supervision and identity check",
                "/assessments/0/supervision",
                "say of each assessment whether it was supervised and the identity verified",
            ),
            Self::Grade => ("22", "grade", "/grades", "give the result and its scale if the learner got one"),
            Self::Integration => (
                "23",
                "integration and stackability",
                "/integration",
                "say standalone, stackable or integrated, and towards which award",
            ),
            Self::FurtherInformation => {
                ("24", "further information", "/furtherInformation", "add whatever else a reader should know")
            }
        }
    }
}

impl Serialize for Element {
    /// The number.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.number())
    }
}
