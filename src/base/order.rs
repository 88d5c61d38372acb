//! Sorting of lists of any kind by one routine.

use std::cmp::Ordering;

/// Sorts as [`slice::sort_by`] does: what is equal stays in its order.
///
/// The work is done on positions, so that it is compiled once and not for each kind of value. For lists that are sorted
/// rarely; each comparison is a call.
pub(crate) fn sort_by<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let exchanges = exchanges(list.len(), &|one, other| match (list.get(one), list.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    for (one, other) in exchanges {
        list.swap(one, other);
    }
}

/// The exchanges of positions, one after the other, that bring a list of this length in order.
fn exchanges(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|one, other| compare(*one, *other));
    let mut exchanges = Vec::new();
    for start in 0..len {
        let mut at = start;
        // Each place takes what belongs there from the place where that is now, round the whole cycle.
        while let Some(from) = order.get_mut(at).map(|from| std::mem::replace(from, at)).filter(|from| *from != start) {
            if from == at {
                break;
            }
            exchanges.push((at, from));
            at = from;
        }
    }
    exchanges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_as_the_standard_library_does() {
        for seed in 0..200_u64 {
            let mut state = seed;
            let mut next = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                state >> 59
            };
            let list: Vec<(u64, usize)> = (0..usize::try_from(seed).unwrap()).map(|at| (next(), at)).collect();
            let (mut ours, mut standard) = (list.clone(), list);
            sort_by(&mut ours, |one, other| one.0.cmp(&other.0));
            standard.sort_by_key(|(key, _)| *key);
            assert_eq!(ours, standard);
        }
    }
}
