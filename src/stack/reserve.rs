//! From a ruling to what is kept of it: the reservation in the ledger, and the proof.

use super::division::{Division, Given};
use super::error::Error;
use super::holding::BadgeRef;
use super::ledger::{Counted, Pathway, Reservation};
use super::ruling::{Allocation, Basis, Decision, Ruling};
use crate::base::Malformed;
use crate::base::text::Text;
use std::collections::BTreeSet;

impl Ruling {
    /// The badges of one option for an award, to be reserved in the ledger. `option` counts from 1, the recommended one.
    ///
    /// # Errors
    ///
    /// `stack.unknown-award` for an award that the ruling does not speak of, `stack.no-option` if it has no such option,
    /// `stack.stated` for a ruling on facts that nobody verified, and `reservation.nobody` if the badges name their learner
    /// by nothing but a name.
    pub fn reservation(&self, award: &str, option: usize) -> Result<Reservation, Error> {
        if self.basis == Basis::Stated {
            return Err(Error::Stated);
        }
        let (decision, allocation) = self.option(award, option)?;
        let used = |badge: &BadgeRef| self.holdings.iter().find(|holding| holding.badge == *badge);
        let mut badges = Vec::with_capacity(allocation.badges.len());
        let mut surrenders = BTreeSet::new();
        for holding in allocation.badges.iter().filter_map(used) {
            let mut counted = Counted::new(holding.badge.clone(), text(&holding.achievement)?, holding.credits);
            for id in holding.equivalents.iter().filter(|id| **id != holding.achievement) {
                counted = counted.with_equivalent(text(id)?);
            }
            badges.push(counted);
            surrenders.extend(holding.absorbed.as_ref().and_then(|carried| carried.in_ledger.clone()));
        }
        let pathway = Pathway {
            programme: text(&self.programme.id)?,
            version: text(&self.programme.version)?,
            award: text(&decision.award)?,
            title: text(&allocation.name)?,
            group: decision.group.clone(),
        };
        let learner = self.learner.iter().map(|known| text(known)).collect::<Result<_, _>>()?;
        let reservation = Reservation::new(pathway, self.date, learner, badges)?;
        Ok(surrenders.into_iter().fold(reservation, Reservation::surrendering))
    }

    /// Which badges make one option for an award, to be kept and checked again by [`Programme::check`](super::Programme::check) without
    /// searching. `option` counts from 1, the recommended one.
    ///
    /// # Errors
    ///
    /// `stack.unknown-award` and `stack.no-option` as for [`Ruling::reservation`].
    pub fn division(&self, award: &str, option: usize) -> Result<Division, Error> {
        let (decision, allocation) = self.option(award, option)?;
        let pathways = vec![Given::new(&decision.award, allocation)];
        Ok(Division { policy: self.programme.sha256.clone(), date: self.date, pathways })
    }

    /// One option for an award, with the decision that it is of.
    pub(super) fn option(&self, award: &str, option: usize) -> Result<(&Decision, &Allocation), Error> {
        let decision = self.decisions.iter().find(|decision| decision.award == award).ok_or_else(|| {
            let known: Vec<&str> = self.decisions.iter().map(|decision| decision.award.as_str()).collect();
            Error::UnknownAward { known: known.join("`, `"), found: award.to_owned() }
        })?;
        let found = option.checked_sub(1).and_then(|at| decision.options.get(at));
        let allocation = found.ok_or_else(|| Error::NoOption {
            award: award.to_owned(),
            option,
            options: decision.options.len(),
        })?;
        Ok((decision, allocation))
    }
}

fn text(text: &str) -> Result<Text, Malformed> {
    Text::parse(text)
}
