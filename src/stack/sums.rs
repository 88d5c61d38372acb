//! The totals that sets of badges can reach.

/// A set of totals: one bit each where they are small numbers, else a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sums {
    /// Bit n of the words, least significant first: the total n.
    Bits(Vec<u64>),
    /// Ascending.
    List(Vec<u64>),
}

impl Sums {
    /// The total of nothing, to grow up to `most`.
    pub(super) fn zero(most: u64) -> Self {
        match usize::try_from(most.div_euclid(64)) {
            Ok(words) if words < MOST_WORDS => {
                let mut bits = vec![0; words.saturating_add(1)];
                bits.iter_mut().take(1).for_each(|word| *word = 1);
                Self::Bits(bits)
            }
            _ => Self::List(vec![0]),
        }
    }

    /// These totals, and each of them with one of some items more, up to `most`.
    pub(super) fn with(&self, items: impl Iterator<Item = u64>, most: u64) -> Self {
        match self {
            Self::Bits(before) => {
                let mut bits = before.clone();
                items.for_each(|item| add_shifted(&mut bits, before, item));
                // What lies above `most` is cut off.
                let spare = 63_u64.saturating_sub(most.rem_euclid(64));
                if let Some(last) = bits.last_mut() {
                    *last &= u64::MAX >> spare;
                }
                Self::Bits(bits)
            }
            Self::List(before) => {
                let shifted = |item: u64| before.iter().map(move |sum| sum.saturating_add(item));
                let list = items
                    .fold(before.clone(), |list, item| merged(&list, shifted(item).take_while(|sum| *sum <= most)));
                Self::List(list)
            }
        }
    }

    pub(super) fn contains(&self, total: u64) -> bool {
        match self {
            Self::Bits(bits) => {
                let word = usize::try_from(total.div_euclid(64)).ok().and_then(|word| bits.get(word));
                word.is_some_and(|word| word >> total.rem_euclid(64) & 1 == 1)
            }
            Self::List(list) => list.binary_search(&total).is_ok(),
        }
    }

    /// The totals from `least` to `most`, ascending.
    pub(super) fn between(&self, least: u64, most: u64) -> Vec<u64> {
        match self {
            Self::Bits(_) => (least..=most).filter(|total| self.contains(*total)).collect(),
            Self::List(list) => list.iter().copied().filter(|sum| (least..=most).contains(sum)).collect(),
        }
    }

    /// How many words of memory it takes.
    pub(super) fn words(&self) -> usize {
        match self {
            Self::Bits(words) | Self::List(words) => words.len(),
        }
    }
}

/// Sets every bit of `before` some places higher; bits past the end fall off.
fn add_shifted(bits: &mut [u64], before: &[u64], places: u64) {
    let Ok(words) = usize::try_from(places.div_euclid(64)) else { return };
    let shift = places.rem_euclid(64);
    let low = before.iter().map(|word| word << shift);
    // Bits that leave a word enter the next one; a shift by none would carry the whole word.
    let carried = before.iter().map(|word| if shift == 0 { 0 } else { word >> 64_u64.saturating_sub(shift) });
    let carried = std::iter::once(0).chain(carried);
    for ((bit, low), high) in bits.iter_mut().skip(words).zip(low).zip(carried) {
        *bit |= low | high;
    }
}

/// Two ascending lists as one, without repeats.
fn merged(list: &[u64], other: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut merged = Vec::with_capacity(list.len().saturating_mul(2));
    let (mut list, mut other) = (list.iter().copied().peekable(), other.peekable());
    loop {
        let next = match (list.peek(), other.peek()) {
            (Some(one), Some(two)) if one <= two => list.next(),
            (_, Some(_)) => other.next(),
            (_, None) => list.next(),
        };
        let Some(next) = next else { return merged };
        if merged.last() != Some(&next) {
            merged.push(next);
        }
    }
}

/// The most words of bits for one set: 16,384 totals.
const MOST_WORDS: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_and_lists_hold_the_same_totals() {
        let items = [3, 64, 65, 127, 128, 190, 1];
        for most in [0, 1, 63, 64, 65, 200, 578, 5_000] {
            let grow = |zero: Sums| items.iter().fold(zero, |sums, item| sums.with([*item, 7].into_iter(), most));
            let (bits, list) = (grow(Sums::zero(most)), grow(Sums::List(vec![0])));
            assert!(matches!(bits, Sums::Bits(_)));
            assert_eq!(bits.between(0, most), list.between(0, most), "{most}");
            assert!(!bits.contains(most + 1));
        }
    }
}
