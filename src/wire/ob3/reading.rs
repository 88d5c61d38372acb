//! What came of reading a document.

use super::reader::Reader;
use crate::codec::json::Node;
use crate::wire::Error;
use crate::wire::error::{Pointer, Tolerance};

/// A document of a class as far as it could be read, with every fault of its shape.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading<T> {
    value: Option<T>,
    faults: Vec<Error>,
}

impl<T> Reading<T> {
    pub(super) fn of(node: Node<'_>, read: impl FnOnce(Node<'_>, &mut Reader) -> Option<T>) -> Self {
        let mut reader = Reader::default();
        let value = read(node, &mut reader);
        Self { value, faults: reader.faults }
    }

    /// All faults and remarks, in the order met.
    #[must_use]
    pub fn faults(&self) -> &[Error] {
        &self.faults
    }

    /// All faults and remarks, in the order met.
    #[must_use]
    pub fn into_faults(self) -> Vec<Error> {
        self.faults
    }

    /// The document as far as it could be read, and all faults and remarks.
    #[must_use]
    pub fn into_parts(self) -> (Option<T>, Vec<Error>) {
        (self.value, self.faults)
    }

    /// The document, if the text of the standard allows all that was met.
    ///
    /// # Errors
    ///
    /// The first fault that the strict reading does not tolerate.
    pub fn strict(self) -> Result<T, Error> {
        self.unless(|fault| fault.tolerance() != Tolerance::Both)
    }

    /// The document, if all that was met is known from published samples and common issuers; the faults it tolerates
    /// are warnings.
    ///
    /// # Errors
    ///
    /// The first fault that no reading tolerates.
    pub fn compatible(self) -> Result<T, Error> {
        self.unless(|fault| fault.tolerance() == Tolerance::None)
    }

    fn unless(self, refused: impl Fn(&Error) -> bool) -> Result<T, Error> {
        let first = self.faults.into_iter().find(refused);
        match (first, self.value) {
            (None, Some(value)) => Ok(value),
            (Some(fault), _) => Err(fault),
            // A value is only missing where a fault says why.
            (None, None) => Err(Error::UnexpectedType {
                at: Pointer::new(""),
                expected: "a document of this class",
                found: "something else",
            }),
        }
    }
}
