//! Stores of status lists at the command line: nothing is lost, whoever else is at it and whenever it ends.
#![cfg(feature = "cli")]

use openbadges::proof::{KeyDocument, SigningKey};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const LIST: &str = "https://school.example/status/1";
const NOW: [&str; 2] = ["--now", "2026-03-01T00:00:00Z"];

#[test]
fn ten_processes_at_once_give_two_hundred_different_places() {
    let desk = desk("revocation");
    let ids = |process: usize| (0..20).map(move |badge| format!("urn:example:{process}:{badge}"));
    let running: Vec<_> =
        (0..10).map(|process| begin(desk.path(), ["status", "allocate", "list.db"], ids(process))).collect();
    let mut places = BTreeSet::new();
    for child in running {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let told = String::from_utf8(output.stdout).unwrap();
        places.extend(told.lines().map(|line| line.split_once("  ").unwrap().0.parse::<usize>().unwrap()));
    }
    assert_eq!(places.len(), 200);
    let shown = show(desk.path(), &[]);
    assert_eq!((&shown["badges"], &shown["free"]), (&200.into(), &(131_072 - 200).into()));
}

#[test]
fn a_process_that_is_killed_keeps_every_place_that_it_told_of() {
    let desk = desk("revocation");
    let mut told = Vec::new();
    for round in 0..5 {
        let ids = (0..2_000).map(|badge| format!("urn:example:{round}:{badge}"));
        let mut child = begin(desk.path(), ["status", "allocate", "list.db"], ids);
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        told.extend((0..=round * 7).map(|_| lines.next().unwrap().unwrap()));
        child.kill().unwrap();
        // What it still told of, up to a line that it did not finish.
        told.extend(lines.map_while(Result::ok).filter(|line| line.contains(&format!("urn:example:{round}:"))));
        assert!(!child.wait().unwrap().success(), "it was done before it was killed");
    }
    for line in &told {
        let (place, badge) = line.split_once("  ").unwrap();
        assert_eq!(show(desk.path(), &[badge])["index"].to_string(), place);
    }
    // At most the last of each round was written and not told.
    let badges = usize::try_from(show(desk.path(), &[])["badges"].as_u64().unwrap()).unwrap();
    assert!((told.len()..=told.len() + 5).contains(&badges), "{badges} badges, {} told of", told.len());
    succeed(desk.path(), &["status", "allocate", "list.db", "urn:example:after"]);
}

#[test]
fn a_change_that_was_cut_off_is_undone_by_the_next_command() {
    let desk = desk("revocation");
    let path = |name: &str| desk.path().join(name);
    succeed(desk.path(), &["status", "allocate", "list.db", "urn:example:1"]);
    let before = (fs::read(path("list.db")).unwrap(), show(desk.path(), &[]));
    // A change that is too large for memory is on the disk in part before it is committed.
    let writing = rusqlite::Connection::open(path("list.db")).unwrap();
    writing.execute_batch("PRAGMA cache_size = 1; BEGIN IMMEDIATE").unwrap();
    for _ in 0..2_000 {
        writing.execute("INSERT INTO event (at, what) VALUES ('2026-03-01T00:00:00Z', '\"published\"')", []).unwrap();
    }
    fs::create_dir(path("cut")).unwrap();
    for file in ["list.db", "list.db-journal"] {
        fs::copy(path(file), path("cut").join(file)).unwrap();
    }
    drop(writing);
    assert!(fs::read(path("cut/list.db")).unwrap() != before.0);
    assert_eq!(show(&path("cut"), &[]), before.1);
    assert!(fs::read(path("cut/list.db")).unwrap() == before.0);
}

#[test]
fn a_file_that_is_no_sound_store_is_refused_and_stays_as_it_is() {
    let desk = desk("revocation");
    let path = |name: &str| desk.path().join(name);
    let store = fs::read(path("list.db")).unwrap();
    let altered = |at: usize, byte: u8| {
        let mut bytes = store.clone();
        bytes[at] = byte;
        bytes
    };
    let other = rusqlite::Connection::open(path("other.db")).unwrap();
    other.execute_batch("CREATE TABLE list (place INTEGER)").unwrap();
    other.close().unwrap();
    let more = path("more.db");
    fs::write(&more, &store).unwrap();
    rusqlite::Connection::open(&more).unwrap().execute_batch("CREATE TABLE more (more TEXT)").unwrap();
    fs::write(path("empty.db"), "").unwrap();
    fs::write(path("text.db"), "x".repeat(5_000)).unwrap();
    // The SQLite file format §1.3: 60 is `user_version`, 68 `application_id`.
    fs::write(path("later.db"), altered(63, 2)).unwrap();
    fs::write(path("never.db"), altered(63, 0)).unwrap();
    fs::write(path("marked.db"), altered(70, b'x')).unwrap();
    fs::write(path("short.db"), &store[..store.len() - 4_096]).unwrap();
    for (name, code) in [
        ("other.db", "store.other-kind"),
        ("empty.db", "store.other-kind"),
        ("text.db", "store.other-kind"),
        ("marked.db", "store.other-kind"),
        ("award.json", "store.other-kind"),
        ("later.db", "store.version"),
        ("never.db", "store.other-kind"),
        ("more.db", "store.damaged"),
        ("short.db", "store.damaged"),
    ] {
        let before = fs::read(path(name)).unwrap();
        for command in [
            &["status", "show", name][..],
            &["status", "allocate", name, "urn:example:1"],
            &["status", "publish", name, "--key", "key.json"],
            &["issue", "award.json", "--key", "key.json", "--status", name],
        ] {
            let output = run(desk.path(), command);
            assert_eq!(output.status.code(), Some(4), "{command:?}: {output:?}");
            assert!(String::from_utf8(output.stderr).unwrap().contains(&format!("[{code}]")), "{command:?}");
            assert!(output.stdout.is_empty());
        }
        assert!(fs::read(path(name)).unwrap() == before, "{name} was changed");
        assert!(!path(&format!("{name}-journal")).exists());
    }
    let absent = run(desk.path(), &["status", "show", "absent.db"]);
    assert_eq!((absent.status.code(), path("absent.db").exists()), (Some(4), false));
}

#[test]
fn an_altered_byte_is_noticed_or_alters_nothing() {
    let desk = desk("revocation");
    for badge in ["urn:example:1", "urn:example:2"] {
        succeed(desk.path(), &["status", "allocate", "list.db", badge, "--now", "2026-02-01T00:00:00Z"]);
    }
    succeed(desk.path(), &["status", "revoke", "list.db", "urn:example:1", "--reason", "copied"]);
    let shown = || run(desk.path(), &["status", "show", "list.db", "urn:example:1"]);
    let (path, good) = (desk.path().join("list.db"), shown());
    let store = fs::read(&path).unwrap();
    let in_use: Vec<usize> = (0..store.len()).filter(|at| store[*at] != 0).collect();
    let mut noticed = 0;
    for at in in_use.iter().step_by(11) {
        let mut altered = store.clone();
        altered[*at] ^= 0x11;
        fs::write(&path, &altered).unwrap();
        let found = shown();
        if found.status.success() {
            assert_eq!(found.stdout, good.stdout, "byte {at}");
        } else {
            noticed += 1;
            assert_eq!(found.status.code(), Some(4), "byte {at}: {found:?}");
            assert!(fs::read(&path).unwrap() == altered, "byte {at}");
        }
    }
    assert!(noticed * 2 > in_use.len() / 11, "{noticed} of {}", in_use.len() / 11);
}

#[test]
fn a_badge_that_was_revoked_and_published_is_rejected() {
    let desk = desk("revocation");
    let verify = |list: &str| verdict(desk.path(), "badge.json", list);
    issue(desk.path(), "badge.json", &[]);
    publish(desk.path(), "before.json", &[]);
    // A place that is given changes nothing that others see.
    succeed(desk.path(), &["status", "allocate", "list.db", "urn:example:other"]);
    assert_eq!(show(desk.path(), &[])["changesSince"], 0);
    assert_eq!(verify("before.json"), (Some(0), "status.clear".to_owned()));
    succeed(desk.path(), &["status", "revoke", "list.db", "badge.json", "--reason", "copied"]);
    assert_eq!(show(desk.path(), &["badge.json"])["status"], "revoked");
    assert_eq!(show(desk.path(), &[])["changesSince"], 1);
    publish(desk.path(), "after.json", &["--ttl", "300", "--until", "2026-06-01T00:00:00Z"]);
    assert_eq!(verify("after.json"), (Some(1), "status.revoked".to_owned()));
    let list: Value = serde_json::from_slice(&fs::read(desk.path().join("after.json")).unwrap()).unwrap();
    assert_eq!((&list["credentialSubject"]["ttl"], &list["id"]), (&300_000.into(), &LIST.into()));
    assert_eq!(show(desk.path(), &[])["changesSince"], 0);
    let again = ["issue", "award.json", "--key", "key.json", "--status", "list.db", "--id"];
    let id = show(desk.path(), &["badge.json"])["badge"].as_str().unwrap().to_owned();
    let again = run(desk.path(), &[&again[..], &[&id]].concat());
    assert!(String::from_utf8(again.stderr).unwrap().contains("[status-list.not-clear]"));
    // The reason is the store's alone, and a revocation is final unless it never should have been.
    assert!(!list.to_string().contains("copied"));
    assert_eq!(run(desk.path(), &["status", "restore", "list.db", "badge.json"]).status.code(), Some(4));
    succeed(desk.path(), &["status", "revoke", "list.db", "badge.json", "--undo", "--reason", "another one was meant"]);
    publish(desk.path(), "undone.json", &[]);
    assert_eq!(verify("undone.json"), (Some(0), "status.clear".to_owned()));
    let history = show(desk.path(), &["badge.json"])["history"].clone();
    let what: Vec<&str> = history.as_array().unwrap().iter().map(|event| event["what"].as_str().unwrap()).collect();
    assert_eq!(what, ["allocated", "revoked", "undone"]);
    assert_eq!((&history[1]["reason"], &history[2]["reason"]), (&"copied".into(), &"another one was meant".into()));
}

#[test]
fn a_suspended_badge_is_rejected_until_it_is_restored() {
    let desk = desk("suspension");
    issue(desk.path(), "badge.jwt", &["--form", "vc-jwt"]);
    for (command, file, expected) in [
        ("suspend", "suspended.json", (Some(1), "status.suspended".to_owned())),
        ("restore", "restored.json", (Some(0), "status.clear".to_owned())),
    ] {
        succeed(desk.path(), &["status", command, "list.db", "badge.jwt"]);
        publish(desk.path(), file, &[]);
        assert_eq!(verdict(desk.path(), "badge.jwt", file), expected);
    }
    assert_eq!(run(desk.path(), &["status", "revoke", "list.db", "badge.jwt"]).status.code(), Some(4));
}

#[test]
fn a_badge_that_cannot_be_signed_takes_no_place_and_one_that_cannot_be_written_keeps_its_own() {
    let desk = desk("revocation");
    let issue = |more: &[&str]| {
        let fixed = ["issue", "award.json", "--key", "key.json", "--status", "list.db", "--id", "urn:example:7"];
        run(desk.path(), &[&fixed[..], &NOW, more].concat())
    };
    let badges = || show(desk.path(), &[])["badges"].as_u64().unwrap();
    assert_eq!(issue(&["--until", "2020-01-01T00:00:00Z"]).status.code(), Some(4));
    assert_eq!(badges(), 0);
    let unwritten = issue(&["--out", "award.json"]);
    assert_eq!((unwritten.status.code(), badges()), (Some(4), 1));
    assert!(String::from_utf8(unwritten.stderr).unwrap().contains("--id urn:example:7"));
    let place = show(desk.path(), &["urn:example:7"])["index"].to_string();
    let badge: Value = serde_json::from_slice(&issue(&[]).stdout).unwrap();
    assert_eq!((&badge["credentialStatus"]["statusListIndex"], badges()), (&place.into(), 1));
}

#[test]
fn a_badge_has_a_place_in_each_of_several_lists() {
    let desk = desk("revocation");
    let other = ["status", "new", "--id", "https://school.example/status/2", "--purpose", "suspension"];
    succeed(desk.path(), &[&other[..], &["--out", "holds.db"]].concat());
    let issue = |stores: [&str; 3], id: &str| {
        let stores = stores.map(|store| format!("--status={store}"));
        begin(desk.path(), ["issue", "award.json", "--key", "key.json", "--id", id], stores)
    };
    // In whichever order they are given, nobody waits for somebody who waits for them.
    let running: Vec<_> = (0..8)
        .map(|number| {
            let stores = ["list.db", "holds.db", "./list.db"];
            let turned = ["holds.db", "list.db", "holds.db"];
            issue(if number % 2 == 0 { stores } else { turned }, &format!("urn:example:{number}"))
        })
        .collect();
    for child in running {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let badge: Value = serde_json::from_slice(&output.stdout).unwrap();
        let purposes: BTreeSet<&str> = badge["credentialStatus"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["statusPurpose"].as_str().unwrap())
            .collect();
        assert_eq!(purposes, BTreeSet::from(["revocation", "suspension"]));
    }
}

#[test]
fn a_message_is_set_and_verify_shows_what_it_means() {
    let desk = desk("revocation");
    let new = ["status", "new", "--id", LIST, "--purpose", "message", "--out", "messages.db"];
    let meanings = ["--meaning", "in good standing", "--meaning", "fee unpaid"];
    assert_eq!(run(desk.path(), &[&new[..], &meanings[..2]].concat()).status.code(), Some(2));
    succeed(desk.path(), &[&new[..], &meanings].concat());
    let fixed = ["issue", "award.json", "--key", "key.json", "--status", "messages.db", "--out", "badge.json"];
    succeed(desk.path(), &[&fixed[..], &["--now", "2026-01-20T09:00:00Z"]].concat());
    succeed(desk.path(), &["status", "set", "messages.db", "badge.json", "--value", "1"]);
    let too_large = run(desk.path(), &["status", "set", "messages.db", "badge.json", "--value", "2"]);
    assert!(String::from_utf8(too_large.stderr).unwrap().contains("[status-list.value]"));
    let shown = succeed(desk.path(), &["status", "show", "--json", "messages.db", "badge.json"]);
    let shown: Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert_eq!((&shown["status"], &shown["history"][1]["what"]), (&"1, fee unpaid".into(), &"1, fee unpaid".into()));
    let publish = ["status", "publish", "messages.db", "--key", "key.json", "--out", "list.json"];
    succeed(desk.path(), &[&publish[..], &NOW].concat());
    assert_eq!(verdict(desk.path(), "badge.json", "list.json"), (Some(1), "status.message".to_owned()));
}

#[test]
fn decoys_hide_how_many_badges_were_revoked() {
    let desk = desk("revocation");
    publish(desk.path(), "list.json", &["--decoys", "60"]);
    let shown = show(desk.path(), &[]);
    assert_eq!((&shown["decoys"], &shown["badges"], &shown["set"]), (&60.into(), &0.into(), &0.into()));
    let list: Value = serde_json::from_slice(&fs::read(desk.path().join("list.json")).unwrap()).unwrap();
    let bits = list["credentialSubject"]["encodedList"].as_str().unwrap();
    let bits = openbadges::codec::bits::Bits::decode(bits, &openbadges::base::limits::Limits::DEFAULT).unwrap();
    let set = (0..131_072).filter(|index| bits.get(*index, 1) == Some(1)).count();
    assert!((10..50).contains(&set), "{set} of 60 drawn bits");
}

#[cfg(unix)]
#[test]
fn a_store_is_private_and_never_overwritten() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk("revocation");
    let path = desk.path().join("list.db");
    let before = fs::read(&path).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let again = run(desk.path(), &["status", "new", "--id", LIST, "--out", "list.db"]);
    assert_eq!(again.status.code(), Some(4));
    assert!(fs::read(&path).unwrap() == before);
    // Nor does a new one take over what an earlier one of its name left behind.
    fs::write(desk.path().join("new.db-journal"), "left").unwrap();
    let refused = run(desk.path(), &["status", "new", "--id", LIST, "--out", "new.db"]);
    assert_eq!((refused.status.code(), desk.path().join("new.db").exists()), (Some(4), false));
}

/// A folder with a key, an award and the store of a list.
fn desk(purpose: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let key = KeyDocument::of_did_key(SigningKey::from_seed([1; 32]).unwrap());
    fs::write(folder.path().join("key.json"), key.to_text().expose()).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder.path().join("key.json"), fs::Permissions::from_mode(0o600)).unwrap();
    }
    fs::write(folder.path().join("award.json"), openbadges::model::sample_award()).unwrap();
    succeed(folder.path(), &["status", "new", "--id", LIST, "--purpose", purpose, "--out", "list.db"]);
    folder
}

fn issue(folder: &Path, out: &str, more: &[&str]) {
    let fixed = ["issue", "award.json", "--key", "key.json", "--status", "list.db", "--out", out];
    succeed(folder, &[&fixed[..], &["--now", "2026-01-20T09:00:00Z"], more].concat());
}

fn publish(folder: &Path, out: &str, more: &[&str]) {
    succeed(folder, &[&["status", "publish", "list.db", "--key", "key.json", "--out", out][..], &NOW, more].concat());
}

fn show(folder: &Path, more: &[&str]) -> Value {
    let output = succeed(folder, &[&["status", "show", "--json", "list.db"][..], more].concat());
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The exit code, and the first finding on the status.
fn verdict(folder: &Path, badge: &str, list: &str) -> (Option<i32>, String) {
    let material = format!("{LIST}={list}");
    let output = run(folder, &[&["verify", "--json", badge, "--material", &material][..], &NOW].concat());
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let check = report["checks"].as_array().unwrap().iter().find(|check| check["check"] == "status").unwrap();
    (output.status.code(), check["findings"][0]["code"].as_str().unwrap().to_owned())
}

fn succeed(folder: &Path, args: &[&str]) -> Output {
    let output = run(folder, args);
    assert!(output.status.success(), "{args:?}: {output:?}");
    output
}

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_openbadges")).current_dir(folder).args(args).output().unwrap()
}

fn begin<const N: usize>(
    folder: &Path,
    args: [&str; N],
    more: impl IntoIterator<Item = String>,
) -> std::process::Child {
    Command::new(env!("CARGO_BIN_EXE_openbadges"))
        .current_dir(folder)
        .args(args)
        .args(more)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}
