//! Whether badges name the same learner: by id, or by an identity that can be compared. Never by name, never assumed.

use crate::model::{Identity, IdentityForm, IdentityType, Learner};
use crate::verify::Recipient;
use std::collections::{BTreeMap, BTreeSet};

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
    let firsts: Vec<_> = learners.enumerate().map(|(at, learner)| groups.join(at, keys(learner))).collect();
    let roots: BTreeSet<_> = firsts.into_iter().map(|at| groups.root(at)).collect();
    roots.len() <= 1
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

/// Things joined whenever they share a key.
#[derive(Debug, Default)]
pub(super) struct Groups {
    by_key: BTreeMap<String, usize>,
    parents: BTreeMap<usize, usize>,
}

impl Groups {
    /// Joins a thing with all that have one of the keys.
    pub(super) fn join(&mut self, thing: usize, keys: impl IntoIterator<Item = String>) -> usize {
        for key in keys {
            let other = *self.by_key.entry(key).or_insert(thing);
            let (root, joined) = (self.root(thing), self.root(other));
            // The smaller one leads, so that the result does not depend on the order of joining.
            if root != joined {
                self.parents.insert(root.max(joined), root.min(joined));
            }
        }
        thing
    }

    /// The thing that stands for the whole group.
    pub(super) fn root(&self, thing: usize) -> usize {
        let mut root = thing;
        // INVARIANT: a parent is smaller than its child, so this ends.
        while let Some(parent) = self.parents.get(&root) {
            root = *parent;
        }
        root
    }
}
