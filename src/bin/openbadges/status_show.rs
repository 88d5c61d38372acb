//! `openbadges status show`

use crate::args::StatusShow;
use crate::failure::{Exit, Failure};
use crate::io;
use crate::status;
use crate::status_store::{Event, History, StatusStore, What};
use openbadges::base::iri::Iri;
use openbadges::base::time::Timestamp;
use openbadges::base::visible::Visible;
use openbadges::issue::{StatusEvent, StatusPurpose};
use serde::Serialize;
use std::fmt::{self, Display};

pub(crate) fn run(arguments: &StatusShow) -> Result<Exit, Failure> {
    let history = StatusStore::open(&arguments.which.store)?.history()?;
    if arguments.which.badge.is_none() && arguments.which.index.is_none() {
        return print(&Contents::of(&history), arguments.json);
    }
    let (badge, index) = status::find(&history, &arguments.which)?;
    print(&Badge::of(&history, &badge, index), arguments.json)
}

fn print(shown: &(impl Serialize + Display), json: bool) -> Result<Exit, Failure> {
    let text = match json {
        true => serde_json::to_string(shown).map_err(|cause| Failure::new("the store", cause))? + "\n",
        false => shown.to_string(),
    };
    io::print(text.as_bytes())
}

/// What is in a store.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Contents<'h> {
    list: &'h Iri,
    purpose: &'static str,
    places: usize,
    badges: usize,
    decoys: usize,
    free: usize,
    /// Badges in whose places is something else than 0.
    set: usize,
    published: Option<Timestamp>,
    /// How many changes others would see in the list, if it were published anew.
    changes_since: usize,
}

impl<'h> Contents<'h> {
    fn of(history: &'h History) -> Self {
        let list = &history.list;
        let is_decoy = |event: &&Event| matches!(event.what, What::Status(StatusEvent::Decoy { .. }));
        let is_seen = |event: &Event| match event.what {
            What::Published | What::Status(StatusEvent::Allocated { .. }) => false,
            What::Status(_) => true,
        };
        let published = history.events.iter().rposition(|event| matches!(event.what, What::Published));
        Self {
            list: list.url(),
            purpose: list.purpose().name(),
            places: list.entries(),
            badges: history.places.len(),
            decoys: history.events.iter().filter(is_decoy).count(),
            free: list.free(),
            set: history.places.values().filter(|index| list.value(**index) != Some(0)).count(),
            published: published.and_then(|at| history.events.get(at)).map(|event| event.at),
            changes_since: history.events.iter().skip(published.unwrap_or(0)).filter(|event| is_seen(event)).count(),
        }
    }
}

impl Display for Contents<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { purpose, places, badges, decoys, free, set, changes_since, .. } = self;
        let set_to = match *purpose {
            "revocation" => "revoked",
            "suspension" => "suspended",
            _ => "not clear",
        };
        writeln!(f, "list       {}", Visible(self.list.as_str()))?;
        writeln!(f, "purpose    {purpose}")?;
        writeln!(f, "places     {places}, {free} of them free")?;
        writeln!(f, "badges     {badges}, {set} of them {set_to}")?;
        writeln!(f, "decoys     {decoys}")?;
        match self.published {
            None => writeln!(f, "published  never"),
            Some(at) => writeln!(f, "published  {at}, changes since then: {changes_since}"),
        }
    }
}

/// What became of a badge.
#[derive(Serialize)]
struct Badge<'h> {
    badge: &'h Iri,
    list: &'h Iri,
    index: usize,
    status: String,
    history: Vec<Line<'h>>,
}

#[derive(Serialize)]
struct Line<'h> {
    at: Timestamp,
    what: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'h str>,
}

impl<'h> Badge<'h> {
    fn of(history: &'h History, badge: &'h Iri, index: usize) -> Self {
        let purpose = history.list.purpose();
        let line = |event: &'h Event| match event.what {
            What::Status(change) if change.index() == index => {
                Some(Line { at: event.at, what: told(change, purpose), reason: event.reason.as_deref() })
            }
            _ => None,
        };
        Self {
            badge,
            list: history.list.url(),
            index,
            status: words(history.list.value(index).unwrap_or(0), purpose),
            history: history.events.iter().filter_map(line).collect(),
        }
    }
}

fn told(event: StatusEvent, purpose: &StatusPurpose) -> String {
    match event {
        StatusEvent::Allocated { .. } => "allocated".to_owned(),
        StatusEvent::Undone { .. } => "undone".to_owned(),
        StatusEvent::Set { value: 0, .. } if *purpose == StatusPurpose::Suspension => "restored".to_owned(),
        StatusEvent::Set { value, .. } | StatusEvent::Decoy { value, .. } => words(value, purpose),
        _ => "changed".to_owned(),
    }
}

/// What a value means.
fn words(value: u8, purpose: &StatusPurpose) -> String {
    match (purpose, value) {
        (StatusPurpose::Message(meanings), _) => match meanings.get(usize::from(value)) {
            Some(meaning) => format!("{value}, {meaning}"),
            None => value.to_string(),
        },
        (_, 0) => "clear".to_owned(),
        (StatusPurpose::Revocation, _) => "revoked".to_owned(),
        (StatusPurpose::Suspension, _) => "suspended".to_owned(),
        _ => value.to_string(),
    }
}

impl Display for Badge<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "badge      {}", Visible(self.badge.as_str()))?;
        writeln!(f, "list       {}", Visible(self.list.as_str()))?;
        writeln!(f, "place      {}", self.index)?;
        writeln!(f, "status     {}", Visible(&self.status))?;
        self.history.iter().try_for_each(|line| match line.reason {
            Some(reason) => writeln!(f, "  {}  {}: {}", line.at, Visible(&line.what), Visible(reason)),
            None => writeln!(f, "  {}  {}", line.at, Visible(&line.what)),
        })
    }
}
