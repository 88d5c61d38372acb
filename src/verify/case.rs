//! One verification under way: everything that several checks look at, worked out once.

use crate::base::iri::Iri;
use crate::base::shared::SharedText;
use crate::base::time::Timestamp;
use crate::codec::json::Node;
use crate::model::MicroCredential;
use crate::proof;
use crate::proof::data_integrity::{Proof, Unsecured, as_signed, proofs};
use crate::verify::checks;
use crate::verify::demands::{Demands, Role};
use crate::verify::edition::Edition;
use crate::verify::endorsed::EndorsementReport;
use crate::verify::issuer::Key;
use crate::verify::materials::Materials;
use crate::verify::policy::{Policy, Reading};
use crate::verify::quorum::Quorum;
use crate::verify::report::{
    Check, CheckId, ContextUsed, Evidence, Finding, Outcome, Proven, Received, Report, Weight,
};
use crate::verify::status::Lists;
use crate::verify::token::Opened;
use crate::verify::{Accepted, Presented, Verifier, danger};
use crate::wire::map;
use crate::wire::ob3::{Credential, EndorsementCredential, Identity, IdentityObject, TermsOfUse};
use crate::wire::{self, Tolerance};
use std::borrow::Cow;

/// A badge, what was brought to judge it with, and what all checks need to know of it.
pub(super) struct Case<'a> {
    pub(super) verifier: &'a Verifier,
    pub(super) demands: Demands<'a>,
    pub(super) badge: &'a Presented,
    pub(super) root: Node<'a>,
    /// What was brought to judge it with.
    pub(super) materials: &'a Materials,
    pub(super) now: Timestamp,
    pub(super) edition: Edition,
    /// The typed badge, where it could be read at all.
    pub(super) credential: Option<Credential>,
    /// What the typed reading remarked on.
    pub(super) faults: Vec<wire::Error>,
    /// Whether every word of the document is defined.
    pub(super) terms: Result<(), proof::Error>,
    pub(super) proofs: Result<Vec<Examined<'a>>, proof::Error>,
    /// The token that the credential came in.
    pub(super) token: Option<Opened<'a>>,
}

/// One proof with its key and whether the key made it.
pub(super) struct Examined<'a> {
    pub(super) proof: Proof<'a>,
    pub(super) key: Key,
    /// Whose key it is, if not the issuer's: somebody whom the policy names.
    pub(super) by: Option<&'a Iri>,
    /// `None` where no key is at hand.
    pub(super) signature: Option<Result<(), proof::Error>>,
}

impl<'a> Case<'a> {
    pub(super) fn open(
        verifier: &'a Verifier,
        demands: Demands<'a>,
        badge: &'a Presented,
        materials: &'a Materials,
        now: Timestamp,
    ) -> Self {
        let (root, limits) = (badge.document().root(), demands.limits);
        let edition = Edition::of(root, demands.role);
        let (credential, faults) = match edition {
            Edition::Badge2 | Edition::Badge1 => Credential::examine(root).into_parts(),
            Edition::Endorsement2 | Edition::Endorsement1 => (None, EndorsementCredential::examine(root).into_faults()),
            Edition::Other(_) | Edition::None => (None, Vec::new()),
        };
        let mut unsecured = Unsecured::new(root, &verifier.contexts, limits);
        let proofs = match (proofs(root, limits), badge.token()) {
            // The token is the proof.
            (Err(proof::Error::Missing), Some(_)) => Ok(Vec::new()),
            (proofs, _) => proofs,
        };
        let mut terms = match proofs.iter().flatten().any(Proof::signs_statements) {
            true => unsecured.statements().map(drop),
            false => unsecured.check_terms(),
        };
        let issuer = danger::issuer_id(badge);
        let token = badge.token().map(|token| Opened::examine(token, issuer, materials, verifier, now));
        let proofs = proofs.map(|proofs| {
            let examine = |proof: Proof<'a>| {
                let (key, by) = find_key(&proof, issuer, materials, verifier, demands.policy, now);
                let signature = key.at_hand().map(|key| unsecured.verify(&proof, key));
                Examined { proof, key, by, signature }
            };
            proofs.into_iter().map(examine).collect::<Vec<_>>()
        });
        // A context that was appended after signing gives no word a meaning: the document as it was signed has to stand alone.
        for examined in proofs.iter().flatten() {
            if let Ok(Some(signed)) = as_signed(root, &examined.proof, limits) {
                let alone = Unsecured::new(signed.root(), &verifier.contexts, limits).check_terms();
                terms = terms.and(alone);
            }
        }
        Self { verifier, demands, badge, root, materials, now, edition, credential, faults, terms, proofs, token }
    }

    pub(super) fn is_endorsement(&self) -> bool {
        matches!(self.demands.role, Role::Endorsement(_))
    }

    pub(super) fn issuer_id(&self) -> Option<&'a str> {
        danger::issuer_id(self.badge)
    }

    pub(super) fn is_badge(&self) -> bool {
        matches!(self.edition, Edition::Badge1 | Edition::Badge2)
    }

    /// Whether the signature covers each member as written, known or not: that of a token does, where nothing else is relied on.
    pub(super) fn signs_every_member(&self) -> bool {
        let has_no_proof = self.proofs.as_ref().is_ok_and(Vec::is_empty);
        self.token.as_ref().is_some_and(|token| match (&token.signature, &token.key) {
            (Some(Ok(())), Some(Key::Bound(..))) => true,
            (Some(Ok(())) | None, _) => has_no_proof && token.header.is_ok(),
            (Some(Err(_)), _) => false,
        })
    }

    /// A finding on what the compatible reading lets pass with a warning.
    pub(super) fn relaxation(&self, code: &'static str, message: impl Into<Cow<'static, str>>) -> Finding {
        let weight = match self.demands.policy.reading() {
            Reading::Strict => Weight::Fault,
            Reading::Compatible => Weight::Warning,
        };
        Finding::new(weight, code, message)
    }

    /// A fault of form as the policy's reading weighs it.
    pub(super) fn weigh(&self, fault: &wire::Error) -> Finding {
        match fault.tolerance() {
            Tolerance::Both => Finding::note(fault.code(), fault.to_string()),
            Tolerance::Compatible => self.relaxation(fault.code(), fault.to_string()),
            Tolerance::None => Finding::fault(fault.code(), fault.to_string()),
        }
    }

    /// The bundled or registered context of an address.
    pub(super) fn context_used(&self, url: &str) -> Option<ContextUsed> {
        let info = self.verifier.contexts.info(url)?;
        Some(ContextUsed { url: url.to_owned(), sha256: info.sha256().to_owned() })
    }

    /// Every check, in the order of [`CheckId::ALL`], and for each proof whether the verdict rests on it.
    pub(super) fn checks(&self, endorsements: &[EndorsementReport], lists: &Lists) -> (Vec<Check>, Vec<bool>) {
        let quorum = Quorum::of(self);
        let checks = vec![
            checks::version::check(self),
            checks::shape::check(self),
            checks::contexts::check(self),
            checks::terms::check(self),
            checks::schema::check(self),
            Check::of(CheckId::IssuerKey, quorum.key),
            Check::of(CheckId::Proof, quorum.proof),
            checks::validity::check(self),
            checks::status::check(self, self.materials, lists),
            checks::resources::check(self),
            checks::recipient::check(self),
            checks::endorsements::check(self, endorsements),
            checks::completeness::check(self),
            checks::issuer_trust::check(self),
        ];
        (checks, quorum.counted)
    }

    /// Marks unknowns that the policy tolerates.
    pub(super) fn mark_tolerated(&self, checks: &mut [Check]) {
        for check in checks {
            check.tolerated = check.outcome == Outcome::Unknown && self.demands.policy.tolerates(check.id);
        }
    }

    /// Whether what the credential says is its issuer's word.
    pub(super) fn is_proven(checks: &[Check]) -> bool {
        let passed = |id| checks.iter().any(|check: &Check| check.id == id && check.outcome == Outcome::Pass);
        [CheckId::Terms, CheckId::IssuerKey, CheckId::Proof].into_iter().all(passed)
    }

    /// The report: unknowns that the policy tolerates are marked, and claims are repeated only if they are proven.
    ///
    /// `counted` says of each proof whether the verdict rests on it.
    pub(super) fn conclude(
        mut self,
        mut checks: Vec<Check>,
        counted: &[bool],
        mut endorsements: Vec<EndorsementReport>,
    ) -> Report {
        self.mark_tolerated(&mut checks);
        let digest = self.badge.digest();
        let received = Received {
            form: self.badge.form(),
            container: self.badge.container().name(),
            digest: digest.clone(),
            contexts: checks::contexts::used(&self),
        };
        let credential = self.credential.take();
        let said = credential.as_ref().filter(|_| Self::is_proven(&checks));
        let proven = said.map(|credential| self.proven(credential, counted));
        if let Some(agencies) = said.filter(|_| !endorsements.is_empty()).map(agencies) {
            endorsements.iter_mut().for_each(|endorsement| endorsement.mark_agencies(&agencies));
        }
        let (now, is_part) = (self.now, self.is_shown_in_part(counted));
        Report::new(now, received, checks, proven, endorsements, || {
            credential.map(|badge| Accepted::new(badge, digest, now, is_part))
        })
    }

    /// Whether the holder chose what is shown, and no signature of the issuer's on which the verdict rests covers exactly this. A
    /// token stands last among the counted, and covers the whole unless it leaves something out.
    fn is_shown_in_part(&self, counted: &[bool]) -> bool {
        let proofs = || self.proofs.iter().flatten();
        let is_whole = |(examined, counts): (&Examined<'_>, &bool)| {
            *counts && examined.by.is_none() && !examined.proof.is_selective()
        };
        let token_hides = self.token.as_ref().map(|token| token.token.may_hide());
        let is_selective = proofs().any(|examined| examined.proof.is_selective()) || token_hides == Some(true);
        is_selective
            && !(token_hides == Some(false) && counted.last() == Some(&true))
            && !proofs().zip(counted).any(is_whole)
    }

    fn proven(&self, credential: &Credential, counted: &[bool]) -> Proven {
        let subject = &credential.subject;
        let plain = subject.identifiers.iter().filter_map(|identity| plain_text(identity));
        let id = subject.id.as_ref().map(Iri::as_str);
        Proven {
            id: credential.id.clone(),
            issuer: credential.issuer.id().clone(),
            issuer_name: credential.issuer.profile().and_then(|profile| profile.name.clone()),
            achievement: subject.achievement.name.clone(),
            learner: id.into_iter().chain(plain).map(str::to_owned).collect(),
            awarded: credential.awarded_date.as_ref().unwrap_or(&credential.validity.from).to_string(),
            until: credential.validity.until.as_ref().map(ToString::to_string),
            signed_by: self
                .proofs
                .iter()
                .flatten()
                .map(|examined| examined.proof.verification_method())
                .chain(self.token.iter().map(Opened::key_name))
                .zip(counted)
                .filter(|(_, counts)| **counts)
                .map(|(name, _)| name.to_owned())
                .collect(),
            newer: self.badge.refresh_url().map(str::to_owned),
            evidence: credential.evidence.iter().map(evidence).collect(),
            terms_of_use: credential.terms_of_use.iter().map(terms_of_use).collect(),
        }
    }
}

/// The key of a proof by the issuer, or else by one of those whom the policy names beside it.
fn find_key<'a>(
    proof: &Proof<'_>,
    issuer: Option<&str>,
    materials: &Materials,
    verifier: &Verifier,
    policy: &'a Policy,
    now: Timestamp,
) -> (Key, Option<&'a Iri>) {
    let own = Key::find(proof, issuer, materials, verifier, now);
    if !matches!(own, Key::Foreign | Key::Unbound(_)) {
        return (own, None);
    }
    let mut unknown = None;
    for signer in policy.signers() {
        match Key::find(proof, Some(signer.as_str()), materials, verifier, now) {
            key @ Key::Bound(..) => return (key, Some(signer)),
            key @ Key::DocumentMissing(..) => unknown = unknown.or(Some((key, Some(signer)))),
            Key::Foreign | Key::Unbound(_) | Key::Refused(_) => {}
        }
    }
    unknown.unwrap_or((own, None))
}

/// The agencies that a badge names for its quality assurance.
fn agencies(credential: &Credential) -> Vec<String> {
    let award = map::from_credential(credential).ok();
    let statements = award.as_ref().map(MicroCredential::quality_assurance).unwrap_or_default();
    statements.iter().filter_map(|quality| Some(quality.agency()?.as_str().to_owned())).collect()
}

fn evidence(evidence: &wire::ob3::Evidence) -> Evidence {
    let wire::ob3::Evidence { id, name, genre, narrative, .. } = evidence;
    Evidence { id: id.clone(), name: name.clone(), genre: genre.clone(), narrative: narrative.clone() }
}

fn terms_of_use(terms: &TermsOfUse) -> SharedText {
    terms.id.as_ref().map_or_else(|| terms.terms_type.clone(), |id| id.as_str().into())
}

/// An identifier in the clear; a hash tells nobody anything.
fn plain_text(identity: &IdentityObject) -> Option<&str> {
    match &identity.identity {
        Identity::Plain(text) => Some(text),
        Identity::Hashed(_) => None,
    }
}
