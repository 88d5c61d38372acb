//! Integration, awards towards which it stacks, category, themes, parts, and the components of an award.

use super::notes::Notes;
use super::size;
use super::statement::{CATEGORY, INTEGRATION, Kind, PART, Read, STACKS_TOWARDS, Statement, Statements, THEME};
use crate::base::iri::Iri;
use crate::base::moment::Moment;
use crate::base::text::Text;
use crate::model::{Absorbed, Component, Digest, Entry, Integration, MicroCredential};
use crate::wire::error::{Error, Excerpt, Pointer};
use crate::wire::ob3::{Credential, Evidence, RelatedResource};

pub(super) fn write(award: &MicroCredential) -> Vec<Statement> {
    let mut statements = Vec::new();
    statements.extend(award.integration().map(|integration| {
        let name = match integration {
            Integration::Standalone => "Stands alone",
            Integration::Stackable => "May be stacked towards an award",
            Integration::Integrated => "Part of an award",
        };
        Statement::new(INTEGRATION, name).code(integration.code())
    }));
    statements.extend(award.stacks_towards().iter().map(|entry| write_entry(STACKS_TOWARDS, entry)));
    statements.extend(award.category().map(|entry| write_entry(CATEGORY, entry)));
    statements.extend(award.themes().iter().map(|entry| write_entry(THEME, entry)));
    statements.extend(award.parts().iter().map(|part| Statement::new(PART, part.as_str()).url(part.as_str())));
    statements
}

pub(super) fn read(award: MicroCredential, statements: Statements<'_>) -> MicroCredential {
    let entries = |kind| statements.of(kind).filter_map(|read| read_entry(&read));
    let parts = statements.of(PART).filter_map(|read| read.url().cloned()).collect();
    let mut award = award
        .with_stacks_towards(entries(STACKS_TOWARDS).collect())
        .with_themes(entries(THEME).collect())
        .with_parts(parts);
    if let Some(integration) = statements.first(INTEGRATION).and_then(|read| read.code()?.parse().ok()) {
        award = award.with_integration(integration);
    }
    match entries(CATEGORY).next() {
        Some(category) => award.with_category(category),
        None => award,
    }
}

/// Each component as evidence, and its digest as a related resource.
pub(super) fn write_components(credential: &mut Credential, components: &[Component]) -> Result<(), Error> {
    for component in components {
        if credential.evidence.iter().any(|evidence| evidence.id.as_ref() == Some(component.id())) {
            return Err(Error::Unwritable {
                at: Pointer::new("/components"),
                expected: "each component once",
                found: Excerpt::new(component.id().as_str()),
            });
        }
        let mut notes = Notes::default();
        if let Some(achievement) = component.achievement() {
            notes.field("achievement", achievement.as_str());
        }
        if let Some(awarded) = component.awarded() {
            notes.field("awarded", &awarded.to_string());
        }
        for credits in component.credits() {
            notes.field("credits", &size::to_text(credits));
        }
        if let Some(absorbed) = component.absorbed() {
            notes.field("absorbed", absorbed.award.as_str());
            if let Some(awarded) = absorbed.awarded {
                notes.field("absorbed award", &awarded.to_string());
            }
        }
        if let Some(reason) = component.exception() {
            notes.field("exception", reason);
        }
        credential.evidence.push(Evidence {
            id: Some(component.id().clone()),
            name: component.name().map(Into::into),
            genre: Some(COMPONENT.into()),
            description: notes.to_text(),
            ..Evidence::default()
        });
        if let Some(digest) = component.digest() {
            let resource = RelatedResource::new(component.id().clone(), digest.as_str());
            credential.related_resources.push(resource);
        }
    }
    Ok(())
}

pub(super) fn read_components(credential: &Credential) -> Vec<Component> {
    let components = credential.evidence.iter().filter(|evidence| evidence.genre.as_deref() == Some(COMPONENT));
    components.filter_map(|evidence| read_component(credential, evidence)).collect()
}

fn read_component(credential: &Credential, evidence: &Evidence) -> Option<Component> {
    let id = evidence.id.as_ref()?;
    let notes = Notes::read(evidence.description.as_deref());
    let credits = notes.fields("credits").filter_map(|text| size::from_text(&text)).collect();
    let mut component = Component::new(id.clone()).with_credits(credits);
    let resource = credential.related_resources.iter().find(|resource| resource.id == *id);
    let digest = resource.and_then(|resource| Digest::parse(resource.digest_multibase.as_deref()?).ok());
    if let Some(digest) = digest {
        component = component.with_digest(digest);
    }
    if let Some(achievement) = notes.get("achievement").and_then(|iri| Iri::parse(&iri).ok()) {
        component = component.with_achievement(achievement);
    }
    if let Some(awarded) = notes.get("awarded").and_then(|text| Moment::parse(&text).ok()) {
        component = component.with_awarded(awarded);
    }
    if let Some(award) = notes.get("absorbed").and_then(|award| Text::parse(&award).ok()) {
        let awarded = notes.get("absorbed award").and_then(|date| date.parse().ok());
        component = component.with_absorbed(Absorbed { award, awarded });
    }
    if let Some(reason) = notes.get("exception").and_then(|reason| Text::parse(&reason).ok()) {
        component = component.with_exception(reason);
    }
    Some(match evidence.name.as_deref().and_then(|name| Text::parse(name).ok()) {
        Some(name) => component.with_name(name),
        None => component,
    })
}

/// An entry by its name, else its code, else its address.
fn write_entry(kind: Kind, entry: &Entry) -> Statement {
    let unnamed = entry.code().or(entry.id().map(Iri::as_str)).unwrap_or_default();
    let mut statement = Statement::new(kind, entry.name().unwrap_or(unnamed));
    if let Some(name) = entry.name().filter(|name| *name == unnamed) {
        statement.notes.field("name", name);
    }
    if let Some(code) = entry.code() {
        statement = statement.code(code);
    }
    match entry.id() {
        Some(id) => statement.url(id.as_str()),
        None => statement,
    }
}

fn read_entry(read: &Read<'_>) -> Option<Entry> {
    let (code, id) = (read.code().and_then(|code| Text::parse(code).ok()), read.url());
    let mut entry = match (code, id) {
        (Some(code), Some(id)) => Entry::coded(code).with_id(id.clone()),
        (Some(code), None) => Entry::coded(code),
        (None, Some(id)) => Entry::new(id.clone()),
        (None, None) => return None,
    };
    let unnamed = entry.code().or(entry.id().map(Iri::as_str)).unwrap_or_default() == read.name();
    let name = read.notes.get("name").or_else(|| (!unnamed).then(|| read.name().to_owned()));
    if let Some(name) = name.and_then(|name| Text::parse(&name).ok()) {
        entry = entry.with_name(name);
    }
    Some(entry)
}

/// The `genre` of evidence that is a component.
const COMPONENT: &str = "ext:Component";
