//! The data of streams, unpacked (ISO 32000-2 §7.4.4): plain or Flate, with the predictors of cross-reference streams.

use super::Error;
use super::file::{Budget, Stream};
use super::object::{Dictionary, Object};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};

/// The data of a stream that is plain or packed by Flate alone.
pub(super) fn unpack(stream: &Stream<'_>, budget: &mut Budget) -> Result<Vec<u8>, Error> {
    let left = budget.bytes;
    let unpacked = unpack_within(stream, left)?;
    let too_much = unpacked.as_ref().map_or(left.saturating_add(1), Vec::len);
    budget.take_bytes(too_much)?;
    Ok(unpacked.unwrap_or_default())
}

/// The same, or `None` if that is more than `longest` bytes.
pub(super) fn unpack_within(stream: &Stream<'_>, longest: usize) -> Result<Option<Vec<u8>>, Error> {
    let filter = Error::Filter { offset: stream.offset };
    if stream.dictionary.at("F").is_some() {
        return Err(filter);
    }
    let parameters = match (stream.dictionary.at("Filter"), stream.dictionary.at("DecodeParms")) {
        (None, _) => return Ok((stream.data.len() <= longest).then(|| stream.data.to_vec())),
        (Some(Object::Array(filters)), _) if filters.is_empty() => {
            return Ok((stream.data.len() <= longest).then(|| stream.data.to_vec()));
        }
        (Some(name), parameters) if is_flate(name) => parameters,
        (Some(Object::Array(filters)), parameters) if matches!(filters.as_slice(), [name] if is_flate(name)) => {
            match parameters {
                Some(Object::Array(parameters)) => parameters.first(),
                parameters => parameters,
            }
        }
        _ => return Err(filter),
    };
    let rows = match parameters {
        None | Some(Object::Null) => None,
        Some(Object::Dictionary(parameters)) => rows(parameters).ok_or(filter)?,
        Some(_) => return Err(filter),
    };
    // The predictor of each row takes a byte more.
    let longest_packed = longest.saturating_add(rows.map_or(0, |_| longest));
    let unpacked = match decompress_to_vec_zlib_with_limit(stream.data, longest_packed) {
        Ok(unpacked) => unpacked,
        Err(error) if error.status == TINFLStatus::HasMoreOutput => return Ok(None),
        Err(_) => return Err(Error::Malformed { offset: stream.offset, expected: "one whole Flate stream" }),
    };
    let unpacked = match rows {
        None => unpacked,
        Some(length) => without_predictors(&unpacked, length)
            .ok_or(Error::Malformed { offset: stream.offset, expected: "rows with a predictor of PNG" })?,
    };
    Ok((unpacked.len() <= longest).then_some(unpacked))
}

fn is_flate(name: &Object) -> bool {
    name.is_name("FlateDecode") || name.is_name("Fl")
}

/// The bytes of a row, where rows have predictors of PNG (table 8); `None` for parameters that are not read.
fn rows(parameters: &Dictionary) -> Option<Option<usize>> {
    let size = |key, without| parameters.at(key).map_or(Some(without), Object::as_size);
    let of_bytes = (size("Colors", 1)?, size("BitsPerComponent", 8)?) == (1, 8);
    match (size("Predictor", 1)?, size("Columns", 1)?) {
        (1, _) => Some(None),
        (10..=15, columns @ 1..) if of_bytes => Some(Some(columns)),
        _ => None,
    }
}

/// Undoes the filters of PNG (third edition, §9.2) on rows of single bytes.
fn without_predictors(bytes: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above: Vec<u8> = Vec::new();
    for row in bytes.chunks(length.checked_add(1)?) {
        let (kind, written) = row.split_first()?;
        let mut current: Vec<u8> = Vec::with_capacity(written.len());
        let (mut left, mut above_left) = (0_u8, 0_u8);
        for (column, byte) in written.iter().enumerate() {
            let up = above.get(column).copied().unwrap_or(0);
            let predicted = match kind {
                0 => 0,
                1 => left,
                2 => up,
                3 => average(left, up),
                4 => paeth(left, up, above_left),
                _ => return None,
            };
            left = byte.wrapping_add(predicted);
            above_left = up;
            current.push(left);
        }
        out.extend_from_slice(&current);
        above = current;
    }
    Some(out)
}

fn average(left: u8, up: u8) -> u8 {
    left.midpoint(up)
}

/// Which of three neighbours is nearest to left + up − above left (§9.4).
fn paeth(left: u8, up: u8, above_left: u8) -> u8 {
    let [a, b, c] = [left, up, above_left].map(i16::from);
    let estimate = a.saturating_add(b).saturating_sub(c);
    let distance = |from: i16| estimate.saturating_sub(from).unsigned_abs();
    if distance(a) <= distance(b) && distance(a) <= distance(c) {
        left
    } else if distance(b) <= distance(c) {
        up
    } else {
        above_left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undoes_each_predictor() {
        let rows = [[0, 1, 2, 3], [1, 1, 1, 1], [2, 1, 1, 1], [3, 5, 5, 5], [4, 1, 1, 1]].concat();
        let expected = [[1, 2, 3], [1, 2, 3], [2, 3, 4], [6, 9, 11], [7, 10, 12]].concat();
        assert_eq!(without_predictors(&rows, 3), Some(expected));
        assert_eq!(without_predictors(&[5, 1, 1, 1], 3), None);
    }
}
