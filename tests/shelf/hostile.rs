//! What a badge says never becomes markup, a link to run, or something to load.

use super::{all, sample, succeeds, texts};
use scraper::Html;
use serde_json::json;
use std::fs;

/// Texts that would be elements, attributes, ends of either, or other directions.
const HOSTILE: &str = "\"><script>alert(1)</script><img src=x onerror=alert(2)>' onclick='x'</title></style></bdi><!--&lt;\u{202e}<svg/onload=x>";

fn page_of(award: &serde_json::Value, issuer: &str) -> Html {
    let folder = tempfile::tempdir().unwrap();
    let badges = folder.path().join("badges");
    fs::create_dir(&badges).unwrap();
    fs::write(folder.path().join("policy.json"), "").unwrap();
    let mut award = award.clone();
    award["provider"] =
        json!({"id": sample::id(1), "name": issuer, "country": "HK", "url": "https://harbour.example.edu/"});
    fs::write(badges.join("a.json"), sample::issue(1, &award, "a", None).as_str()).unwrap();
    succeeds(folder.path(), &["shelf", "badges", "--now", sample::NOW, "--offline", "--out", "shelf.html"]);
    Html::parse_document(&fs::read_to_string(folder.path().join("shelf.html")).unwrap())
}

fn course(title: &str) -> serde_json::Value {
    sample::course("X", json!({ "en": title }), "6", ("PP", "Professional Practice"), "2026-05-18T04:00:00Z")
}

/// Names of elements with those of their attributes, in order.
fn skeleton(page: &Html) -> Vec<String> {
    let names = |element: &scraper::ElementRef<'_>| {
        let attributes: Vec<&str> = element.value().attrs().map(|(name, _)| name).collect();
        format!("{} {}", element.value().name(), attributes.join(" "))
    };
    all(page, "*").iter().map(names).collect()
}

#[test]
fn markup_in_names_adds_no_element_and_no_attribute_x9() {
    let say = |text: &str| {
        let mut award = course(text);
        award["description"] = json!({ "en": text });
        award["outcomes"] = json!([{"text": {"en": text}}]);
        award["learner"]["name"] = json!(text);
        award["category"] = json!({"code": text, "name": text});
        award["grades"] = json!([{"value": text}]);
        page_of(&award, text)
    };
    let (plain, hostile) = (say("Plain"), say(HOSTILE));
    assert_eq!(skeleton(&hostile), skeleton(&plain));
    assert!(texts(&hostile, "h1")[0].contains("<script>alert(1)</script>"));
    assert!(texts(&hostile, "h3")[0].contains("\\u{202e}"), "{:?}", texts(&hostile, "h3"));
    assert!(texts(&hostile, ".issuer")[0].contains("onclick='x'"));
}

#[test]
fn narratives_bring_no_html_no_pictures_and_no_other_links_x10_x11() {
    let mut award = course("Links");
    let narrative = "<b onclick=x>bold</b> ![p](https://a.example/p.png) [good](https://a.example/) [mail](mailto:a@a.example)\n\n\
        [run](javascript:alert(1)) [data](data:text/html,x) <vbscript:x> [quote](https://a.example/\"onclick=\"x)";
    award["criteria"] = json!({ "en": narrative });
    award["criteriaUrl"] = json!("javascript:alert(1)");
    let page = page_of(&award, "Harbour School");
    let links: Vec<_> = all(&page, ".body a").iter().map(|link| link.attr("href").unwrap().to_owned()).collect();
    let expected =
        ["https://a.example/", "mailto:a@a.example", "https://a.example/\"onclick=\"x", "https://harbour.example.edu/"];
    assert_eq!(links, expected);
    assert!(all(&page, ".body img, .body b[onclick], [onclick]").is_empty());
    let body = texts(&page, ".body").join(" ");
    for text in [
        "<b onclick=x>bold</b>",
        "![p](https://a.example/p.png)",
        "[run](javascript:alert(1))",
        "(javascript:alert(1))",
    ] {
        assert!(body.contains(text), "{text}: {body}");
    }
}

#[test]
fn a_hostile_svg_stays_a_picture_x12() {
    let folder = tempfile::tempdir().unwrap();
    let badges = folder.path().join("badges");
    fs::create_dir(&badges).unwrap();
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"><script>alert(2)</script>\
        <image href=\"https://a.example/p.png\"/><foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">x</p></foreignObject></svg>";
    let signed = sample::issue(1, &course("Drawn"), "a", None);
    fs::write(badges.join("a.svg"), signed.bake_svg(svg.as_bytes()).unwrap()).unwrap();
    succeeds(folder.path(), &["shelf", "badges", "--now", sample::NOW, "--offline", "--out", "shelf.html"]);
    let page = Html::parse_document(&fs::read_to_string(folder.path().join("shelf.html")).unwrap());
    assert!(all(&page, "svg, script, image, foreignobject").is_empty());
    let picture = all(&page, ".card img")[0];
    assert!(picture.attr("src").unwrap().starts_with("data:image/svg+xml;base64,"));
    assert_eq!(picture.attr("alt"), Some("Badge picture: Drawn"));
}

#[test]
fn a_name_of_a_file_is_no_markup_either_x9() {
    let folder = tempfile::tempdir().unwrap();
    let badges = folder.path().join("badges");
    fs::create_dir(&badges).unwrap();
    let altered = sample::issue(1, &course("Sailing"), "a", None).as_str().replace("Sailing", "Piloting");
    fs::write(badges.join("<img src=x onerror=alert(1)>\u{202e}.json"), altered).unwrap();
    succeeds(folder.path(), &["shelf", "badges", "--now", sample::NOW, "--offline", "--out", "shelf.html"]);
    let page = Html::parse_document(&fs::read_to_string(folder.path().join("shelf.html")).unwrap());
    assert_eq!(texts(&page, "#not-good h3"), ["<img src=x onerror=alert(1)>\\u{202e}.json"]);
    assert_eq!(all(&page, "img").len(), 1);
}
