//! The choices of one seed.

use std::collections::BTreeSet;

/// A source of numbers that are the same wherever it is asked (SplitMix64), and what was chosen that is odd.
pub(super) struct Draw {
    state: u64,
    odd: Odd,
    pub(super) met: BTreeSet<String>,
}

/// Which odd values a credential has.
pub(super) enum Odd {
    Nothing,
    /// This one alone, wherever it fits.
    One(String),
    Any,
}

impl Draw {
    pub(super) fn of(seed: u64, odd: Odd) -> Self {
        Self { state: seed, odd, met: BTreeSet::new() }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// True once in `times`.
    pub(super) fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[usize::try_from(self.below(from.len() as u64)).unwrap()]
    }

    /// Whether there must be a place for one odd value.
    pub(super) fn is_set_on_one(&self) -> bool {
        matches!(self.odd, Odd::One(_))
    }

    /// One of the usual values, or one of the odd ones, whose name is kept.
    pub(super) fn odd_or(&mut self, usual: &[&'static str], odd: &[(&'static str, &'static str)]) -> &'static str {
        self.odd_named(odd, |(name, _)| (*name).to_owned()).map_or_else(|| *self.pick(usual), |(_, value)| value)
    }

    /// An odd value, if it is the turn of one; its name is kept.
    pub(super) fn odd_named<'a, T>(&mut self, from: &'a [T], name: impl Fn(&T) -> String) -> Option<&'a T> {
        let chosen = match &self.odd {
            Odd::Nothing => None,
            Odd::One(wanted) => {
                from.iter().find(|one| name(one) == *wanted).filter(|_| self.met.is_empty() || self.once_in(2))
            }
            Odd::Any => Some(self.pick(from)).filter(|_| self.once_in(10)),
        };
        self.met.extend(chosen.map(name));
        chosen
    }
}
