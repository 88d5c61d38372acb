//! The last step: canonical lines with canonical labels.

use super::order::Order;
use super::{Issuer, PREFIX};
use crate::codec::rdf::dataset::{Dataset, Quad};
use crate::codec::rdf::nquads::push_decimal;

/// Writes every statement once, sorted. `take` sees what was written after each line and may empty it.
pub(super) fn write_sorted(
    dataset: &Dataset,
    order: &Order<'_>,
    issuer: &Issuer,
    out: &mut String,
    mut take: impl FnMut(&mut String),
) {
    let places = name_places(issuer);
    let place = |node: usize| places.get(node).copied().unwrap_or(u32::MAX);
    let mut sorted: Vec<(u64, &Quad)> = dataset.quads().iter().map(|quad| (order.key(quad, place), quad)).collect();
    sorted.sort_unstable_by(|(a, x), (b, y)| a.cmp(b).then_with(|| order.compare_rest(x, y, place)));
    sorted.dedup_by(|(a, x), (b, y)| a == b && order.compare_rest(x, y, place).is_eq());
    for (_, quad) in sorted {
        dataset.write_quad(quad, out, |node, out| {
            out.push_str("_:");
            out.push_str(PREFIX);
            push_decimal(issuer.number(node).unwrap_or(usize::MAX), out);
        });
        take(out);
    }
}

/// The place of each node's canonical label among all of them, as texts: `c14n10` comes before `c14n2`.
fn name_places(issuer: &Issuer) -> Vec<u32> {
    let mut names: Vec<(u64, u32, usize)> = (issuer.numbers.iter().enumerate())
        .filter_map(|(node, number)| Some((node, u64::try_from((*number)?).unwrap_or(u64::MAX))))
        .map(|(node, number)| {
            // Digits filled up with zeros on the right sort as texts do, and the shorter comes first.
            let digits = number.checked_ilog10().unwrap_or(0);
            let scale = 10_u64.saturating_pow(u32::MAX.ilog10().saturating_sub(digits));
            (number.saturating_mul(scale), digits, node)
        })
        .collect();
    names.sort_unstable();
    let mut places = vec![u32::MAX; issuer.numbers.len()];
    for (place, (_, _, node)) in (0..).zip(names) {
        if let Some(slot) = places.get_mut(node) {
            *slot = place;
        }
    }
    places
}
