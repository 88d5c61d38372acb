//! Floor 2: pictures of what a badge records.
//!
//! A picture is drawn from the model alone: it shows what an award document or a badge states, and says nothing about
//! whether that is true. The same input gives the same bytes: fonts are bundled or handed in, never looked for.

pub mod colour;
pub mod emblem;
mod error;
#[cfg(feature = "parchment")]
pub mod parchment;
#[cfg(feature = "render")]
mod picture;
#[cfg(feature = "parchment")]
mod qr;
#[cfg(feature = "render")]
#[cfg_attr(
    not(feature = "parchment"),
    allow(dead_code, unused_imports, reason = "a parchment needs more than a picture")
)]
mod text;
#[cfg(feature = "render")]
mod tongue;

pub use colour::{Colour, Colours, Contrast};
pub use emblem::{Branch, Kind, emblem};
pub use error::Error;
#[cfg(feature = "render")]
pub use picture::{Logo, Look, Picture};
#[cfg(feature = "render")]
pub use text::Fonts;
