//! Admission: each badge becomes a holding or a refusal with its reason. Nothing missing ever counts in favour.

use super::application::{Application, Use};
use super::danger::{Facts, Standing};
use super::holding::{BadgeRef, Carried, Holding, Note};
use super::learner::{are_one, groups, is_same, recognised};
use super::ledger::{Entry as LedgerEntry, Wanted};
use super::policy::{Anchor, Award, Event, Policy};
use super::pool::Provider;
use super::refusal::{Reason, Refusal};
use super::switches::{AgeExceptions, Anniversary, CarryUp, OtherProviders, ShownInPart};
use crate::base::amount::Amount;
use crate::base::iri::Iri;
use crate::base::order::sort_by;
use crate::base::text::Text;
use crate::base::time::Date;
use crate::model::{Credits, Entry, GradeStatus, MicroCredential, Vocabulary};
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

struct Gate<'g> {
    policy: &'g Policy,
    application: &'g Application,
    /// The exclusivity groups of the awards that are asked for.
    groups: BTreeSet<&'g str>,
    /// What counts elsewhere: as the application says, and as the awards among the badges say themselves.
    used: Vec<Use>,
}

impl Gate<'_> {
    fn admit(&self, facts: &Facts) -> Result<Holding, Reason> {
        let badge = facts.micro_credential.as_ref().map_err(|fault| Reason::Unreadable(fault.clone()))?;
        match facts.standing {
            Standing::Live => {}
            Standing::Suspended => return Err(Reason::Suspended),
            Standing::Revoked => return Err(Reason::Revoked),
        }
        let provider = self.provider(facts, badge)?;
        self.check_learner(facts, badge)?;
        if facts.is_shown_in_part && self.policy.switches.shown_in_part == ShownInPart::Refused {
            return Err(Reason::ShownInPart);
        }
        if !badge.components().is_empty() {
            return Err(Reason::IsAward);
        }
        if badge.grades().iter().any(|grade| grade.status().is_some_and(|status| status != GradeStatus::Completed)) {
            return Err(Reason::NotCompleted);
        }
        let mut notes = Vec::new();
        let achievement = badge.id().map(Iri::to_string).ok_or(Reason::NoAchievement)?;
        if !self.policy.awards_achievement(&facts.issuer_id, &achievement) {
            return Err(Reason::AchievementOfAnother { achievement });
        }
        let used = self.check_use(facts, &achievement)?;
        let kept = self.check_ledger(facts, badge, &achievement)?;
        // What the ledger says of an award is what it was given up by.
        let absorbed = kept.carried.or(used);
        notes.extend(absorbed.is_some().then_some(Note::CarriedUp));
        notes.extend((!kept.taken_in.is_empty()).then_some(Note::TakenInPart));
        let credits = self.credits(facts, badge, &mut notes)?;
        let anchor = absorbed.as_ref().filter(|carried| carried.is_anchor).and_then(|carried| carried.awarded);
        let (awarded, last_day) = self.check_dates(facts, badge, anchor, &mut notes)?;
        let exception = notes.contains(&Note::AgeException).then(|| self.exception(facts)).flatten();
        let listed = self.policy.catalogue.iter().find(|listed| listed.achievement.as_str() == achievement);
        let level = badge_or_catalogue(
            self.policy.level_framework.and_then(|framework| framework.level_in(badge.levels())),
            listed.and_then(|listed| listed.level),
            (Note::LevelFromCatalogue, self.policy.level_framework.map(|_| Note::NoLevel)),
            &mut notes,
        );
        let category = badge_or_catalogue(
            badge.category().and_then(|entry| self.category(entry)),
            listed.and_then(|listed| listed.category.as_ref()).map(ToString::to_string),
            (Note::CategoryFromCatalogue, (!self.policy.categories.is_empty()).then_some(Note::NoCategory)),
            &mut notes,
        );
        let stated: Vec<_> = badge.themes().iter().filter_map(|entry| self.theme(entry)).collect();
        let by_id = |id: &Text| (id.to_string(), self.theme_name(id.as_str()));
        let from_list: Option<Vec<_>> = listed.map(|listed| listed.themes.iter().map(by_id).collect());
        let themes = badge_or_catalogue(
            Some(stated).filter(|themes| !themes.is_empty()),
            from_list.filter(|themes| !themes.is_empty()),
            (Note::ThemesFromCatalogue, self.policy.awards.iter().any(|a| a.theme.is_some()).then_some(Note::NoTheme)),
            &mut notes,
        );
        let (grades, reached) = self.policy.graded(badge.grades());
        let kind = badge.kind();
        let (badge, name) = (badge_ref(facts), title(badge).unwrap_or_default());
        let mut named = BTreeMap::new();
        for (id, name) in themes.unwrap_or_default() {
            named.insert(id, name);
        }
        Ok(Holding {
            badge,
            name,
            achievement,
            credits,
            awarded,
            last_day,
            category,
            themes: named,
            level,
            grades,
            kind: kind.map(|kind| kind.as_str().to_owned()),
            provider,
            notes,
            class: 0,
            equivalents: Arc::default(),
            taken_in: kept.taken_in,
            absorbed,
            exception: exception.map(str::to_owned),
            reached,
        })
    }

    /// The badges that an award of the same learner uses up; nothing for an award that the policy does not admit.
    fn components(&self, facts: &Facts) -> Vec<Use> {
        let Ok(award) = &facts.micro_credential else { return Vec::new() };
        if self.provider(facts, award).and_then(|_| self.check_learner(facts, award)).is_err() {
            return Vec::new();
        }
        let awarded = award.awarded().map(|moment| moment.at().date_in(self.policy.time_zone));
        let used = award.components().iter().map(|component| Use {
            credential: component.id().to_string(),
            achievement: component.achievement().map(Iri::to_string),
            award: facts.credential_id.clone(),
            awarded,
        });
        used.collect()
    }

    /// Own are badges that an issuer of the programme signs, unless they name a provider that is not of the programme.
    fn provider(&self, facts: &Facts, badge: &MicroCredential) -> Result<Provider, Reason> {
        let issuers = &self.policy.issuers;
        let is_in = |list: &[Iri], id: &str| list.iter().any(|known| known.as_str() == id);
        let is_own = is_in(&issuers.own, &facts.issuer_id);
        if !issuers.admits(&facts.issuer_id) {
            return Err(Reason::IssuerNotAdmitted);
        }
        let provider = badge.provider().and_then(|provider| provider.id()).map(Iri::as_str);
        let provider = provider.filter(|_| is_own).unwrap_or(&facts.issuer_id);
        match (is_in(&issuers.own, provider), self.policy.switches.other_providers) {
            (true, _) => Ok(Provider::Own),
            (false, OtherProviders::MaxShare(_)) => Ok(Provider::Other),
            (false, OtherProviders::Refused) => Err(Reason::OtherProvider { provider: provider.to_owned() }),
        }
    }

    fn check_learner(&self, facts: &Facts, badge: &MicroCredential) -> Result<(), Reason> {
        let learner = badge.learner().filter(|learner| learner.is_identified()).ok_or(Reason::LearnerUnknown)?;
        if learner.id().is_some_and(|id| id.as_str() == facts.issuer_id) {
            return Err(Reason::SelfIssued);
        }
        match self.application.learner.is_empty() || is_same(learner, &self.application.learner) {
            true => Ok(()),
            false => Err(Reason::LearnerMismatch),
        }
    }

    /// `Some` for a badge that is carried up.
    fn check_use(&self, facts: &Facts, achievement: &str) -> Result<Option<Carried>, Reason> {
        let id = plain(&facts.credential_id);
        let is_this = |used: &&Use| plain(&used.credential) == id || used.achievement.as_deref() == Some(achievement);
        let mut carried = None;
        for used in self.used.iter().filter(is_this) {
            let found = self.carried(&used.award, used.awarded);
            carried = Some(found.ok_or_else(|| Reason::AlreadyUsed { award: used.award.clone() })?);
        }
        Ok(carried)
    }

    /// How a badge of an award is carried up, if that is given up and the policy lets it.
    fn carried(&self, award: &str, awarded: Option<Date>) -> Option<Carried> {
        let is_given_up = self.application.surrendered.iter().any(|surrendered| surrendered == award);
        let is_anchor = match self.policy.switches.carry_up {
            CarryUp::AbsorbWithComponentAge if is_given_up => false,
            CarryUp::AbsorbWithAwardAge if is_given_up && awarded.is_some() => true,
            _ => return None,
        };
        Some(Carried { award: award.to_owned(), awarded, is_anchor, in_ledger: None })
    }

    /// What the ledger keeps for others: a badge that is taken in every group that is asked for does not count.
    fn check_ledger(&self, facts: &Facts, badge: &MicroCredential, achievement: &str) -> Result<Kept, Reason> {
        let mut kept = Kept::default();
        let Some((ledger, own)) = &self.application.ledger else { return Ok(kept) };
        let mut wanted = Wanted {
            group: "",
            badge: &badge_ref(facts),
            achievements: facts.related.iter().map(String::as_str).chain([achievement]).map(plain).collect(),
            learner: recognised(&self.application.learner, badge.learner()),
        };
        let mut first = None;
        for group in &self.groups {
            wanted.group = group;
            let holders = ledger.holders(&wanted);
            for holder in holders.into_iter().filter(|holder| holder.application().as_str() != own) {
                let carried = holder.state().conferral().and_then(|conferral| {
                    let carried = self.carried(conferral.award().as_str(), Some(conferral.awarded()))?;
                    Some(Carried { in_ledger: Some(conferral.award().clone()), ..carried })
                });
                match carried {
                    Some(carried) => kept.carried = Some(carried),
                    None => {
                        kept.taken_in.insert((*group).to_owned());
                        first = first.or(Some(holder));
                    }
                }
            }
        }
        match first {
            Some(holder) if kept.taken_in.len() == self.groups.len() => Err(taken(holder)),
            _ => Ok(kept),
        }
    }

    /// Credits in the programme's system: received, else offered.
    fn credits(&self, facts: &Facts, badge: &MicroCredential, notes: &mut Vec<Note>) -> Result<Amount, Reason> {
        let stated = if badge.credits_earned().is_empty() { badge.credits() } else { badge.credits_earned() };
        let in_system = self.one_amount(stated)?;
        let credits = match in_system {
            Some(credits) => credits,
            None => {
                let other = stated.iter().find_map(Credits::system);
                let expected = || self.policy.credit_system.code().to_owned();
                if let Some(other) = other {
                    return Err(Reason::UnitMismatch { expected: expected(), found: other.code().to_owned() });
                }
                let bare = stated.first().ok_or(Reason::NoCredits)?;
                let unit = self.policy.issuers.unit_of(&facts.issuer_id).ok_or(Reason::UnitUnknown)?;
                if *unit != self.policy.credit_system {
                    return Err(Reason::UnitMismatch { expected: expected(), found: unit.code().to_owned() });
                }
                if stated.iter().any(|credits| credits.amount() != bare.amount()) {
                    return Err(Reason::CreditsMalformed);
                }
                notes.push(Note::UnitFromPolicy);
                bare.amount()
            }
        };
        if credits.is_zero() || credits > Amount::LARGEST {
            return Err(Reason::CreditsMalformed);
        }
        match self.one_amount(badge.credits())? {
            Some(offered) if credits > offered => Err(Reason::CreditsAboveOffer { received: credits, offered }),
            _ => Ok(credits),
        }
    }

    /// The one number in the programme's system, if any; two different ones are a fault.
    fn one_amount(&self, stated: &[Credits]) -> Result<Option<Amount>, Reason> {
        let mut own = stated.iter().filter(|credits| credits.system() == Some(&self.policy.credit_system));
        let Some(first) = own.next().map(Credits::amount) else { return Ok(None) };
        if own.all(|credits| credits.amount() == first) { Ok(Some(first)) } else { Err(Reason::CreditsMalformed) }
    }

    /// The award date, and the last day on which the badge can be used.
    fn check_dates(
        &self,
        facts: &Facts,
        badge: &MicroCredential,
        anchor: Option<Date>,
        notes: &mut Vec<Note>,
    ) -> Result<(Date, Option<Date>), Reason> {
        let zone = self.policy.time_zone;
        let issued = facts.issued.date_in(zone);
        let awarded = badge.awarded().map_or(issued, |moment| moment.at().date_in(zone));
        notes.extend(badge.awarded().is_none().then_some(Note::AwardDateFromIssueDate));
        if awarded > self.application.date {
            return Err(Reason::AwardedLater { awarded });
        }
        let rules = &self.policy.admission;
        if let Some(from) = rules.awarded_from.as_ref().filter(|from| awarded < from.date) {
            return Err(Reason::AwardedTooEarly { awarded, first: from.date });
        }
        let Some(age) = &rules.max_age else { return Ok((awarded, None)) };
        let start = anchor.unwrap_or(match age.anchor {
            Anchor::Award => awarded,
            Anchor::Issue => issued,
            Anchor::Assessment => {
                let assessed = badge.assessed().or(badge.ended()).ok_or(Reason::NoAssessmentDate)?;
                assessed.at().date_in(zone)
            }
        });
        let end = match age.event {
            Event::Application => self.application.date,
            // Nothing is judged without it.
            Event::Admission => self.application.admission.unwrap_or(self.application.date),
        };
        let anniversary = start.plus_years(age.years);
        let last_day = match self.policy.switches.anniversary {
            Anniversary::Inclusive => anniversary,
            Anniversary::Exclusive => anniversary.and_then(Date::previous_day),
        };
        match last_day {
            Some(last) if last < end => match self.exception(facts).is_some() {
                true => {
                    notes.push(Note::AgeException);
                    Ok((awarded, None))
                }
                false => Err(match age.event {
                    Event::Application => Reason::TooOld { awarded, last_day: last },
                    Event::Admission => Reason::TooOldForAdmission { awarded, last_day: last },
                }),
            },
            last => Ok((awarded, last)),
        }
    }

    /// The reason that the application gives for a badge, where the policy hears one.
    fn exception(&self, facts: &Facts) -> Option<&str> {
        let id = plain(&facts.credential_id);
        let named = |(badge, reason): &&(String, String)| plain(badge) == id && !reason.trim().is_empty();
        let found = self.application.exceptions.iter().find(named).map(|(_, reason)| reason.as_str());
        found.filter(|_| self.policy.switches.age_exceptions == AgeExceptions::Named)
    }

    fn category(&self, entry: &Entry) -> Option<String> {
        let known = self.policy.categories.iter().find(|named| names(entry).any(|name| named.is_called(name)))?;
        Some(known.id.to_string())
    }

    /// A theme by id and name: the policy's, or as stated where the policy lists none.
    fn theme(&self, entry: &Entry) -> Option<(String, String)> {
        if !self.policy.themes.is_empty() {
            let known = self.policy.themes.iter().find(|named| names(entry).any(|name| named.is_called(name)))?;
            return Some((known.id.to_string(), known.name.to_string()));
        }
        let id: Vec<&str> = names(entry).collect();
        let id = id.join(" ");
        let name = entry.name().or(entry.code()).map_or_else(|| id.clone(), str::to_owned);
        Some((id, name))
    }

    fn theme_name(&self, id: &str) -> String {
        let known = self.policy.themes.iter().find(|named| named.id.as_str() == id);
        known.map_or_else(|| id.to_owned(), |named| named.name.to_string())
    }
}

/// What a ledger says of a badge that may count.
#[derive(Default)]
struct Kept {
    /// The groups in which it counts elsewhere.
    taken_in: BTreeSet<String>,
    /// As for [`Gate::check_use`].
    carried: Option<Carried>,
}

fn taken(holder: &LedgerEntry) -> Reason {
    Reason::Taken {
        application: holder.application().to_string(),
        award: holder.reservation().pathway().award.to_string(),
        state: holder.state().name(),
        since: holder.reserved(),
    }
}

/// What the badge states, else what the catalogue says, with a note on which it was.
fn badge_or_catalogue<T>(
    badge: Option<T>,
    catalogue: Option<T>,
    (listed, neither): (Note, Option<Note>),
    notes: &mut Vec<Note>,
) -> Option<T> {
    match (badge, catalogue) {
        (Some(value), _) => Some(value),
        (None, Some(value)) => {
            notes.push(listed);
            Some(value)
        }
        (None, None) => {
            notes.extend(neither);
            None
        }
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

fn names(entry: &Entry) -> impl Iterator<Item = &str> {
    entry.id().map(Iri::as_str).into_iter().chain(entry.code())
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
