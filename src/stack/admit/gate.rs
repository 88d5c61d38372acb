//! Whether one badge may count at all: whose it is, who gave it, and what it counts for already.

use super::stated::badge_or_catalogue;
use super::{badge_ref, plain, title};
use crate::base::iri::Iri;
use crate::base::text::Text;
use crate::base::time::Date;
use crate::model::{GradeStatus, MicroCredential};
use crate::stack::application::{Application, Use};
use crate::stack::danger::{Facts, Standing};
use crate::stack::holding::{Carried, Holding, Note};
use crate::stack::learner::{is_same, recognised};
use crate::stack::ledger::{Entry as LedgerEntry, Wanted};
use crate::stack::policy::Policy;
use crate::stack::pool::Provider;
use crate::stack::refusal::Reason;
use crate::stack::switches::{CarryUp, OtherProviders, ShownInPart};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(super) struct Gate<'g> {
    pub(super) policy: &'g Policy,
    pub(super) application: &'g Application,
    /// The exclusivity groups of the awards that are asked for.
    pub(super) groups: BTreeSet<&'g str>,
    /// What counts elsewhere: as the application says, and as the awards among the badges say themselves.
    pub(super) used: Vec<Use>,
}

impl Gate<'_> {
    pub(super) fn admit(&self, facts: &Facts) -> Result<Holding, Reason> {
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
    pub(super) fn components(&self, facts: &Facts) -> Vec<Use> {
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
