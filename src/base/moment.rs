//! Instants that remember the offset in which they were written, so that a date does not slip by a day.

use super::Malformed;
use super::time::{Date, Timestamp, Zone};
use std::fmt;

/// An instant together with the offset from UTC in which it was stated.
///
/// Two moments are equal when both agree; compare [`Moment::at`] to ask whether they are the same instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moment {
    at: Timestamp,
    zone: Zone,
}

impl Moment {
    /// Reads what [`Timestamp::parse`] reads and keeps the offset.
    ///
    /// # Errors
    ///
    /// `time.malformed` as there.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let at = Timestamp::parse(text)?;
        let zone_at = text.rfind(['Z', '+', '-']).unwrap_or_default();
        let zone = Zone::parse(text.get(zone_at..).unwrap_or_default())?;
        Ok(Self::new(at, zone))
    }

    /// An instant as told in a zone; in UTC where its civil time there would leave the years 0001 to 9999.
    #[must_use]
    pub fn new(at: Timestamp, zone: Zone) -> Self {
        let fits = at.plus_seconds(i64::from(zone.seconds_east())).is_some();
        Self { at, zone: if fits { zone } else { Zone::utc() } }
    }

    /// The instant.
    #[must_use]
    pub fn at(self) -> Timestamp {
        self.at
    }

    /// The offset in which it was stated.
    #[must_use]
    pub fn zone(self) -> Zone {
        self.zone
    }

    /// The civil date where it was stated.
    #[must_use]
    pub fn date(self) -> Date {
        self.at.date_in(self.zone)
    }
}

impl From<Timestamp> for Moment {
    fn from(at: Timestamp) -> Self {
        Self::new(at, Zone::utc())
    }
}

impl fmt::Display for Moment {
    /// `2026-11-24T17:30:00+08:00`, or with `Z` in UTC; a fraction only where there is one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let east = self.zone.seconds_east();
        let local = self.at.plus_seconds(i64::from(east)).unwrap_or(self.at).to_string();
        if east == 0 {
            return f.write_str(&local);
        }
        write!(f, "{}{}", local.trim_end_matches('Z'), self.zone)
    }
}

impl std::str::FromStr for Moment {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_offset_and_so_the_civil_date() {
        let moment = Moment::parse("2020-06-02T00:30:00.50+08:00").unwrap();
        assert_eq!(moment.to_string(), "2020-06-02T00:30:00.5+08:00");
        assert_eq!(moment.date().to_string(), "2020-06-02");
        assert_eq!(moment.at().to_string(), "2020-06-01T16:30:00.5Z");
    }

    #[test]
    fn writes_utc_as_z() {
        for text in ["2026-11-24T09:30:00+00:00", "2026-11-24T09:30:00-00:00", "2026-11-24T09:30:00Z"] {
            assert_eq!(Moment::parse(text).unwrap().to_string(), "2026-11-24T09:30:00Z");
        }
    }

    #[test]
    fn a_written_moment_always_reads_back() {
        for text in ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"] {
            let at = Timestamp::parse(text).unwrap();
            for zone in ["+14:00", "-14:00", "+08:00"] {
                let moment = Moment::new(at, Zone::parse(zone).unwrap());
                assert_eq!(Moment::parse(&moment.to_string()), Ok(moment));
            }
        }
    }
}
