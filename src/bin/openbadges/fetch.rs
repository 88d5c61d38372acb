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
use openbadges::verify::{Check, CheckId, Materials, Need, NeedKind, Presented, Report, Verdict, Weight};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Where documents come from, and which were had so far.
#[derive(Debug)]
pub(crate) struct Fetcher {
    /// `None` offline.
    network: Option<Network>,
    cache: Option<Cache>,
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
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    needs: Vec<Need>,
    /// What only a badge that is not accepted needs: key sets beside documents, and both where the user vouches for keys.
    put_off: Vec<Need>,
    missing: Vec<(Need, Fault)>,
}

/// What one file may make us fetch, all its documents together.
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
            at_hand: given.into_iter().map(|url| (url.to_owned(), Origin::File)).collect(),
            bytes: 0,
            failed: BTreeMap::new(),
            lists: BTreeMap::new(),
            told: BTreeSet::new(),
            has_keys,
            start: (io::now(None)?, Instant::now()),
        })
    }

    /// Puts what is needed and not at hand among the materials, and then that to which it leads.
    pub(crate) fn gather(&mut self, needs: Vec<Need>, badges: &[Presented], materials: &mut Materials) -> Gathered {
        let mut allowance = self.allowance();
        let mut gathered = Gathered::default();
        self.supply(needs, &mut allowance, materials, &mut gathered);
        self.supply_further(badges, &mut allowance, materials, &mut gathered);
        gathered
    }

    fn supply_further(
        &mut self,
        badges: &[Presented],
        allowance: &mut Allowance,
        materials: &mut Materials,
        gathered: &mut Gathered,
    ) {
        for badge in badges {
            let further = materials.further_needs(badge, &Limits::DEFAULT);
            self.supply(further, allowance, materials, gathered);
        }
    }

    fn supply(
        &mut self,
        needs: Vec<Need>,
        allowance: &mut Allowance,
        materials: &mut Materials,
        gathered: &mut Gathered,
    ) {
        for need in needs {
            if self.can_wait(&need, gathered) {
                gathered.put_off.push(need);
            } else if !gathered.needs.contains(&need) {
                let obtained = self.obtain(&need, allowance, materials);
                gathered.note(need, obtained);
            }
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

    fn obtain(&mut self, need: &Need, allowance: &mut Allowance, materials: &mut Materials) -> Result<(), Fault> {
        let largest = largest(need.kind);
        if self.at_hand.contains_key(&need.url) {
            return Ok(());
        }
        if let Some(fault) = self.failed.get(&(need.url.clone(), largest)) {
            return Err(fault.clone());
        }
        if self.bytes.saturating_add(largest) > BYTES {
            return Err(Fault::TooMuch("was not asked for: the documents of this run take up 512 MiB"));
        }
        if let Some(entry) = self.cache.as_ref().and_then(|cache| cache.find(&need.url)) {
            if let Some(seen) = entry.seen {
                materials.insist_on(&need.url, seen);
            }
            if (entry.fetched..entry.until).contains(&self.clock()) && entry.body.len() <= largest {
                self.note(need, &Said::of(need.kind, &entry.body));
                return self.admit(need, Origin::Cache, entry.fetched, entry.body, materials);
            }
        }
        self.fetch(need, allowance, materials)
    }

    fn fetch(&mut self, need: &Need, allowance: &mut Allowance, materials: &mut Materials) -> Result<(), Fault> {
        // Offline nothing is expected from the web, and the report says what is not at hand.
        let Some(network) = &self.network else { return Ok(()) };
        let largest = largest(need.kind);
        let patience = network.patience.min(allowance.ends.saturating_duration_since(Instant::now()));
        if allowance.documents == 0 {
            return Err(Fault::TooMuch("was not asked for: more documents are needed than 32"));
        }
        allowance.documents -= 1;
        let asked = self.clock();
        let shown = Waiting::show(&need.url);
        let answer = match patience.is_zero() {
            true => Err(Fault::Timeout(patience)),
            false => network.fetch(&need.url, largest, patience),
        };
        drop(shown);
        match answer {
            Ok(Answer { bytes, keeping }) => {
                let said = Said::of(need.kind, &bytes);
                self.keep(need, asked, said.until(need.kind, asked, keeping), &bytes);
                self.note(need, &said);
                self.admit(need, Origin::Web, asked, bytes, materials)
            }
            // That others before it were slow is no fault of this one.
            Err(Fault::Timeout(_)) if patience < network.patience => {
                Err(Fault::TooMuch("was not waited for: all documents together took too long"))
            }
            Err(fault) => {
                self.failed.insert((need.url.clone(), largest), fault.clone());
                Err(fault)
            }
        }
    }

    fn admit(
        &mut self,
        need: &Need,
        origin: Origin,
        fetched: Timestamp,
        bytes: Vec<u8>,
        materials: &mut Materials,
    ) -> Result<(), Fault> {
        let size = bytes.len();
        self.bytes = self.bytes.saturating_add(size);
        materials.insert(&need.url, bytes, &Limits::DEFAULT).map_err(|_| Fault::TooLarge(size))?;
        materials.note_fetched(&need.url, fetched);
        self.at_hand.insert(need.url.clone(), origin);
        Ok(())
    }

    fn note(&mut self, need: &Need, said: &Said) {
        if let Some(from) = said.from {
            self.lists.insert(need.url.clone(), from);
        }
    }

    fn keep(&self, need: &Need, fetched: Timestamp, until: Timestamp, bytes: &[u8]) {
        let Some(cache) = &self.cache else { return };
        // Of a list that may not be kept there is a place for when it was seen.
        let body = if until > fetched { bytes.to_vec() } else { Vec::new() };
        if !body.is_empty() || need.kind == NeedKind::StatusList {
            // The cache saves time and finds old lists out; what is fetched without it is as true.
            drop(cache.keep(&need.url, &Entry { fetched, until, seen: None, body }));
        }
    }

    /// For a badge that is not accepted: what was put off, and anew what issuers said of their keys some time ago, so that nobody is turned
    /// away by an old copy. Says whether more is at hand.
    pub(crate) fn look_again(
        &mut self,
        badges: &[Presented],
        gathered: &mut Gathered,
        materials: &mut Materials,
    ) -> bool {
        let mut allowance = self.allowance();
        let mut has_more = false;
        for need in gathered.needs.clone() {
            let is_old = self.at_hand.get(&need.url) == Some(&Origin::Cache) && need.kind != NeedKind::StatusList;
            // What is kept stands where nothing newer can be had.
            has_more |= is_old && self.network.is_some() && self.fetch(&need, &mut allowance, materials).is_ok();
        }
        for need in std::mem::take(&mut gathered.put_off) {
            let obtained = self.obtain(&need, &mut allowance, materials);
            has_more |= self.at_hand.contains_key(&need.url);
            gathered.note(need, obtained);
        }
        self.supply_further(badges, &mut allowance, materials, gathered);
        has_more
    }

    /// Notes of when the status lists are that these reports believed.
    pub(crate) fn remember<'r>(&self, gathered: &Gathered, reports: impl IntoIterator<Item = &'r Report>) {
        let Some(cache) = &self.cache else { return };
        let mut checks = reports.into_iter().flat_map(|report| {
            let endorsements = report.endorsements().iter().flat_map(|endorsement| endorsement.checks());
            report.checks().iter().chain(endorsements)
        });
        if !checks.all(|check| check.id() != CheckId::Status || is_settled(check)) {
            return;
        }
        for need in gathered.needs.iter().filter(|need| need.kind == NeedKind::StatusList) {
            // A list of a time to come is in force only for who looks ahead.
            if let Some(from) = self.lists.get(&need.url).filter(|from| **from <= self.clock()) {
                drop(cache.saw(&need.url, *from));
            }
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

    fn allowance(&self) -> Allowance {
        let patience = self.network.as_ref().map_or(Duration::ZERO, |network| network.patience);
        Allowance { documents: DOCUMENTS, ends: Instant::now() + patience * PATIENCE }
    }

    fn clock(&self) -> Timestamp {
        let (start, since) = self.start;
        let seconds = i64::try_from(since.elapsed().as_secs()).ok();
        seconds.and_then(|seconds| start.plus_seconds(seconds)).unwrap_or(start)
    }
}

impl Gathered {
    fn note(&mut self, need: Need, obtained: Result<(), Fault>) {
        self.missing.extend(obtained.err().map(|fault| (need.clone(), fault)));
        self.needs.push(need);
    }

    /// A line for each document that could not be had. Where a badge is accepted, its issuer's key was found one way or another.
    pub(crate) fn missing(&self, verdict: Verdict) -> Vec<String> {
        let is_moot = |need: &Need| {
            verdict == Verdict::Accepted && matches!(need.kind, NeedKind::IssuerDocument | NeedKind::KeySet)
        };
        let missing = self.missing.iter().filter(|(need, _)| !is_moot(need));
        missing
            .map(|(need, fault)| format!("not fetched: {}: {fault} [{}]", Visible(&need.url), fault.code()))
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

/// Whether a check of the status found every list that the badge names, and believed it.
fn is_settled(check: &Check) -> bool {
    let mut findings = check.findings().iter();
    findings.all(|finding| finding.weight() != Weight::Open && finding.code() != "status.too-many-entries")
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
