//! `openbadges shelf`: the page as a browser reads it.

mod browser;
mod hostile;
mod sample;

use base64::Engine as _;
use scraper::{ElementRef, Html, Selector};
use sha2::Digest as _;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The page of the sample folder.
fn page() -> Html {
    Html::parse_document(&page_of(&sample::PAGE))
}

fn page_of(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    sample::write(folder.path());
    succeeds(folder.path(), arguments);
    fs::read_to_string(folder.path().join("shelf.html")).unwrap()
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_openbadges"));
    command.current_dir(folder).env("XDG_CACHE_HOME", folder.join("cache"));
    command.args(arguments).output().unwrap()
}

fn succeeds(folder: &Path, arguments: &[&str]) -> String {
    let done = run(folder, arguments);
    assert!(done.status.success(), "{done:?}");
    String::from_utf8(done.stdout).unwrap()
}

fn all<'p>(page: &'p Html, selector: &str) -> Vec<ElementRef<'p>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    all(page, selector).iter().map(|element| element.text().collect::<String>().trim().to_owned()).collect()
}

#[test]
fn awards_stand_apart_and_the_newest_badge_first() {
    let page = page();
    assert_eq!(texts(&page, "h1"), ["Badges of Robin Example"]);
    let sections = ["Awards", "Micro-credentials", "Towards an award", "Undecided", "Not good"];
    assert_eq!(texts(&page, "h2"), sections);
    assert_eq!(texts(&page, "#awards h3"), ["Certificate in Professional Practice (Artificial Intelligence)"]);
    let titles = [
        "Reading Tides",
        "Accounts for Small Harbours: Budgets, Ledgers and What They Leave Out",
        "Knots and Splices",
        "Writing for the Public",
        "Data for Decisions",
        "Models in the Workplace",
        "Prompting with Care",
    ];
    assert_eq!(texts(&page, "#micro-credentials h3"), titles);
}

#[test]
fn a_card_says_what_how_much_until_when_and_for_what_it_was_used() {
    let page = page();
    let cards = texts(&page, "#micro-credentials .card");
    let accounts = cards.iter().find(|card| card.contains("Accounts")).unwrap();
    for said in
        ["Verified", "Harbour School", "Known issuer", "18 May 2026", "9 HKQF credits", "HKQF level 4", "18 May 2031"]
    {
        assert!(accounts.contains(said), "{said}: {accounts}");
    }
    let knots = cards.iter().find(|card| card.contains("Knots")).unwrap();
    assert!(knots.contains("anyone can make a key and use this name"), "{knots}");
    let data = cards.iter().find(|card| card.contains("Data for")).unwrap();
    assert!(data.contains("Used for Certificate in Professional Practice (Artificial Intelligence)"), "{data}");
    assert_eq!(texts(&page, "#awards .parts li").len(), 4);
}

#[test]
fn a_card_says_on_which_host_the_key_is_published() {
    let document = ["--material", "https://quay.example/.well-known/did.json=did.json"];
    let page = Html::parse_document(&page_of(&[&sample::PAGE[..], &document].concat()));
    let cards = texts(&page, "#micro-credentials .card");
    let charts = cards.iter().find(|card| card.contains("Charts and Soundings")).unwrap();
    assert!(charts.contains("Quay College") && charts.contains("Its key is published at quay.example"), "{charts}");
    assert_eq!(cards.iter().filter(|card| card.contains("published at")).count(), 1);
}

#[test]
fn the_verdict_on_a_badge_of_nobody_known_says_so_and_is_not_green() {
    let page = page();
    let states = |title: &str| {
        let cards = all(&page, "#micro-credentials .card");
        let card = cards.iter().find(|card| card.text().collect::<String>().contains(title)).unwrap();
        let states = Selector::parse(".state").unwrap();
        let state = |state: ElementRef<'_>| (state.text().collect::<String>(), state.attr("class").unwrap().to_owned());
        card.select(&states).map(state).collect::<Vec<_>>()
    };
    let owned = |words: &str, class: &str| (words.to_owned(), class.to_owned());
    assert_eq!(states("Reading Tides"), [owned("✓ Verified", "state good")]);
    let unknown = [owned("✓ Verified", "state plain"), owned("! Issuer not known", "state open")];
    assert_eq!(states("Knots and Splices"), unknown);
}

#[test]
fn a_badge_that_is_there_twice_is_shown_once() {
    let folder = tempfile::tempdir().unwrap();
    sample::write(folder.path());
    let badges = folder.path().join("badges");
    succeeds(folder.path(), &["extract", "badges/prompting.png", "--out", "badges/a.json"]);
    fs::copy(badges.join("a.json"), badges.join("z.json")).unwrap();
    let said = succeeds(folder.path(), &sample::PAGE);
    assert!(said.contains("repeated: 2,"), "{said}");
    let page = Html::parse_document(&fs::read_to_string(folder.path().join("shelf.html")).unwrap());
    assert_eq!(texts(&page, "#micro-credentials h3").iter().filter(|title| *title == "Prompting with Care").count(), 1);
    assert_eq!(all(&page, "a[download='prompting.png']").len(), 1);
}

#[test]
fn each_card_names_its_learner_where_there_are_several() {
    let folder = tempfile::tempdir().unwrap();
    sample::write(folder.path());
    let mut award = sample::course(
        "H9",
        serde_json::json!({"en": "Buoys"}),
        "3",
        ("GS", "General Studies"),
        "2026-05-18T04:00:00Z",
    );
    award["learner"] = serde_json::json!({"id": "did:example:learner-8", "name": "Alex Sample"});
    fs::write(folder.path().join("badges/buoys.json"), sample::issue(1, &award, "buoys", None).as_str()).unwrap();
    succeeds(folder.path(), &["shelf", "badges", "--now", sample::NOW, "--offline", "--out", "shelf.html"]);
    let page = Html::parse_document(&fs::read_to_string(folder.path().join("shelf.html")).unwrap());
    assert_eq!(texts(&page, "h1"), ["Badges"]);
    let facts = texts(&page, "#micro-credentials .card > .facts");
    assert!(facts.iter().all(|facts| facts.starts_with("Learner")), "{facts:?}");
    assert_eq!(facts.iter().filter(|facts| facts.contains("Alex Sample")).count(), 1);
}

#[test]
fn nothing_is_shown_of_a_badge_that_is_not_proven() {
    let page = page();
    let rejected = texts(&page, "#not-good .card");
    assert_eq!(texts(&page, "#not-good h3"), ["First Aid on the Quay", "sailing.json"]);
    assert!(rejected[0].contains("ended on") || rejected[0].contains("2026-03-01"), "{}", rejected[0]);
    assert!(!page.html().contains("Piloting") && !rejected[1].contains("Sailing"), "{}", rejected[1]);
    assert_eq!(texts(&page, "#undecided h3"), ["charts.json"]);
    assert!(!page.html().contains("Charts and Soundings"));
    // What is not proven is not handed on either.
    assert!(all(&page, "#undecided a[download], #not-good #b10 a[download]").is_empty());
}

#[test]
fn progress_says_what_is_there_and_what_is_missing() {
    let page = page();
    assert_eq!(texts(&page, "#towards h3"), ["Stackable awards of Harbour School"]);
    let bars: Vec<_> = all(&page, "#towards progress")
        .iter()
        .map(|bar| (bar.attr("value").unwrap(), bar.attr("max").unwrap()))
        .collect();
    assert_eq!(bars, [("15", "30"), ("15", "60")]);
    assert!(texts(&page, "#towards .missing")[0].contains("15 credits"), "{:?}", texts(&page, "#towards .missing"));
}

#[test]
fn the_badge_and_its_credential_can_be_downloaded_from_the_page_alone() {
    let folder = tempfile::tempdir().unwrap();
    sample::write(folder.path());
    succeeds(folder.path(), &sample::PAGE);
    let page = Html::parse_document(&fs::read_to_string(folder.path().join("shelf.html")).unwrap());
    for name in ["prompting.png", "models.svg", "knots.json", "certificate.png"] {
        let link = all(&page, &format!("a[download='{name}']"))[0].attr("href").unwrap();
        let (_, data) = link.split_once(";base64,").unwrap();
        let bytes = base64::engine::general_purpose::STANDARD.decode(data).unwrap();
        assert_eq!(bytes, fs::read(folder.path().join("badges").join(name)).unwrap(), "{name}");
    }
    let credential = all(&page, "a[download='prompting.json']")[0].attr("href").unwrap();
    assert!(credential.starts_with("data:application/json;base64,"));
    fs::write(folder.path().join("taken.html"), "kept").unwrap();
    let refused = run(folder.path(), &["shelf", "badges", "--offline", "-o", "taken.html"]);
    assert_eq!(
        (refused.status.code(), fs::read_to_string(folder.path().join("taken.html")).unwrap()),
        (Some(4), "kept".to_owned())
    );
}

#[test]
fn the_page_loads_and_runs_nothing() {
    let text = page_of(&sample::PAGE);
    let page = Html::parse_document(&text);
    assert!(
        all(&page, "script, link, iframe, object, embed, form, base, svg, audio, video, source, [style]").is_empty()
    );
    for element in all(&page, "*") {
        for (name, value) in element.value().attrs() {
            assert!(!name.starts_with("on"), "{name}={value}");
            let is_loaded = matches!(name, "src" | "srcset" | "background" | "poster" | "data");
            assert!(
                !is_loaded
                    || value.starts_with("data:image/png;base64,")
                    || value.starts_with("data:image/svg+xml;base64,"),
                "{name}={value:.40}"
            );
        }
    }
    let style = &all(&page, "style")[..];
    let [style] = style else { panic!("one style block") };
    let css: String = style.text().collect();
    assert!(!css.contains("url(") && !css.contains("@import"));
    let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(&css));
    let policy = all(&page, "meta[http-equiv='Content-Security-Policy']")[0].attr("content").unwrap();
    assert_eq!(
        policy,
        format!("default-src 'none'; img-src data:; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
    );
}

#[test]
fn the_page_can_be_read_by_every_reader() {
    for language in ["en", "zh-Hant"] {
        let page = Html::parse_document(&page_of(&[&sample::PAGE[..], &["--language", language]].concat()));
        assert_eq!(all(&page, "html")[0].attr("lang"), Some(language));
        assert_eq!((all(&page, "h1").len(), all(&page, "main").len(), all(&page, "header").len()), (1, 1, 1));
        let mut ids = BTreeSet::new();
        for element in all(&page, "[id]") {
            let id = element.attr("id").unwrap();
            assert!(ids.insert(id), "{id} is there twice");
        }
        for name in ["href", "aria-labelledby", "aria-describedby"] {
            for element in all(&page, &format!("[{name}]")) {
                let value = element.attr(name).unwrap();
                let id = if name == "href" { value.strip_prefix('#') } else { Some(value) };
                assert!(id.is_none_or(|id| ids.contains(id)), "{name}={value} leads nowhere");
            }
        }
        assert!(all(&page, "img").iter().all(|image| image.attr("alt").is_some()));
        let levels: Vec<u8> = all(&page, "h1, h2, h3, h4, h5, h6")
            .iter()
            .map(|heading| heading.value().name().as_bytes()[1] - b'0')
            .collect();
        for pair in levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "a heading of level {} follows one of level {}", pair[1], pair[0]);
        }
    }
}

#[test]
fn the_page_speaks_chinese() {
    let page = Html::parse_document(&page_of(&[&sample::PAGE[..], &["--language", "zh-Hant"]].concat()));
    assert_eq!(texts(&page, "h1"), ["Robin Example的徽章"]);
    let titles = texts(&page, "#micro-credentials h3");
    assert!(titles.contains(&"職場中的模型".to_owned()), "{titles:?}");
    assert!(texts(&page, "#micro-credentials .card")[1].contains("2026年5月18日"));
    // What is there in English alone is marked as English.
    assert!(all(&page, ".body .told").iter().all(|told| told.attr("lang") == Some("en")));
}

#[test]
fn the_same_folder_gives_the_same_page_and_names_no_folder_outside_of_it() {
    let (one, other) = (page_of(&sample::PAGE), page_of(&sample::PAGE));
    assert_eq!(one, other);
    assert!(!one.contains("badges/"));
}
