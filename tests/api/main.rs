//! The library through its public doors, one file a floor or format.

mod award_schema;
#[cfg(feature = "rayon")]
mod batch;
mod containers;
mod contexts;
mod guideline;
mod json;
mod ld;
mod mapping;
#[path = "../common/micro_credentials.rs"]
mod micro_credentials;
mod model;
mod other_contexts;
#[cfg(feature = "parchment")]
mod parchment;
mod proof;
mod publication;
mod rdf;
#[cfg(feature = "contexts")]
mod register;
#[cfg(feature = "render")]
mod render;
#[cfg(feature = "ecdsa")]
mod selective;
mod stack;
mod story;
mod verify;
mod wire;
