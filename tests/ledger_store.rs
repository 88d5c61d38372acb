//! Ledgers at the command line: no badge counts twice, whoever else is at it and whenever it ends.
#![cfg(feature = "cli")]

use openbadges::proof::{KeyDocument, SigningKey};
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
                assert!(
                    told(&again).starts_with("A-1 has 4 badges reserved for Certificate in Professional Practice (AI)"),
                    "{again:?}"
                );
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
fn an_award_is_signed_spends_its_badges_and_is_written_again_by_the_same_command() {
    let desk = desk();
    let path = |name: &str| desk.path().join(name);
    let status = ["status", "new", "--id", "https://harbour.example.edu/status/1", "--out", "list.db"];
    succeed(desk.path(), &status);
    let award = [&awarding("A-1", "award.json")[..], &["--status", "list.db"]].concat();
    succeed(desk.path(), &award);
    let badge: Value = serde_json::from_slice(&fs::read(path("award.json")).unwrap()).unwrap();
    assert_eq!(badge["name"], "Certificate in Professional Practice (AI)");
    assert_eq!(badge["credentialStatus"]["statusListCredential"], "https://harbour.example.edu/status/1");
    let evidence = badge["evidence"].as_array().unwrap();
    let (grounds, components) = evidence.split_last().unwrap();
    assert_eq!((components.len(), &grounds["genre"]), (4, &"ext:Grounds".into()));
    assert_eq!(badge["relatedResource"].as_array().unwrap().len(), 4);
    let lines = grounds["description"].as_str().unwrap();
    for line in ["policy: hku-space", "award: certificate", "applied: 2026-03-01", "title: PP", "theme: AI", "level: 4"]
    {
        assert!(lines.lines().any(|found| found == line), "{line}: {lines}");
    }
    let publish = ["status", "publish", "list.db", "--key", "key.json", "--out", "list.json"];
    succeed(desk.path(), &[&publish[..], &NOW].concat());
    let material = "https://harbour.example.edu/status/1=list.json";
    succeed(desk.path(), &[&["verify", "award.json", "--material", material][..], &NOW].concat());

    let entry = &show(desk.path(), &[])[0];
    assert_eq!(entry["state"]["spent"]["conferral"]["award"], badge["id"]);
    // Whoever was interrupted before the file was there has it written again, byte for byte, also without the badges.
    fs::remove_file(path("h1.png")).unwrap();
    succeed(desk.path(), &awarding("A-1", "again.json"));
    assert!(fs::read(path("again.json")).unwrap() == fs::read(path("award.json")).unwrap());
    assert_eq!(show(desk.path(), &["A-1"])["history"].as_array().unwrap().len(), 2);
}

#[test]
fn an_award_is_judged_again_by_the_components_that_are_handed_over() {
    let desk = desk();
    succeed(desk.path(), &awarding("A-1", "award.json"));
    fs::create_dir(desk.path().join("folder")).unwrap();
    for name in BADGES {
        fs::copy(desk.path().join(name), desk.path().join("folder").join(name)).unwrap();
    }
    let recheck = |policy: &str, more: &[&str]| {
        let fixed = ["stack", "recheck", "award.json", "--components", "folder", "--policy", policy];
        let output = run(desk.path(), &[&fixed[..], &NOW, more].concat());
        (output.status.code().unwrap(), told(&output))
    };
    let (code, shown) = recheck("policy.json", &[]);
    assert_eq!(
        (code, shown.contains(": supported\n"), shown.contains("[award.supported]")),
        (0, true, true),
        "{shown}"
    );
    let json: Value = serde_json::from_str(&recheck("policy.json", &["--json"]).1).unwrap();
    assert_eq!((&json["check"], &json["outcome"]), (&"award.components".into(), &"supported".into()));
    fs::remove_file(desk.path().join("folder/h1.png")).unwrap();
    let (code, shown) = recheck("policy.json", &[]);
    assert!(code == 3 && shown.contains("[award.component-missing]"), "{shown}");
    // Handed over by itself it is there again.
    assert_eq!(recheck("policy.json", &["--components", "h1.png"]).0, 0);
    fs::write(desk.path().join("other.json"), Programme::preset("hku-space").unwrap().to_json()).unwrap();
    let (code, shown) = recheck("other.json", &[]);
    assert!(code == 3 && shown.contains("[award.other-policy]"), "{shown}");
    let altered = fs::read_to_string(desk.path().join("award.json")).unwrap().replace("title: PP", "title: GS");
    fs::write(desk.path().join("award.json"), altered).unwrap();
    assert_eq!(recheck("policy.json", &[]), (1, String::new()));
}

#[test]
fn an_award_that_cannot_be_made_spends_nothing() {
    let desk = desk();
    let write = |name: &str, text: &str| fs::write(desk.path().join(name), text).unwrap();
    let refuse = |args: &[&str], code: i32, words: &str| {
        let output = run(desk.path(), args);
        let message = told(&output) + &String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(code) && message.contains(words), "{message}");
        assert_eq!(show(desk.path(), &[]), Value::Array(Vec::new()));
    };
    write("taken.json", "");
    refuse(&awarding("A-1", "taken.json"), 4, "exists already");
    refuse(&awarding("A-1", "nowhere/new.json"), 4, "expected a folder");
    succeed(desk.path(), &["keygen", "--out", "other.json"]);
    let stranger: Vec<&str> =
        awarding("A-1", "new.json").iter().map(|arg| if *arg == "key.json" { "other.json" } else { arg }).collect();
    refuse(&stranger, 4, "[award.other-issuer]");
    refuse(&awarding("A-1", "new.json")[..awarding("A-1", "new.json").len() - 3], 1, "not eligible");
    let late = [&awarding("A-1", "new.json")[..], &["--until", "2020-01-01T00:00:00Z"]].concat();
    refuse(&late, 4, "expected an end after");
    let draft: Value = serde_json::from_str(DRAFT).unwrap();
    for (member, value, words) in [
        ("title", serde_json::json!({"en": "Master of All"}), "expected the title `Certificate in Professional"),
        (
            "credits",
            serde_json::json!([{"amount": "60", "system": "hkqf"}]),
            "expected 30 credits of `hkqf` at `/credits`",
        ),
        ("levels", serde_json::json!({"national": [{"framework": "hkqf", "level": 5}]}), "expected level 4 of hkqf"),
        ("themes", serde_json::json!([{"code": "FIN"}]), "expected the theme `AI`"),
        ("learner", serde_json::json!({"id": "did:example:kim"}), "expected the learner of the badges"),
        ("components", serde_json::json!([{"id": "urn:uuid:c"}]), "expected no components"),
    ] {
        let mut other = draft.clone();
        other[member] = value;
        write("draft.json", &other.to_string());
        refuse(&awarding("A-1", "new.json"), 4, words);
    }
    assert!(!desk.path().join("new.json").exists());
}

#[test]
fn an_award_uses_what_its_application_reserved_on_the_day_of_it() {
    let desk = desk();
    let on = |args: Vec<&'static str>, day: &'static str| [&args[..], &["--on", day]].concat();
    succeed(desk.path(), &on(reserving("A-1"), "2026-02-20"));
    let wrong_day = run(desk.path(), &on(awarding("A-1", "award.json"), "2026-03-01"));
    assert!(String::from_utf8(wrong_day.stderr).unwrap().contains("reserved its badges on 2026-02-20"));
    let other = run(desk.path(), &awarding("A-2", "other.json"));
    assert!(other.status.code() == Some(1) && told(&other).contains("for application `A-1`"), "{other:?}");
    succeed(desk.path(), &awarding("A-1", "award.json"));
    assert!(fs::read_to_string(desk.path().join("award.json")).unwrap().contains("applied: 2026-02-20"));
    let confer = ["stack", "confer", "certificate.json", "--ledger", "led.db", "--on", "2026-03-01"];
    let again = run(desk.path(), &[&confer[..], &["--application", "A-1"]].concat());
    assert!(String::from_utf8(again.stderr).unwrap().contains("[ledger.state]"));
}

#[test]
fn an_award_that_is_killed_is_conferred_once_whenever_it_was() {
    let desk = desk();
    let (mut unconferred, mut unwritten) = (0, 0);
    for (number, wait) in (0..40).map(|step| (step, Duration::from_millis(step * 6))) {
        let (application, out) = (format!("A-{number}"), format!("award-{number}.json"));
        let mut child = begin(desk.path(), &awarding(&application, &out));
        std::thread::sleep(wait);
        child.kill().unwrap();
        child.wait().unwrap();
        let is_written = desk.path().join(&out).exists();
        let entries = show(desk.path(), &[]);
        let is_conferred = entries.as_array().unwrap().iter().any(|entry| entry["application"] == application.as_str());
        assert!(is_conferred || !is_written, "an award is out whose badges are not spent");
        unconferred += usize::from(!is_conferred);
        unwritten += usize::from(is_conferred && !is_written);
        if !is_written {
            succeed(desk.path(), &awarding(&application, &out));
        }
        let badge: Value = serde_json::from_slice(&fs::read(desk.path().join(&out)).unwrap()).unwrap();
        let shown = show(desk.path(), &[&application]);
        assert_eq!(shown["entry"]["state"]["spent"]["conferral"]["award"], badge["id"]);
        assert_eq!(shown["history"].as_array().unwrap().len(), 2);
        succeed(desk.path(), &["stack", "ledger", "revoke", "led.db", &application]);
    }
    assert!(unconferred > 0, "all were done before they were killed; {unwritten} were not written");
}

#[test]
fn a_learner_who_may_choose_is_asked_and_the_award_follows_what_was_reserved() {
    let desk = desk();
    let mut files = Vec::new();
    for number in 1..4 {
        let badge = serde_json::json!({
            "id": format!("https://harbour.example.edu/achievements/{number}"),
            "title": {"en": format!("Module {number}")},
            "description": {"en": "About it."},
            "criteria": {"en": "Pass."},
            "learner": {"id": "did:example:learner-7"},
            "provider": {"name": "Harbour School", "country": "HK"},
            "awarded": "2026-02-01T09:00:00Z",
            "credits": [{"amount": "10", "system": "hkqf"}],
            "category": {"code": "PP"},
            "themes": [{"code": "AI"}, {"code": "FIN"}],
        });
        fs::write(desk.path().join("module.json"), badge.to_string()).unwrap();
        files.push(format!("module-{number}.json"));
        let issue = ["issue", "module.json", "--key", "key.json", "--now", "2026-02-01T09:00:00Z", "--out"];
        succeed(desk.path(), &[&issue[..], &[&files[number - 1]]].concat());
    }
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let with = |args: Vec<&'static str>, more: &[&'static str]| {
        let command: Vec<&str> = args.into_iter().filter(|arg| !BADGES.contains(arg)).collect();
        run(desk.path(), &[&command[..], more, &files].concat())
    };
    let asked = with(reserving("A-1"), &[]);
    let message = String::from_utf8(asked.stderr).unwrap();
    let words = "the learner chooses, and --option says what: 1 is Certificate in Professional Practice (AI), \
                 2 is Certificate in Professional Practice (FIN)";
    assert!(asked.status.code() == Some(2) && message.contains(words), "{message}");
    assert!(with(reserving("A-1"), &["--option", "2"]).status.success());
    assert!(with(awarding("A-1", "award.json"), &[]).status.success());
    assert!(fs::read_to_string(desk.path().join("award.json")).unwrap().contains("Professional Practice (FIN)"));
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

/// What no policy knows of a certificate.
const DRAFT: &str = r#"{
  "id": "https://harbour.example.edu/awards/certificate",
  "type": "Certificate",
  "description": { "en": "Awarded for micro-credentials that together meet the published rules." },
  "criteria": { "en": "Thirty credits or more, within five years of each award." },
  "provider": { "name": "Harbour School", "country": "HK" }
}"#;

/// A folder with the badges of the story, the policy, the draft of a certificate, a key for it and an empty ledger.
fn desk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/own");
    for name in BADGES.iter().chain(&["certificate.json"]) {
        fs::copy(own.join(name), folder.path().join(name)).unwrap();
    }
    let programme = Programme::preset("hku-space").unwrap();
    let key = KeyDocument::of_did_key(SigningKey::from_seed([1; 32]).unwrap());
    fs::write(folder.path().join("key.json"), key.to_text().expose()).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder.path().join("key.json"), fs::Permissions::from_mode(0o600)).unwrap();
    }
    fs::write(folder.path().join("draft.json"), DRAFT).unwrap();
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

fn awarding<'a>(application: &'a str, out: &'a str) -> Vec<&'a str> {
    let ledger = ["--ledger", "led.db", "--application", application, "--draft", "draft.json", "--key", "key.json"];
    let judging = judging("award");
    let (command, badges) = judging.split_at(judging.len() - BADGES.len());
    [command, &ledger, &["--out", out], badges].concat()
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
