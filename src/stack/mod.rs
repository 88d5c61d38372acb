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
//! Only a record of the authority's awards knows: its [`ledger`](ledger::Ledger), which an [`Application`] may name.

mod accepted;
mod admit;
mod application;
mod award;
mod bound;
mod bundles;
mod catalogue;
mod check;
mod check_rule;
mod columns;
pub mod danger;
mod decide;
mod division;
mod document;
mod error;
mod explain;
mod finding;
mod form;
mod formula;
mod grid;
mod holding;
mod joint;
mod lanes;
mod learner;
pub mod ledger;
mod lint;
mod lint_title;
mod missing;
mod object;
mod plan;
mod policy;
mod pool;
mod preset;
mod recheck;
mod refusal;
mod regulation;
mod requirement;
mod reserve;
mod rule;
mod ruling;
mod satisfied;
mod scale;
mod several;
mod share;
mod solve;
mod sums;
mod switches;
mod text;
mod turns;
mod words;
mod writer;

pub use application::{Application, Use};
pub use catalogue::{Catalogue, CatalogueError};
pub use division::{Division, Given, Objection};
pub use error::Error;
pub use holding::{BadgeRef, Holding, Note};
pub use joint::{JointRuling, Pathway};
pub use lint::Warning;
pub use missing::{Missing, MissingBound, MissingPart};
pub use plan::{AwardPlan, Plan, Step, Way};
pub use policy::Criterion;
pub use pool::Provider;
pub use recheck::{Recheck, Support};
pub use refusal::{Reason, Refusal};

pub use ruling::{
    Allocation, Basis, Decision, Finding, Lapse, OtherReading, Outcome, ProgrammeRef, Quantity, Ruling, Undetermined,
};
pub use share::Share;
pub use switches::{
    AgeExceptions, Anniversary, CarryUp, LevelMode, NoLevel, OtherProviders, Reading, ShownInPart, Switches, ThemeTie,
};

use crate::base::hex;
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

    /// Whether the programme names an issuer as its own, by id: only those confer its awards.
    #[must_use]
    pub fn is_own_issuer(&self, id: &str) -> bool {
        self.policy.issuers.own.iter().any(|own| own.as_str() == id)
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

    /// The same document with nothing in it that is a default: by its SHA-256 rulings, proofs and awards name the policy. A later version of
    /// this crate that knows of one more switch writes the same.
    #[must_use]
    pub fn to_brief_json(&self) -> String {
        let mut out = Writer::brief();
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
        let facts: Vec<Facts> = badges.iter().map(accepted::facts).collect();
        judge_facts(self, &facts, Basis::Verified, application, limits)
    }

    /// Decides which badges serve which of several pathways at once: awards by their ids, the most wanted first, one as
    /// often as it is wanted. With none named it is every award once. An award that the application asks for is not
    /// looked at.
    ///
    /// A badge, and its achievement, counts once within an exclusivity group; awards of two groups may share it.
    /// `limits.stack_work` caps the steps for each group, with half as many more for each further pathway in it; what is
    /// not settled by then is undetermined, with the bound that is proven.
    ///
    /// # Errors
    ///
    /// As for [`Programme::judge`], and `stack.too-many` for more than 8 pathways.
    pub fn judge_together(
        &self,
        badges: &[Accepted],
        application: &Application,
        pathways: &[&str],
        limits: &Limits,
    ) -> Result<JointRuling, Error> {
        let facts: Vec<Facts> = badges.iter().map(accepted::facts).collect();
        joint::judge(self, &facts, Basis::Verified, (application, pathways), limits)
    }

    /// Every objection to a division of these badges among pathways; none if it holds. Nothing is searched: each rule
    /// is added up once. That no better division exists cannot be seen in this way.
    ///
    /// # Errors
    ///
    /// `stack.too-many` for more badges than `limits.stack_badges`.
    pub fn check(
        &self,
        division: &Division,
        badges: &[Accepted],
        application: &Application,
        limits: &Limits,
    ) -> Result<Vec<Objection>, Error> {
        let facts: Vec<Facts> = badges.iter().map(accepted::facts).collect();
        division::objections(self, division, &facts, application, limits)
    }

    /// Plans what to take next: for each award, or the one that the application asks for, the cheapest achievements of a
    /// catalogue that lead to it with the badges that are there. Cheapest are the fewest credits, then the fewest
    /// achievements, then the first by id. What an achievement needs is taken before it; each is planned in the first
    /// edition that begins after the day of the application and after what it needs has ended.
    ///
    /// `limits.stack_work` caps the steps for each award; a way that is not proven to be the cheapest says so.
    ///
    /// # Errors
    ///
    /// As for [`Programme::judge`], and `catalogue.contradiction` for a catalogue in another credit system or level
    /// framework than the programme's.
    pub fn plan(
        &self,
        badges: &[Accepted],
        application: &Application,
        catalogue: &Catalogue,
        limits: &Limits,
    ) -> Result<Plan, Error> {
        let facts: Vec<Facts> = badges.iter().map(accepted::facts).collect();
        plan::plan(self, &facts, Basis::Verified, (application, catalogue), limits)
    }

    fn checked(policy: Policy) -> Result<Self, Error> {
        policy.check()?;
        Ok(Self { policy })
    }

    /// The policy by name, version and content.
    fn named(&self) -> ProgrammeRef {
        ProgrammeRef {
            id: self.policy.id.to_string(),
            version: self.policy.version.to_string(),
            title: self.policy.title.to_string(),
            sha256: self.sha256(),
        }
    }

    /// SHA-256 of the policy as [`Programme::to_brief_json`] writes it, in hexadecimal.
    fn sha256(&self) -> String {
        hex::lower(&Sha256::digest(self.to_brief_json()))
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
    badges: &[Facts],
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
    let admitted = admit::admit(policy, application, &awards, badges);
    let mut decisions = Vec::with_capacity(awards.len());
    for award in &awards {
        let free = admit::free(award, &admitted.holdings);
        decisions.push(match admitted.unclear {
            true => explain::unclear(policy, award),
            false => explain::decision((policy, award), &free, application.date, limits.stack_work),
        });
    }
    turns::add(policy, application, badges, (&admitted, &awards, &mut decisions), limits.stack_work);
    let any = |outcome: Outcome| decisions.iter().any(|decision| decision.outcome == outcome);
    let best = [Outcome::Eligible, Outcome::Undetermined].into_iter().find(|outcome| any(*outcome));
    Ok(Ruling {
        programme: programme.named(),
        date: application.date,
        basis,
        outcome: best.unwrap_or(Outcome::NotEligible),
        decisions,
        holdings: admitted.holdings,
        refusals: admitted.refusals,
        learner: admitted.learner,
    })
}

/// The longest piece of input that an error repeats, in characters.
const LONGEST: usize = 200;
