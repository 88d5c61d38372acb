//! National and sectoral qualification frameworks, and levels within one of them.

use crate::base::Malformed;
use crate::base::iri::Iri;
use crate::base::serial::stated;
use crate::base::text::Text;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;

/// A level of a national framework (element 13).
///
/// Levels of different frameworks are neither lower nor higher than each other, and never equal:
///
/// ```
/// use openbadges::model::{NationalFramework, NumberedLevel};
/// let hong_kong = NumberedLevel::new(NationalFramework::Hkqf, 5)?;
/// let malaysia = NumberedLevel::new(NationalFramework::Mqf, 5)?;
/// assert_eq!(hong_kong.partial_cmp(&malaysia), None);
/// # Ok::<(), openbadges::base::Malformed>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum NationalLevel {
    /// In a framework whose levels are known here as numbers.
    Numbered(NumberedLevel),
    /// In any other framework.
    Named(NamedLevel),
}

/// A numbered level of a known national framework.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NumberedLevel {
    framework: NationalFramework,
    number: u8,
}

impl NumberedLevel {
    /// A level within the framework's range.
    ///
    /// # Errors
    ///
    /// `level.out-of-range` for a number that the framework does not have.
    pub fn new(framework: NationalFramework, number: u8) -> Result<Self, Malformed> {
        if (1..=framework.highest()).contains(&number) {
            return Ok(Self { framework, number });
        }
        Err(Malformed::new("level.out-of-range", framework.row().range, &number.to_string()))
    }

    /// The framework.
    #[must_use]
    pub fn framework(self) -> NationalFramework {
        self.framework
    }

    /// The number.
    #[must_use]
    pub fn number(self) -> u8 {
        self.number
    }

    /// Whether the level lies within what is self-certified against the QF-EHEA.
    #[must_use]
    pub fn is_self_certified(self) -> bool {
        self.framework.self_certified_from().is_some_and(|lowest| self.number >= lowest)
    }

    /// The IRI that signed statements use.
    #[must_use]
    pub fn iri(self) -> String {
        format!("https://w3id.org/openbadges-rs/{}#{}", self.framework.code(), self.number)
    }
}

impl PartialOrd for NumberedLevel {
    /// `None` across frameworks.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.framework == other.framework).then(|| self.number.cmp(&other.number))
    }
}

/// A national framework whose levels are numbered from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NationalFramework {
    /// Hong Kong Qualifications Framework.
    Hkqf,
    /// New Zealand Qualifications and Credentials Framework.
    Nzqcf,
    /// Australian Qualifications Framework.
    Aqf,
    /// Malaysian Qualifications Framework.
    Mqf,
    /// Kerangka Kualifikasi Nasional Indonesia.
    Kkni,
    /// Irish National Framework of Qualifications.
    Nfq,
}

impl NationalFramework {
    /// Every framework known by number.
    pub fn all() -> impl Iterator<Item = Self> {
        FRAMEWORKS.iter().map(|row| row.framework)
    }

    /// Reads a code such as `hkqf`; `None` for a framework that is not known by number.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        FRAMEWORKS.iter().find(|row| row.code == code).map(|row| row.framework)
    }

    /// The code in award documents.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// The name in full.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The highest level; the lowest is 1.
    #[must_use]
    pub fn highest(self) -> u8 {
        self.row().highest
    }

    /// Whether the framework is formally referenced to the EQF; a published comparison alone is not that.
    #[must_use]
    pub fn is_referenced_to_eqf(self) -> bool {
        self.row().referenced
    }

    /// The lowest level that is self-certified against the QF-EHEA; `None` if none is.
    #[must_use]
    pub fn self_certified_from(self) -> Option<u8> {
        self.row().self_certified_from
    }

    fn row(self) -> &'static Framework {
        let [hkqf, nzqcf, aqf, mqf, kkni, nfq] = FRAMEWORKS;
        match self {
            Self::Hkqf => hkqf,
            Self::Nzqcf => nzqcf,
            Self::Aqf => aqf,
            Self::Mqf => mqf,
            Self::Kkni => kkni,
            Self::Nfq => nfq,
        }
    }
}

/// A level of a framework that is known by name only: sectoral ones, and national ones without numbers here.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NamedLevel {
    framework: Text,
    level: Text,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    id: Option<Iri>,
}

impl NamedLevel {
    /// A level by its code or name in a framework, which is given by name or IRI.
    #[must_use]
    pub fn new(framework: Text, level: Text) -> Self {
        Self { framework, level, id: None }
    }

    /// Gives the IRI of the level, such as one of the European list of national levels.
    #[must_use]
    pub fn with_id(self, id: Iri) -> Self {
        Self { id: Some(id), ..self }
    }

    /// The framework by name or IRI.
    #[must_use]
    pub fn framework(&self) -> &str {
        self.framework.as_str()
    }

    /// The level by code or name.
    #[must_use]
    pub fn level(&self) -> &str {
        self.level.as_str()
    }

    /// The IRI of the level.
    #[must_use]
    pub fn id(&self) -> Option<&Iri> {
        self.id.as_ref()
    }

    /// Whether the level is in the European list of levels of frameworks that are referenced to the EQF.
    #[must_use]
    pub fn is_referenced_to_eqf(&self) -> bool {
        self.id.as_ref().is_some_and(|id| id.as_str().starts_with("http://data.europa.eu/snb/qdr/"))
    }
}

impl From<NumberedLevel> for NationalLevel {
    fn from(level: NumberedLevel) -> Self {
        Self::Numbered(level)
    }
}

impl From<NamedLevel> for NationalLevel {
    /// A framework whose name is a code known here still stays named: `NumberedLevel` is the way to number it.
    fn from(level: NamedLevel) -> Self {
        Self::Named(level)
    }
}

impl Serialize for NationalLevel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Numbered(level) => {
                #[derive(serde::Serialize)]
                struct Form {
                    framework: &'static str,
                    level: u8,
                }
                Form { framework: level.framework.code(), level: level.number }.serialize(serializer)
            }
            Self::Named(level) => level.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for NationalLevel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        struct Form {
            framework: Text,
            level: NumberOrText,
            #[serde(default, deserialize_with = "stated")]
            id: Option<Iri>,
        }
        let form = Form::deserialize(deserializer)?;
        let known = NationalFramework::from_code(form.framework.as_str());
        match (known, form.level, form.id) {
            (Some(framework), NumberOrText::Number(number), None) => {
                NumberedLevel::new(framework, number).map(Self::Numbered).map_err(D::Error::custom)
            }
            (Some(framework), ..) => Err(D::Error::custom(format_args!(
                "expected {} as a number and no id, since the id follows from it",
                framework.row().range
            ))),
            (None, NumberOrText::Text(level), id) => {
                Ok(Self::Named(NamedLevel { framework: form.framework, level, id }))
            }
            (None, NumberOrText::Number(number), _) => Err(D::Error::custom(format_args!(
                "expected the level as a text, since this framework is known by name only, found {number}"
            ))),
        }
    }
}

enum NumberOrText {
    Number(u8),
    Text(Text),
}

impl<'de> Deserialize<'de> for NumberOrText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl Visitor<'_> for Either {
            type Value = NumberOrText;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a level as a small number or a text")
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<NumberOrText, E> {
                u8::try_from(number).map(NumberOrText::Number).map_err(|_| E::custom("expected a small number"))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<NumberOrText, E> {
                u8::try_from(number).map(NumberOrText::Number).map_err(|_| E::custom("expected a small number"))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<NumberOrText, E> {
                Text::parse(text).map(NumberOrText::Text).map_err(E::custom)
            }
        }
        deserializer.deserialize_any(Either)
    }
}

struct Framework {
    framework: NationalFramework,
    code: &'static str,
    name: &'static str,
    highest: u8,
    range: &'static str,
    referenced: bool,
    self_certified_from: Option<u8>,
}

/// In the order of the enumeration.
const FRAMEWORKS: &[Framework; 6] = &[
    Framework {
        framework: NationalFramework::Hkqf,
        code: "hkqf",
        name: "Hong Kong Qualifications Framework",
        highest: 7,
        range: "an HKQF level from 1 to 7",
        referenced: false,
        self_certified_from: None,
    },
    Framework {
        framework: NationalFramework::Nzqcf,
        code: "nzqcf",
        name: "New Zealand Qualifications and Credentials Framework",
        highest: 10,
        range: "an NZQCF level from 1 to 10",
        referenced: false,
        self_certified_from: None,
    },
    Framework {
        framework: NationalFramework::Aqf,
        code: "aqf",
        name: "Australian Qualifications Framework",
        highest: 10,
        range: "an AQF level from 1 to 10",
        referenced: false,
        self_certified_from: None,
    },
    Framework {
        framework: NationalFramework::Mqf,
        code: "mqf",
        name: "Malaysian Qualifications Framework",
        highest: 8,
        range: "an MQF level from 1 to 8",
        referenced: false,
        self_certified_from: None,
    },
    Framework {
        framework: NationalFramework::Kkni,
        code: "kkni",
        name: "Kerangka Kualifikasi Nasional Indonesia",
        highest: 9,
        range: "a KKNI level from 1 to 9",
        referenced: false,
        self_certified_from: None,
    },
    Framework {
        framework: NationalFramework::Nfq,
        code: "nfq",
        name: "Irish National Framework of Qualifications",
        highest: 10,
        range: "an NFQ level from 1 to 10",
        referenced: true,
        self_certified_from: Some(6),
    },
];
