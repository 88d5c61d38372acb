//! Many badges in one run: folders, lists of files, and files with a badge on each line.

use crate::failure::Failure;
use crate::io;
use openbadges::base::limits::Limits;
use std::fs;
use std::io::{BufRead, BufReader, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The files to look at, in order.
#[derive(Debug)]
pub(crate) struct Batch {
    files: Vec<PathBuf>,
    /// Folders without any: to look at nothing is no success.
    empty: Vec<PathBuf>,
    /// Files in folders whose names are not those of badges.
    pub(crate) skipped: usize,
    /// Whether one badge was asked for, by the name of its file.
    pub(crate) is_one: bool,
}

/// Names of files with badges. Whoever names a file itself may call it what they like.
const EXTENSIONS: [&str; 10] = ["json", "jsonld", "jwt", "jws", "sd-jwt", "png", "svg", "pdf", "jsonl", "ndjson"];
/// Those with a badge on each line.
const LINES: [&str; 2] = ["jsonl", "ndjson"];

impl Batch {
    /// What the command line names. A folder stands for all badges in it, however deep; links in it are not followed.
    pub(crate) fn of(targets: &[PathBuf]) -> Result<Self, Failure> {
        let mut batch = Self { files: Vec::new(), empty: Vec::new(), skipped: 0, is_one: false };
        for target in targets {
            if target.is_dir() { batch.add_folder(target)? } else { batch.files.push(target.clone()) }
        }
        batch.is_one = matches!(targets, [target] if !target.is_dir() && !has_extension(target, &LINES));
        Ok(batch)
    }

    fn add_folder(&mut self, root: &Path) -> Result<(), Failure> {
        let before = self.files.len();
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            let failed = |cause| Failure::new(folder.display(), cause);
            let entries = fs::read_dir(&folder).and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(failed)?;
            let mut entries: Vec<_> = entries.into_iter().map(|entry| (entry.path(), entry)).collect();
            entries.sort_by(|(one, _), (other, _)| one.cmp(other));
            let mut inner = Vec::new();
            for (path, entry) in entries {
                let kind = entry.file_type().map_err(failed)?;
                let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
                match (kind.is_dir(), kind.is_file() && !is_hidden && has_extension(&path, &EXTENSIONS)) {
                    (true, _) if !is_hidden => inner.push(path),
                    (_, true) => self.files.push(path),
                    _ => self.skipped += 1,
                }
            }
            folders.extend(inner.into_iter().rev());
        }
        if self.files.len() == before {
            self.empty.push(root.to_owned());
        }
        Ok(())
    }

    /// Hands each badge over by a name and its bytes, or says why it cannot be read. A line is named by its number.
    pub(crate) fn each(&self, mut judge: impl FnMut(&str, Result<Vec<u8>, Failure>)) {
        let mut progress = Progress::new(self.files.len(), self.is_one);
        for (done, path) in self.files.iter().enumerate() {
            progress.draw(done);
            if has_extension(path, &LINES) {
                each_line(path, |name, line| {
                    progress.clear();
                    judge(name, line);
                });
            } else {
                let bytes = io::read(path);
                progress.clear();
                judge(&path.display().to_string(), bytes);
            }
        }
        progress.clear();
        for folder in &self.empty {
            let name = folder.display().to_string();
            judge(&name, Err(Failure::new(&name, "has no badge in it")));
        }
    }
}

fn has_extension(path: &Path, names: &[&str]) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    names.iter().any(|name| extension.eq_ignore_ascii_case(name))
}

/// Lines may be as long as a badge may, however long the file is.
fn each_line(path: &Path, mut judge: impl FnMut(&str, Result<Vec<u8>, Failure>)) {
    let (longest, shown) = (Limits::DEFAULT.document_bytes, path.display().to_string());
    let mut reader = match fs::File::open(path) {
        Ok(file) => BufReader::new(file),
        Err(cause) => return judge(&shown, Err(Failure::new(&shown, cause))),
    };
    for number in 1_u64.. {
        let (mut line, name) = (Vec::new(), format!("{shown}:{number}"));
        match reader.by_ref().take(longest as u64 + 2).read_until(b'\n', &mut line) {
            Ok(0) => return,
            Err(cause) => return judge(&name, Err(Failure::new(&name, cause))),
            Ok(_) => {}
        }
        let is_cut = line.len() > longest && !line.ends_with(b"\n");
        if is_cut {
            // The rest of the line is no badge of its own.
            return judge(
                &name,
                Err(Failure::new(&name, format!("is longer than {longest} bytes; nothing after it is read"))),
            );
        }
        if !line.trim_ascii().is_empty() {
            judge(&name, Ok(line));
        }
    }
}

/// How far it is, on a terminal alone.
struct Progress {
    total: usize,
    drawn: Option<Instant>,
    is_shown: bool,
}

impl Progress {
    const WIDTH: usize = 30;
    const PAUSE: Duration = Duration::from_millis(100);

    fn new(total: usize, is_one: bool) -> Self {
        Self { total, drawn: None, is_shown: !is_one && std::io::stderr().is_terminal() }
    }

    fn draw(&mut self, done: usize) {
        if !self.is_shown || self.drawn.is_some_and(|drawn| drawn.elapsed() < Self::PAUSE) {
            return;
        }
        let full = (done * Self::WIDTH).checked_div(self.total).unwrap_or(Self::WIDTH);
        let bar = format!("{}{}", "#".repeat(full), ".".repeat(Self::WIDTH.saturating_sub(full)));
        eprint!("\r[{bar}] {done} of {}", self.total);
        drop(std::io::stderr().flush());
        self.drawn = Some(Instant::now());
    }

    /// Makes room for a line.
    fn clear(&self) {
        if self.is_shown && self.drawn.is_some() {
            eprint!("\r\x1b[2K");
        }
    }
}
