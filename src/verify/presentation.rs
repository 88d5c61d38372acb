//! Badges shown by their holder: a verifiable presentation (VCDM 2.0 §4.13), signed over a challenge of the verifier's.

use crate::base::limits::Limits;
use crate::base::time::Timestamp;
use crate::codec::json::{Document, Node};
use crate::proof::data_integrity::{Proof, Purpose, Unsecured, proofs};
use crate::verify::checks::proof as proof_check;
use crate::verify::issuer::{Key, Method};
use crate::verify::materials::{Materials, Need, NeedKind, document_url};
use crate::verify::report::{Finding, Outcome, Report, Verdict, Weight};
use crate::verify::{Error, Presented, Recipient, Verifier};
use serde::Serialize;

/// An opened presentation with the badges in it. Nothing of it is believed yet.
#[derive(Debug)]
pub struct Presentation {
    document: Document,
    badges: Vec<Presented>,
}

/// What a verifier asked the holder to sign, so that a presentation is new and meant for nobody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audience {
    challenge: String,
    domain: Option<String>,
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
    /// Whether the bytes are a presentation rather than a badge, by its type.
    #[must_use]
    pub fn is_one(bytes: &[u8], limits: &Limits) -> bool {
        Document::parse(bytes, limits).is_ok_and(|document| has_type(document.root(), "VerifiablePresentation"))
    }

    /// Opens a JSON text.
    ///
    /// # Errors
    ///
    /// JSON that the strict reader refuses, a document that is no presentation, and a badge in it that cannot be opened.
    pub fn open(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        let document = Document::parse(bytes, limits)?;
        let root = document.root();
        if !has_type(root, "VerifiablePresentation") {
            return Err(Error::NotAPresentation);
        }
        let entries = root.get("verifiableCredential").into_iter().flat_map(Node::one_or_many);
        let badges = entries.map(|entry| Presented::open(entry.source().as_bytes(), limits));
        Ok(Self { badges: badges.collect::<Result<_, _>>()?, document })
    }

    /// The badges in it.
    #[must_use]
    pub fn badges(&self) -> &[Presented] {
        &self.badges
    }

    /// The documents that verifying would read: those of the badges, and that of a holder that is no key itself.
    #[must_use]
    pub fn needs(&self) -> Vec<Need> {
        let holder = self.holder().and_then(document_url);
        let own = holder.map(|url| Need { kind: NeedKind::HolderDocument, url });
        let mut needs: Vec<Need> = own.into_iter().collect();
        for need in self.badges.iter().flat_map(Presented::needs) {
            if !needs.contains(&need) {
                needs.push(need);
            }
        }
        needs
    }

    /// `holder`, a text or an object with an id.
    fn holder(&self) -> Option<&str> {
        let holder = self.document.root().get("holder")?;
        holder.as_str().or_else(|| holder.get("id")?.as_str())
    }
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
        let shown = Shown { verifier: self, presentation, audience, materials, now };
        let (findings, holder) = shown.judge();
        let worst = findings.iter().map(Finding::weight).max().unwrap_or(Weight::Note);
        let (outcome, mut verdict) = match worst {
            Weight::Fault => (Outcome::Fail, Verdict::Rejected),
            Weight::Open => (Outcome::Unknown, Verdict::Undecided),
            Weight::Warning | Weight::Note => (Outcome::Pass, Verdict::Accepted),
        };
        let holder = holder.filter(|_| outcome == Outcome::Pass);
        // Without a proven holder the badges are nobody's.
        let recipient = Recipient::Id(holder.unwrap_or_default().to_owned());
        let badges: Vec<Report> = presentation
            .badges
            .iter()
            .map(|badge| self.verify_for(badge, materials, now, holder.map(|_| &recipient)))
            .collect();
        for badge in &badges {
            verdict = verdict.worse(badge.verdict());
        }
        PresentationReport { verdict, holder: holder.map(str::to_owned), shown: outcome, findings, badges }
    }
}

/// One presentation being judged, apart from its badges.
struct Shown<'a> {
    verifier: &'a Verifier,
    presentation: &'a Presentation,
    audience: &'a Audience,
    materials: &'a Materials,
    now: Timestamp,
}

impl<'a> Shown<'a> {
    /// The findings, and who the holder is if these allow it.
    fn judge(&self) -> (Vec<Finding>, Option<&'a str>) {
        let root = self.presentation.document.root();
        let limits = &self.verifier.limits;
        let mut findings = Vec::new();
        if root.get("@context").and_then(|context| context.one_or_many().next()?.as_str()) != Some(V2) {
            let message = format!("expected `{V2}` as the first context");
            findings.push(Finding::fault("presentation.context", message).at("/@context"));
        }
        let mut unsecured = Unsecured::new(root, &self.verifier.contexts, limits);
        if let Err(error) = unsecured.statements() {
            findings.push(Finding::fault(error.code(), error.to_string()));
        }
        let proofs = match proofs(root, limits) {
            Ok(proofs) => proofs,
            Err(error) => {
                findings.push(Finding::fault(error.code(), error.to_string()).at("/proof"));
                return (findings, None);
            }
        };
        let method = proofs.first().map(Proof::verification_method).unwrap_or_default();
        let holder = match root.get("holder") {
            // The key says who it is.
            None => method.split('#').next(),
            Some(_) => self.presentation.holder(),
        };
        for proof in &proofs {
            let found = self.examine(proof, holder, &mut unsecured);
            findings.extend(found.into_iter().map(|finding| finding.at(proof.node().pointer())));
        }
        (findings, holder)
    }

    fn examine(&self, proof: &Proof<'_>, holder: Option<&str>, unsecured: &mut Unsecured<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        let key = holder.map_or(Key::Foreign, |holder| self.key(proof, holder));
        match &key {
            Key::Bound(..) => {}
            Key::Unbound(_) | Key::Foreign => {
                let message = format!("the key `{}` is not known to be the holder's", proof.verification_method());
                findings.push(Finding::fault("presentation.holder-key", message));
            }
            Key::DocumentMissing(url, _) => {
                let message = format!("the holder's document at `{url}` is not at hand, so its keys are not known");
                findings.push(Finding::open("presentation.document-missing", message));
            }
            Key::Refused(error) => findings.push(proof_check::refused(error)),
        }
        findings.extend(proof_check::signature(proof, key.at_hand().map(|key| unsecured.verify(proof, key)).as_ref()));
        findings.extend(proof_check::legacy(proof, self.verifier.policy.reading()));
        findings.extend(proof_check::purpose(proof, Purpose::Authentication));
        findings.extend(proof_check::timely(proof, &self.verifier.limits, self.now));
        if proof.challenge() != Some(&self.audience.challenge) {
            let message = "the challenge that was signed is not the one that was asked for";
            findings.push(Finding::fault("presentation.challenge", message));
        }
        if let Some(domain) = &self.audience.domain
            && !proof.domains().contains(&domain.as_str())
        {
            let message = format!("not made for the domain `{domain}`");
            findings.push(Finding::fault("presentation.domain", message));
        }
        findings
    }

    fn key(&self, proof: &Proof<'_>, holder: &str) -> Key {
        Method {
            id: proof.verification_method(),
            purpose: Purpose::Authentication,
            made: proof.created(),
            issuer: holder,
            materials: self.materials,
            verifier: self.verifier,
            now: self.now,
        }
        .key()
    }
}

fn has_type(root: Node<'_>, name: &str) -> bool {
    root.get("type").into_iter().flat_map(Node::one_or_many).any(|entry| entry.as_str() == Some(name))
}

const V2: &str = "https://www.w3.org/ns/credentials/v2";
