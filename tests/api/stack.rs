//! Certificates and diplomas out of badges.

mod admission;
mod desk;
mod examples;
mod laws;
mod lint;
mod oracle;
mod page;
mod policy;
mod presets;
mod rules;
mod rulings;
