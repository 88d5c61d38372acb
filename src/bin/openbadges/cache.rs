//! Documents that were fetched before: a file for each address, and another for what is worth knowing of it for longer. Each is whole or
//! counts for nothing.

use crate::failure::Failure;
use crate::io::{self, Output};
use openbadges::base::time::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A folder of them.
#[derive(Debug)]
pub(crate) struct Cache {
    folder: PathBuf,
    /// Whom a run trusts beyond others, and a line end; empty for one that does not. What was fetched in trust is nothing without it.
    trust: String,
}

/// A document as it was fetched.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) fetched: Timestamp,
    /// Until when it may stand for what lies there, at most [`LONGEST`] seconds.
    pub(crate) until: Timestamp,
    pub(crate) body: Vec<u8>,
}

/// Seconds for which any document may be kept.
pub(crate) const LONGEST: u32 = 86_400;

/// The line before the body.
#[derive(Debug, Deserialize, Serialize)]
struct Heading {
    url: String,
    fetched: String,
    until: String,
}

/// Of when the newest status list is that was believed: counts for longer than the list.
#[derive(Debug, Deserialize, Serialize)]
struct Sighting {
    url: String,
    seen: String,
}

impl Cache {
    /// The folder, which is made when the first document is kept. A folder in which others can write is refused: they could put keys
    /// of their own there.
    pub(crate) fn open(folder: PathBuf, trust: String) -> Result<Self, Failure> {
        #[cfg(unix)]
        if let Ok(metadata) = fs::metadata(&folder) {
            use std::os::unix::fs::PermissionsExt;
            if metadata.permissions().mode() & 0o022 != 0 {
                let failure = Failure::new(folder.display(), "is a cache folder that others can write to");
                return Err(failure.with_advice("chmod 700 makes it private; --no-cache does without"));
            }
        }
        Ok(Self { folder, trust })
    }

    /// The user's own folder; `None` where the system names none.
    pub(crate) fn usual_folder() -> Option<PathBuf> {
        let named = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
        let folder = named.or_else(|| Some(std::env::home_dir()?.join(".cache")).filter(|path| path.is_absolute()));
        folder.map(|folder| folder.join("openbadges"))
    }

    /// What is kept of an address. A damaged entry is none.
    pub(crate) fn find(&self, url: &str) -> Option<Entry> {
        let text = read(&self.path(url))?;
        let (heading, body) = split_line(&text)?;
        let heading: Heading = serde_json::from_slice(heading).ok().filter(|heading: &Heading| heading.url == url)?;
        Some(Entry { fetched: heading.fetched.parse().ok()?, until: heading.until.parse().ok()?, body: body.to_vec() })
    }

    /// Keeps a document in place of what was there; of two processes the later one wins.
    pub(crate) fn keep(&self, url: &str, entry: &Entry) -> Result<(), Failure> {
        let heading =
            Heading { url: url.to_owned(), fetched: entry.fetched.to_string(), until: entry.until.to_string() };
        self.write(&self.path(url), &heading, &entry.body)
    }

    /// Keeps a document no longer.
    pub(crate) fn forget(&self, url: &str) {
        // What is not there is forgotten.
        drop(fs::remove_file(self.path(url)));
    }

    /// Of when the newest list at an address is that was believed so far.
    pub(crate) fn seen(&self, url: &str) -> Option<Timestamp> {
        let text = read(&self.path_of_sighting(url))?;
        let (sighting, _) = split_line(&text)?;
        let sighting: Sighting = serde_json::from_slice(sighting).ok()?;
        if sighting.url == url { sighting.seen.parse().ok() } else { None }
    }

    /// Notes of when a list is that was believed, where that is news.
    pub(crate) fn saw(&self, url: &str, seen: Timestamp) -> Result<(), Failure> {
        if self.seen(url).is_some_and(|before| before >= seen) {
            return Ok(());
        }
        let sighting = Sighting { url: url.to_owned(), seen: seen.to_string() };
        self.write(&self.path_of_sighting(url), &sighting, &[])
    }

    /// Takes documents out of the folder that have ended.
    pub(crate) fn clear(&self) {
        let is_old = |entry: &fs::DirEntry| {
            let changed = entry.metadata().and_then(|metadata| metadata.modified());
            let age = changed.ok().and_then(|changed| changed.elapsed().ok());
            age.is_some_and(|age| age > Duration::from_secs(LONGEST.into()))
        };
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            if is_name(&entry.file_name()) && is_old(&entry) {
                drop(fs::remove_file(entry.path()));
            }
        }
    }

    fn write(&self, path: &Path, heading: &impl Serialize, body: &[u8]) -> Result<(), Failure> {
        let heading = serde_json::to_vec(heading).map_err(|cause| Failure::new(path.display(), cause))?;
        let text = [&heading[..], b"\n", body].concat();
        let text = [hex(&text).as_bytes(), b"\n", &text].concat();
        make_private(&self.folder).map_err(|cause| Failure::new(self.folder.display(), cause))?;
        Output { path: Some(path), force: true, private: true }.write(&text).map(|_| ())
    }

    fn path(&self, url: &str) -> PathBuf {
        self.folder.join(hex(format!("{}{url}", self.trust).as_bytes()))
    }

    fn path_of_sighting(&self, url: &str) -> PathBuf {
        self.path(url).with_extension("seen")
    }
}

/// What stands in a file after the line with its digest; `None` for another digest.
fn read(path: &Path) -> Option<Vec<u8>> {
    let bytes = io::read(path).ok()?;
    let (digest, text) = split_line(&bytes)?;
    (digest == hex(text).as_bytes()).then(|| text.to_vec())
}

/// Whether a file is a document of ours: 64 digits, and nothing else in a folder that the user may have for other things, too.
fn is_name(name: &OsStr) -> bool {
    name.len() == 64 && name.as_encoded_bytes().iter().all(u8::is_ascii_hexdigit)
}

/// SHA-256 in hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn split_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (line, rest) = bytes.split_at_checked(end)?;
    Some((line, rest.get(1..)?))
}

fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}
