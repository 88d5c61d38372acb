//! How many hours of work a credit stands for. Estimates of size, never a conversion that anybody has to recognise.

use super::CreditSystem;
use crate::base::amount::Amount;
use crate::base::country::Country;

/// The hours of one credit of a system, as a range, with where the numbers come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursPerCredit {
    system: CreditSystem,
    country: Option<&'static str>,
    least: u16,
    most: u16,
    source: &'static str,
    confirmed: bool,
}

impl HoursPerCredit {
    /// Every row.
    #[must_use]
    pub fn all() -> &'static [Self] {
        HOURS
    }

    /// The credit system.
    #[must_use]
    pub fn system(&self) -> &CreditSystem {
        &self.system
    }

    /// The country for which the row holds; everywhere if `None`.
    #[must_use]
    pub fn country(&self) -> Option<&'static str> {
        self.country
    }

    /// The fewest hours of one credit.
    #[must_use]
    pub fn least(&self) -> u16 {
        self.least
    }

    /// The most hours of one credit.
    #[must_use]
    pub fn most(&self) -> u16 {
        self.most
    }

    /// Where the numbers are published.
    #[must_use]
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// Whether the numbers were confirmed in that source.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        self.confirmed
    }

    /// Whether so many hours may stand for so many credits, exactly and ends included.
    #[must_use]
    pub fn fits(&self, hours: Amount, credits: Amount) -> bool {
        let (hours, credits) = (u128::from(hours.millionths()), u128::from(credits.millionths()));
        let times = |factor: u16| credits.saturating_mul(u128::from(factor));
        (times(self.least)..=times(self.most)).contains(&hours)
    }
}

/// The row for a system: that of the country if there is a confirmed one, else the general one.
#[must_use]
pub fn hours_per_credit(system: &CreditSystem, country: Option<Country>) -> Option<&'static HoursPerCredit> {
    let rows = || HOURS.iter().filter(|row| row.system == *system);
    let of_country =
        rows().find(|row| row.confirmed && row.country.is_some() && row.country == country.map(Country::alpha2));
    of_country.or_else(|| rows().find(|row| row.country.is_none()))
}

const fn row(
    system: CreditSystem,
    country: Option<&'static str>,
    (least, most): (u16, u16),
    source: &'static str,
    confirmed: bool,
) -> HoursPerCredit {
    HoursPerCredit { system, country, least, most, source, confirmed }
}

const HOURS: &[HoursPerCredit] = &[
    row(CreditSystem::Ects, None, (25, 30), "ECTS Users' Guide 2015", true),
    row(
        CreditSystem::Ects,
        Some("NL"),
        (28, 28),
        "Rotterdam University of Applied Sciences, binding study advice",
        true,
    ),
    row(CreditSystem::Ects, Some("DE"), (30, 30), "", false),
    row(CreditSystem::Ects, Some("AT"), (25, 25), "", false),
    row(CreditSystem::Hkqf, None, (10, 10), "Hong Kong Qualifications Framework, QF credit", true),
    row(CreditSystem::Nzqcf, None, (10, 10), "NZQA Micro-credential Rules 2022", true),
    row(CreditSystem::Cats, None, (10, 10), "Quality Assurance Agency for Higher Education", true),
    row(CreditSystem::Mqf, None, (40, 40), "", false),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_range_fit_exactly() {
        let ects = hours_per_credit(&CreditSystem::Ects, None).unwrap();
        let amount = |text| Amount::parse(text).unwrap();
        for (hours, fits) in [("62.499999", false), ("62.5", true), ("75", true), ("75.000001", false)] {
            assert_eq!(ects.fits(amount(hours), amount("2.5")), fits, "{hours}");
        }
    }

    #[test]
    fn a_confirmed_row_of_the_country_wins_and_an_unconfirmed_one_does_not() {
        let least = |code| hours_per_credit(&CreditSystem::Ects, Country::parse(code).ok()).map(HoursPerCredit::least);
        assert_eq!((least("NL"), least("DE"), least("IE")), (Some(28), Some(25), Some(25)));
    }
}
