//! Ledgers at the command line: no badge counts twice, whoever else is at it and whenever it ends.
#![cfg(feature = "cli")]

use openbadges::stack::Programme;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

const BADGES: [&str; 4] = ["h1.png", "h2.svg", "i1.json", "i2.json"];
const NOW: [&str; 2] = ["--now", "2026-03-01T00:00:00Z"];

#[test]
fn of_ten_processes_at_once_one_reserves_and_the_others_are_told_who_was_first() {
    let desk = desk();
    let running: Vec<Child> = (0..10).map(|number| begin(desk.path(), &reserving(&format!("A-{number}")))).collect();
    let ended: Vec<Output> = running.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
    let (won, lost): (Vec<&Output>, Vec<&Output>) = ended.iter().partition(|output| output.status.success());
    assert_eq!((won.len(), lost.len()), (1, 9), "{ended:?}");
    let winner = told(won[0]).split(' ').next().unwrap().to_owned();
    for output in lost {
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let line = format!("it is reserved since 2026-03-01T00:00:00Z for application `{winner}`, certificate");
        assert_eq!(told(output).matches(&line).count(), 4, "{output:?}");
    }
    let entries = show(desk.path(), &[]);
    assert_eq!((entries.as_array().unwrap().len(), &entries[0]["application"]), (1, &winner.into()));
}

#[test]
fn a_process_that_is_killed_has_reserved_all_its_badges_or_none() {
    let desk = desk();
    let (mut kept, mut begun) = (0, 0);
    for wait in (0..60).map(|step| Duration::from_millis(step * 3)) {
        let mut child = begin(desk.path(), &reserving("A-1"));
        std::thread::sleep(wait);
        child.kill().unwrap();
        let output = child.wait_with_output().unwrap();
        let entries = show(desk.path(), &[]);
        match entries.as_array().unwrap().as_slice() {
            [] => {
                assert_eq!(told(&output), "", "it told of what it did not keep");
                begun += 1;
            }
            [entry] => {
                assert_eq!(entry["reservation"]["badges"].as_array().unwrap().len(), 4);
                // Whoever was interrupted tries again and learns that it is done.
                let again = succeed(desk.path(), &reserving("A-1"));
                assert!(told(&again).starts_with("A-1 has 4 badges reserved for certificate"), "{again:?}");
                succeed(desk.path(), &["stack", "withdraw", "--ledger", "led.db", "--application", "A-1"]);
                kept += 1;
            }
            _ => panic!("{entries}"),
        }
    }
    assert!(begun > 0, "all {kept} were done before they were killed");
    succeed(desk.path(), &reserving("A-2"));
}

#[test]
fn a_reservation_is_conferred_withdrawn_revoked_and_reinstated() {
    let desk = desk();
    let ledger = |command: &[&str]| {
        let output = run(desk.path(), command);
        (output.status.code().unwrap(), told(&output) + &String::from_utf8(output.stderr).unwrap())
    };
    let of = |command: &str, application: &str| {
        ledger(&["stack", command, "--ledger", "led.db", "--application", application, "--reason", "as asked"])
    };
    let correct = |command: &str, application: &str| ledger(&["stack", "ledger", command, "led.db", application]);
    let confer = |application: &str| {
        let fixed = ["stack", "confer", "certificate.json", "--ledger", "led.db", "--on", "2026-03-01"];
        ledger(&[&fixed[..], &["--application", application]].concat())
    };
    succeed(desk.path(), &reserving("A-1"));
    assert_eq!(of("withdraw", "A-1"), (0, "A-1 is released\n".to_owned()));
    let (code, message) = of("withdraw", "A-1");
    assert!(code == 4 && message.contains("[ledger.unknown-application]"), "{message}");

    succeed(desk.path(), &reserving("A-2"));
    assert_eq!(confer("A-2"), (0, "A-2 is spent\n".to_owned()));
    assert!(confer("A-2").1.contains("[ledger.award-exists]"));
    assert!(of("withdraw", "A-2").1.contains("[ledger.state]"));
    let spent = run(desk.path(), &reserving("A-3"));
    assert!(told(&spent).contains("it is spent since"), "{spent:?}");

    assert_eq!(correct("revoke", "A-2").0, 0);
    assert_eq!(correct("reinstate", "A-2").0, 0);
    assert_eq!(correct("revoke", "A-2").0, 0);
    succeed(desk.path(), &reserving("A-3"));
    let (code, message) = correct("reinstate", "A-2");
    assert!(code == 4 && message.contains("[ledger.taken]") && message.contains("`A-3`"), "{message}");

    let shown = show(desk.path(), &["A-2"]);
    let what: Vec<&str> =
        shown["history"].as_array().unwrap().iter().map(|line| line["what"].as_str().unwrap()).collect();
    assert_eq!(what, ["reserved", "spent", "revoked", "reinstated", "revoked"]);
    let released = show(desk.path(), &["A-1"]);
    assert_eq!((&released["entry"], &released["history"][1]["reason"]), (&Value::Null, &"as asked".into()));
}

#[test]
fn a_check_asks_the_ledger_and_an_application_is_not_in_its_own_way() {
    let desk = desk();
    succeed(desk.path(), &reserving("A-1"));
    let check = |more: &[&str]| {
        let output = run(desk.path(), &[&judging("check")[..], more].concat());
        (output.status.code().unwrap(), told(&output).contains("for application `A-1`"))
    };
    assert_eq!(check(&[]), (0, false));
    assert_eq!(check(&["--ledger", "led.db"]), (1, true));
    assert_eq!(check(&["--ledger", "led.db", "--application", "A-2"]), (1, true));
    assert_eq!(check(&["--ledger", "led.db", "--application", "A-1"]), (0, false));
    // Another choice under the same name is no second try.
    let other = run(desk.path(), &[&reserving("A-1")[..], &["--on", "2026-02-28"]].concat());
    assert_eq!(other.status.code(), Some(4));
    assert!(String::from_utf8(other.stderr).unwrap().contains("[ledger.application-exists]"));
}

#[test]
fn a_file_that_is_no_ledger_is_refused_and_stays_as_it_is() {
    let desk = desk();
    let path = |name: &str| desk.path().join(name);
    let status = ["status", "new", "--id", "https://school.example/status/1", "--out", "list.db"];
    succeed(desk.path(), &status);
    for name in ["list.db", "policy.json"] {
        let before = fs::read(path(name)).unwrap();
        for command in [&["stack", "ledger", "show", name][..], &["stack", "ledger", "revoke", name, "A-1"]] {
            let output = run(desk.path(), command);
            assert!(String::from_utf8(output.stderr).unwrap().contains("[store.other-kind]"), "{command:?}");
        }
        assert!(fs::read(path(name)).unwrap() == before);
    }
    let again = run(desk.path(), &["stack", "ledger", "new", "--out", "led.db"]);
    assert_eq!(again.status.code(), Some(4));
}

#[test]
fn an_altered_byte_is_noticed_or_alters_nothing() {
    let desk = desk();
    succeed(desk.path(), &reserving("A-1"));
    let withdraw = ["stack", "withdraw", "--ledger", "led.db", "--application", "A-1", "--reason", "moved away"];
    succeed(desk.path(), &[&withdraw[..], &NOW].concat());
    succeed(desk.path(), &reserving("A-2"));
    let shown = || run(desk.path(), &["stack", "ledger", "show", "led.db", "--json"]);
    let (path, good) = (desk.path().join("led.db"), shown());
    let store = fs::read(&path).unwrap();
    let in_use: Vec<usize> = (0..store.len()).filter(|at| store[*at] != 0).collect();
    let mut noticed = 0;
    for at in in_use.iter().step_by(29) {
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
    assert!(noticed * 2 > in_use.len() / 29, "{noticed} of {}", in_use.len() / 29);
}

/// A folder with the badges of the story, the policy and an empty ledger.
fn desk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/own");
    for name in BADGES.iter().chain(&["certificate.json"]) {
        fs::copy(own.join(name), folder.path().join(name)).unwrap();
    }
    let programme = Programme::preset("hku-space").unwrap();
    let issuers = [
        "did:key:z6Mkon3Necd6NkkyfoGoHxid2znGc59LU3K7mubaRcFbLfLX",
        "did:key:z6Mko9hTggMwjSTEaJaPUfE6tqcy2xvU6BnNq3e3o8qVBiyH",
    ];
    let programme = issuers
        .into_iter()
        .fold(programme, |programme, issuer| programme.with_own_issuer(issuer.parse().unwrap()).unwrap());
    fs::write(folder.path().join("policy.json"), programme.to_json()).unwrap();
    succeed(folder.path(), &["stack", "ledger", "new", "--out", "led.db"]);
    folder
}

fn judging(command: &'static str) -> Vec<&'static str> {
    [&["stack", command, "--policy", "policy.json", "--award", "certificate"][..], &NOW, &BADGES].concat()
}

fn reserving(application: &str) -> Vec<&str> {
    [&judging("reserve")[..], &["--ledger", "led.db", "--application", application]].concat()
}

fn show(folder: &Path, more: &[&str]) -> Value {
    let output = succeed(folder, &[&["stack", "ledger", "show", "--json", "led.db"][..], more].concat());
    serde_json::from_slice(&output.stdout).unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn succeed(folder: &Path, args: &[&str]) -> Output {
    let output = run(folder, args);
    assert!(output.status.success(), "{args:?}: {output:?}");
    output
}

fn run(folder: &Path, args: &[&str]) -> Output {
    begin(folder, args).wait_with_output().unwrap()
}

fn begin(folder: &Path, args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_openbadges"))
        .current_dir(folder)
        .args(args)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}
