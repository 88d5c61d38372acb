//! What a badge states, in the terms of the programme: credits, days, category and themes.

use super::gate::Gate;
use super::plain;
use crate::base::amount::Amount;
use crate::base::iri::Iri;
use crate::base::time::Date;
use crate::model::{Credits, Entry, MicroCredential, Vocabulary};
use crate::stack::danger::Facts;
use crate::stack::holding::Note;
use crate::stack::policy::{Anchor, Event};
use crate::stack::refusal::Reason;
use crate::stack::switches::{AgeExceptions, Anniversary};

impl Gate<'_> {
    /// Credits in the programme's system: received, else offered.
    pub(super) fn credits(
        &self,
        facts: &Facts,
        badge: &MicroCredential,
        notes: &mut Vec<Note>,
    ) -> Result<Amount, Reason> {
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
    pub(super) fn check_dates(
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
    pub(super) fn exception(&self, facts: &Facts) -> Option<&str> {
        let id = plain(&facts.credential_id);
        let named = |(badge, reason): &&(String, String)| plain(badge) == id && !reason.trim().is_empty();
        let found = self.application.exceptions.iter().find(named).map(|(_, reason)| reason.as_str());
        found.filter(|_| self.policy.switches.age_exceptions == AgeExceptions::Named)
    }

    pub(super) fn category(&self, entry: &Entry) -> Option<String> {
        let known = self.policy.categories.iter().find(|named| names(entry).any(|name| named.is_called(name)))?;
        Some(known.id.to_string())
    }

    /// A theme by id and name: the policy's, or as stated where the policy lists none.
    pub(super) fn theme(&self, entry: &Entry) -> Option<(String, String)> {
        if !self.policy.themes.is_empty() {
            let known = self.policy.themes.iter().find(|named| names(entry).any(|name| named.is_called(name)))?;
            return Some((known.id.to_string(), known.name.to_string()));
        }
        let id: Vec<&str> = names(entry).collect();
        let id = id.join(" ");
        let name = entry.name().or(entry.code()).map_or_else(|| id.clone(), str::to_owned);
        Some((id, name))
    }

    pub(super) fn theme_name(&self, id: &str) -> String {
        let known = self.policy.themes.iter().find(|named| named.id.as_str() == id);
        known.map_or_else(|| id.to_owned(), |named| named.name.to_string())
    }
}

/// What the badge states, else what the catalogue says, with a note on which it was.
pub(super) fn badge_or_catalogue<T>(
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

fn names(entry: &Entry) -> impl Iterator<Item = &str> {
    entry.id().map(Iri::as_str).into_iter().chain(entry.code())
}
