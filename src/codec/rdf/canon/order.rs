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
    /// The place of each IRI, by its number, among those that are subjects or predicates.
    places: Vec<u32>,
    /// Less than the place of any blank node and more than that of any IRI.
    first_blank: u32,
}

impl<'d> Order<'d> {
    pub(super) fn new(dataset: &'d Dataset) -> Self {
        let mut places = vec![UNUSED; dataset.iris()];
        let mut sorted: Vec<(&str, usize)> = Vec::with_capacity(places.len());
        for iri in dataset.quads().iter().flat_map(|quad| [quad.subject(), quad.predicate()]) {
            let Some(number) = iri.as_iri() else { continue };
            if let Some(place) = places.get_mut(number).filter(|place| **place == UNUSED) {
                *place = 0;
                sorted.push((dataset.text(iri), number));
            }
        }
        sorted.sort_unstable();
        let mut next = 0_u32;
        for same in sorted.chunk_by(|(a, _), (b, _)| a == b) {
            for (_, number) in same {
                if let Some(place) = places.get_mut(*number) {
                    *place = next;
                }
            }
            next = next.saturating_add(1);
        }
        Self { dataset, places, first_blank: next }
    }

    /// A number that sorts as subject and predicate of a statement do; `name` is the place of a blank node's name.
    pub(super) fn key(&self, quad: &Quad, name: impl Fn(usize) -> u32) -> u64 {
        let place = |iri: Term| iri.as_iri().and_then(|number| self.places.get(number)).copied().unwrap_or_default();
        let subject = quad.subject();
        let subject =
            subject.as_blank().map_or_else(|| place(subject), |node| self.first_blank.saturating_add(name(node)));
        (u64::from(subject) << 32) | u64::from(place(quad.predicate()))
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

/// The place of an IRI that is neither subject nor predicate.
const UNUSED: u32 = u32::MAX;
