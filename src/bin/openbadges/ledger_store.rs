//! The store of a ledger: every event of it in order, of which the ledger as it stands is made anew each time.

use crate::failure::{Exit, Failure};
use crate::store::{Kind, Store, damaged, failed};
use openbadges::base::text::Text;
use openbadges::base::time::Timestamp;
use openbadges::stack::ledger::{Act, Event, Ledger};
use rusqlite::Transaction;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::Arc;

/// `events` and `digest`, over all of them, tell whether one was lost or altered.
const KIND: Kind = Kind {
    name: "a ledger",
    mark: *b"OBld",
    versions: &["CREATE TABLE ledger (
            events INTEGER NOT NULL,
            digest BLOB NOT NULL
        ) STRICT;
        CREATE TABLE event (
            number INTEGER PRIMARY KEY,
            event TEXT NOT NULL,
            reason TEXT,
            badge TEXT
        ) STRICT;"],
};

/// The store of one ledger.
#[derive(Debug)]
pub(crate) struct LedgerStore {
    store: Store,
}

impl LedgerStore {
    /// Makes an empty ledger in a new file.
    pub(crate) fn create(path: &Path) -> Result<Exit, Failure> {
        let mut store = Store::begin(path, &KIND)?;
        let (transaction, _) = store.change()?;
        transaction
            .execute("INSERT INTO ledger VALUES (0, ?1)", [&History::default().digest])
            .and_then(|_| transaction.commit())
            .map_err(|cause| failed(path, &cause))?;
        store.write()
    }

    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        Ok(Self { store: Store::open(path, &KIND)? })
    }

    /// The ledger as it stands, and how it came to be so.
    pub(crate) fn history(&mut self) -> Result<History, Failure> {
        let (transaction, path) = self.store.look()?;
        History::read(&transaction, path)
    }

    /// Begins to change the ledger, at this moment.
    pub(crate) fn change(&mut self, now: Timestamp) -> Result<Change<'_>, Failure> {
        let (transaction, path) = self.store.change()?;
        let history = History::read(&transaction, path)?;
        Ok(Change { transaction, path, history, now })
    }
}

/// One event of a store.
#[derive(Debug, Serialize)]
pub(crate) struct Recorded {
    pub(crate) event: Event,
    pub(crate) reason: Option<String>,
    /// The award's badge, where it was signed with this event: it is out only if the event is.
    pub(crate) badge: Option<String>,
}

/// A ledger with all its events.
#[derive(Debug, Default)]
pub(crate) struct History {
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) events: Vec<Recorded>,
    digest: [u8; 32],
}

impl History {
    /// Lets every event happen anew. One that cannot, or another sum of them than was written, is damage.
    fn read(transaction: &Transaction<'_>, path: &Path) -> Result<Self, Failure> {
        let broken = |cause: rusqlite::Error| failed(path, &cause);
        let end = transaction.query_row("SELECT events, digest FROM ledger", [], |row| row.try_into());
        let (events, digest): (usize, [u8; 32]) = end.map_err(broken)?;
        let mut history = Self::default();
        let sql = "SELECT event, reason, badge FROM event ORDER BY number";
        let mut statement = transaction.prepare(sql).map_err(broken)?;
        let mut rows = statement.query([]).map_err(broken)?;
        while let Some(row) = rows.next().map_err(broken)? {
            let (event, reason, badge): (String, _, _) = row.try_into().map_err(broken)?;
            let event: Event = serde_json::from_str(&event).map_err(|_| damaged(path))?;
            Arc::make_mut(&mut history.ledger).apply(&event).map_err(|_| damaged(path))?;
            history.note(Recorded { event, reason, badge });
        }
        match (history.events.len(), history.digest) == (events, digest) {
            true => Ok(history),
            false => Err(damaged(path)),
        }
    }

    /// Adds an event that happened to the ledger.
    fn note(&mut self, recorded: Recorded) {
        // Texts and numbers alone, which can always be written.
        let written = serde_json::to_vec(&recorded).unwrap_or_default();
        self.digest = Sha256::new_with_prefix(self.digest).chain_update(written).finalize().into();
        self.events.push(recorded);
    }

    /// The award's badge as it was signed for an application, if it was by this program.
    pub(crate) fn badge_of(&self, application: &Text) -> Option<&str> {
        let own = self.events.iter().rev().filter(|recorded| recorded.event.application() == application);
        own.filter_map(|recorded| recorded.badge.as_deref()).next()
    }
}

/// A change of a ledger that is about to be written: dropped it never happened.
#[derive(Debug)]
pub(crate) struct Change<'s> {
    transaction: Transaction<'s>,
    path: &'s Path,
    pub(crate) history: History,
    now: Timestamp,
}

impl Change<'_> {
    /// Lets something happen to an application.
    pub(crate) fn happen(&mut self, application: &Text, act: Act, reason: Option<String>) -> Result<(), Failure> {
        self.record(Event::new(self.now, application.clone(), act), reason, None)
    }

    /// Spends what an application has reserved, with the badge of its award.
    pub(crate) fn happen_with_badge(&mut self, application: &Text, act: Act, badge: &str) -> Result<(), Failure> {
        self.record(Event::new(self.now, application.clone(), act), None, Some(badge.to_owned()))
    }

    fn record(&mut self, event: Event, reason: Option<String>, badge: Option<String>) -> Result<(), Failure> {
        let refused = |cause| Failure::new(self.path.display(), cause);
        Arc::make_mut(&mut self.history.ledger)
            .apply(&event)
            .map_err(|cause| Failure::coded(self.path.display(), &cause, cause.code()))?;
        let text = serde_json::to_string(&event).map_err(refused)?;
        self.transaction
            .execute("INSERT INTO event (event, reason, badge) VALUES (?1, ?2, ?3)", (text, &reason, &badge))
            .map_err(|cause| failed(self.path, &cause))?;
        self.history.note(Recorded { event, reason, badge });
        Ok(())
    }

    /// Makes it so, and leaves the ledger as it then stands.
    pub(crate) fn commit(self) -> Result<History, Failure> {
        let end = (self.history.events.len(), &self.history.digest);
        let written = self.transaction.execute("UPDATE ledger SET events = ?1, digest = ?2", end);
        written.and_then(|_| self.transaction.commit()).map_err(|cause| failed(self.path, &cause))?;
        Ok(self.history)
    }
}
