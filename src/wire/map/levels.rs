//! Levels and fields.

use super::statement::{EQF, ISCED_F, ISCED_LEVEL, Kind, NQF, QF_EHEA, Read, SQF, Statement, Statements};
use crate::base::iri::Iri;
use crate::base::text::Text;
use crate::model::{
    Cycle, EqfLevel, Field, IscedLevel, Levels, MicroCredential, NamedLevel, NationalFramework, NationalLevel,
    NumberedLevel,
};
use crate::wire::Error;

pub(super) fn write(award: &MicroCredential) -> Vec<Statement> {
    let levels = award.levels();
    let mut statements = Vec::new();
    statements.extend(levels.eqf().map(|level| {
        let name = format!("EQF level {}", level.number());
        let framework = "European Qualifications Framework";
        Statement::new(EQF, name).code(level.number().to_string()).url(level.iri()).framework(framework)
    }));
    statements.extend(levels.cycle().map(|cycle| {
        let name = format!("QF-EHEA {} cycle", cycle.code());
        let framework = "Qualifications Framework of the European Higher Education Area";
        Statement::new(QF_EHEA, name).code(cycle.code()).url(cycle.iri()).framework(framework)
    }));
    statements.extend(levels.national().iter().map(|level| match level {
        NationalLevel::Numbered(level) => {
            let framework = level.framework().name();
            let name = format!("{framework} level {}", level.number());
            Statement::new(NQF, name).code(level.number().to_string()).url(level.iri()).framework(framework)
        }
        NationalLevel::Named(level) => write_named(NQF, level),
    }));
    statements.extend(levels.sectoral().iter().map(|level| write_named(SQF, level)));
    statements.extend(levels.isced().map(|level| {
        let name = format!("ISCED level {}", level.number());
        let framework = "International Standard Classification of Education 2011";
        Statement::new(ISCED_LEVEL, name).code(level.number().to_string()).url(level.iri()).framework(framework)
    }));
    statements.extend(award.fields().iter().map(|field| {
        let framework = "ISCED Fields of Education and Training 2013";
        Statement::new(ISCED_F, format!("Field of study {field}"))
            .code(field.to_string())
            .url(field.iri())
            .framework(framework)
    }));
    statements
}

pub(super) fn read(award: MicroCredential, statements: Statements<'_>) -> Result<MicroCredential, Error> {
    let mut levels = Levels::default();
    if let Some(level) = number(statements, EQF, EqfLevel::new, EqfLevel::iri, 1..=8)? {
        levels = levels.with_eqf(level);
    }
    if let Some(read) = statements.first(QF_EHEA) {
        let from_url = |url: &str| Cycle::ALL.into_iter().find(|cycle| cycle.iri() == url);
        if let Some(cycle) = read.value(|code| code.parse().ok(), from_url)? {
            levels = levels.with_cycle(cycle);
        }
    }
    for read in statements.of(NQF) {
        levels = match numbered(&read) {
            Some(level) => levels.with_national(level.into()),
            None => read_named(&read).into_iter().fold(levels, |levels, level| levels.with_national(level.into())),
        };
    }
    levels = statements.of(SQF).filter_map(|read| read_named(&read)).fold(levels, Levels::with_sectoral);
    if let Some(level) = number(statements, ISCED_LEVEL, IscedLevel::new, IscedLevel::iri, 0..=8)? {
        levels = levels.with_isced(level);
    }
    let mut fields = Vec::new();
    for read in statements.of(ISCED_F) {
        let from_url = |url: &str| url.rsplit_once('/').and_then(|(_, code)| Field::parse(code).ok());
        fields.extend(read.value(|code| Field::parse(code).ok(), from_url)?);
    }
    Ok(award.with_levels(levels).with_fields(fields))
}

/// The level that an address of a numbered national framework stands for.
pub(super) fn numbered_by_iri(iri: &str) -> Option<NumberedLevel> {
    let number = iri.rsplit_once('#')?.1.parse().ok()?;
    let levels = NationalFramework::all().filter_map(|framework| NumberedLevel::new(framework, number).ok());
    levels.into_iter().find(|level| level.iri() == iri)
}

fn number<T: PartialEq>(
    statements: Statements<'_>,
    kind: Kind,
    new: fn(u8) -> Result<T, crate::base::Malformed>,
    iri: fn(T) -> String,
    mut range: std::ops::RangeInclusive<u8>,
) -> Result<Option<T>, Error> {
    let Some(read) = statements.first(kind) else { return Ok(None) };
    let level = |number: u8| new(number).ok();
    let from_url = |url: &str| level(range.find(|number| level(*number).is_some_and(|level| iri(level) == url))?);
    read.value(|code| level(code.parse().ok()?), from_url)
}

fn numbered(read: &Read<'_>) -> Option<NumberedLevel> {
    let level = numbered_by_iri(read.url()?.as_str())?;
    let same_framework = read.framework().is_none_or(|name| name == level.framework().name());
    let same_number = read.code().is_none_or(|code| code == level.number().to_string());
    (same_framework && same_number).then_some(level)
}

fn write_named(kind: Kind, level: &NamedLevel) -> Statement {
    let name = format!("{}: {}", level.framework(), level.level());
    let statement = Statement::new(kind, name).code(level.level()).framework(level.framework());
    match level.id() {
        Some(id) => statement.url(id.as_str()),
        None => statement,
    }
}

/// A level by name; others may leave out its code or its framework.
fn read_named(read: &Read<'_>) -> Option<NamedLevel> {
    let level = Text::parse(read.code().unwrap_or(read.name())).ok()?;
    let framework = read.framework().or(read.url().map(Iri::as_str))?;
    let level = NamedLevel::new(Text::parse(framework).ok()?, level);
    Some(match read.url() {
        Some(id) => level.with_id(id.clone()),
        None => level,
    })
}
