//! Where in the shape of a kind letters may stand.

use crate::render::Kind;

/// The width and height of a picture, in its own units.
pub(super) const SIDE: f32 = 600.0;

/// Half the width of the safe area at a height, from the middle line; 0 where there is none.
///
/// The safe area is the outline of the kind made smaller, so that what stands in it keeps clear of the rim.
pub(super) fn half_width(kind: Kind, y: f32) -> f32 {
    // As seen in the outline itself.
    let y = MIDDLE + (y - MIDDLE) / SHARE;
    SHARE
        * match kind {
            Kind::MicroCredential => 247.7 * ((y - 14.0).min(586.0 - y) / 143.0).clamp(0.0, 1.0),
            Kind::Certificate => shield(y),
            Kind::Diploma => (268.0_f32.powi(2) - (y - MIDDLE).powi(2)).max(0.0).sqrt(),
        }
}

/// The same over a stretch: the outlines bulge, so it is the smaller one of both ends.
pub(super) fn half_width_between(kind: Kind, top: f32, bottom: f32) -> f32 {
    half_width(kind, top).min(half_width(kind, bottom))
}

/// The heights from which and to which there is anything.
pub(super) fn extent(kind: Kind) -> (f32, f32) {
    let (top, bottom) = match kind {
        Kind::MicroCredential => (14.0, 586.0),
        Kind::Certificate => (58.0, 586.0),
        Kind::Diploma => (32.0, 568.0),
    };
    (MIDDLE + (top - MIDDLE) * SHARE, MIDDLE + (bottom - MIDDLE) * SHARE)
}

/// Straight down to 320, then the curve of the outline, whose height grows all along it.
fn shield(y: f32) -> f32 {
    if !(58.0..=586.0).contains(&y) {
        return 0.0;
    }
    let along = |t: f32, [a, b, c, d]: [f32; 4]| {
        let s = 1.0 - t;
        s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
    };
    let (mut above, mut below) = (0.0, 1.0);
    for _ in 0..HALVINGS {
        let middle = f32::midpoint(above, below);
        if along(middle, [320.0, 450.0, 540.0, 586.0]) < y { above = middle } else { below = middle }
    }
    // The curve of the outline is turned inwards at its end, so the middle of the stretch is the nearer side.
    along(below, [240.0, 240.0, 130.0, 0.0])
}

/// How large the safe area is, of the outline: the rim and its lines take up to 0.86.
const SHARE: f32 = 0.81;

const MIDDLE: f32 = SIDE / 2.0;

/// Enough for a thousandth of the curve.
const HALVINGS: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_widest_in_the_middle_and_end_at_both_ends() {
        for kind in Kind::ALL {
            let (top, bottom) = extent(kind);
            assert_eq!((half_width(kind, top - 1.0), half_width(kind, bottom + 1.0)), (0.0, 0.0), "{kind:?}");
            let heights = || (0_u16..=600).map(f32::from);
            let upper: Vec<f32> = heights().filter(|y| *y <= 300.0).map(|y| half_width(kind, y)).collect();
            let lower: Vec<f32> = heights().filter(|y| *y >= 300.0).map(|y| half_width(kind, y)).collect();
            assert!(upper.is_sorted(), "{kind:?}");
            assert!(lower.is_sorted_by(|a, b| a >= b), "{kind:?}");
        }
    }
}
