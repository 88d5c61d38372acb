//! What is said of the achievement itself: its names, texts and languages.

use super::notes::Notes;
use super::statement::{CRITERIA, DESCRIPTION, FURTHER_INFORMATION, Kind, LANGUAGE, Statement, Statements, TITLE};
use crate::base::iri::Iri;
use crate::base::language::Language;
use crate::base::shared::SharedText;
use crate::base::text::{LanguageMap, Text};
use crate::model::MicroCredential;
use crate::wire::error::{Error, Excerpt, Pointer};
use crate::wire::ob3::{Achievement, AchievementType, Criteria, is_language_code};

/// The achievement with its names and texts; `default` is the language of all texts that do not name one.
pub(super) fn write(award: &MicroCredential) -> Result<(Achievement, Language, Vec<Statement>), Error> {
    let missing = |member| Error::Missing { at: Pointer::new(""), class: "an award that is to be issued", member };
    let id: &Iri = award.id().ok_or_else(|| missing("id"))?;
    let title = award.title().ok_or_else(|| missing("title"))?;
    let description = award.description().ok_or_else(|| missing("description"))?;
    let mut criteria = Criteria::default();
    criteria.narrative = award.criteria().map(|words| words.text().into());
    criteria.id = award.criteria_url().cloned();
    if criteria.id.is_none() && criteria.narrative.is_none() {
        return Err(missing("criteria"));
    }
    let mut achievement = Achievement::new(id.clone(), title.text(), description.text(), criteria);
    let code = written_language(title.language());
    let default = if code.is_some() { title.language().clone() } else { Language::undetermined() };
    achievement.in_language = code.map(Into::into);
    achievement.version = award.version().map(Into::into);
    achievement.human_code = award.code().map(Into::into);
    if let Some(kind) = award.kind() {
        achievement.achievement_type = Some(AchievementType::parse(kind.as_str()).ok_or_else(|| {
            let expected = "an achievement type of Open Badges or an `ext:` term";
            Error::Unwritable { at: Pointer::new("/type"), expected, found: Excerpt::new(kind.as_str()) }
        })?);
    }
    let mut statements = Vec::new();
    statements.extend(further(TITLE, "Title in its languages", Some(title), &default));
    statements.extend(further(DESCRIPTION, "Description in its languages", Some(description), &default));
    statements.extend(further(CRITERIA, "Criteria in their languages", award.criteria(), &default));
    statements.extend(award.further_information().map(|words| {
        let mut statement = Statement::new(FURTHER_INFORMATION, words.text());
        statement.notes.languages(words, &default, false);
        statement
    }));
    let languages = award.instruction_languages().iter();
    statements.extend(
        languages.map(|language| Statement::new(LANGUAGE, format!("Taught in {language}")).code(language.as_str())),
    );
    Ok((achievement, default, statements))
}

/// What a badge says of the achievement, and the language of its texts.
pub(super) fn read(
    mut award: MicroCredential,
    achievement: &Achievement,
    statements: Statements<'_>,
) -> (MicroCredential, Language) {
    let language = achievement.in_language.as_deref().and_then(|code| Language::parse(code).ok());
    let default = language.unwrap_or_else(Language::undetermined);
    let words = |kind: Kind, text: Option<&str>| -> Option<LanguageMap> {
        match statements.first(kind) {
            Some(read) => read.notes.words(text?, &default),
            None => Notes::default().words(text?, &default),
        }
    };
    let text = |text: &Option<SharedText>| text.as_deref().and_then(|text| Text::parse(text).ok());
    award = award.with_id(achievement.id.clone());
    if let Some(title) = words(TITLE, Some(&achievement.name)) {
        award = award.with_title(title);
    }
    if let Some(description) = words(DESCRIPTION, Some(&achievement.description)) {
        award = award.with_description(description);
    }
    if let Some(criteria) = words(CRITERIA, achievement.criteria.narrative.as_deref()) {
        award = award.with_criteria(criteria);
    }
    if let Some(url) = &achievement.criteria.id {
        award = award.with_criteria_url(url.clone());
    }
    if let Some(version) = text(&achievement.version) {
        award = award.with_version(version);
    }
    if let Some(code) = text(&achievement.human_code) {
        award = award.with_code(code);
    }
    if let Some(kind) = achievement.achievement_type.as_ref().and_then(|kind| kind.as_str().parse().ok()) {
        award = award.with_kind(kind);
    }
    let information = statements.first(FURTHER_INFORMATION);
    if let Some(words) = information.and_then(|read| read.notes.words(read.name(), &default)) {
        award = award.with_further_information(words);
    }
    let languages = statements.of(LANGUAGE).filter_map(|read| Language::parse(read.code()?).ok()).collect();
    (award.with_instruction_languages(languages), default)
}

/// The languages of a text that Open Badges holds in one only.
fn further(kind: Kind, name: &str, words: Option<&LanguageMap>, default: &Language) -> Option<Statement> {
    let words = words.filter(|words| words.has_several() || words.language() != default)?;
    let mut statement = Statement::new(kind, name);
    statement.notes.languages(words, default, false);
    Some(statement)
}

/// A language as Open Badges writes it, `zh-Hant` or `pt-BR`; nothing for `und` and for longer tags.
fn written_language(language: &Language) -> Option<String> {
    if language.is_undetermined() {
        return None;
    }
    let mut parts = language.as_str().split('-');
    let mut code = parts.next()?.to_owned();
    for part in parts {
        code.push('-');
        if part.len() == 4 {
            let (first, rest) = part.split_at_checked(1)?;
            code.push_str(&first.to_ascii_uppercase());
            code.push_str(rest);
        } else {
            code.push_str(&part.to_ascii_uppercase());
        }
    }
    is_language_code(&code).then_some(code)
}
