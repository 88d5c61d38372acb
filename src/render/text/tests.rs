use super::*;
use proptest::prelude::*;
use std::sync::Arc;

impl Paragraph<'_> {
    /// The whole text on one line.
    fn one_line(&self) -> Result<Line, Error> {
        self.line(0..self.text.len())
    }

    /// The text in lines of at most `width`, in units of the letter size: broken where UAX #14 allows, and inside a word
    /// that is longer than a line between its clusters, without a hyphen.
    ///
    /// # Errors
    ///
    /// `render.too-long` if a single cluster is wider than a line.
    fn lines(&self, width: f32) -> Result<Vec<Line>, Error> {
        let lines = self.broken(width, Words::Broken, usize::MAX)?;
        lines.ok_or_else(|| self.too_long())
    }
}

#[test]
fn sets_every_script_that_the_bundled_fonts_have() {
    let fonts = Fonts::default();
    for (language, text) in [
        ("en", "Data of the Coast"),
        ("fr", "Économie côtière : où ?"),
        ("vi", "Dữ liệu ven biển"),
        ("el", "Δεδομένα της ακτής"),
        ("uk", "Дані узбережжя"),
        ("he", "נתוני החוף"),
        ("ar", "بيانات الساحل"),
    ] {
        for weight in [Weight::Regular, Weight::Bold] {
            let line = paragraph(text, language, weight, &fonts).one_line().unwrap();
            assert!(line.ink.is_some() && line.width() >= line.advance, "{text}");
            let covered: usize = line.runs.iter().map(|run| run.text.len()).sum();
            assert_eq!(covered, text.len(), "{text}");
        }
    }
}

#[test]
fn takes_the_regular_font_where_no_bold_one_was_handed_in() {
    let fonts = Fonts::default().with_font(dejavu::sans_mono::regular().to_vec()).unwrap();
    let line = paragraph("Coast", "en", Weight::Bold, &fonts).one_line().unwrap();
    assert_eq!(line.runs[0].face.weight(), Weight::Regular);
}

#[test]
fn names_each_character_that_no_font_has() {
    let fonts = Fonts::default();
    let error = Paragraph::new("Coast 微證書微", &language("en"), Weight::Regular, "title", &fonts).unwrap_err();
    assert_eq!(error, Error::MissingGlyph { place: "title", characters: vec!['微', '證', '書'] });
    assert_eq!(
        error.to_string(),
        "expected a font for every character of the title, found none for U+5FAE 微, U+8B49 證, U+66F8 書"
    );
}

#[test]
fn tells_a_blank_glyph_from_a_missing_one() {
    let fonts = Fonts::default();
    for text in ["\u{2067}a\u{2069}", "a\u{a0}b", "a\u{3000}b", "a\u{200d}b"] {
        assert!(Paragraph::new(text, &language("en"), Weight::Regular, "title", &fonts).is_ok(), "{text:?}");
    }
    let blank = Paragraph::new("\u{200b}", &language("en"), Weight::Regular, "title", &fonts);
    assert_eq!(blank.unwrap_err(), Error::Blank { place: "title" });
    // A braille pattern without dots has a glyph that shows nothing.
    let blank = Paragraph::new("a\u{2800}", &language("en"), Weight::Regular, "title", &fonts);
    assert_eq!(blank.unwrap_err().code(), "render.missing-glyph");
}

#[test]
fn orders_runs_from_left_to_right() {
    let fonts = Fonts::default();
    let text = "שלום Coast 12 חוף";
    let line = paragraph(text, "he", Weight::Regular, &fonts).one_line().unwrap();
    let seen: Vec<&str> = line.runs.iter().map(|run| text[run.text.clone()].trim()).filter(|t| !t.is_empty()).collect();
    assert_eq!(seen, ["חוף", "Coast 12", "שלום"]);
    let hebrew = &line.runs[0];
    assert!(hebrew.right_to_left);
    assert!(hebrew.glyphs.windows(2).all(|pair| pair[0].text.start > pair[1].text.start));
}

#[test]
fn joins_arabic_letters_across_a_line_that_is_broken_inside_a_word() {
    let fonts = Fonts::default();
    let ids = |text: &str, range: Range<usize>| -> Vec<u32> {
        let line = paragraph(text, "ar", Weight::Regular, &fonts).line(range).unwrap();
        line.runs[0].glyphs.iter().map(|glyph| glyph.id).collect()
    };
    let (alone, inside) = (ids("ب", 0..2), ids("ببب", 2..4));
    assert_ne!(alone, inside);
    assert_eq!(ids("ببب", 0..6)[1..2], inside);
}

#[test]
fn keeps_a_ligature_in_one_cluster() {
    let fonts = Fonts::default();
    let line = paragraph("سلا", "ar", Weight::Regular, &fonts).one_line().unwrap();
    let ranges: Vec<Range<usize>> = line.runs[0].glyphs.iter().map(|glyph| glyph.text.clone()).collect();
    assert_eq!(ranges, [2..6, 0..2]);
}

#[test]
fn a_closing_bracket_goes_with_its_opening_one() {
    let fonts = Fonts::default();
    let text = "Γη (Coast)";
    let line = paragraph(text, "el", Weight::Regular, &fonts).one_line().unwrap();
    let seen: Vec<&str> = line.runs.iter().map(|run| &text[run.text.clone()]).collect();
    assert_eq!(seen, ["Γη (", "Coast", ")"]);
}

#[test]
fn breaks_at_spaces_and_long_words_between_clusters() {
    let fonts = Fonts::default();
    let text = "Data of e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}";
    let paragraph = paragraph(text, "en", Weight::Regular, &fonts);
    let lines = paragraph.lines(4.0).unwrap();
    let seen: Vec<&str> = lines.iter().map(|line| &text[line.runs[0].text.clone()]).collect();
    assert_eq!(seen[0], "Data of");
    assert!(seen.len() >= 3);
    assert!(seen[1..].iter().all(|part| part.starts_with('e') && part.ends_with('\u{301}')), "{seen:?}");
    assert!(lines.iter().all(|line| line.width() <= 4.0));
}

#[test]
fn takes_smaller_letters_before_it_breaks_a_word() {
    let fonts = Fonts::default();
    let room = Room { width: 200.0, height: 100.0, largest: 40.0, smallest: 10.0, lines: 2, leading: 1.2 };
    let whole = paragraph("Oceanography", "en", Weight::Regular, &fonts).fit(&room).unwrap();
    assert_eq!(whole.lines.len(), 1);
    let broken = paragraph(&"o".repeat(50), "en", Weight::Regular, &fonts).fit(&room).unwrap();
    assert_eq!(broken.lines.len(), 2);
    let error = paragraph(&"o".repeat(100), "en", Weight::Regular, &fonts).fit(&room).unwrap_err();
    assert_eq!(error, Error::TooLong { place: "title", found: 100 });
}

#[test]
fn makes_lines_about_equally_long() {
    let fonts = Fonts::default();
    let room = Room { width: 300.0, height: 100.0, largest: 20.0, smallest: 20.0, lines: 3, leading: 1.2 };
    let block = paragraph("Applied Coastal Data for Small Firms", "en", Weight::Regular, &fonts).fit(&room).unwrap();
    let widths: Vec<f32> = block.lines.iter().map(Line::width).collect();
    assert_eq!(widths.len(), 2);
    // As full as it can be, the first line would hold all but one word.
    assert!(widths[0].min(widths[1]) > 0.7 * widths[0].max(widths[1]), "{widths:?}");
}

#[test]
fn makes_no_more_lines_in_order_to_make_them_equal() {
    let fonts = Fonts::default();
    for text in ["Applied Coastal Data for Small Firms", "Tides", "T. W. AV Yo, fjord"] {
        let paragraph = paragraph(text, "en", Weight::Regular, &fonts);
        for width in 60_u16..400 {
            let width = f32::from(width);
            let room = Room { width, height: 400.0, largest: 20.0, smallest: 20.0, lines: 9, leading: 1.2 };
            let (Ok(block), Ok(full)) = (paragraph.fit(&room), paragraph.lines(width / 20.0)) else { continue };
            assert_eq!(block.lines.len(), full.len(), "{text} in {width}");
        }
    }
}

#[test]
fn refuses_a_text_that_is_too_long_to_lay_out() {
    let limit = Limits::DEFAULT.picture_text_chars;
    let fonts = Fonts::default();
    let error = Paragraph::new(&"a".repeat(limit + 1), &language("en"), Weight::Regular, "title", &fonts);
    assert_eq!(error.unwrap_err(), Error::TooManyCharacters { place: "title", limit, found: limit + 1 });
}

#[test]
fn draws_letters_where_the_line_is() {
    let fonts = Fonts::default();
    let mut path = String::new();
    paragraph("l", "en", Weight::Regular, &fonts).one_line().unwrap().draw(100.0, 200.0, 20.0, &mut path);
    assert_eq!(path, "M101.88 184.8L103.68 184.8L103.68 200L101.88 200Z");
}

proptest! {
    /// Whatever the text: it has room with all its ink, or it is refused.
    #[test]
    fn a_text_has_room_or_is_refused(text in "[a-zA-Z \u{300}-\u{30f}(\\-אבגدبلاαβγЖд.,1-9\u{200d}\u{200f}W]{1,120}") {
        let fonts = Fonts::default();
        let room = Room { width: 240.0, height: 90.0, largest: 30.0, smallest: 8.0, lines: 4, leading: 1.1 };
        let Ok(paragraph) = Paragraph::new(&text, &language("en"), Weight::Bold, "title", &fonts) else { return Ok(()) };
        let Ok(block) = paragraph.fit(&room) else { return Ok(()) };
        prop_assert!(block.height <= room.height);
        let mut floor = 0.0;
        for (line, baseline) in block.baselines() {
            let Some(ink) = line.ink else { continue };
            prop_assert!(line.width() * block.size <= room.width);
            prop_assert!(baseline - ink.y_max * block.size >= floor - 0.01);
            floor = baseline - ink.y_min * block.size;
        }
        prop_assert!(floor <= room.height + 0.01);
        let set: usize = block.lines.iter().flat_map(|line| &line.runs).map(|run| run.text.len()).sum();
        let spaces = paragraph.text().matches(' ').count();
        prop_assert!(set + spaces >= paragraph.text().len());
    }
}

fn paragraph<'f>(text: &str, tag: &str, weight: Weight, fonts: &'f Fonts) -> Paragraph<'f> {
    Paragraph::new(text, &language(tag), weight, "title", fonts).unwrap()
}

fn language(tag: &str) -> Language {
    tag.parse().unwrap()
}

#[test]
fn keeps_the_bytes_of_a_font_for_who_embeds_it() {
    let fonts = Fonts::default().with_font(dejavu::sans_mono::regular().to_vec()).unwrap();
    let line = paragraph("Coast", "en", Weight::Regular, &fonts).one_line().unwrap();
    let face: &Arc<Face> = &line.runs[0].face;
    assert_eq!((**face.bytes()).as_ref(), dejavu::sans_mono::regular());
    assert_eq!(face.index(), 0);
}
