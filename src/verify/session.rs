//! Verifications at one time, with the same things at hand.

use crate::base::time::Timestamp;
use crate::verify::presentation::{Audience, Presentation, PresentationReport};
use crate::verify::status::Lists;
use crate::verify::{Materials, Presented, Refreshed, Report, Verifier};

/// A verifier with what it was handed, at one time. Whoever judges badges one after the other, and hands over more as they come, opens
/// each status list once.
#[derive(Debug)]
pub struct Session<'v> {
    verifier: &'v Verifier,
    materials: Materials,
    now: Timestamp,
    lists: Lists,
}

impl Verifier {
    /// Starts a session with what is at hand so far.
    #[must_use]
    pub fn session(&self, materials: Materials, now: Timestamp) -> Session<'_> {
        Session { verifier: self, materials, now, lists: Lists::default() }
    }
}

impl Session<'_> {
    /// The report that [`Verifier::verify`] gives.
    #[must_use]
    pub fn verify(&self, badge: &Presented) -> Report {
        let recipient = self.verifier.recipient.as_ref();
        self.verifier.verify_for(badge, &self.materials, self.now, recipient, &self.lists)
    }

    /// The report that [`Verifier::verify_presentation`] gives.
    #[must_use]
    pub fn verify_presentation(&self, presentation: &Presentation, audience: &Audience) -> PresentationReport {
        self.verifier.verify_presentation_with(presentation, audience, &self.materials, self.now, &self.lists)
    }

    /// What [`Verifier::verify_refreshed`] finds.
    #[must_use]
    pub fn verify_refreshed(&self, badge: &Presented, newer: &Presented) -> Refreshed {
        Refreshed::of(badge, newer, [badge, newer].map(|badge| self.verify(badge)))
    }

    /// The time of every verdict.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// What is at hand.
    #[must_use]
    pub fn materials(&self) -> &Materials {
        &self.materials
    }

    /// What is at hand, to add to it: then the lists are opened anew, since what decides on them may have changed.
    pub fn materials_mut(&mut self) -> &mut Materials {
        &mut self.materials
    }
}
