//! JSON Pointers (RFC 6901) into a document: what a holder shows and an issuer lets be hidden.

use super::Error;
use crate::base::Malformed;
use crate::base::limits::Limits;
use crate::codec::json::Node;
use std::collections::{BTreeMap, BTreeSet};

/// What pointers choose at and below one value, however many of them share the way.
#[derive(Debug, Default)]
pub(crate) struct Choice<'p> {
    /// A pointer that leads here or further.
    pointer: &'p str,
    is_whole: bool,
    below: BTreeMap<String, Choice<'p>>,
}

impl<'p> Choice<'p> {
    /// What these pointers choose in a document.
    ///
    /// # Errors
    ///
    /// `proof.pointer` for a text that is no pointer or leads nowhere.
    pub(crate) fn of(root: Node<'_>, pointers: &[&'p str], limits: &Limits) -> Result<Self, Error> {
        let mut choice = Self::default();
        for pointer in pointers {
            choice.add(pointer, limits)?;
        }
        choice.check(root)?;
        Ok(choice)
    }

    /// All of a value.
    #[cfg(feature = "ecdsa")]
    pub(super) fn whole() -> Self {
        Self { is_whole: true, ..Self::default() }
    }

    /// Whether a pointer ends here.
    pub(super) fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// What is chosen of a member or an item.
    pub(super) fn below(&self, step: &str) -> Option<&Self> {
        self.below.get(step)
    }

    /// Whether the place at the end of these steps is chosen, or lies on the way to what is.
    pub(super) fn touches(&self, steps: &[String]) -> bool {
        match steps.split_first() {
            _ if self.is_whole => true,
            None => true,
            Some((step, rest)) => self.below.get(step).is_some_and(|choice| choice.touches(rest)),
        }
    }

    fn add(&mut self, pointer: &'p str, limits: &Limits) -> Result<(), Error> {
        let tokens = match pointer.strip_prefix('/') {
            None if !pointer.is_empty() => return Err(nowhere(pointer)),
            // No document is deeper.
            Some(rest) if rest.split('/').count() > limits.json_depth => return Err(nowhere(pointer)),
            rest => rest.map(|rest| rest.split('/')),
        };
        let mut choice = self;
        for token in tokens.into_iter().flatten() {
            let token = token.replace("~1", "/").replace("~0", "~");
            choice = choice.below.entry(token).or_insert_with(|| Choice { pointer, ..Self::default() });
        }
        choice.is_whole = true;
        Ok(())
    }

    /// Whether each choice is there.
    fn check(&self, node: Node<'_>) -> Result<(), Error> {
        let mut found = BTreeSet::new();
        for (name, value, choice) in self.children(node) {
            choice.check(value)?;
            found.insert(name);
        }
        match self.below.iter().find(|(name, _)| !found.contains(name.as_str())) {
            Some((_, choice)) => Err(nowhere(choice.pointer)),
            None => Ok(()),
        }
    }

    /// The members or items of a node that are chosen, or lie on the way.
    pub(super) fn children<'c, 'd>(
        &'c self,
        node: Node<'d>,
    ) -> impl Iterator<Item = (&'c str, Node<'d>, &'c Choice<'p>)> {
        let members = node.members().map(|(name, value)| (name.to_owned(), value));
        let items = node.items().enumerate().map(|(place, item)| (place.to_string(), item));
        members.chain(items).filter_map(|(name, value)| {
            let (name, choice) = self.below.get_key_value(&name)?;
            Some((&**name, value, choice))
        })
    }
}

fn nowhere(pointer: &str) -> Error {
    Error::Pointer(Malformed::new("proof.pointer", "a JSON Pointer to a member of the credential", pointer))
}
