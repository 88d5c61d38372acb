//! What processing may cost.

use super::error::{Error, Place};
use super::part::Part;
use crate::base::limits::Limits;
use std::cell::Cell;

/// The work and the depth that are left for the document at hand.
///
/// Contexts can make much out of little: scopes within scopes are processed at every use, and one long key may be
/// written out at thousands of nodes. So every definition and every text that is made is paid for.
pub(super) struct Budget {
    left: Cell<u64>,
    limit: u64,
    depth: Cell<usize>,
    deepest: usize,
}

impl Budget {
    pub(super) fn new(limits: &Limits) -> Self {
        let limit = limits.ld_work;
        Self { left: Cell::new(limit), limit, depth: Cell::new(0), deepest: limits.json_depth }
    }

    /// Pays for `units` of work.
    pub(super) fn take(&self, units: usize) -> Result<(), Error> {
        let units = u64::try_from(units).unwrap_or(u64::MAX);
        let left = self.left.get().checked_sub(units).ok_or(Error::TooMuchWork { limit: self.limit })?;
        self.left.set(left);
        Ok(())
    }

    /// Pays for a text that is made, or compared.
    pub(super) fn take_text(&self, bytes: usize) -> Result<(), Error> {
        self.take((bytes / TEXT_BLOCK).saturating_add(1))
    }

    /// Pays for a copy of so many shared terms.
    pub(super) fn take_copy(&self, terms: usize) -> Result<(), Error> {
        self.take((terms / COPIED_TERMS).saturating_add(1))
    }

    /// Goes one level down into contexts and terms that build on each other, until the level is dropped.
    pub(super) fn enter(&self, at: Part<'_>) -> Result<Level<'_>, Error> {
        let depth = self.depth.get();
        if depth >= self.deepest {
            return Err(Error::TooDeep { at: Place::of(at), limit: self.deepest });
        }
        self.depth.set(depth.saturating_add(1));
        Ok(Level { depth: &self.depth })
    }
}

/// A level of depth; going out of scope, it is left.
pub(super) struct Level<'b> {
    depth: &'b Cell<usize>,
}

impl Drop for Level<'_> {
    fn drop(&mut self) {
        self.depth.set(self.depth.get().saturating_sub(1));
    }
}

/// Bytes of text to a unit of work.
const TEXT_BLOCK: usize = 64;
/// Terms copied to a unit of work.
const COPIED_TERMS: usize = 8;
