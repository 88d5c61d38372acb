//! What is told of a verdict: as JSON, in full, and in one line.

use crate::failure::{Exit, Failure};
use openbadges::base::iri::Iri;
use openbadges::base::visible::Visible;
use openbadges::verify::{
    Check, CheckId, EndorsementReport, Evidence, Explanation, Finding, Outcome, PresentationReport, Refreshed, Report,
    Verdict, Weight, explain,
};
use serde::Serialize;
use std::fmt::{self, Display, Write};

/// What was found of one file or line.
pub(crate) enum Judged {
    Badge(Box<Report>),
    Presentation(Box<PresentationReport>),
    /// A badge, and what its refresh service has in its place.
    Refreshed(Box<Refreshed>),
}

impl Judged {
    pub(crate) fn verdict(&self) -> Verdict {
        match self {
            Self::Badge(report) => report.verdict(),
            Self::Presentation(report) => report.verdict(),
            Self::Refreshed(refreshed) => refreshed.report().verdict(),
        }
    }

    pub(crate) fn to_json(&self, file: &str) -> Result<String, Failure> {
        match self {
            Self::Badge(report) => to_json(file, &**report),
            Self::Presentation(report) => to_json(file, &**report),
            Self::Refreshed(refreshed) => to_json(file, &**refreshed),
        }
    }

    /// In full, with a line below for each document that is missing.
    pub(crate) fn to_text(&self, file: &str, missing: &[String]) -> String {
        let mut text = match self {
            Self::Badge(report) => Told { file, report }.to_string(),
            Self::Presentation(report) => Shown { file, report }.to_string(),
            Self::Refreshed(refreshed) => renewed(file, refreshed),
        };
        for line in missing {
            text.push_str(&format!("  {line}\n"));
        }
        if !missing.is_empty() {
            text.push('\n');
        }
        text
    }

    /// What is proven, or the first reason why it is not accepted.
    pub(crate) fn to_line(&self, file: &str) -> String {
        let verdict = self.verdict().to_string().to_uppercase();
        let reason = || match self {
            Self::Badge(report) => decisive(report).map(one_line),
            Self::Refreshed(refreshed) => decisive(refreshed.report()).map(one_line),
            Self::Presentation(report) => {
                let own = report.findings().iter().max_by_key(|finding| finding.weight());
                let own = own.filter(|finding| finding.weight() >= Weight::Open);
                own.or_else(|| report.badges().iter().find_map(decisive)).map(one_line)
            }
        };
        let words = match self {
            _ if self.verdict() != Verdict::Accepted => reason().unwrap_or_default(),
            Self::Badge(report) => report.proven().map(brief).unwrap_or_default(),
            Self::Refreshed(refreshed) => refreshed.report().proven().map(brief).unwrap_or_default(),
            Self::Presentation(report) => {
                let holder = report.holder().unwrap_or("nobody by name");
                format!("shown by {}, badges: {}", Visible(holder), report.badges().len())
            }
        };
        format!("{verdict:<10} {}  {words}\n", Visible(file))
    }
}

fn brief(proven: &openbadges::verify::Proven) -> String {
    let learner = proven.learner.first().map_or("a learner named by hashed identifiers only", String::as_str);
    format!("{}, of {}, by {}", Visible(&proven.achievement), Visible(learner), Visible(proven.issuer.as_str()))
}

/// The first finding that decided against a badge.
fn decisive(report: &Report) -> Option<&Finding> {
    let ended = |outcome| report.checks().iter().find(move |check| check.outcome() == outcome && !check.is_tolerated());
    let check = ended(Outcome::Fail).or_else(|| ended(Outcome::Unknown))?;
    check.findings().iter().max_by_key(|finding| finding.weight())
}

fn one_line(finding: &Finding) -> String {
    format!("{} [{}]", Visible(finding.message()), finding.code())
}

/// What a code means, in words.
pub(crate) fn explained(code: &str, known: &Explanation) -> String {
    let remedy = if known.remedy.is_empty() { String::new() } else { format!("  {}\n", known.remedy) };
    format!("{}\n  {}\n{remedy}", Visible(code), known.means)
}

/// What a check asks and when it does not pass, in words.
pub(crate) fn explained_check(check: CheckId) -> String {
    let mut text = format!("{}\n  {}\n  fails when {}\n", check.name(), check.question(), check.fails_when());
    if !check.unknown_when().is_empty() {
        text.push_str(&format!("  unknown when {}\n", check.unknown_when()));
    }
    text
}

/// A badge and a newer one in words, and which of them counts.
fn renewed(file: &str, refreshed: &Refreshed) -> String {
    let newer = format!("{file}, as it is now");
    let mut text = Told { file, report: refreshed.original() }.to_string();
    text.push_str(&Told { file: &newer, report: refreshed.newer() }.to_string());
    text.push_str(match refreshed.replaces() {
        Outcome::Pass => "The newer badge counts.\n",
        Outcome::Fail | Outcome::Unknown | Outcome::NotApplicable => "The first badge counts.\n",
    });
    for finding in refreshed.findings() {
        text.push_str(&format!("  {}\n", one_line(finding)));
    }
    text + "\n"
}

/// How a batch ended.
#[derive(Default)]
pub(crate) struct Tally {
    accepted: usize,
    rejected: usize,
    undecided: usize,
    unread: usize,
    exit: Option<Exit>,
}

impl Tally {
    pub(crate) fn count(&mut self, judged: Result<Verdict, Failure>) {
        let (number, exit) = match judged {
            Ok(verdict @ Verdict::Accepted) => (&mut self.accepted, verdict.into()),
            Ok(verdict @ Verdict::Rejected) => (&mut self.rejected, verdict.into()),
            Ok(verdict @ Verdict::Undecided) => (&mut self.undecided, verdict.into()),
            Err(failure) => (&mut self.unread, failure.report()),
        };
        *number += 1;
        self.exit = Some(self.exit.map_or(exit, |before| before.worse(exit)));
    }

    /// The worst of all.
    pub(crate) fn exit(&self) -> Exit {
        self.exit.unwrap_or(Exit::Done)
    }

    pub(crate) fn to_line(&self, skipped: usize) -> String {
        let Self { accepted, rejected, undecided, unread, .. } = self;
        let others = match skipped {
            0 => String::new(),
            skipped => format!("; {skipped} other files"),
        };
        format!("{accepted} accepted, {rejected} rejected, {undecided} undecided, {unread} not read{others}\n")
    }
}

fn to_json<R: Serialize>(file: &str, report: &R) -> Result<String, Failure> {
    #[derive(Serialize)]
    struct Named<'r, R> {
        file: &'r str,
        #[serde(flatten)]
        report: &'r R,
    }
    let named = Named { file, report };
    let json = serde_json::to_string(&named).map_err(|cause| Failure::new("the report", cause))?;
    Ok(json + "\n")
}

/// A presentation in words: who shows it, then each badge.
struct Shown<'r> {
    file: &'r str,
    report: &'r PresentationReport,
}

impl Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = self.report.verdict().to_string().to_uppercase();
        writeln!(f, "{verdict}  {}", Visible(self.file))?;
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
            let name = format!("{} badge {number}", self.file);
            write!(f, "{}", Told { file: &name, report })?;
        }
        Ok(())
    }
}

/// A report in words. Whatever the badge says is shown with every control character written out.
struct Told<'r> {
    file: &'r str,
    report: &'r Report,
}

impl Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let report = self.report;
        let verdict = report.verdict().to_string().to_uppercase();
        writeln!(f, "{verdict}  {}", Visible(self.file))?;
        match report.proven() {
            None => writeln!(f, "  nothing that this badge says is proven")?,
            Some(proven) => {
                writeln!(f, "  what     {}", Visible(&proven.achievement))?;
                let learner = proven.learner.join(", ");
                let learner = if learner.is_empty() { "a learner named by hashed identifiers only" } else { &learner };
                writeln!(f, "  whose    {}", Visible(learner))?;
                writeln!(f, "  by       {}", Visible(proven.issuer.as_str()))?;
                if let Some(name) = &proven.issuer_name {
                    writeln!(f, "           which calls itself {}", Visible(name))?;
                }
                proven.signed_by.iter().try_for_each(|key| writeln!(f, "  signed   {}", Visible(key)))?;
                writeln!(f, "  awarded  {}", Visible(&proven.awarded))?;
                writeln!(f, "  until    {}", Visible(proven.until.as_deref().unwrap_or("no end stated")))?;
                proven.evidence.iter().try_for_each(|evidence| tell_evidence(f, evidence))?;
                proven.terms_of_use.iter().try_for_each(|terms| writeln!(f, "  terms    {}", Visible(terms)))?;
                if let Some(newer) = &proven.newer {
                    writeln!(f, "  newer    {}", Visible(newer))?;
                }
            }
        }
        for check in report.checks() {
            tell(f, check)?;
        }
        for endorsement in report.endorsements() {
            tell_endorsement(f, endorsement, 1)?;
        }
        f.write_char('\n')
    }
}

/// What the issuer says of a piece of evidence, the shortest first.
fn tell_evidence(f: &mut fmt::Formatter<'_>, evidence: &Evidence) -> fmt::Result {
    let texts = [evidence.name.as_deref(), evidence.genre.as_deref(), evidence.id.as_ref().map(Iri::as_str)];
    let said: Vec<&str> = texts.into_iter().flatten().collect();
    let narrative = evidence.narrative.as_deref().filter(|_| said.is_empty());
    writeln!(f, "  evidence {}", Visible(narrative.unwrap_or(&said.join(", "))))
}

/// An endorsement in words, with what keeps it from being accepted; those of its endorser stand below it, further to the right.
fn tell_endorsement(f: &mut fmt::Formatter<'_>, report: &EndorsementReport, depth: usize) -> fmt::Result {
    let margin = "  ".repeat(depth);
    let (thing, verdict) = (report.thing().words(), report.verdict());
    writeln!(f, "{margin}endorsement of {thing} at {}: {verdict}", Visible(report.place()))?;
    match report.proven() {
        None => writeln!(f, "{margin}  nothing that it says is proven")?,
        Some(endorser) => {
            writeln!(f, "{margin}  by       {}", Visible(&endorser.id))?;
            if let Some(name) = &endorser.name {
                writeln!(f, "{margin}           which calls itself {}", Visible(name))?;
            }
            if report.is_by_named_agency() {
                writeln!(f, "{margin}           the agency that the badge names for its quality assurance")?;
            }
            writeln!(f, "{margin}  of       {}", Visible(&endorser.of))?;
            if let Some(comment) = &endorser.comment {
                writeln!(f, "{margin}  says     {}", Visible(comment))?;
            }
        }
    }
    let decisive = report.checks().iter().filter(|check| matches!(check.outcome(), Outcome::Fail | Outcome::Unknown));
    for check in decisive {
        f.write_str(&margin)?;
        tell(f, check)?;
    }
    report.endorsements().iter().try_for_each(|inner| tell_endorsement(f, inner, depth.saturating_add(1)))
}

fn tell(f: &mut fmt::Formatter<'_>, check: &Check) -> fmt::Result {
    mark(f, check.outcome(), check.is_tolerated(), check.id().question())?;
    let is_open = check.outcome() == Outcome::Unknown && !check.is_tolerated();
    check.findings().iter().try_for_each(|finding| {
        tell_finding(f, finding)?;
        match explain(finding.code()).filter(|_| is_open && finding.weight() == Weight::Open) {
            Some(known) if !known.remedy.is_empty() => writeln!(f, "             what to do: {}", known.remedy),
            _ => Ok(()),
        }
    })
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
