//! Hours as durations of XML Schema, exactly.

use crate::base::amount::Amount;

/// `PT7H30M` for 7.5 hours; a millionth of an hour is 0.0036 seconds.
pub(super) fn write(hours: Amount) -> String {
    const PER_HOUR: u64 = 1_000_000;
    let millionths = hours.millionths();
    let whole = millionths.div_euclid(PER_HOUR);
    // Ten-thousandths of a second: 36 in a millionth of an hour.
    let rest = millionths.rem_euclid(PER_HOUR).saturating_mul(36);
    let (minutes, rest) = (rest.div_euclid(600_000), rest.rem_euclid(600_000));
    let (seconds, fraction) = (rest.div_euclid(10_000), rest.rem_euclid(10_000));
    let mut text = String::from("PT");
    if whole > 0 || millionths == 0 {
        text.push_str(&format!("{whole}H"));
    }
    if minutes > 0 {
        text.push_str(&format!("{minutes}M"));
    }
    match fraction {
        0 if seconds == 0 => {}
        0 => text.push_str(&format!("{seconds}S")),
        _ => {
            let digits = format!("{fraction:04}");
            text.push_str(&format!("{seconds}.{}S", digits.trim_end_matches('0')));
        }
    }
    text
}

/// Hours of a duration in hours, minutes and seconds; nothing for days and longer, whose hours of learning nobody
/// knows, and for what is no whole number of millionths of an hour.
pub(super) fn read(text: &str) -> Option<Amount> {
    let mut rest = text.strip_prefix("PT").filter(|rest| !rest.is_empty())?;
    let mut parts = [0_u64; 3];
    for (part, unit) in parts.iter_mut().zip(['H', 'M', 'S']) {
        let Some((number, after)) = rest.split_once(unit) else { continue };
        *part = Amount::parse(number).ok()?.millionths();
        rest = after;
    }
    if !rest.is_empty() {
        return None;
    }
    let [hours, minutes, seconds] = parts;
    // Everything in millionths of a second.
    let total = hours.checked_mul(3600)?.checked_add(minutes.checked_mul(60)?)?.checked_add(seconds)?;
    let millionths = (total.rem_euclid(3600) == 0).then(|| total.div_euclid(3600))?;
    let (whole, fraction) = (millionths.div_euclid(1_000_000), millionths.rem_euclid(1_000_000));
    Amount::parse(&format!("{whole}.{fraction:06}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_exact_both_ways() {
        for (hours, duration) in [
            ("60", "PT60H"),
            ("7.5", "PT7H30M"),
            ("0.25", "PT15M"),
            ("0", "PT0H"),
            ("0.01", "PT36S"),
            ("0.000001", "PT0.0036S"),
            ("1000000", "PT1000000H"),
            ("1.999999", "PT1H59M59.9964S"),
        ] {
            let hours = Amount::parse(hours).unwrap();
            assert_eq!(write(hours), duration);
            assert_eq!(read(duration), Some(hours));
        }
    }

    #[test]
    fn refuses_what_is_no_number_of_hours() {
        for text in ["", "PT", "P1D", "P60M", "PT1M", "60", "PT1S2H", "PT-1H", "-PT1H", "PT1H ", "PT1e1H"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read("PT90M"), Some(Amount::parse("1.5").unwrap()));
    }
}
