//! The page in a browser: Chromium, without a screen. Where there is none, these tests say so and pass.
//!
//! `UPDATE=1` writes the screenshots in `fixtures/own/art` anew. Fonts differ between machines, so that only their sizes are compared here.
//! `OPENBADGES_PAGES` names a folder for all that these tests see, to be looked at.

mod devtools;

use super::{sample, succeeds};
use devtools::Browser;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

const WIDTHS: [(u32, u32); 3] = [(390, 1200), (768, 1000), (1440, 900)];

/// Opens the page of the sample folder, if there is a browser.
fn open(folder: &Path) -> Option<Browser> {
    let mut browser = Browser::start(folder)?;
    sample::write(folder);
    succeeds(folder, &sample::PAGE);
    keep("shelf.html", &fs::read(folder.join("shelf.html")).unwrap());
    browser.open(&folder.join("shelf.html"));
    Some(browser)
}

#[test]
fn the_page_fits_every_width_in_light_and_dark_without_a_word_from_the_console() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut browser) = open(folder.path()) else { return };
    for (width, height) in WIDTHS {
        for scheme in ["light", "dark"] {
            browser.show(width, height, "screen", scheme);
            assert_eq!(browser.ask(OVERFLOWING), json!([]), "{width} {scheme}: wider than the window");
            assert_eq!(browser.ask(UNREADABLE), json!([]), "{width} {scheme}: contrast below WCAG AA");
            compare(&format!("shelf-{width}"), scheme, &browser.screenshot());
        }
    }
    browser.show(390, 800, "screen", "light");
    assert_eq!(browser.ask("document.querySelectorAll('details').forEach(one => one.open = true)"), Value::Null);
    assert_eq!(browser.ask(OVERFLOWING), json!([]), "390, all open: wider than the window");
    assert_eq!(browser.ask(UNREADABLE), json!([]), "390, all open: contrast below WCAG AA");
    let said: Vec<&Value> = browser.said().collect();
    assert!(said.is_empty(), "{said:?}");
    let loaded: Vec<&str> = browser.loaded().filter(|url| !url.starts_with("data:image/")).collect();
    assert!(
        matches!(loaded[..], [page] if page.starts_with("file:///") && page.ends_with("/shelf.html")),
        "{loaded:?}"
    );
}

#[test]
fn the_page_is_printed_with_its_details_open_and_ink_on_white() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut browser) = open(folder.path()) else { return };
    browser.show(794, 1123, "print", "dark");
    let hidden = "[...document.querySelectorAll('details .body')].filter(one => !one.checkVisibility()).length";
    assert_eq!(browser.ask(hidden), json!(0));
    let colours = "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]";
    assert_eq!(browser.ask(colours), json!(["rgb(255, 255, 255)", "rgb(0, 0, 0)"]));
    let pdf = browser.print();
    assert!(pdf.starts_with(b"%PDF-"));
    keep("shelf.pdf", &pdf);
}

#[test]
fn the_page_is_used_by_keys_alone() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut browser) = open(folder.path()) else { return };
    browser.show(768, 1000, "screen", "light");
    browser.press("Tab");
    assert_eq!(
        browser.ask("[document.activeElement.className, document.activeElement.getBoundingClientRect().top >= 0]"),
        json!(["skip", true])
    );
    assert_ne!(browser.ask("getComputedStyle(document.activeElement).outlineStyle"), json!("none"));
    browser.press("Enter");
    assert_eq!(browser.ask("document.activeElement.id"), json!("main"));
    // The next stop is within the badges, and a key opens it.
    for _ in 0..20 {
        browser.press("Tab");
        if browser.ask("document.activeElement.tagName") == json!("SUMMARY") {
            break;
        }
    }
    browser.press("Enter");
    assert_eq!(browser.ask("document.activeElement.parentElement.open"), json!(true));
}

#[test]
fn a_download_leaves_the_page_as_the_badge_that_came() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut browser) = open(folder.path()) else { return };
    let downloads = folder.path().join("downloads");
    fs::create_dir(&downloads).unwrap();
    browser.download_to(&downloads);
    browser.ask("document.querySelector('a[download=\"prompting.png\"]').click()");
    let given = fs::read(folder.path().join("badges/prompting.png")).unwrap();
    let saved = || fs::read(downloads.join("prompting.png")).unwrap_or_default();
    for _ in 0..100 {
        if saved() == given {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(saved() == given, "{} bytes instead of {}", saved().len(), given.len());
    assert_eq!(browser.said().count(), 0);
}

#[test]
fn axe_finds_nothing_to_mend() {
    let Ok(axe) = fs::read_to_string("tests/interop/node_modules/axe-core/axe.min.js") else {
        eprintln!("skipped: axe (`npm ci` in tests/interop brings it)");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let Some(mut browser) = open(folder.path()) else { return };
    browser.ask(&format!("{axe}; 0"));
    let run = "document.querySelectorAll('details').forEach(one => one.open = true);
        axe.run().then(found => found.violations.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 200))]))";
    for scheme in ["light", "dark"] {
        browser.show(768, 1000, "screen", scheme);
        assert_eq!(browser.ask(run), json!([]), "{scheme}");
    }
}

#[test]
fn a_script_in_a_badge_does_not_run_x9_x10_x11_x12() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut browser) = Browser::start(folder.path()) else { return };
    let badges = folder.path().join("badges");
    fs::create_dir(&badges).unwrap();
    let hostile = "\"><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">";
    let mut award = sample::course("X", json!({ "en": hostile }), "6", ("PP", hostile), "2026-05-18T04:00:00Z");
    award["criteria"] =
        json!({ "en": format!("{hostile} [run](javascript:document.title='run') ![x](https://a.example/p.png)") });
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"top.document.title='run'\"><script>top.document.title='run'</script>\
        <image href=\"https://a.example/p.png\" width=\"9\" height=\"9\"/></svg>";
    let signed = sample::issue(1, &award, "a", None);
    fs::write(badges.join("a.svg"), signed.bake_svg(svg.as_bytes()).unwrap()).unwrap();
    succeeds(folder.path(), &["shelf", "badges", "--now", sample::NOW, "--offline", "--out", "shelf.html"]);
    browser.open(&folder.path().join("shelf.html"));
    browser.show(768, 1000, "screen", "light");
    assert_eq!(browser.ask("document.title"), json!("Badges of Robin Example"));
    assert_eq!(browser.said().count(), 0);
    assert!(browser.loaded().all(|url| url.starts_with("data:image/") || url.starts_with("file:///")));
}

/// Elements that reach out of the window, and boxes that are too narrow for what is in them.
const OVERFLOWING: &str = "[...document.querySelectorAll('body, body *')].filter(one => {
    const box = one.getBoundingClientRect();
    return !one.matches('.skip') && (box.right > innerWidth + 1 || box.left < -1 || one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display != 'inline');
}).map(one => one.outerHTML.slice(0, 120))";

/// Texts of less contrast than 4.5 to 1.
const UNREADABLE: &str = "(() => {
    const channels = colour => colour.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
    const paper = one => {
        const own = channels(getComputedStyle(one).backgroundColor);
        return own.length == 3 || own[3] == 1 ? own : own[3] == 0 && one.parentElement ? paper(one.parentElement) : [255, 255, 255];
    };
    const hasText = one => [...one.childNodes].some(node => node.nodeType == 3 && node.textContent.trim());
    return [...document.querySelectorAll('body, body *')].filter(hasText).filter(one => {
        const [a, b] = [light(channels(getComputedStyle(one).color)), light(paper(one))].sort((a, b) => b - a);
        return (a + 0.05) / (b + 0.05) < 4.5;
    }).map(one => one.outerHTML.slice(0, 120));
})()";

/// Keeps what was seen, if somebody wants to look at it.
fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("OPENBADGES_PAGES") {
        fs::write(Path::new(&folder).join(name), bytes).unwrap();
    }
}

/// Holds a screenshot against the one that is kept, as far as machines agree: its size, and that something is on it.
fn compare(name: &str, scheme: &str, picture: &[u8]) {
    let (size, colours) = read(picture);
    assert!(colours > 16, "{name} {scheme} is all but blank");
    keep(&format!("{name}-{scheme}.png"), picture);
    if scheme == "dark" {
        return;
    }
    let kept = Path::new("fixtures/own/art").join(format!("{name}.png"));
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all("fixtures/own/art").unwrap();
        fs::write(&kept, picture).unwrap();
    }
    let kept = fs::read(&kept).unwrap_or_else(|_| panic!("{} is missing: UPDATE=1 writes it", kept.display()));
    assert_eq!(read(&kept).0, size, "{name}");
    assert!(kept.len() < 150_000, "{name} has {} bytes", kept.len());
}

/// The size of a picture in pixels, and the number of its colours.
fn read(picture: &[u8]) -> ((u32, u32), usize) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(picture)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let colours: std::collections::BTreeSet<&[u8]> = pixels.chunks(info.color_type.samples()).collect();
    ((info.width, info.height), colours.len())
}
