//! The arithmetic of rules: how much of what, and on which side of it.

use super::holding::Holding;
use super::share::Share;

/// How much of what, and on which side of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bound {
    pub(super) unit: Unit,
    pub(super) side: Side,
    limit: Limit,
    /// Whether the limit itself lies on the wrong side, as it does once a bound is turned round.
    strict: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Credits,
    Badges,
    /// Credits times the points of their grade, in hundredths.
    Points,
}

impl Unit {
    /// How much of it one badge is; of points, how much it weighs.
    pub(super) fn amount(self, holding: &Holding) -> u64 {
        match self {
            Self::Credits | Self::Points => holding.credits.millionths(),
            Self::Badges => 1,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    AtLeast,
    AtMost,
}

impl Side {
    pub(super) fn other(self) -> Self {
        match self {
            Self::AtLeast => Self::AtMost,
            Self::AtMost => Self::AtLeast,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    /// Millionths of a credit, or badges.
    Fixed(u64),
    /// A share of a fixed number of millionths.
    PartOf(Share, u64),
    /// A share of the credits used.
    PartOfUsed(Share),
    /// So many hundredths of a point for each of the credits used.
    Mean(u64),
}

impl Bound {
    pub(super) fn new(unit: Unit, side: Side, limit: Limit) -> Self {
        Self { unit, side, limit, strict: false }
    }

    /// The bound that is met exactly where this one is not.
    pub(super) fn turned_round(self) -> Self {
        Self { side: self.side.other(), strict: !self.strict, ..self }
    }

    /// The limit in millionths of a credit, or badges, when `used` millionths are used in all. Every sum of credits is
    /// a whole number of millionths, so rounding a share of them inwards loses nothing.
    pub(super) fn limit_for(&self, used: u64) -> u64 {
        let stated = self.stated_for(used);
        match (self.strict, self.side) {
            (false, _) => stated,
            (true, Side::AtLeast) => stated.saturating_add(1),
            (true, Side::AtMost) => stated.saturating_sub(1),
        }
    }

    /// The limit as the rule states it, before it was turned round.
    fn stated_for(&self, used: u64) -> u64 {
        let (share, whole) = match self.limit {
            Limit::Fixed(limit) => return limit,
            Limit::Mean(points) => return used.saturating_mul(points),
            Limit::PartOf(share, whole) => (share, whole),
            Limit::PartOfUsed(share) => (share, used),
        };
        match (self.side, self.strict) {
            (Side::AtLeast, false) | (Side::AtMost, true) => share.at_least(whole),
            (Side::AtMost, false) | (Side::AtLeast, true) => share.at_most(whole),
        }
    }

    /// Whether the limit is a share of the credits used.
    pub(super) fn is_share_of_used(&self) -> bool {
        matches!(self.limit, Limit::PartOfUsed(_))
    }

    /// Where the limit moves with the credits used: by how much `counted` exceeds what it is for `used`, in parts of a unit of its own.
    /// The sum of these over badges is on the right side of [`Bound::least_balance`] exactly if the bound is met.
    pub(super) fn balance(&self, counted: u64, used: u64) -> Option<i128> {
        let over = match self.limit {
            Limit::PartOfUsed(share) => share.balance(counted, used),
            Limit::Mean(points) => i128::from(counted).saturating_sub(i128::from(points).saturating_mul(used.into())),
            Limit::Fixed(_) | Limit::PartOf(..) => return None,
        };
        Some(if self.side == Side::AtLeast { over } else { over.saturating_neg() })
    }

    /// What the balance must come to at least.
    pub(super) fn least_balance(&self) -> i128 {
        i128::from(self.strict)
    }

    /// Whether `have` is on the right side when `used` millionths are used in all.
    pub(super) fn is_met(&self, have: u64, used: u64) -> bool {
        let stated = self.stated_for(used);
        match (self.side, self.strict) {
            (Side::AtLeast, false) => have >= stated,
            (Side::AtLeast, true) => have > stated,
            (Side::AtMost, false) => have <= stated,
            (Side::AtMost, true) => have < stated,
        }
    }
}
