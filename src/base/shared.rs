//! Text that is read once and held by many.

use serde::{Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A text, or a part of one that others hold too: what is read from a document is not copied out of it. It never
/// changes, and compares, sorts and hashes as its characters do.
#[derive(Clone)]
pub struct SharedText {
    whole: Arc<String>,
    start: u32,
    /// Where the part ends in `whole`; [`TO_THE_END`] for wherever that ends.
    end: u32,
}

/// No part ends here.
const TO_THE_END: u32 = u32::MAX;

impl SharedText {
    /// The bytes `range` of a text, which are whole characters of it; nothing past its end.
    pub(crate) fn part(whole: &Arc<String>, range: Range<u32>) -> Self {
        Self { whole: Arc::clone(whole), start: range.start, end: range.end }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let place = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
        let end = if self.end == TO_THE_END { self.whole.len() } else { place(self.end) };
        self.whole.get(place(self.start)..end).unwrap_or_default()
    }
}

impl Deref for SharedText {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for SharedText {
    fn as_ref(&self) -> &str {
        self
    }
}

impl From<String> for SharedText {
    fn from(text: String) -> Self {
        Self { whole: Arc::new(text), start: 0, end: TO_THE_END }
    }
}

impl From<&str> for SharedText {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl fmt::Debug for SharedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for SharedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl PartialEq for SharedText {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for SharedText {}

impl PartialEq<str> for SharedText {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialOrd for SharedText {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for SharedText {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other)
    }
}

impl Hash for SharedText {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl Serialize for SharedText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_like_a_text_of_its_own() {
        let whole = Arc::new("déjà vu".to_owned());
        let part = SharedText::part(&whole, 0..6);
        assert_eq!(part, SharedText::from("déjà"));
        assert_eq!(format!("{part:>6}|{part:?}"), "  déjà|\"déjà\"");
        assert_eq!(serde_json::to_string(&part).unwrap(), "\"déjà\"");
        assert_eq!(part.cmp(&SharedText::part(&whole, 7..9)), Ordering::Less);
        assert!(SharedText::part(&whole, 0..0).is_empty());
    }

    #[test]
    fn bytes_that_are_no_part_are_no_text() {
        let whole = Arc::new("é".to_owned());
        for range in [0..1, 0..3, 5..9] {
            assert_eq!(SharedText::part(&whole, range).as_str(), "");
        }
    }
}
