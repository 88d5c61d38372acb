//! How different two pictures look.

use resvg::tiny_skia::Pixmap;

/// The largest difference, from 0 to 1, that any place of two pictures of one size has in any channel.
///
/// A place is a square of [`PLACE`] pixels, whose light is averaged as eyes do: linear, with what shines through as black.
/// The mean over the whole picture would not do: a letter is a thousandth of it.
pub(super) fn difference(one: &Pixmap, other: &Pixmap) -> f32 {
    assert_eq!((one.width(), one.height()), (other.width(), other.height()));
    let (one, other) = (places(one), places(other));
    let each = one.iter().flatten().zip(other.iter().flatten());
    each.map(|(one, other)| (one - other).abs()).fold(0.0, f32::max)
}

/// Other machines round otherwise, by a few of 255 in pixels here and there: less than a hundredth of a place. A letter of the
/// smallest text that stands two pixels off changes its place by a twentieth and more.
pub(super) fn is_alike(difference: f32) -> bool {
    difference < 0.02
}

fn places(picture: &Pixmap) -> Vec<[f32; 4]> {
    let width = usize::try_from(picture.width()).unwrap();
    let across = width.div_ceil(PLACE);
    let mut places = vec![([0.0; 4], 0_u16); across * across];
    for (number, pixel) in picture.pixels().iter().enumerate() {
        let (x, y) = (number % width, number / width);
        let (sums, count) = &mut places[y / PLACE * across + x / PLACE];
        let channels =
            [linear(pixel.red()), linear(pixel.green()), linear(pixel.blue()), f32::from(pixel.alpha()) / 255.0];
        for (sum, channel) in sums.iter_mut().zip(channels) {
            *sum += channel;
        }
        *count += 1;
    }
    places.into_iter().map(|(sums, count)| sums.map(|sum| sum / f32::from(count.max(1)))).collect()
}

/// IEC 61966-2-1.
fn linear(channel: u8) -> f32 {
    let share = f32::from(channel) / 255.0;
    if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
}

/// Pixels: about as wide as the stem of a small letter and the space beside it.
const PLACE: usize = 6;
