//! One verification under way: everything that several checks look at, worked out once.

use crate::base::iri::Iri;
use crate::base::time::Timestamp;
use crate::codec::json::Node;
use crate::proof;
use crate::proof::data_integrity::{Proof, Unsecured, as_signed, proofs};
use crate::verify::checks::contexts;
use crate::verify::issuer::Key;
use crate::verify::materials::Materials;
use crate::verify::policy::Reading;
use crate::verify::report::{Check, CheckId, ContextUsed, Finding, Outcome, Proven, Received, Report, Weight};
use crate::verify::token::Opened;
use crate::verify::{Accepted, Presented, Recipient, Verifier, danger};
use crate::wire::ob3::{Context, Credential, Identity, IdentityObject};
use crate::wire::{self, Tolerance};

/// A badge, what was brought to judge it with, and what all checks need to know of it.
pub(super) struct Case<'a> {
    pub(super) verifier: &'a Verifier,
    pub(super) badge: &'a Presented,
    pub(super) root: Node<'a>,
    /// Whom the badge should be about.
    pub(super) recipient: Option<&'a Recipient>,
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

/// What kind of credential it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edition {
    /// Open Badges 3.0 on version 2.0 of the data model.
    Badge2,
    /// Open Badges 3.0 on version 1.1 of the data model.
    Badge1,
    /// Another credential that we know by name.
    Other(&'static str),
    /// None that we know.
    None,
}

impl<'a> Case<'a> {
    pub(super) fn open(
        verifier: &'a Verifier,
        badge: &'a Presented,
        materials: &'a Materials,
        recipient: Option<&'a Recipient>,
        now: Timestamp,
    ) -> Self {
        let root = badge.document().root();
        let edition = Edition::of(root);
        let (credential, faults) = match edition {
            Edition::Badge2 | Edition::Badge1 => Credential::examine(root).into_parts(),
            Edition::Other(_) | Edition::None => (None, Vec::new()),
        };
        let mut unsecured = Unsecured::new(root, &verifier.contexts, &verifier.limits);
        let proofs = match (proofs(root, &verifier.limits), badge.token()) {
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
                let (key, by) = find_key(&proof, issuer, materials, verifier, now);
                let signature = key.at_hand().map(|key| unsecured.verify(&proof, key));
                Examined { proof, key, by, signature }
            };
            proofs.into_iter().map(examine).collect::<Vec<_>>()
        });
        // A context that was appended after signing gives no word a meaning: the document as it was signed has to stand alone.
        for examined in proofs.iter().flatten() {
            if let Ok(Some(signed)) = as_signed(root, &examined.proof, &verifier.limits) {
                let alone = Unsecured::new(signed.root(), &verifier.contexts, &verifier.limits).check_terms();
                terms = terms.and(alone);
            }
        }
        Self { verifier, badge, root, recipient, now, edition, credential, faults, terms, proofs, token }
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
    pub(super) fn relaxation(&self, code: &'static str, message: impl Into<String>) -> Finding {
        let weight = match self.verifier.policy.reading() {
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

    /// The report: unknowns that the policy tolerates are marked, and claims are repeated only if they are proven.
    ///
    /// `counted` says of each proof whether the verdict rests on it.
    pub(super) fn conclude(mut self, mut checks: Vec<Check>, counted: &[bool]) -> Report {
        for check in &mut checks {
            check.tolerated = check.outcome == Outcome::Unknown && self.verifier.policy.tolerates(check.id);
        }
        let digest = self.badge.digest();
        let received = Received {
            form: self.badge.form(),
            container: self.badge.container().name(),
            digest: digest.clone(),
            contexts: contexts::used(&self),
        };
        let passed = |id| checks.iter().any(|check: &Check| check.id == id && check.outcome == Outcome::Pass);
        let is_proven = [CheckId::Terms, CheckId::IssuerKey, CheckId::Proof].into_iter().all(passed);
        let credential = self.credential.take();
        let proven = credential.as_ref().filter(|_| is_proven).map(|credential| self.proven(credential, counted));
        let (now, is_part) = (self.now, self.is_shown_in_part(counted));
        Report::new(now, received, checks, proven, || {
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
            id: credential.id.as_str().to_owned(),
            issuer: credential.issuer.id().as_str().to_owned(),
            issuer_name: credential.issuer.profile().and_then(|profile| profile.name.as_deref()).map(str::to_owned),
            achievement: subject.achievement.name.to_string(),
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
        }
    }
}

/// The key of a proof by the issuer, or else by one of those whom the policy names beside it.
fn find_key<'a>(
    proof: &Proof<'_>,
    issuer: Option<&str>,
    materials: &Materials,
    verifier: &'a Verifier,
    now: Timestamp,
) -> (Key, Option<&'a Iri>) {
    let own = Key::find(proof, issuer, materials, verifier, now);
    if !matches!(own, Key::Foreign | Key::Unbound(_)) {
        return (own, None);
    }
    let mut unknown = None;
    for signer in verifier.policy.signers() {
        match Key::find(proof, Some(signer.as_str()), materials, verifier, now) {
            key @ Key::Bound(..) => return (key, Some(signer)),
            key @ Key::DocumentMissing(..) => unknown = unknown.or(Some((key, Some(signer)))),
            Key::Foreign | Key::Unbound(_) | Key::Refused(_) => {}
        }
    }
    unknown.unwrap_or((own, None))
}

impl Edition {
    /// Kinds of credentials that are not badges, for a clearer answer than "unknown".
    const OTHERS: [(&'static str, &'static str); 4] = [
        ("EndorsementCredential", "an endorsement credential"),
        ("ClrCredential", "a comprehensive learner record"),
        ("BitstringStatusListCredential", "a status list"),
        ("Assertion", "an Open Badges 2.0 assertion"),
    ];

    fn of(root: Node<'_>) -> Self {
        let has = |name| root.get("type").into_iter().flat_map(Node::one_or_many).any(|t| t.as_str() == Some(name));
        if has("VerifiableCredential") && (has("OpenBadgeCredential") || has("AchievementCredential")) {
            return if Context::is_version_1(root) { Self::Badge1 } else { Self::Badge2 };
        }
        Self::OTHERS.iter().find(|(name, _)| has(name)).map_or(Self::None, |(_, kind)| Self::Other(kind))
    }
}

/// An identifier in the clear; a hash tells nobody anything.
fn plain_text(identity: &IdentityObject) -> Option<&str> {
    match &identity.identity {
        Identity::Plain(text) => Some(text),
        Identity::Hashed(_) => None,
    }
}
