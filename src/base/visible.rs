//! Text from strangers, made safe to show: nothing in it can move a cursor, hide, or reorder what stands beside it.

use std::fmt::{self, Write};

/// Shows a text with every control, format and direction character written out as `\u{…}`.
///
/// Line breaks are written out too: one record stays on one line.
#[derive(Debug, Clone, Copy)]
pub struct Visible<'a>(pub &'a str);

impl fmt::Display for Visible<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            if is_hidden(c) { write!(f, "\\u{{{:x}}}", u32::from(c))? } else { f.write_char(c)? }
        }
        Ok(())
    }
}

/// Controls (C0, DEL, C1), line and paragraph separators, and the format characters that hide or reorder text.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_would_move_hide_or_reorder() {
        let hostile = "a\u{1b}[31mb\nVALID\u{202e}c\u{200b}\u{9b}\u{7f}";
        assert_eq!(Visible(hostile).to_string(), "a\\u{1b}[31mb\\u{a}VALID\\u{202e}c\\u{200b}\\u{9b}\\u{7f}");
    }

    #[test]
    fn leaves_honest_text_alone() {
        let honest = "微證書 · Ünïcode – “quoted” 👩‍🎓";
        assert_eq!(Visible("Ünïcode – “quoted” 微證書").to_string(), "Ünïcode – “quoted” 微證書");
        assert!(Visible(honest).to_string().contains("微證書"));
    }
}
