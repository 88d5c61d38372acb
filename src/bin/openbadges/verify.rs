//! `openbadges verify`

use crate::args::{Verify, Verifying};
use crate::batch::Batch;
use crate::contexts;
use crate::failure::{Exit, Failure};
use crate::told::{self, Judged, Tally};
use crate::{io, key};
use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::proof::VerifyingKey;
use openbadges::verify::{
    Audience, IssuerRegistry, Materials, Policy, Presentation, Presented, Report, Verdict, Verifier, explain,
};
use std::path::Path;

pub(crate) fn run(arguments: &Verify) -> Result<Exit, Failure> {
    if let Some(code) = &arguments.explain {
        let known = explain(code).ok_or_else(|| {
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
        let judged = bytes.and_then(|bytes| bench.judge(name, &bytes, audience.as_ref())).and_then(|judged| {
            let text = match (arguments.json, arguments.full || batch.is_one) {
                (true, _) => judged.to_json(name)?,
                (false, true) => judged.to_text(name),
                (false, false) => judged.to_line(name),
            };
            io::print(text.as_bytes())?;
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

    /// A badge or a presentation, judged.
    fn judge(&self, name: &str, bytes: &[u8], audience: Option<&Audience>) -> Result<Judged, Failure> {
        if !Presentation::is_one(bytes, &Limits::DEFAULT) {
            return Ok(Judged::Badge(Box::new(self.report(name, bytes)?)));
        }
        let failed = |cause| Failure::new(name, cause);
        let presentation = Presentation::open(bytes, &Limits::DEFAULT).map_err(failed)?;
        let audience = audience.ok_or_else(|| {
            let advice =
                "--challenge TEXT says what its holder was asked to sign: without it anybody could show it again";
            Failure::new(name, "is a presentation, which answers a challenge").with_advice(advice)
        })?;
        let report = self.verifier.verify_presentation(&presentation, audience, &self.materials, self.now);
        Ok(Judged::Presentation(Box::new(report)))
    }

    pub(crate) fn verify(&self, file: &Path) -> Result<Report, Failure> {
        self.report(&file.display().to_string(), &io::read(file)?)
    }

    pub(crate) fn report(&self, name: &str, bytes: &[u8]) -> Result<Report, Failure> {
        let badge = Presented::open(bytes, &Limits::DEFAULT).map_err(|cause| Failure::new(name, cause))?;
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
