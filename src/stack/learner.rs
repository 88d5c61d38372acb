//! Whether badges name the same learner: by id, or by an identity that can be compared. Never by name, never assumed.

use crate::model::{Identity, IdentityForm, IdentityType, Learner};
use crate::verify::Recipient;
use std::collections::BTreeMap;

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
pub(super) fn are_one<'l>(learners: impl Iterator<Item = &'l Learner>) -> bool {
    let mut groups = Groups::default();
    for learner in learners {
        groups.add(keys(learner));
    }
    groups.roots().all(|root| root == 0)
}

fn has_identity(learner: &Learner, value: &str, is_kind: impl Fn(&IdentityType) -> bool) -> bool {
    let same = |identity: &Identity| match identity.form() {
        IdentityForm::Plain(plain) => plain.as_str() == value,
        IdentityForm::Hashed { hash, salt } => hash.is_of(value, salt.as_deref().unwrap_or_default()) == Some(true),
    };
    learner.identities().iter().any(|identity| is_kind(identity.kind()) && same(identity))
}

fn is_student_number(kind: &IdentityType) -> bool {
    use IdentityType::{Identifier, SisSourcedId, SourcedId, SystemId};
    matches!(kind, SisSourcedId | SourcedId | SystemId | Identifier)
}

/// Texts of which learners who are the same person share at least one. Hashes with different salts are not comparable.
fn keys(learner: &Learner) -> Vec<String> {
    let id = learner.id().map(|id| format!("id {id}"));
    let identities = learner.identities().iter().filter(|identity| *identity.kind() != IdentityType::Name);
    let identities = identities.map(|identity| match identity.form() {
        IdentityForm::Plain(value) => format!("{} plain {value}", identity.kind().as_str()),
        IdentityForm::Hashed { hash, salt } => {
            let hash = hash.as_str().to_ascii_lowercase();
            format!("{} {hash} {}", identity.kind().as_str(), salt.as_deref().unwrap_or_default())
        }
    });
    id.into_iter().chain(identities).collect()
}

/// Things, numbered from 0, joined whenever they share a key.
#[derive(Debug, Default)]
pub(super) struct Groups {
    by_key: BTreeMap<String, usize>,
    /// Of each thing; the first of a group is its own parent.
    parents: Vec<usize>,
}

impl Groups {
    /// Adds the next thing and joins it with all that have one of its keys.
    pub(super) fn add(&mut self, keys: Vec<String>) {
        let thing = self.parents.len();
        self.parents.push(thing);
        for key in keys {
            let other = *self.by_key.entry(key).or_insert(thing);
            let (root, joined) = (self.root(thing), self.root(other));
            // The smaller one leads, so that the result does not depend on the order of joining.
            if let Some(parent) = self.parents.get_mut(root.max(joined)) {
                *parent = root.min(joined);
            }
        }
    }

    /// For each thing in turn the one that stands for its group: the first of it.
    pub(super) fn roots(&self) -> impl Iterator<Item = usize> {
        (0..self.parents.len()).map(|thing| self.root(thing))
    }

    fn root(&self, thing: usize) -> usize {
        let mut root = thing;
        // INVARIANT: a parent is no larger than its child, so this ends.
        while let Some(parent) = self.parents.get(root).filter(|parent| **parent != root) {
            root = *parent;
        }
        root
    }
}
