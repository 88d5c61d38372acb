//! Floor 3: judging a badge that somebody presents.
//!
//! `Presented → Materials → Report → Accepted`: open the file, hand over what was fetched, read the report, and keep
//! the badge if it was accepted. Verifying is pure and total: it never fails, it reports.

mod accepted;
mod bound;
mod bundle;
mod case;
mod checks;
pub mod danger;
mod demands;
mod digest;
mod edition;
mod enclosed;
mod endorsed;
mod envelope;
mod error;
mod explain;
mod historic;
mod integrity;
mod issuer;
#[cfg(feature = "schema")]
mod json_schema;
mod keys;
mod materials;
mod policy;
mod presentation;
mod presented;
mod problem;
mod quorum;
mod recipient;
mod refresh;
mod registry;
mod report;
#[cfg(feature = "schema")]
mod schema_work;
mod session;
mod shown;
mod status;
mod token;

pub use accepted::Accepted;
pub use bundle::{Bundle, KeptContext, KeptKey, KeptRegistry};
pub use digest::{BadgeDigest, digest};
pub use enclosed::Thing;
pub use endorsed::{EndorsementReport, Endorser};
pub use error::Error;
pub use explain::{Explanation, explain, explanations};
pub use materials::{Materials, Need, NeedKind};
pub use policy::{Policy, ProofRule, Reading};
pub use presentation::{Audience, Presentation, PresentationReport, Submission};
pub use presented::{ContainerKind, Extracted, Pages, Presented, extract, extract_any};
pub use recipient::Recipient;
pub use refresh::Refreshed;
pub use registry::{IssuerRegistry, RegisteredIssuer};
pub use report::{Check, CheckId, ContextUsed, Evidence, Finding, Outcome, Proven, Received, Report, Verdict, Weight};
pub use session::Session;

use crate::base::iri::Iri;
use crate::base::limits::Limits;
use crate::base::time::Timestamp;
use crate::codec::ld::Contexts;
use crate::proof::VerifyingKey;
use case::Case;
use demands::{Demands, Role};
use keys::Keys;
use status::Lists;

/// A verifier: a policy, the contexts it knows and its limits. Make one and keep it: it shares compiled contexts and
/// decoded keys.
#[derive(Debug)]
pub struct Verifier {
    policy: Policy,
    contexts: Contexts,
    limits: Limits,
    recipient: Option<Recipient>,
    pinned: Vec<Pinned>,
    registries: Vec<IssuerRegistry>,
    keys: Keys,
}

/// A key that the caller vouches for.
#[derive(Debug)]
struct Pinned {
    issuer: Iri,
    method: String,
    key: VerifyingKey,
}

impl Verifier {
    /// Verifies under a policy, with the bundled contexts and default limits.
    #[must_use]
    pub fn new(policy: Policy) -> Self {
        Self {
            limits: policy.within(Limits::DEFAULT),
            policy,
            contexts: Contexts::bundled(),
            recipient: None,
            pinned: Vec::new(),
            registries: Vec::new(),
            keys: Keys::default(),
        }
    }

    /// Follows the standard's text; see [`Policy::strict`].
    #[must_use]
    pub fn strict() -> Self {
        Self::new(Policy::strict())
    }

    /// Reads what common issuers write, too; see [`Policy::compatible`].
    #[must_use]
    pub fn compatible() -> Self {
        Self::new(Policy::compatible())
    }

    /// Uses these contexts instead of the bundled ones alone.
    #[must_use]
    pub fn with_contexts(mut self, contexts: Contexts) -> Self {
        self.contexts = contexts;
        self
    }

    /// Uses other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = self.policy.within(limits);
        self
    }

    /// Also asks whether the badge is about this person.
    #[must_use]
    pub fn with_recipient(mut self, recipient: Recipient) -> Self {
        self.recipient = Some(recipient);
        self
    }

    /// Takes a key for that of an issuer's verification method, on the caller's word: no document is asked about this method,
    /// so it counts until the caller takes it away. The last key of a method counts.
    #[must_use]
    pub fn with_key(mut self, issuer: Iri, method: &str, key: VerifyingKey) -> Self {
        self.pinned.retain(|pinned| pinned.issuer != issuer || pinned.method != method);
        self.pinned.push(Pinned { issuer, method: method.to_owned(), key });
        self
    }

    /// Also says whether this registry lists the issuer. That is no key: whose key it is, is asked apart.
    #[must_use]
    pub fn with_registry(mut self, registry: IssuerRegistry) -> Self {
        self.registries.push(registry);
        self
    }

    fn pinned(&self, issuer: &str, method: &str) -> Option<&VerifyingKey> {
        let found = self.pinned.iter().find(|pinned| pinned.issuer.as_str() == issuer && pinned.method == method)?;
        Some(&found.key)
    }

    fn is_pinned(&self, issuer: &str, key: &VerifyingKey) -> bool {
        self.pinned.iter().any(|pinned| pinned.issuer.as_str() == issuer && pinned.key == *key)
    }

    /// Judges a badge at a time. Every check runs and every check is in the report, in the order of [`CheckId::ALL`]
    /// (Open Badges 3.0 §8, VCDM 2.0 §7.1).
    #[must_use]
    pub fn verify(&self, badge: &Presented, materials: &Materials, now: Timestamp) -> Report {
        self.verify_for(badge, materials, now, self.recipient.as_ref(), &Lists::default())
    }

    fn verify_for(
        &self,
        badge: &Presented,
        materials: &Materials,
        now: Timestamp,
        recipient: Option<&Recipient>,
        lists: &Lists,
    ) -> Report {
        let demands = Demands { role: Role::Badge(recipient), policy: &self.policy, limits: &self.limits };
        let materials = materials.under(&self.policy, now);
        let case = Case::open(self, demands, badge, &materials, now);
        let endorsements = endorsed::judge(&case, lists);
        let (checks, counted) = case.checks(&endorsements, lists);
        case.conclude(checks, &counted, endorsements)
    }

    /// Judges many badges one after the other, in their order. Each report is the one that [`verify`](Self::verify)
    /// gives: signatures are never checked in bulk. A status list that several badges name is read once.
    pub fn verify_many<'v>(
        &'v self,
        badges: impl IntoIterator<Item = &'v Presented>,
        materials: &'v Materials,
        now: Timestamp,
    ) -> impl Iterator<Item = Report> {
        let lists = Lists::default();
        let judge = move |badge| self.verify_for(badge, materials, now, self.recipient.as_ref(), &lists);
        badges.into_iter().map(judge)
    }

    /// As [`verify_many`](Self::verify_many), on the threads of a pool; the reports are in the order of the badges.
    #[cfg(feature = "rayon")]
    pub fn verify_many_on<'v>(
        &self,
        pool: &rayon::ThreadPool,
        badges: impl IntoIterator<Item = &'v Presented>,
        materials: &Materials,
        now: Timestamp,
    ) -> Vec<Report> {
        use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
        let badges: Vec<&Presented> = badges.into_iter().collect();
        let lists = Lists::default();
        let judge = |badge| self.verify_for(badge, materials, now, self.recipient.as_ref(), &lists);
        pool.install(|| badges.into_par_iter().map(judge).collect())
    }
}
