//! Where each element is found in a micro-credential.

use super::element::Element;
use super::hours::hours_per_credit;
use super::profile::Profile;
use super::{CreditSystem, MicroCredential, Organisation};

/// Whether an element is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    /// All of it.
    Present,
    /// Some of it, and what is lacking.
    Partial(&'static str),
    /// Nothing of it.
    Absent,
    /// It comes into being when the award is signed.
    BySigning,
}

/// What is stated of an element; the date and the country depend on the profile.
pub(super) fn presence(element: Element, award: &MicroCredential, profile: Profile) -> Presence {
    match element {
        Element::Learner => match award.learner() {
            Some(learner) if learner.is_identified() => Presence::Present,
            Some(learner) if learner.name().is_some() => {
                Presence::Partial("a name alone does not identify the learner: add an `id` or a hashed identity")
            }
            _ => Presence::Absent,
        },
        Element::Provider => match award.provider() {
            Some(provider) if is_placed(provider) => Presence::Present,
            Some(_) => Presence::Partial("the provider has no country"),
            None => Presence::Absent,
        },
        Element::AwardingBody => awarding_body(award, profile),
        Element::Country => country(award, profile),
        Element::Signature | Element::Authenticity => Presence::BySigning,
        Element::Title => stated(award.title().is_some()),
        Element::Date => date(award, profile),
        Element::Outcomes => stated(!award.outcomes().is_empty()),
        Element::Workload => workload(award),
        Element::EctsCredits => {
            stated(award.credits().iter().any(|credits| credits.system() == Some(&CreditSystem::Ects)))
        }
        Element::EqfLevel => stated(award.levels().eqf().is_some()),
        Element::Cycle => stated(award.levels().cycle().is_some()),
        Element::NationalLevel => stated(!award.levels().national().is_empty()),
        Element::SectoralLevel => stated(!award.levels().sectoral().is_empty()),
        Element::IscedLevel => stated(award.levels().isced().is_some()),
        Element::Field => stated(!award.fields().is_empty()),
        Element::AssessmentType => {
            each(award.assessments().iter().map(|a| a.kind().is_some()), "an assessment has no type")
        }
        Element::QualityAssurance => {
            each(award.quality_assurance().iter().map(|q| q.kind().is_some()), "a quality assurance has no type")
        }
        Element::Participation => stated(!award.participation().is_empty()),
        Element::EntryRequirements => stated(award.entry_requirements().is_some()),
        Element::Supervision => match award.assessments().iter().any(|a| a.supervision().is_some()) {
            true => each(
                award.assessments().iter().map(|a| a.supervision().is_some()),
                "an assessment does not say whether it was supervised",
            ),
            false => Presence::Absent,
        },
        Element::Grade => stated(award.grades().iter().any(|grade| grade.value().is_some())),
        Element::Integration => stated(award.integration().is_some()),
        Element::FurtherInformation => stated(award.further_information().is_some()),
    }
}

fn stated(is: bool) -> Presence {
    if is { Presence::Present } else { Presence::Absent }
}

/// Present if there is one and every one is whole.
fn each(mut whole: impl ExactSizeIterator<Item = bool>, lacking: &'static str) -> Presence {
    match (whole.len(), whole.all(|is| is)) {
        (0, _) => Presence::Absent,
        (_, true) => Presence::Present,
        (_, false) => Presence::Partial(lacking),
    }
}

fn is_placed(organisation: &Organisation) -> bool {
    organisation.country().is_some()
}

/// A provider without another awarding body grants the award itself; the Council Recommendation asks for a grantor, MICROBOL
/// for those that are not the provider.
fn awarding_body(award: &MicroCredential, profile: Profile) -> Presence {
    let others = award.awarding_bodies();
    match profile {
        Profile::EuCouncil2022 => stated(!others.is_empty() || award.provider().is_some()),
        Profile::Microbol2022 if others.iter().all(|body| Some(body) == award.provider()) => Presence::Absent,
        Profile::Microbol2022 => each(others.iter().map(is_placed), "an awarding body has no country"),
    }
}

fn country(award: &MicroCredential, profile: Profile) -> Presence {
    let others = award.awarding_bodies();
    let issuers: Vec<&Organisation> = match profile {
        Profile::EuCouncil2022 if !others.is_empty() => others.iter().collect(),
        _ => award.provider().into_iter().chain(others).collect(),
    };
    let placed = |organisation: &&Organisation| match profile {
        Profile::EuCouncil2022 => is_placed(organisation) || organisation.region().is_some(),
        Profile::Microbol2022 => is_placed(organisation),
    };
    match (issuers.is_empty(), issuers.iter().all(placed)) {
        (true, _) => Presence::Absent,
        (_, true) => Presence::Present,
        (_, false) => Presence::Partial("the provider or an awarding body has no country"),
    }
}

fn date(award: &MicroCredential, profile: Profile) -> Presence {
    let assessed = profile == Profile::Microbol2022 && award.assessed().is_some();
    stated(award.awarded().is_some() || assessed)
}

/// Hours, or credits of a system that says how many hours a credit stands for.
fn workload(award: &MicroCredential) -> Presence {
    let country = award.provider().and_then(Organisation::country);
    let in_credits =
        award.credits().iter().filter_map(|c| c.system()).any(|system| hours_per_credit(system, country).is_some());
    match (award.workload().notional_hours(), award.workload().contact_hours()) {
        (Some(_), _) => Presence::Present,
        _ if in_credits => Presence::Present,
        (None, Some(_)) => Presence::Partial("contact hours are not the workload: add the notional hours"),
        (None, None) => Presence::Absent,
    }
}
