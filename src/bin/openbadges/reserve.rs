//! `openbadges stack reserve`

use crate::args::StackReserve;
use crate::failure::{Exit, Failure};
use crate::io;
use crate::ledger_store::{Change, LedgerStore};
use crate::stack::{self, Case};
use openbadges::base::text::Text;
use openbadges::base::visible::Visible;
use openbadges::stack::ledger::{Act, Entry, Reservation};
use openbadges::stack::{Outcome, Ruling};
use std::path::Path;

pub(crate) fn run(arguments: &StackReserve) -> Result<Exit, Failure> {
    let case = Case::gather(&arguments.judging)?;
    let (ledger, application) = (&arguments.applying.ledger, &arguments.applying.application);
    let mut store = LedgerStore::open(ledger)?;
    // Nobody else takes a badge between the ruling on it and its reservation.
    let mut change = store.change(case.now())?;
    let asked = case.application().with_award(&arguments.award);
    let asked = asked.with_ledger(&change.history.ledger, application.as_str());
    let ruling = case.judge(&asked)?;
    if ruling.outcome != Outcome::Eligible {
        return stack::print(&ruling, arguments.json, case.exit);
    }
    let option = chosen(&ruling, &arguments.award, arguments.option)?;
    reserve(&mut change, ledger, application, reservation(&ruling, &arguments.award, option)?)?;
    let history = change.commit()?;
    let entry = history.ledger.entry(application.as_str());
    let told = match (entry, arguments.json) {
        (Some(entry), false) => told(entry),
        (entry, _) => serde_json::to_string(&entry).map_err(|cause| Failure::new("the entry", cause))? + "\n",
    };
    io::print(told.as_bytes())
}

/// The option that was asked for, or the recommended one where nobody has to choose.
pub(crate) fn chosen(ruling: &Ruling, award: &str, option: Option<usize>) -> Result<usize, Failure> {
    let decision = ruling.decisions.iter().find(|decision| decision.award == award);
    match (option, decision) {
        (None, Some(decision)) if decision.learner_chooses => {
            let numbered = decision.options.iter().zip(1..);
            let numbered: Vec<String> = numbered.map(|(option, number)| format!("{number} is {option}")).collect();
            Err(Failure::usage(format!("the learner chooses, and --option says what: {}", numbered.join(", "))))
        }
        _ => Ok(option.unwrap_or(1)),
    }
}

pub(crate) fn reservation(ruling: &Ruling, award: &str, option: usize) -> Result<Reservation, Failure> {
    ruling.reservation(award, option).map_err(|cause| Failure::coded("the ruling", &cause, cause.code()))
}

/// Reserves, unless these badges are reserved already: whoever was interrupted may try again.
fn reserve(change: &mut Change<'_>, ledger: &Path, application: &Text, wanted: Reservation) -> Result<(), Failure> {
    match change.history.ledger.entry(application.as_str()) {
        Some(entry) if wanted.has_badges_of(entry.reservation()) && entry.state().is_live() => Ok(()),
        Some(entry) => {
            let name = entry.state().name();
            let cause = format!(
                "expected a new application, found `{application}`, which is {name} with other badges, for another title or day"
            );
            let failure = Failure::coded(ledger.display(), cause, "ledger.application-exists");
            Err(failure.with_advice("`stack withdraw` frees what it reserved"))
        }
        None => change.happen(application, Act::Reserved(wanted), None),
    }
}

fn told(entry: &Entry) -> String {
    let reservation = entry.reservation();
    let mut told = format!(
        "{} has {} badges {} for {} since {}\n",
        Visible(entry.application().as_str()),
        reservation.badges().len(),
        entry.state().name(),
        Visible(reservation.pathway().title.as_str()),
        entry.reserved()
    );
    for counted in reservation.badges() {
        told += &format!("  {}, {} credits\n", Visible(&counted.badge().id), counted.credits());
    }
    told
}
