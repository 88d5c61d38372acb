//! A diploma on paper: an award is signed, and printed as a PDF with the signed badge attached.
//!
//! `cargo run --example parchment --features parchment` needs no network and no set-up. Keys and times are fixed, so the file that it
//! writes to `fixtures/own/parchment.pdf` is the same byte for byte each time.

use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::text::Text;
use openbadges::base::time::Timestamp;
use openbadges::issue::Issuer;
use openbadges::model::MicroCredential;
use openbadges::proof::SigningKey;
use openbadges::render::parchment::{Parchment, Sheet, Signatory};
use openbadges::verify::{Materials, Policy, Presented, Verifier};
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let award: MicroCredential = serde_json::from_str(include_str!("award.json"))?;
    let id = Iri::parse("https://harbour.example.edu/badges/diploma-1")?;
    let now = Timestamp::parse("2026-03-01T09:00:00Z")?;
    let signed = Issuer::new(SigningKey::from_seed([7; 32])?).issue(&award, id.clone(), now)?;

    let people = [("Corin Halloway", "Director"), ("Ilse Brandt-Okoye", "Registrar")];
    let people = people.iter().map(|(name, office)| {
        Ok::<_, Box<dyn Error>>(Signatory { name: Text::parse(name)?, office: Some(Text::parse(office)?) })
    });
    let parchment = Parchment::new(Sheet::A4)?.with_signatories(people.collect::<Result<_, _>>()?)?;
    let parchment = parchment.with_verify_at(Iri::parse("https://harbour.example.edu/verify")?);
    let file = parchment.print(&award, signed.as_str(), &id)?;
    println!("printed {} bytes", file.len());

    let badge = Presented::open(&file, &Limits::DEFAULT)?;
    let report = Verifier::new(Policy::strict()).verify(&badge, &Materials::none(), now);
    println!("{} as the badge in a {}", report.verdict(), badge.container().name());

    std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/own/parchment.pdf"), &file)?;
    Ok(())
}
