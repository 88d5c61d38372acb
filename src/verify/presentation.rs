//! Badges shown by their holder: a verifiable presentation (VCDM 2.0 §4.13), signed over a challenge of the verifier's.

use crate::base::limits::Limits;
use crate::base::time::Timestamp;
use crate::codec::json::{Document, Node};
use crate::verify::envelope::{Entry, PRESENTATION, has_type};
use crate::verify::materials::{Materials, Need, NeedKind, document_url};
use crate::verify::report::{Finding, Outcome, Report, Verdict, Weight};
use crate::verify::shown::Shown;
use crate::verify::status::Lists;
use crate::verify::{ContainerKind, Error, Presented, Recipient, Verifier, bound};
use serde::Serialize;

/// An opened presentation with the badges in it. Nothing of it is believed yet.
#[derive(Debug)]
pub struct Presentation {
    /// What the holder signed; `None` where that is the one badge itself.
    document: Option<Document>,
    badges: Vec<Presented>,
}

/// What a verifier asked the holder to sign, so that a presentation is new and meant for nobody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audience {
    pub(super) challenge: String,
    pub(super) domain: Option<String>,
}

impl Audience {
    /// Asks for this challenge: a text that was never used before and cannot be guessed.
    #[must_use]
    pub fn new(challenge: &str) -> Self {
        Self { challenge: challenge.to_owned(), domain: None }
    }

    /// Also asks that the presentation is made for this domain.
    #[must_use]
    pub fn with_domain(mut self, domain: &str) -> Self {
        self.domain = Some(domain.to_owned());
        self
    }
}

/// The outcome of verifying a presentation: whether its holder made it, and the report of each badge, which also says whether
/// the badge is the holder's.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PresentationReport {
    verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    holder: Option<String>,
    shown: Outcome,
    findings: Vec<Finding>,
    badges: Vec<Report>,
}

impl PresentationReport {
    /// The worst of the presentation and its badges.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Who showed the badges; `None` unless that is proven.
    #[must_use]
    pub fn holder(&self) -> Option<&str> {
        self.holder.as_deref()
    }

    /// Whether the holder made this presentation, for this challenge and domain.
    #[must_use]
    pub fn shown(&self) -> Outcome {
        self.shown
    }

    /// The reasons.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// A report for each badge, in the order of the presentation.
    #[must_use]
    pub fn badges(&self) -> &[Report] {
        &self.badges
    }

    /// The same, to take the accepted badges out.
    #[must_use]
    pub fn into_badges(self) -> Vec<Report> {
        self.badges
    }
}

impl Presentation {
    /// Opens a JSON text, or one badge that is an SD-JWT with its holder's signature. A badge stands in the JSON text as it was issued: a
    /// credential with proofs, or a token in an EnvelopedVerifiableCredential; also a token as a text, which the strict reading rejects.
    ///
    /// # Errors
    ///
    /// JSON that the strict reader refuses, a document that is no presentation, and a badge in it that cannot be opened:
    /// `envelope.no-token`, `envelope.media-type` and `envelope.encoding` for an envelope, `verify.nested-presentation`, and the
    /// errors of [`Presented::open`].
    pub fn open(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        match Submission::open(bytes, limits)? {
            Submission::Presentation(presentation) => Ok(presentation),
            Submission::Badge(_) => Err(Error::NotAPresentation),
        }
    }

    /// The badges in it.
    #[must_use]
    pub fn badges(&self) -> &[Presented] {
        &self.badges
    }

    /// The documents that verifying would read: those of the badges, and that of a holder that is no key itself.
    #[must_use]
    pub fn needs(&self) -> Vec<Need> {
        let holder = self.document.as_ref().and_then(|document| document_url(holder_of(document.root())?));
        let own = holder.map(|url| Need { kind: NeedKind::HolderDocument, url });
        let mut needs: Vec<Need> = own.into_iter().collect();
        for need in self.badges.iter().flat_map(Presented::needs) {
            if !needs.contains(&need) {
                needs.push(need);
            }
        }
        needs
    }
}

/// What somebody hands in: a badge, or badges that their holder shows.
#[derive(Debug)]
pub enum Submission {
    /// A badge by itself.
    Badge(Presented),
    /// A presentation.
    Presentation(Presentation),
}

impl Submission {
    /// Opens a file's bytes, whichever it is: a presentation is one by its type, or as an SD-JWT that its holder signed. Nothing in a picture
    /// is a presentation.
    ///
    /// # Errors
    ///
    /// Those of [`Presented::open`] and [`Presentation::open`].
    pub fn open(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        let file = Presented::open(bytes, limits)?;
        if bound::bound(&file).is_some() && file.container() == ContainerKind::Jwt {
            return Ok(Self::Presentation(Presentation { document: None, badges: vec![file] }));
        }
        if file.container() != ContainerKind::Json || !has_type(file.document().root(), PRESENTATION) {
            return Ok(Self::Badge(file));
        }
        let badges = Entry::all(file.document().root()).map(|entry| entry.open(limits));
        let badges = badges.collect::<Result<_, _>>()?;
        Ok(Self::Presentation(Presentation { document: Some(file.into_document()), badges }))
    }
}

/// `holder`, a text or an object with an id.
pub(super) fn holder_of(presentation: Node<'_>) -> Option<&str> {
    let holder = presentation.get("holder")?;
    holder.as_str().or_else(|| holder.get("id")?.as_str())
}

impl Verifier {
    /// Judges a presentation at a time: that its holder signed it for this audience, and each badge, whose recipient has to be the
    /// holder (VCDM 2.0 §4.13, Data Integrity §4.4 with a challenge and a domain).
    #[must_use]
    pub fn verify_presentation(
        &self,
        presentation: &Presentation,
        audience: &Audience,
        materials: &Materials,
        now: Timestamp,
    ) -> PresentationReport {
        self.verify_presentation_with(presentation, audience, materials, now, &Lists::default())
    }

    pub(super) fn verify_presentation_with(
        &self,
        presentation: &Presentation,
        audience: &Audience,
        materials: &Materials,
        now: Timestamp,
        lists: &Lists,
    ) -> PresentationReport {
        let Some(document) = &presentation.document else {
            return self.verify_bound(&presentation.badges, audience, materials, now, lists);
        };
        let relied_on = materials.under(&self.policy, now);
        let (findings, holder) = Shown { verifier: self, document, audience, materials: &relied_on, now }.judge();
        let shown = outcome(&findings);
        let holder = holder.filter(|_| shown == Outcome::Pass);
        // Without a proven holder the badges are nobody's.
        let recipient = holder.map(|holder| Recipient::Id(holder.to_owned()));
        let judge = |badge| self.verify_for(badge, materials, now, recipient.as_ref(), lists);
        let badges = presentation.badges.iter().map(judge).collect();
        PresentationReport::of(shown, holder.map(str::to_owned), findings, badges)
    }

    /// Badges, in truth one, that their holder signed themselves. The key stands in the badge, so the badge comes first.
    fn verify_bound(
        &self,
        badges: &[Presented],
        audience: &Audience,
        materials: &Materials,
        now: Timestamp,
        lists: &Lists,
    ) -> PresentationReport {
        let (mut findings, mut holder, mut reports) = (Vec::new(), None, Vec::new());
        for badge in badges {
            let recipient = bound::recipient(badge);
            let report = self.verify_for(badge, materials, now, recipient.as_ref(), lists);
            if let Some(sd_jwt) = bound::bound(badge) {
                findings.extend(bound::judge(sd_jwt, &report, audience, self, now));
                holder = bound::holder(badge, sd_jwt);
            }
            reports.push(report);
        }
        let shown = outcome(&findings);
        PresentationReport::of(shown, holder.filter(|_| shown == Outcome::Pass), findings, reports)
    }
}

impl PresentationReport {
    fn of(shown: Outcome, holder: Option<String>, findings: Vec<Finding>, badges: Vec<Report>) -> Self {
        let own = match shown {
            Outcome::Fail => Verdict::Rejected,
            Outcome::Unknown => Verdict::Undecided,
            Outcome::Pass | Outcome::NotApplicable => Verdict::Accepted,
        };
        let verdict = badges.iter().map(Report::verdict).fold(own, Verdict::worse);
        Self { verdict, holder, shown, findings, badges }
    }
}

pub(super) fn outcome(findings: &[Finding]) -> Outcome {
    match findings.iter().map(Finding::weight).max().unwrap_or(Weight::Note) {
        Weight::Fault => Outcome::Fail,
        Weight::Open => Outcome::Unknown,
        Weight::Warning | Weight::Note => Outcome::Pass,
    }
}
