//! Shares of a number of credits, compared by multiplication and never rounded.

use crate::base::Malformed;
use crate::base::serial::text_in_json;
use std::fmt;

/// A part of a whole, from 0/1 to 1/1, such as `3/4`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Share {
    part: u32,
    whole: u32,
}

impl Share {
    /// All of it.
    pub(super) const WHOLE: Self = Self { part: 1, whole: 1 };
    const EXPECTED: &'static str = "a share from 0/1 to 1/1, such as 3/4";

    /// Reads two whole numbers around a slash; the second is at most 1,000,000 and the first at most the second.
    ///
    /// # Errors
    ///
    /// `share.malformed` for any other text, such as more than a whole.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        read(text).ok_or_else(|| Malformed::new("share.malformed", Self::EXPECTED, text))
    }

    /// The least whole number that is at least this share of `total`.
    pub(super) fn at_least(self, total: u64) -> u64 {
        self.product(total).div_ceil(u128::from(self.whole)).try_into().unwrap_or(u64::MAX)
    }

    /// The greatest whole number that is at most this share of `total`.
    pub(super) fn at_most(self, total: u64) -> u64 {
        let whole = u128::from(self.whole);
        self.product(total).checked_div(whole).and_then(|n| n.try_into().ok()).unwrap_or(u64::MAX)
    }

    /// How much `counted` exceeds this share of `total`, times the whole; below 0 where it falls short.
    pub(super) fn balance(self, counted: u64, total: u64) -> i128 {
        let product = |one: u32, other: u64| i128::from(one).saturating_mul(i128::from(other));
        product(self.whole, counted).saturating_sub(product(self.part, total))
    }

    /// As people say it: `75 %` where that is exact, else the fraction.
    pub(super) fn in_words(self) -> String {
        let hundredfold = u64::from(self.part).saturating_mul(100);
        let whole = u64::from(self.whole);
        match (hundredfold.checked_rem(whole), hundredfold.checked_div(whole)) {
            (Some(0), Some(percent)) => format!("{percent} %"),
            _ => self.to_string(),
        }
    }

    fn product(self, total: u64) -> u128 {
        u128::from(self.part).saturating_mul(u128::from(total))
    }
}

impl fmt::Display for Share {
    /// The fraction: `3/4`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.part, self.whole)
    }
}

impl std::str::FromStr for Share {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        Self::parse(text)
    }
}

text_in_json!(Share: Share::EXPECTED);

fn read(text: &str) -> Option<Share> {
    let number = |text: &str| {
        let is_plain = (1..=7).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        is_plain.then(|| text.parse::<u32>().ok()).flatten()
    };
    let (part, whole) = text.split_once('/')?;
    let (part, whole) = (number(part)?, number(whole)?);
    (part <= whole && (1..=1_000_000).contains(&whole)).then_some(Share { part, whole })
}
