//! The extended encoding: the terms of the project's own context beside the portable statements.
//!
//! Reading trusts neither: where both state a thing, they must agree; where the portable statements are silent, as in
//! badges of others who use the same context, the terms are read.

use super::size;
use super::statement::{Statements, TITLE};
use super::terms::{achievement, component, subject};
use super::{adopt, terms};
use crate::base::iri::Iri;
use crate::base::order::sort_by;
use crate::model::MicroCredential;
use crate::wire::error::{Error, Excerpt, Pointer};
use crate::wire::ob3::{Context, Credential, Extra};
use serde_json::Value;

/// Adds the context, the types and the terms.
pub(super) fn write(credential: &mut Credential, award: &MicroCredential, context_url: &Iri) {
    credential.contexts.push(Context::Url(context_url.as_str().into()));
    let holder = &mut credential.subject;
    holder.achievement.types = holder.achievement.types.clone().with(terms::ACHIEVEMENT);
    holder.achievement.extra.extend(achievement(award));
    let facts = subject(award);
    if !facts.is_empty() {
        holder.types = holder.types.clone().with(terms::SUBJECT);
        holder.extra.extend(facts);
    }
    for part in award.components() {
        let evidence = credential.evidence.iter_mut().find(|evidence| evidence.id.as_ref() == Some(part.id()));
        if let Some(evidence) = evidence {
            evidence.types = evidence.types.clone().with(terms::COMPONENT);
            evidence.extra.extend(component(part));
        }
    }
}

/// Completes what the portable statements say by the terms, which must not contradict them.
pub(super) fn read(mut award: MicroCredential, credential: &Credential) -> Result<MicroCredential, Error> {
    let holder = &credential.subject;
    if holder.achievement.types.contains(terms::ACHIEVEMENT) {
        let place = "/credentialSubject/achievement";
        // Open Badges has the name in one language; without a statement the term may add further ones.
        if Statements::new(&holder.achievement.alignments).first(TITLE).is_none()
            && let Some(title) = adopt::title(&holder.achievement.extra, &holder.achievement.name)
        {
            award = award.with_title(title);
        }
        let open = disagreements(place, &achievement(&award), &holder.achievement.extra)?;
        for (term, value) in open {
            award = adopt::achievement(award, term, value);
        }
        let bare = holder.achievement.credits_available;
        if bare.is_some_and(|bare| !award.credits().iter().any(|credits| credits.amount() == bare)) {
            let stated: Vec<String> = award.credits().iter().map(size::to_text).collect();
            return Err(Error::EncodingsDisagree {
                at: Pointer::new(format!("{place}/creditPoint")),
                element: "creditPoint",
                one: Excerpt::new(&bare.map(|bare| bare.to_string()).unwrap_or_default()),
                other: Excerpt::new(&stated.join(", ")),
            });
        }
    }
    if holder.types.contains(terms::SUBJECT) {
        let open = disagreements("/credentialSubject", &subject(&award), &holder.extra)?;
        for (term, value) in open {
            award = adopt::subject(award, term, value);
        }
    }
    for (index, evidence) in credential.evidence.iter().enumerate() {
        let part = award.components().iter().find(|part| evidence.id.as_ref() == Some(part.id()));
        if let Some(part) = part.filter(|_| evidence.types.contains(terms::COMPONENT)) {
            disagreements(&format!("/evidence/{index}"), &component(part), &evidence.extra)?;
        }
    }
    Ok(award)
}

/// Compares terms with what the portable statements amount to; yields those of which the statements say nothing.
fn disagreements<'c>(place: &str, own: &Extra, stated: &'c Extra) -> Result<Vec<(&'c str, &'c Value)>, Error> {
    let mut open = Vec::new();
    for (term, value) in stated {
        match own.get(term) {
            None => open.push((term.as_str(), value)),
            Some(own) if as_set(own) == as_set(value) => {}
            Some(own) => {
                return Err(Error::EncodingsDisagree {
                    at: Pointer::new(format!("{place}/{term}")),
                    element: terms::name(term),
                    one: Excerpt::new(&own.to_string()),
                    other: Excerpt::new(&value.to_string()),
                });
            }
        }
    }
    Ok(open)
}

/// A value without what carries no meaning: the order of an array, and whether one value is in an array.
fn as_set(value: &Value) -> Vec<String> {
    let canonical = |value: &Value| match value {
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| format!("{name:?}={:?}", as_set(value)));
            let mut members: Vec<String> = members.collect();
            sort_by(&mut members, Ord::cmp);
            format!("{members:?}")
        }
        other => other.to_string(),
    };
    let mut values: Vec<String> = match value {
        Value::Array(items) => items.iter().map(canonical).collect(),
        one => vec![canonical(one)],
    };
    sort_by(&mut values, Ord::cmp);
    values.dedup();
    values
}
