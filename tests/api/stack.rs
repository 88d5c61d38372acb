//! Certificates and diplomas out of badges.

mod admission;
mod awards;
mod desk;
mod examples;
mod laws;
mod ledger;
mod missing;
mod oracle;
mod page;
mod plans;
mod policy;
mod reservations;
mod rulings;
mod together;
