//! The W3C suite of JSON-LD 1.1: expansion and "to RDF".

mod divergences;
mod general;
mod strict;
mod suite;
