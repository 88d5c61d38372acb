//! Instants and civil dates: strict readers over the calendar of `chrono`, and no clock.

use super::Malformed;
use chrono::{
    DateTime, Datelike, Days, FixedOffset, Months, NaiveDate, NaiveDateTime, NaiveTime, Offset, Timelike, Utc,
};
use std::fmt;

/// An instant in UTC, to the nanosecond, in the years 0001 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(DateTime<Utc>);

impl Timestamp {
    /// Reads an `xsd:dateTimeStamp`: `2026-11-24T09:30:00Z`, a fraction of any length, `Z` or an offset up to 14:00.
    ///
    /// `24:00:00` is the next midnight; a fraction is cut (not rounded) at nanoseconds.
    ///
    /// # Errors
    ///
    /// `time.malformed` for a missing zone, a leap second, lower-case letters, a space, or more than 64 characters.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let malformed =
            || Malformed::new("time.malformed", "a date and time with a zone, such as 2026-11-24T09:30:00Z", text);
        read_timestamp(text).map(Self).ok_or_else(malformed)
    }

    /// Seconds since 1970-01-01T00:00:00Z, fraction dropped.
    #[must_use]
    pub fn unix_seconds(self) -> i64 {
        self.0.timestamp()
    }

    /// The instant of so many seconds since 1970-01-01T00:00:00Z; `None` outside the years 0001 to 9999.
    #[must_use]
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        let instant = DateTime::from_timestamp(seconds, 0)?;
        (1..=9999).contains(&instant.year()).then_some(Self(instant))
    }

    /// The instant a number of seconds later, or earlier if negative; `None` outside the years 0001 to 9999.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Option<Self> {
        let moved = self.0.checked_add_signed(chrono::TimeDelta::try_seconds(seconds)?)?;
        (1..=9999).contains(&moved.year()).then_some(Self(moved))
    }

    /// The civil date of this instant in a zone.
    #[must_use]
    pub fn date_in(self, zone: Zone) -> Date {
        Date(self.0.with_timezone(&zone.0).date_naive())
    }
}

impl fmt::Display for Timestamp {
    /// `2026-11-24T09:30:00Z`, with a fraction only where there is one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (date, clock) = (Date(self.0.date_naive()), self.0.time());
        write!(f, "{date}T{:02}:{:02}:{:02}", clock.hour(), clock.minute(), clock.second())?;
        let nanos = self.0.nanosecond();
        if nanos != 0 {
            let digits = format!("{nanos:09}");
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

impl std::str::FromStr for Timestamp {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        Self::parse(text)
    }
}

/// A civil date in the years 0001 to 9999, without a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

impl Date {
    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    ///
    /// `date.malformed` for any other form or a day that does not exist.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let bad = || Malformed::new("date.malformed", "a date such as 2026-11-24", text);
        read_date(text).map(Self).ok_or_else(bad)
    }

    /// The same calendar day some years later, or the month's last day where it does not exist (29 February).
    /// `None` past the year 9999.
    #[must_use]
    pub fn plus_years(self, years: u16) -> Option<Self> {
        let moved = self.0.checked_add_months(Months::new(u32::from(years).checked_mul(12)?))?;
        (moved.year() <= 9999).then_some(Self(moved))
    }

    /// The next day; `None` after 9999-12-31.
    #[must_use]
    pub fn next_day(self) -> Option<Self> {
        let next = self.0.succ_opt()?;
        (next.year() <= 9999).then_some(Self(next))
    }

    /// The day before; `None` before 0001-01-01.
    #[must_use]
    pub fn previous_day(self) -> Option<Self> {
        let previous = self.0.pred_opt()?;
        (previous.year() >= 1).then_some(Self(previous))
    }

    /// As people write it in English: `1 March 2026`.
    #[must_use]
    pub fn in_english(self) -> String {
        self.0.format("%-d %B %-Y").to_string()
    }

    /// As people write it in Chinese: `2026年3月1日`.
    #[must_use]
    pub fn in_chinese(self) -> String {
        self.0.format("%-Y年%-m月%-d日").to_string()
    }

    /// The first instant of this date in a zone.
    #[must_use]
    pub fn start_in(self, zone: Zone) -> Option<Timestamp> {
        let local = self.0.and_time(NaiveTime::MIN).and_local_timezone(zone.0).single()?;
        let utc = local.with_timezone(&Utc);
        (1..=9999).contains(&utc.year()).then_some(Timestamp(utc))
    }
}

impl fmt::Display for Date {
    /// `YYYY-MM-DD`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl std::str::FromStr for Date {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        Self::parse(text)
    }
}

/// A fixed offset from UTC in which an authority reckons its dates, such as `+08:00` for Hong Kong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Zone(FixedOffset);

impl Zone {
    /// Reads `Z` or `±hh:mm` up to 14:00.
    ///
    /// # Errors
    ///
    /// `zone.malformed` for any other text.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let malformed = || Malformed::new("zone.malformed", "Z or an offset such as +08:00", text);
        read_zone(text).map(Self).ok_or_else(malformed)
    }

    /// No offset at all.
    #[must_use]
    pub fn utc() -> Self {
        Self(Utc.fix())
    }

    /// Seconds by which civil time there runs ahead of UTC; negative to the west.
    #[must_use]
    pub fn seconds_east(self) -> i32 {
        self.0.local_minus_utc()
    }
}

impl fmt::Display for Zone {
    /// `±hh:mm`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.seconds_east().unsigned_abs() / 60;
        let sign = if self.seconds_east() < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl std::str::FromStr for Zone {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        Self::parse(text)
    }
}

/// Longest text of a timestamp, in characters.
const LONGEST: usize = 64;

fn read_timestamp(text: &str) -> Option<DateTime<Utc>> {
    if text.len() > LONGEST || !text.is_ascii() {
        return None;
    }
    let (date, rest) = text.split_once('T')?;
    let date = read_date(date)?;
    let zone_at = rest.find(['Z', '+', '-'])?;
    let (clock, zone) = rest.split_at_checked(zone_at)?;
    let zone = read_zone(zone)?;
    let (clock, fraction) = clock.split_once('.').map_or((clock, None), |(c, f)| (c, Some(f)));
    let nanos = fraction.map_or(Some(0), read_nanos)?;
    let [hour, minute, second] = read_clock(clock)?;
    let local: NaiveDateTime = if hour == 24 {
        (minute == 0 && second == 0 && nanos == 0).then_some(())?;
        date.checked_add_days(Days::new(1))?.and_time(NaiveTime::MIN)
    } else {
        date.and_hms_nano_opt(hour, minute, second, nanos)?
    };
    let utc = local.and_local_timezone(zone).single()?.with_timezone(&Utc);
    (1..=9999).contains(&utc.year()).then_some(utc)
}

fn read_date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let year = i32::try_from(number(year, 4)?).ok().filter(|y| *y >= 1)?;
    parts.next().is_none().then_some(())?;
    NaiveDate::from_ymd_opt(year, number(month, 2)?, number(day, 2)?)
}

fn read_clock(text: &str) -> Option<[u32; 3]> {
    let mut parts = text.split(':');
    let clock = [number(parts.next()?, 2)?, number(parts.next()?, 2)?, number(parts.next()?, 2)?];
    (parts.next().is_none() && clock[2] < 60).then_some(clock)
}

/// The first nine digits of a fraction of any length.
fn read_nanos(text: &str) -> Option<u32> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let nine: String = text.chars().chain(std::iter::repeat('0')).take(9).collect();
    nine.parse().ok()
}

fn read_zone(text: &str) -> Option<FixedOffset> {
    if text == "Z" {
        return FixedOffset::east_opt(0);
    }
    let (sign, rest) = text.split_at_checked(1)?;
    let (hours, minutes) = rest.split_once(':')?;
    let (hours, minutes) = (number(hours, 2)?, number(minutes, 2)?);
    let total = hours.checked_mul(60)?.checked_add(minutes).filter(|t| *t <= 14 * 60 && minutes < 60)?;
    let seconds = i32::try_from(total).ok()?.checked_mul(60)?;
    match sign {
        "+" => FixedOffset::east_opt(seconds),
        "-" => FixedOffset::west_opt(seconds),
        _ => None,
    }
}

/// Exactly `digits` decimal digits.
fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_a_date_time_stamp_may_be() {
        for (text, shown) in [
            ("2026-11-24T09:30:00Z", "2026-11-24T09:30:00Z"),
            ("2020-06-01T16:30:00+08:00", "2020-06-01T08:30:00Z"),
            ("2010-01-01T00:00:00.000Z", "2010-01-01T00:00:00Z"),
            ("2010-01-01T00:00:00.120000000000000000000000000001-00:00", "2010-01-01T00:00:00.12Z"),
            ("2010-12-31T24:00:00Z", "2011-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
            ("2010-01-01T00:00:00+14:00", "2009-12-31T10:00:00Z"),
        ] {
            assert_eq!(Timestamp::parse(text).unwrap().to_string(), shown);
        }
    }

    #[test]
    fn refuses_what_other_readers_let_through() {
        for text in [
            "2010-01-01T00:00:00",
            "2010-01-01",
            "2010-01-01T00:00:60Z",
            "2010-01-01t00:00:00Z",
            "2010-01-01T00:00:00z",
            "2010-01-01 00:00:00Z",
            "2010-01-01T00:00:00,5Z",
            "20100101T000000Z",
            "2010-01-01T00:00:00+25:59",
            "2010-01-01T00:00:00+14:01",
            "2010-01-01T00:00:00+00",
            "2010-01-01T00:00:00Z[UTC]",
            "0000-01-01T00:00:00Z",
            "10000-01-01T00:00:00Z",
            "-0001-01-01T00:00:00Z",
            "2010-02-29T00:00:00Z",
            "2010-01-01T24:00:01Z",
            "2010-01-01T00:00:00.Z",
            "9999-12-31T24:00:00Z",
            "0001-01-01T00:00:00+01:00",
            "2010-1-1T0:0:0Z",
            "Fri, 01 Jan 2010 00:00:00 GMT",
        ] {
            assert_eq!(Timestamp::parse(text).map(|t| t.to_string()).ok(), None, "{text}");
        }
    }

    #[test]
    fn five_years_after_a_leap_day_end_on_the_last_of_february() {
        let date = Date::parse("2024-02-29").unwrap().plus_years(5).unwrap();
        assert_eq!(date.to_string(), "2029-02-28");
    }

    #[test]
    fn a_late_evening_in_utc_is_the_next_day_in_hong_kong() {
        let zone = Zone::parse("+08:00").unwrap();
        let date = Timestamp::parse("2020-06-01T16:30:00Z").unwrap().date_in(zone);
        assert_eq!(date.to_string(), "2020-06-02");
        assert_eq!(date.start_in(zone).unwrap().to_string(), "2020-06-01T16:00:00Z");
    }
}
