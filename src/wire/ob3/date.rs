//! Dates as credentials write them: the written text beside its meaning.

use crate::base::Malformed;
use crate::base::moment::Moment;
use crate::base::shared::SharedText;
use crate::base::time::{Date, Timestamp, Zone};
use serde::{Serialize, Serializer};
use std::fmt;

/// A `DateTimeZ`: an instant, and the text that states it, which is what a signature covers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DateTimeStamp {
    text: SharedText,
    instant: Timestamp,
}

impl DateTimeStamp {
    /// Reads a date and time with a zone and keeps its text.
    ///
    /// # Errors
    ///
    /// `time.malformed`, as for [`Timestamp::parse`].
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        Self::of(text.into())
    }

    pub(crate) fn of(text: SharedText) -> Result<Self, Malformed> {
        Ok(Self { instant: Timestamp::parse(&text)?, text })
    }

    /// Reads a date, or a date and time, that says no zone, as UTC: what the compatible reading does.
    pub(crate) fn parse_zoneless(text: &str) -> Option<Self> {
        let full = if text.contains('T') { format!("{text}Z") } else { format!("{text}T00:00:00Z") };
        Timestamp::parse(&full).ok().map(|instant| Self { text: text.into(), instant })
    }

    /// The instant.
    #[must_use]
    pub fn instant(&self) -> Timestamp {
        self.instant
    }

    /// The text as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl DateTimeStamp {
    /// The instant with the offset in which it is written; in UTC if it says none.
    #[must_use]
    pub fn moment(&self) -> Moment {
        Moment::parse(&self.text).unwrap_or_else(|_| Moment::from(self.instant))
    }
}

impl From<Moment> for DateTimeStamp {
    fn from(moment: Moment) -> Self {
        Self { text: moment.to_string().into(), instant: moment.at() }
    }
}

impl From<Timestamp> for DateTimeStamp {
    fn from(instant: Timestamp) -> Self {
        Self { text: instant.to_string().into(), instant }
    }
}

impl fmt::Display for DateTimeStamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for DateTimeStamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// The day of an activity: the model calls it a date and time, the context a date, so each form is read and its text
/// kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ActivityDate {
    text: SharedText,
    moment: Moment,
}

impl ActivityDate {
    /// Reads `2026-11-24`, or such a day with a time, with or without a zone.
    ///
    /// # Errors
    ///
    /// `time.malformed` or `date.malformed`.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        Self::of(text.into())
    }

    pub(crate) fn of(text: SharedText) -> Result<Self, Malformed> {
        if text.contains('T') {
            let zoneless = || Moment::parse(&format!("{text}Z"));
            let moment = Moment::parse(&text).or_else(|malformed| zoneless().map_err(|_| malformed))?;
            return Ok(Self { text, moment });
        }
        let malformed = || Malformed::new("date.malformed", "a date such as 2026-11-24", &text);
        let start = Date::parse(&text)?.start_in(Zone::utc()).ok_or_else(malformed)?;
        Ok(Self { text, moment: Moment::from(start) })
    }

    /// The day, as written.
    #[must_use]
    pub fn date(&self) -> Date {
        self.moment.date()
    }

    /// The instant; midnight where only the day is written, UTC where no zone is.
    #[must_use]
    pub fn moment(&self) -> Moment {
        self.moment
    }

    /// The text as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl From<Moment> for ActivityDate {
    /// A full date and time, the form that the published schema asks for.
    fn from(moment: Moment) -> Self {
        Self { text: moment.to_string().into(), moment }
    }
}

impl Serialize for ActivityDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}
