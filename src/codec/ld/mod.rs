//! JSON-LD 1.1 for credentials: contexts as tables, and expansion straight to RDF.
//!
//! A credential is signed as the statements it makes, not as its JSON text. [`expand`] makes those statements, and
//! refuses a document of which two spellings could make the same ones: whatever a program reads by a short name must
//! be what the signature covers. Contexts come from [`Contexts`] and are never fetched.

pub mod definition;
#[cfg(feature = "contexts")]
pub mod general;

mod active;
mod context_error;
mod contexts;
mod error;
mod expand;
mod inline;
mod literal;
mod notation;
mod print;
#[cfg(feature = "contexts")]
mod processor;
#[cfg(feature = "contexts")]
mod register;
#[cfg(feature = "contexts")]
mod shape;
mod slots;
mod value;
mod vocab;

pub use context_error::ContextError;
pub use contexts::{ContextInfo, Contexts, Role};
pub use error::{Error, Place};
#[cfg(feature = "ecdsa")]
pub(crate) use expand::expand_labelled;
pub use expand::{Expansion, check, expand};
