//! Writes generated credentials for another JSON-LD processor to read: `cargo run --release --example generate -- 500`.
//!
//! Each line of the output is a JSON object: `document`, its canonical N-Quads as this library makes them (`nquads`), and
//! the names of what is odd in it (`odd`). The documents name our own context by `extension`, at the address in it.

#[expect(dead_code, unused_imports, reason = "the tests ask more of it")]
#[path = "../tests/common/credentials/mod.rs"]
mod credentials;

use credentials::{EXTENSION, Generated};
use openbadges::base::limits::Limits;
use openbadges::codec::json::Document;
use openbadges::codec::ld::general::{self, Options, RdfDirection};
use openbadges::codec::rdf::canon::{Hash, canonicalize};
use serde_json::json;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let count = std::env::args().nth(1).map_or(Ok(500), |count| count.parse())?;
    let contexts = credentials::contexts();
    let options = Options { direction: RdfDirection::I18nDatatype, ..Options::new(&contexts) };
    for seed in 0..count {
        let Generated { document, odd, .. } = credentials::credential(seed);
        let parsed = Document::parse(document.to_string().as_bytes(), &Limits::DEFAULT)?;
        // By the general processor, since some are no credentials that the strict reader takes; where it does, both agree.
        let dataset = general::to_rdf(parsed.root(), &options)?;
        let nquads = canonicalize(&dataset, Hash::Sha256, &Limits::DEFAULT)?.nquads;
        println!("{}", json!({"document": document, "nquads": nquads, "odd": odd, "extension": EXTENSION}));
    }
    Ok(())
}
