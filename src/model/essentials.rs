//! What no micro-credential may lack: leave one out and the program does not compile.

use super::{Assessment, Field, IscedLevel, Learner, Organisation, Outcome, Participation, QualityAssurance};
use crate::base::amount::Amount;
use crate::base::iri::Iri;
use crate::base::list::OneOrMore;
use crate::base::moment::Moment;
use crate::base::text::LanguageMap;

/// The elements that the profiles demand of every micro-credential, and the three that Open Badges
/// demands of every achievement (id, description, criteria).
///
/// Levels in frameworks are demanded only where such a framework applies: add them with
/// [`with_levels`](super::MicroCredential::with_levels), and the ISCED level with them.
///
/// ```
/// use openbadges::base::country::Country;
/// use openbadges::base::text::Text;
/// use openbadges::model::*;
///
/// let award = MicroCredential::new(Essentials {
///     id: "https://college.example.edu/achievements/food-safety".parse()?,
///     title: Text::parse("Food Safety in Small Kitchens")?.into(),
///     description: Text::parse("Keep the hazards of a small kitchen under control.")?.into(),
///     criteria: Text::parse("Hand in a week of records and explain them.")?.into(),
///     learner: Learner::new("did:example:learner-0107".parse()?),
///     provider: Organisation::new(Text::parse("Example College")?, Country::parse("HK")?),
///     awarded: "2026-09-30T12:00:00+08:00".parse()?,
///     outcomes: Outcome::new(Text::parse("Find the hazards in a kitchen and rank them")?.into()).into(),
///     notional_hours: "60".parse()?,
///     isced_level: IscedLevel::new(4)?,
///     fields: Field::parse("1013")?.into(),
///     assessments: Assessment::new(AssessmentType::Portfolio).into(),
///     quality_assurance: QualityAssurance::new(QualityAssuranceType::InstitutionalQualityAssurance).into(),
///     participation: Participation::Blended.into(),
///     entry_requirements: Text::parse("None")?.into(),
/// });
/// assert!(Profile::ALL.into_iter().all(|profile| completeness(&award, profile).is_complete()));
/// # Ok::<(), openbadges::base::Malformed>(())
/// ```
#[derive(Debug, Clone)]
pub struct Essentials {
    /// The IRI of the achievement's definition, shared by all its holders.
    pub id: Iri,
    /// The title (element 6).
    pub title: LanguageMap,
    /// What it is about.
    pub description: LanguageMap,
    /// What a learner must do to earn it.
    pub criteria: LanguageMap,
    /// Who earned it (element 1).
    pub learner: Learner,
    /// Who teaches and assesses, with the country (elements 2 and 4).
    pub provider: Organisation,
    /// When it was first awarded (element 7).
    pub awarded: Moment,
    /// What the learner knows, understands or can do (element 9).
    pub outcomes: OneOrMore<Outcome>,
    /// Hours that a typical learner needs, all counted (element 10).
    pub notional_hours: Amount,
    /// The ISCED level (element 15).
    pub isced_level: IscedLevel,
    /// Fields of ISCED-F (element 16).
    pub fields: OneOrMore<Field>,
    /// How the learner was assessed (element 17).
    pub assessments: OneOrMore<Assessment>,
    /// Quality assurance (element 18).
    pub quality_assurance: OneOrMore<QualityAssurance>,
    /// How the learner took part (element 19).
    pub participation: OneOrMore<Participation>,
    /// What a learner needs beforehand; say so if that is nothing (element 20).
    pub entry_requirements: LanguageMap,
}
