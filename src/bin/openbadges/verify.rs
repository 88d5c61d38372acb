//! `openbadges verify`

use crate::args::{Verify, Verifying};
use crate::contexts;
use crate::failure::{Exit, Failure};
use crate::{io, key};
use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::base::visible::Visible;
use openbadges::proof::VerifyingKey;
use openbadges::verify::{
    Audience, Check, Finding, IssuerRegistry, Materials, Outcome, Policy, Presentation, PresentationReport, Presented,
    Report, Verdict, Verifier, Weight,
};
use serde::Serialize;
use std::fmt::{self, Display, Write};
use std::path::Path;

pub(crate) fn run(arguments: &Verify) -> Result<Exit, Failure> {
    let mut bench = Bench::set_up(arguments.policy.as_deref(), &arguments.verifying)?;
    if let Some(recipient) = &arguments.recipient {
        bench.verifier = bench.verifier.with_recipient(recipient.clone());
    }
    let audience = arguments.challenge.as_deref().map(|challenge| match &arguments.domain {
        Some(domain) => Audience::new(challenge).with_domain(domain),
        None => Audience::new(challenge),
    });
    let mut exit = Exit::Done;
    for file in &arguments.files {
        let judged = bench.judge(file, audience.as_ref()).and_then(|(verdict, words, json)| {
            io::print(if arguments.json { json } else { words }.as_bytes())?;
            Ok(Exit::from(verdict))
        });
        exit = exit.worse(judged.unwrap_or_else(Failure::report));
    }
    Ok(exit)
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
        let materials = read_materials(&arguments.material)?;
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
        Ok(Self { verifier, materials, now })
    }

    /// The verdict on a badge or a presentation, with the report in words and as JSON.
    fn judge(&self, file: &Path, audience: Option<&Audience>) -> Result<(Verdict, String, String), Failure> {
        let bytes = io::read(file)?;
        if !Presentation::is_one(&bytes, &Limits::DEFAULT) {
            let report = self.report(file, &bytes)?;
            return Ok((report.verdict(), Told { file, report: &report }.to_string(), to_json(file, &report)?));
        }
        let failed = |cause| Failure::new(file.display(), cause);
        let presentation = Presentation::open(&bytes, &Limits::DEFAULT).map_err(failed)?;
        let audience = audience.ok_or_else(|| {
            let advice =
                "--challenge TEXT says what its holder was asked to sign: without it anybody could show it again";
            Failure::new(file.display(), "is a presentation, which answers a challenge").with_advice(advice)
        })?;
        let report = self.verifier.verify_presentation(&presentation, audience, &self.materials, self.now);
        Ok((report.verdict(), Shown { file, report: &report }.to_string(), to_json(file, &report)?))
    }

    pub(crate) fn verify(&self, file: &Path) -> Result<Report, Failure> {
        self.report(file, &io::read(file)?)
    }

    fn report(&self, file: &Path, bytes: &[u8]) -> Result<Report, Failure> {
        let badge = Presented::open(bytes, &Limits::DEFAULT).map_err(|cause| Failure::new(file.display(), cause))?;
        Ok(self.verifier.verify(&badge, &self.materials, self.now))
    }
}

fn read_materials(given: &[String]) -> Result<Materials, Failure> {
    let mut materials = Materials::none();
    for pair in given {
        let (url, path) = io::address_and_file("--material", pair)?;
        let bytes = io::read(Path::new(path))?;
        materials.insert(url, bytes, &Limits::DEFAULT).map_err(|cause| Failure::new(path, cause))?;
    }
    Ok(materials)
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

fn to_json<R: Serialize>(file: &Path, report: &R) -> Result<String, Failure> {
    #[derive(Serialize)]
    struct Named<'r, R> {
        file: String,
        #[serde(flatten)]
        report: &'r R,
    }
    let named = Named { file: file.display().to_string(), report };
    let json = serde_json::to_string(&named).map_err(|cause| Failure::new("the report", cause))?;
    Ok(json + "\n")
}

/// A presentation in words: who shows it, then each badge.
struct Shown<'r> {
    file: &'r Path,
    report: &'r PresentationReport,
}

impl Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = self.report.verdict().to_string().to_uppercase();
        writeln!(f, "{verdict}  {}", Visible(&self.file.display().to_string()))?;
        match self.report.holder() {
            Some(holder) => writeln!(f, "  shown by {}", Visible(holder))?,
            None => writeln!(f, "  nobody is proven to show this")?,
        }
        mark(f, self.report.shown(), false, "did its holder sign it for this verifier?")?;
        for finding in self.report.findings() {
            tell_finding(f, finding)?;
        }
        f.write_char('\n')?;
        for (number, report) in (1..).zip(self.report.badges()) {
            let name = format!("{} badge {number}", self.file.display());
            write!(f, "{}", Told { file: Path::new(&name), report })?;
        }
        Ok(())
    }
}

/// A report in words. Whatever the badge says is shown with every control character written out.
struct Told<'r> {
    file: &'r Path,
    report: &'r Report,
}

impl Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let report = self.report;
        let verdict = report.verdict().to_string().to_uppercase();
        writeln!(f, "{verdict}  {}", Visible(&self.file.display().to_string()))?;
        match report.proven() {
            None => writeln!(f, "  nothing that this badge says is proven")?,
            Some(proven) => {
                writeln!(f, "  what     {}", Visible(&proven.achievement))?;
                let learner = proven.learner.join(", ");
                let learner = if learner.is_empty() { "a learner named by hashed identifiers only" } else { &learner };
                writeln!(f, "  whose    {}", Visible(learner))?;
                writeln!(f, "  by       {}", Visible(&proven.issuer))?;
                if let Some(name) = &proven.issuer_name {
                    writeln!(f, "           which calls itself {}", Visible(name))?;
                }
                writeln!(f, "  awarded  {}", Visible(&proven.awarded))?;
                writeln!(f, "  until    {}", Visible(proven.until.as_deref().unwrap_or("no end stated")))?;
            }
        }
        for check in report.checks() {
            tell(f, check)?;
        }
        f.write_char('\n')
    }
}

fn tell(f: &mut fmt::Formatter<'_>, check: &Check) -> fmt::Result {
    mark(f, check.outcome(), check.is_tolerated(), check.id().question())?;
    check.findings().iter().try_for_each(|finding| tell_finding(f, finding))
}

fn mark(f: &mut fmt::Formatter<'_>, outcome: Outcome, is_tolerated: bool, question: &str) -> fmt::Result {
    let mark = match outcome {
        Outcome::Pass => "pass   ",
        Outcome::Fail => "FAIL   ",
        Outcome::Unknown if is_tolerated => "unknown, tolerated",
        Outcome::Unknown => "UNKNOWN",
        Outcome::NotApplicable => "-      ",
    };
    writeln!(f, "  {mark}  {question}")
}

fn tell_finding(f: &mut fmt::Formatter<'_>, finding: &Finding) -> fmt::Result {
    let weight = match finding.weight() {
        Weight::Fault | Weight::Open | Weight::Note => "",
        Weight::Warning => "warning: ",
    };
    write!(f, "             {weight}{} [{}", Visible(finding.message()), finding.code())?;
    if let Some(place) = finding.place().filter(|place| !place.is_empty()) {
        write!(f, " at {}", Visible(place))?;
    }
    f.write_str("]\n")
}
