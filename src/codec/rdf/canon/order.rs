//! The order of lines of canonical N-Quads, without writing the lines first.

use crate::codec::rdf::dataset::{Dataset, Quad};
use crate::codec::rdf::term::Term;
use std::cmp::Ordering;

/// Sorts statements as their lines sort, by code point.
///
/// To compare lines is to compare their terms one after the other: a term that is the beginning of another is followed
/// by a space in its line, and a space is less than whatever follows in the other, since `>` and the closing quotation
/// mark belong to the term. Subjects and predicates repeat, so their texts are sorted once and compared as numbers.
pub(super) struct Order<'d> {
    dataset: &'d Dataset,
    keys: Vec<Key>,
    /// Less than the place of any blank node and more than that of any IRI.
    first_blank: u32,
}

/// The places of an IRI subject and of the predicate among their kind.
#[derive(Clone, Copy, Default)]
struct Key {
    subject: u32,
    predicate: u32,
}

impl<'d> Order<'d> {
    pub(super) fn new(dataset: &'d Dataset) -> Self {
        let mut keys = vec![Key::default(); dataset.len()];
        let first_blank = rank(dataset, Quad::subject, |quad, place| {
            if let Some(key) = keys.get_mut(quad) {
                key.subject = place;
            }
        });
        rank(dataset, Quad::predicate, |quad, place| {
            if let Some(key) = keys.get_mut(quad) {
                key.predicate = place;
            }
        });
        Self { dataset, keys, first_blank }
    }

    /// A number that sorts as subject and predicate of a statement do; `name` is the place of a blank node's name.
    pub(super) fn key(&self, number: usize, quad: &Quad, name: impl Fn(usize) -> u32) -> u64 {
        let key = self.keys.get(number).copied().unwrap_or_default();
        let subject = quad.subject().as_blank().map_or(key.subject, |node| self.first_blank.saturating_add(name(node)));
        (u64::from(subject) << 32) | u64::from(key.predicate)
    }

    /// Compares what comes after the predicate.
    pub(super) fn compare_rest(&self, a: &Quad, b: &Quad, name: impl Fn(usize) -> u32) -> Ordering {
        self.compare(a.object(), b.object(), &name).then_with(|| match (a.graph, b.graph) {
            (Some(a), Some(b)) => self.compare(a, b, &name),
            // The full stop after a statement of the default graph comes before `<` and `_`.
            (a, b) => a.is_some().cmp(&b.is_some()),
        })
    }

    fn compare(&self, a: Term, b: Term, name: impl Fn(usize) -> u32) -> Ordering {
        match (a.as_blank(), b.as_blank()) {
            (None, None) if a == b => Ordering::Equal,
            (None, None) => self.dataset.text(a).cmp(self.dataset.text(b)),
            (Some(a), Some(b)) => name(a).cmp(&name(b)),
            // `_` comes after `<` and the quotation mark.
            (a, b) => a.is_some().cmp(&b.is_some()),
        }
    }
}

/// Tells the place of each statement's term among the different IRIs, and returns how many these are. Blank nodes have
/// no place.
fn rank(dataset: &Dataset, term: fn(&Quad) -> Term, mut place: impl FnMut(usize, u32)) -> u32 {
    let quads = dataset.quads();
    let mut terms: Vec<(u32, usize)> =
        quads.iter().enumerate().filter_map(|(number, quad)| Some((term(quad).as_iri()?, number))).collect();
    // Copies of one term come together by where they lie, so that each text is compared as one.
    terms.sort_unstable();
    let mut texts: Vec<(&str, &[(u32, usize)])> = terms
        .chunk_by(|(a, _), (b, _)| a == b)
        .map(|copies| {
            let quad = copies.first().and_then(|(_, number)| quads.get(*number));
            (quad.map_or("", |quad| dataset.text(term(quad))), copies)
        })
        .collect();
    texts.sort_unstable_by_key(|(text, _)| *text);
    let mut next = 0_u32;
    for same in texts.chunk_by(|(a, _), (b, _)| a == b) {
        for (_, number) in same.iter().flat_map(|(_, copies)| *copies) {
            place(*number, next);
        }
        next = next.saturating_add(1);
    }
    next
}
