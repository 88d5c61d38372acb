//! The courses of the story; schools and learner are invented.

use crate::{Result, id_of};
use openbadges::base::amount::Amount;
use openbadges::base::country::Country;
use openbadges::base::iri::Iri;
use openbadges::base::text::{LanguageMap, Text};
use openbadges::model::*;
use openbadges::proof::SigningKey;

#[derive(Debug, Clone, Copy)]
pub(crate) enum School {
    Harbour,
    Island,
}

impl School {
    /// A fixed key, so that the files are the same each time. A real issuer draws its key at random and keeps it.
    pub(crate) fn key(self) -> Result<SigningKey> {
        Ok(SigningKey::from_seed(match self {
            Self::Harbour => [1; 32],
            Self::Island => [2; 32],
        })?)
    }

    pub(crate) fn id(self) -> Result<Iri> {
        id_of(&self.key()?)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Harbour => "Harbour School",
            Self::Island => "Island Institute",
        }
    }

    fn organisation(self) -> Result<Organisation> {
        Ok(Organisation::new(Text::parse(self.name())?, Country::parse("HK")?).with_id(self.id()?))
    }
}

#[derive(Debug)]
pub(crate) struct Course {
    pub(crate) code: &'static str,
    pub(crate) title: &'static str,
    pub(crate) school: School,
    pub(crate) credits: u32,
    category: &'static str,
    pub(crate) awarded: &'static str,
}

pub(crate) const COURSES: [Course; 4] = [
    course("H1", "Prompting with Care", School::Harbour, 9, "PP", "2024-06-03T04:00:00Z"),
    course("H2", "Models in the Workplace", School::Harbour, 9, "PP", "2025-01-20T04:00:00Z"),
    course("I1", "Data for Decisions", School::Island, 6, "PP", "2025-09-15T04:00:00Z"),
    course("I2", "Writing for the Public", School::Island, 6, "GS", "2025-12-01T04:00:00Z"),
];

const fn course(
    code: &'static str,
    title: &'static str,
    school: School,
    credits: u32,
    category: &'static str,
    awarded: &'static str,
) -> Course {
    Course { code, title, school, credits, category, awarded }
}

impl Course {
    pub(crate) fn badge_id(&self) -> Result<Iri> {
        Ok(Iri::parse(&format!("https://badges.example.edu/{}/learner-7", self.code))?)
    }

    /// The micro-credential with every mandatory element, and what the stacking rules ask for.
    pub(crate) fn award(&self) -> Result<MicroCredential> {
        let id = Iri::parse(&format!("https://courses.example.edu/{}", self.code))?;
        let hours = Amount::whole(self.credits * 10)?;
        let essentials = Essentials {
            id,
            title: plain(self.title)?,
            description: plain("Learn to do it, and show that you can.")?,
            criteria: plain("A marked project, presented and defended.")?,
            learner: Learner::new("did:example:learner-7".parse()?),
            provider: self.school.organisation()?,
            awarded: self.awarded.parse()?,
            outcomes: Outcome::new(plain("Carry out a piece of work in the field and defend it")?).into(),
            notional_hours: hours,
            isced_level: IscedLevel::new(4)?,
            fields: Field::parse("0613")?.into(),
            assessments: Assessment::new(AssessmentType::ProjectWork).into(),
            quality_assurance: QualityAssurance::new(QualityAssuranceType::InstitutionalQualityAssurance).into(),
            participation: Participation::Blended.into(),
            entry_requirements: plain("None")?,
        };
        let level = Levels::default().with_isced(IscedLevel::new(4)?).with_national(hkqf(4)?);
        Ok(MicroCredential::new(essentials)
            .with_levels(level)
            .with_credits(vec![Credits::new(Amount::whole(self.credits)?, CreditSystem::Hkqf)])
            .with_category(Entry::coded(Text::parse(self.category)?))
            .with_themes(vec![Entry::coded(Text::parse("AI")?)]))
    }
}

/// The certificate, as large as its components together, which the ruling adds.
pub(crate) fn certificate(title: &str, credits: Amount) -> Result<MicroCredential> {
    let award = COURSES.first().ok_or("no course")?.award()?;
    let hours = Amount::parse(&(credits.millionths() / 100_000).to_string())?;
    Ok(award
        .with_id("https://harbour.example.edu/awards/certificate".parse()?)
        .with_kind(AchievementType::Certificate)
        .with_title(plain(title)?)
        .with_description(plain("Awarded for micro-credentials that together meet the published rules.")?)
        .with_criteria(plain("Thirty credits or more, within five years of each award.")?)
        .with_awarded("2026-03-01T17:00:00+08:00".parse()?)
        .with_workload(Workload::new(hours))
        .with_credits(vec![Credits::new(credits, CreditSystem::Hkqf)]))
}

fn hkqf(level: u8) -> Result<NationalLevel> {
    Ok(NumberedLevel::new(NationalFramework::Hkqf, level)?.into())
}

fn plain(text: &str) -> Result<LanguageMap> {
    Ok(Text::parse(text)?.into())
}
