//! Keys, the identifiers that name them, and proofs.

mod keys;

use openbadges::base::limits::Limits;
use openbadges::codec::json::Document;

fn read(text: &str) -> Document {
    Document::parse(text.as_bytes(), &Limits::DEFAULT).unwrap()
}
