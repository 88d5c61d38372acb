//! Levels (elements 11 to 15): every framework has a type or a name of its own, and no order across them.

use super::framework::{NamedLevel, NationalLevel};
use crate::base::Malformed;
use crate::base::serial::stated;
use serde::{Deserialize, Deserializer, Serialize};

/// The levels that a micro-credential states, each in its own framework.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Levels {
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    eqf: Option<EqfLevel>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    cycle: Option<Cycle>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    national: Vec<NationalLevel>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sectoral: Vec<NamedLevel>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    isced: Option<IscedLevel>,
}

impl Levels {
    /// States the EQF level.
    #[must_use]
    pub fn with_eqf(self, level: EqfLevel) -> Self {
        Self { eqf: Some(level), ..self }
    }

    /// States the cycle of the QF-EHEA.
    #[must_use]
    pub fn with_cycle(self, cycle: Cycle) -> Self {
        Self { cycle: Some(cycle), ..self }
    }

    /// Adds a level of a national framework.
    #[must_use]
    pub fn with_national(mut self, level: NationalLevel) -> Self {
        self.national.push(level);
        self
    }

    /// Adds a level of a sectoral framework.
    #[must_use]
    pub fn with_sectoral(mut self, level: NamedLevel) -> Self {
        self.sectoral.push(level);
        self
    }

    /// States the ISCED level.
    #[must_use]
    pub fn with_isced(self, level: IscedLevel) -> Self {
        Self { isced: Some(level), ..self }
    }

    /// The EQF level.
    #[must_use]
    pub fn eqf(&self) -> Option<EqfLevel> {
        self.eqf
    }

    /// The cycle of the QF-EHEA.
    #[must_use]
    pub fn cycle(&self) -> Option<Cycle> {
        self.cycle
    }

    /// Levels of national frameworks.
    #[must_use]
    pub fn national(&self) -> &[NationalLevel] {
        &self.national
    }

    /// Levels of sectoral frameworks.
    #[must_use]
    pub fn sectoral(&self) -> &[NamedLevel] {
        &self.sectoral
    }

    /// The ISCED level.
    #[must_use]
    pub fn isced(&self) -> Option<IscedLevel> {
        self.isced
    }

    /// Whether no level is stated.
    #[must_use]
    pub fn is_unstated(&self) -> bool {
        *self == Self::default()
    }
}

/// A level of the European Qualifications Framework, 1 to 8.
///
/// ```compile_fail
/// use openbadges::model::{EqfLevel, IscedLevel};
/// let _ = EqfLevel::new(6)? > IscedLevel::new(6)?; // levels of two frameworks do not compare
/// # Ok::<(), openbadges::base::Malformed>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct EqfLevel(u8);

impl EqfLevel {
    /// A level from 1 to 8.
    ///
    /// # Errors
    ///
    /// `level.out-of-range` for any other number.
    pub fn new(level: u8) -> Result<Self, Malformed> {
        within(level, 1, 8).map(Self).ok_or_else(|| out_of_range("an EQF level from 1 to 8", level))
    }

    /// The number.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }

    /// The IRI that signed statements use.
    #[must_use]
    pub fn iri(self) -> String {
        format!("http://data.europa.eu/snb/eqf/{}", self.0)
    }
}

impl<'de> Deserialize<'de> for EqfLevel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(u8::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// A level of the International Standard Classification of Education 2011, 0 to 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct IscedLevel(u8);

impl IscedLevel {
    /// A level from 0 to 8: 5 short-cycle tertiary, 6 bachelor, 7 master, 8 doctoral.
    ///
    /// # Errors
    ///
    /// `level.out-of-range` for any other number.
    pub fn new(level: u8) -> Result<Self, Malformed> {
        within(level, 0, 8).map(Self).ok_or_else(|| out_of_range("an ISCED level from 0 to 8", level))
    }

    /// The number.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }

    /// The IRI that signed statements use.
    #[must_use]
    pub fn iri(self) -> String {
        format!("https://w3id.org/openbadges-rs/isced#{}", self.0)
    }
}

impl<'de> Deserialize<'de> for IscedLevel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(u8::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// A cycle of the Qualifications Framework of the European Higher Education Area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Cycle {
    /// Within or linked to the first cycle.
    Short,
    /// Bachelor.
    First,
    /// Master.
    Second,
    /// Doctorate.
    Third,
}

impl Cycle {
    /// Every cycle, the lowest first.
    pub const ALL: [Self; 4] = [Self::Short, Self::First, Self::Second, Self::Third];

    /// The code in award documents: `short`, `first`, `second`, `third`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::First => "first",
            Self::Second => "second",
            Self::Third => "third",
        }
    }

    /// The place in the order: 0 for the short cycle to 3 for the third.
    #[must_use]
    pub fn rank(self) -> u8 {
        match self {
            Self::Short => 0,
            Self::First => 1,
            Self::Second => 2,
            Self::Third => 3,
        }
    }

    /// The IRI that signed statements use.
    #[must_use]
    pub fn iri(self) -> String {
        format!("https://w3id.org/openbadges-rs/qf-ehea#{}", self.code())
    }
}

impl std::str::FromStr for Cycle {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let found = Self::ALL.into_iter().find(|cycle| cycle.code() == text);
        found.ok_or_else(|| Malformed::new("level.out-of-range", "short, first, second or third", text))
    }
}

fn within(level: u8, low: u8, high: u8) -> Option<u8> {
    (low..=high).contains(&level).then_some(level)
}

fn out_of_range(expected: &'static str, level: u8) -> Malformed {
    Malformed::new("level.out-of-range", expected, &level.to_string())
}
