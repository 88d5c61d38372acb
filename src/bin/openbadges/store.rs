//! Stores: what has to outlive a command, in SQLite files that are all opened, told apart and changed in one way.
//!
//! The journal is a rollback journal with `synchronous = EXTRA`: what was reported is on the disk, a command that was killed is undone by the next one,
//! and between commands a store is one file, to be copied like any other. Changes are few and short, so that the speed of a
//! write-ahead log would be worth less than that.

use crate::failure::{Exit, Failure};
use crate::io::Output;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf, absolute};
use std::time::Duration;

/// A kind of store.
#[derive(Debug)]
pub(crate) struct Kind {
    /// What it keeps, in words: `a status list`.
    pub(crate) name: &'static str,
    /// The `application_id` by which its files are told from others.
    pub(crate) mark: [u8; 4],
    /// What makes each version out of the one before it; the first begins with nothing.
    pub(crate) versions: &'static [&'static str],
}

/// An open store.
#[derive(Debug)]
pub(crate) struct Store {
    connection: Connection,
    path: PathBuf,
}

impl Store {
    /// Begins a store that is nowhere until it is [written](Self::write).
    pub(crate) fn begin(path: &Path, kind: &Kind) -> Result<Self, Failure> {
        let begun = || {
            let connection = Connection::open_in_memory()?;
            connection.pragma_update(None, "application_id", i32::from_be_bytes(kind.mark))?;
            kind.update(&connection, 0)?;
            Ok(connection)
        };
        let connection = begun().map_err(|cause| failed(path, &cause))?;
        Ok(Self { connection, path: path.to_owned() })
    }

    /// Writes a store that was begun into a new file, which nobody else can read.
    pub(crate) fn write(self) -> Result<Exit, Failure> {
        // A journal that an earlier store of this name left behind would be undone in this one.
        let mut journal = self.path.clone().into_os_string();
        journal.push("-journal");
        if Path::new(&journal).symlink_metadata().is_ok() {
            return Err(Failure::new(Path::new(&journal).display(), "exists already"));
        }
        let bytes = self.connection.serialize("main").map_err(|cause| failed(&self.path, &cause))?;
        Output { path: Some(&self.path), force: false, private: true }.write(&bytes)
    }

    /// Opens a store of this kind. Nothing is written to a file of another kind, of a later version, or damaged; one of an earlier version is brought up to date.
    pub(crate) fn open(path: &Path, kind: &Kind) -> Result<Self, Failure> {
        let version = kind.version_in(path)?;
        // An absolute path is never taken for one of SQLite's addresses, `file:…`.
        let whole = absolute(path).map_err(|cause| Failure::new(path.display(), cause))?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = || {
            let mut connection = Connection::open_with_flags(whole, flags)?;
            connection.busy_timeout(PATIENCE)?;
            connection.pragma_update(None, "synchronous", "EXTRA")?;
            connection.pragma_update(None, "trusted_schema", false)?;
            let is_sound = kind.is_sound(&*connection.transaction()?)?;
            if is_sound && version < kind.versions.len() {
                let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
                kind.update(&transaction, version_of(&transaction)?)?;
                transaction.commit()?;
            }
            Ok((connection, is_sound))
        };
        match opened().map_err(|cause| failed(path, &cause))? {
            (connection, true) => Ok(Self { connection, path: path.to_owned() }),
            (_, false) => Err(damaged(path)),
        }
    }

    /// Begins a change, with the store's path: nobody else makes one until it is committed, and dropped it never happened.
    pub(crate) fn change(&mut self) -> Result<(Transaction<'_>, &Path), Failure> {
        self.transaction(TransactionBehavior::Immediate)
    }

    /// Begins to read, with the store's path: the store as it is at one moment.
    pub(crate) fn look(&mut self) -> Result<(Transaction<'_>, &Path), Failure> {
        self.transaction(TransactionBehavior::Deferred)
    }

    fn transaction(&mut self, behavior: TransactionBehavior) -> Result<(Transaction<'_>, &Path), Failure> {
        let Self { connection, path } = self;
        let transaction = connection.transaction_with_behavior(behavior).map_err(|cause| failed(path, &cause))?;
        Ok((transaction, path))
    }
}

/// How long a command waits for others to finish their changes.
const PATIENCE: Duration = Duration::from_secs(30);

impl Kind {
    /// The version of a file of this kind, by the first bytes of it alone: SQLite itself would begin to mend what is not ours.
    fn version_in(&self, path: &Path) -> Result<usize, Failure> {
        let mut header = [0; 100];
        let mut file = File::open(path).map_err(|cause| Failure::new(path.display(), cause))?;
        let read = file.read_exact(&mut header);
        // The SQLite file format §1.3: the magic text, `user_version` and `application_id`.
        let number = |at: usize| [header[at], header[at + 1], header[at + 2], header[at + 3]];
        let (version, known) = (u32::from_be_bytes(number(60)), self.versions.len());
        let is_ours = header.starts_with(b"SQLite format 3\0") && number(68) == self.mark && version > 0;
        if read.is_err() || !is_ours {
            let cause = format!("expected a store of {}, found another file", self.name);
            return Err(Failure::coded(path.display(), cause, "store.other-kind"));
        }
        usize::try_from(version).ok().filter(|version| *version <= known).ok_or_else(|| {
            let cause = format!("expected a store of version {known} at most, found {version}");
            Failure::coded(path.display(), cause, "store.version").with_advice("a later openbadges reads it")
        })
    }

    /// Brings a store from a version up to date.
    fn update(&self, connection: &Connection, from: usize) -> rusqlite::Result<()> {
        self.versions.iter().skip(from).try_for_each(|step| connection.execute_batch(step))?;
        connection.pragma_update(None, "user_version", self.versions.len())
    }

    /// Whether a store holds together, and has the tables of its version and nothing else.
    fn is_sound(&self, connection: &Connection) -> rusqlite::Result<bool> {
        let told: String = connection.pragma_query_value(None, "quick_check", |row| row.get(0))?;
        let model = Connection::open_in_memory()?;
        self.versions.iter().take(version_of(connection)?).try_for_each(|step| model.execute_batch(step))?;
        Ok(told == "ok" && schema(connection)? == schema(&model)?)
    }
}

fn version_of(connection: &Connection) -> rusqlite::Result<usize> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Every table and whatever else there is, as it was made.
fn schema(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    rows.collect()
}

/// What SQLite could not do.
pub(crate) fn failed(path: &Path, cause: &rusqlite::Error) -> Failure {
    match cause.sqlite_error_code() {
        // Without a code of SQLite's it is a value that was not expected there.
        None | Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => damaged(path),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            let cause = format!("is being changed by others for more than {} seconds", PATIENCE.as_secs());
            Failure::coded(path.display(), cause, "store.busy")
        }
        _ => Failure::coded(path.display(), cause, "store.failed"),
    }
}

/// A store that does not hold what was written to it.
pub(crate) fn damaged(path: &Path) -> Failure {
    let failure =
        Failure::coded(path.display(), "expected a store as it was written, found a damaged one", "store.damaged");
    failure.with_advice("it was not changed: go back to a copy that was made after its last change")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Kind =
        Kind { name: "a cupboard", mark: *b"OBzz", versions: &["CREATE TABLE cup (name TEXT NOT NULL)"] };
    const SECOND: Kind = Kind {
        versions: &["CREATE TABLE cup (name TEXT NOT NULL)", "ALTER TABLE cup ADD COLUMN colour TEXT"],
        ..FIRST
    };

    fn count(store: &mut Store) -> usize {
        let (transaction, _) = store.look().unwrap();
        transaction.query_row("SELECT count(*) FROM cup", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn an_earlier_version_is_brought_up_to_date_and_then_the_earlier_program_refuses_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file:cupboard");
        let mut begun = Store::begin(&path, &FIRST).unwrap();
        let (transaction, _) = begun.change().unwrap();
        transaction.execute("INSERT INTO cup VALUES ('blue')", []).unwrap();
        transaction.commit().unwrap();
        begun.write().unwrap();
        assert_eq!(count(&mut Store::open(&path, &FIRST).unwrap()), 1);
        assert_eq!(count(&mut Store::open(&path, &SECOND).unwrap()), 1);
        let whole = std::fs::read(&path).unwrap();
        assert!(Store::open(&path, &FIRST).is_err());
        assert!(std::fs::read(&path).unwrap() == whole);
        assert_eq!(count(&mut Store::open(&path, &SECOND).unwrap()), 1);
    }

    #[test]
    fn a_change_that_is_dropped_never_happened_and_keeps_others_waiting_until_then() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cupboard");
        Store::begin(&path, &FIRST).unwrap().write().unwrap();
        let (mut one, mut other) = (Store::open(&path, &FIRST).unwrap(), Store::open(&path, &FIRST).unwrap());
        other.connection.busy_timeout(Duration::ZERO).unwrap();
        let (transaction, _) = one.change().unwrap();
        transaction.execute("INSERT INTO cup VALUES ('blue')", []).unwrap();
        assert!(other.change().is_err());
        assert_eq!(count(&mut other), 0);
        drop(transaction);
        assert!(other.change().is_ok());
        assert_eq!(count(&mut one), 0);
    }
}
