//! `openbadges stack ledger`, `withdraw` and `confer`

use crate::args::{Applying, LedgerChange, LedgerNew, LedgerShow, StackConfer, StackWithdraw};
use crate::failure::{Exit, Failure};
use crate::io;
use crate::ledger_store::{History, LedgerStore, Recorded};
use crate::named::{Named, id_at};
use openbadges::base::text::Text;
use openbadges::base::time::Timestamp;
use openbadges::base::visible::Visible;
use openbadges::model::Digest;
use openbadges::stack::ledger::{Act, Conferral, Entry};
use serde::Serialize;
use std::fmt::{self, Display};
use std::path::Path;

pub(crate) fn new(arguments: &LedgerNew) -> Result<Exit, Failure> {
    LedgerStore::create(&arguments.out)
}

pub(crate) fn withdraw(arguments: &StackWithdraw) -> Result<Exit, Failure> {
    let Applying { ledger, application } = &arguments.applying;
    change(ledger, application, Act::Released, arguments.reason.as_deref(), arguments.now)
}

pub(crate) fn revoke(arguments: &LedgerChange) -> Result<Exit, Failure> {
    change(&arguments.ledger, &arguments.application, Act::Revoked, arguments.reason.as_deref(), arguments.now)
}

pub(crate) fn reinstate(arguments: &LedgerChange) -> Result<Exit, Failure> {
    change(&arguments.ledger, &arguments.application, Act::Reinstated, arguments.reason.as_deref(), arguments.now)
}

pub(crate) fn confer(arguments: &StackConfer) -> Result<Exit, Failure> {
    let Applying { ledger, application } = &arguments.applying;
    let unusable = |cause: &dyn Display| Failure::new(arguments.award.display(), cause);
    let conferral = match Named::read(&arguments.award)? {
        Named::Id(id) => Conferral::new(id, arguments.on),
        Named::File(file) => {
            let id = id_at(&file, &[]).ok_or_else(|| unusable(&"expected a badge with an id, found one without"))?;
            let digest = Digest::parse(file.digest().as_str()).map_err(|cause| unusable(&cause))?;
            Conferral::new(id, arguments.on).with_digest(digest)
        }
    };
    change(ledger, application, Act::Spent(conferral), None, arguments.now)
}

fn change(
    ledger: &Path,
    application: &Text,
    act: Act,
    reason: Option<&str>,
    now: Option<Timestamp>,
) -> Result<Exit, Failure> {
    let name = act.name();
    let mut store = LedgerStore::open(ledger)?;
    let mut change = store.change(io::now(now)?)?;
    change.happen(application, act, reason.map(str::to_owned))?;
    change.commit()?;
    io::print(format!("{} is {name}\n", Visible(application.as_str())).as_bytes())
}

pub(crate) fn show(arguments: &LedgerShow) -> Result<Exit, Failure> {
    let history = LedgerStore::open(&arguments.ledger)?.history()?;
    let Some(name) = &arguments.application else {
        return print(&Contents { entries: history.ledger.entries().collect() }, arguments.json);
    };
    let events: Vec<&Recorded> =
        history.events.iter().filter(|recorded| recorded.event.application().as_str() == name).collect();
    if events.is_empty() {
        let cause = format!("expected an application that this ledger knows, found `{name}`");
        return Err(Failure::coded(arguments.ledger.display(), cause, "ledger.unknown-application"));
    }
    print(&Application::of(&history, name, events), arguments.json)
}

fn print(shown: &(impl Serialize + Display), json: bool) -> Result<Exit, Failure> {
    let text = match json {
        true => serde_json::to_string(shown).map_err(|cause| Failure::new("the ledger", cause))? + "\n",
        false => shown.to_string(),
    };
    io::print(text.as_bytes())
}

/// Every application that has badges, or had an award.
#[derive(Serialize)]
#[serde(transparent)]
struct Contents<'h> {
    entries: Vec<&'h Entry>,
}

impl Display for Contents<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for entry in &self.entries {
            let reservation = entry.reservation();
            write!(f, "{:<9} {}", entry.state().name(), Visible(entry.application().as_str()))?;
            write!(f, "  {}", Visible(reservation.pathway().award.as_str()))?;
            write!(f, ", {} badges since {}", reservation.badges().len(), entry.reserved())?;
            match entry.award() {
                Some(award) => writeln!(f, ", {}", Visible(award.as_str()))?,
                None => writeln!(f)?,
            }
        }
        match self.entries.len() {
            1 => writeln!(f, "1 application"),
            count => writeln!(f, "{count} applications"),
        }
    }
}

/// What became of an application.
#[derive(Serialize)]
struct Application<'h> {
    application: &'h str,
    /// Nothing once its badges are released.
    entry: Option<&'h Entry>,
    history: Vec<Line<'h>>,
}

#[derive(Serialize)]
struct Line<'h> {
    at: Timestamp,
    what: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'h str>,
}

impl<'h> Application<'h> {
    fn of(history: &'h History, name: &'h str, events: Vec<&'h Recorded>) -> Self {
        let line = |recorded: &&'h Recorded| {
            let event = &recorded.event;
            Line { at: event.at(), what: event.act().name(), reason: recorded.reason.as_deref() }
        };
        Self { application: name, entry: history.ledger.entry(name), history: events.iter().map(line).collect() }
    }
}

impl Display for Application<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "application  {}", Visible(self.application))?;
        match self.entry {
            None => writeln!(f, "state        released")?,
            Some(entry) => {
                let (reservation, pathway) = (entry.reservation(), entry.reservation().pathway());
                writeln!(f, "state        {}", entry.state().name())?;
                let (programme, version) = (Visible(pathway.programme.as_str()), Visible(pathway.version.as_str()));
                writeln!(f, "for          {} of {programme}, version {version}", Visible(pathway.award.as_str()))?;
                writeln!(f, "title        {}", Visible(pathway.title.as_str()))?;
                writeln!(f, "group        {}", Visible(pathway.group.as_str()))?;
                writeln!(f, "applied      {}", reservation.applied())?;
                if let Some(conferral) = entry.state().conferral() {
                    writeln!(f, "award        {}, {}", Visible(conferral.award().as_str()), conferral.awarded())?;
                }
                for given_up in reservation.surrenders() {
                    writeln!(f, "gives up     {}", Visible(given_up.as_str()))?;
                }
                for counted in reservation.badges() {
                    writeln!(f, "badge        {}, {} credits", Visible(&counted.badge().id), counted.credits())?;
                }
            }
        }
        self.history.iter().try_for_each(|line| match line.reason {
            Some(reason) => writeln!(f, "  {}  {}: {}", line.at, line.what, Visible(reason)),
            None => writeln!(f, "  {}  {}", line.at, line.what),
        })
    }
}
