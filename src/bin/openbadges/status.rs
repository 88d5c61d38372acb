//! `openbadges status`

use crate::args::{Purpose, StatusAllocate, StatusNew, StatusPublish, StatusRevoke, StatusSet, StatusValue, Which};
use crate::failure::{Exit, Failure};
use crate::named::{Named, id_at};
use crate::status_store::{History, StatusStore};
use crate::{io, key};
use openbadges::base::iri::Iri;
use openbadges::base::visible::Visible;
use openbadges::codec::json::Node;
use openbadges::issue::{Error, Issuer, StatusEvent, StatusList, StatusPurpose};
use openbadges::verify::Presented;

pub(crate) fn new(arguments: &StatusNew) -> Result<Exit, Failure> {
    let purpose = match arguments.purpose {
        Purpose::Revocation => StatusPurpose::Revocation,
        Purpose::Suspension => StatusPurpose::Suspension,
        Purpose::Refresh => StatusPurpose::Refresh,
        Purpose::Message => StatusPurpose::Message(arguments.meaning.clone()),
    };
    if !arguments.meaning.is_empty() && !matches!(purpose, StatusPurpose::Message(_)) {
        return Err(Failure::usage("--meaning is for --purpose message"));
    }
    let list = StatusList::new(arguments.id.clone(), purpose, arguments.size);
    let list = list.map_err(|cause| Failure::usage(format!("{cause} [{}]", cause.code())))?;
    StatusStore::create(&arguments.out, &list, arguments.decoys, io::now(arguments.now)?)
}

/// Each badge by itself, told once it is on the disk.
pub(crate) fn allocate(arguments: &StatusAllocate) -> Result<Exit, Failure> {
    if arguments.index.is_some() && arguments.badges.len() > 1 {
        return Err(Failure::usage("--index is for one badge"));
    }
    let mut store = StatusStore::open(&arguments.store)?;
    for badge in &arguments.badges {
        let mut change = store.change(io::now(arguments.now)?)?;
        let index = change.allocate(badge, arguments.index)?;
        let line = match arguments.json {
            true => {
                let entry = change.history.list.entry(index).map_err(|cause| Failure::new(badge, cause))?;
                serde_json::to_string(&entry).map_err(|cause| Failure::new(badge, cause))?
            }
            false => format!("{index}  {}", Visible(badge.as_str())),
        };
        change.commit()?;
        io::print(format!("{line}\n").as_bytes())?;
    }
    Ok(Exit::Done)
}

pub(crate) fn revoke(arguments: &StatusRevoke) -> Result<Exit, Failure> {
    match arguments.undo {
        false => change(&arguments.set, "revoked", StatusList::revoke),
        true => change(&arguments.set, "not revoked any more", StatusList::undo),
    }
}

pub(crate) fn suspend(arguments: &StatusSet) -> Result<Exit, Failure> {
    change(arguments, "suspended", StatusList::suspend)
}

pub(crate) fn restore(arguments: &StatusSet) -> Result<Exit, Failure> {
    change(arguments, "restored", StatusList::restore)
}

pub(crate) fn set(arguments: &StatusValue) -> Result<Exit, Failure> {
    let value = arguments.value;
    change(&arguments.set, &format!("set to {value}"), |list, index| list.set(index, value))
}

fn change(
    arguments: &StatusSet,
    words: &str,
    what: impl FnOnce(&mut StatusList, usize) -> Result<StatusEvent, Error>,
) -> Result<Exit, Failure> {
    let mut store = StatusStore::open(&arguments.which.store)?;
    let mut open = store.change(io::now(arguments.now)?)?;
    let (badge, index) = find(&open.history, &arguments.which)?;
    open.set(|list| what(list, index), arguments.reason.clone())?;
    let url = open.history.list.url().clone();
    open.commit()?;
    let (badge, url) = (Visible(badge.as_str()), Visible(url.as_str()));
    io::print(format!("{badge} is {words}, at place {index}; others see it once {url} is published anew\n").as_bytes())
}

pub(crate) fn publish(arguments: &StatusPublish) -> Result<Exit, Failure> {
    let issuer = Issuer::named(key::read(&arguments.key)?);
    let now = io::now(arguments.now)?;
    let mut store = StatusStore::open(&arguments.store)?;
    if arguments.decoys > 0 {
        let mut change = store.change(now)?;
        change.add_decoys(arguments.decoys)?;
        change.commit()?;
    }
    // Nobody changes the list between its signature and the note of it.
    let mut change = store.change(now)?;
    let list = change.history.list.clone();
    let list = match arguments.ttl {
        Some(seconds) => list.with_ttl(seconds),
        None => list,
    };
    let signed = issuer.publish_status(&list, now, arguments.until);
    let signed = signed.map_err(|cause| Failure::coded(arguments.store.display(), &cause, cause.code()))?;
    let exit = arguments.out.output().write(format!("{}\n", signed.as_str()).as_bytes())?;
    change.note_published()?;
    change.commit()?;
    Ok(exit)
}

/// The badge that was asked for, and its place.
pub(crate) fn find(history: &History, which: &Which) -> Result<(Iri, usize), Failure> {
    let unknown = |what: String| {
        let cause = format!("expected a badge with a place in this list, found {what}");
        Failure::coded(which.store.display(), cause, "status-list.unknown-badge")
    };
    let (badge, file) = match (which.index, &which.badge) {
        (Some(index), _) => {
            let badge = history.badge_at(index).ok_or_else(|| unknown(format!("none at {index}")))?;
            return Ok((badge.clone(), index));
        }
        (None, None) => return Err(Failure::usage("expected a badge or --index")),
        (None, Some(name)) => match Named::read(name)? {
            Named::Id(id) => (id, None),
            Named::File(file) => {
                let id = id_at(&file, &[]).ok_or_else(|| unknown("one without an id".to_owned()))?;
                (id, Some(file))
            }
        },
    };
    let index = history.places.get(&badge).copied().ok_or_else(|| unknown(badge.to_string()))?;
    match file.filter(|file| !bears(file, &history.list, index)) {
        None => Ok((badge, index)),
        Some(_) => {
            let cause = format!(
                "expected a badge that bears the place {index} of this list, found another with the id {badge}"
            );
            Err(Failure::coded(which.store.display(), cause, "status-list.other-place"))
        }
    }
}

/// Whether a badge bears the entry of a place: a file that has no more than the id of a badge is not that badge.
fn bears(badge: &Presented, list: &StatusList, index: usize) -> bool {
    let (url, index) = (list.url().as_str(), index.to_string());
    let entries = badge.document().root().get("credentialStatus").into_iter().flat_map(Node::one_or_many);
    entries.into_iter().any(|entry| {
        let is = |name, value: &str| entry.get(name).and_then(Node::as_str) == Some(value);
        is("statusListCredential", url) && is("statusListIndex", &index)
    })
}
