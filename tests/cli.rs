//! The command line as a person sees it: each `tests/cli/*.toml` holds arguments, exit status and the screen.
//!
//! `UPDATE=1 cargo test --features cli --test cli` writes the screens anew; read the difference.
#![cfg(feature = "cli")]

use openbadges::proof::{KeyDocument, SigningKey};
use openbadges::verify::CheckId;
use serde::{Deserialize, Serialize};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Case {
    args: Vec<String>,
    status: i32,
    #[serde(default)]
    stdout: String,
    #[serde(default)]
    stderr: String,
}

#[test]
fn every_screen_is_as_written() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut differing = Vec::new();
    let cases = cases();
    assert!(cases.len() >= 20, "only {} cases were found", cases.len());
    for path in cases {
        let expected: Case = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let folder = desk();
        if expected.args.iter().any(|arg| arg == "list.db") {
            write_store(folder.path());
        }
        if expected.args.iter().any(|arg| ["led.db", "spent.db", "awarded.json"].contains(&arg.as_str())) {
            write_ledger(folder.path());
        }
        let output = run(folder.path(), &expected.args);
        let found = Case {
            args: expected.args.clone(),
            status: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        if update {
            fs::write(&path, toml::to_string(&found).unwrap()).unwrap();
        } else if found != expected {
            differing.push(format!("{}\nexpected {expected:#?}\nfound {found:#?}", path.display()));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n\n"));
}

#[test]
fn a_key_file_is_private_and_never_overwritten() {
    let folder = desk();
    let made = run(folder.path(), &["keygen", "--out", "new.json"]);
    assert!(made.status.success());
    assert!(String::from_utf8(made.stdout).unwrap().starts_with("did:key:z6Mk"));
    let path = folder.path().join("new.json");
    let first = fs::read(&path).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(run(folder.path(), &["keygen", "--out", "new.json"]).status.code(), Some(4));
    assert_eq!(fs::read(&path).unwrap(), first);
}

#[cfg(feature = "parchment")]
#[test]
fn a_parchment_is_printed_once_and_verified() {
    let folder = desk();
    let args = ["parchment", "certificate.json", "--out", "new.pdf", "--now", "2026-03-02T00:00:00Z"];
    let printed = run(folder.path(), &[&args[..], &["--signatory", "Corin Halloway, Director"]].concat());
    assert!(printed.status.success(), "{printed:?}");
    assert_eq!(run(folder.path(), &args).status.code(), Some(4));
    let verified = run(folder.path(), &["verify", "new.pdf", "--now", "2026-03-02T00:00:00Z"]);
    assert!(verified.status.success(), "{verified:?}");
    assert!(String::from_utf8(verified.stdout).unwrap().contains("[resources.source]"));
    let extracted = run(folder.path(), &["extract", "new.pdf"]);
    let badge = fs::read_to_string(folder.path().join("certificate.json")).unwrap();
    assert_eq!(String::from_utf8(extracted.stdout).unwrap(), badge.trim_end());
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let folder = desk();
    let before = fs::read(folder.path().join("h1.png")).unwrap();
    let refused = run(folder.path(), &["bake", "minimal.json", "picture.svg", "--out", "h1.png"]);
    assert_eq!(refused.status.code(), Some(4));
    assert_eq!(fs::read(folder.path().join("h1.png")).unwrap(), before);
    assert!(
        run(folder.path(), &["bake", "minimal.json", "picture.svg", "--out", "h1.png", "--force"]).status.success()
    );
    let failed = run(folder.path(), &["bake", "minimal.json", "award.json", "--out", "baked.svg"]);
    assert_eq!(failed.status.code(), Some(4));
    let left: Vec<PathBuf> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(
        !left.iter().any(|path| path.to_string_lossy().contains("draft") || path.ends_with("baked.svg")),
        "{left:?}"
    );
}

#[cfg(feature = "render")]
#[test]
fn a_badge_is_signed_and_drawn_in_one_command() {
    let folder = desk();
    let now = ["--now", "2026-07-20T09:00:00Z"];
    let runs = |arguments: &[&str]| run(folder.path(), arguments).status.code();
    let bytes = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert_eq!(runs(&["render", "award.json", "--out", "award.svg"]), Some(0));
    for name in ["drawn.png", "drawn.svg"] {
        let issue = ["issue", "award.json", "--key", "key.json", "--picture", "--out", name];
        assert_eq!(runs(&[&issue[..], &now].concat()), Some(0), "{name}");
        assert_eq!(runs(&[&["verify", name][..], &now].concat()), Some(0), "{name}");
        assert_eq!(runs(&[&issue[..], &now].concat()), Some(4), "{name}");
        // The badge says all that the picture shows.
        assert_eq!(runs(&["render", name, "--out", "again.svg", "--force"]), Some(0));
        assert!(bytes("again.svg") == bytes("award.svg"), "{name}");
    }
}

#[test]
fn a_key_may_be_a_pem_text_with_a_password() {
    let folder = desk();
    let password = folder.path().join("password");
    fs::write(&password, "tide\n").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&password, fs::Permissions::from_mode(0o600)).unwrap();
    }
    let made = run(folder.path(), &["keygen", "--pem", "--password-file", "password", "--out", "key.pem"]);
    assert!(made.status.success());
    let did = String::from_utf8(made.stdout).unwrap();
    let issue = |more: &[&str]| run(folder.path(), &[&["issue", "award.json", "--key", "key.pem"], more].concat());
    let signed = issue(&["--password-file", "password"]);
    assert!(String::from_utf8(signed.stdout).unwrap().contains(did.trim()));
    let refused = issue(&[]);
    assert_eq!(refused.status.code(), Some(4));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("the password of an encrypted key"));
    let plain = run(folder.path(), &["keygen", "--pem", "--out", "plain.pem"]);
    assert!(plain.status.success());
    assert!(run(folder.path(), &["issue", "award.json", "--key", "plain.pem"]).status.success());
    let unused = run(folder.path(), &["issue", "award.json", "--key", "key.json", "--password-file", "password"]);
    assert_eq!(unused.status.code(), Some(2));
}

#[test]
fn a_learner_shows_a_badge_to_one_verifier_once() {
    let folder = desk();
    let show = |challenge: &str| {
        let arguments =
            ["present", "hers.json", "--key", "second.json", "--challenge", challenge, "--out", "mine.json"];
        run(folder.path(), &[&arguments[..], &["--now", "2026-03-01T00:00:00Z", "--force"]].concat())
    };
    let verify = |file: &str, challenge: &str| {
        let arguments = ["verify", file, "--challenge", challenge, "--now", "2026-03-01T00:00:00Z"];
        run(folder.path(), &arguments).status.code()
    };
    assert!(show("first").status.success());
    assert_eq!((verify("mine.json", "first"), verify("mine.json", "second")), (Some(0), Some(1)));
    assert!(show("second").status.success());
    assert_eq!(verify("mine.json", "second"), Some(0));
    // A badge is no presentation, and needs no challenge.
    assert_eq!(verify("hers.json", "first"), Some(0));
}

#[cfg(feature = "ecdsa")]
#[test]
fn a_learner_shows_a_part_of_a_badge_and_hides_the_rest() {
    let folder = desk();
    assert!(run(folder.path(), &["keygen", "--alg", "p256", "--out", "mine.key"]).status.success());
    let issue = |out: &str| {
        let fixed = ["issue", "award.json", "--key", "mine.key", "--suite", "ecdsa-sd-2023", "--out", out];
        let issued = run(folder.path(), &[&fixed[..], &["--mandatory", "/credentialSubject/source"]].concat());
        assert!(issued.status.success(), "{issued:?}");
        fs::read_to_string(folder.path().join(out)).unwrap()
    };
    // Each badge has secrets of its own.
    let value = |badge: String| badge.split_once("proofValue").unwrap().1.to_owned();
    assert_ne!(value(issue("base.json")), value(issue("again.json")));
    let judged = run(folder.path(), &["verify", "base.json"]);
    assert_eq!(judged.status.code(), Some(1));
    assert!(String::from_utf8(judged.stdout).unwrap().contains("for the holder alone"));
    for picture in ["picture.svg", "h1.png"] {
        assert!(run(folder.path(), &["bake", "base.json", picture, "--out", &format!("b-{picture}")]).status.success());
    }
    for badge in ["base.json", "b-picture.svg", "b-h1.png"] {
        let part = format!("part-of-{badge}.json");
        let derive = ["derive", badge, "--show", "/credentialSubject/activityEndDate", "--out", &part];
        let derived = run(folder.path(), &derive);
        assert!(derived.status.success(), "{derived:?}");
        let judged = run(folder.path(), &["verify", "--json", &part]);
        assert_eq!(judged.status.code(), Some(0), "{judged:?}");
        let shown: serde_json::Value = serde_json::from_slice(&fs::read(folder.path().join(&part)).unwrap()).unwrap();
        let subject = shown["credentialSubject"].as_object().unwrap();
        assert!(subject.contains_key("activityEndDate") && subject.contains_key("source"));
        assert!(!subject.contains_key("activityStartDate") && !subject.contains_key("identifier"));
        // Nothing is overwritten, unless it is meant.
        assert_eq!(run(folder.path(), &derive).status.code(), Some(4));
        let again = run(folder.path(), &["derive", badge, "--out", &part, "--force"]);
        assert!(again.status.success(), "{again:?}");
        assert!(!fs::read_to_string(folder.path().join(&part)).unwrap().contains("activityEndDate"));
        assert_eq!(run(folder.path(), &["verify", &part]).status.code(), Some(0));
        // What was derived is no badge to derive from.
        assert_eq!(run(folder.path(), &["derive", &part]).status.code(), Some(4));
    }
}

#[test]
fn a_learner_shows_a_part_of_a_token_and_proves_that_it_is_hers() {
    let folder = desk();
    let key = SigningKey::from_seed([7; 32]).unwrap();
    let learner = openbadges::proof::did::key_did(key.verifying_key());
    let succeeds = |args: &[&str]| {
        let done = run(folder.path(), args);
        assert!(done.status.success(), "{done:?}");
        String::from_utf8(done.stdout).unwrap()
    };
    let code = |args: &[&str]| run(folder.path(), args).status.code();
    succeeds(&["keygen", "--out", "hers.key"]);
    fs::write(folder.path().join("learner.key"), KeyDocument::of_did_key(key).to_text().expose()).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder.path().join("learner.key"), fs::Permissions::from_mode(0o600)).unwrap();
    }
    for (form, out) in [("vc+sd-jwt", "w3c.sd-jwt"), ("dc+sd-jwt", "wallet.sd-jwt")] {
        let issue = ["issue", "award.json", "--key", "key.json", "--form", form, "--holder", &learner];
        succeeds(&[&issue[..], &["--mandatory", "/credentialSubject/source", "--out", out]].concat());
        let (part, shown) = (format!("part-{out}"), format!("shown-{out}"));
        succeeds(&["derive", out, "--show", "/credentialSubject/activityEndDate", "--out", &part]);
        let said =
            |file: &str| -> serde_json::Value { serde_json::from_str(&succeeds(&["show", "--json", file])).unwrap() };
        let subject = said(&part)["credentialSubject"].as_object().unwrap().clone();
        assert!(subject.contains_key("activityEndDate") && subject.contains_key("source"), "{subject:?}");
        assert!(!subject.contains_key("activityStartDate"));
        assert!(said(out)["credentialSubject"]["activityStartDate"].is_string());
        succeeds(&["verify", out, &part]);
        let present = |key: &str| {
            let fixed = ["present", out, "--by-itself", "--key", key, "--challenge", "first", "--domain", "desk"];
            run(folder.path(), &[&fixed[..], &["--out", &shown, "--force"]].concat())
        };
        assert_eq!(present("hers.key").status.code(), Some(4));
        assert!(present("learner.key").status.success());
        assert_eq!(code(&["verify", &shown, "--challenge", "first", "--domain", "desk"]), Some(0));
        assert_eq!(code(&["verify", &shown, "--challenge", "second", "--domain", "desk"]), Some(1));
        assert_eq!(code(&["verify", &shown, "--challenge", "first", "--domain", "other"]), Some(1));
        assert_eq!(code(&["verify", &shown]), Some(4));
        // One changed letter of a disclosure, and the badge is rejected.
        let text = fs::read_to_string(folder.path().join(&part)).unwrap();
        let (start, end) = text.trim_end().rsplit_once('~').unwrap();
        assert_eq!(end, "");
        let made_up = "WyJzIiwibmFtZSIsIkRvY3RvciJd";
        fs::write(folder.path().join("forged.sd-jwt"), format!("{start}~{made_up}~")).unwrap();
        assert_eq!(code(&["verify", "forged.sd-jwt"]), Some(1));
    }
    let refused = |more: &[&str]| code(&[&["issue", "award.json", "--key", "key.json"], more].concat());
    assert_eq!(refused(&["--form", "vc+jwt", "--holder", &learner]), Some(2));
    assert_eq!(refused(&["--form", "vc+jwt", "--mandatory", "/name"]), Some(2));
    assert_eq!(refused(&["--form", "vc+sd-jwt", "--mandatory", "/nothing"]), Some(4));
    let twice = ["present", "w3c.sd-jwt", "wallet.sd-jwt", "--by-itself", "--key", "learner.key"];
    assert_eq!(code(&[&twice[..], &["--challenge", "first", "--domain", "desk"]].concat()), Some(2));
}

#[test]
fn a_folder_and_a_file_of_lines_give_a_line_a_badge_and_a_sum() {
    let folder = desk();
    let (path, now) = (folder.path(), "2026-03-01T00:00:00Z");
    let read = |name: &str| fs::read_to_string(path.join(name)).unwrap();
    fs::create_dir_all(path.join("many/inner")).unwrap();
    fs::write(path.join("many/b.json"), read("minimal.json")).unwrap();
    fs::write(path.join("many/inner/a.json"), read("altered.json")).unwrap();
    for ignored in ["many/notes.txt", "many/.hidden.json"] {
        fs::write(path.join(ignored), "no badge").unwrap();
    }
    let line = |name: &str| serde_json::from_str::<serde_json::Value>(&read(name)).unwrap().to_string();
    // JSON has no line ends that count: the signature of the minimal badge is over statements.
    let lines = [line("minimal.json"), String::new(), "{".to_owned(), line("altered.json")].join("\n");
    fs::write(path.join("many/lines.jsonl"), lines).unwrap();
    let output = run(path, &["verify", "many", "--now", now]);
    let told = String::from_utf8(output.stdout).unwrap();
    let starts: Vec<String> = told.lines().map(|line| line.chars().take(34).collect()).collect();
    assert_eq!(
        starts,
        [
            "ACCEPTED   many/b.json  Prompting ",
            "ACCEPTED   many/lines.jsonl:1  Pro",
            "REJECTED   many/lines.jsonl:4  the",
            "REJECTED   many/inner/a.json  the ",
            "2 accepted, 2 rejected, 0 undecide",
        ]
    );
    assert!(told.ends_with("1 not read; 2 other files\n"), "{told}");
    assert!(String::from_utf8(output.stderr).unwrap().contains("many/lines.jsonl:3"));
    assert_eq!(output.status.code(), Some(1));
    // As JSON each line is a whole report, and nothing else is printed.
    let output = run(path, &["verify", "many", "--json", "--now", now]);
    let reports = String::from_utf8(output.stdout).unwrap();
    let verdict = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["verdict"].clone();
    assert_eq!(reports.lines().map(verdict).collect::<Vec<_>>(), ["accepted", "accepted", "rejected", "rejected"]);
    let full = run(path, &["verify", "many/b.json", "many/lines.jsonl", "--full", "--now", now]);
    assert_eq!(String::from_utf8(full.stdout).unwrap().matches("did that key sign exactly this?").count(), 3);
    fs::create_dir(path.join("empty")).unwrap();
    let none = run(path, &["verify", "empty"]);
    assert_eq!((none.status.code(), none.stdout.starts_with(b"0 accepted")), (Some(4), true));
}

#[test]
fn a_line_that_never_ends_is_not_read_to_its_end() {
    let folder = desk();
    let path = folder.path().join("long.jsonl");
    fs::write(&path, vec![b' '; 3 << 20]).unwrap();
    let output = run(folder.path(), &["verify", "long.jsonl"]);
    assert_eq!(output.status.code(), Some(4));
    assert!(String::from_utf8(output.stderr).unwrap().contains("long.jsonl:1: is longer than 1048576 bytes"));
}

#[cfg(unix)]
#[test]
fn a_link_in_a_folder_leads_nowhere() {
    let folder = desk();
    fs::create_dir(folder.path().join("many")).unwrap();
    std::os::unix::fs::symlink("..", folder.path().join("many/up")).unwrap();
    std::os::unix::fs::symlink("../minimal.json", folder.path().join("many/badge.json")).unwrap();
    let told = run(folder.path(), &["verify", "many"]).stdout;
    assert_eq!(String::from_utf8(told).unwrap(), "0 accepted, 0 rejected, 0 undecided, 1 not read; 2 other files\n");
}

#[test]
fn a_badge_survives_every_container() {
    let folder = desk();
    for picture in ["picture.svg", "h1.png"] {
        let baked = format!("baked-{picture}");
        assert!(run(folder.path(), &["bake", "minimal.json", picture, "--out", &baked]).status.success());
        let extracted = run(folder.path(), &["extract", &baked]);
        assert_eq!(extracted.stdout, fs::read(folder.path().join("minimal.json")).unwrap());
    }
}

#[test]
fn what_is_issued_is_accepted_in_both_suites() {
    let folder = desk();
    for suite in ["eddsa-rdfc-2022", "eddsa-jcs-2022"] {
        let out = format!("{suite}.json");
        let issued = run(folder.path(), &["issue", "award.json", "--key", "key.json", "--suite", suite, "--out", &out]);
        assert!(issued.status.success(), "{issued:?}");
        let verified = run(folder.path(), &["verify", "--json", &out]);
        assert_eq!(verified.status.code(), Some(0));
        let report: serde_json::Value = serde_json::from_slice(&verified.stdout).unwrap();
        assert_eq!(report["verdict"], "accepted");
        assert_eq!(report["checks"].as_array().unwrap().len(), CheckId::ALL.len());
    }
}

#[test]
fn a_badge_issued_as_a_token_is_baked_extracted_shown_and_accepted() {
    let folder = desk();
    for form in ["vc-jwt", "vc+jwt"] {
        let out = format!("{form}.jwt");
        let issued = run(folder.path(), &["issue", "award.json", "--key", "key.json", "--form", form, "--out", &out]);
        assert!(issued.status.success(), "{issued:?}");
        for picture in ["picture.svg", "h1.png"] {
            let baked = format!("{form}-{picture}");
            assert!(run(folder.path(), &["bake", &out, picture, "--out", &baked]).status.success());
            let extracted = run(folder.path(), &["extract", &baked]);
            let text = fs::read_to_string(folder.path().join(&out)).unwrap();
            assert_eq!(String::from_utf8(extracted.stdout).unwrap(), text.trim());
            let verified = run(folder.path(), &["verify", "--json", &baked]);
            assert_eq!(verified.status.code(), Some(0), "{verified:?}");
            let report: serde_json::Value = serde_json::from_slice(&verified.stdout).unwrap();
            assert_eq!(report["badge"]["form"], form);
        }
        assert!(run(folder.path(), &["show", &out]).status.success());
    }
    let both = ["issue", "award.json", "--key", "key.json", "--form", "vc-jwt", "--suite", "eddsa-jcs-2022"];
    assert_eq!(run(folder.path(), &both).status.code(), Some(2));
}

#[test]
fn an_issuer_that_was_set_up_signs_what_its_document_lets_others_verify() {
    for (id, url, file) in [
        ("did:web:college.example", "https://college.example/.well-known/did.json", "did.json"),
        ("https://college.example/issuers/7", "https://college.example/issuers/7", "profile.json"),
    ] {
        let folder = desk();
        let set_up = [
            &["issuer", "init", "--id", id, "--name", "Harbour College", "--url", "https://college.example/"][..],
            &["--key", "key.json", "--key", "second.json", "--out", "college"],
        ]
        .concat();
        let done = run(folder.path(), &set_up);
        assert!(done.status.success(), "{done:?}");
        assert!(String::from_utf8(done.stdout).unwrap().contains(&format!("college/{file} at {url},")));
        for key in ["college/issuer-key-1.json", "college/issuer-key-2.json"] {
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                let mode = fs::metadata(folder.path().join(key)).unwrap().permissions().mode();
                assert_eq!(mode & 0o777, 0o600, "{key}");
            }
            let issue = ["issue", "award.json", "--issuer", "college/issuer.json", "--key", key, "--out", "b.json"];
            let issued = run(folder.path(), &[&issue[..], &["--force"]].concat());
            assert!(issued.status.success(), "{issued:?}");
            let material = format!("{url}=college/{file}");
            let verified = run(folder.path(), &["verify", "b.json", "--offline", "--material", &material]);
            assert_eq!(verified.status.code(), Some(0), "{verified:?}");
            assert!(String::from_utf8(verified.stdout).unwrap().contains("[issuer-key.resolved"));
            assert_eq!(run(folder.path(), &["verify", "b.json", "--offline"]).status.code(), Some(3));
        }
        // Nothing is overwritten, and nothing is written beside what is there.
        fs::remove_file(folder.path().join("college").join(file)).unwrap();
        let before = fs::read(folder.path().join("college/issuer-key-1.json")).unwrap();
        assert_eq!(run(folder.path(), &set_up).status.code(), Some(4));
        assert_eq!(fs::read(folder.path().join("college/issuer-key-1.json")).unwrap(), before);
        assert!(!folder.path().join("college").join(file).exists());
    }
}

#[test]
fn a_token_is_shown_by_its_learner_and_accepted() {
    let folder = desk();
    let mut award: serde_json::Value = serde_json::from_str(openbadges::model::sample_award()).unwrap();
    let learner = KeyDocument::of_did_key(SigningKey::from_seed([2; 32]).unwrap());
    award["learner"] = serde_json::json!({"id": learner.controller()});
    fs::write(folder.path().join("hers-award.json"), award.to_string()).unwrap();
    let issue = ["issue", "hers-award.json", "--key", "key.json", "--form", "vc+jwt", "--out", "hers.jwt"];
    assert!(run(folder.path(), &issue).status.success());
    assert!(run(folder.path(), &["bake", "hers.jwt", "h1.png", "--out", "hers.png"]).status.success());
    for badge in ["hers.jwt", "hers.png"] {
        let present = ["present", badge, "--key", "second.json", "--challenge", "tide", "--out", "vp.json", "--force"];
        let shown = run(folder.path(), &present);
        assert!(shown.status.success(), "{shown:?}");
        let text = fs::read_to_string(folder.path().join("vp.json")).unwrap();
        assert!(text.contains("\"id\":\"data:application/vc+jwt,"), "{text}");
        let verified = run(folder.path(), &["verify", "vp.json", "--challenge", "tide"]);
        assert_eq!(verified.status.code(), Some(0), "{verified:?}");
    }
}

#[test]
fn a_key_that_the_caller_vouches_for_takes_the_place_of_a_document() {
    let folder = desk();
    let verify = |more: &[&str]| run(folder.path(), &[&["verify", "hosted.json", "--offline"], more].concat());
    assert_eq!(verify(&[]).status.code(), Some(3));
    for file in ["college-key.json", "college-key.jwk"] {
        let accepted = verify(&["--key-of", &format!("did:web:college.example={file}")]);
        assert_eq!(accepted.status.code(), Some(0), "{accepted:?}");
        assert!(String::from_utf8(accepted.stdout).unwrap().contains("[issuer-key.pinned"));
    }
    // Another issuer's, a secret, a whole document, and what is no id.
    for (pair, status) in [
        ("did:web:other.example=college-key.json", 4),
        ("did:web:college.example=key.json", 4),
        ("did:web:college.example=award.json", 4),
        ("college=college-key.json", 2),
        ("college-key.json", 2),
    ] {
        assert_eq!(verify(&["--key-of", pair]).status.code(), Some(status), "{pair}");
    }
}

#[test]
fn a_badge_bears_what_was_endorsed_at_the_command_line_and_verify_shows_by_whom() {
    let folder = desk();
    let succeeds = |args: &[&str]| {
        let output = run(folder.path(), args);
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let endorse = |of: &[&str], out: &str| {
        let fixed = ["--key", "second.json", "--endorser", "endorser.json", "--comment", "Accredited.", "--out", out];
        succeeds(&[&["endorse"], of, &fixed, &["--now", "2026-02-01T00:00:00Z"]].concat());
    };
    let issue = |more: &[&str]| {
        let fixed =
            ["issue", "award.json", "--key", "key.json", "--id", "urn:uuid:b9", "--now", "2026-02-01T00:00:00Z"];
        run(folder.path(), &[&fixed[..], more].concat())
    };
    fs::write(folder.path().join("draft.json"), issue(&[]).stdout).unwrap();
    endorse(&["urn:uuid:b9"], "of-badge.json");
    endorse(&["draft.json", "--thing", "achievement"], "of-achievement.json");
    endorse(&["draft.json", "--thing", "issuer"], "of-issuer.json");
    let endorsements =
        ["--endorsement=of-badge.json", "--endorsement=of-achievement.json", "--endorsement=of-issuer.json"];
    fs::write(folder.path().join("badge.json"), issue(&endorsements).stdout).unwrap();
    let told = succeeds(&["verify", "badge.json", "--now", "2026-03-01T00:00:00Z"]);
    for thing in ["badge", "achievement", "issuer"] {
        assert!(told.contains(&format!("endorsement of the {thing} at ")), "{thing}: {told}");
    }
    assert_eq!(told.matches(": accepted\n").count(), 3, "{told}");
    assert_eq!(told.matches("which calls itself Agency of the Coast").count(), 3);
    for refused in
        [&["--form", "vc-jwt"][..], &["--suite", "ecdsa-sd-2023"], &["--form", "dc+sd-jwt"], &["--mandatory", "/name"]]
    {
        let output = issue(&[&endorsements[..], refused].concat());
        assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(2), true), "{refused:?}");
    }
}

#[test]
fn a_secret_never_reaches_the_screen() {
    let folder = desk();
    let secret = KeyDocument::of_did_key(SigningKey::from_seed([1; 32]).unwrap()).key().to_secret_multikey();
    for args in [
        &["issue", "award.json", "--key", "award.json"][..],
        &["check", "key.json"],
        &["verify", "key.json"],
        &["show", "key.json"],
    ] {
        let output = run(folder.path(), args);
        let screen = [output.stdout, output.stderr].concat();
        assert!(!String::from_utf8_lossy(&screen).contains(secret.expose()), "{args:?}");
    }
}

#[test]
fn what_is_no_ordinary_file_is_an_error_and_is_not_read_to_its_end_x6() {
    let folder = desk();
    fs::create_dir(folder.path().join("folder")).unwrap();
    fs::File::create(folder.path().join("large.json")).unwrap().set_len((32 << 20) + 1).unwrap();
    let endless = if cfg!(unix) { "/dev/zero" } else { "large.json" };
    for (command, file, reason) in [
        ("show", "folder", "is a folder"),
        ("verify", "large.json", "is larger than"),
        ("verify", endless, "is larger than"),
    ] {
        let output = run(folder.path(), &[command, file]);
        assert_eq!(output.status.code(), Some(4), "{file}");
        assert!(String::from_utf8(output.stderr).unwrap().contains(reason), "{file}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn a_file_may_have_any_name_x8() {
    let folder = desk();
    let judge = |name: &OsStr| {
        fs::copy(folder.path().join("minimal.json"), folder.path().join(name)).unwrap();
        let arguments = ["verify", "--now", "2026-03-01T00:00:00Z", "--"].map(OsStr::new);
        Command::new(env!("CARGO_BIN_EXE_openbadges"))
            .current_dir(folder.path())
            .args(arguments)
            .arg(name)
            .output()
            .unwrap()
    };
    for name in ["-x.json", "--policy", "with space.json"] {
        let output = judge(OsStr::new(name));
        assert_eq!(output.status.code(), Some(0), "{name}: {output:?}");
    }
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::ffi::OsStrExt;
        let output = judge(OsStr::from_bytes(b"\xff\x1b[31m.json"));
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert!(!output.stdout.contains(&0x1b));
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure_x15() {
    let folder = desk();
    let mut child = Command::new(env!("CARGO_BIN_EXE_openbadges"))
        .current_dir(folder.path())
        .args(["verify", "--json", "--now", "2026-03-01T00:00:00Z"])
        .args(std::iter::repeat_n("minimal.json", 200))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // More than a pipe holds is still to come.
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(0), String::new()));
}

/// A folder with one of each: a key, an award, badges, a picture and an altered badge.
/// A page as a PDF, with a badge and without, and a picture with a badge of Open Badges 2.0.
fn write_pages(folder: &Path) {
    let page = "%PDF-1.7\n1 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type /Pages /Kids [] /Count 0>>\nendobj\n\
                xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000056 00000 n \ntrailer\n<</Size 3 /Root 1 0 R>>\n\
                startxref\n106\n%%EOF\n";
    fs::write(folder.join("page.pdf"), page).unwrap();
    let baked = run(folder, &["bake", "minimal.json", "page.pdf", "--out", "badge.pdf"]);
    assert!(baked.status.success(), "{baked:?}");
    let older = "<svg xmlns=\"http://www.w3.org/2000/svg\"><o:assertion xmlns:o=\"http://openbadges.org\" \
                 verify=\"https://badges.example.edu/assertions/7\"/></svg>\n";
    fs::write(folder.join("older.svg"), older).unwrap();
}

fn desk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/own");
    for entry in fs::read_dir(own).unwrap().map(|entry| entry.unwrap()) {
        if entry.path().is_file() {
            fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
        }
    }
    for (name, fill) in [("key.json", 1), ("second.json", 2)] {
        let key = KeyDocument::of_did_key(SigningKey::from_seed([fill; 32]).unwrap());
        let path = folder.path().join(name);
        fs::write(&path, key.to_text().expose()).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        }
    }
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("award.json", openbadges::model::sample_award());
    write("incomplete.json", r#"{"title": {"en": "Draft"}, "awarded": "2026-01-15T09:00:00Z"}"#);
    write("picture.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect width=\"9\" height=\"9\"/></svg>\n");
    let minimal = fs::read_to_string(folder.path().join("minimal.json")).unwrap();
    write("altered.json", &minimal.replace("Prompting with Care", "Piloting\\u001b[31m\\nACCEPTED"));
    write("unknown.json", &minimal.replace("context-3.0.3.json", "context-9.json"));
    write("twice.json", "{\"a\": 1, \"a\": 2}");
    let issue = ["issue", "award.json", "--key", "key.json", "--form", "vc-jwt", "--out", "token.jwt"];
    let fixed = ["--id", "urn:uuid:7e0f6f0e-5d3c-4b57-8a01-2f6d5c4b3a29", "--now", "2026-01-20T09:00:00Z"];
    assert!(run(folder.path(), &[&issue[..], &fixed].concat()).status.success());
    write_pages(folder.path());
    write_registries(folder.path());
    write_presentation(folder.path());
    write_endorsed(folder.path());
    write_hosted(folder.path());
    write_status(folder.path());
    #[cfg(feature = "ecdsa")]
    write_selective(folder.path());
    #[cfg(feature = "contexts")]
    write_badges_with_contexts(folder.path());
    write("policy.json", &openbadges::stack::Programme::preset("hku-space").unwrap().to_json());
    write_proof(folder.path());
    write("catalogue.json", CATALOGUE);
    let needs_itself = CATALOGUE.replacen(
        "\"category\"",
        "\"entry\": {\"achievements\": [\"https://badges.example.edu/achievements/H4\"]}, \"category\"",
        1,
    );
    write("circle.json", &needs_itself);
    folder
}

/// Which of four badges make a certificate.
fn write_proof(folder: &Path) {
    let mut arguments =
        vec!["stack", "divide", "--policy", "policy.json", "--pathway", "certificate", "--proof", "proof.json"];
    arguments.extend(["--on", "2026-03-01", "--now", "2026-03-01T00:00:00Z"]);
    arguments.extend(OWN.iter().flat_map(|issuer| ["--own", issuer]));
    arguments.extend(["h1.png", "h2.svg", "i1.json", "i2.json"]);
    assert!(run(folder, &arguments).status.success());
}

/// The issuers of those badges.
const OWN: [&str; 2] = [
    "did:key:z6Mkon3Necd6NkkyfoGoHxid2znGc59LU3K7mubaRcFbLfLX",
    "did:key:z6Mko9hTggMwjSTEaJaPUfE6tqcy2xvU6BnNq3e3o8qVBiyH",
];

/// A badge that the agency of key 2 endorses, which it names for its quality assurance, and a stranger in that one's name.
fn write_endorsed(folder: &Path) {
    use openbadges::base::time::Timestamp;
    use openbadges::issue::{Endorsement, Issuer};
    use openbadges::proof::did;
    let key = |fill| SigningKey::from_seed([fill; 32]).unwrap();
    let award = serde_json::json!({
        "id": "https://school.example/achievements/tides",
        "title": {"en": "Reading Tides"},
        "description": {"en": "Predicts a tide from a table."},
        "criteria": {"en": "Predict three tides."},
        "learner": {"id": "did:example:learner-7"},
        "provider": {"name": "Harbour School", "url": "https://school.example/"},
        "awarded": "2026-01-15T09:00:00Z",
        "qualityAssurance": [{"type": "programmeQualityAssurance", "agency": did::key_did(key(2).verifying_key())}],
    });
    let award = serde_json::from_value(award).unwrap();
    let now = Timestamp::parse("2026-01-15T09:00:00Z").unwrap();
    let endorsed = |id: &str, of: &str, comment: &str| {
        let by = serde_json::from_value(serde_json::json!({"name": "Agency of the Coast"})).unwrap();
        let endorsement = Endorsement::new(id.parse().unwrap(), of.parse().unwrap()).with_comment(comment);
        Issuer::new(key(2)).endorse(&by, &endorsement, now).unwrap().as_str().to_owned()
    };
    let good = endorsed("urn:uuid:e1", "https://school.example/achievements/tides", "Accredited\u{202e} until 2030.");
    let forged = endorsed("urn:uuid:e2", "urn:uuid:b2", "Good.").replace("Good.", "The best of all.");
    let id = "urn:uuid:b2".parse().unwrap();
    let badge = Issuer::new(key(1)).issue_endorsed(&award, id, now, None, &[&good, &forged]).unwrap();
    fs::write(folder.join("endorsed.json"), badge.as_str()).unwrap();
    fs::write(folder.join("endorsement.json"), &good).unwrap();
    fs::write(folder.join("endorser.json"), r#"{"name": "Agency of the Coast"}"#).unwrap();
    fs::write(folder.join("endorsements.json"), r#"{"rejectFailedEndorsements": true}"#).unwrap();
}

/// A badge whose learner has key 2, and the learner's presentation of it.
fn write_presentation(folder: &Path) {
    use openbadges::base::time::Timestamp;
    use openbadges::issue::{Holder, Issuer};
    use openbadges::proof::did;
    let key = |fill| SigningKey::from_seed([fill; 32]).unwrap();
    let award = serde_json::json!({
        "id": "https://school.example/achievements/tides",
        "title": {"en": "Reading Tides"},
        "description": {"en": "Predicts a tide from a table."},
        "criteria": {"en": "Predict three tides."},
        "learner": {"id": did::key_did(key(2).verifying_key())},
        "provider": {"name": "Harbour School"},
        "awarded": "2026-01-15T09:00:00Z",
    });
    let (award, now) = (serde_json::from_value(award).unwrap(), Timestamp::parse("2026-01-15T09:00:00Z").unwrap());
    let badge = Issuer::new(key(1)).issue(&award, "urn:uuid:b2".parse().unwrap(), now).unwrap();
    fs::write(folder.join("hers.json"), badge.as_str()).unwrap();
    let shown = Holder::new(key(2)).present(&[badge.as_str()], "tide-4711", Some("registry.example"), now).unwrap();
    fs::write(folder.join("shown.json"), shown).unwrap();
}

/// A badge with a place in a status list, and the list before and after the badge was revoked.
fn write_status(folder: &Path) {
    use openbadges::base::time::Timestamp;
    use openbadges::issue::{Issuer, StatusEvent, StatusList, StatusPurpose};
    let award = serde_json::json!({
        "id": "https://school.example/achievements/tides",
        "title": {"en": "Reading Tides"},
        "description": {"en": "Predicts a tide from a table."},
        "criteria": {"en": "Predict three tides."},
        "learner": {"id": "did:example:robin"},
        "provider": {"name": "Harbour School"},
        "awarded": "2026-01-15T09:00:00Z",
    });
    let (award, now) = (serde_json::from_value(award).unwrap(), Timestamp::parse("2026-01-15T09:00:00Z").unwrap());
    let url = "https://school.example/status/1".parse().unwrap();
    let mut list = StatusList::new(url, StatusPurpose::Revocation, StatusList::FEWEST).unwrap();
    list.apply(StatusEvent::Allocated { index: 94_567 }).unwrap();
    let issuer = Issuer::new(SigningKey::from_seed([1; 32]).unwrap());
    let entry = vec![list.entry(94_567).unwrap()];
    let badge = issuer.bearing(entry).issue_until(&award, "urn:uuid:b4".parse().unwrap(), now, None).unwrap();
    fs::write(folder.join("revocable.json"), badge.as_str()).unwrap();
    for (file, day) in [("status.json", "2026-01-16T09:00:00Z"), ("status-later.json", "2026-02-16T09:00:00Z")] {
        let published = issuer.publish_status(&list, Timestamp::parse(day).unwrap(), None).unwrap();
        fs::write(folder.join(file), published.as_str()).unwrap();
        list.revoke(94_567).unwrap();
    }
}

/// The store of a list with two badges, of which one was revoked after the list was published.
fn write_store(folder: &Path) {
    let succeeds = |args: &[&str], day: &str| {
        let output = run(folder, &[args, &["--now", day]].concat());
        assert!(output.status.success(), "{output:?}");
    };
    let new = ["status", "new", "--id", "https://school.example/status/1", "--out", "list.db"];
    succeeds(&new, "2026-01-10T09:00:00Z");
    for (badge, index) in [("urn:uuid:b4", "94567"), ("urn:uuid:b5", "5")] {
        succeeds(&["status", "allocate", "list.db", badge, "--index", index], "2026-01-15T09:00:00Z");
    }
    let publish = ["status", "publish", "list.db", "--key", "key.json", "--out", "list.json"];
    succeeds(&publish, "2026-01-16T09:00:00Z");
    let revoke = ["status", "revoke", "list.db", "urn:uuid:b4", "--reason", "The thesis was \u{202e}copied."];
    succeeds(&revoke, "2026-02-16T09:00:00Z");
    let mut other: serde_json::Value = serde_json::from_slice(&fs::read(folder.join("minimal.json")).unwrap()).unwrap();
    other["id"] = "urn:uuid:b4".into();
    fs::write(folder.join("impostor.json"), other.to_string()).unwrap();
}

/// A ledger with one application, and another whose award is signed; both have the badges of the story.
fn write_ledger(folder: &Path) {
    let succeeds = |args: &[&str]| {
        let output = run(folder, args);
        assert!(output.status.success(), "{output:?}");
    };
    let draft = serde_json::json!({
        "id": "https://harbour.example.edu/awards/certificate",
        "type": "Certificate",
        "description": {"en": "Awarded for micro-credentials that together meet the published rules."},
        "criteria": {"en": "Thirty credits or more, within five years of each award."},
        "provider": {"name": "Harbour School", "country": "HK"},
    });
    fs::write(folder.join("draft.json"), draft.to_string()).unwrap();
    let own = |fill| {
        let key = SigningKey::from_seed([fill; 32]).unwrap();
        openbadges::proof::did::key_did(key.verifying_key()).parse().unwrap()
    };
    let programme = openbadges::stack::Programme::preset("hku-space").unwrap();
    let programme = programme.with_own_issuer(own(1)).unwrap().with_own_issuer(own(2)).unwrap();
    fs::write(folder.join("rules.json"), programme.to_json()).unwrap();
    let judging = ["--policy", "rules.json", "--award", "certificate", "--now", "2026-03-01T00:00:00Z"];
    let badges = ["h1.png", "h2.svg", "i1.json", "i2.json"];
    for (ledger, command, more) in [
        ("led.db", "reserve", &[][..]),
        (
            "spent.db",
            "award",
            &["--draft", "draft.json", "--key", "key.json", "--id", "urn:uuid:c7", "--out", "awarded.json"][..],
        ),
    ] {
        succeeds(&["stack", "ledger", "new", "--out", ledger]);
        let applying = ["stack", command, "--ledger", ledger, "--application", "2026-0107"];
        succeeds(&[&applying[..], &judging, more, &badges].concat());
    }
    let reason = ["--reason", "A part was \u{202e}copied.", "--now", "2026-04-01T00:00:00Z"];
    succeeds(&[&["stack", "ledger", "revoke", "spent.db", "2026-0107"][..], &reason].concat());
}

/// A badge of an issuer with an id of its own, and the key of it as a verification method and as a JWK.
fn write_hosted(folder: &Path) {
    let (id, method) = ("did:web:college.example", "did:web:college.example#key-1");
    let key = || SigningKey::from_seed([1; 32]).unwrap();
    let award = serde_json::json!({
        "id": "https://college.example/achievements/tides",
        "title": {"en": "Reading Tides"},
        "description": {"en": "Predicts a tide from a table."},
        "criteria": {"en": "Predict three tides."},
        "learner": {"id": "did:example:robin"},
        "provider": {"id": id, "name": "Harbour College"},
        "awarded": "2026-01-15T09:00:00Z",
    });
    let award = serde_json::from_value(award).unwrap();
    let now = openbadges::base::time::Timestamp::parse("2026-01-15T09:00:00Z").unwrap();
    let issuer = openbadges::issue::Issuer::named(KeyDocument::new(key(), method, id).unwrap());
    let badge = issuer.issue(&award, "urn:uuid:b3".parse().unwrap(), now).unwrap();
    fs::write(folder.join("hosted.json"), badge.as_str()).unwrap();
    let public = key();
    let public = public.verifying_key();
    let listed = serde_json::json!({
        "id": method, "type": "Multikey", "controller": id, "publicKeyMultibase": public.to_multikey(),
    });
    fs::write(folder.join("college-key.json"), listed.to_string()).unwrap();
    let mut jwk: serde_json::Value = serde_json::from_str(&public.to_jwk()).unwrap();
    jwk["kid"] = method.into();
    fs::write(folder.join("college-key.jwk"), jwk.to_string()).unwrap();
}

/// A badge to be shown in part as it was issued, what its learner derived from it, and the key.
#[cfg(feature = "ecdsa")]
fn write_selective(folder: &Path) {
    use openbadges::base::{limits::Limits, time::Timestamp};
    use openbadges::codec::{json::Document, ld::Contexts};
    use openbadges::issue::Issuer;
    use openbadges::proof::data_integrity::derive;
    use openbadges::proof::{Algorithm, SelectiveSecrets};
    let fill = |bytes: &mut [u8]| {
        bytes.fill(1);
        Ok(())
    };
    let key = KeyDocument::of_did_key(SigningKey::generate(Algorithm::P256, fill).unwrap());
    let award = serde_json::json!({
        "id": "https://school.example/achievements/tides",
        "title": {"en": "Reading Tides"},
        "description": {"en": "Predicts a tide from a table."},
        "criteria": {"en": "Predict three tides."},
        "learner": {"id": "did:example:learner", "name": "Robin Example"},
        "provider": {"name": "Harbour School"},
        "awarded": "2026-01-15T09:00:00Z",
    });
    let (award, now) = (serde_json::from_value(award).unwrap(), Timestamp::parse("2026-01-15T09:00:00Z").unwrap());
    let (id, secrets) = ("urn:uuid:b3".parse().unwrap(), SelectiveSecrets::generate(fill).unwrap());
    let text = key.to_text();
    let base = Issuer::named(key).issue_selective(&award, id, now, None, &[], &secrets).unwrap();
    let document = Document::parse(base.as_str().as_bytes(), &Limits::DEFAULT).unwrap();
    let pointers = ["/credentialSubject/identifier"];
    let shown = derive(&document, &pointers, &Contexts::bundled(), &Limits::DEFAULT).unwrap();
    fs::write(folder.join("selective.json"), base.as_str()).unwrap();
    fs::write(folder.join("selective-part.json"), shown.as_str()).unwrap();
    fs::write(folder.join("p256.json"), text.expose()).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder.join("p256.json"), fs::Permissions::from_mode(0o600)).unwrap();
    }
}

/// A registry that lists the issuer of the badges, and another that does not and is signed by key 2.
fn write_registries(folder: &Path) {
    use openbadges::base::limits::Limits;
    use openbadges::codec::{json::Document, ld::Contexts};
    use openbadges::proof::data_integrity::{Options, sign};
    use openbadges::proof::{Suite, did};
    let key = |fill| SigningKey::from_seed([fill; 32]).unwrap();
    let listing = |fill, name: &str| {
        let id = did::key_did(key(fill).verifying_key());
        serde_json::json!({"meta": {"name": name}, "registry": { id: {"name": "School on the Harbour"} }}).to_string()
    };
    fs::write(folder.join("registry.json"), listing(1, "Schools of the Coast")).unwrap();
    let other = listing(3, "Schools of the Plain");
    let other = Document::parse(other.as_bytes(), &Limits::DEFAULT).unwrap();
    let options = Options::new(Suite::EddsaJcs2022);
    let signed = sign(&other, &key(2), &options, &Contexts::bundled(), &Limits::DEFAULT).unwrap();
    fs::write(folder.join("signed-registry.json"), signed.as_str()).unwrap();
    fs::write(folder.join("demanding.json"), r#"{"demandTrust": true}"#).unwrap();
}

/// Badges under contexts of their own: written out, and at an address.
#[cfg(feature = "contexts")]
fn write_badges_with_contexts(folder: &Path) {
    use openbadges::base::{limits::Limits, time::Timestamp};
    use openbadges::codec::{json::Document, ld::Contexts};
    use openbadges::proof::data_integrity::{Options, sign};
    use serde_json::{Value, json};
    const URL: &str = "https://harbour.example.edu/terms.json";
    let room = json!({"room": "https://harbour.example.edu/terms#room"});
    let swap = json!({"until": "https://www.w3.org/2018/credentials#validUntil"});
    let terms = json!({ "@context": room }).to_string();
    let mut contexts = Contexts::bundled();
    contexts.register(URL, terms.as_bytes(), None).unwrap();
    contexts.register_inline(terms.as_bytes()).unwrap();
    let minimal = fs::read(folder.join("minimal.json")).unwrap();
    for (file, context) in [("inline.json", room.clone()), ("addressed.json", json!(URL))] {
        let mut badge: Value = serde_json::from_slice(&minimal).unwrap();
        badge["@context"].as_array_mut().unwrap().push(context);
        badge["room"] = json!("H1");
        badge["proof"] = json!([]);
        let badge = Document::parse(badge.to_string().as_bytes(), &Limits::DEFAULT).unwrap();
        let options = Options::new(openbadges::proof::Suite::EddsaRdfc2022)
            .with_created(Timestamp::parse("2026-01-15T09:00:00Z").unwrap());
        let key = SigningKey::from_seed([1; 32]).unwrap();
        let signed = sign(&badge, &key, &options, &contexts, &Limits::DEFAULT).unwrap();
        fs::write(folder.join(file), signed.as_str()).unwrap();
    }
    fs::write(folder.join("terms.json"), terms).unwrap();
    fs::write(folder.join("room.json"), room.to_string()).unwrap();
    fs::write(folder.join("swap.json"), swap.to_string()).unwrap();
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    // Without the feature the command line has no options for contexts, and there are no badges under any.
    let takes_contexts = |path: &PathBuf| {
        let case = fs::read_to_string(path).unwrap();
        ["-context\"", "inline.json", "addressed.json"].iter().any(|word| case.contains(word))
    };
    paths.retain(|path| cfg!(feature = "contexts") || !takes_contexts(path));
    let is_selective = |path: &PathBuf| {
        let case = fs::read_to_string(path).unwrap();
        ["\"derive\"", "selective", "-sd-"].iter().any(|word| case.contains(word))
    };
    paths.retain(|path| cfg!(feature = "ecdsa") || !is_selective(path));
    let prints = |path: &PathBuf| fs::read_to_string(path).unwrap().contains("\"parchment\"");
    paths.retain(|path| cfg!(feature = "parchment") || !prints(path));
    let is_drawn = |path: &PathBuf| {
        let case = fs::read_to_string(path).unwrap();
        ["\"render\"", "\"--picture\"", "\"--accent\""].iter().any(|word| case.contains(word))
    };
    paths.retain(|path| cfg!(feature = "render") || !is_drawn(path));
    paths
}

fn run(folder: &Path, args: &[impl AsRef<str>]) -> Output {
    let args = args.iter().map(AsRef::as_ref);
    let mut command = Command::new(env!("CARGO_BIN_EXE_openbadges"));
    command.current_dir(folder).env("XDG_CACHE_HOME", folder.join("cache"));
    let output = command.args(args.clone()).output().unwrap();
    let says = |text: &[u8]| String::from_utf8_lossy(text).contains("[fetch.");
    let args: Vec<&str> = args.collect();
    assert!(!says(&output.stdout) && !says(&output.stderr), "asks the network, expected --offline: {args:?}");
    output
}

/// What a school offers.
const CATALOGUE: &str = r#"{
  "format": "openbadges-catalogue-1",
  "id": "example", "version": "2026-1", "title": "What the School offers", "creditSystem": "hkqf", "levelFramework": "hkqf",
  "achievements": [
    {
      "id": "https://badges.example.edu/achievements/H3", "name": "Models under Law", "category": "PP", "themes": ["AI"],
      "credits": { "amount": "6", "system": "hkqf" }, "level": { "framework": "hkqf", "level": 4 },
      "funding": ["Continuing Education Fund"], "editions": [{ "from": "2026-04-01", "to": "2026-06-30" }]
    },
    {
      "id": "https://badges.example.edu/achievements/H4", "name": "Models at Work", "category": "PP", "themes": ["AI"],
      "credits": { "amount": "6", "system": "hkqf" }, "level": { "framework": "hkqf", "level": 4 },
      "entry": { "achievements": ["https://badges.example.edu/achievements/H3"] },
      "editions": [{ "from": "2026-05-01", "to": "2026-07-31" }, { "from": "2026-09-01", "to": "2026-11-30" }]
    },
    { "id": "https://badges.example.edu/achievements/H5", "name": "A Door", "credits": { "amount": "3", "system": "hkqf" } }
  ]
}
"#;
