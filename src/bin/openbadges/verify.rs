//! `openbadges verify`

use crate::args::{Demands, Verify, Verifying};
use crate::batch::Batch;
use crate::contexts;
use crate::failure::{Exit, Failure};
use crate::fetch::{Fetcher, Gathered};
use crate::told::{self, Judged, Tally};
use crate::{fault, io, key};
use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::codec::{png, svg};
use openbadges::verify::{
    Audience, Bundle, CheckId, Error, KeptKey, KeptRegistry, Materials, Need, NeedKind, Policy, Presented, Report,
    Session, Submission, Verdict, Verifier, explain,
};
use std::path::Path;
use std::slice;

pub(crate) fn run(arguments: &Verify) -> Result<Exit, Failure> {
    if let Some(code) = &arguments.explain {
        if let Some(check) = CheckId::parse(code) {
            return io::print(told::explained_check(check).as_bytes());
        }
        let known = explain(code).or_else(|| fault::explain(code)).ok_or_else(|| {
            Failure::usage(
                "no such code: codes stand in brackets behind what a report says, such as proof.signature-invalid",
            )
        })?;
        return io::print(told::explained(code, &known).as_bytes());
    }
    if let Some(path) = &arguments.bundle {
        return replay(path, arguments);
    }
    let mut kit = Kit::set_up(arguments.policy.as_deref(), &arguments.verifying)?;
    if let Some(recipient) = &arguments.recipient {
        kit.kept.recipient = Some(recipient.clone());
        kit.verifier = kit.verifier.with_recipient(recipient.clone());
    }
    kit.kept.audience = arguments.challenge.as_deref().map(|challenge| match &arguments.domain {
        Some(domain) => Audience::new(challenge).with_domain(domain),
        None => Audience::new(challenge),
    });
    let batch = Batch::of(&arguments.files)?;
    if arguments.save.is_some() && !batch.is_one {
        return Err(Failure::usage("--save keeps one badge or presentation, named by its file"));
    }
    let mut tally = Tally::default();
    let mut bench = kit.bench();
    bench.follows_refresh = arguments.refresh;
    let is_full = arguments.full || batch.is_one;
    let mut last = None;
    batch.each(|name, bytes| {
        let judged = bytes.and_then(|bytes| {
            let judged = bench.judge(name, &bytes)?;
            last = Some(bytes);
            Ok(judged)
        });
        tally.count(judged.and_then(|judged| bench.print(name, judged, arguments.json, is_full)));
    });
    if !arguments.json && !batch.is_one {
        io::print(tally.to_line(batch.skipped).as_bytes())?;
    }
    let materials = bench.session.materials().clone();
    if let (Some(path), Some(badge)) = (&arguments.save, last) {
        (kit.kept.badge, kit.kept.materials) = (badge, materials);
        let output = io::Output { path: Some(path), force: arguments.force, private: false };
        output.write(kit.kept.to_json().as_bytes())?;
    }
    Ok(tally.exit())
}

/// What was judged before, judged again with what was kept: nothing is fetched.
fn replay(path: &Path, arguments: &Verify) -> Result<Exit, Failure> {
    let failed = |cause| Failure::new(path.display(), cause);
    let mut kept = Bundle::parse(&io::read(path)?, &Limits::DEFAULT).map_err(failed)?;
    if let Some(now) = arguments.verifying.now {
        kept.as_of = now;
    }
    let verifier = kept.verifier(&Limits::DEFAULT).map_err(failed)?;
    let badge = std::mem::take(&mut kept.badge);
    let mut kit = Kit { verifier, fetcher: Fetcher::none()?, kept };
    let mut bench = kit.bench();
    bench.follows_refresh = arguments.refresh;
    let name = path.display().to_string();
    let judged = bench.judge(&name, &badge)?;
    let told = format!("as of {}, from what was kept\n", bench.session.now());
    if !arguments.json {
        io::print(told.as_bytes())?;
    }
    Ok(bench.print(&name, judged, arguments.json, true)?.into())
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
pub(crate) struct Kit {
    verifier: Verifier,
    fetcher: Fetcher,
    /// The same as it was handed in, to be kept for later.
    kept: Bundle,
}

impl Kit {
    /// For a command that judges badges beyond verifying them.
    pub(crate) fn demanding(demands: &Demands) -> Result<Self, Failure> {
        Self::set_up(demands.verify_policy.as_deref(), &demands.verifying)
    }

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
        let mut kept = Bundle::new(Vec::new(), materials, policy, now);
        let contexts = contexts::read(&arguments.contexts, &mut kept.contexts)?;
        let mut verifier = Verifier::new(kept.policy.clone()).with_contexts(contexts);
        for pair in &arguments.key_of {
            let (issuer, path) = io::address_and_file("--key-of", pair)?;
            let issuer = Iri::parse(issuer).map_err(|cause| Failure::usage(format!("--key-of {pair}: {cause}")))?;
            let (method, key) = key::read_public(Path::new(path), &issuer, now)?;
            verifier = verifier.with_key(issuer.clone(), &method, key.clone());
            kept.keys.push(KeptKey { issuer, method, key });
        }
        for path in &arguments.registry {
            let registry = KeptRegistry {
                called: path.display().to_string(),
                bytes: io::read(path)?,
                keys: arguments.registry_key.clone(),
            };
            verifier = verifier
                .with_registry(registry.open(&Limits::DEFAULT).map_err(|cause| Failure::new(&registry.called, cause))?);
            kept.registries.push(registry);
        }
        Ok(Self { verifier, fetcher, kept })
    }

    /// A place to judge one badge after the other.
    pub(crate) fn bench(&mut self) -> Bench<'_> {
        let session = self.verifier.session(self.kept.materials.clone(), self.kept.as_of);
        let audience = self.kept.audience.as_ref();
        Bench { session, audience, fetcher: &mut self.fetcher, follows_refresh: false }
    }
}

/// Where badges are judged; what is fetched for one is at hand for the next.
pub(crate) struct Bench<'k> {
    pub(crate) session: Session<'k>,
    audience: Option<&'k Audience>,
    fetcher: &'k mut Fetcher,
    /// Whether a newer badge is asked for.
    follows_refresh: bool,
}

impl Bench<'_> {
    /// A badge or a presentation, judged, and what was gathered for it.
    fn judge(&mut self, name: &str, bytes: &[u8]) -> Result<(Judged, Gathered), Failure> {
        let submission = Submission::open(bytes, &Limits::DEFAULT).map_err(|cause| unopened(name, &cause))?;
        let presentation = match submission {
            Submission::Badge(badge) => return self.badge(&badge),
            Submission::Presentation(presentation) => presentation,
        };
        let audience = self.audience.ok_or_else(|| {
            let advice =
                "--challenge TEXT says what its holder was asked to sign: without it anybody could show it again";
            Failure::new(name, "is a presentation, which answers a challenge").with_advice(advice)
        })?;
        let (needs, badges) = (presentation.needs(), presentation.badges());
        let mut gathered = self.fetcher.gather(needs, badges, self.session.materials_mut());
        let mut report = self.session.verify_presentation(&presentation, audience);
        if report.verdict() != Verdict::Accepted && self.look_again(badges, &mut gathered) {
            report = self.session.verify_presentation(&presentation, audience);
        }
        self.fetcher.remember(&gathered, report.badges());
        Ok((Judged::Presentation(Box::new(report)), gathered))
    }

    /// A badge, judged; what could not be fetched for it is told on standard error.
    pub(crate) fn verify(&mut self, file: &Path) -> Result<Report, Failure> {
        self.verify_bytes(&file.display().to_string(), &io::read(file)?)
    }

    /// The same of a badge that was read already.
    pub(crate) fn verify_bytes(&mut self, name: &str, bytes: &[u8]) -> Result<Report, Failure> {
        let (report, gathered) = self.report(&open(name, bytes)?);
        self.fetcher.tell(gathered.missing(report.verdict()));
        Ok(report)
    }

    /// A badge and, if it is wanted, what its refresh service has in its place.
    fn badge(&mut self, badge: &Presented) -> Result<(Judged, Gathered), Failure> {
        let (report, mut gathered) = self.report(badge);
        // The address is the issuer's word once the badge is proven.
        let url = report.proven().and_then(|proven| proven.newer.clone()).filter(|_| self.follows_refresh);
        let Some(url) = url else { return Ok((Judged::Badge(Box::new(report)), gathered)) };
        let need = Need { kind: NeedKind::NewerBadge, url: url.clone() };
        self.fetcher.add(need, &mut gathered, self.session.materials_mut());
        let Some(bytes) = self.session.materials().find(&url).map(<[u8]>::to_vec) else {
            return Ok((Judged::Badge(Box::new(report)), gathered));
        };
        let newer = open(&url, &bytes)?;
        let (_, more) = self.report(&newer);
        gathered.extend(more);
        Ok((Judged::Refreshed(Box::new(self.session.verify_refreshed(badge, &newer))), gathered))
    }

    fn report(&mut self, badge: &Presented) -> (Report, Gathered) {
        let badges = slice::from_ref(badge);
        let mut gathered = self.fetcher.gather(badge.needs(), badges, self.session.materials_mut());
        let mut report = self.session.verify(badge);
        if report.verdict() != Verdict::Accepted && self.look_again(badges, &mut gathered) {
            report = self.session.verify(badge);
        }
        self.fetcher.remember(&gathered, [&report]);
        (report, gathered)
    }

    fn look_again(&mut self, badges: &[Presented], gathered: &mut Gathered) -> bool {
        self.fetcher.look_again(badges, gathered, self.session.materials_mut())
    }

    /// Tells what was found: as JSON, in full or in one line. What is missing stands below a report in full, else on standard error.
    fn print(
        &mut self,
        name: &str,
        judged: (Judged, Gathered),
        as_json: bool,
        in_full: bool,
    ) -> Result<Verdict, Failure> {
        let (judged, gathered) = judged;
        let missing = gathered.missing(judged.verdict());
        let text = match (as_json, in_full) {
            (true, _) => judged.to_json(name)?,
            (false, true) => judged.to_text(name, &missing),
            (false, false) => judged.to_line(name),
        };
        io::print(text.as_bytes())?;
        if as_json || !in_full {
            self.fetcher.tell(missing);
        }
        Ok(judged.verdict())
    }
}

fn open(name: &str, bytes: &[u8]) -> Result<Presented, Failure> {
    Presented::open(bytes, &Limits::DEFAULT).map_err(|cause| unopened(name, &cause))
}

/// A file that could not be opened; what else there is in a picture is for another command.
fn unopened(name: &str, cause: &Error) -> Failure {
    let failure = Failure::new(name, cause);
    match cause {
        Error::Png(png::Error::NoCredential { other: Some(_) })
        | Error::Svg(svg::Error::NoCredential { other: Some(_) }) => failure.with_advice(
            "`openbadges extract` takes it out; what it says is not verified, and no address in it is asked for",
        ),
        _ => failure,
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
