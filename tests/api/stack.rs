//! Certificates and diplomas out of badges.

mod admission;
mod awards;
mod desk;
mod examples;
mod laws;
mod ledger;
mod oracle;
mod page;
mod policy;
mod reservations;
mod rulings;
