//! Certificates and diplomas out of badges.

mod desk;
mod examples;
mod laws;
mod oracle;
