//! Certificates and diplomas out of badges.

mod admission;
mod desk;
mod examples;
mod laws;
mod missing;
mod oracle;
mod page;
mod plans;
mod policy;
mod rulings;
mod together;
