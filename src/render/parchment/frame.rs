//! The frame around a page: two rules with a band of waves between them.

use super::canvas::{Canvas, rectangle};
use super::ink::Ink;
use super::sheet::Sheet;
use krilla::geom::PathBuilder;

/// From the edge of the sheet to the outer rule, in points: what office printers leave blank is less.
const OUTSIDE: f32 = 26.0;

/// Between the two rules.
const BAND: f32 = 11.0;

/// From the edge of the sheet to the inside of the frame.
pub(super) const INSIDE: f32 = OUTSIDE + BAND;

/// About how long a wave is.
const WAVE: f32 = 22.0;

pub(super) fn draw(canvas: &mut Canvas<'_, '_>, sheet: Sheet, ink: Ink) {
    let (width, height) = sheet.size();
    canvas.ornament(|canvas| {
        let mut rules = PathBuilder::new();
        rectangle(&mut rules, OUTSIDE, OUTSIDE, width - 2.0 * OUTSIDE, height - 2.0 * OUTSIDE);
        canvas.stroke(rules, 1.1, ink);
        let mut rules = PathBuilder::new();
        rectangle(&mut rules, INSIDE, INSIDE, width - 2.0 * INSIDE, height - 2.0 * INSIDE);
        rectangle(&mut rules, INSIDE + 2.5, INSIDE + 2.5, width - 2.0 * INSIDE - 5.0, height - 2.0 * INSIDE - 5.0);
        canvas.stroke(rules, 0.4, ink);
        let mut waves = PathBuilder::new();
        for phase in [0_u8, 1, 2] {
            let middle = OUTSIDE + BAND / 2.0;
            let (right, bottom) = (width - INSIDE, height - INSIDE);
            for y in [middle, height - middle] {
                wave(&mut waves, right - INSIDE, phase, |along, across| (INSIDE + along, y + across));
            }
            for x in [middle, width - middle] {
                wave(&mut waves, bottom - INSIDE, phase, |along, across| (x + across, INSIDE + along));
            }
        }
        canvas.stroke(waves, 0.35, ink.thinned(70));
        corners(canvas, (width, height), ink);
    });
}

/// A wave along one side, shifted by thirds of a half; it starts and ends where its neighbours of the same sort do.
fn wave(path: &mut PathBuilder, length: f32, phase: u8, place: impl Fn(f32, f32) -> (f32, f32)) {
    let steps = (length / WAVE).round().max(1.0) * 4.0;
    let step = length / steps;
    let height = BAND / 2.0 - 1.6;
    let turn = f32::from(phase) * std::f32::consts::FRAC_PI_3;
    let angle = |number: f32| number * std::f32::consts::FRAC_PI_2 + turn;
    let at = |number: f32| (number * step, height * angle(number).sin());
    // Slopes of the sine at both ends make each piece a cubic that runs on smoothly.
    let slope = |number: f32| height * angle(number).cos() * std::f32::consts::FRAC_PI_2;
    let (x, y) = at(0.0);
    let (x, y) = place(x, y);
    path.move_to(x, y);
    let mut number = 0.0;
    while number < steps {
        let (from, to) = (at(number), at(number + 1.0));
        let first = place(from.0 + step / 3.0, from.1 + slope(number) / 3.0);
        let second = place(to.0 - step / 3.0, to.1 - slope(number + 1.0) / 3.0);
        let end = place(to.0, to.1);
        path.cubic_to(first.0, first.1, second.0, second.1, end.0, end.1);
        number += 1.0;
    }
}

/// A small lozenge in a square at each corner.
fn corners(canvas: &mut Canvas<'_, '_>, (width, height): (f32, f32), ink: Ink) {
    let mut squares = PathBuilder::new();
    let mut lozenges = PathBuilder::new();
    for x in [OUTSIDE, width - INSIDE] {
        for y in [OUTSIDE, height - INSIDE] {
            rectangle(&mut squares, x, y, BAND, BAND);
            lozenge(&mut lozenges, x + BAND / 2.0, y + BAND / 2.0, BAND / 2.0 - 2.2);
        }
    }
    canvas.stroke(squares, 0.4, ink);
    canvas.filled(lozenges, ink);
}

/// A square on its corner.
pub(super) fn lozenge(path: &mut PathBuilder, x: f32, y: f32, reach: f32) {
    path.move_to(x, y - reach);
    path.line_to(x + reach, y);
    path.line_to(x, y + reach);
    path.line_to(x - reach, y);
    path.close();
}
