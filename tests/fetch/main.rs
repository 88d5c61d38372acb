//! Fetching at the command line, from a server on this machine: what is fetched, what is not, and what is kept.
#![cfg(feature = "cli")]

mod server;

use openbadges::base::time::Timestamp;
use openbadges::issue::{Issuer, Publication, StatusList, StatusPurpose};
use openbadges::model::{MicroCredential, Organisation};
use openbadges::proof::{KeyDocument, SigningKey};
use serde_json::{Value, json};
use server::{Page, Server};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// A server, and a folder to work in with a cache of its own.
struct Desk {
    server: Server,
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { server: Server::start(), folder: tempfile::tempdir().unwrap() };
        desk.write("root.pem", &desk.server.root);
        desk
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    /// Runs the program as the user's own options have it.
    fn run(&self, arguments: &[&str]) -> Screen {
        let mut command = Command::new(env!("CARGO_BIN_EXE_openbadges"));
        command.current_dir(self.folder.path()).env("XDG_CACHE_HOME", self.folder.path().join("home"));
        // A proxy would connect in our place.
        for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
            command.env(name, "http://127.0.0.1:9");
        }
        Screen::of(&command.args(arguments).output().unwrap())
    }

    /// Verifies with trust in the server on this machine.
    fn verify(&self, arguments: &[&str]) -> Screen {
        self.run(&[&["verify", "--allow-private", "--tls-root", "root.pem"], arguments].concat())
    }

    /// A badge whose issuer has an https id on the server, and its document there.
    fn host_issuer(&self, file: &str, seed: u8) {
        let id = self.server.url("/issuer");
        let key = KeyDocument::new(key(seed), &format!("{id}#key-{seed}"), &id).unwrap();
        self.write(file, &issue(&Issuer::named(key), Some(&id), "did:example:robin", "urn:uuid:b1"));
        self.server.put("/issuer", Page::text(self.document(seed).as_str()));
    }

    fn document(&self, seed: u8) -> Publication {
        let id = self.server.url("/issuer");
        let organisation: Organisation =
            serde_json::from_value(json!({"id": id, "name": "Harbour College", "url": "https://college.example/"}))
                .unwrap();
        let method = format!("{id}#key-{seed}");
        Publication::of(&organisation, &[(method, key(seed).verifying_key().clone())]).unwrap()
    }

    /// A badge with a place in a status list at a path of the server's.
    fn issue_revocable(&self, file: &str, url: &str) {
        let mut list = StatusList::new(url.parse().unwrap(), StatusPurpose::Revocation, StatusList::FEWEST).unwrap();
        list.allocate(first).unwrap();
        let issuer = Issuer::new(key(1)).bearing(vec![list.entry(0).unwrap()]);
        self.write(file, &issue(&issuer, None, "did:example:robin", "urn:uuid:b2"));
    }

    /// The list with the badge of [`issue_revocable`](Self::issue_revocable) on it, published on a day of February.
    fn list(&self, url: &str, day: u8, is_revoked: bool) -> String {
        let mut list = StatusList::new(url.parse().unwrap(), StatusPurpose::Revocation, StatusList::FEWEST).unwrap();
        list.allocate(first).unwrap();
        if is_revoked {
            list.revoke(0).unwrap();
        }
        let published = Timestamp::parse(&format!("2026-02-{day:02}T09:00:00Z")).unwrap();
        Issuer::new(key(1)).publish_status(&list, published, None).unwrap().as_str().to_owned()
    }

    /// A badge of this learner with places in five lists, none of which is there.
    fn with_lists(&self, learner: &str, badge: usize) -> String {
        let entries = (0..5).map(|number| {
            let url = self.server.url(&format!("/status/{badge}-{number}"));
            let mut list =
                StatusList::new(url.parse().unwrap(), StatusPurpose::Revocation, StatusList::FEWEST).unwrap();
            list.allocate(first).unwrap();
            list.entry(0).unwrap()
        });
        let issuer = Issuer::new(key(1)).bearing(entries.collect());
        issue(&issuer, None, learner, &format!("urn:uuid:{badge}"))
    }

    fn cache(&self) -> PathBuf {
        self.folder.path().join("home/openbadges")
    }

    /// Makes every document in the cache a year older.
    fn let_a_year_pass(&self) {
        for path in files(&self.cache()).into_iter().filter(|path| path.extension().is_none()) {
            let text = fs::read(&path).unwrap();
            let (_, rest) = split(&text);
            let (heading, body) = split(rest);
            let mut heading: Value = serde_json::from_slice(heading).unwrap();
            for name in ["fetched", "until"] {
                let moved = heading[name].as_str().unwrap().parse::<Timestamp>().unwrap();
                heading[name] = json!(moved.plus_seconds(-365 * 86_400).unwrap().to_string());
            }
            let rest = [heading.to_string().as_bytes(), b"\n", body].concat();
            let digest: String = Sha256::digest(&rest).iter().map(|byte| format!("{byte:02x}")).collect();
            fs::write(&path, [digest.as_bytes(), b"\n", &rest].concat()).unwrap();
        }
    }
}

#[derive(Debug)]
struct Screen {
    status: i32,
    out: String,
    err: String,
}

impl Screen {
    fn of(output: &Output) -> Self {
        Self {
            status: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            err: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }

    /// Ended so, with this code on the screen.
    fn is(&self, status: i32, code: &str) -> bool {
        self.status == status && self.out.contains(&format!("[{code}"))
    }
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed([seed; 32]).unwrap()
}

/// Draws the first place that is free.
fn first(bytes: &mut [u8]) -> Result<(), openbadges::proof::Error> {
    bytes.fill(0);
    Ok(())
}

/// A badge by an issuer with this id, or with that of its key.
fn issue(issuer: &Issuer, provider: Option<&str>, learner: &str, id: &str) -> String {
    let named = json!({"name": "Harbour College"});
    let award: MicroCredential = serde_json::from_value(json!({
        "id": "https://college.example/achievements/tides",
        "title": {"en": "Reading Tides"},
        "description": {"en": "Predicts a tide from a table."},
        "criteria": {"en": "Predict three tides."},
        "learner": {"id": learner},
        "provider": provider.map_or(named.clone(), |id| json!({"id": id, "name": named["name"]})),
        "awarded": "2026-01-15T09:00:00Z",
    }))
    .unwrap();
    let now = Timestamp::parse("2026-01-15T09:00:00Z").unwrap();
    issuer.issue_until(&award, id.parse().unwrap(), now, None).unwrap().as_str().to_owned()
}

fn split(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap();
    (&bytes[..end], &bytes[end + 1..])
}

fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).map(|entries| entries.map(|entry| entry.unwrap().path()).collect()).unwrap_or_default()
}

#[test]
fn the_document_of_an_issuer_is_fetched_and_kept_for_as_long_as_its_server_says() {
    let mut desk = Desk::new();
    desk.host_issuer("badge.json", 1);
    let first = desk.verify(&["badge.json"]);
    assert!(first.is(0, "issuer-key.resolved"), "{first:?}");
    assert!(!first.out.contains("not fetched") && first.err.is_empty(), "{first:?}");
    // The key set beside it is nobody's business where the document is enough.
    assert_eq!(desk.server.asked(), ["/issuer"]);
    assert_eq!(desk.verify(&["badge.json"]).status, 0);
    assert!(desk.server.asked().is_empty());
    desk.server.stop();
    assert_eq!(desk.verify(&["badge.json"]).status, 0);
    assert_eq!(desk.verify(&["badge.json", "--offline"]).status, 0);
    desk.let_a_year_pass();
    let later = desk.verify(&["badge.json"]);
    assert!(later.is(3, "fetch.unreachable"), "{later:?}");
    assert!(later.out.contains(&format!("  not fetched: {}: ", desk.server.url("/issuer"))), "{later:?}");
    assert!(desk.verify(&["badge.json", "--offline"]).is(3, "issuer-key.document-missing"));
}

#[test]
fn a_key_set_is_fetched_where_there_is_no_document() {
    let desk = Desk::new();
    desk.host_issuer("badge.json", 1);
    let mut jwk: Value = serde_json::from_str(&key(1).verifying_key().to_jwk()).unwrap();
    jwk["kid"] = json!(desk.server.url("/issuer#key-1"));
    desk.server.put("/.well-known/jwks.json", Page::text(&json!({"keys": [jwk]}).to_string()));
    desk.server.put("/issuer", Page::Answer("404 Not Found".to_owned(), Vec::new()));
    let accepted = desk.verify(&["badge.json"]);
    assert_eq!(accepted.status, 0, "{accepted:?}");
    assert!(!accepted.out.contains("fetch.status"), "{accepted:?}");
    // It is fetched as well where the document has other keys.
    desk.server.put("/issuer", Page::text(desk.document(2).as_str()));
    desk.server.asked();
    desk.verify(&["badge.json", "--no-cache"]);
    assert_eq!(desk.server.asked(), ["/issuer", "/.well-known/jwks.json"]);
}

#[test]
fn an_old_copy_turns_nobody_away() {
    let desk = Desk::new();
    desk.host_issuer("first.json", 1);
    assert_eq!(desk.verify(&["first.json"]).status, 0);
    // The issuer signs with another key since.
    desk.host_issuer("second.json", 2);
    let renewed = desk.verify(&["second.json"]);
    assert!(renewed.is(0, "issuer-key.resolved"), "{renewed:?}");
}

#[test]
fn a_revocation_is_seen_when_the_list_has_lived() {
    let mut desk = Desk::new();
    let url = desk.server.url("/status/1");
    desk.issue_revocable("badge.json", &url);
    desk.server.put("/status/1", Page::text(&desk.list(&url, 1, false)));
    assert!(desk.verify(&["badge.json"]).is(0, "status.clear"));
    desk.server.put("/status/1", Page::text(&desk.list(&url, 20, true)));
    // The server said that what it gave is good for a minute.
    assert!(desk.verify(&["badge.json"]).is(0, "status.clear"));
    desk.let_a_year_pass();
    assert!(desk.verify(&["badge.json"]).is(1, "status.revoked"));
    // What was true before is served again, also to who has nothing in the cache but the time.
    desk.server.put("/status/1", Page::with("cache-control: no-store", &desk.list(&url, 1, false)));
    for _ in 0..2 {
        desk.let_a_year_pass();
        let replayed = desk.verify(&["badge.json"]);
        assert!(replayed.is(3, "status.list-older"), "{replayed:?}");
    }
    // Whoever hands in the list of another time means it.
    desk.write("list.json", &desk.list(&url, 1, false));
    desk.server.asked();
    assert!(desk.verify(&["badge.json", "--material", &format!("{url}=list.json")]).is(0, "status.clear"));
    assert!(desk.server.asked().is_empty());
    desk.server.stop();
    assert!(desk.verify(&["badge.json"]).is(3, "status.list-missing"));
}

#[test]
fn nobody_can_make_a_list_old_by_one_that_its_issuer_did_not_sign() {
    let desk = Desk::new();
    let url = desk.server.url("/status/1");
    desk.issue_revocable("badge.json", &url);
    let list = desk.list(&url, 1, false);
    desk.server.put("/status/1", Page::with("cache-control: no-store", &list.replace("2026-02-01", "2026-10-01")));
    assert!(desk.verify(&["badge.json"]).is(3, "status.list-unproven"));
    desk.server.put("/status/1", Page::text(&list));
    assert!(desk.verify(&["badge.json"]).is(0, "status.clear"));
}

#[test]
fn a_list_that_nobody_believed_is_not_kept() {
    let desk = Desk::new();
    let url = desk.server.url("/status/1");
    desk.issue_revocable("badge.json", &url);
    desk.server.put("/status/1", Page::with("cache-control: max-age=86400", "<html>Back soon</html>"));
    assert!(desk.verify(&["badge.json"]).is(3, "status.list-unreadable"));
    desk.server.put("/status/1", Page::text(&desk.list(&url, 1, false)));
    assert!(desk.verify(&["badge.json"]).is(0, "status.clear"));
}

#[test]
fn what_has_ended_is_taken_out_of_the_cache() {
    let desk = Desk::new();
    let url = desk.server.url("/status/1");
    desk.issue_revocable("list.json", &url);
    desk.server.put("/status/1", Page::text(&desk.list(&url, 1, false)));
    assert_eq!(desk.verify(&["list.json"]).status, 0);
    // The list, and when it was seen.
    assert_eq!(files(&desk.cache()).len(), 2);
    fs::write(desk.cache().join("notes"), "mine").unwrap();
    for path in files(&desk.cache()) {
        let file = fs::File::options().write(true).open(path).unwrap();
        file.set_modified(std::time::SystemTime::now() - Duration::from_secs(2 * 86_400)).unwrap();
    }
    desk.host_issuer("badge.json", 1);
    assert_eq!(desk.verify(&["badge.json"]).status, 0);
    let mut left: Vec<PathBuf> = files(&desk.cache());
    left.retain(|path| path.extension().is_none());
    assert_eq!((files(&desk.cache()).len(), left.len()), (3, 2), "{left:?}");
    assert!(desk.cache().join("notes").exists());
}

#[test]
fn a_time_that_is_given_makes_no_document_younger() {
    let desk = Desk::new();
    let url = desk.server.url("/status/1");
    desk.issue_revocable("badge.json", &url);
    desk.server.put("/status/1", Page::text(&desk.list(&url, 20, false)));
    let at = |now: &str| desk.verify(&["badge.json", "--now", now]);
    assert!(at("2026-03-01T00:00:00Z").is(0, "status.clear"));
    let before = at("2026-02-01T00:00:00Z");
    assert!(before.is(3, "status.list-unproven") && before.out.contains("proof.created-in-future"), "{before:?}");
    assert_eq!(desk.server.asked().len(), 1);
    desk.let_a_year_pass();
    assert!(at("2026-03-01T00:00:00Z").is(0, "status.clear"));
    assert_eq!(desk.server.asked().len(), 1);
}

#[test]
fn every_document_has_a_size_and_a_time() {
    let desk = Desk::new();
    for (path, page) in [("/flood", Page::Flood), ("/drip", Page::Drip)] {
        desk.issue_revocable("badge.json", &desk.server.url(path));
        desk.server.put(path, page);
        let start = Instant::now();
        let screen = desk.verify(&["badge.json", "--timeout", "2"]);
        let code = if path == "/drip" { "fetch.timeout" } else { "fetch.t" };
        assert!(screen.is(3, code) && start.elapsed() < Duration::from_secs(20), "{screen:?}");
    }
    desk.host_issuer("badge.json", 1);
    desk.server.put("/issuer", Page::text(&" ".repeat((1 << 20) + 1)));
    assert!(desk.verify(&["badge.json"]).is(3, "fetch.too-large"));
    let whole = desk.document(1).as_str().to_owned();
    desk.server.put("/issuer", Page::text(&format!("{}{whole}", " ".repeat((1 << 20) - whole.len()))));
    assert_eq!(desk.verify(&["badge.json"]).status, 0);
    desk.server.put("/issuer", Page::Answer("500 Oh\r\ncontent-type: text/html".to_owned(), b"{}".to_vec()));
    assert!(desk.verify(&["badge.json", "--no-cache"]).is(3, "fetch.status"));
}

#[test]
fn redirects_are_few_and_lead_to_https_alone() {
    let desk = Desk::new();
    desk.host_issuer("badge.json", 1);
    desk.server.put("/real", Page::text(desk.document(1).as_str()));
    for (from, to) in [("/issuer", "/2"), ("/2", "/3"), ("/3", "/real")] {
        desk.server.put(from, Page::redirect(&desk.server.url(to)));
    }
    assert_eq!(desk.verify(&["badge.json", "--no-cache"]).status, 0);
    desk.server.put("/3", Page::redirect("/4"));
    desk.server.put("/4", Page::redirect("/real"));
    let port = desk.server.port;
    let cases = [
        ("/2".to_owned(), "fetch.redirects"),
        ("/issuer".to_owned(), "fetch.redirects"),
        (format!("http://localhost:{port}/real"), "fetch.refused-url"),
        (format!("https://user:word@localhost:{port}/real"), "fetch.refused-url"),
        (format!("ftp://localhost:{port}/real"), "fetch.refused-url"),
    ];
    for (to, code) in cases {
        desk.server.put("/issuer", Page::redirect(&to));
        let screen = desk.verify(&["badge.json", "--no-cache"]);
        assert!(screen.is(3, code), "{to}: {screen:?}");
    }
}

#[test]
fn no_name_or_number_leads_into_the_own_network() {
    let desk = Desk::new();
    let port = desk.server.port;
    let hosts = ["localhost", "127.0.0.1", "127.1", "0x7f000001", "2130706433", "0", "[::1]", "[::ffff:127.0.0.1]"];
    for host in hosts.into_iter().chain(["10.0.0.1", "169.254.169.254", "[fd00::1]", "[64:ff9b::7f00:1]"]) {
        desk.issue_revocable("badge.json", &format!("https://{host}:{port}/status/1"));
        let screen = desk.run(&["verify", "badge.json", "--tls-root", "root.pem"]);
        assert!(screen.is(3, "fetch.refused-address"), "{host}: {screen:?}");
    }
    desk.issue_revocable("badge.json", &format!("https://user@localhost:{port}/status/1"));
    assert!(desk.verify(&["badge.json"]).is(3, "fetch.refused-url"));
    assert!(desk.server.asked().is_empty());
}

#[test]
fn a_server_is_believed_by_its_certificate_alone() {
    let desk = Desk::new();
    desk.host_issuer("badge.json", 1);
    assert_eq!(desk.verify(&["badge.json"]).status, 0);
    // What was fetched in trust is nothing for who does not trust.
    let screen = desk.run(&["verify", "badge.json", "--allow-private"]);
    assert!(screen.is(3, "fetch.unreachable") && screen.out.contains("certificate"), "{screen:?}");
    desk.write("empty.pem", "");
    assert_eq!(desk.run(&["verify", "badge.json", "--tls-root", "empty.pem"]).status, 4);
}

#[test]
fn a_document_is_asked_for_once_a_run() {
    let desk = Desk::new();
    let (kept, missing) = (desk.server.url("/status/1"), desk.server.url("/status/2"));
    desk.server.put("/status/1", Page::text(&desk.list(&kept, 1, false)));
    for (name, url) in [("a.json", &kept), ("b.json", &kept), ("c.json", &missing), ("d.json", &missing)] {
        desk.issue_revocable(name, url);
    }
    let screen = desk.verify(&["a.json", "b.json", "c.json", "d.json", "--no-cache"]);
    assert_eq!(desk.server.asked(), ["/status/1", "/status/2"]);
    assert!(screen.out.ends_with("2 accepted, 0 rejected, 2 undecided, 0 not read\n"), "{screen:?}");
    let line = format!("openbadges: not fetched: {missing}: the server answered 404 [fetch.status]\n");
    assert_eq!((screen.status, screen.err), (3, line.clone()));
    // As JSON the report is the library's own.
    let screen = desk.verify(&["d.json", "--no-cache", "--json"]);
    let report: Value = serde_json::from_str(&screen.out).unwrap();
    assert_eq!((report["verdict"].as_str(), &screen.err), (Some("undecided"), &line));
    assert!(!screen.out.contains("fetch."));
}

#[test]
fn a_badge_makes_us_fetch_so_many_documents() {
    let desk = Desk::new();
    // Each of eight badges names five lists, and a presentation of them more than are fetched for one file.
    let learner = key(2);
    let holder = openbadges::issue::Holder::new(key(2));
    let id = openbadges::proof::did::key_did(learner.verifying_key());
    let badges: Vec<String> = (0..8).map(|badge| desk.with_lists(&id, badge)).collect();
    let badges: Vec<&str> = badges.iter().map(String::as_str).collect();
    let now = Timestamp::parse("2026-02-01T09:00:00Z").unwrap();
    desk.write("shown.json", holder.present(&badges, "tide", None, now).unwrap().as_str());
    let screen = desk.verify(&["shown.json", "--challenge", "tide", "--no-cache"]);
    assert!(screen.is(3, "fetch.too-much"), "{screen:?}");
    assert_eq!(desk.server.asked().len(), 32);
}

#[test]
fn what_is_handed_in_is_not_fetched() {
    let desk = Desk::new();
    desk.host_issuer("badge.json", 1);
    desk.write("document.json", desk.document(1).as_str());
    let material = format!("{}=document.json", desk.server.url("/issuer"));
    assert_eq!(desk.verify(&["badge.json", "--material", &material]).status, 0);
    assert!(desk.server.asked().is_empty());
    assert!(!desk.cache().exists());
    let offline = desk.verify(&["badge.json", "--offline"]);
    assert!(offline.is(3, "issuer-key.document-missing") && !offline.out.contains("fetch."), "{offline:?}");
    assert!(desk.server.asked().is_empty());
}

#[test]
fn nobody_is_asked_for_a_key_that_the_user_vouches_for() {
    let desk = Desk::new();
    desk.host_issuer("first.json", 1);
    desk.host_issuer("second.json", 2);
    let id = desk.server.url("/issuer");
    let mut jwk: Value = serde_json::from_str(&key(1).verifying_key().to_jwk()).unwrap();
    jwk["kid"] = json!(format!("{id}#key-1"));
    desk.write("key.jwk", &jwk.to_string());
    let pair = format!("{id}=key.jwk");
    assert!(desk.verify(&["first.json", "--key-of", &pair]).is(0, "issuer-key.pinned"));
    assert!(desk.server.asked().is_empty());
    // Another key may still be found where the issuer publishes it.
    assert!(desk.verify(&["second.json", "--key-of", &pair]).is(0, "issuer-key.resolved"));
    assert!(desk.server.asked().contains(&"/issuer".to_owned()));
}

#[test]
fn stacking_fetches_as_verifying_does() {
    let desk = Desk::new();
    desk.host_issuer("badge.json", 1);
    desk.write("policy.json", &openbadges::stack::Programme::preset("hku-space").unwrap().to_json());
    let stack = |more: &[&str]| {
        let fixed = ["stack", "check", "--policy", "policy.json", "badge.json", "--allow-private", "--no-cache"];
        desk.run(&[&fixed[..], &["--tls-root", "root.pem"], more].concat())
    };
    let screen = stack(&[]);
    assert!(screen.err.is_empty(), "{screen:?}");
    assert_eq!(desk.server.asked(), ["/issuer"]);
    assert!(stack(&["--offline"]).err.contains("badge.json: undecided, so it does not count"));
    desk.server.put("/issuer", Page::redirect("/issuer"));
    assert!(stack(&[]).err.contains("[fetch.redirects]"));
}

#[cfg(unix)]
#[test]
fn the_cache_is_private_and_a_damaged_entry_is_none() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.host_issuer("badge.json", 1);
    assert_eq!(desk.verify(&["badge.json"]).status, 0);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let kept = files(&desk.cache());
    assert_eq!((mode(&desk.cache()), kept.len(), mode(&kept[0])), (0o700, 1, 0o600));
    let whole = fs::read(&kept[0]).unwrap();
    for damaged in [whole[..whole.len() - 1].to_vec(), Vec::new(), b"\n\n".to_vec(), {
        let mut other = whole.clone();
        let middle = other.len() / 2;
        other[middle] ^= 1;
        other
    }] {
        fs::write(&kept[0], damaged).unwrap();
        desk.server.asked();
        assert_eq!(desk.verify(&["badge.json"]).status, 0);
        assert_eq!(desk.server.asked(), ["/issuer"]);
        assert_eq!(desk.verify(&["badge.json"]).status, 0);
        assert!(desk.server.asked().is_empty());
    }
    // In a folder of others' anybody could put keys.
    fs::set_permissions(desk.cache(), fs::Permissions::from_mode(0o777)).unwrap();
    let refused = desk.verify(&["badge.json"]);
    assert!(refused.status == 4 && refused.err.contains("others can write to"), "{refused:?}");
    assert_eq!(desk.verify(&["badge.json", "--no-cache"]).status, 0);
    let elsewhere = desk.folder.path().join("elsewhere");
    assert_eq!(desk.verify(&["badge.json", "--cache", "elsewhere"]).status, 0);
    assert_eq!((mode(&elsewhere), files(&elsewhere).len()), (0o700, 1));
}

#[test]
fn many_processes_share_a_cache() {
    let desk = Desk::new();
    desk.host_issuer("badge.json", 1);
    let desk = &desk;
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..6).map(|_| scope.spawn(move || desk.verify(&["badge.json"]).status)).collect();
        assert!(runs.into_iter().all(|run| run.join().unwrap() == 0));
    });
    assert_eq!(files(&desk.cache()).len(), 1);
    desk.server.asked();
    assert_eq!(desk.verify(&["badge.json"]).status, 0);
    assert!(desk.server.asked().is_empty());
}

/// A badge with a refresh service on the server, as of a day of February.
fn refreshable(desk: &Desk, day: u8, learner: &str) -> String {
    use openbadges::base::limits::Limits;
    use openbadges::codec::json::Document;
    use openbadges::codec::ld::Contexts;
    use openbadges::proof::Suite;
    use openbadges::proof::data_integrity::{self, Options};
    let mut badge: Value = serde_json::from_str(&issue(&Issuer::new(key(1)), None, learner, "urn:uuid:b7")).unwrap();
    let object = badge.as_object_mut().unwrap();
    object.insert("proof".to_owned(), json!([]));
    object.insert("validFrom".to_owned(), json!(format!("2026-02-{day:02}T09:00:00Z")));
    object.insert(
        "refreshService".to_owned(),
        json!({"id": desk.server.url("/newer"), "type": "1EdTechCredentialRefresh"}),
    );
    badge["@context"].as_array_mut().unwrap().push(json!("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"));
    let document = Document::parse(badge.to_string().as_bytes(), &Limits::DEFAULT).unwrap();
    let options = Options::new(Suite::EddsaRdfc2022);
    let signed = data_integrity::sign(&document, &key(1), &options, &Contexts::bundled(), &Limits::DEFAULT);
    signed.unwrap().as_str().to_owned()
}

#[test]
fn a_newer_badge_is_asked_for_once_and_only_if_it_is_wanted_i17() {
    let desk = Desk::new();
    desk.write("badge.json", &refreshable(&desk, 1, "did:example:robin"));
    desk.server.put("/newer", Page::text(&refreshable(&desk, 20, "did:example:robin")));
    let unasked = desk.verify(&["badge.json"]);
    assert_eq!((unasked.status, desk.server.count("/newer")), (0, 0), "{unasked:?}");
    assert!(unasked.out.contains(&format!("newer    {}", desk.server.url("/newer"))), "{unasked:?}");
    let asked = desk.verify(&["--refresh", "badge.json"]);
    assert_eq!((asked.status, desk.server.count("/newer")), (0, 1), "{asked:?}");
    assert!(asked.out.contains("The newer badge counts."), "{asked:?}");
    let json = desk.verify(&["--refresh", "--json", "badge.json"]);
    let report: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((&report["replaces"], &report["newer"]["verdict"]), (&json!("pass"), &json!("accepted")));
}

#[test]
fn what_a_service_has_of_another_learner_or_has_not_leaves_the_badge_as_it_is_i17() {
    let desk = Desk::new();
    desk.write("badge.json", &refreshable(&desk, 1, "did:example:robin"));
    let gone = desk.verify(&["--refresh", "badge.json"]);
    assert_eq!(gone.status, 0, "{gone:?}");
    assert!(gone.out.contains("[fetch.status]"), "{gone:?}");
    desk.server.put("/newer", Page::text(&refreshable(&desk, 20, "did:example:sam")));
    let other = desk.verify(&["--refresh", "badge.json"]);
    assert_eq!(other.status, 0, "{other:?}");
    assert!(other.out.contains("The first badge counts.") && other.is(0, "refresh.other-learner"), "{other:?}");
}

#[test]
fn what_was_kept_is_judged_again_without_the_web_to_the_same_report() {
    let desk = Desk::new();
    desk.host_issuer("badge.json", 1);
    let first = desk.verify(&["--json", "--save", "kept.json", "badge.json"]);
    assert_eq!(first.status, 0, "{first:?}");
    assert_eq!(desk.server.count("/issuer"), 1);
    desk.server.put("/issuer", Page::text("gone"));
    let again = desk.run(&["verify", "--json", "--bundle", "kept.json"]);
    assert_eq!((again.status, desk.server.count("/issuer")), (0, 0), "{again:?}");
    let [mut first, mut again]: [Value; 2] = [&first.out, &again.out].map(|text| serde_json::from_str(text).unwrap());
    for report in [&mut first, &mut again] {
        report.as_object_mut().unwrap().remove("file").unwrap();
    }
    assert_eq!(first, again);
    assert_eq!(desk.verify(&["--save", "kept.json", "badge.json"]).status, 4, "never overwritten unasked");
    assert_eq!(desk.verify(&["--save", "kept.json", "--force", "badge.json"]).status, 0);
    let then = desk.run(&["verify", "--bundle", "kept.json", "--now", "2026-01-01T00:00:00Z"]);
    assert!(then.out.starts_with("as of 2026-01-01T00:00:00Z"), "{then:?}");
}
