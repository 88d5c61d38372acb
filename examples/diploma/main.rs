//! The whole story: a learner earns micro-credentials from two schools, carries them as files, and stacks them into a certificate.
//!
//! `cargo run --release --example diploma` needs no network and no set-up. Keys and times are fixed, so the files it writes to `fixtures/own`
//! are the same byte for byte each time.

mod courses;
mod specimens;

use courses::{COURSES, Course, School};
use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::time::{Date, Timestamp};
use openbadges::issue::{Issuer, Signed};
use openbadges::model::Digest;
use openbadges::proof::{SigningKey, did};
use openbadges::stack::{Application, Outcome, Programme, Ruling};
use openbadges::verify::{Accepted, Materials, Policy, Presented, Verifier};
use std::error::Error;
use std::path::Path;
use std::{fs, io};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/own");
    fs::create_dir_all(&folder)?;

    println!("1. Two schools award micro-credentials to one learner.");
    let mut files = Vec::new();
    for course in &COURSES {
        let signed = issue(course)?;
        let (name, bytes) = carried(course, &signed)?;
        fs::write(folder.join(&name), &bytes)?;
        println!("   {:<28} {:>2} credits, {:<26} {name}", course.title, course.credits, course.school.name());
        files.push(bytes);
    }

    println!("\n2. A stranger verifies the files, offline.");
    let now = Timestamp::parse("2026-03-01T09:00:00Z")?;
    let badges: Vec<Accepted> = files.iter().map(|bytes| verify(bytes, now)).collect::<Result<_>>()?;

    println!("\n3. Harbour School judges them by its rules.");
    let programme = programme()?;
    let ruling = programme.judge(&badges, &application()?, &Limits::DEFAULT)?;
    println!("{}", indented(&ruling));
    if ruling.outcome != Outcome::Eligible {
        return Err("the story ends with a certificate".into());
    }

    println!(
        "4. It issues the certificate, which names its components by id and digest, and the rules by which it was judged."
    );
    let certificate = certify(&programme, &ruling, &badges, now)?;
    fs::write(folder.join("certificate.json"), certificate.as_str())?;
    let accepted = verify(certificate.as_str().as_bytes(), now)?;
    for component in accepted.micro_credential()?.components() {
        let digest = component.digest().map_or("", Digest::as_str);
        println!("   {}  {digest}", component.id());
    }

    for (name, text) in specimens::signed()? {
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}

/// The badge of a course, issued on its day.
fn issue(course: &Course) -> Result<Signed> {
    let issuer = Issuer::new(course.school.key()?);
    Ok(issuer.issue(&course.award()?, course.badge_id()?, Timestamp::parse(course.awarded)?)?)
}

/// The badge as the learner carries it: in a picture, or as it is.
fn carried(course: &Course, signed: &Signed) -> Result<(String, Vec<u8>)> {
    Ok(match course.code {
        "H1" => ("h1.png".into(), signed.bake_png(&png_picture()?)?),
        "H2" => ("h2.svg".into(), signed.bake_svg(SVG_PICTURE.as_bytes())?),
        code => (format!("{}.json", code.to_lowercase()), signed.as_str().into()),
    })
}

fn verify(bytes: &[u8], now: Timestamp) -> Result<Accepted> {
    let badge = Presented::open(bytes, &Limits::DEFAULT)?;
    let report = Verifier::new(Policy::strict()).verify(&badge, &Materials::none(), now);
    let what = report.proven().map_or("nothing proven", |proven| &proven.achievement).to_owned();
    println!("   {:<9} {:<5} {what}", report.verdict(), badge.container().name());
    report.into_accepted().ok_or_else(|| "a badge was not accepted".into())
}

/// HKU SPACE's published rules, in which up to half of the credits may come from the partner.
fn programme() -> Result<Programme> {
    let programme = Programme::preset("hku-space")?;
    let mut switches = programme.switches().clone();
    switches.other_providers = openbadges::stack::OtherProviders::MaxShare(openbadges::stack::Share::parse("1/2")?);
    let programme = programme.with_own_issuer(School::Harbour.id()?)?.with_partner(School::Island.id()?)?;
    Ok(programme.with_switches(switches)?)
}

fn application() -> Result<Application> {
    Ok(Application::new(Date::parse("2026-03-01")?).with_award("certificate"))
}

/// The certificate as a badge: what it is called and made of follows from the ruling.
fn certify(programme: &Programme, ruling: &Ruling, badges: &[Accepted], now: Timestamp) -> Result<Signed> {
    let decision = ruling.decisions.first().ok_or("no decision")?;
    let allocation = decision.recommended().ok_or("no allocation")?;
    let draft = courses::certificate(&allocation.name, allocation.credits)?;
    let award = programme.award(ruling, "certificate", 1, draft, badges)?;
    let id = Iri::parse("https://harbour.example.edu/badges/certificate-1")?;
    Ok(Issuer::new(School::Harbour.key()?).issue(&award, id, now)?)
}

/// A small picture: a disc on a field.
fn png_picture() -> Result<Vec<u8>> {
    const SIDE: u32 = 96;
    let mut pixels = Vec::new();
    for (x, y) in (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| (x, y))) {
        let inside = x.abs_diff(SIDE / 2).pow(2) + y.abs_diff(SIDE / 2).pow(2) < 40 * 40;
        pixels.extend_from_slice(if inside { &[18, 94, 120] } else { &[240, 238, 228] });
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(io::Cursor::new(&mut bytes), SIDE, SIDE);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header()?.write_image_data(&pixels)?;
    Ok(bytes)
}

const SVG_PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 96 96\">\n  \
    <rect width=\"96\" height=\"96\" fill=\"#f0eee4\"/>\n  <circle cx=\"48\" cy=\"48\" r=\"40\" fill=\"#125e78\"/>\n</svg>\n";

fn indented(text: &impl ToString) -> String {
    text.to_string().lines().map(|line| format!("   {line}\n")).collect()
}

/// The issuer id of a key that names itself.
fn id_of(key: &SigningKey) -> Result<Iri> {
    Ok(Iri::parse(&did::key_did(key.verifying_key()))?)
}
