//! The store of a status list: every change of it with its moment, of which the list as it stands is made anew each time.

use crate::failure::{Exit, Failure};
use crate::io;
use crate::store::{Kind, Store, damaged, failed};
use openbadges::base::iri::Iri;
use openbadges::base::time::Timestamp;
use openbadges::issue::{Error, StatusEvent, StatusList};
use openbadges::wire::ob3::CredentialStatus;
use rusqlite::{Row, Transaction};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// `list` is the list before its first event. `events` and `digest`, over all of them, tell whether one was lost or altered.
const KIND: Kind = Kind {
    name: "a status list",
    mark: *b"OBsl",
    versions: &["CREATE TABLE status_list (
            list TEXT NOT NULL,
            events INTEGER NOT NULL,
            digest BLOB NOT NULL
        ) STRICT;
        CREATE TABLE event (
            number INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            what TEXT NOT NULL,
            badge TEXT,
            reason TEXT
        ) STRICT;"],
};

/// The store of one status list.
#[derive(Debug)]
pub(crate) struct StatusStore {
    store: Store,
    /// The history as it was after the last change, so that the next reads only what came after it.
    known: Option<History>,
}

impl StatusStore {
    /// Makes a store in a new file, with a list that holds nothing but decoys.
    pub(crate) fn create(path: &Path, list: &StatusList, decoys: usize, now: Timestamp) -> Result<Exit, Failure> {
        let mut made = Self { store: Store::begin(path, &KIND)?, known: None };
        let list = serde_json::to_string(list).map_err(|cause| Failure::new(path.display(), cause))?;
        let (transaction, _) = made.store.change()?;
        transaction
            .execute("INSERT INTO status_list VALUES (?1, 0, ?2)", (&list, &Sha256::digest(&list)[..]))
            .and_then(|_| transaction.commit())
            .map_err(|cause| failed(path, &cause))?;
        let mut change = made.change(now)?;
        change.add_decoys(decoys)?;
        change.commit()?;
        made.store.write()
    }

    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        Ok(Self { store: Store::open(path, &KIND)?, known: None })
    }

    /// The list as it stands, and how it came to be so.
    pub(crate) fn history(&mut self) -> Result<History, Failure> {
        let (transaction, path) = self.store.look()?;
        History::read(&transaction, path, None)
    }

    /// Begins to change the list, at this moment.
    pub(crate) fn change(&mut self, now: Timestamp) -> Result<Change<'_>, Failure> {
        let (transaction, path) = self.store.change()?;
        let history = History::read(&transaction, path, self.known.take())?;
        Ok(Change { transaction, path, history, known: &mut self.known, now })
    }
}

/// One event of a store.
#[derive(Debug, Serialize)]
pub(crate) struct Event {
    pub(crate) at: Timestamp,
    pub(crate) what: What,
    /// To whom a place was given.
    pub(crate) badge: Option<Iri>,
    pub(crate) reason: Option<String>,
}

/// What happened.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum What {
    /// The list was signed as it stood.
    Published,
    /// The list was changed.
    #[serde(untagged)]
    Status(StatusEvent),
}

impl What {
    /// The place that it concerns.
    pub(crate) fn index(&self) -> Option<usize> {
        match self {
            Self::Published => None,
            Self::Status(event) => Some(event.index()),
        }
    }
}

/// A list with all its events.
#[derive(Debug)]
pub(crate) struct History {
    pub(crate) list: StatusList,
    pub(crate) events: Vec<Event>,
    pub(crate) places: BTreeMap<Iri, usize>,
    digest: [u8; 32],
}

impl History {
    /// Lets every event happen anew, or those after the ones that are known. One that cannot, or another sum of them than was written, is damage.
    fn read(transaction: &Transaction<'_>, path: &Path, known: Option<Self>) -> Result<Self, Failure> {
        let broken = |cause: rusqlite::Error| failed(path, &cause);
        let begun = transaction.query_row("SELECT list, events, digest FROM status_list", [], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, usize>(1)?, row.get::<_, [u8; 32]>(2)?))
        });
        let (begun, events, digest) = begun.map_err(broken)?;
        let mut history = match known {
            Some(known) => known,
            None => Self::beginning(&begun).ok_or_else(|| damaged(path))?,
        };
        let sql = "SELECT at, what, badge, reason FROM event WHERE number > ?1 ORDER BY number";
        let mut statement = transaction.prepare(sql).map_err(broken)?;
        let mut rows = statement.query([history.events.len()]).map_err(broken)?;
        while let Some(row) = rows.next().map_err(broken)? {
            let event = read_event(row).map_err(broken)?.ok_or_else(|| damaged(path))?;
            if let What::Status(change) = event.what {
                history.list.apply(change).map_err(|_| damaged(path))?;
            }
            history.note(event);
        }
        match (history.events.len(), history.digest) == (events, digest) {
            true => Ok(history),
            false => Err(damaged(path)),
        }
    }

    /// Before the first event.
    fn beginning(list: &str) -> Option<Self> {
        let digest = Sha256::digest(list).into();
        let list = serde_json::from_str(list).ok()?;
        Some(Self { list, events: Vec::new(), places: BTreeMap::new(), digest })
    }

    /// Adds an event that happened to the list.
    fn note(&mut self, event: Event) {
        // Texts and numbers alone, which can always be written.
        let written = serde_json::to_vec(&event).unwrap_or_default();
        self.digest = Sha256::new_with_prefix(self.digest).chain_update(written).finalize().into();
        if let (Some(badge), Some(index)) = (&event.badge, event.what.index()) {
            self.places.insert(badge.clone(), index);
        }
        self.events.push(event);
    }

    /// The badge at a place.
    pub(crate) fn badge_at(&self, index: usize) -> Option<&Iri> {
        self.places.iter().find(|(_, place)| **place == index).map(|(badge, _)| badge)
    }
}

/// `None` for what no command writes.
fn read_event(row: &Row<'_>) -> rusqlite::Result<Option<Event>> {
    let (at, what, badge, reason): (String, String, Option<String>, Option<String>) = row.try_into()?;
    let badge = badge.map(|badge| Iri::parse(&badge)).transpose();
    let (Ok(at), Ok(what), Ok(badge)) = (Timestamp::parse(&at), serde_json::from_str(&what), badge) else {
        return Ok(None);
    };
    Ok(Some(Event { at, what, badge, reason }))
}

/// A change of a list that is about to be written: dropped it never happened.
#[derive(Debug)]
pub(crate) struct Change<'s> {
    transaction: Transaction<'s>,
    path: &'s Path,
    pub(crate) history: History,
    known: &'s mut Option<History>,
    now: Timestamp,
}

impl Change<'_> {
    /// The place of a badge: the one that it has, else one that is drawn, or this one.
    pub(crate) fn allocate(&mut self, badge: &Iri, index: Option<usize>) -> Result<usize, Failure> {
        if let Some(place) = self.history.places.get(badge).copied() {
            return match index.filter(|index| *index != place) {
                None => Ok(place),
                Some(_) => {
                    Err(self.refused(format!("{badge} has the place {place} already"), "status-list.other-place"))
                }
            };
        }
        let index = match index {
            Some(index) => Ok(index),
            None => self.history.list.draw(io::fill),
        };
        let index = index.map_err(|cause| self.refused(&cause, cause.code()))?;
        let event = StatusEvent::Allocated { index };
        self.history.list.apply(event).map_err(|cause| self.refused(&cause, cause.code()))?;
        self.record(What::Status(event), Some(badge.clone()), None)?;
        Ok(index)
    }

    /// What a badge that is about to be issued bears: the entry of its place, which is given to it if it has none.
    pub(crate) fn bear(&mut self, badge: &Iri) -> Result<CredentialStatus, Failure> {
        let index = self.allocate(badge, None)?;
        if self.history.list.value(index) != Some(0) {
            let cause = format!("expected the id of a badge that counts, found {badge}, which was taken back");
            return Err(self.refused(cause, "status-list.not-clear"));
        }
        self.history.list.entry(index).map_err(|cause| self.refused(&cause, cause.code()))
    }

    /// Gives so many places to no badge.
    pub(crate) fn add_decoys(&mut self, count: usize) -> Result<(), Failure> {
        (0..count).try_for_each(|_| self.set(|list| list.add_decoy(io::fill), None))
    }

    /// Changes what stands in the list.
    pub(crate) fn set(
        &mut self,
        change: impl FnOnce(&mut StatusList) -> Result<StatusEvent, Error>,
        reason: Option<String>,
    ) -> Result<(), Failure> {
        let event = change(&mut self.history.list).map_err(|cause| self.refused(&cause, cause.code()))?;
        self.record(What::Status(event), None, reason)
    }

    /// Notes that the list was published as it stands.
    pub(crate) fn note_published(&mut self) -> Result<(), Failure> {
        self.record(What::Published, None, None)
    }

    /// Makes it so.
    pub(crate) fn commit(self) -> Result<(), Failure> {
        let end = (self.history.events.len(), &self.history.digest);
        let written = self.transaction.execute("UPDATE status_list SET events = ?1, digest = ?2", end);
        written.and_then(|_| self.transaction.commit()).map_err(|cause| failed(self.path, &cause))?;
        *self.known = Some(self.history);
        Ok(())
    }

    fn record(&mut self, what: What, badge: Option<Iri>, reason: Option<String>) -> Result<(), Failure> {
        let text = serde_json::to_string(&what).map_err(|cause| Failure::new(self.path.display(), cause))?;
        let row = (self.now.to_string(), text, badge.as_ref().map(Iri::as_str), &reason);
        self.transaction
            .execute("INSERT INTO event (at, what, badge, reason) VALUES (?1, ?2, ?3, ?4)", row)
            .map_err(|cause| failed(self.path, &cause))?;
        self.history.note(Event { at: self.now, what, badge, reason });
        Ok(())
    }

    fn refused(&self, cause: impl std::fmt::Display, code: &str) -> Failure {
        Failure::coded(self.path.display(), cause, code)
    }
}
