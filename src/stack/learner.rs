//! Whether badges name the same learner: by id, or by an identity that can be compared. Never by name, never assumed.

use crate::model::{Identity, IdentityForm, IdentityType, Learner};
use crate::verify::Recipient;
use std::collections::BTreeSet;

/// Whether the badge names the person who applies, in one of the ways in which that person is known.
pub(super) fn is_same(learner: &Learner, known: &[Recipient]) -> bool {
    known.iter().any(|recipient| match recipient {
        Recipient::Id(id) => learner.id().is_some_and(|own| own.as_str() == id),
        Recipient::Email(address) => has_identity(learner, address, |kind| *kind == IdentityType::EmailAddress),
        Recipient::StudentNumber(number) => has_identity(learner, number, is_student_number),
        _ => false,
    })
}

/// Whether learners that share an id or an identity, directly or through others, are all one.
pub(super) fn are_one(learners: &[&Learner]) -> bool {
    let keys: Vec<_> = learners.iter().map(|learner| keys(learner)).collect();
    groups(&keys).iter().all(|root| *root == 0)
}

/// Texts for all that is known of the person who applies and all that the badges name: two applications of one person share at
/// least one, as far as anybody can tell.
pub(super) fn recognised<'l>(known: &[Recipient], learners: impl IntoIterator<Item = &'l Learner>) -> BTreeSet<String> {
    let mut texts: BTreeSet<String> = learners.into_iter().flat_map(keys).collect();
    for recipient in known {
        match recipient {
            Recipient::Id(id) => texts.extend([format!("id {id}")]),
            Recipient::Email(address) => texts.extend([plain(&IdentityType::EmailAddress, address)]),
            Recipient::StudentNumber(number) => texts.extend(STUDENT_NUMBERS.map(|kind| plain(&kind, number))),
            _ => {}
        }
    }
    texts
}

fn has_identity(learner: &Learner, value: &str, is_kind: impl Fn(&IdentityType) -> bool) -> bool {
    let same = |identity: &Identity| match identity.form() {
        IdentityForm::Plain(plain) => plain.as_str() == value,
        IdentityForm::Hashed { hash, salt } => hash.is_of(value, salt.as_deref().unwrap_or_default()) == Some(true),
    };
    learner.identities().iter().any(|identity| is_kind(identity.kind()) && same(identity))
}

fn is_student_number(kind: &IdentityType) -> bool {
    STUDENT_NUMBERS.contains(kind)
}

const STUDENT_NUMBERS: [IdentityType; 4] =
    [IdentityType::SisSourcedId, IdentityType::SourcedId, IdentityType::SystemId, IdentityType::Identifier];

fn plain(kind: &IdentityType, value: &str) -> String {
    format!("{} plain {value}", kind.as_str())
}

/// Texts of which learners who are the same person share at least one. Hashes with different salts are not comparable.
fn keys(learner: &Learner) -> Vec<String> {
    let id = learner.id().map(|id| format!("id {id}"));
    let identities = learner.identities().iter().filter(|identity| *identity.kind() != IdentityType::Name);
    let identities = identities.map(|identity| match identity.form() {
        IdentityForm::Plain(value) => plain(identity.kind(), value.as_str()),
        IdentityForm::Hashed { hash, salt } => {
            let hash = hash.as_str().to_ascii_lowercase();
            format!("{} {hash} {}", identity.kind().as_str(), salt.as_deref().unwrap_or_default())
        }
    });
    id.into_iter().chain(identities).collect()
}

/// For each thing, given by its keys, the one that stands for its group: the first of it. Things are joined whenever
/// they share a key.
pub(super) fn groups(keys: &[Vec<String>]) -> Vec<usize> {
    let mut parents: Vec<usize> = (0..keys.len()).collect();
    let mut by_key: Vec<(&str, usize)> = Vec::new();
    for (thing, keys) in keys.iter().enumerate() {
        for key in keys {
            by_key.push((key, thing));
        }
    }
    by_key.sort_unstable();
    for ((key, thing), (next, other)) in by_key.iter().zip(by_key.iter().skip(1)) {
        if key == next {
            join(&mut parents, *thing, *other);
        }
    }
    (0..keys.len()).map(|thing| root(&mut parents, thing)).collect()
}

/// Joins the groups of two things. The smaller one leads, so that the result does not depend on the order of joining.
fn join(parents: &mut [usize], thing: usize, other: usize) {
    let (root, joined) = (root(parents, thing), root(parents, other));
    if let Some(parent) = parents.get_mut(root.max(joined)) {
        *parent = root.min(joined);
    }
}

/// The first of a group. On the way each thing is given a nearer parent, so that no chain stays long.
fn root(parents: &mut [usize], mut thing: usize) -> usize {
    // INVARIANT: a parent is no larger than its child, so this ends.
    loop {
        let parent = parents.get(thing).copied().unwrap_or(thing);
        if parent == thing {
            return thing;
        }
        let above = parents.get(parent).copied().unwrap_or(parent);
        if let Some(own) = parents.get_mut(thing) {
            *own = above;
        }
        thing = above;
    }
}
