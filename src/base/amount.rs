//! Exact, non-negative decimals for credits, hours and shares: never a float.

use super::Malformed;
use std::fmt;

/// A decimal from 0 to 1,000,000 with at most six decimal places, stored exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(u64);

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The largest amount that a text may state: 1,000,000.
    pub const LARGEST: Self = Self(1_000_000_000_000);
    /// Millionths in one.
    const SCALE: u64 = 1_000_000;
    const EXPECTED: &'static str = "a decimal from 0 to 1000000 with at most 6 decimal places";

    /// Reads plain decimal notation such as `7.5`: digits, and at most six more after a point.
    ///
    /// # Errors
    ///
    /// `amount.malformed` for a sign, an exponent, more places, or a value above 1,000,000.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        Self::from_text(text).ok_or_else(|| Malformed::new("amount.malformed", Self::EXPECTED, text))
    }

    /// A whole number of units.
    ///
    /// # Errors
    ///
    /// `amount.malformed` above 1,000,000.
    pub fn whole(units: u32) -> Result<Self, Malformed> {
        let millionths = u64::from(units).checked_mul(Self::SCALE).filter(|m| *m <= Self::LARGEST.0);
        millionths.map(Self).ok_or_else(|| Malformed::new("amount.malformed", Self::EXPECTED, &units.to_string()))
    }

    /// A sum or a share of amounts, which may exceed [`Amount::LARGEST`].
    pub(crate) fn from_millionths(millionths: u64) -> Self {
        Self(millionths)
    }

    /// The value in millionths, for exact share arithmetic.
    #[must_use]
    pub fn millionths(self) -> u64 {
        self.0
    }

    /// The sum, or `None` past `u64`: sums may exceed [`Amount::LARGEST`], they never wrap.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// What is left after taking `other` away, nothing if it is more.
    #[must_use]
    pub fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// Whether this is nothing.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    fn from_text(text: &str) -> Option<Self> {
        let (whole, places) = text.split_once('.').map_or((text, None), |(w, p)| (w, Some(p)));
        let digits = |t: &str, most: usize| (1..=most).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole, 7) || (whole.len() > 1 && whole.starts_with('0')) {
            return None;
        }
        let fraction = match places {
            None => 0,
            Some(p) if digits(p, 6) => {
                let missing = u32::try_from(p.len()).ok().and_then(|places| 6_u32.checked_sub(places))?;
                p.parse::<u64>().ok()?.checked_mul(10_u64.checked_pow(missing)?)?
            }
            Some(_) => return None,
        };
        let millionths = whole.parse::<u64>().ok()?.checked_mul(Self::SCALE)?.checked_add(fraction)?;
        (millionths <= Self::LARGEST.0).then_some(Self(millionths))
    }
}

impl fmt::Display for Amount {
    /// The shortest plain notation: `6`, `7.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction) = (self.0.div_euclid(Self::SCALE), self.0.rem_euclid(Self::SCALE));
        if fraction == 0 {
            return write!(f, "{whole}");
        }
        let places = format!("{fraction:06}");
        write!(f, "{whole}.{}", places.trim_end_matches('0'))
    }
}

impl std::str::FromStr for Amount {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_what_floats_cannot() {
        let sum = ["10.1", "1.3", "2.3", "8.6", "7.7"]
            .iter()
            .try_fold(Amount::ZERO, |sum, t| sum.checked_add(Amount::parse(t).unwrap()));
        assert_eq!(sum, Some(Amount::parse("30").unwrap()));
    }

    #[test]
    fn writes_the_shortest_form() {
        for (text, shown) in [("7.50", "7.5"), ("6.0", "6"), ("0.000001", "0.000001"), ("1000000", "1000000")] {
            assert_eq!(Amount::parse(text).unwrap().to_string(), shown);
        }
    }

    #[test]
    fn refuses_what_is_not_a_plain_decimal() {
        for text in ["", "-1", "+1", "1e3", "01", ".5", "5.", "1.2345678", "1000000.1", "NaN", "१", "1,5", "40000000"]
        {
            assert!(Amount::parse(text).is_err(), "{text}");
        }
    }
}
