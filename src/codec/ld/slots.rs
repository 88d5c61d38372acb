//! Terms by name: a hash table that is built once and then only read.

use super::active::Slot;

/// The terms of an active context.
pub(super) struct Slots {
    slots: Vec<Slot>,
    /// Hash and place in `slots`; open addressing over a power of two that is at most half full. Names are hashed
    /// without a secret: the table is made from contexts, never from a document, so no document can crowd it.
    table: Box<[Option<(u32, u32)>]>,
}

impl Slots {
    /// Of terms with different names.
    pub(super) fn new(slots: Vec<Slot>) -> Self {
        let len = slots.len().saturating_mul(2).next_power_of_two();
        let mut table = vec![None; len].into_boxed_slice();
        for (slot, index) in slots.iter().zip(0_u32..) {
            let hash = hash(slot.name());
            let free = probe(hash, len).find(|at| table.get(*at).is_some_and(Option::is_none));
            if let Some(cell) = free.and_then(|at| table.get_mut(at)) {
                *cell = Some((hash, index));
            }
        }
        Self { slots, table }
    }

    pub(super) fn find(&self, name: &str) -> Option<&Slot> {
        let wanted = hash(name);
        for at in probe(wanted, self.table.len()) {
            let (hash, index) = (*self.table.get(at)?)?;
            if hash == wanted {
                let slot = self.slots.get(usize::try_from(index).ok()?)?;
                if slot.name() == name {
                    return Some(slot);
                }
            }
        }
        None
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter()
    }
}

/// The cells of a table of `len`, a power of two, in the order in which they are tried.
fn probe(hash: u32, len: usize) -> impl Iterator<Item = usize> {
    let mask = len.saturating_sub(1);
    let start = usize::try_from(hash).unwrap_or_default();
    (0..len).map(move |step| start.wrapping_add(step) & mask)
}

/// Multiply and rotate, eight bytes at a time; the last eight may be hashed a second time.
fn hash(name: &str) -> u32 {
    let mix = |state: u64, word: u64| (state.rotate_left(5) ^ word).wrapping_mul(MULTIPLIER);
    let bytes = name.as_bytes();
    let state = bytes.as_chunks::<8>().0.iter().fold(0, |state, word| mix(state, u64::from_le_bytes(*word)));
    let tail = match (bytes.last_chunk::<8>(), bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(last), ..) => u64::from_le_bytes(*last),
        (None, Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last))
        }
        _ => bytes.iter().fold(1, |tail, byte| tail << 8 | u64::from(*byte)),
    };
    // The upper half is the well mixed one.
    u32::try_from(mix(state, tail) >> 32).unwrap_or_default()
}

/// The odd number nearest to 2^64 divided by the golden ratio.
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;
