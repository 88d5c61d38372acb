//! JSON-LD 1.1 for credentials: contexts as tables, and expansion straight to RDF.

pub mod definition;
