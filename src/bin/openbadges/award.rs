//! `openbadges stack award`

use crate::args::StackAward;
use crate::failure::{Exit, Failure};
use crate::issue::{self, open_stores};
use crate::ledger_store::{Change, History, LedgerStore};
use crate::reserve::{chosen, reservation};
use crate::stack::{self, Case};
use crate::{key, status_store};
use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::moment::Moment;
use openbadges::base::visible::Visible;
use openbadges::issue::{Issuer, Signed};
use openbadges::model::{Digest, MicroCredential, Organisation};
use openbadges::stack::ledger::{Act, Conferral, Entry, Reservation, State};
use openbadges::stack::{Outcome, Ruling};
use openbadges::verify::Presented;

pub(crate) fn run(arguments: &StackAward) -> Result<Exit, Failure> {
    let mut store = LedgerStore::open(&arguments.applying.ledger)?;
    if let Some(badge) = conferred(arguments, &store.history()?)? {
        return write(arguments, &badge);
    }
    let mut draft: MicroCredential = issue::read(&arguments.draft)?;
    if let Some(path) = &arguments.issuer {
        let issuer: Organisation = issue::read(path)?;
        draft = draft.with_awarding_bodies(vec![issuer]);
    }
    let suite = arguments.suite.map(|suite| {
        issue::whole(suite)
            .ok_or_else(|| Failure::usage("--suite: an award is signed as a whole, not to be shown in part"))
    });
    let suite = suite.transpose()?;
    arguments.out.output().check_free()?;
    let key = key::read(&arguments.key)?;
    let case = Case::gather(&arguments.judging)?;
    if !case.programme.is_own_issuer(key.controller()) {
        let cause = format!("expected a key of an issuer of the programme's own, found one of {}", key.controller());
        let failure = Failure::coded(arguments.key.key.display(), cause, "award.other-issuer");
        return Err(failure.with_advice("the policy names the programme's own issuers, or --own does"));
    }
    // Nobody else takes a badge or confers this award between the ruling and the end of it.
    let mut change = store.change(case.now())?;
    if let Some(badge) = conferred(arguments, &change.history)? {
        return write(arguments, &badge);
    }
    let ruling = ruling(arguments, &case, &change)?;
    if ruling.outcome != Outcome::Eligible {
        return stack::print(&ruling, false, case.exit);
    }
    let option = option(arguments, &ruling, &change)?;
    let award = case.programme.award(&ruling, &arguments.award, option, draft, &case.badges);
    let award = award.map_err(|cause| Failure::coded(arguments.draft.display(), &cause, cause.code()))?;
    let id = match &arguments.id {
        Some(id) => id.clone(),
        None => issue::random_id()?,
    };
    let issuer = match suite {
        Some(suite) => Issuer::named(key).with_suite(suite),
        None => Issuer::named(key),
    };
    let signed = sign(arguments, &issuer, &award, &id, &case)?;
    let awarded = award.awarded().map_or(case.now(), Moment::at).date_in(case.programme.zone());
    let application = &arguments.applying.application;
    if change.history.ledger.entry(application.as_str()).is_none() {
        change.happen(application, Act::Reserved(reservation(&ruling, &arguments.award, option)?), None)?;
    }
    let conferral = Conferral::new(id, awarded).with_digest(digest(&signed)?);
    change.happen_with_badge(application, Act::Spent(conferral), signed.as_str())?;
    // It is spent before the badge is out: the other way round its credits might count again.
    change.commit()?;
    write(arguments, signed.as_str())
}

/// The badge of an award that an earlier run conferred: it is written again, and nothing is spent twice.
fn conferred(arguments: &StackAward, history: &History) -> Result<Option<String>, Failure> {
    let application = &arguments.applying.application;
    let Some(entry) = history.ledger.entry(application.as_str()) else { return Ok(None) };
    let State::Spent { at, .. } = entry.state() else { return Ok(None) };
    match history.badge_of(application) {
        Some(badge) if entry.reservation().pathway().award.as_str() == arguments.award => {
            eprintln!("{} was conferred at {at}: this is its badge", Visible(application.as_str()));
            Ok(Some(badge.to_owned()))
        }
        _ => Err(stands_otherwise(arguments, entry)),
    }
}

fn stands_otherwise(arguments: &StackAward, entry: &Entry) -> Failure {
    let pathway = entry.reservation().pathway();
    let cause = format!(
        "expected an application for `{}` that is not conferred, found `{}`, which is {} for `{}`",
        arguments.award,
        entry.application(),
        entry.state().name(),
        pathway.award
    );
    Failure::coded(arguments.applying.ledger.display(), cause, "ledger.application-exists")
}

/// As of the day on which the application reserved its badges, if it did, and with the awards given up that it gave up.
fn ruling(arguments: &StackAward, case: &Case<'_>, change: &Change<'_>) -> Result<Ruling, Failure> {
    let application = arguments.applying.application.as_str();
    let ledger = &change.history.ledger;
    let reserved = ledger.entry(application).map(Entry::reservation);
    let day = reserved.map(Reservation::applied);
    if let (Some(day), Some(on)) = (day, arguments.judging.applicant.on)
        && day != on
    {
        return Err(Failure::usage(format!("--on {on}: the application reserved its badges on {day}")));
    }
    let asked = case.application_of(day).with_award(&arguments.award).with_ledger(ledger, application);
    let given_up = reserved.into_iter().flat_map(Reservation::surrenders);
    case.judge(&given_up.fold(asked, |asked, award| asked.with_surrendered(award.as_str())))
}

/// The option that the application reserved, else the one that is asked for.
fn option(arguments: &StackAward, ruling: &Ruling, change: &Change<'_>) -> Result<usize, Failure> {
    let award = &arguments.award;
    let Some(entry) = change.history.ledger.entry(arguments.applying.application.as_str()) else {
        return chosen(ruling, award, arguments.option);
    };
    let State::Reserved = entry.state() else { return Err(stands_otherwise(arguments, entry)) };
    let options = ruling.decisions.first().map_or(0, |decision| decision.options.len());
    let is_reserved = |option: &usize| {
        ruling.reservation(award, *option).is_ok_and(|wanted| wanted.has_badges_of(entry.reservation()))
    };
    let asked = |option: &usize| arguments.option.is_none_or(|asked| asked == *option);
    (1..=options).filter(asked).find(is_reserved).ok_or_else(|| stands_otherwise(arguments, entry))
}

fn sign(
    arguments: &StackAward,
    issuer: &Issuer,
    award: &MicroCredential,
    id: &Iri,
    case: &Case<'_>,
) -> Result<Signed, Failure> {
    let mut stores = open_stores(&arguments.status)?;
    let mut changes = stores.iter_mut().map(|store| store.change(case.now())).collect::<Result<Vec<_>, _>>()?;
    let entries = changes.iter_mut().map(|change| change.bear(id)).collect::<Result<Vec<_>, _>>()?;
    let signed = issuer.bearing(entries).issue_until(award, id.clone(), case.now(), arguments.until);
    let signed = signed.map_err(|cause| Failure::coded(arguments.draft.display(), &cause, cause.code()))?;
    // Before the ledger: what a command that is cut off between the two leaves is a place without a badge.
    changes.into_iter().try_for_each(status_store::Change::commit)?;
    Ok(signed)
}

fn digest(signed: &Signed) -> Result<Digest, Failure> {
    let failed = |cause: &dyn std::fmt::Display| Failure::new("the badge of the award", cause);
    let badge = Presented::open(signed.as_str().as_bytes(), &Limits::DEFAULT).map_err(|cause| failed(&cause))?;
    Digest::parse(badge.digest().as_str()).map_err(|cause| failed(&cause))
}

fn write(arguments: &StackAward, badge: &str) -> Result<Exit, Failure> {
    arguments.out.output().write(format!("{badge}\n").as_bytes()).inspect_err(|_| {
        eprintln!("the award is conferred and its badge is kept in the ledger: the same command writes it");
    })
}
