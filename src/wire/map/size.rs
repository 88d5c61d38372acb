//! Workload and credits.

use super::duration;
use super::statement::{CONTACT_HOURS, CREDITS, Kind, Read, Statement, Statements, WORKLOAD};
use crate::base::amount::Amount;
use crate::model::{CreditSystem, Credits, MicroCredential, Vocabulary, Workload};
use crate::wire::error::{Error, Excerpt, Pointer};

pub(super) fn write_workload(workload: Workload) -> Vec<Statement> {
    let hours = |kind: Kind, hours: Option<Amount>, of: &str| {
        hours.map(|hours| Statement::new(kind, format!("{hours} hours {of}")).code(duration::write(hours)))
    };
    let notional = hours(WORKLOAD, workload.notional_hours(), "of learning");
    notional.into_iter().chain(hours(CONTACT_HOURS, workload.contact_hours(), "with a teacher")).collect()
}

pub(super) fn read_workload(award: MicroCredential, statements: Statements<'_>) -> MicroCredential {
    let hours = |kind| statements.first(kind).and_then(|read| duration::read(read.code()?));
    let workload = hours(WORKLOAD).map_or_else(Workload::default, Workload::new);
    award.with_workload(match hours(CONTACT_HOURS) {
        Some(contact) => workload.with_contact_hours(contact),
        None => workload,
    })
}

/// Credits as statements and as the bare number that Open Badges has; the first one if there are several.
/// A number without a unit is the bare number alone.
pub(super) fn write_credits(credits: &[Credits]) -> (Option<Amount>, Vec<Statement>) {
    let bare = credits.first().map(Credits::amount);
    match credits {
        [one] if one.system().is_none() => (bare, Vec::new()),
        _ => (bare, credits.iter().map(write).collect()),
    }
}

/// Credits from statements, which a bare number beside them must agree with, else from the bare number.
pub(super) fn read_credits(
    at: &'static str,
    bare: Option<Amount>,
    statements: Statements<'_>,
) -> Result<Vec<Credits>, Error> {
    let credits: Vec<Credits> = statements.of(CREDITS).filter_map(|statement| read(&statement)).collect();
    let Some(bare) = bare else { return Ok(credits) };
    if credits.is_empty() {
        return Ok(vec![Credits::without_system(bare)]);
    }
    if credits.iter().any(|credits| credits.amount() == bare) {
        return Ok(credits);
    }
    let stated: Vec<String> = credits.iter().map(to_text).collect();
    Err(Error::EncodingsDisagree {
        at: Pointer::new(at),
        element: CREDITS.term(),
        one: Excerpt::new(&stated.join(", ")),
        other: Excerpt::new(&bare.to_string()),
    })
}

/// `6 hkqf`; the unit of a system of others is its address.
pub(super) fn to_text(credits: &Credits) -> String {
    match credits.system() {
        Some(system) => format!("{} {}", credits.amount(), system.code()),
        None => credits.amount().to_string(),
    }
}

/// Reads what [`to_text`] writes.
pub(super) fn from_text(text: &str) -> Option<Credits> {
    let Some((amount, system)) = text.split_once(' ') else {
        return Amount::parse(text).ok().map(Credits::without_system);
    };
    Some(Credits::new(Amount::parse(amount).ok()?, CreditSystem::parse(system).ok()?))
}

fn write(credits: &Credits) -> Statement {
    let Some(system) = credits.system() else {
        return Statement::new(CREDITS, format!("{} credits", credits.amount())).code(to_text(credits));
    };
    let name = format!("{} {}", credits.amount(), system.concept().map_or("credits", |concept| concept.label));
    let code = if system.as_foreign().is_some() { credits.amount().to_string() } else { to_text(credits) };
    Statement::new(CREDITS, name).code(code).url(system.iri())
}

fn read(statement: &Read<'_>) -> Option<Credits> {
    let credits = from_text(statement.code()?)?;
    let system = statement.url().and_then(|url| CreditSystem::parse(url.as_str()).ok());
    match (credits.system(), system) {
        (None, Some(system)) => Some(Credits::new(credits.amount(), system)),
        (Some(own), Some(system)) if *own != system => None,
        _ => Some(credits),
    }
}
