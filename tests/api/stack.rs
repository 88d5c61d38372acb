//! Certificates and diplomas out of badges.

mod admission;
mod awards;
mod desk;
mod examples;
mod laws;
mod ledger;
mod lint;
mod missing;
mod oracle;
mod page;
mod plans;
mod policy;
mod presets;
mod reservations;
mod rivals;
mod rules;
mod rulings;
mod together;
