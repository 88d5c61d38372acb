//! What looks wrong in a micro-credential, or could be better. Advice changes nothing and completes nothing.

use super::comparison::{Comparison, Scale};
use super::element::Element;
use super::hours::hours_per_credit;
use super::{
    AchievementType, AssessmentType, CreditSystem, Credits, GradeStatus, IdentityForm, IdentityType, Integration,
    MicroCredential, NationalLevel, Organisation, Vocabulary,
};
use crate::base::amount::Amount;
use crate::base::country::Country;
use serde::Serialize;

/// One piece of advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Advice {
    code: &'static str,
    element: Element,
    message: String,
}

impl Advice {
    /// A stable name, such as `workload.disagrees-with-credits`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The element that it is about.
    #[must_use]
    pub fn element(&self) -> Element {
        self.element
    }

    /// The advice in one sentence, without a full stop. Text from the award in it is not escaped.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// All advice on a micro-credential, in the order of the elements.
pub(super) fn advise(award: &MicroCredential) -> Vec<Advice> {
    let mut list = List(Vec::new());
    learner(award, &mut list);
    dates(award, &mut list);
    hours(award, &mut list);
    credits(award, &mut list);
    components(award, &mut list);
    levels(award, &mut list);
    assessments(award, &mut list);
    grades(award, &mut list);
    stacking(award, &mut list);
    list.0
}

/// In the order of the elements; of one element in the order found.
struct List(Vec<Advice>);

impl List {
    fn add(&mut self, element: Element, code: &'static str, message: impl Into<String>) {
        let place = self.0.partition_point(|known| known.element <= element);
        self.0.insert(place, Advice { code, element, message: message.into() });
    }
}

fn learner(award: &MicroCredential, list: &mut List) {
    for identity in award.learner().map(super::Learner::identities).unwrap_or_default() {
        let kind = identity.kind();
        match identity.form() {
            IdentityForm::Plain(_) if *kind != IdentityType::Name => list.add(
                Element::Learner,
                "learner.identity-in-clear",
                format!(
                    "the {kind} of the learner is in clear: whoever sees the badge can read it; hash it with a salt"
                ),
            ),
            IdentityForm::Plain(_) => {}
            IdentityForm::Hashed { hash, .. } if hash.is_weak() => list.add(
                Element::Learner,
                "learner.weak-hash",
                format!("the {kind} of the learner is hashed with md5, which hides nothing; use sha256"),
            ),
            IdentityForm::Hashed { salt, .. } if salt.as_deref().unwrap_or_default().is_empty() => list.add(
                Element::Learner,
                "learner.unsalted-hash",
                format!(
                    "the {kind} of the learner is hashed without a salt: it can be found by trying; add a random salt"
                ),
            ),
            IdentityForm::Hashed { .. } => {}
        }
    }
}

fn dates(award: &MicroCredential, list: &mut List) {
    let ordered = [
        ("started", award.started(), "ended", award.ended()),
        ("started", award.started(), "assessed", award.assessed()),
        ("ended", award.ended(), "awarded", award.awarded()),
        ("assessed", award.assessed(), "awarded", award.awarded()),
    ];
    for (first, earlier, second, later) in ordered {
        if let (Some(earlier), Some(later)) = (earlier, later)
            && earlier.at() > later.at()
        {
            let message = format!("`{first}` ({earlier}) is after `{second}` ({later})");
            list.add(Element::Date, "date.order", message);
        }
    }
    if let (Some(awarded), Some(until)) = (award.awarded(), award.stackable_until())
        && until < awarded.date()
    {
        let message = format!("`stackableUntil` ({until}) is before the award date ({})", awarded.date());
        list.add(Element::Integration, "stacking.lapsed-when-awarded", message);
    }
}

fn hours(award: &MicroCredential, list: &mut List) {
    let Some(notional) = award.workload().notional_hours() else { return };
    if let Some(contact) = award.workload().contact_hours().filter(|contact| *contact > notional) {
        let message = format!("{contact} contact hours are more than the {notional} notional hours that include them");
        list.add(Element::Workload, "workload.contact-exceeds-notional", message);
    }
    let is_micro = matches!(award.kind(), None | Some(AchievementType::MicroCredential));
    if is_micro && notional.millionths() > YEAR.saturating_mul(MILLIONTHS) {
        let message = format!("{notional} hours are more than a year of full-time study ({YEAR} hours)");
        list.add(Element::Workload, "workload.above-a-year", message);
    }
    let country = award.provider().and_then(Organisation::country);
    for credits in award.credits() {
        let Some(row) = credits.system().and_then(|system| hours_per_credit(system, country)) else { continue };
        if row.fits(notional, credits.amount()) {
            continue;
        }
        let each = if row.least() == row.most() {
            row.least().to_string()
        } else {
            format!("{} to {}", row.least(), row.most())
        };
        let doubt = if row.is_confirmed() { "" } else { ", a number that we could not confirm" };
        let message = format!(
            "{notional} notional hours and {} {} do not agree: one credit stands for {each} hours{doubt}",
            credits.amount(),
            row.system().label(),
        );
        list.add(Element::Workload, "workload.disagrees-with-credits", message);
    }
}

fn credits(award: &MicroCredential, list: &mut List) {
    for (at, credits) in award.credits().iter().enumerate() {
        match credits.system() {
            None => list.add(
                Element::Workload,
                "credits.without-system",
                format!("{} credits without a system say nothing: name the system", credits.amount()),
            ),
            Some(system) if award.credits().iter().take(at).any(|earlier| earlier.system() == Some(system)) => list
                .add(
                    Element::Workload,
                    "credits.system-twice",
                    format!("{} are stated twice: give one number for each system", system.label()),
                ),
            Some(_) => {}
        }
    }
    for earned in award.credits_earned() {
        let Some(carried) = award.credits().iter().find(|carried| carried.system() == earned.system()) else {
            continue;
        };
        if earned.amount() > carried.amount() {
            let message =
                format!("{} credits earned are more than the {} it carries", earned.amount(), carried.amount());
            list.add(Element::Workload, "credits.more-earned-than-carried", message);
        } else if earned.amount() < carried.amount() && earned.system() == Some(&CreditSystem::Hkqf) {
            let message = "HKQF credits are awarded in full or not at all";
            list.add(Element::Workload, "credits.earned-in-part", message);
        }
    }
    let country = award.provider().and_then(Organisation::country).map(Country::alpha2);
    let is_micro = award.kind() == Some(&AchievementType::MicroCredential);
    for credits in award.credits().iter().filter(|_| is_micro) {
        for bound in BOUNDS.iter().filter(|bound| bound.is_overstepped(credits, country)) {
            let message = format!(
                "{} {} are outside the {} to {} of {}",
                credits.amount(),
                bound.system.label(),
                bound.least,
                bound.most,
                bound.scheme,
            );
            list.add(Element::Workload, "credits.outside-scheme", message);
        }
    }
}

/// An award cannot carry more credits of a system than its components brought.
fn components(award: &MicroCredential, list: &mut List) {
    let parts = award.components();
    if parts.is_empty() || parts.iter().any(|part| part.credits().is_empty()) {
        return;
    }
    for carried in award.credits() {
        let brought = parts
            .iter()
            .flat_map(super::Component::credits)
            .filter(|credits| credits.system() == carried.system())
            .try_fold(Amount::ZERO, |sum, credits| sum.checked_add(credits.amount()));
        if let Some(brought) = brought.filter(|brought| *brought < carried.amount()) {
            let message = format!("the components bring {brought} credits, the award carries {}", carried.amount());
            list.add(Element::Workload, "award.exceeds-components", message);
        }
    }
}

fn levels(award: &MicroCredential, list: &mut List) {
    let levels = award.levels();
    let eqf = levels.eqf().map(super::EqfLevel::number);
    let isced = levels.isced().map(super::IscedLevel::number);
    let mut compare = |from: Scale, level: u8, what: String, to: Scale, element: Element, stated: Option<u8>| {
        let Some(table) = Comparison::between(from, to).filter(|table| table.is_confirmed()) else { return };
        if let (Some(expected), Some(stated)) = (table.of(level), stated)
            && expected != stated
        {
            let message = format!("{what} goes with {} {expected}, the award says {stated}", element.name());
            list.add(element, "level.disagrees", message);
        }
    };
    if let Some(cycle) = levels.cycle() {
        let what = || format!("the {} cycle", cycle.code());
        let rank = cycle.rank();
        compare(Scale::Cycle, rank, what(), Scale::Eqf, Element::EqfLevel, eqf);
        compare(Scale::Cycle, rank, what(), Scale::Isced, Element::IscedLevel, isced);
    }
    for level in levels.national() {
        if let NationalLevel::Numbered(level) = level {
            let what = format!("{} level {}", level.framework().code().to_ascii_uppercase(), level.number());
            compare(Scale::National(level.framework()), level.number(), what, Scale::Eqf, Element::EqfLevel, eqf);
        }
    }
    let unreferenced = |level: &NationalLevel| match level {
        NationalLevel::Numbered(level) => !level.framework().is_referenced_to_eqf(),
        NationalLevel::Named(_) => false,
    };
    if eqf.is_some() && !levels.national().is_empty() && levels.national().iter().all(unreferenced) {
        let message = "an EQF level does not follow from a framework that is not referenced to the EQF";
        list.add(Element::EqfLevel, "level.not-referenced", message);
    }
}

fn assessments(award: &MicroCredential, list: &mut List) {
    let kinds: Vec<_> = award.assessments().iter().filter_map(|assessment| assessment.kind()).collect();
    if !kinds.is_empty() && kinds.iter().all(|kind| **kind == AssessmentType::LevelOfAttendance) {
        let message = "being there is no assessment: a micro-credential attests what was learnt";
        list.add(Element::AssessmentType, "assessment.attendance-only", message);
    }
}

fn grades(award: &MicroCredential, list: &mut List) {
    for grade in award.grades() {
        if let Some(status) = grade.status().filter(|status| *status != GradeStatus::Completed) {
            let message = format!("a result that is {} does not count towards anything", status.as_str());
            list.add(Element::Grade, "grade.not-completed", message);
        }
        let Some((value, scale)) = grade.value().zip(grade.scale()) else { continue };
        let values = scale.values();
        if !values.is_empty() && !values.iter().any(|listed| listed.as_str() == value) {
            let message = format!("`{value}` is not a value of the scale `{}`", scale.name());
            list.add(Element::Grade, "grade.off-scale", message);
        }
    }
}

fn stacking(award: &MicroCredential, list: &mut List) {
    let towards = award.stacks_towards().is_empty();
    match award.integration() {
        Some(Integration::Standalone) if !towards => list.add(
            Element::Integration,
            "stacking.standalone-with-award",
            "it stands alone, yet names an award towards which it may be used",
        ),
        Some(Integration::Stackable | Integration::Integrated) if towards => list.add(
            Element::Integration,
            "stacking.without-award",
            "it does not name the award towards which it may be used, or of which it is part",
        ),
        None if !towards => list.add(
            Element::Integration,
            "stacking.unstated",
            "it names an award: say in `integration` whether it is stackable or integrated",
        ),
        _ => {}
    }
}

/// A scheme that bounds the credits of one micro-credential.
struct Bound {
    scheme: &'static str,
    country: &'static str,
    system: CreditSystem,
    least: u32,
    most: u32,
}

impl Bound {
    fn is_overstepped(&self, credits: &Credits, country: Option<&'static str>) -> bool {
        let millionths = |units: u32| u64::from(units).saturating_mul(MILLIONTHS);
        let within = (millionths(self.least)..=millionths(self.most)).contains(&credits.amount().millionths());
        country == Some(self.country) && credits.system() == Some(&self.system) && !within
    }
}

const MILLIONTHS: u64 = 1_000_000;
/// Hours of a year of full-time study at the most: 60 ECTS credits of 30 hours.
const YEAR: u64 = 1_800;

const BOUNDS: &[Bound] = &[
    Bound {
        scheme: "the NZQA Micro-credential Rules 2022",
        country: "NZ",
        system: CreditSystem::Nzqcf,
        least: 0,
        most: 40,
    },
    Bound {
        scheme: "the edubadges pilot of the Netherlands",
        country: "NL",
        system: CreditSystem::Ects,
        least: 3,
        most: 30,
    },
];
