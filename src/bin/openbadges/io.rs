//! Files and standard streams: read within a cap, written whole or not at all.

use crate::failure::{Exit, Failure};
use openbadges::base::time::Timestamp;
use openbadges::proof::Error;
use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// The largest file that any command reads: a PNG picture, as the library caps it.
const LARGEST: u64 = 32 << 20;

/// Reads a file, or standard input for `-`.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |cause: io::Error| Failure::new(path.display(), cause);
    let mut bytes = Vec::new();
    let read = if path == OsStr::new("-") {
        io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes)
    } else {
        let file = File::open(path).map_err(failed)?;
        if file.metadata().map_err(failed)?.is_dir() {
            return Err(Failure::new(path.display(), "is a folder, expected a file"));
        }
        file.take(LARGEST + 1).read_to_end(&mut bytes)
    };
    read.map_err(failed)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Failure::new(path.display(), format!("is larger than {LARGEST} bytes")));
    }
    Ok(bytes)
}

/// As [`read`], a text in UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read(path)?).map_err(|cause| Failure::new(path.display(), cause.utf8_error()))
}

/// Reads a file with a secret in it, which nobody but the owner may be able to read.
pub(crate) fn read_private(path: &Path) -> Result<Vec<u8>, Failure> {
    #[cfg(unix)]
    if path != OsStr::new("-") {
        use std::os::unix::fs::PermissionsExt;
        let metadata = fs::metadata(path).map_err(|cause| Failure::new(path.display(), cause))?;
        if metadata.permissions().mode() & 0o077 != 0 {
            let failure = Failure::new(path.display(), "can be read or written by others");
            return Err(failure.with_advice("chmod 600 makes a key file private"));
        }
    }
    read(path)
}

/// Where output goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output<'p> {
    /// A file, or standard output for none and for `-`.
    pub(crate) path: Option<&'p Path>,
    /// Whether an existing file may be replaced.
    pub(crate) force: bool,
    /// Whether nobody but the owner may read it.
    pub(crate) private: bool,
}

impl Output<'_> {
    /// Writes all of it, or leaves no trace: a file appears under its name only when it is complete.
    pub(crate) fn write(self, bytes: &[u8]) -> Result<Exit, Failure> {
        match self.path.filter(|path| *path != OsStr::new("-")) {
            None => print(bytes),
            Some(path) => {
                self.write_file(path, bytes).map_err(|cause| {
                    let exists = cause.kind() == io::ErrorKind::AlreadyExists;
                    let failure = Failure::new(path.display(), cause);
                    if exists && !self.private {
                        failure.with_advice("--force replaces an existing file")
                    } else {
                        failure
                    }
                })?;
                Ok(Exit::Done)
            }
        }
    }

    /// Whether there is a place for the file, to be asked before what cannot be undone.
    pub(crate) fn check_free(self) -> Result<(), Failure> {
        let Some(path) = self.path.filter(|path| *path != OsStr::new("-")) else { return Ok(()) };
        let folder = path.parent().filter(|folder| *folder != Path::new(""));
        match folder {
            Some(folder) if !folder.is_dir() => Err(Failure::new(folder.display(), "expected a folder, found none")),
            _ if !self.force && path.symlink_metadata().is_ok() => {
                let failure = Failure::new(path.display(), "exists already");
                Err(failure.with_advice("--force replaces an existing file"))
            }
            _ => Ok(()),
        }
    }

    fn write_file(self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if !self.force && path.symlink_metadata().is_ok() {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, "exists already"));
        }
        let draft = draft_beside(path)?;
        let finish = || {
            let mut file = self.create(&draft)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            // A hard link never replaces, so a file that appeared meanwhile is safe.
            if self.force { fs::rename(&draft, path) } else { fs::hard_link(&draft, path) }
        };
        let finished = finish();
        if !self.force || finished.is_err() {
            // The draft's own removal has nothing to add to how writing ended.
            drop(fs::remove_file(&draft));
        }
        finished
    }

    fn create(self, path: &Path) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        if self.private {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        options.open(path)
    }
}

/// Prints to standard output; a reader that went away is no failure.
pub(crate) fn print(bytes: &[u8]) -> Result<Exit, Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(cause) if cause.kind() != io::ErrorKind::BrokenPipe => Err(Failure::new("standard output", cause)),
        _ => Ok(Exit::Done),
    }
}

/// The system's clock, unless the command line fixed it.
pub(crate) fn now(fixed: Option<Timestamp>) -> Result<Timestamp, Failure> {
    if let Some(now) = fixed {
        return Ok(now);
    }
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|cause| Failure::new("the clock", cause))?;
    let epoch = Timestamp::parse("1970-01-01T00:00:00Z").map_err(|cause| Failure::new("the clock", cause))?;
    let seconds = i64::try_from(since.as_secs()).ok();
    seconds.and_then(|s| epoch.plus_seconds(s)).ok_or_else(|| Failure::new("the clock", "is outside the calendar"))
}

/// `URL=FILE`; an address may hold `=` itself.
pub(crate) fn address_and_file<'p>(option: &str, pair: &'p str) -> Result<(&'p str, &'p str), Failure> {
    pair.rsplit_once('=').ok_or_else(|| Failure::usage(format!("{option} {pair}: expected an address, = and a file")))
}

/// Fills a buffer with random bytes from the system, for the library.
pub(crate) fn fill(bytes: &mut [u8]) -> Result<(), Error> {
    getrandom::fill(bytes).map_err(Error::outside)
}

/// Random bytes from the system.
pub(crate) fn chance<const N: usize>() -> Result<[u8; N], Failure> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|cause| Failure::new("the system's random source", cause))?;
    Ok(bytes)
}

fn draft_beside(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "names no file"))?;
    let mut draft = std::ffi::OsString::from(".");
    draft.push(name);
    draft.push(format!(".{}.draft", std::process::id()));
    Ok(path.with_file_name(draft))
}
