//! What a parchment says, taken out of the model.

use super::Error;
use crate::base::iri::Iri;
use crate::base::language::Language;
use crate::base::moment::Moment;
use crate::base::text::LanguageMap;
use crate::model::{AchievementType, Component, Entry, MicroCredential, NationalLevel, Organisation};
use crate::render::tongue::Tongue;

/// The facts of an award that a parchment states.
pub(super) struct Facts<'a> {
    pub(super) bodies: Vec<&'a str>,
    /// Who taught, if that is somebody else.
    pub(super) provider: Option<&'a str>,
    pub(super) kind: Option<&'a AchievementType>,
    pub(super) learner: &'a str,
    pub(super) has_name: bool,
    title: &'a LanguageMap,
    theme: Option<&'a str>,
    pub(super) awarded: Moment,
    award: &'a MicroCredential,
}

/// A language of the pages and its fixed words.
#[derive(Debug, Clone)]
pub(super) struct Side {
    pub(super) language: Language,
    pub(super) wording: Tongue,
}

impl Side {
    pub(super) fn new(language: Language) -> Self {
        let wording = Tongue::of(&language);
        Self { language, wording }
    }

    /// The language of the pages as they say it: that of the fixed words where the title has none.
    pub(super) fn tag(&self) -> &str {
        if self.language.is_undetermined() { self.wording.tag() } else { self.language.as_str() }
    }

    /// The language of the fixed words.
    pub(super) fn fixed(&self) -> Language {
        Language::parse(self.wording.tag()).unwrap_or_else(|_| self.language.clone())
    }
}

impl<'a> Facts<'a> {
    pub(super) fn of(award: &'a MicroCredential) -> Result<Self, Error> {
        let unstated = |element| Error::Unstated { element };
        let provider = award.provider().map(Organisation::name);
        let bodies: Vec<&str> = award.awarding_bodies().iter().map(Organisation::name).collect();
        let (bodies, provider) = match provider {
            Some(provider) if bodies.is_empty() => (vec![provider], None),
            provider => {
                let other = provider.filter(|provider| !bodies.contains(provider));
                (bodies, other)
            }
        };
        if bodies.is_empty() {
            return Err(unstated("awarding body"));
        }
        let learner = award.learner().ok_or_else(|| unstated("learner"))?;
        let known = learner.name().or_else(|| learner.id().map(Iri::as_str));
        let title = award.title().ok_or_else(|| unstated("title"))?;
        let theme = match (award.kind(), award.themes()) {
            (Some(AchievementType::Certificate | AchievementType::Diploma), [theme]) => named(theme),
            _ => None,
        };
        Ok(Self {
            bodies,
            provider,
            kind: award.kind(),
            learner: known.ok_or_else(|| unstated("learner's name or id"))?,
            has_name: learner.name().is_some(),
            title,
            theme,
            awarded: award.awarded().ok_or_else(|| unstated("date of award"))?,
            award,
        })
    }

    /// The languages of the pages: that of the title, and the first other one of it whose fixed words are others.
    pub(super) fn sides(&self) -> Vec<Side> {
        let first = Side::new(self.title.language().clone());
        let others = self.title.iter().map(|(language, _)| Side::new(language.clone()));
        let second = others.into_iter().find(|side| side.wording != first.wording);
        [Some(first), second].into_iter().flatten().collect()
    }

    /// The title in a language, with its theme in brackets; that of a title that has its theme already stays as it is.
    pub(super) fn title(&self, side: &Side) -> String {
        let title = self.title.get(&side.language).unwrap_or_else(|| self.title.text());
        match self.theme {
            Some(theme) if !title.trim_end().ends_with([')', '）']) => match side.wording {
                Tongue::English => format!("{title} ({theme})"),
                Tongue::TraditionalChinese => format!("{title}（{theme}）"),
            },
            _ => title.to_owned(),
        }
    }

    /// The levels: those of national frameworks, else that of the EQF, else whatever is stated.
    pub(super) fn levels(&self, wording: Tongue) -> Vec<String> {
        let levels = self.award.levels();
        let national = levels.national().iter();
        let national: Vec<String> = national
            .map(|level| match level {
                NationalLevel::Numbered(level) => {
                    wording.level_of(&level.framework().code().to_uppercase(), level.number())
                }
                NationalLevel::Named(level) => format!("{} {}", level.framework(), level.level()),
            })
            .collect();
        let eqf = levels.eqf().map(|level| wording.level_of("EQF", level.number()));
        let cycle = levels.cycle().map(|cycle| wording.cycle(cycle).to_owned());
        let sectoral = levels.sectoral().first().map(|level| format!("{} {}", level.framework(), level.level()));
        let isced = levels.isced().map(|level| wording.level_of("ISCED", level.number()));
        match national.is_empty() {
            false => national.into_iter().chain(eqf).collect(),
            true => eqf.or(cycle).or(sectoral).or(isced).into_iter().collect(),
        }
    }

    /// The credits that the learner earned, else those that the award is worth.
    pub(super) fn credits(&self, wording: Tongue) -> Vec<String> {
        let earned = self.award.credits_earned();
        let credits = if earned.is_empty() { self.award.credits() } else { earned };
        credits.iter().map(|credits| wording.amount(credits)).collect()
    }

    pub(super) fn components(&self) -> &'a [Component] {
        self.award.components()
    }
}

fn named(entry: &Entry) -> Option<&str> {
    entry.name().or_else(|| entry.code())
}
