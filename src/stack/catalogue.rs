//! A catalogue of achievements that a learner may still take, with what they need, bring and cost of time.

use super::document::{InPolicy, members, words};
use super::policy::LevelFramework;
use crate::base::amount::Amount;
use crate::base::iri::Iri;
use crate::base::language::Language;
use crate::base::limits::Limits;
use crate::base::order::sort_by;
use crate::base::text::Text;
use crate::base::time::Date;
use crate::codec::json::{self, Document};
use crate::model::{CreditSystem, Vocabulary};
use std::collections::BTreeMap;

/// The achievements that are on offer, read and checked; `docs/schema/catalogue.json` is the schema of its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    pub(super) id: Text,
    pub(super) version: Text,
    pub(super) title: Text,
    pub(super) credit_system: CreditSystem,
    pub(super) level_framework: Option<LevelFramework>,
    /// By id.
    pub(super) achievements: Vec<Offered>,
}

/// An achievement on offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Offered {
    pub(super) id: Iri,
    pub(super) name: Text,
    /// Who awards it; nothing: the programme's own.
    pub(super) issuer: Option<Iri>,
    pub(super) credits: Credits,
    pub(super) level: Option<Level>,
    pub(super) category: Option<Text>,
    pub(super) themes: Vec<Text>,
    /// Awards and programmes of which it is a part, by id.
    pub(super) parents: Vec<Iri>,
    pub(super) entry: Entry,
    pub(super) accreditation: Vec<Text>,
    pub(super) funding: Vec<Text>,
    pub(super) languages: Vec<Language>,
    /// Empty: on offer at any time.
    pub(super) editions: Vec<Edition>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Credits {
    pub(super) amount: Amount,
    pub(super) system: CreditSystem,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Level {
    pub(super) framework: LevelFramework,
    pub(super) level: u8,
}

/// What a learner must have before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// All of these, by id.
    pub(super) achievements: Vec<Iri>,
    /// What no catalogue can tell by itself.
    pub(super) text: Option<Text>,
}

/// From its first to its last day; the achievement is awarded on the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edition {
    pub(super) from: Date,
    pub(super) to: Date,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Written {
    format: Format,
    id: Text,
    version: Text,
    title: Text,
    credit_system: CreditSystem,
    level_framework: Option<LevelFramework>,
    achievements: Vec<Offered>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    First,
}

/// Why a catalogue cannot be read, or not be used with a programme.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueError {
    /// It is not strict JSON, or not a catalogue: the inner error says where.
    #[error(transparent)]
    Json(#[from] json::Error),
    /// Two achievements with the same id.
    #[error("expected each achievement once at `{pointer}`, found `{}` again", .found.escape_debug())]
    DuplicateId {
        /// JSON Pointer of the second.
        pointer: String,
        /// The id.
        found: String,
    },
    /// An entry requirement that is not in the catalogue.
    #[error("expected an achievement of this catalogue at `{pointer}`, found `{}`", .found.escape_debug())]
    UnknownId {
        /// JSON Pointer of the requirement.
        pointer: String,
        /// The id.
        found: String,
    },
    /// An achievement that needs itself, perhaps through others.
    #[error("expected an achievement that can be entered at `{pointer}`, found one that needs itself: {}", .found.escape_debug())]
    Cycle {
        /// JSON Pointer of the requirement that closes the circle.
        pointer: String,
        /// The ids round the circle.
        found: String,
    },
    /// A value that contradicts another one.
    #[error("expected {expected} at `{pointer}`, found {}", .found.escape_debug())]
    Contradiction {
        /// JSON Pointer of the value.
        pointer: String,
        /// What would agree with the rest.
        expected: String,
        /// The value.
        found: String,
    },
    /// More achievements than a plan can look at.
    #[error("expected at most {limit} {kind}, found {found}")]
    TooMany {
        /// What there is too much of.
        kind: &'static str,
        /// How many are allowed.
        limit: usize,
        /// How many there are.
        found: usize,
    },
}

impl CatalogueError {
    /// A stable name for the fault, such as `catalogue.cycle`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Json(error) => error.code(),
            Self::DuplicateId { .. } => "catalogue.duplicate-id",
            Self::UnknownId { .. } => "catalogue.unknown-id",
            Self::Cycle { .. } => "catalogue.cycle",
            Self::Contradiction { .. } => "catalogue.contradiction",
            Self::TooMany { .. } => "catalogue.too-many",
        }
    }

    /// The JSON Pointer of the value at fault.
    #[must_use]
    pub fn pointer(&self) -> Option<&str> {
        match self {
            Self::Json(error) => error.pointer(),
            Self::DuplicateId { pointer, .. }
            | Self::UnknownId { pointer, .. }
            | Self::Cycle { pointer, .. }
            | Self::Contradiction { pointer, .. } => Some(pointer),
            Self::TooMany { .. } => None,
        }
    }
}

impl Catalogue {
    /// Reads a catalogue document: strict JSON as `docs/schema/catalogue.json` describes it.
    ///
    /// # Errors
    ///
    /// The codes of [`crate::codec::json`] for what is no strict JSON or not of this shape, such as a negative number of
    /// credits; `catalogue.duplicate-id`, `catalogue.unknown-id`, `catalogue.cycle` for entry requirements that nobody can
    /// meet, `catalogue.contradiction` for credits of several systems, levels that there are not and editions that end
    /// before they begin; `catalogue.too-many` for more than 20,000 achievements. Each names the place by its JSON
    /// Pointer.
    pub fn parse(text: &[u8]) -> Result<Self, CatalogueError> {
        let document = Document::parse(text, &Limits::DEFAULT)?;
        let written = Written::read(document.root())?;
        written.check()?;
        let Written { id, version, title, credit_system, level_framework, mut achievements, format: Format::First } =
            written;
        sort_by(&mut achievements, |one, other| one.id.as_str().cmp(other.id.as_str()));
        Ok(Self { id, version, title, credit_system, level_framework, achievements })
    }

    /// The catalogue's id.
    #[must_use]
    pub fn id(&self) -> &str {
        self.id.as_str()
    }

    /// The catalogue's title.
    #[must_use]
    pub fn title(&self) -> &str {
        self.title.as_str()
    }

    /// The ids of the achievements, in order.
    pub fn achievements(&self) -> impl Iterator<Item = &str> {
        self.achievements.iter().map(|offered| offered.id.as_str())
    }
}

impl Written {
    fn check(&self) -> Result<(), CatalogueError> {
        let found = self.achievements.len();
        if found > MOST {
            return Err(CatalogueError::TooMany { kind: "achievements", limit: MOST, found });
        }
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, offered) in self.achievements.iter().enumerate() {
            if places.insert(offered.id.as_str(), at).is_some() {
                let pointer = format!("/achievements/{at}/id");
                return Err(CatalogueError::DuplicateId { pointer, found: offered.id.to_string() });
            }
        }
        for (at, offered) in self.achievements.iter().enumerate() {
            self.check_offered(offered, &format!("/achievements/{at}"))?;
            for (number, needed) in offered.entry.achievements.iter().enumerate() {
                if !places.contains_key(needed.as_str()) {
                    let pointer = format!("/achievements/{at}/entry/achievements/{number}");
                    return Err(CatalogueError::UnknownId { pointer, found: needed.to_string() });
                }
            }
        }
        self.check_circles(&places)
    }

    fn check_offered(&self, offered: &Offered, at: &str) -> Result<(), CatalogueError> {
        let contradiction = |member: &str, expected: String, found: String| {
            Err(CatalogueError::Contradiction { pointer: format!("{at}/{member}"), expected, found })
        };
        let credits = &offered.credits;
        if credits.system != self.credit_system {
            let expected = format!("credits of `{}`, as in the whole catalogue", self.credit_system.code());
            return contradiction("credits/system", expected, format!("`{}`", credits.system.code()));
        }
        if credits.amount.is_zero() {
            return contradiction("credits/amount", "more than 0 credits".to_owned(), "0".to_owned());
        }
        if let Some(level) = &offered.level {
            if Some(level.framework) != self.level_framework {
                let expected = match self.level_framework {
                    Some(framework) => format!("a level of `{framework}`, as in the whole catalogue"),
                    None => "no level, since the catalogue names no `levelFramework`".to_owned(),
                };
                return contradiction("level/framework", expected, format!("`{}`", level.framework));
            }
            let highest = level.framework.highest();
            if !(1..=highest).contains(&level.level) {
                return contradiction("level/level", format!("a level from 1 to {highest}"), level.level.to_string());
            }
        }
        for (number, edition) in offered.editions.iter().enumerate() {
            if edition.to < edition.from {
                let expected = format!("a day that is not before {}", edition.from);
                return contradiction(&format!("editions/{number}/to"), expected, edition.to.to_string());
            }
        }
        Ok(())
    }

    /// Refuses the first requirement that leads back to its achievement.
    fn check_circles(&self, places: &BTreeMap<&str, usize>) -> Result<(), CatalogueError> {
        let needs =
            |at: usize| self.achievements.get(at).map_or(&[][..], |offered| offered.entry.achievements.as_slice());
        let mut is_done = vec![false; self.achievements.len()];
        for start in 0..self.achievements.len() {
            // The way from the start, each with the number of the requirement that is next.
            let mut way = vec![(start, 0_usize)];
            while let Some((at, next)) = way.last_mut() {
                let (at, number) = (*at, *next);
                let needed = needs(at).get(number).and_then(|id| places.get(id.as_str())).copied();
                let Some(needed) = needed.filter(|_| is_done.get(at) != Some(&true)) else {
                    if let Some(done) = is_done.get_mut(at) {
                        *done = true;
                    }
                    way.pop();
                    continue;
                };
                *next = number.saturating_add(1);
                if let Some(from) = way.iter().position(|(passed, _)| *passed == needed) {
                    let circle = way.iter().skip(from).map(|(at, _)| *at).chain([needed]);
                    let ids = circle.filter_map(|at| self.achievements.get(at)).map(|offered| offered.id.as_str());
                    let found = ids.collect::<Vec<_>>().join(" needs ");
                    let pointer = format!("/achievements/{at}/entry/achievements/{number}");
                    return Err(CatalogueError::Cycle { pointer, found });
                }
                way.push((needed, 0));
            }
        }
        Ok(())
    }
}

impl Offered {
    /// The first edition to end of those that begin after a day.
    pub(super) fn first_after(&self, day: Date) -> Option<Edition> {
        self.editions
            .iter()
            .filter(|edition| edition.from > day)
            .min_by_key(|edition| (edition.to, edition.from))
            .copied()
    }
}

members! {
    Written {
        "format": required format, "id": required id, "version": required version, "title": required title,
        "creditSystem": required credit_system, "levelFramework": optional level_framework,
        "achievements": required achievements,
    }
    Offered {
        "id": required id, "name": required name, "issuer": optional issuer, "credits": required credits,
        "level": optional level, "category": optional category, "themes": optional themes, "parents": optional parents,
        "entry": optional entry, "accreditation": optional accreditation, "funding": optional funding,
        "languages": optional languages, "editions": optional editions,
    }
    Credits { "amount": required amount, "system": required system }
    Level { "framework": required framework, "level": required level }
    Entry { "achievements": optional achievements, "text": optional text }
    Edition { "from": required from, "to": required to }
}

words! {
    Format { "openbadges-catalogue-1" => First }
}

/// Most achievements of one catalogue.
const MOST: usize = 20_000;
