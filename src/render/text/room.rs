//! Finding the letter size at which a text has room.

use super::runs::Line;
use super::{Paragraph, Words};
use crate::render::Error;

/// A box for one text, in the units of the picture.
///
/// A text takes the largest letters, from `largest` down to `smallest` by steps of [`STEP`], in which it has room without
/// breaking a word; where there are none, the largest in which it has room with words broken between clusters. It is
/// never cut off, and nothing of it stands outside.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    pub(crate) width: f32,
    pub(crate) height: f32,
    /// The largest letter size.
    pub(crate) largest: f32,
    /// The smallest letter size that is still to be read.
    pub(crate) smallest: f32,
    /// At most so many lines.
    pub(crate) lines: usize,
    /// From baseline to baseline, in units of the letter size; more where the ink of two lines would touch.
    pub(crate) leading: f32,
}

/// A text in its room, its lines about equally long.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub(crate) lines: Vec<Line>,
    /// The letter size. This and what follows is in the units of the picture.
    pub(crate) size: f32,
    /// From the top of the block to the first baseline: capitals reach up to the top.
    pub(crate) rise: f32,
    /// From baseline to baseline.
    pub(crate) pitch: f32,
    /// From the top to the lowest ink, or the last baseline.
    pub(crate) height: f32,
}

impl Paragraph<'_> {
    /// Lays the text out in a room, as [`Room`] says.
    ///
    /// # Errors
    ///
    /// `render.too-long`.
    pub(crate) fn fit(&self, room: &Room) -> Result<Block, Error> {
        self.fit_whole(room).or_else(|_| self.fit_with(Words::Broken, room))
    }

    /// As [`Paragraph::fit`], without breaking a word.
    ///
    /// # Errors
    ///
    /// `render.too-long`.
    pub(crate) fn fit_whole(&self, room: &Room) -> Result<Block, Error> {
        self.fit_with(Words::Whole, room)
    }

    fn fit_with(&self, words: Words, room: &Room) -> Result<Block, Error> {
        let mut size = room.largest;
        while size >= room.smallest {
            if let Some(block) = self.at_size(size, words, room)? {
                return Ok(block);
            }
            size -= STEP;
        }
        Err(self.too_long())
    }

    fn at_size(&self, size: f32, words: Words, room: &Room) -> Result<Option<Block>, Error> {
        let width = room.width / size;
        let Some(fewest) = self.measure.lines(width, words, room.lines) else { return Ok(None) };
        let balanced = self.measure.balanced(width, words);
        // Lines are made equally long only where that makes no more of them.
        for (width, most) in [(balanced, fewest.len()), (width, room.lines)] {
            if let Some(lines) = self.broken(width, words, most)? {
                let block = Block::new(lines, size, room.leading);
                if block.height <= room.height {
                    return Ok(Some(block));
                }
            }
        }
        Ok(None)
    }
}

impl Block {
    fn new(lines: Vec<Line>, size: f32, leading: f32) -> Self {
        let above = |line: &Line| line.ink.map_or(line.capital, |ink| ink.y_max.max(line.capital));
        let below = |line: &Line| line.ink.map_or(0.0, |ink| (-ink.y_min).max(0.0));
        let clear = lines.iter().zip(lines.iter().skip(1)).map(|(upper, lower)| below(upper) + above(lower) + GAP);
        let pitch = clear.fold(leading, f32::max) * size;
        let rise = lines.first().map_or(0.0, above) * size;
        let between = lines.iter().skip(1).fold(0.0, |sum, _| sum + pitch);
        let height = rise + between + lines.last().map_or(0.0, below) * size;
        Self { lines, size, rise, pitch, height }
    }

    /// Each line with the distance of its baseline from the top of the block.
    pub(crate) fn baselines(&self) -> impl Iterator<Item = (&Line, f32)> {
        let mut next = self.rise;
        self.lines.iter().map(move |line| {
            let baseline = next;
            next += self.pitch;
            (line, baseline)
        })
    }
}

/// From one letter size to the next smaller one.
const STEP: f32 = 0.5;

/// What stays clear between the ink of two lines, in units of the letter size.
const GAP: f32 = 0.05;
