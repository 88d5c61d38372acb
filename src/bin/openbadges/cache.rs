//! Documents that were fetched before: a file for each address, which is whole or not there.

use crate::failure::Failure;
use crate::io::{self, Output};
use openbadges::base::time::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of them.
#[derive(Debug)]
pub(crate) struct Cache {
    folder: PathBuf,
    /// Whom a run trusts beyond others, and a line end; empty for one that does not. What was fetched in trust is nothing without it.
    trust: String,
}

/// A document as it was fetched.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) fetched: Timestamp,
    /// Until when it may stand for what lies there.
    pub(crate) until: Timestamp,
    /// Of when the newest status list is that was believed; counts also when the entry has ended.
    pub(crate) seen: Option<Timestamp>,
    pub(crate) body: Vec<u8>,
}

/// The line before the body.
#[derive(Debug, Deserialize, Serialize)]
struct Heading {
    url: String,
    fetched: String,
    until: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seen: Option<String>,
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
        let bytes = io::read(&self.path(url)).ok()?;
        let (digest, rest) = split_line(&bytes)?;
        let (heading, body) = split_line(rest)?;
        let heading: Heading = serde_json::from_slice(heading).ok()?;
        if digest != hex(rest).as_bytes() || heading.url != url {
            return None;
        }
        Some(Entry {
            fetched: heading.fetched.parse().ok()?,
            until: heading.until.parse().ok()?,
            seen: heading.seen.map(|seen| seen.parse()).transpose().ok()?,
            body: body.to_vec(),
        })
    }

    /// Keeps a document in place of what was there. Of two processes the later one wins; what either saw of a list stays.
    pub(crate) fn keep(&self, url: &str, entry: &Entry) -> Result<(), Failure> {
        let seen = self.find(url).and_then(|before| before.seen).max(entry.seen);
        let heading = Heading {
            url: url.to_owned(),
            fetched: entry.fetched.to_string(),
            until: entry.until.to_string(),
            seen: seen.map(|seen| seen.to_string()),
        };
        let heading = serde_json::to_vec(&heading).map_err(|cause| Failure::new(self.folder.display(), cause))?;
        let rest = [&heading[..], b"\n", &entry.body].concat();
        let text = [hex(&rest).as_bytes(), b"\n", &rest].concat();
        make_private(&self.folder).map_err(|cause| Failure::new(self.folder.display(), cause))?;
        let output = Output { path: Some(&self.path(url)), force: true, private: true };
        output.write(&text).map(|_| ())
    }

    /// Notes of when the newest list at an address is, where that is news.
    pub(crate) fn saw(&self, url: &str, seen: Timestamp) -> Result<(), Failure> {
        match self.find(url) {
            Some(entry) if entry.seen.is_none_or(|before| before < seen) => {
                self.keep(url, &Entry { seen: Some(seen), ..entry })
            }
            _ => Ok(()),
        }
    }

    fn path(&self, url: &str) -> PathBuf {
        self.folder.join(hex(format!("{}{url}", self.trust).as_bytes()))
    }
}

/// SHA-256 in hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn split_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    Some((bytes.get(..end)?, bytes.get(end + 1..)?))
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
