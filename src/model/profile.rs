//! Which elements a framework demands, and whether a micro-credential has them.

use super::advice::{Advice, advise};
use super::element::Element;
use super::presence::{Presence, presence};
use super::{MicroCredential, NationalLevel};
use crate::base::Malformed;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::fmt;

/// A list of demands on micro-credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// Council Recommendation 2022/C 243/02, Annex I.
    EuCouncil2022,
    /// MICROBOL Common Framework, March 2022.
    Microbol2022,
}

impl Profile {
    /// Every profile.
    pub const ALL: [Self; 2] = [Self::EuCouncil2022, Self::Microbol2022];

    /// The name at the command line and in reports.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::EuCouncil2022 => "eucouncil2022",
            Self::Microbol2022 => "microbol2022",
        }
    }

    /// The document that states the demands.
    #[must_use]
    pub fn source(self) -> &'static str {
        match self {
            Self::EuCouncil2022 => "Council Recommendation 2022/C 243/02, Annex I",
            Self::Microbol2022 => "MICROBOL Common Framework, March 2022",
        }
    }

    /// How strongly the profile demands an element.
    #[must_use]
    pub fn force(self, element: Element) -> Force {
        let row = DEMANDS.iter().find(|(listed, ..)| *listed == element);
        row.map_or(Force::NotInProfile, |(_, eu_council, microbol)| match self {
            Self::EuCouncil2022 => *eu_council,
            Self::Microbol2022 => *microbol,
        })
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::str::FromStr for Profile {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let found = Self::ALL.into_iter().find(|profile| profile.code() == text);
        found.ok_or_else(|| Malformed::new("profile.unknown", "eucouncil2022 or microbol2022", text))
    }
}

/// How strongly a profile demands an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Force {
    /// Without it the micro-credential is not complete.
    Required,
    /// Required where the condition holds.
    RequiredIf(Condition),
    /// Better with it.
    Recommended,
    /// May be there.
    Optional,
    /// The profile does not speak of it.
    NotInProfile,
}

impl Force {
    /// A word for reports: `required`, `required-if`, `recommended`, `optional`, `not-in-profile`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::RequiredIf(_) => "required-if",
            Self::Recommended => "recommended",
            Self::Optional => "optional",
            Self::NotInProfile => "not-in-profile",
        }
    }
}

/// When an element is required that is not always required.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Condition {
    /// An awarding body other than the provider is named.
    AwardingBodyDiffers,
    /// A level is stated in a national framework that is referenced to the EQF.
    ReferencedToEqf,
    /// A level is stated in a national framework that is self-certified against the QF-EHEA.
    SelfCertified,
    /// A sectoral framework is needed; no document can tell.
    SectorNeedsIt,
}

impl Condition {
    /// The condition in words, to be read after "required if".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::AwardingBodyDiffers => "the awarding body is not the provider",
            Self::ReferencedToEqf => "its framework is referenced to the EQF",
            Self::SelfCertified => "its framework is self-certified against the QF-EHEA",
            Self::SectorNeedsIt => "the sector needs it",
        }
    }

    /// Whether the condition holds; `None` where the micro-credential does not tell.
    #[must_use]
    pub fn holds(self, award: &MicroCredential) -> Option<bool> {
        match self {
            Self::AwardingBodyDiffers => match (award.provider(), award.awarding_bodies()) {
                (None, []) => None,
                (provider, bodies) => Some(bodies.iter().any(|body| Some(body) != provider)),
            },
            Self::ReferencedToEqf => any_known(award, |level| match level {
                NationalLevel::Numbered(level) => Some(level.framework().is_referenced_to_eqf()),
                NationalLevel::Named(level) => level.is_referenced_to_eqf().then_some(true),
            }),
            Self::SelfCertified => any_known(award, |level| match level {
                NationalLevel::Numbered(level) => Some(level.is_self_certified()),
                NationalLevel::Named(_) => None,
            }),
            Self::SectorNeedsIt => None,
        }
    }
}

/// Whether a fact holds of any stated national level; `None` if that is open.
fn any_known(award: &MicroCredential, fact: impl Fn(&NationalLevel) -> Option<bool>) -> Option<bool> {
    let facts: Vec<_> = award.levels().national().iter().map(fact).collect();
    if facts.contains(&Some(true)) {
        return Some(true);
    }
    (!facts.is_empty() && !facts.contains(&None)).then_some(false)
}

/// What a profile finds in a micro-credential: every element once, in order, and advice.
#[must_use]
pub fn completeness(award: &MicroCredential, profile: Profile) -> Completeness {
    let items = Element::ALL.into_iter().map(|element| Item::of(element, award, profile)).collect();
    Completeness { profile, items, advice: advise(award) }
}

/// The answer of [`completeness`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completeness {
    profile: Profile,
    items: Vec<Item>,
    advice: Vec<Advice>,
}

impl Completeness {
    /// The profile that was asked.
    #[must_use]
    pub fn profile(&self) -> Profile {
        self.profile
    }

    /// Every element, in the order of its number.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The elements that the profile requires here and does not find.
    pub fn missing(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.standing == Standing::Missing && item.is_required())
    }

    /// Whether nothing required is missing, given that the award will be issued as a signed badge.
    ///
    /// Open questions ([`Standing::Unclear`]) do not make it incomplete: only the author can answer them.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.missing().next().is_none()
    }

    /// What looks wrong or could be better; nothing of it makes a micro-credential incomplete.
    #[must_use]
    pub fn advice(&self) -> &[Advice] {
        &self.advice
    }
}

/// One element of a [`Completeness`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    element: Element,
    force: Force,
    standing: Standing,
    hint: &'static str,
}

impl Item {
    /// The element.
    #[must_use]
    pub fn element(&self) -> Element {
        self.element
    }

    /// How strongly the profile demands it.
    #[must_use]
    pub fn force(&self) -> Force {
        self.force
    }

    /// Whether it is there.
    #[must_use]
    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// How to fill it in, or what is still lacking of it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        self.hint
    }

    fn is_required(&self) -> bool {
        matches!(self.force, Force::Required | Force::RequiredIf(_))
    }

    fn of(element: Element, award: &MicroCredential, profile: Profile) -> Self {
        let force = profile.force(element);
        let found = presence(element, award, profile);
        let hint = if let Presence::Partial(lacking) = found { lacking } else { element.hint() };
        let standing = match (found, force) {
            (Presence::Present, _) => Standing::Present,
            (Presence::BySigning, _) => Standing::MetBySigning,
            (Presence::Partial(_), Force::RequiredIf(_)) => Standing::Missing,
            (Presence::Absent, Force::RequiredIf(condition)) => match condition.holds(award) {
                Some(true) => Standing::Missing,
                Some(false) => Standing::NotNeeded,
                None => Standing::Unclear,
            },
            (Presence::Partial(_) | Presence::Absent, _) => Standing::Missing,
        };
        Self { element, force, standing, hint }
    }
}

/// Whether an element is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It is there.
    Present,
    /// It is not there, or not all of it.
    Missing,
    /// No document can hold it: issuing the award as a signed badge meets it.
    MetBySigning,
    /// It is not there, and the condition under which it is required does not hold.
    NotNeeded,
    /// It is not there, and only the author knows whether it is required.
    Unclear,
}

impl Standing {
    /// A word for reports: `present`, `missing`, `met-by-signing`, `not-needed`, `unclear`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Missing => "missing",
            Self::MetBySigning => "met-by-signing",
            Self::NotNeeded => "not-needed",
            Self::Unclear => "unclear",
        }
    }
}

impl Serialize for Completeness {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut report = serializer.serialize_struct("Completeness", 4)?;
        report.serialize_field("profile", self.profile.code())?;
        report.serialize_field("complete", &self.is_complete())?;
        report.serialize_field("elements", &self.items)?;
        report.serialize_field("advice", &self.advice)?;
        report.end()
    }
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut item = serializer.serialize_struct("Item", 6)?;
        item.serialize_field("number", self.element.number())?;
        item.serialize_field("name", self.element.name())?;
        item.serialize_field("force", self.force.code())?;
        match self.force {
            Force::RequiredIf(condition) => item.serialize_field("condition", condition.words())?,
            _ => item.skip_field("condition")?,
        }
        item.serialize_field("standing", self.standing.code())?;
        match self.standing {
            Standing::Missing | Standing::Unclear => item.serialize_field("hint", self.hint)?,
            _ => item.skip_field("hint")?,
        }
        item.end()
    }
}

/// Each element with its force under the Council Recommendation and under MICROBOL.
const DEMANDS: [(Element, Force, Force); 25] = [
    (Element::Learner, Force::Required, Force::Required),
    (Element::Provider, Force::NotInProfile, Force::Required),
    (Element::AwardingBody, Force::Required, Force::RequiredIf(Condition::AwardingBodyDiffers)),
    (Element::Country, Force::Required, Force::Required),
    (Element::Signature, Force::NotInProfile, Force::Required),
    (Element::Title, Force::Required, Force::Required),
    (Element::Date, Force::Required, Force::Required),
    (Element::Authenticity, Force::NotInProfile, Force::Required),
    (Element::Outcomes, Force::Required, Force::Required),
    (Element::Workload, Force::Required, Force::Required),
    (Element::EctsCredits, Force::Recommended, Force::Recommended),
    (Element::EqfLevel, Force::RequiredIf(Condition::ReferencedToEqf), Force::RequiredIf(Condition::ReferencedToEqf)),
    (Element::Cycle, Force::RequiredIf(Condition::SelfCertified), Force::RequiredIf(Condition::SelfCertified)),
    (Element::NationalLevel, Force::NotInProfile, Force::Recommended),
    (Element::SectoralLevel, Force::NotInProfile, Force::RequiredIf(Condition::SectorNeedsIt)),
    (Element::IscedLevel, Force::NotInProfile, Force::Required),
    (Element::Field, Force::NotInProfile, Force::Required),
    (Element::AssessmentType, Force::Required, Force::Required),
    (Element::QualityAssurance, Force::Required, Force::Required),
    (Element::Participation, Force::Required, Force::Required),
    (Element::EntryRequirements, Force::Optional, Force::Required),
    (Element::Supervision, Force::Optional, Force::NotInProfile),
    (Element::Grade, Force::Optional, Force::NotInProfile),
    (Element::Integration, Force::Optional, Force::NotInProfile),
    (Element::FurtherInformation, Force::Optional, Force::NotInProfile),
];
