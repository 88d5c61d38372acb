//! Admission: each badge becomes a holding or a refusal with its reason. Nothing missing ever counts in favour.

mod gate;
mod stated;

use super::application::Application;
use super::danger::Facts;
use super::holding::{BadgeRef, Holding};
use super::learner::{are_one, groups, recognised};
use super::policy::{Award, Policy};
use super::refusal::{Reason, Refusal};
use crate::base::order::sort_by;
use crate::base::text::Text;
use crate::model::MicroCredential;
use gate::Gate;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What became of the badges.
pub(super) struct Admitted {
    pub(super) holdings: Vec<Holding>,
    pub(super) refusals: Vec<Refusal>,
    /// Whether the badges name several learners, and nobody said who applies.
    pub(super) unclear: bool,
    /// Texts by which the learner is recognised.
    pub(super) learner: BTreeSet<String>,
}

/// Admits or refuses every badge once, for these awards. The order in which badges come makes no difference.
pub(super) fn admit(policy: &Policy, application: &Application, awards: &[&Award], badges: &[Facts]) -> Admitted {
    let mut refusals = Vec::new();
    let editions = newest(badges, &mut refusals);
    let groups = awards.iter().map(|award| group(award).as_str()).collect();
    let mut gate = Gate { policy, application, groups, used: application.used.clone() };
    for facts in &editions {
        let in_award = gate.components(facts);
        gate.used.extend(in_award);
    }
    let mut passed: Vec<(&Facts, Holding)> = Vec::new();
    for facts in editions {
        match gate.admit(facts) {
            Ok(holding) => passed.push((facts, holding)),
            Err(reason) => refusals.push(refusal(facts, reason)),
        }
    }
    let mut learners = Vec::new();
    for (facts, _) in &passed {
        learners.extend(facts.micro_credential.as_ref().ok().and_then(MicroCredential::learner));
    }
    let unclear = application.learner.is_empty() && !are_one(&learners);
    let learner = recognised(&application.learner, learners);
    if unclear {
        for (facts, _) in std::mem::take(&mut passed) {
            refusals.push(refusal(facts, Reason::LearnerUnclear));
        }
    }
    let holdings = classified(passed);
    sort_by(&mut refusals, |one, other| (&one.badge, one.reason.code()).cmp(&(&other.badge, other.reason.code())));
    Admitted { holdings, refusals, unclear, learner }
}

/// The group in whose awards a badge counts once: that of the award, or the award by itself.
pub(super) fn group(award: &Award) -> &Text {
    award.exclusivity_group.as_ref().unwrap_or(&award.id)
}

/// The badges that the ledger leaves to an award.
pub(super) fn free<'h>(award: &Award, holdings: &'h [Holding]) -> Cow<'h, [Holding]> {
    let is_taken = |holding: &Holding| holding.taken_in.contains(group(award).as_str());
    let mut free = Cow::from(holdings);
    if holdings.iter().any(is_taken) {
        free.to_mut().retain(|holding| !is_taken(holding));
    }
    free
}

/// One edition of each badge: the one that was issued last. Equal spellings of an id are one id.
fn newest<'f>(badges: &'f [Facts], refusals: &mut Vec<Refusal>) -> Vec<&'f Facts> {
    let mut editions: Vec<Edition<'f>> = Vec::with_capacity(badges.len());
    for facts in badges {
        editions.push(Edition { issuer: plain(&facts.issuer_id), id: plain(&facts.credential_id), facts });
    }
    sort_by(&mut editions, |one, other| {
        let newer = (other.facts.issued, &other.facts.digest).cmp(&(one.facts.issued, &one.facts.digest));
        one.badge().cmp(&other.badge()).then(newer)
    });
    let mut kept: Vec<Edition<'f>> = Vec::new();
    for edition in editions {
        match kept.last().filter(|newest| newest.badge() == edition.badge()) {
            Some(newest) => {
                let is_same = edition.facts.digest == newest.facts.digest;
                let reason = if is_same { Reason::Duplicate } else { Reason::Superseded };
                refusals.push(refusal(edition.facts, reason));
            }
            None => kept.push(edition),
        }
    }
    kept.into_iter().map(|edition| edition.facts).collect()
}

/// Facts with the ids by which the editions of one badge are known.
struct Edition<'f> {
    issuer: String,
    id: String,
    facts: &'f Facts,
}

impl Edition<'_> {
    fn badge(&self) -> (&str, &str) {
        (&self.issuer, &self.id)
    }
}

/// Holdings with the classes of those that record the same achievement, whatever its version.
fn classified(passed: Vec<(&Facts, Holding)>) -> Vec<Holding> {
    let mut keys = Vec::with_capacity(passed.len());
    for (facts, holding) in &passed {
        let mut achievements = vec![plain(&holding.achievement)];
        for id in &facts.related {
            achievements.push(plain(id));
        }
        keys.push(achievements);
    }
    let classes = groups(&keys);
    let mut equivalents: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for (class, achievements) in classes.iter().zip(keys) {
        equivalents.entry(*class).or_default().extend(achievements);
    }
    // One list for all of a class: it can be as long as there are badges.
    let shared: BTreeMap<usize, Arc<BTreeSet<String>>> =
        equivalents.into_iter().map(|(class, ids)| (class, Arc::new(ids))).collect();
    let mut holdings = Vec::with_capacity(passed.len());
    for ((_, holding), class) in passed.into_iter().zip(classes) {
        let equivalents = shared.get(&class).cloned().unwrap_or_default();
        holdings.push(Holding { class, equivalents, ..holding });
    }
    sort_by(&mut holdings, |one, other| one.turn().cmp(&other.turn()));
    holdings
}

fn refusal(facts: &Facts, reason: Reason) -> Refusal {
    let name = facts.micro_credential.as_ref().ok().and_then(title);
    Refusal { badge: badge_ref(facts), name, reason }
}

fn badge_ref(facts: &Facts) -> BadgeRef {
    BadgeRef::new(&facts.credential_id, &facts.issuer_id, &facts.digest)
}

fn title(badge: &MicroCredential) -> Option<String> {
    Some(badge.title()?.text().to_owned())
}

/// An id without the spellings that make no difference: blanks around it, and `%41` for `A` (RFC 3986, 6.2.2.2).
pub(super) fn plain(id: &str) -> String {
    let mut plain = String::with_capacity(id.len());
    let mut rest = id.trim();
    while let Some((before, after)) = rest.split_once('%') {
        plain.push_str(before);
        let octet = after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).map(char::from);
        match octet.filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~')) {
            Some(unreserved) => {
                plain.push(unreserved);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                plain.push('%');
                rest = after;
            }
        }
    }
    plain + rest
}
