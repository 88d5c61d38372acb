//! Work, counted.

use crate::codec::rdf::Error;

/// What is left of the work that one canonicalisation may do.
///
/// One unit is a statement hashed, a block of 64 bytes hashed, a call of Hash N-Degree Quads, a permutation, or a node
/// written into a path or moved from one issuer to another. All of them cost less than a microsecond.
pub(super) struct Budget {
    limit: u64,
    left: u64,
}

impl Budget {
    pub(super) fn new(limit: u64) -> Self {
        Self { limit, left: limit }
    }

    /// Takes units before the work is done.
    pub(super) fn take(&mut self, units: usize) -> Result<(), Error> {
        let units = u64::try_from(units).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(units).ok_or(Error::WorkLimit { limit: self.limit })?;
        Ok(())
    }

    /// Takes the units of hashing so many bytes: the blocks of SHA-2, counted as 64 bytes for both algorithms.
    pub(super) fn take_hash(&mut self, bytes: usize) -> Result<(), Error> {
        self.take((bytes / 64).saturating_add(1))
    }

    pub(super) fn spent(&self) -> u64 {
        self.limit.saturating_sub(self.left)
    }
}
