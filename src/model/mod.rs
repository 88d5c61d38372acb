//! Floor 1: what a micro-credential means, apart from every format.
//!
//! [`MicroCredential`] holds the constitutive elements of the European frameworks (Council Recommendation
//! 2022/C 243/02, Annex I; MICROBOL Common Framework 2022), each as a checked type. Its JSON form is the award document.

pub mod advice;
pub mod assessment;
pub mod comparison;
pub mod element;
pub mod essentials;
pub mod field;
pub mod framework;
pub mod grade;
pub mod grounds;
pub mod hours;
pub mod identity;
pub mod learner;
pub mod level;
pub mod organisation;
pub mod outcome;
pub mod participation;
mod presence;
pub mod profile;
pub mod quality;
pub mod size;
pub mod stacking;
pub mod term;
pub mod vocabulary;

pub use assessment::{Assessment, AssessmentType, Supervision};
pub use element::Element;
pub use essentials::Essentials;
pub use field::Field;
pub use framework::{NamedLevel, NationalFramework, NationalLevel, NumberedLevel};
pub use grade::{Grade, GradeStatus, GradingScale};
pub use grounds::Grounds;
pub use identity::{Identifier, Identity, IdentityForm, IdentityHash, IdentityType};
pub use learner::Learner;
pub use level::{Cycle, EqfLevel, IscedLevel, Levels};
pub use organisation::Organisation;
pub use outcome::Outcome;
pub use participation::Participation;
pub use profile::{Profile, completeness};
pub use quality::{QualityAssurance, QualityAssuranceType};
pub use size::{CreditSystem, Credits, Workload};
pub use stacking::{Absorbed, Component, Digest, Entry, Integration};
pub use term::{AchievementType, Term};
pub use vocabulary::Vocabulary;

use crate::base::iri::Iri;
use crate::base::language::Language;
use crate::base::moment::Moment;
use crate::base::serial::stated;
use crate::base::text::{LanguageMap, Text};
use crate::base::time::Date;
use serde::{Deserialize, Serialize};

/// A complete award document with every element, about invented people, to start from.
#[must_use]
pub fn sample_award() -> &'static str {
    include_str!("sample.json")
}

/// A micro-credential, or an award, as one learner earned it.
///
/// [`MicroCredential::new`] makes one that has every mandatory element. [`MicroCredential::default`] has none: drafts and
/// badges of other issuers may lack any, and [`profile::completeness`] says which. Optional elements come by `with_…`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MicroCredential {
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    id: Option<Iri>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    version: Option<Text>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    code: Option<Text>,
    #[serde(rename = "type", default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    kind: Option<AchievementType>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    title: Option<LanguageMap>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    description: Option<LanguageMap>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    criteria: Option<LanguageMap>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    criteria_url: Option<Iri>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    learner: Option<Learner>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    provider: Option<Organisation>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    awarding_bodies: Vec<Organisation>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    awarded: Option<Moment>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    assessed: Option<Moment>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    started: Option<Moment>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    ended: Option<Moment>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    outcomes: Vec<Outcome>,
    #[serde(default, skip_serializing_if = "Workload::is_unstated")]
    workload: Workload,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    credits: Vec<Credits>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    credits_earned: Vec<Credits>,
    #[serde(default, skip_serializing_if = "Levels::is_unstated")]
    levels: Levels,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    fields: Vec<Field>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    assessments: Vec<Assessment>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    quality_assurance: Vec<QualityAssurance>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    participation: Vec<Participation>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    entry_requirements: Option<LanguageMap>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    grades: Vec<Grade>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    integration: Option<Integration>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    stacks_towards: Vec<Entry>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    stackable_until: Option<Date>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    category: Option<Entry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    themes: Vec<Entry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Iri>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    components: Vec<Component>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    grounds: Option<Grounds>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    instruction_languages: Vec<Language>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    further_information: Option<LanguageMap>,
}

impl MicroCredential {
    /// A micro-credential with every element that both profiles demand of every micro-credential.
    #[must_use]
    pub fn new(essentials: Essentials) -> Self {
        let levels = Levels::default().with_isced(essentials.isced_level);
        Self {
            id: Some(essentials.id),
            kind: Some(AchievementType::MicroCredential),
            title: Some(essentials.title),
            description: Some(essentials.description),
            criteria: Some(essentials.criteria),
            learner: Some(essentials.learner),
            provider: Some(essentials.provider),
            awarded: Some(essentials.awarded),
            outcomes: essentials.outcomes.into_vec(),
            workload: Workload::new(essentials.notional_hours),
            levels,
            fields: essentials.fields.into_vec(),
            assessments: essentials.assessments.into_vec(),
            quality_assurance: essentials.quality_assurance.into_vec(),
            participation: essentials.participation.into_vec(),
            entry_requirements: Some(essentials.entry_requirements),
            ..Self::default()
        }
    }

    /// Gives the IRI of the achievement's definition.
    #[must_use]
    pub fn with_id(self, id: Iri) -> Self {
        Self { id: Some(id), ..self }
    }

    /// Gives the version of the definition.
    #[must_use]
    pub fn with_version(self, version: Text) -> Self {
        Self { version: Some(version), ..self }
    }

    /// Gives the provider's own code, such as a course code.
    #[must_use]
    pub fn with_code(self, code: Text) -> Self {
        Self { code: Some(code), ..self }
    }

    /// States what sort of achievement it is.
    #[must_use]
    pub fn with_kind(self, kind: AchievementType) -> Self {
        Self { kind: Some(kind), ..self }
    }

    /// Gives the title (element 6).
    #[must_use]
    pub fn with_title(self, title: LanguageMap) -> Self {
        Self { title: Some(title), ..self }
    }

    /// Says what the achievement is about.
    #[must_use]
    pub fn with_description(self, description: LanguageMap) -> Self {
        Self { description: Some(description), ..self }
    }

    /// Says what a learner must do to earn it.
    #[must_use]
    pub fn with_criteria(self, criteria: LanguageMap) -> Self {
        Self { criteria: Some(criteria), ..self }
    }

    /// Points to the published criteria.
    #[must_use]
    pub fn with_criteria_url(self, criteria_url: Iri) -> Self {
        Self { criteria_url: Some(criteria_url), ..self }
    }

    /// Names the learner (element 1).
    #[must_use]
    pub fn with_learner(self, learner: Learner) -> Self {
        Self { learner: Some(learner), ..self }
    }

    /// Names who teaches and assesses (element 2).
    #[must_use]
    pub fn with_provider(self, provider: Organisation) -> Self {
        Self { provider: Some(provider), ..self }
    }

    /// Names who grants it, where that is not the provider alone (element 3).
    #[must_use]
    pub fn with_awarding_bodies(self, awarding_bodies: Vec<Organisation>) -> Self {
        Self { awarding_bodies, ..self }
    }

    /// States when it was first awarded (element 7).
    #[must_use]
    pub fn with_awarded(self, awarded: Moment) -> Self {
        Self { awarded: Some(awarded), ..self }
    }

    /// States when the learner was assessed (element 7).
    #[must_use]
    pub fn with_assessed(self, assessed: Moment) -> Self {
        Self { assessed: Some(assessed), ..self }
    }

    /// States when the learner began.
    #[must_use]
    pub fn with_started(self, started: Moment) -> Self {
        Self { started: Some(started), ..self }
    }

    /// States when the learner finished.
    #[must_use]
    pub fn with_ended(self, ended: Moment) -> Self {
        Self { ended: Some(ended), ..self }
    }

    /// States what the learner knows, understands or can do (element 9).
    #[must_use]
    pub fn with_outcomes(self, outcomes: Vec<Outcome>) -> Self {
        Self { outcomes, ..self }
    }

    /// States the hours of learning (element 10).
    #[must_use]
    pub fn with_workload(self, workload: Workload) -> Self {
        Self { workload, ..self }
    }

    /// States what the achievement carries, once for each credit system (element 10a).
    #[must_use]
    pub fn with_credits(self, credits: Vec<Credits>) -> Self {
        Self { credits, ..self }
    }

    /// States what this learner received, where it is not what the achievement carries.
    #[must_use]
    pub fn with_credits_earned(self, credits_earned: Vec<Credits>) -> Self {
        Self { credits_earned, ..self }
    }

    /// States the levels (elements 11 to 15).
    #[must_use]
    pub fn with_levels(self, levels: Levels) -> Self {
        Self { levels, ..self }
    }

    /// States the fields of ISCED-F (element 16).
    #[must_use]
    pub fn with_fields(self, fields: Vec<Field>) -> Self {
        Self { fields, ..self }
    }

    /// States how the learner was assessed (elements 17 and 21).
    #[must_use]
    pub fn with_assessments(self, assessments: Vec<Assessment>) -> Self {
        Self { assessments, ..self }
    }

    /// States the quality assurance (element 18).
    #[must_use]
    pub fn with_quality_assurance(self, quality_assurance: Vec<QualityAssurance>) -> Self {
        Self { quality_assurance, ..self }
    }

    /// States how the learner took part (element 19).
    #[must_use]
    pub fn with_participation(self, participation: Vec<Participation>) -> Self {
        Self { participation, ..self }
    }

    /// States what a learner needs beforehand (element 20).
    #[must_use]
    pub fn with_entry_requirements(self, entry_requirements: LanguageMap) -> Self {
        Self { entry_requirements: Some(entry_requirements), ..self }
    }

    /// States the results (element 22).
    #[must_use]
    pub fn with_grades(self, grades: Vec<Grade>) -> Self {
        Self { grades, ..self }
    }

    /// States how it relates to larger achievements (element 23).
    #[must_use]
    pub fn with_integration(self, integration: Integration) -> Self {
        Self { integration: Some(integration), ..self }
    }

    /// Names the awards towards which it may be used (element 23).
    #[must_use]
    pub fn with_stacks_towards(self, stacks_towards: Vec<Entry>) -> Self {
        Self { stacks_towards, ..self }
    }

    /// States the last day on which the learner may apply to stack it.
    #[must_use]
    pub fn with_stackable_until(self, stackable_until: Date) -> Self {
        Self { stackable_until: Some(stackable_until), ..self }
    }

    /// States the category, such as Professional Practice.
    #[must_use]
    pub fn with_category(self, category: Entry) -> Self {
        Self { category: Some(category), ..self }
    }

    /// States the themes.
    #[must_use]
    pub fn with_themes(self, themes: Vec<Entry>) -> Self {
        Self { themes, ..self }
    }

    /// Names the achievements of which it consists.
    #[must_use]
    pub fn with_parts(self, parts: Vec<Iri>) -> Self {
        Self { parts, ..self }
    }

    /// Lists the badges that were counted into it, if it is an award.
    #[must_use]
    pub fn with_components(self, components: Vec<Component>) -> Self {
        Self { components, ..self }
    }

    /// States the languages of teaching.
    #[must_use]
    pub fn with_instruction_languages(self, instruction_languages: Vec<Language>) -> Self {
        Self { instruction_languages, ..self }
    }

    /// Says anything else (element 24).
    #[must_use]
    pub fn with_further_information(self, further_information: LanguageMap) -> Self {
        Self { further_information: Some(further_information), ..self }
    }

    /// The IRI of the achievement's definition.
    #[must_use]
    pub fn id(&self) -> Option<&Iri> {
        self.id.as_ref()
    }

    /// The version of the definition.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        self.version.as_ref().map(Text::as_str)
    }

    /// The provider's own code, such as a course code.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_ref().map(Text::as_str)
    }

    /// What sort of achievement it is.
    #[must_use]
    pub fn kind(&self) -> Option<&AchievementType> {
        self.kind.as_ref()
    }

    /// The title (element 6).
    #[must_use]
    pub fn title(&self) -> Option<&LanguageMap> {
        self.title.as_ref()
    }

    /// What the achievement is about.
    #[must_use]
    pub fn description(&self) -> Option<&LanguageMap> {
        self.description.as_ref()
    }

    /// What a learner must do to earn it.
    #[must_use]
    pub fn criteria(&self) -> Option<&LanguageMap> {
        self.criteria.as_ref()
    }

    /// Where the criteria are published.
    #[must_use]
    pub fn criteria_url(&self) -> Option<&Iri> {
        self.criteria_url.as_ref()
    }

    /// The learner (element 1).
    #[must_use]
    pub fn learner(&self) -> Option<&Learner> {
        self.learner.as_ref()
    }

    /// Who teaches and assesses (element 2).
    #[must_use]
    pub fn provider(&self) -> Option<&Organisation> {
        self.provider.as_ref()
    }

    /// Who grants it, where that is not the provider alone (element 3).
    #[must_use]
    pub fn awarding_bodies(&self) -> &[Organisation] {
        &self.awarding_bodies
    }

    /// When it was first awarded (element 7); a later edition keeps it.
    #[must_use]
    pub fn awarded(&self) -> Option<Moment> {
        self.awarded
    }

    /// When the learner was assessed (element 7).
    #[must_use]
    pub fn assessed(&self) -> Option<Moment> {
        self.assessed
    }

    /// When the learner began.
    #[must_use]
    pub fn started(&self) -> Option<Moment> {
        self.started
    }

    /// When the learner finished.
    #[must_use]
    pub fn ended(&self) -> Option<Moment> {
        self.ended
    }

    /// What the learner knows, understands or can do (element 9).
    #[must_use]
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// Hours of learning (element 10).
    #[must_use]
    pub fn workload(&self) -> Workload {
        self.workload
    }

    /// What the achievement carries, once for each credit system (element 10a).
    #[must_use]
    pub fn credits(&self) -> &[Credits] {
        &self.credits
    }

    /// What this learner received; empty where it is what the achievement carries.
    #[must_use]
    pub fn credits_earned(&self) -> &[Credits] {
        &self.credits_earned
    }

    /// The levels (elements 11 to 15).
    #[must_use]
    pub fn levels(&self) -> &Levels {
        &self.levels
    }

    /// Fields of ISCED-F (element 16).
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// How the learner was assessed (elements 17 and 21).
    #[must_use]
    pub fn assessments(&self) -> &[Assessment] {
        &self.assessments
    }

    /// Quality assurance (element 18).
    #[must_use]
    pub fn quality_assurance(&self) -> &[QualityAssurance] {
        &self.quality_assurance
    }

    /// How the learner took part (element 19).
    #[must_use]
    pub fn participation(&self) -> &[Participation] {
        &self.participation
    }

    /// What a learner needs beforehand (element 20).
    #[must_use]
    pub fn entry_requirements(&self) -> Option<&LanguageMap> {
        self.entry_requirements.as_ref()
    }

    /// Results (element 22).
    #[must_use]
    pub fn grades(&self) -> &[Grade] {
        &self.grades
    }

    /// How it relates to larger achievements (element 23).
    #[must_use]
    pub fn integration(&self) -> Option<Integration> {
        self.integration
    }

    /// The awards towards which it may be used (element 23).
    #[must_use]
    pub fn stacks_towards(&self) -> &[Entry] {
        &self.stacks_towards
    }

    /// The last day on which the learner may apply to stack it; informative.
    #[must_use]
    pub fn stackable_until(&self) -> Option<Date> {
        self.stackable_until
    }

    /// The category, such as Professional Practice.
    #[must_use]
    pub fn category(&self) -> Option<&Entry> {
        self.category.as_ref()
    }

    /// The themes.
    #[must_use]
    pub fn themes(&self) -> &[Entry] {
        &self.themes
    }

    /// The achievements of which it consists.
    #[must_use]
    pub fn parts(&self) -> &[Iri] {
        &self.parts
    }

    /// The badges that were counted into it, if it is an award.
    #[must_use]
    pub fn components(&self) -> &[Component] {
        &self.components
    }

    /// The languages of teaching.
    #[must_use]
    pub fn instruction_languages(&self) -> &[Language] {
        &self.instruction_languages
    }

    /// Anything else (element 24).
    #[must_use]
    pub fn further_information(&self) -> Option<&LanguageMap> {
        self.further_information.as_ref()
    }
}
