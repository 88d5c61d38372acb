//! Numbers as written, and the rule that tells exact ones from the rest.

use std::fmt::Write;

/// A number of a document, as written; every reader of doubles understands the same value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number<'d> {
    text: &'d str,
}

impl<'d> Number<'d> {
    pub(super) fn new(text: &'d str) -> Self {
        Self { text }
    }

    /// The number as written, such as `1.50`.
    #[must_use]
    pub fn as_text(&self) -> &'d str {
        self.text
    }

    /// The value as a double.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        // Every JSON number is a Rust float literal; a NaN would show a bug instead of hiding it as a value.
        self.text.parse().unwrap_or(f64::NAN)
    }

    /// The value of an integer literal: no fraction, no exponent. It is within ±(2^53 − 1).
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.text.parse().ok()
    }

    /// Whether the text is an integer literal.
    pub(super) fn is_integer(&self) -> bool {
        !self.text.bytes().any(|b| matches!(b, b'.' | b'e' | b'E'))
    }
}

/// Whether an integer literal lies within ±(2^53 − 1) (RFC 7493 section 2.2).
pub(super) fn is_exact_integer(text: &str) -> bool {
    // Fifteen digits always fit, and leave room for the sign.
    text.len() <= 15 || text.parse::<i64>().is_ok_and(|n| n.unsigned_abs() <= LARGEST)
}

/// Whether a literal with a fraction or exponent has the value of the shortest text of its double.
pub(super) fn is_exact_real(text: &str) -> bool {
    let Ok(value) = text.parse::<f64>() else { return false };
    if !value.is_finite() {
        return false;
    }
    let mut shortest = Shortest::default();
    shortest.write(value) && Decimal::of(text) == Decimal::of(shortest.as_str())
}

/// The shortest text that reads back as a double, as in `1.25e-7`; of two equally near ones, that with the even last
/// digit, as ECMAScript has it.
#[derive(Default)]
pub(super) struct Shortest {
    bytes: [u8; 32],
    len: usize,
}

impl Shortest {
    /// Writes a finite double; false only if it did not fit, which 17 digits never do.
    pub(super) fn write(&mut self, value: f64) -> bool {
        self.len = 0;
        if write!(self, "{value:e}").is_err() {
            return false;
        }
        let exponent_mark = self.as_str().find('e').unwrap_or_default();
        let digits = self.as_str().bytes().take(exponent_mark).filter(u8::is_ascii_digit).count();
        let Some(even) = even_digit_of_tie(value, digits) else { return true };
        let Some(last) = self.bytes.get_mut(exponent_mark.saturating_sub(1)) else { return true };
        let written = std::mem::replace(last, even);
        // Below a power of two doubles lie closer together, so the even text may belong to a neighbour.
        if self.as_str().parse() != Ok(value)
            && let Some(last) = self.bytes.get_mut(exponent_mark.saturating_sub(1))
        {
            *last = written;
        }
        true
    }

    pub(super) fn as_str(&self) -> &str {
        self.bytes.get(..self.len).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default()
    }
}

/// The even last digit, if `value` lies exactly between two decimals of `digits` digits.
///
/// With an odd c, c · 2^-n is c · 5^n / 10^n, whose digits are those of c · 5^n: it ends in 5, so it is such a middle
/// exactly when it has one digit more. Integers are never in the middle of two decimals that still read back.
fn even_digit_of_tie(value: f64, digits: usize) -> Option<u8> {
    let bits = value.abs().to_bits();
    let (exponent, fraction) = (bits >> 52, bits & 0x000f_ffff_ffff_ffff);
    let odd = fraction | 0x0010_0000_0000_0000;
    let places = 1075_u64.checked_sub(exponent)?.checked_sub(u64::from(odd.trailing_zeros()))?;
    let power = 5_u64.checked_pow(u32::try_from(places).ok().filter(|places| *places > 0)?)?;
    let exact = (odd >> odd.trailing_zeros()).checked_mul(power)?;
    if usize::try_from(exact.ilog10()).ok()? != digits {
        return None;
    }
    let below = exact / 10;
    let even = below.saturating_add(below & 1) % 10;
    Some(b'0' | u8::try_from(even).ok()?)
}

impl Write for Shortest {
    fn write_str(&mut self, piece: &str) -> std::fmt::Result {
        let end = self.len.saturating_add(piece.len());
        let room = self.bytes.get_mut(self.len..end).ok_or(std::fmt::Error)?;
        room.copy_from_slice(piece.as_bytes());
        self.len = end;
        Ok(())
    }
}

/// A decimal as its significant digits and the power of ten after them, so that equal values compare equal.
/// The digits keep their point; it is skipped when compared.
struct Decimal<'t> {
    negative: bool,
    whole: &'t str,
    fraction: &'t str,
    exponent: i64,
}

impl<'t> Decimal<'t> {
    fn of(text: &'t str) -> Self {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let exponent = exponent.parse().unwrap_or(if exponent.starts_with('-') { i64::MIN } else { i64::MAX });
        Self { negative, whole, fraction, exponent }
    }

    /// The digits without leading and trailing zeros, and the power of ten of the first one.
    fn digits(&self) -> (impl Iterator<Item = u8>, i64) {
        let all = || self.whole.bytes().chain(self.fraction.bytes());
        let leading = all().take_while(|b| *b == b'0').count();
        let significant = all().rev().skip_while(|b| *b == b'0').count().saturating_sub(leading);
        let first = count(self.whole.len()).saturating_sub(count(leading)).saturating_add(self.exponent);
        (all().skip(leading).take(significant), first)
    }
}

impl PartialEq for Decimal<'_> {
    fn eq(&self, other: &Self) -> bool {
        let ((ours, our_first), (theirs, their_first)) = (self.digits(), other.digits());
        let (mut ours, mut theirs) = (ours.peekable(), theirs.peekable());
        if ours.peek().is_none() && theirs.peek().is_none() {
            return true;
        }
        self.negative == other.negative && our_first == their_first && ours.eq(theirs)
    }
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// 2^53 − 1.
const LARGEST: u64 = 9_007_199_254_740_991;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_end_in_an_even_digit_that_reads_back() {
        for text in ["1.4249539237812062e15", "2.9802322387695312e-8", "5.960464477539063e-8", "5e-1", "1e0", "-2.5e-1"]
        {
            let mut shortest = Shortest::default();
            assert!(shortest.write(text.parse().unwrap()));
            assert_eq!(shortest.as_str(), text);
        }
    }

    #[test]
    fn exact_reals_equal_their_shortest_text() {
        for text in
            ["0.1", "1.50", "-0.0", "0e999999999999999999999", "1e21", "1E+2", "5e-324", "100.000e-2", "123.456e78"]
        {
            assert!(is_exact_real(text), "{text}");
        }
        for text in
            ["1e400", "-1e400", "1e-400", "0.1000000000000000055", "333333333.33333329", "1e-99999999999999999999"]
        {
            assert!(!is_exact_real(text), "{text}");
        }
    }
}
