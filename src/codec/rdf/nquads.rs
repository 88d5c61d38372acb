//! N-Quads (RDF 1.1 N-Quads): the writer.

use super::dataset::{Dataset, Quad};
use super::term::Term;

impl Dataset {
    /// The statements in the order in which they were pushed, one a line, as canonical N-Quads (RDFC-1.0, A canonical
    /// form of N-Quads) except that blank nodes are named `_:b0`, `_:b1` and so on, by number.
    #[must_use]
    pub fn to_nquads(&self) -> String {
        let mut out = String::with_capacity(self.text_len());
        for quad in self.quads() {
            self.write_quad(quad, &mut out, |number, out| {
                out.push_str("_:b");
                push_decimal(number, out);
            });
        }
        out
    }

    /// Writes one line; `name` writes a blank node by its number.
    pub(super) fn write_quad(&self, quad: &Quad, out: &mut String, name: impl Fn(usize, &mut String)) {
        let mut term = |term: Term| {
            match term.as_blank() {
                Some(number) => name(number, out),
                None => out.push_str(self.text(term)),
            }
            out.push(' ');
        };
        quad.triple.into_iter().chain(quad.graph).for_each(&mut term);
        out.push_str(".\n");
    }
}

/// Writes a number in decimal digits.
pub(super) fn push_decimal(number: usize, out: &mut String) {
    let mut scale = number.checked_ilog10().and_then(|digits| 10_usize.checked_pow(digits)).unwrap_or(1);
    while let Some(quotient) = number.checked_div(scale) {
        out.push(u32::try_from(quotient % 10).ok().and_then(|digit| char::from_digit(digit, 10)).unwrap_or('0'));
        scale /= 10;
    }
}
