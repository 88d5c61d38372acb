//! The folder of an invented learner: awards and micro-credentials of two schools that do not exist, and some that do not hold.

use openbadges::base::limits::Limits;
use openbadges::issue::{Issuer, Publication, Signed};
use openbadges::model::MicroCredential;
use openbadges::proof::{KeyDocument, SigningKey, did};
use openbadges::stack::{Application, Programme};
use openbadges::verify::{Accepted, Materials, Presented, Verifier};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// The day of the page.
pub(crate) const NOW: &str = "2026-09-01T09:00:00Z";

/// What the page of the folder is asked for.
pub(crate) const PAGE: [&str; 11] = [
    "shelf",
    "badges",
    "--stack",
    "policy.json",
    "--registry",
    "registry.json",
    "--now",
    NOW,
    "--offline",
    "--out",
    "shelf.html",
];

pub(crate) fn key(fill: u8) -> SigningKey {
    SigningKey::from_seed([fill; 32]).unwrap()
}

pub(crate) fn id(fill: u8) -> String {
    did::key_did(key(fill).verifying_key())
}

/// An award document of the first school, for a course.
pub(crate) fn course(code: &str, title: Value, credits: &str, category: (&str, &str), awarded: &str) -> Value {
    json!({
        "id": format!("https://courses.example.edu/{code}"),
        "type": "MicroCredential",
        "title": title,
        "description": {"en": "A short course with marked work, for people who are at work already."},
        "criteria": {"en": "Hand in a **marked project** and defend it:\n\n- at most eight pages\n- twenty minutes of questions\n\nThe [rules](https://courses.example.edu/rules) say how it is marked."},
        "learner": {"id": "did:example:learner-7", "name": "Robin Example"},
        "provider": {"id": id(1), "name": "Harbour School", "country": "HK", "url": "https://harbour.example.edu/"},
        "awarded": awarded,
        "outcomes": [{"text": {"en": "Carry out a piece of work in the field and defend it"}}, {"text": {"en": "Say what the work leaves out"}}],
        "workload": {"notionalHours": format!("{credits}0")},
        "credits": [{"amount": credits, "system": "hkqf"}],
        "levels": {"national": [{"framework": "hkqf", "level": 4}]},
        "fields": ["0613"],
        "assessments": [{"type": "projectWork"}],
        "participation": ["blended"],
        "category": {"code": category.0, "name": category.1},
        "themes": if category == PP { json!([{"code": "AI", "name": "Artificial Intelligence"}]) } else { json!([]) },
    })
}

const PP: (&str, &str) = ("PP", "Professional Practice");
const GS: (&str, &str) = ("GS", "General Studies");

pub(crate) fn issue(fill: u8, award: &Value, name: &str, until: Option<&str>) -> Signed {
    let award: MicroCredential = serde_json::from_value(award.clone()).unwrap();
    let now = award.awarded().unwrap().at();
    let id = format!("https://badges.example.edu/{name}/learner-7").parse().unwrap();
    Issuer::new(key(fill)).issue_until(&award, id, now, until.map(|until| until.parse().unwrap())).unwrap()
}

fn accepted(badge: &Signed) -> Accepted {
    let badge = Presented::open(badge.as_str().as_bytes(), &Limits::DEFAULT).unwrap();
    Verifier::compatible().verify(&badge, &Materials::none(), NOW.parse().unwrap()).into_accepted().unwrap()
}

/// The rules of the preset under an invented name.
fn policy() -> String {
    let mut policy: Value = serde_json::from_str(&Programme::preset("hku-space").unwrap().to_json()).unwrap();
    policy["title"] = json!("Stackable awards of Harbour School");
    policy["authority"] = json!("Harbour School");
    policy["issuers"]["own"] = json!([id(1)]);
    policy.to_string()
}

/// Makes `badges`, `policy.json`, `registry.json` and `did.json` in a folder.
pub(crate) fn write(folder: &Path) {
    let badges = folder.join("badges");
    fs::create_dir_all(&badges).unwrap();
    let put = |name: &str, bytes: &[u8]| fs::write(badges.join(name), bytes).unwrap();
    fs::write(folder.join("policy.json"), policy()).unwrap();
    let listed = json!({"meta": {"name": "Schools of the Coast"}, "registry": {id(1): {"name": "Harbour School"}}});
    fs::write(folder.join("registry.json"), listed.to_string()).unwrap();

    // Four that made a certificate.
    let used = [
        ("prompting", course("H1", json!({"en": "Prompting with Care"}), "9", PP, "2024-06-03T04:00:00Z")),
        (
            "models",
            course(
                "H2",
                json!({"en": "Models in the Workplace", "zh-Hant": "職場中的模型"}),
                "9",
                PP,
                "2025-01-20T04:00:00Z",
            ),
        ),
        ("data", course("H3", json!({"en": "Data for Decisions"}), "6", PP, "2025-09-15T04:00:00Z")),
        ("writing", course("H4", json!({"en": "Writing for the Public"}), "6", GS, "2025-12-01T04:00:00Z")),
    ];
    let signed: Vec<Signed> = used.iter().map(|(name, award)| issue(1, award, name, None)).collect();
    for ((name, award), signed) in used.iter().zip(&signed) {
        match *name {
            "prompting" => put("prompting.png", &signed.bake_png(&png(award)).unwrap()),
            "models" => put("models.svg", &signed.bake_svg(&svg(award)).unwrap()),
            name => put(&format!("{name}.json"), signed.as_str().as_bytes()),
        }
    }
    let components: Vec<Accepted> = signed.iter().map(accepted).collect();
    let (award, signed) = certificate(&components);
    put("certificate.png", &signed.bake_png(&png(&award)).unwrap());

    // On the way to the next award.
    let title = json!({"en": "Accounts for Small Harbours: Budgets, Ledgers and What They Leave Out"});
    put(
        "accounts.json",
        issue(1, &course("H5", title, "9", PP, "2026-05-18T04:00:00Z"), "accounts", None).as_str().as_bytes(),
    );
    let title = json!({"ar": "قراءة المدّ والجزر", "en": "Reading Tides"});
    put(
        "tides.json",
        issue(1, &course("H6", title, "6", GS, "2026-07-06T04:00:00Z"), "tides", None).as_str().as_bytes(),
    );

    // Of a school that nobody at hand knows.
    let mut knots = course("K1", json!({"en": "Knots and Splices"}), "3", GS, "2026-02-09T04:00:00Z");
    knots["provider"] = json!({"id": id(2), "name": "Island Institute", "country": "HK"});
    put("knots.json", issue(2, &knots, "knots", None).as_str().as_bytes());

    // Past its day, altered, and one whose issuer's document is not at hand.
    let aid = course("H7", json!({"en": "First Aid on the Quay"}), "3", PP, "2023-03-01T04:00:00Z");
    put("first-aid.json", issue(1, &aid, "first-aid", Some("2026-03-01T00:00:00Z")).as_str().as_bytes());
    let altered = issue(1, &course("H8", json!({"en": "Sailing"}), "6", PP, "2026-01-12T04:00:00Z"), "sailing", None);
    put("sailing.json", altered.as_str().replace("\"Sailing\"", "\"Piloting\"").as_bytes());
    put("charts.json", hosted().as_str().as_bytes());
    fs::write(folder.join("did.json"), published()).unwrap();
}

fn certificate(components: &[Accepted]) -> (Value, Signed) {
    let programme = Programme::parse(policy().as_bytes()).unwrap();
    let application = Application::new("2026-03-01".parse().unwrap()).with_award("certificate");
    let ruling = programme.judge(components, &application, &Limits::DEFAULT).unwrap();
    let option = ruling.decisions[0].recommended().unwrap();
    let mut draft = course("C", json!({"en": option.name}), "30", PP, "2026-03-02T04:00:00Z");
    draft["id"] = json!("https://harbour.example.edu/awards/certificate");
    draft["type"] = json!("Certificate");
    draft["description"] = json!({"en": "Awarded for micro-credentials that together meet the published rules."});
    draft["criteria"] = json!({"en": "Thirty credits or more, each within five years of its award."});
    let draft = serde_json::from_value(draft).unwrap();
    let award = programme.award(&ruling, "certificate", 1, draft, components).unwrap();
    let id = "https://badges.example.edu/certificate/learner-7".parse().unwrap();
    let signed = Issuer::new(key(1)).issue(&award, id, "2026-03-02T04:00:00Z".parse().unwrap()).unwrap();
    (serde_json::to_value(&award).unwrap(), signed)
}

/// A badge of an issuer that is known by its document alone.
fn hosted() -> Signed {
    let document = KeyDocument::new(key(3), &format!("{HOSTED}#key-1"), HOSTED).unwrap();
    let mut charts = course("Q1", json!({"en": "Charts and Soundings"}), "3", GS, "2026-04-20T04:00:00Z");
    charts["provider"] = json!({"name": "Quay College", "country": "HK", "url": "https://quay.example/"});
    let award = serde_json::from_value(charts).unwrap();
    let id = "https://quay.example/badges/charts-7".parse().unwrap();
    Issuer::named(document).issue(&award, id, "2026-04-20T04:00:00Z".parse().unwrap()).unwrap()
}

/// The document of that issuer.
fn published() -> String {
    let organisation =
        serde_json::from_value(json!({"id": HOSTED, "name": "Quay College", "url": "https://quay.example/"})).unwrap();
    let keys = [(format!("{HOSTED}#key-1"), key(3).verifying_key().clone())];
    Publication::of(&organisation, &keys).unwrap().as_str().to_owned()
}

const HOSTED: &str = "did:web:quay.example";

/// The picture of a badge, as this build can draw it.
#[cfg(feature = "render")]
fn png(award: &Value) -> Vec<u8> {
    picture(award).to_png(320).unwrap()
}

#[cfg(feature = "render")]
fn svg(award: &Value) -> Vec<u8> {
    picture(award).as_svg().into()
}

#[cfg(feature = "render")]
fn picture(award: &Value) -> openbadges::render::Picture {
    use openbadges::render::{Look, Picture};
    Picture::draw(&serde_json::from_value(award.clone()).unwrap(), &Look::default()).unwrap()
}

#[cfg(not(feature = "render"))]
fn png(_: &Value) -> Vec<u8> {
    include_bytes!("../../fixtures/own/h1.png").into()
}

#[cfg(not(feature = "render"))]
fn svg(_: &Value) -> Vec<u8> {
    include_bytes!("../../fixtures/own/h2.svg").into()
}
