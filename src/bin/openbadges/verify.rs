//! `openbadges verify`

use crate::args::{Verify, Verifying};
use crate::batch::Batch;
use crate::contexts;
use crate::failure::{Exit, Failure};
use crate::fetch::{Fetcher, Gathered};
use crate::told::{self, Judged, Tally};
use crate::{fault, io, key};
use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::proof::VerifyingKey;
use openbadges::verify::{
    Audience, IssuerRegistry, Materials, Need, Policy, Presentation, Presented, Report, Verdict, Verifier, explain,
};
use std::path::Path;
use std::slice;

pub(crate) fn run(arguments: &Verify) -> Result<Exit, Failure> {
    if let Some(code) = &arguments.explain {
        let known = explain(code).or_else(|| fault::explain(code)).ok_or_else(|| {
            Failure::usage(
                "no such code: codes stand in brackets behind what a report says, such as proof.signature-invalid",
            )
        })?;
        return io::print(told::explained(code, &known).as_bytes());
    }
    let mut bench = Bench::set_up(arguments.policy.as_deref(), &arguments.verifying)?;
    if let Some(recipient) = &arguments.recipient {
        bench.verifier = bench.verifier.with_recipient(recipient.clone());
    }
    let audience = arguments.challenge.as_deref().map(|challenge| match &arguments.domain {
        Some(domain) => Audience::new(challenge).with_domain(domain),
        None => Audience::new(challenge),
    });
    let batch = Batch::of(&arguments.files)?;
    let mut tally = Tally::default();
    batch.each(|name, bytes| {
        let judged = bytes.and_then(|bytes| bench.judge(name, &bytes, audience.as_ref()));
        let judged = judged.and_then(|(judged, gathered)| {
            let missing = gathered.missing(judged.verdict());
            let text = match (arguments.json, arguments.full || batch.is_one) {
                (true, _) => judged.to_json(name)?,
                (false, true) => judged.to_text(name, &missing),
                (false, false) => judged.to_line(name),
            };
            io::print(text.as_bytes())?;
            if arguments.json || !(arguments.full || batch.is_one) {
                bench.fetcher.tell(missing);
            }
            Ok(judged.verdict())
        });
        tally.count(judged);
    });
    if !arguments.json && !batch.is_one {
        io::print(tally.to_line(batch.skipped).as_bytes())?;
    }
    Ok(tally.exit())
}

impl From<Verdict> for Exit {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Accepted => Self::Done,
            Verdict::Rejected => Self::No,
            Verdict::Undecided => Self::Undecided,
        }
    }
}

/// A verifier with all that was handed to it on the command line.
pub(crate) struct Bench {
    verifier: Verifier,
    materials: Materials,
    fetcher: Fetcher,
    pub(crate) now: Timestamp,
}

impl Bench {
    pub(crate) fn set_up(policy: Option<&Path>, arguments: &Verifying) -> Result<Self, Failure> {
        let policy = match policy {
            None => Policy::compatible(),
            Some(path) => {
                let text = io::read(path)?;
                Policy::parse(&text, &Limits::DEFAULT).map_err(|cause| Failure::new(path.display(), cause))?
            }
        };
        let (materials, given) = read_materials(&arguments.material)?;
        let fetcher = Fetcher::set_up(&arguments.fetching, given, !arguments.key_of.is_empty())?;
        let now = io::now(arguments.now)?;
        let mut verifier = Verifier::new(policy).with_contexts(contexts::read(&arguments.contexts)?);
        for pair in &arguments.key_of {
            let (issuer, path) = io::address_and_file("--key-of", pair)?;
            let issuer = Iri::parse(issuer).map_err(|cause| Failure::usage(format!("--key-of {pair}: {cause}")))?;
            let (method, key) = key::read_public(Path::new(path), &issuer, now)?;
            verifier = verifier.with_key(issuer, &method, key);
        }
        for path in &arguments.registry {
            verifier = verifier.with_registry(read_registry(path, &arguments.registry_key)?);
        }
        Ok(Self { verifier, materials, fetcher, now })
    }

    /// A badge or a presentation, judged, and what was gathered for it.
    fn judge(&mut self, name: &str, bytes: &[u8], audience: Option<&Audience>) -> Result<(Judged, Gathered), Failure> {
        if !Presentation::is_one(bytes, &Limits::DEFAULT) {
            let (report, gathered) = self.report(name, bytes)?;
            return Ok((Judged::Badge(Box::new(report)), gathered));
        }
        let failed = |cause| Failure::new(name, cause);
        let presentation = Presentation::open(bytes, &Limits::DEFAULT).map_err(failed)?;
        let audience = audience.ok_or_else(|| {
            let advice =
                "--challenge TEXT says what its holder was asked to sign: without it anybody could show it again";
            Failure::new(name, "is a presentation, which answers a challenge").with_advice(advice)
        })?;
        let mut gathered = self.gather(presentation.needs(), presentation.badges());
        let judge =
            |bench: &Self| bench.verifier.verify_presentation(&presentation, audience, &bench.materials, bench.now);
        let mut report = judge(self);
        if report.verdict() != Verdict::Accepted
            && self.fetcher.look_again(presentation.badges(), &mut gathered, &mut self.materials)
        {
            report = judge(self);
        }
        self.fetcher.remember(&gathered, report.badges());
        Ok((Judged::Presentation(Box::new(report)), gathered))
    }

    /// A badge, judged; what could not be fetched for it is told on standard error.
    pub(crate) fn verify(&mut self, file: &Path) -> Result<Report, Failure> {
        let (report, gathered) = self.report(&file.display().to_string(), &io::read(file)?)?;
        self.fetcher.tell(gathered.missing(report.verdict()));
        Ok(report)
    }

    fn report(&mut self, name: &str, bytes: &[u8]) -> Result<(Report, Gathered), Failure> {
        let badge = Presented::open(bytes, &Limits::DEFAULT).map_err(|cause| Failure::new(name, cause))?;
        let badges = slice::from_ref(&badge);
        let mut gathered = self.gather(badge.needs(), badges);
        let mut report = self.verifier.verify(&badge, &self.materials, self.now);
        if report.verdict() != Verdict::Accepted && self.fetcher.look_again(badges, &mut gathered, &mut self.materials)
        {
            report = self.verifier.verify(&badge, &self.materials, self.now);
        }
        self.fetcher.remember(&gathered, [&report]);
        Ok((report, gathered))
    }

    /// Fetches what these badges need and what is not at hand.
    fn gather(&mut self, needs: Vec<Need>, badges: &[Presented]) -> Gathered {
        self.fetcher.gather(needs, badges, &mut self.materials)
    }
}

/// What was handed in, and at which addresses.
fn read_materials(given: &[String]) -> Result<(Materials, Vec<&str>), Failure> {
    let (mut materials, mut urls) = (Materials::none(), Vec::new());
    for pair in given {
        let (url, path) = io::address_and_file("--material", pair)?;
        let bytes = io::read(Path::new(path))?;
        materials.insert(url, bytes, &Limits::DEFAULT).map_err(|cause| Failure::new(path, cause))?;
        urls.push(url);
    }
    Ok((materials, urls))
}

/// Once a key is named, a registry without a signature is none.
fn read_registry(path: &Path, keys: &[VerifyingKey]) -> Result<IssuerRegistry, Failure> {
    let (bytes, called) = (io::read(path)?, path.display().to_string());
    let registry = match keys {
        [] => IssuerRegistry::parse(&bytes, &called, &Limits::DEFAULT),
        keys => IssuerRegistry::parse_signed(&bytes, &called, keys, &Limits::DEFAULT),
    };
    registry.map_err(|cause| Failure::new(called, cause))
}
