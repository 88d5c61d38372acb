//! Status lists: the entries of badges that name them, and the lists themselves, each judged once.

mod entry;
mod list;
mod revocations;

pub(super) use entry::{Entry, Format, Position, out_of_range};
pub(super) use list::{StatusList, missing};
pub(super) use revocations::Revocations;

#[cfg(doc)]
use crate::verify::Materials;
use crate::verify::report::Finding;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

/// The lists that were judged for the badges of one call or session, by their addresses: all with the same verifier, materials and time.
#[derive(Debug, Default)]
pub(super) struct Lists {
    judged: Mutex<Judged>,
}

#[derive(Debug, Default)]
struct Judged {
    /// The state of the materials with which they were judged.
    state: u64,
    slots: BTreeMap<String, Slot>,
}

type Slot = Arc<OnceLock<Result<StatusList, Finding>>>;

impl Lists {
    /// The list at an address; `judge` is asked once for each [state](Materials::state) of the materials.
    pub(super) fn at(&self, url: &str, state: u64, judge: impl FnOnce() -> Result<StatusList, Finding>) -> Slot {
        let slot = match self.judged.lock() {
            Ok(mut judged) => {
                if judged.state != state {
                    *judged = Judged { state, slots: BTreeMap::new() };
                }
                match judged.slots.get(url) {
                    Some(slot) => Arc::clone(slot),
                    None => Arc::clone(judged.slots.entry(url.to_owned()).or_default()),
                }
            }
            // A lock that another thread broke by a panic is a reason to do without, not to fail.
            Err(_) => Slot::default(),
        };
        // Outside the lock, so that only those wait who ask for this list.
        slot.get_or_init(judge);
        slot
    }
}
