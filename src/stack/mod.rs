//! Floor 4: certificates and diplomas out of verified badges.
//!
//! A [`Programme`] is a policy document: the awards of an authority, their rules with sources, and the switches for
//! what the published regulation leaves open. [`Programme::judge`] first admits each badge or refuses it with a reason,
//! then finds whether some of the admitted ones meet every rule. The search is exact; what it could not finish is
//! *undetermined*, never "no". The [`Ruling`] explains itself: for each rule what is needed, what there is, what is
//! missing and which badges count.
//!
//! ```
//! use openbadges::stack::Programme;
//!
//! let programme = Programme::preset("hku-space")?;
//! assert_eq!(programme.awards().collect::<Vec<_>>(), ["certificate", "diploma"]);
//! # Ok::<(), openbadges::stack::Error>(())
//! ```
//!
//! What no verification of badges can know: whether the credits are used in an award that is not among the badges.
//! Only a record of the authority's awards knows; state what it says in the [`Application`].

mod accepted;
mod admit;
mod application;
mod bound;
mod check;
mod check_rule;
mod columns;
pub mod danger;
mod decide;
mod document;
mod error;
mod explain;
mod finding;
mod form;
mod formula;
mod grid;
mod holding;
mod learner;
mod lint;
mod lint_title;
mod object;
mod policy;
mod pool;
mod preset;
mod refusal;
mod regulation;
mod requirement;
mod rule;
mod ruling;
mod satisfied;
mod scale;
mod share;
mod solve;
mod sums;
mod switches;
mod text;
mod words;
mod writer;

pub use application::{Application, Use};
pub use error::Error;
pub use holding::{BadgeRef, Holding, Note};
pub use lint::Warning;
pub use policy::Criterion;
pub use pool::Provider;
pub use refusal::{Reason, Refusal};

pub use ruling::{
    Allocation, Basis, Decision, Finding, Lapse, OtherReading, Outcome, ProgrammeRef, Quantity, Ruling, Undetermined,
};
pub use share::Share;
pub use switches::{
    AgeExceptions, Anniversary, CarryUp, LevelMode, NoLevel, OtherProviders, Reading, ShownInPart, Switches, ThemeTie,
};

use crate::base::iri::Iri;
use crate::base::limits::Limits;
use crate::base::time::Zone;
use crate::codec::json::Document;
use crate::verify::Accepted;
use danger::Facts;
use document::InPolicy;
use policy::{Award, Policy};
use sha2::{Digest, Sha256};
use writer::Writer;

/// The rules of an authority for its awards, read and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    policy: Policy,
}

impl Programme {
    /// Reads a policy document: strict JSON as `docs/schema/policy.json` describes it.
    ///
    /// # Errors
    ///
    /// The codes of [`crate::codec::json`] for what is no strict JSON or not of this shape; `policy.unknown-id`,
    /// `policy.duplicate-id` and `policy.contradiction` for what contradicts itself; `stack.too-many` past the caps.
    /// Each names the place by its JSON Pointer.
    pub fn parse(text: &[u8]) -> Result<Self, Error> {
        let document = Document::parse(text, &Limits::DEFAULT)?;
        Self::checked(Policy::read(document.root())?)
    }

    /// A policy that comes with the library, by its name; see [`Programme::presets`].
    ///
    /// A preset names no issuers, since an authority's keys are its own to publish: add them with
    /// [`Programme::with_own_issuer`].
    ///
    /// # Errors
    ///
    /// `stack.unknown-preset` for a name that is not among them.
    pub fn preset(name: &str) -> Result<Self, Error> {
        let text = preset::text(name).ok_or_else(|| Error::UnknownPreset {
            known: Self::presets().collect::<Vec<_>>().join("`, `"),
            found: name.chars().take(LONGEST).collect(),
        })?;
        Self::parse(text.as_bytes())
    }

    /// The names of the policies that come with the library.
    pub fn presets() -> impl Iterator<Item = &'static str> {
        preset::names()
    }

    /// Adds an issuer whose badges are the programme's own.
    ///
    /// # Errors
    ///
    /// `policy.duplicate-id` if it is named already.
    pub fn with_own_issuer(mut self, issuer: Iri) -> Result<Self, Error> {
        self.policy.issuers.own.push(issuer);
        Self::checked(self.policy)
    }

    /// Adds an issuer whose badges are those of a partner; [`Switches::other_providers`] says how far they count.
    ///
    /// # Errors
    ///
    /// `policy.duplicate-id` if it is named already.
    pub fn with_partner(mut self, issuer: Iri) -> Result<Self, Error> {
        self.policy.issuers.partners.push(issuer);
        Self::checked(self.policy)
    }

    /// Sets every switch.
    ///
    /// # Errors
    ///
    /// `policy.contradiction` for the reading `published` of a share without a published number, and
    /// `policy.unknown-id` for a theme that the policy does not list.
    pub fn with_switches(mut self, switches: Switches) -> Result<Self, Error> {
        self.policy.switches = switches;
        Self::checked(self.policy)
    }

    /// The policy's id.
    #[must_use]
    pub fn id(&self) -> &str {
        self.policy.id.as_str()
    }

    /// The policy's version.
    #[must_use]
    pub fn version(&self) -> &str {
        self.policy.version.as_str()
    }

    /// The policy's title.
    #[must_use]
    pub fn title(&self) -> &str {
        self.policy.title.as_str()
    }

    /// The ids of the awards, in the order of the policy.
    pub fn awards(&self) -> impl Iterator<Item = &str> {
        self.policy.awards.iter().map(|award| award.id.as_str())
    }

    /// The zone in which the authority reckons its dates.
    #[must_use]
    pub fn zone(&self) -> Zone {
        self.policy.time_zone
    }

    /// How the regulation is read.
    #[must_use]
    pub fn switches(&self) -> &Switches {
        &self.policy.switches
    }

    /// The policy document, with two blanks of indentation and every default written out.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = Writer::default();
        self.policy.write(&mut out);
        out.finish()
    }

    /// The policy in English, as the regulation for which it stands, with its sources: several lines, each ending in a line break.
    #[must_use]
    pub fn explain(&self) -> String {
        regulation::Regulation(&self.policy).to_string()
    }

    /// What is allowed in a policy and yet can hardly be meant: rules that contradict each other, that no set of badges
    /// meets or every one does, that another rule implies, and titles that the framework keeps for other awards.
    #[must_use]
    pub fn lint(&self) -> Vec<Warning> {
        self.policy.lint()
    }

    /// Decides which awards the badges reach on the day of the application, and explains it.
    ///
    /// Neither the order of the badges nor repeats make a difference. A badge that does not count is named among the
    /// refusals and has no other effect. `limits.stack_work` caps the steps of each question that the search answers.
    ///
    /// # Errors
    ///
    /// `stack.unknown-award` for an award that the programme does not have, `stack.no-admission` for an application that does not
    /// state the day on which ages end, and `stack.too-many` for more badges than `limits.stack_badges`.
    pub fn judge(&self, badges: &[Accepted], application: &Application, limits: &Limits) -> Result<Ruling, Error> {
        let facts = badges.iter().map(accepted::facts).collect();
        judge_facts(self, facts, Basis::Verified, application, limits)
    }

    fn checked(policy: Policy) -> Result<Self, Error> {
        policy.check()?;
        Ok(Self { policy })
    }
}

fn asked_for<'p>(policy: &'p Policy, award: Option<&str>) -> Result<Vec<&'p Award>, Error> {
    let Some(id) = award else { return Ok(policy.awards.iter().collect()) };
    let found = policy.awards.iter().find(|award| award.id.as_str() == id);
    found.map(|award| vec![award]).ok_or_else(|| Error::UnknownAward {
        known: policy.awards.iter().map(|award| award.id.as_str()).collect::<Vec<_>>().join("`, `"),
        found: id.chars().take(LONGEST).collect(),
    })
}

fn judge_facts(
    programme: &Programme,
    badges: Vec<Facts>,
    basis: Basis,
    application: &Application,
    limits: &Limits,
) -> Result<Ruling, Error> {
    let policy = programme.policy.for_application(application)?;
    let policy = policy.as_ref();
    let awards = asked_for(policy, application.award.as_deref())?;
    if badges.len() > limits.stack_badges {
        return Err(Error::TooMany { kind: "badges", limit: limits.stack_badges, found: badges.len() });
    }
    let admitted = admit::admit(policy, application, badges);
    let mut decisions = Vec::with_capacity(awards.len());
    for award in awards {
        decisions.push(match admitted.unclear {
            true => explain::unclear(policy, award),
            false => explain::decision(policy, award, &admitted.holdings, limits.stack_work),
        });
    }
    let any = |outcome: Outcome| decisions.iter().any(|decision| decision.outcome == outcome);
    let best = [Outcome::Eligible, Outcome::Undetermined].into_iter().find(|outcome| any(*outcome));
    Ok(Ruling {
        programme: ProgrammeRef {
            id: policy.id.to_string(),
            version: policy.version.to_string(),
            title: policy.title.to_string(),
            sha256: Sha256::digest(programme.to_json()).iter().map(|byte| format!("{byte:02x}")).collect(),
        },
        date: application.date,
        basis,
        outcome: best.unwrap_or(Outcome::NotEligible),
        decisions,
        holdings: admitted.holdings,
        refusals: admitted.refusals,
    })
}

/// The longest piece of input that an error repeats, in characters.
const LONGEST: usize = 200;
