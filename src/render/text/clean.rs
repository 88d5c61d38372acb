//! Which characters of a text are laid out, dropped or refused.

use crate::render::Error;

/// The text with its white space made single spaces and without characters that show nothing.
///
/// # Errors
///
/// `render.control-character`, `render.blank`.
pub(super) fn clean(text: &str, place: &'static str) -> Result<String, Error> {
    let mut kept = String::with_capacity(text.len());
    for (offset, character) in text.char_indices() {
        match character {
            '\u{ad}' | '\u{feff}' => {}
            c if is_space(c) => {
                if !kept.is_empty() && !kept.ends_with(' ') {
                    kept.push(' ');
                }
            }
            c if is_refused(c) => return Err(Error::ControlCharacter { place, character, offset }),
            c => kept.push(c),
        }
    }
    if kept.ends_with(' ') {
        kept.pop();
    }
    if kept.is_empty() { Err(Error::Blank { place }) } else { Ok(kept) }
}

/// White space that a line may end at.
fn is_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{3000}')
}

fn is_refused(c: char) -> bool {
    let code = u32::from(c);
    c.is_control()
        || matches!(c,
            '\u{202a}'..='\u{202e}' | '\u{2061}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}'
            | '\u{fdd0}'..='\u{fdef}' | '\u{e0000}'..='\u{e00ff}')
        || code & 0xfffe == 0xfffe
}

/// Whether the character shows nothing by itself: white space, marks of direction, joiners, selectors.
pub(super) fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c,
            '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_white_space_single_and_drops_what_shows_nothing() {
        assert_eq!(clean(" Data\t\n of  the\u{2003}coa\u{ad}st\u{feff}\n", "title").unwrap(), "Data of the coast");
    }

    #[test]
    fn keeps_what_names_are_written_with() {
        let text = "می\u{200c}خواهم \u{2067}שלום\u{2069} a\u{200f}b\u{a0}c";
        assert_eq!(clean(text, "title").unwrap(), text);
    }

    #[test]
    fn refuses_what_hides_or_reorders() {
        for character in
            ['\u{0}', '\u{1b}', '\u{7f}', '\u{9b}', '\u{202e}', '\u{202a}', '\u{206f}', '\u{e0041}', '\u{ffff}']
        {
            let error = clean(&format!("Da{character}ta"), "title").unwrap_err();
            assert_eq!(error, Error::ControlCharacter { place: "title", character, offset: 2 });
        }
    }

    #[test]
    fn refuses_a_text_with_nothing_in_it() {
        assert_eq!(clean(" \u{feff}\n", "title").unwrap_err(), Error::Blank { place: "title" });
    }
}
