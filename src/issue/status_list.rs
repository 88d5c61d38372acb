//! What an issuer says of its badges after it issued them: a status list as a pure state machine (Bitstring Status List 1.0).

use super::Error;
use super::status_event::{StatusEvent, StatusPurpose};
use crate::base::Malformed;
use crate::base::iri::Iri;
use crate::base::limits::Limits;
use crate::codec::bits::Bits;
use crate::proof;
use crate::wire::ob3::CredentialStatus;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A status list of an issuer: which places are taken, and what stands in them.
///
/// Every change is an [`StatusEvent`], and the same events give the same list. It is stored as JSON by `serde`; keep the whole of it, as the
/// published list does not say which places are taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct StatusList {
    url: Iri,
    purpose: StatusPurpose,
    entries: usize,
    taken: Bits,
    values: Bits,
    ttl: Option<u32>,
}

impl StatusList {
    /// The fewest entries, so that a badge hides among many (Bitstring Status List 1.0 §6.1).
    pub const FEWEST: usize = 131_072;

    /// A list that will be published at an https address, with nothing in it.
    ///
    /// # Errors
    ///
    /// `status-list.length` for fewer entries than [`FEWEST`](Self::FEWEST), or for more than verifiers unpack by default;
    /// `status-list.url` for an address that is not https; `status-list.meanings` for a number of messages that is not 2, 4, 8 … or 256.
    pub fn new(url: Iri, purpose: StatusPurpose, entries: usize) -> Result<Self, Error> {
        let size = purpose.size()?;
        let bits = entries.checked_mul(usize::from(size)).filter(|bits| bits.div_ceil(8) <= LONGEST);
        let bits = bits.filter(|_| entries >= Self::FEWEST);
        let bits =
            bits.ok_or_else(|| malformed("status-list.length", "at least 131072 entries and at most 8 MiB", entries))?;
        if !url.as_str().starts_with("https://") {
            return Err(malformed("status-list.url", "an https address", url.as_str()));
        }
        Ok(Self { url, purpose, entries, taken: Bits::clear(entries), values: Bits::clear(bits), ttl: None })
    }

    /// Lets those who fetch it keep it for so many seconds (Bitstring Status List 1.0 §2.2, `ttl`, which is written in milliseconds), and at most
    /// until it ends.
    #[must_use]
    pub fn with_ttl(self, seconds: u32) -> Self {
        Self { ttl: Some(seconds), ..self }
    }

    /// For how many seconds those who fetch it may keep it, if it says so.
    #[must_use]
    pub fn ttl(&self) -> Option<u32> {
        self.ttl
    }

    /// Where it is published: its id.
    #[must_use]
    pub fn url(&self) -> &Iri {
        &self.url
    }

    /// What its entries say.
    #[must_use]
    pub fn purpose(&self) -> &StatusPurpose {
        &self.purpose
    }

    /// How many places there are.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.entries
    }

    /// How many places are left.
    #[must_use]
    pub fn free(&self) -> usize {
        let unused = self.taken.entries(1).saturating_sub(self.entries);
        self.taken.count_clear().saturating_sub(unused)
    }

    /// What stands in a place: 0 where nothing was set; `None` past the end.
    #[must_use]
    pub fn value(&self, index: usize) -> Option<u8> {
        self.values.get(index, self.purpose.size().ok()?).filter(|_| index < self.entries)
    }

    /// The values as `encodedList`.
    #[must_use]
    pub fn encoded(&self) -> String {
        self.values.encode()
    }

    /// Gives a place that was drawn at random to a badge: a place tells nothing of when and for whom it was issued. `random` fills
    /// buffers with random bytes.
    ///
    /// # Errors
    ///
    /// `status-list.full` when no place is left, and what `random` reports.
    pub fn allocate(&mut self, random: impl FnMut(&mut [u8]) -> Result<(), proof::Error>) -> Result<usize, Error> {
        let index = self.draw(random)?;
        self.apply(StatusEvent::Allocated { index })?;
        Ok(index)
    }

    /// Draws a free place, each as likely as any other, and takes it not yet.
    ///
    /// # Errors
    ///
    /// As [`allocate`](Self::allocate).
    pub fn draw(&self, mut random: impl FnMut(&mut [u8]) -> Result<(), proof::Error>) -> Result<usize, Error> {
        let free = u128::try_from(self.free()).unwrap_or(u128::MAX);
        let mut bytes = [0; 16];
        random(&mut bytes)?;
        // Of 128 bits, the remainder favours no place by more than 2⁻¹⁰⁰.
        let drawn = u128::from_le_bytes(bytes).checked_rem(free).and_then(|drawn| usize::try_from(drawn).ok());
        let found = drawn.and_then(|drawn| self.taken.nth_clear(drawn));
        found.ok_or_else(|| malformed("status-list.full", "a list with a free place", self.url.as_str()))
    }

    /// Gives a place that was drawn at random to no badge, with a value that was drawn, too: others count neither badges nor revocations.
    /// Returns what happened, for those who store events.
    ///
    /// # Errors
    ///
    /// As [`allocate`](Self::allocate).
    pub fn add_decoy(
        &mut self,
        mut random: impl FnMut(&mut [u8]) -> Result<(), proof::Error>,
    ) -> Result<StatusEvent, Error> {
        let index = self.draw(&mut random)?;
        let mut byte = [0];
        random(&mut byte)?;
        let unused = 8_u32.saturating_sub(self.purpose.size()?.into());
        let value = u8::from_be_bytes(byte).checked_shr(unused).unwrap_or(0);
        self.happen(StatusEvent::Decoy { index, value })
    }

    /// Takes the badge at a place back, for good. Returns what happened, for those who store events.
    ///
    /// # Errors
    ///
    /// As [`apply`](Self::apply); `status-list.purpose` for a list of another purpose.
    pub fn revoke(&mut self, index: usize) -> Result<StatusEvent, Error> {
        self.demand(&StatusPurpose::Revocation)?;
        self.set(index, 1)
    }

    /// Undoes a revocation that never should have been. Returns what happened.
    ///
    /// # Errors
    ///
    /// As [`revoke`](Self::revoke); `status-list.not-revoked` where there is nothing to undo.
    pub fn undo(&mut self, index: usize) -> Result<StatusEvent, Error> {
        self.demand(&StatusPurpose::Revocation)?;
        if self.is_taken(index) && self.value(index) == Some(0) {
            return Err(malformed("status-list.not-revoked", "a badge that was revoked", index));
        }
        self.happen(StatusEvent::Undone { index })
    }

    /// Lets the badge at a place not count until it is [restored](Self::restore). Returns what happened.
    ///
    /// # Errors
    ///
    /// As [`revoke`](Self::revoke).
    pub fn suspend(&mut self, index: usize) -> Result<StatusEvent, Error> {
        self.demand(&StatusPurpose::Suspension)?;
        self.set(index, 1)
    }

    /// Puts a value into a place, whatever it means in this list. Returns what happened.
    ///
    /// # Errors
    ///
    /// As [`apply`](Self::apply).
    pub fn set(&mut self, index: usize, value: u8) -> Result<StatusEvent, Error> {
        self.happen(StatusEvent::Set { index, value })
    }

    /// Lifts a suspension. Returns what happened.
    ///
    /// # Errors
    ///
    /// As [`revoke`](Self::revoke).
    pub fn restore(&mut self, index: usize) -> Result<StatusEvent, Error> {
        self.demand(&StatusPurpose::Suspension)?;
        self.set(index, 0)
    }

    fn happen(&mut self, event: StatusEvent) -> Result<StatusEvent, Error> {
        self.apply(event)?;
        Ok(event)
    }

    fn demand(&self, purpose: &StatusPurpose) -> Result<(), Error> {
        match self.purpose == *purpose {
            true => Ok(()),
            false => Err(malformed("status-list.purpose", "a list of that purpose", self.purpose.name())),
        }
    }

    /// Changes the list. What cannot be changes nothing.
    ///
    /// # Errors
    ///
    /// `status-list.index` past the end; `status-list.taken` for a place that is taken already; `status-list.not-allocated` for one that is not;
    /// `status-list.value` for a value that does not fit; `status-list.final` where a revocation is taken back.
    pub fn apply(&mut self, event: StatusEvent) -> Result<(), Error> {
        let index = event.index();
        let before = self.value(index).ok_or_else(|| malformed("status-list.index", "an index of the list", index))?;
        match (event, self.is_taken(index)) {
            (StatusEvent::Allocated { .. } | StatusEvent::Decoy { .. }, true) => {
                return Err(malformed("status-list.taken", "a place that is free", index));
            }
            (StatusEvent::Set { .. } | StatusEvent::Undone { .. }, false) => {
                return Err(malformed("status-list.not-allocated", "a place that was allocated", index));
            }
            _ => {}
        }
        let value = match event {
            StatusEvent::Allocated { .. } | StatusEvent::Undone { .. } => 0,
            StatusEvent::Decoy { value, .. } | StatusEvent::Set { value, .. } => value,
        };
        if matches!(event, StatusEvent::Set { .. }) && self.purpose == StatusPurpose::Revocation && before > value {
            return Err(malformed("status-list.final", "a badge that is not revoked: a revocation is final", index));
        }
        let size = self.purpose.size()?;
        let fits = self.values.set(index, size, value).and_then(|()| self.taken.set(index, 1, 1));
        fits.ok_or_else(|| malformed("status-list.value", "a value of as many bits as an entry has", value))
    }

    /// The entry that a badge at this place bears.
    ///
    /// # Errors
    ///
    /// `status-list.not-allocated` for a place that is free.
    pub fn entry(&self, index: usize) -> Result<CredentialStatus, Error> {
        if !self.is_taken(index) {
            return Err(malformed("status-list.not-allocated", "a place that was allocated", index));
        }
        let mut entry = CredentialStatus::new("BitstringStatusListEntry");
        let mut put = |name: &str, value: Value| entry.extra.insert(name.to_owned(), value);
        put("statusPurpose", json!(self.purpose.name()));
        put("statusListIndex", json!(index.to_string()));
        put("statusListCredential", json!(self.url.as_str()));
        if let StatusPurpose::Message(meanings) = &self.purpose {
            let meaning = |(status, message)| json!({"status": format!("{status:#x}"), "message": message});
            put("statusSize", json!(self.purpose.size()?));
            put("statusMessage", meanings.iter().enumerate().map(meaning).collect());
        }
        Ok(entry)
    }

    fn is_taken(&self, index: usize) -> bool {
        self.taken.get(index, 1) == Some(1)
    }
}

/// What verifiers unpack by default.
const LONGEST: usize = Limits::DEFAULT.status_list_unpacked_bytes;

pub(super) fn malformed(code: &'static str, expected: &'static str, found: impl std::fmt::Display) -> Error {
    Malformed::new(code, expected, &found.to_string()).into()
}

/// A list as it is stored.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    url: Iri,
    purpose: StatusPurpose,
    entries: usize,
    taken: String,
    values: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ttl: Option<u32>,
}

impl From<StatusList> for Written {
    fn from(list: StatusList) -> Self {
        let (taken, values) = (list.taken.encode(), list.values.encode());
        Self { url: list.url, purpose: list.purpose, entries: list.entries, taken, values, ttl: list.ttl }
    }
}

impl TryFrom<Written> for StatusList {
    type Error = Error;

    fn try_from(written: Written) -> Result<Self, Error> {
        let empty = Self::new(written.url, written.purpose, written.entries)?;
        let read = |text: &str, like: &Bits| {
            let bits = Bits::decode(text, &Limits::DEFAULT).ok().filter(|bits| bits.entries(1) == like.entries(1));
            bits.ok_or_else(|| malformed("status-list.stored", "as many bits as the list has", text))
        };
        Ok(Self {
            taken: read(&written.taken, &empty.taken)?,
            values: read(&written.values, &empty.values)?,
            ttl: written.ttl,
            ..empty
        })
    }
}
