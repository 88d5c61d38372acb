//! Canonical N-Quads: lines in code point order.

use super::{Issuer, PREFIX};
use crate::codec::rdf::dataset::{Dataset, Quad};
use crate::codec::rdf::nquads::push_decimal;
use crate::codec::rdf::term::Term;
use std::cmp::Ordering;

/// Writes every statement once, sorted, with canonical labels.
///
/// Lines are sorted before they are written, term by term: a term that is the beginning of another is followed by a
/// space in its line, which is less than anything that may follow in the other, as `>` and the closing quotation mark
/// are part of the term. So comparing terms is comparing lines.
pub(super) fn write_sorted(dataset: &Dataset, issuer: &Issuer) -> String {
    let names: Vec<Option<Name>> = issuer.numbers.iter().map(|number| number.map(Name::new)).collect();
    let order = Order { dataset, names };
    let mut quads: Vec<&Quad> = dataset.quads().iter().collect();
    quads.sort_unstable_by(|a, b| order.compare_quads(a, b));
    quads.dedup_by(|a, b| order.compare_quads(a, b).is_eq());
    let terms = quads.iter().flat_map(|quad| quad.triple.into_iter().chain(quad.graph));
    // A blank node takes 7 bytes below `_:c14n10` and a line two more than its terms and their spaces.
    let length = terms.fold(0_usize, |sum, term| sum.saturating_add(term.range().len()).saturating_add(8));
    let mut out = String::with_capacity(length.saturating_add(quads.len().saturating_mul(2)));
    for quad in quads {
        dataset.write_quad(quad, &mut out, |node, out| {
            out.push_str("_:");
            out.push_str(PREFIX);
            push_decimal(issuer.number(node).unwrap_or(usize::MAX), out);
        });
    }
    out
}

struct Order<'d> {
    dataset: &'d Dataset,
    names: Vec<Option<Name>>,
}

impl Order<'_> {
    fn compare_quads(&self, a: &Quad, b: &Quad) -> Ordering {
        let ([a1, a2, a3], [b1, b2, b3]) = (a.triple, b.triple);
        let in_order = |a, b| self.compare(a, b);
        in_order(a1, b1).then_with(|| in_order(a2, b2)).then_with(|| in_order(a3, b3)).then_with(|| {
            match (a.graph, b.graph) {
                (Some(a), Some(b)) => self.compare(a, b),
                // The full stop of the default graph comes before `<` and `_`.
                (a, b) => a.is_some().cmp(&b.is_some()),
            }
        })
    }

    fn compare(&self, a: Term, b: Term) -> Ordering {
        if a == b {
            return Ordering::Equal;
        }
        match (a.as_blank(), b.as_blank()) {
            (Some(a), Some(b)) => self.names.get(a).cmp(&self.names.get(b)),
            // `_` comes after `<` and the quotation mark.
            (Some(_), None) => Ordering::Greater,
            (None, Some(_)) => Ordering::Less,
            (None, None) => self.dataset.text(a).cmp(self.dataset.text(b)),
        }
    }
}

/// A canonical label that sorts as its text does: 10 before 2.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    /// The digits, filled up with zeros to the length of the greatest number.
    padded: u64,
    digits: u32,
}

impl Name {
    fn new(number: usize) -> Self {
        let number = u64::try_from(number).unwrap_or(u64::MAX);
        let digits = number.checked_ilog10().unwrap_or(0);
        let scale = 10_u64.saturating_pow(u32::MAX.ilog10().saturating_sub(digits));
        Self { padded: number.saturating_mul(scale), digits }
    }
}
