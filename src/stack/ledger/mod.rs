//! The ledger: which badges count in which awards of an authority, so that none counts twice.
//!
//! It is made of [`Event`]s. An application *reserves* the badges of its allocation; conferring the award *spends* them,
//! withdrawing *releases* them. [`Ledger::apply`] lets an event happen or refuses it and leaves the ledger as it was; the
//! same events in the same order always make the same ledger. Where they are kept is the caller's: in one place, and one
//! event at a time, since two ledgers do not know of each other.
//!
//! A badge counts whole, by its issuer and id, and with it the achievement and its equivalents for the same learner, in
//! one live award of each *exclusivity group*. Awards that may share their badges, as some let a certificate and a degree,
//! have different groups.

mod entry;
mod error;
mod event;
mod reservation;

pub use entry::{Conferral, Entry, State};
pub use error::Error;
pub use event::{Act, Event};
pub use reservation::{Counted, Pathway, Reservation};

use crate::base::iri::Iri;
use crate::base::order::sort_by;
use crate::base::text::Text;
use crate::base::time::Timestamp;
use reservation::Key;
pub(super) use reservation::Wanted;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What stands reserved, spent and taken back at one moment.
///
/// In JSON a list of its entries in the order of their applications; reading one refuses a badge that counts twice.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "Vec<Entry>", into = "Vec<Entry>")]
pub struct Ledger {
    entries: BTreeMap<Text, Entry>,
    /// The live applications that hold a badge in a group. Several do only while an award is given up for another.
    holders: BTreeMap<Key, BTreeSet<Text>>,
    /// The live applications of a learner, by each text that tells who that is.
    learners: BTreeMap<String, BTreeSet<Text>>,
    /// The application of each award that was conferred.
    awards: BTreeMap<Iri, Text>,
}

impl Ledger {
    /// A ledger before its first event.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The ledger that these events make, the first first.
    ///
    /// # Errors
    ///
    /// That of the first event that cannot happen.
    pub fn replay<'e>(events: impl IntoIterator<Item = &'e Event>) -> Result<Self, Error> {
        let mut ledger = Self::new();
        events.into_iter().try_for_each(|event| ledger.apply(event))?;
        Ok(ledger)
    }

    /// Lets an event happen, wholly or not at all.
    ///
    /// # Errors
    ///
    /// `ledger.taken` if a badge of a reservation counts in another application of the group, which is named;
    /// `ledger.application-exists`, `ledger.unknown-application` and `ledger.state` for an application that is not where the
    /// event would find it; `ledger.award-exists` for an award that is recorded already; `ledger.not-current` for one that
    /// cannot be given up, since it does not stand, is another learner's, or is given up for another application.
    pub fn apply(&mut self, event: &Event) -> Result<(), Error> {
        let application = event.application();
        match event.act() {
            Act::Reserved(reservation) => self.reserve(application, event.at(), reservation),
            Act::Spent(conferral) => self.spend(application, event.at(), conferral),
            Act::Released => self.release(application),
            Act::Revoked => self.revoke(application),
            Act::Reinstated => self.reinstate(application),
        }
    }

    /// What became of an application; `None` if it reserved nothing, or released what it had.
    #[must_use]
    pub fn entry(&self, application: &str) -> Option<&Entry> {
        self.entries.get(&Text::parse(application).ok()?)
    }

    /// Every entry, in the order of the applications.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// The entry of an award that was conferred, by the id of its badge.
    #[must_use]
    pub fn award(&self, award: &Iri) -> Option<&Entry> {
        self.entries.get(self.awards.get(award)?)
    }

    /// The live entries in which something counts, the first to have reserved it first.
    pub(super) fn holders(&self, wanted: &Wanted<'_>) -> Vec<&Entry> {
        let mut applications: BTreeSet<&Text> = self.holders.get(&wanted.key()).into_iter().flatten().collect();
        let own = wanted.learner.iter().filter_map(|text| self.learners.get(text)).flatten();
        let own: BTreeSet<&Text> = own.collect();
        let has_achievement =
            |name: &&Text| self.entries.get(*name).is_some_and(|entry| entry.reservation().has_achievement(wanted));
        applications.extend(own.into_iter().filter(has_achievement));
        let mut entries: Vec<&Entry> = applications.into_iter().filter_map(|name| self.entries.get(name)).collect();
        sort_by(&mut entries, |one, other| one.reserved().cmp(&other.reserved()));
        entries
    }

    fn reserve(&mut self, application: &Text, at: Timestamp, reservation: &Reservation) -> Result<(), Error> {
        if let Some(entry) = self.entries.get(application) {
            return Err(Error::ApplicationExists { application: application.clone(), state: entry.state().name() });
        }
        for award in reservation.surrenders() {
            self.check_given_up(award, reservation)?;
        }
        self.check_free(reservation, |entry| {
            entry.award().is_some_and(|award| reservation.surrenders().contains(award))
        })?;
        self.insert(Entry::new(application.clone(), at, reservation.clone()));
        Ok(())
    }

    fn spend(&mut self, application: &Text, at: Timestamp, conferral: &Conferral) -> Result<(), Error> {
        if let Some(known) = self.awards.get(conferral.award()) {
            return Err(Error::AwardExists { award: conferral.award().clone(), application: known.clone() });
        }
        let entry = self.found(application)?;
        let State::Reserved = entry.state() else { return Err(expected("reserved", entry)) };
        let given_up: Vec<Text> =
            entry.reservation().surrenders().iter().filter_map(|award| self.awards.get(award).cloned()).collect();
        self.set(application, State::Spent { at, conferral: conferral.clone() });
        for application in given_up {
            if let Some(State::Spent { at, conferral }) = self.entries.get(&application).map(Entry::state).cloned() {
                self.set(&application, State::GivenUp { at, conferral });
            }
        }
        Ok(())
    }

    fn release(&mut self, application: &Text) -> Result<(), Error> {
        let entry = self.found(application)?;
        let State::Reserved = entry.state() else { return Err(expected("reserved", entry)) };
        self.remove(application);
        Ok(())
    }

    fn revoke(&mut self, application: &Text) -> Result<(), Error> {
        let entry = self.found(application)?;
        let State::Spent { at, conferral } = entry.state().clone() else { return Err(expected("spent", entry)) };
        self.set(application, State::Revoked { at, conferral });
        Ok(())
    }

    fn reinstate(&mut self, application: &Text) -> Result<(), Error> {
        let entry = self.found(application)?;
        let (State::Revoked { at, conferral } | State::GivenUp { at, conferral }) = entry.state().clone() else {
            return Err(expected("revoked or given up", entry));
        };
        self.check_free(entry.reservation(), |_| false)?;
        self.set(application, State::Spent { at, conferral });
        Ok(())
    }

    fn found(&self, application: &Text) -> Result<&Entry, Error> {
        self.entries.get(application).ok_or_else(|| Error::UnknownApplication { application: application.clone() })
    }

    /// Whether none of the badges counts in another entry, but for those that are passed over.
    fn check_free(&self, reservation: &Reservation, is_passed_over: impl Fn(&Entry) -> bool) -> Result<(), Error> {
        for badge in reservation.badges() {
            let holders = self.holders(&reservation.wanted(badge));
            if let Some(entry) = holders.into_iter().find(|entry| !is_passed_over(entry)) {
                return Err(Error::Taken {
                    badge: badge.badge().id.clone(),
                    application: entry.application().clone(),
                    award: entry.reservation().pathway().award.clone(),
                    state: entry.state().name(),
                    since: entry.reserved(),
                });
            }
        }
        Ok(())
    }

    fn check_given_up(&self, award: &Iri, reservation: &Reservation) -> Result<(), Error> {
        let not_current = |found: String| Error::NotCurrent { award: award.clone(), found };
        let entry = self.award(award).ok_or_else(|| not_current("one that is not in this ledger".to_owned()))?;
        let State::Spent { .. } = entry.state() else {
            return Err(not_current(format!("one that is {}", entry.state().name())));
        };
        if entry.reservation().learner().is_disjoint(reservation.learner()) {
            return Err(not_current("one of another learner".to_owned()));
        }
        let gives_up = |other: &&Entry| other.state().is_live() && other.reservation().surrenders().contains(award);
        match self.entries.values().find(gives_up) {
            Some(other) => Err(not_current(format!("one that is given up for application `{}`", other.application()))),
            None => Ok(()),
        }
    }

    fn insert(&mut self, entry: Entry) {
        if entry.state().is_live() {
            for key in entry.reservation().keys() {
                self.holders.entry(key).or_default().insert(entry.application().clone());
            }
            for text in entry.reservation().learner() {
                self.learners.entry(text.to_string()).or_default().insert(entry.application().clone());
            }
        }
        if let Some(award) = entry.award() {
            self.awards.insert(award.clone(), entry.application().clone());
        }
        self.entries.insert(entry.application().clone(), entry);
    }

    fn remove(&mut self, application: &Text) -> Option<Entry> {
        let entry = self.entries.remove(application)?;
        for key in entry.reservation().keys() {
            forget(&mut self.holders, &key, application);
        }
        for text in entry.reservation().learner() {
            forget(&mut self.learners, &text.to_string(), application);
        }
        if let Some(award) = entry.award() {
            self.awards.remove(award);
        }
        Some(entry)
    }

    fn set(&mut self, application: &Text, state: State) {
        if let Some(entry) = self.remove(application) {
            self.insert(entry.with_state(state));
        }
    }
}

impl TryFrom<Vec<Entry>> for Ledger {
    type Error = Error;

    fn try_from(entries: Vec<Entry>) -> Result<Self, Error> {
        let mut ledger = Self::new();
        for entry in entries {
            if let Some(known) = ledger.entries.get(entry.application()) {
                let (application, state) = (known.application().clone(), known.state().name());
                return Err(Error::ApplicationExists { application, state });
            }
            if let Some((award, application)) = entry.award().and_then(|award| ledger.awards.get_key_value(award)) {
                return Err(Error::AwardExists { award: award.clone(), application: application.clone() });
            }
            ledger.insert(entry);
        }
        // Which awards are given up for which is known only once all are there.
        for entry in ledger.entries.values().filter(|entry| entry.state().is_live()) {
            let own = entry.reservation();
            let gives_up =
                |one: &Reservation, other: &Entry| other.award().is_some_and(|award| one.surrenders().contains(award));
            ledger.check_free(own, |other| {
                other.application() == entry.application()
                    || gives_up(own, other)
                    || gives_up(other.reservation(), entry)
            })?;
        }
        Ok(ledger)
    }
}

impl From<Ledger> for Vec<Entry> {
    fn from(ledger: Ledger) -> Self {
        ledger.entries.into_values().collect()
    }
}

/// Takes an application out of an index, of which nothing empty is kept.
fn forget<K: Ord>(index: &mut BTreeMap<K, BTreeSet<Text>>, key: &K, application: &Text) {
    if let Some(applications) = index.get_mut(key) {
        applications.remove(application);
        if applications.is_empty() {
            index.remove(key);
        }
    }
}

fn expected(expected: &'static str, entry: &Entry) -> Error {
    let (application, found) = (entry.application().clone(), entry.state().name());
    Error::State { application, expected, found }
}
