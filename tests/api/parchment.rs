//! Parchments: what is in the file, how it is tagged, and what is refused.

use lopdf::{Dictionary, Document, Object};
use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::text::Text;
use openbadges::base::time::Timestamp;
use openbadges::codec::pdf::{self, Pdf};
use openbadges::issue::{Issuer, Signed};
use openbadges::model::MicroCredential;
use openbadges::proof::SigningKey;
use openbadges::render::Colour;
use openbadges::render::parchment::{Error, Parchment, Sheet, Signatory};
use openbadges::verify::{CheckId, Materials, Policy, Presented, Report, Verdict, Verifier};
use serde_json::{Value, json};
use std::process::Command;

const ID: &str = "https://harbour.example.edu/badges/diploma-1";
const NOW: &str = "2026-03-01T09:00:00Z";

#[test]
fn carries_the_badge_from_which_it_was_printed() {
    let signed = signed(&award(diploma()));
    let file = print(&award(diploma()), signed.as_str()).unwrap();
    assert_eq!(pdf::extract(&file, &Limits::DEFAULT).unwrap(), signed.as_str());
    let report = verify(&file);
    assert_eq!(report.verdict(), Verdict::Accepted);
    assert_eq!(codes(&report), ["resources.source"]);
}

#[test]
fn tells_when_another_badge_was_put_under_the_pages() {
    let file = print(&award(diploma()), signed(&award(diploma())).as_str()).unwrap();
    let other = signed(&award(with(diploma(), "/learner/name", json!("Somebody Else"))));
    let swapped = pdf::bake(&file, other.as_str(), &Limits::DEFAULT).unwrap();
    let report = verify(&swapped);
    assert_eq!(report.verdict(), Verdict::Accepted);
    assert_eq!(codes(&report), ["resources.other-source"]);
}

#[test]
fn attaches_a_token_as_one() {
    let token = "eyJhbGciOiJFZERTQSJ9.e30.c2ln";
    let file = print(&award(diploma()), &format!("{token}\n")).unwrap();
    let found = Pdf::open(&file, &Limits::DEFAULT).unwrap();
    assert_eq!(found.credential().unwrap(), token);
    assert!(contains(&file, b"credential.jwt"));
    let error = print(&award(diploma()), "no credential").unwrap_err();
    assert_eq!(error.code(), "pdf.unfit-credential");
}

#[test]
fn says_that_it_is_pdf_a_3a_and_pdf_ua_1() {
    let file = sample();
    let document = Document::load_mem(&file).unwrap();
    let catalog = document.catalog().unwrap();
    let metadata = catalog.get(b"Metadata").unwrap().as_reference().unwrap();
    let xmp = String::from_utf8(document.get_object(metadata).unwrap().as_stream().unwrap().content.clone()).unwrap();
    for said in ["<pdfaid:part>3<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<", "2026-03-01T17:00:00+08:00"] {
        assert!(xmp.contains(said), "{said} in {xmp}");
    }
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"en");
    let marked = resolved(&document, catalog.get(b"MarkInfo").unwrap());
    assert!(marked.get(b"Marked").unwrap().as_bool().unwrap());
    let attached = catalog.get(b"AF").unwrap().as_array().unwrap();
    let specification = resolved(&document, &attached[0]);
    assert_eq!(specification.get(b"AFRelationship").unwrap().as_name().unwrap(), b"Data");
    assert_eq!(attached.len(), 1);
}

#[test]
fn is_the_same_each_time_and_small() {
    let signed = signed(&award(diploma()));
    let files = [(); 2].map(|()| print(&award(diploma()), signed.as_str()).unwrap());
    assert!(files[0] == files[1]);
    assert!(files[0].len() < 150_000, "{} bytes", files[0].len());
}

#[test]
fn is_the_file_in_the_fixtures() {
    let written = std::fs::read("fixtures/own/parchment.pdf").unwrap();
    let report = verify(&written);
    assert_eq!((report.verdict(), codes(&report)), (Verdict::Accepted, vec!["resources.source"]));
}

#[test]
fn has_the_size_of_the_paper() {
    for (sheet, size) in [(Sheet::A4, [595.276, 841.89]), (Sheet::Letter, [612.0, 792.0])] {
        let award = award(diploma());
        let parchment = Parchment::new(sheet).unwrap();
        let file = parchment.print(&award, signed(&award).as_str(), &id()).unwrap();
        let document = Document::load_mem(&file).unwrap();
        let page = document.get_dictionary(*document.get_pages().get(&1).unwrap()).unwrap();
        let media = page.get(b"MediaBox").unwrap().as_array().unwrap();
        let media: Vec<f32> = media.iter().map(|number| number.as_float().unwrap()).collect();
        assert!((media[2] - size[0]).abs() < 0.01 && (media[3] - size[1]).abs() < 0.01, "{media:?}");
    }
}

#[test]
fn is_tagged_in_the_order_of_reading() {
    let order = roles(&sample());
    let headings: Vec<&str> = order.iter().map(String::as_str).filter(|role| role.starts_with('H')).collect();
    assert_eq!(headings, ["H1", "H2"]);
    let at = |role: &str| order.iter().position(|found| found == role).unwrap();
    assert_eq!(order[0], "Document");
    assert!(at("P") < at("H1") && at("H1") < at("H2") && at("H2") < at("Table"), "{order:?}");
    assert_eq!(
        &order[at("Table")..at("Table") + 6],
        ["Table", "THead", "TR", "TH[Column]", "TH[Column]", "TH[Column]"]
    );
    assert_eq!(order[at("TBody") + 1..at("TBody") + 5], ["TR", "TH[Row]", "TD", "TD"]);
    assert!(order.iter().any(|role| role == "Figure[QR code of https://harbour.example.edu/verify]"), "{order:?}");
    assert!(at("Link") > 0);
}

#[test]
fn lists_forty_components_over_pages_with_the_header_repeated() {
    let components: Vec<Value> = (1..=40).map(|number| component(number, "Applied Coastal Data")).collect();
    let award = award(with(diploma(), "/components", json!(components)));
    let file = print(&award, signed(&award).as_str()).unwrap();
    assert_eq!(Document::load_mem(&file).unwrap().get_pages().len(), 3);
    let order = roles(&file);
    assert_eq!(order.iter().filter(|role| *role == "TH[Row]").count(), 40);
    assert_eq!(order.iter().filter(|role| *role == "THead").count(), 1);
    let Some(text) = text_of(&file) else { return };
    assert_eq!(text.matches("Applied Coastal Data").count(), 40);
    assert_eq!(text.matches("Awarded on").count(), 3);
    for page in ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3", "listed on the following pages"] {
        assert!(text.contains(page), "{page} in {text}");
    }
}

#[test]
fn can_be_read_by_others() {
    let Some(text) = text_of(&sample()) else { return };
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    for said in [
        "Harbour School of Continuing Learning",
        "This is to certify that Amina Verlaine Duarte has been awarded the",
        "Diploma in Professional Practice (Data Science)",
        "HKQF level 5",
        "60 HKQF credits",
        "1 March 2026",
        "Questions that Data Can Answer 9 HKQF credits 3 June 2023",
        "Corin Halloway",
        "Registrar",
        "https://harbour.example.edu/verify",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let Some(checked) = tool("qpdf", &["--check", "-"], &sample()) else { return };
    assert!(checked.contains("No syntax or stream encoding errors"), "{checked}");
}

#[test]
fn sets_a_name_from_right_to_left() {
    let name = "أمينة بنت خالد";
    let award = award(with(diploma(), "/learner/name", json!(name)));
    let file = print(&award, signed(&award).as_str()).unwrap();
    let Some(text) = text_of(&file) else { return };
    assert!(text.contains(name), "{text}");
}

#[test]
fn is_in_english_and_chinese_where_the_title_is() {
    let title = json!({"en": "Diploma in Professional Practice", "zh-Hant": "專業實務文憑"});
    let award = award(with(diploma(), "/title", title));
    let signed = signed(&award);
    let error = print(&award, signed.as_str()).unwrap_err();
    assert_eq!(error.code(), "render.missing-glyph");
    let Ok(font) = std::fs::read("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc") else {
        eprintln!("skipped: no font with Han characters is installed");
        return;
    };
    let file = parchment().with_font(font).unwrap().print(&award, signed.as_str(), &id()).unwrap();
    assert!(file.len() < 150_000, "{} bytes", file.len());
    let Some(text) = text_of(&file) else { return };
    for said in ["This is to certify that", "茲證明", "專業實務文憑（Data Science）", "2026年3月1日", "HKQF 第 5 級"]
    {
        assert!(text.contains(said), "{said} in {text}");
    }
}

#[test]
fn names_the_learner_by_id_where_there_is_no_name() {
    let mut document = diploma();
    document["learner"].as_object_mut().unwrap().remove("name");
    let award = award(document);
    let file = print(&award, signed(&award).as_str()).unwrap();
    let Some(text) = text_of(&file) else { return };
    assert!(text.contains("This is to certify that the learner known as"), "{text}");
    assert!(text.contains("did:example:learner-7"), "{text}");
}

#[test]
fn refuses_an_award_that_does_not_say_what_a_parchment_says() {
    for (member, element) in
        [("title", "title"), ("learner", "learner"), ("awarded", "date of award"), ("awardingBodies", "awarding body")]
    {
        let mut document = diploma();
        document.as_object_mut().unwrap().remove(member);
        let error = print(&award(document), "{}").unwrap_err();
        assert_eq!(error, Error::Unstated { element });
        assert_eq!(error.code(), "render.unstated");
    }
}

#[test]
fn refuses_what_cannot_be_set_and_leaves_nothing_out() {
    for (name, code) in [
        ("微", "render.missing-glyph"),
        ("Ro\u{202e}bin", "render.control-character"),
        (&"Robin ".repeat(60), "render.too-long"),
        (&"Robin ".repeat(600), "render.too-many-characters"),
    ] {
        let award = award(with(diploma(), "/learner/name", json!(name)));
        assert_eq!(print(&award, "{}").unwrap_err().code(), code, "{name}");
    }
}

#[test]
fn x13_refuses_an_address_that_no_qr_code_holds() {
    let address = Iri::parse(&format!("https://harbour.example.edu/{}", "a".repeat(2_954 - 28))).unwrap();
    let error = parchment().with_verify_at(address).print(&award(diploma()), "{}", &id()).unwrap_err();
    assert_eq!(error, Error::QrTooLong { limit: 2_953, found: 2_954 });
}

#[test]
fn takes_a_logo_of_shapes_or_pixels_and_no_other() {
    let shapes =
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#123" d="M0 0L9 9L0 9Z"/></svg>"##;
    let award = award(diploma());
    let with_logo = parchment().with_logo(shapes.as_bytes()).unwrap();
    let file = with_logo.print(&award, signed(&award).as_str(), &id()).unwrap();
    let figure = "Figure[Logo of Harbour School of Continuing Learning]";
    assert!(roles(&file).iter().any(|role| role == figure));
    for other in [
        "",
        "no picture",
        "\u{89}PNG",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>A</text></svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"file:///etc/hostname\"/></svg>",
    ] {
        assert_eq!(parchment().with_logo(other.as_bytes()).unwrap_err().code(), "render.malformed-logo", "{other}");
    }
    let png = std::fs::read("fixtures/own/h1.png").unwrap();
    assert!(parchment().with_logo(&png).unwrap().print(&award, signed(&award).as_str(), &id()).is_ok());
    assert_eq!(parchment().with_logo(&png[..40]).unwrap_err().code(), "render.malformed-logo");
}

#[test]
fn has_room_for_three_signatories() {
    let person = |name: &str| Signatory { name: Text::parse(name).unwrap(), office: None };
    let people = ["Ada", "Ben", "Cem", "Dag"].map(person);
    let award = award(diploma());
    let three = parchment().with_signatories(people[..3].to_vec()).unwrap();
    assert!(three.print(&award, signed(&award).as_str(), &id()).is_ok());
    let error = parchment().with_signatories(people.to_vec()).unwrap_err();
    assert_eq!(error, Error::Signatories { limit: 3, found: 4 });
}

#[test]
fn is_printed_in_a_colour_that_can_be_read() {
    let award = award(diploma());
    let signed = signed(&award);
    let red = parchment().with_accent(Colour::parse("#5a1f2b").unwrap()).unwrap();
    assert_ne!(red.print(&award, signed.as_str(), &id()).unwrap(), print(&award, signed.as_str()).unwrap());
    let pale = parchment().with_accent(Colour::parse("#d4af37").unwrap());
    assert_eq!(pale.unwrap_err().code(), "render.low-contrast");
}

fn diploma() -> Value {
    serde_json::from_str(include_str!("../../examples/parchment/award.json")).unwrap()
}

fn component(number: usize, name: &str) -> Value {
    json!({
        "id": format!("https://badges.example.edu/{number}/7"), "name": name, "awarded": "2024-06-03T12:00:00+08:00",
        "credits": [{"amount": "3", "system": "hkqf"}],
    })
}

fn with(mut document: Value, pointer: &str, value: Value) -> Value {
    *document.pointer_mut(pointer).unwrap() = value;
    document
}

fn award(document: Value) -> MicroCredential {
    serde_json::from_value(document).unwrap()
}

fn id() -> Iri {
    Iri::parse(ID).unwrap()
}

fn signed(award: &MicroCredential) -> Signed {
    let issuer = Issuer::new(SigningKey::from_seed([7; 32]).unwrap());
    issuer.issue(award, id(), Timestamp::parse(NOW).unwrap()).unwrap()
}

fn parchment() -> Parchment {
    let person = |name, office| Signatory { name: Text::parse(name).unwrap(), office: Text::parse(office).ok() };
    let people = vec![person("Corin Halloway", "Director"), person("Ilse Brandt-Okoye", "Registrar")];
    let parchment = Parchment::new(Sheet::A4).unwrap().with_signatories(people).unwrap();
    parchment.with_verify_at(Iri::parse("https://harbour.example.edu/verify").unwrap())
}

fn print(award: &MicroCredential, credential: &str) -> Result<Vec<u8>, Error> {
    parchment().print(award, credential, &id())
}

fn sample() -> Vec<u8> {
    print(&award(diploma()), signed(&award(diploma())).as_str()).unwrap()
}

fn verify(file: &[u8]) -> Report {
    let badge = Presented::open(file, &Limits::DEFAULT).unwrap();
    Verifier::new(Policy::strict()).verify(&badge, &Materials::none(), Timestamp::parse(NOW).unwrap())
}

fn codes(report: &Report) -> Vec<&'static str> {
    report.check(CheckId::Resources).unwrap().findings().iter().map(openbadges::verify::Finding::code).collect()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn resolved<'d>(document: &'d Document, object: &'d Object) -> &'d Dictionary {
    document.dereference(object).unwrap().1.as_dict().unwrap()
}

/// The structure elements in the order of reading, with the scope of headers and the alternative text of figures.
fn roles(file: &[u8]) -> Vec<String> {
    let document = Document::load_mem(file).unwrap();
    let root = resolved(&document, document.catalog().unwrap().get(b"StructTreeRoot").unwrap());
    let mut roles = Vec::new();
    add_roles(&document, root, &mut roles);
    roles
}

fn add_roles(document: &Document, element: &Dictionary, roles: &mut Vec<String>) {
    if let Ok(role) = element.get(b"S").and_then(Object::as_name) {
        let mut role = String::from_utf8(role.to_vec()).unwrap();
        if let Ok(alt) = element.get(b"Alt") {
            role.push_str(&format!("[{}]", lopdf::decode_text_string(alt).unwrap()));
        }
        for attributes in element.get(b"A").into_iter().flat_map(|found| match found {
            Object::Array(many) => many.clone(),
            one => vec![one.clone()],
        }) {
            if let Ok(scope) = resolved(document, &attributes).get(b"Scope").and_then(Object::as_name) {
                role.push_str(&format!("[{}]", String::from_utf8(scope.to_vec()).unwrap()));
            }
        }
        roles.push(role);
    }
    let children = match element.get(b"K") {
        Ok(Object::Array(many)) => many.clone(),
        Ok(one) => vec![one.clone()],
        Err(_) => Vec::new(),
    };
    for child in children {
        if let Ok((_, Object::Dictionary(child))) = document.dereference(&child) {
            add_roles(document, child, roles);
        }
    }
}

/// What another reader finds on the pages; `None` where it is not installed.
fn text_of(file: &[u8]) -> Option<String> {
    tool("pdftotext", &["-layout", "-", "-"], file)
}

/// What a tool says of a file that it is handed by name for `-`.
fn tool(name: &str, arguments: &[&str], file: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file.pdf");
    std::fs::write(&path, file).unwrap();
    let mut arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
    let place = arguments.iter().position(|argument| argument == "-").unwrap();
    arguments[place] = path.to_str().unwrap().to_owned();
    let Ok(output) = Command::new(name).args(arguments).output() else {
        eprintln!("skipped: {name} is not installed");
        return None;
    };
    Some(String::from_utf8(output.stdout).unwrap())
}
