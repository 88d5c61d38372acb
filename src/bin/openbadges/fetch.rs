//! The documents that badges need: each from the user's files, from the cache, or from the web, once a run.

use crate::args::Fetching;
use crate::cache::{self, Cache, Entry};
use crate::failure::Failure;
use crate::fault::Fault;
use crate::io;
use crate::lifetime::Said;
use crate::network::{Answer, Network};
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::base::visible::Visible;
use openbadges::verify::{
    Check, CheckId, EndorsementReport, Materials, Need, NeedKind, Presented, Report, Verdict, Weight,
};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Where documents come from, and which were had so far.
#[derive(Debug)]
pub(crate) struct Fetcher {
    /// `None` offline.
    network: Option<Network>,
    cache: Option<Cache>,
    /// Whether the cache was rid of what has ended, which is done before the first change.
    is_cleared: bool,
    at_hand: BTreeMap<String, Origin>,
    bytes: usize,
    /// What could not be had, by address and the size that was allowed for: each is tried once.
    failed: BTreeMap<(String, usize), Fault>,
    /// From when the status lists at hand are, as they say; nobody has proven it yet.
    lists: BTreeMap<String, Timestamp>,
    told: BTreeSet<String>,
    /// Whether the user vouches for keys of issuers, so that perhaps nobody has to be asked for them.
    has_keys: bool,
    /// By the clock: how old a document is, no option changes.
    start: (Timestamp, Instant),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    File,
    Cache,
    Web,
}

/// What was gathered for one file.
#[derive(Debug)]
pub(crate) struct Gathered {
    allowance: Allowance,
    needs: Vec<Need>,
    /// What only a badge that is not accepted needs: key sets beside documents, and both where the user vouches for keys.
    put_off: Vec<Need>,
    missing: Vec<(Need, Fault)>,
}

/// What one file may still make us fetch, all its documents together.
#[derive(Debug)]
struct Allowance {
    documents: usize,
    ends: Instant,
}

/// Documents that one file may make us fetch: an issuer with its lists needs three or four.
const DOCUMENTS: usize = 32;
/// How many times the patience for one document all those of a file may take.
const PATIENCE: u32 = 6;
/// Bytes of all documents of a run: they are held until it ends.
const BYTES: usize = 512 << 20;

impl Fetcher {
    /// By the options of the command line; what stands at `given` addresses was handed in and is never fetched. `has_keys` says that the user
    /// vouches for keys of issuers.
    pub(crate) fn set_up(arguments: &Fetching, given: Vec<&str>, has_keys: bool) -> Result<Self, Failure> {
        let network = if arguments.offline { None } else { Some(Network::open(arguments)?) };
        let folder = match &arguments.cache {
            _ if arguments.no_cache => None,
            Some(folder) => Some(folder.clone()),
            None => Cache::usual_folder(),
        };
        let trust = trust(arguments)?;
        Ok(Self {
            network,
            cache: folder.map(|folder| Cache::open(folder, trust)).transpose()?,
            is_cleared: false,
            at_hand: given.into_iter().map(|url| (url.to_owned(), Origin::File)).collect(),
            bytes: 0,
            failed: BTreeMap::new(),
            lists: BTreeMap::new(),
            told: BTreeSet::new(),
            has_keys,
            start: (io::now(None)?, Instant::now()),
        })
    }

    /// One that has nothing and fetches nothing: all is at hand, or is to be missing.
    pub(crate) fn none() -> Result<Self, Failure> {
        let arguments = Fetching {
            offline: true,
            timeout: 0,
            cache: None,
            no_cache: true,
            allow_private: false,
            tls_root: Vec::new(),
        };
        Self::set_up(&arguments, Vec::new(), false)
    }

    /// One document more.
    pub(crate) fn add(&mut self, need: Need, gathered: &mut Gathered, materials: &mut Materials) {
        self.obtain(need, gathered, materials);
    }

    /// Puts what is needed and not at hand among the materials, and then that to which it leads.
    pub(crate) fn gather(&mut self, needs: Vec<Need>, badges: &[Presented], materials: &mut Materials) -> Gathered {
        let patience = self.network.as_ref().map_or(Duration::ZERO, |network| network.patience);
        let allowance = Allowance { documents: DOCUMENTS, ends: Instant::now() + patience * PATIENCE };
        let mut gathered = Gathered { allowance, needs: Vec::new(), put_off: Vec::new(), missing: Vec::new() };
        for need in needs {
            if self.can_wait(&need, &gathered) {
                gathered.put_off.push(need);
            } else {
                self.obtain(need, &mut gathered, materials);
            }
        }
        self.follow(badges, &mut gathered, materials);
        gathered
    }

    /// For a badge that is not accepted: what was put off, and anew what issuers said of their keys some time ago, so that nobody is turned
    /// away by an old copy. Says whether more is at hand.
    pub(crate) fn look_again(
        &mut self,
        badges: &[Presented],
        gathered: &mut Gathered,
        materials: &mut Materials,
    ) -> bool {
        let mut has_more = false;
        for need in gathered.needs.clone() {
            let is_old = self.at_hand.get(&need.url) == Some(&Origin::Cache) && need.kind != NeedKind::StatusList;
            // What is kept stands where nothing newer can be had.
            has_more |= is_old && self.fetch(&need, &mut gathered.allowance, materials).is_ok_and(|had| had);
        }
        for need in std::mem::take(&mut gathered.put_off) {
            let url = need.url.clone();
            self.obtain(need, gathered, materials);
            has_more |= self.at_hand.contains_key(&url);
        }
        self.follow(badges, gathered, materials);
        has_more
    }

    /// That to which the documents at hand refer.
    fn follow(&mut self, badges: &[Presented], gathered: &mut Gathered, materials: &mut Materials) {
        for need in badges.iter().flat_map(|badge| materials.further_needs(badge, &Limits::DEFAULT)).collect::<Vec<_>>()
        {
            self.obtain(need, gathered, materials);
        }
    }

    fn can_wait(&self, need: &Need, gathered: &Gathered) -> bool {
        match (need.kind, need.url.strip_suffix(".well-known/jwks.json")) {
            (NeedKind::IssuerDocument | NeedKind::KeySet, _) if self.has_keys => true,
            (NeedKind::KeySet, Some(host)) => gathered.needs.iter().any(|beside| {
                let is_of_host = beside.kind == NeedKind::IssuerDocument && beside.url.starts_with(host);
                is_of_host && self.at_hand.contains_key(&beside.url)
            }),
            _ => false,
        }
    }

    fn obtain(&mut self, need: Need, gathered: &mut Gathered, materials: &mut Materials) {
        if gathered.needs.contains(&need) {
            return;
        }
        if !self.at_hand.contains_key(&need.url) && !self.find(&need, materials) {
            let failed = self.fetch(&need, &mut gathered.allowance, materials).err();
            gathered.missing.extend(failed.map(|fault| (need.clone(), fault)));
        }
        gathered.needs.push(need);
    }

    /// Whether it is in the cache and has not ended.
    fn find(&mut self, need: &Need, materials: &mut Materials) -> bool {
        let Some(cache) = &self.cache else { return false };
        if let Some(seen) = cache.seen(&need.url) {
            materials.insist_on(&need.url, seen);
        }
        let now = self.clock();
        let entry = cache.find(&need.url).filter(|entry| (entry.fetched..entry.until).contains(&now));
        match entry.filter(|entry| entry.body.len() <= largest(need.kind) && self.has_room(need)) {
            Some(entry) => {
                let said = Said::of(need.kind, &entry.body);
                self.admit(need, Origin::Cache, entry, &said, materials).is_ok()
            }
            None => false,
        }
    }

    /// Whether it was to be had. Offline nothing is expected of the web, and the report says what is not at hand.
    fn fetch(&mut self, need: &Need, allowance: &mut Allowance, materials: &mut Materials) -> Result<bool, Fault> {
        let Some(network) = &self.network else { return Ok(false) };
        let attempt = (need.url.clone(), largest(need.kind));
        if let Some(fault) = self.failed.get(&attempt) {
            return Err(fault.clone());
        }
        if !self.has_room(need) {
            return Err(Fault::TooMuch("was not asked for: the documents of this run take up 512 MiB"));
        }
        let patience = network.patience.min(allowance.ends.saturating_duration_since(Instant::now()));
        if allowance.documents == 0 || patience.is_zero() {
            return Err(Fault::TooMuch(
                "was not asked for: one file needs more than 32 documents, or they take too long",
            ));
        }
        allowance.documents -= 1;
        let fetched = self.clock();
        let waiting = Waiting::show(&need.url);
        let answer = network.fetch(&need.url, attempt.1, patience);
        drop(waiting);
        match answer {
            Ok(Answer { bytes: body, lifetime }) => {
                let said = Said::of(need.kind, &body);
                let entry = Entry { fetched, until: said.until(need.kind, fetched, lifetime), body };
                if entry.until > fetched {
                    self.with_cache(|cache| cache.keep(&need.url, &entry));
                }
                self.admit(need, Origin::Web, entry, &said, materials).map(|()| true)
            }
            // That others before it were slow is no fault of this one.
            Err(Fault::Timeout(_)) if patience < network.patience => {
                Err(Fault::TooMuch("was not waited for: the documents of one file take too long"))
            }
            Err(fault) => {
                self.failed.insert(attempt, fault.clone());
                Err(fault)
            }
        }
    }

    fn has_room(&self, need: &Need) -> bool {
        self.bytes.saturating_add(largest(need.kind)) <= BYTES
    }

    fn admit(
        &mut self,
        need: &Need,
        origin: Origin,
        entry: Entry,
        said: &Said,
        materials: &mut Materials,
    ) -> Result<(), Fault> {
        let size = entry.body.len();
        materials.insert(&need.url, entry.body, &Limits::DEFAULT).map_err(|_| Fault::TooLarge(size))?;
        materials.note_fetched(&need.url, entry.fetched);
        self.bytes = self.bytes.saturating_add(size);
        self.lists.extend(said.from.map(|from| (need.url.clone(), from)));
        self.at_hand.insert(need.url.clone(), origin);
        Ok(())
    }

    /// Notes of when the status lists are that these reports believed; what they did not believe is kept no longer.
    pub(crate) fn remember<'r>(&mut self, gathered: &Gathered, reports: impl IntoIterator<Item = &'r Report>) {
        let mut reports = reports.into_iter();
        let are_believed = reports.all(|report| is_settled(report.checks()) && are_settled(report.endorsements()));
        let now = self.clock();
        let is_fetched = |need: &&Need| self.at_hand.get(&need.url).is_some_and(|origin| *origin != Origin::File);
        let lists = gathered.needs.iter().filter(|need| need.kind == NeedKind::StatusList);
        for need in lists.filter(is_fetched).collect::<Vec<_>>() {
            // A list of a time to come is in force only for who looks ahead.
            match self.lists.get(&need.url).copied().filter(|from| *from <= now) {
                Some(from) if are_believed => self.with_cache(|cache| cache.saw(&need.url, from)),
                _ if are_believed => {}
                _ => self.with_cache(|cache| {
                    cache.forget(&need.url);
                    Ok(())
                }),
            }
        }
    }

    /// A cache that cannot be written to is told of once, and done without: what is fetched is as true.
    fn with_cache(&mut self, change: impl FnOnce(&Cache) -> Result<(), Failure>) {
        let Some(cache) = &self.cache else { return };
        if !std::mem::replace(&mut self.is_cleared, true) {
            cache.clear();
        }
        if let Err(failure) = change(cache) {
            failure.with_advice("--no-cache does without").report();
            self.cache = None;
        }
    }

    /// Says on standard error what could not be had, each document once.
    pub(crate) fn tell(&mut self, lines: Vec<String>) {
        for line in lines {
            if self.told.insert(line.clone()) {
                eprintln!("openbadges: {line}");
            }
        }
    }

    fn clock(&self) -> Timestamp {
        let (start, since) = self.start;
        let seconds = i64::try_from(since.elapsed().as_secs()).ok();
        seconds.and_then(|seconds| start.plus_seconds(seconds)).unwrap_or(start)
    }
}

impl Gathered {
    /// Takes in what was gathered for a newer badge.
    pub(crate) fn extend(&mut self, more: Self) {
        self.needs.extend(more.needs);
        self.missing.extend(more.missing);
    }

    /// A line for each document that could not be had. Where a badge is accepted, its issuer's key was found one way or another.
    pub(crate) fn missing(&self, verdict: Verdict) -> Vec<String> {
        let is_moot = |need: &Need| {
            verdict == Verdict::Accepted && matches!(need.kind, NeedKind::IssuerDocument | NeedKind::KeySet)
        };
        let missing = self.missing.iter().filter(|(need, _)| !is_moot(need));
        missing
            .map(|(need, fault)| format!("not fetched: {}: {fault} [{}]", need.url, fault.code()))
            .map(|line| Visible(&line).to_string())
            .collect()
    }
}

/// How many bytes such a document may have.
fn largest(kind: NeedKind) -> usize {
    match kind {
        NeedKind::StatusList => Limits::DEFAULT.status_list_bytes,
        _ => Limits::DEFAULT.document_bytes,
    }
}

/// Whether every status list that was looked at was found and believed.
fn is_settled(checks: &[Check]) -> bool {
    let mut findings = checks.iter().filter(|check| check.id() == CheckId::Status).flat_map(Check::findings);
    findings.all(|finding| finding.weight() != Weight::Open && finding.code() != "status.too-many-entries")
}

fn are_settled(endorsements: &[EndorsementReport]) -> bool {
    endorsements.iter().all(|report| is_settled(report.checks()) && are_settled(report.endorsements()))
}

/// What a run trusts beyond others, as a line: other authorities, and its own network.
fn trust(arguments: &Fetching) -> Result<String, Failure> {
    let mut words = Vec::new();
    for path in &arguments.tls_root {
        words.push(cache::hex(&io::read(path)?));
    }
    words.sort();
    words.extend(arguments.allow_private.then(|| "private".to_owned()));
    Ok(if words.is_empty() { String::new() } else { words.join(" ") + "\n" })
}

/// What is waited for, on a terminal alone.
struct Waiting(bool);

impl Waiting {
    fn show(url: &str) -> Self {
        let is_shown = std::io::stderr().is_terminal();
        if is_shown {
            let host: String = url.chars().skip("https://".len()).take_while(|c| *c != '/').take(60).collect();
            eprint!("fetching from {}", Visible(&host));
            drop(std::io::stderr().flush());
        }
        Self(is_shown)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if self.0 {
            eprint!("\r\x1b[2K");
        }
    }
}
