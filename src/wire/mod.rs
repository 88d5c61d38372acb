//! Floor 2: credentials as they are written, and the way between them and micro-credentials.

mod error;
pub mod map;
pub mod ob3;
pub mod sdjwt;
pub mod vcjwt;

pub use error::{Error, Excerpt, Pointer, Tolerance};
