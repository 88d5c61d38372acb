//! Pictures of badges.

mod likeness;
#[path = "../common/pictures.rs"]
mod pictures;

use likeness::{difference, is_alike};
use openbadges::base::language::Language;
use openbadges::base::limits::Limits;
use openbadges::base::text::{LanguageMap, Text};
use openbadges::codec::{png, svg};
use openbadges::model::{AchievementType, MicroCredential, sample_award};
use openbadges::render::{Branch, Colour, Colours, Error, Fonts, Kind, Logo, Look, Picture};
use resvg::tiny_skia::Pixmap;
use std::path::Path;

#[test]
fn a_picture_says_in_words_what_it_shows() {
    let picture = draw(&sample());
    let svg = picture.as_svg();
    assert!(svg.contains("<title xml:lang=\"en\">Data Stories for Small Businesses</title>"), "{}", &svg[..400]);
    let described = svg.split("<desc>").nth(1).unwrap().split("</desc>").next().unwrap();
    assert_eq!(
        described,
        "MICRO-CREDENTIAL; 5 ECTS credits · EQF level 5; Professional Practice · Data; Example School of Continuing Learning; \
         Awarded by Example University; on 10 July 2026; Stackable until 10 July 2031"
    );
}

#[test]
fn a_picture_leaves_out_what_an_award_does_not_state() {
    let award = MicroCredential::default().with_title(text("Data").into()).with_kind(AchievementType::Diploma);
    assert!(draw(&award).as_svg().contains("<title>Data</title><desc>DIPLOMA</desc>"));
}

#[test]
fn a_picture_holds_shapes_and_nothing_else() {
    let award = sample().with_title(text("<script>alert(1)</script> & \"more\" ]]>").into());
    let picture = draw(&award);
    let svg = picture.as_svg();
    assert!(svg.contains(">&lt;script&gt;alert(1)&lt;/script&gt; &amp; \"more\" ]]&gt;</title>"));
    for word in ["<script", "<style", "<text", "<image", "<use", "href", "url(", "<!", "<?"] {
        assert!(!svg.contains(word), "{word}");
    }
}

#[test]
fn a_badge_goes_into_a_picture_of_either_sort_and_out_again() {
    let limits = Limits::DEFAULT;
    let badge = include_str!("../../fixtures/own/minimal.json").trim();
    let picture = draw(&sample());
    let baked = svg::bake(picture.as_svg().as_bytes(), badge, &limits).unwrap();
    assert_eq!(svg::extract(&baked, &limits).unwrap(), badge);
    let baked = png::bake(&picture.to_png(64).unwrap(), badge, &limits).unwrap();
    assert_eq!(png::extract(&baked, &limits).unwrap(), badge);
}

#[test]
fn the_same_award_gives_the_same_bytes() {
    let (one, other) = (draw(&sample()), draw(&sample()));
    assert_eq!(one, other);
    assert_eq!(one.to_png(200).unwrap(), other.to_png(200).unwrap());
}

#[test]
fn draws_scripts_that_the_bundled_fonts_have() {
    for (language, title) in [
        ("fr", "Économie côtière : où ?"),
        ("el", "Δεδομένα της ακτής"),
        ("uk", "Дані узбережжя"),
        ("he", "נתוני החוף (2026)"),
        ("ar", "بيانات الساحل"),
    ] {
        let picture = Picture::draw(&in_language(language, title), &Look::default()).unwrap();
        assert!(picture.as_svg().contains(&format!("<title xml:lang=\"{language}\">{title}</title>")), "{title}");
    }
}

#[test]
fn draws_other_scripts_with_fonts_that_are_handed_in() {
    for (language, title, font) in [
        ("zh-hant", "海岸數據", "wqy/wqy-microhei.ttc"),
        ("th", "ข้อมูลชายฝั่ง", "noto/NotoSansThai-Regular.ttf"),
        ("hi", "तटीय आँकड़े", "noto/NotoSansDevanagari-Regular.ttf"),
        ("hy", "Ափի տվյալներ", "noto/NotoSansArmenian-Bold.ttf"),
    ] {
        let Ok(font) = std::fs::read(Path::new("/usr/share/fonts/truetype").join(font)) else {
            eprintln!(
                "skipped: {language} (there is no {font}; the packages are fonts-wqy-microhei and fonts-noto-core)"
            );
            continue;
        };
        let look = Look::default().with_fonts(Fonts::default().with_font(font).unwrap());
        let picture = Picture::draw(&in_language(language, title), &look).unwrap();
        assert!(picture.as_svg().contains(title), "{title}");
    }
}

#[test]
fn refuses_a_title_in_a_script_without_a_font() {
    let error = Picture::draw(&in_language("zh-hant", "海岸"), &Look::default()).unwrap_err();
    assert_eq!(error.code(), "render.missing-glyph");
    // The picture's own words are in that language, too.
    assert!(error.to_string().contains("U+"), "{error}");
}

#[test]
fn takes_the_title_in_the_language_that_is_asked_for() {
    let title = |language: &str| {
        let look = Look::default().with_language(Language::parse(language).unwrap());
        let picture = Picture::draw(&sample(), &look).unwrap();
        picture.as_svg().split("</title>").next().unwrap().split('>').next_back().unwrap().to_owned()
    };
    assert_eq!(title("ga"), "Scéalta Sonraí do Ghnólachtaí Beaga");
    assert_eq!(title("fr"), "Data Stories for Small Businesses");
}

#[test]
fn asks_for_a_kind_where_an_award_states_none_with_a_shape() {
    let course = sample().with_kind("Course".parse().unwrap());
    let error = Picture::draw(&course, &Look::default()).unwrap_err();
    assert_eq!(error, Error::UnknownKind { found: Some("Course".to_owned()) });
    let look = Look::default().with_kind(Kind::Diploma);
    assert_eq!(Picture::draw(&course, &look), Picture::draw(&sample(), &look));
}

#[test]
fn refuses_an_award_without_a_title() {
    let award = MicroCredential::default().with_kind(AchievementType::Diploma);
    assert_eq!(Picture::draw(&award, &Look::default()).unwrap_err(), Error::Untitled);
}

#[test]
fn refuses_sizes_that_nobody_can_see_or_hold() {
    let picture = draw(&sample());
    for side in [0, 63, 4097, u32::MAX] {
        assert_eq!(picture.to_png(side).unwrap_err(), Error::UnfitSize { least: 64, most: 4096, found: side });
    }
}

#[test]
fn every_kind_and_branch_looks_different_in_grey() {
    let grey =
        Colours::new(Colour::parse("#333333").unwrap(), Colour::WHITE, Colour::parse("#aaaaaa").unwrap()).unwrap();
    let mut pictures = Vec::new();
    for kind in Kind::ALL {
        for branch in Branch::ALL {
            let look = Look::default().with_colours(grey).with_kind(kind).with_branch(branch);
            pictures.push(pixels(&Picture::draw(&sample(), &look).unwrap().to_png(300).unwrap()));
        }
    }
    for (number, one) in pictures.iter().enumerate() {
        for other in pictures.iter().skip(number + 1) {
            assert!(difference(one, other) > 0.5);
        }
    }
}

#[test]
fn shows_a_logo() {
    let mut red = Pixmap::new(40, 20).unwrap();
    red.fill(resvg::tiny_skia::Color::from_rgba8(255, 0, 0, 255));
    let look = Look::default().with_logo(Logo::parse(&red.encode_png().unwrap()).unwrap());
    for kind in Kind::ALL {
        let picture = Picture::draw(&sample(), &look.clone().with_kind(kind)).unwrap();
        let drawn = pixels(&picture.to_png(600).unwrap());
        let is_red =
            |pixel: &&resvg::tiny_skia::PremultipliedColorU8| (pixel.red(), pixel.green(), pixel.blue()) == (255, 0, 0);
        assert!(drawn.pixels().iter().filter(is_red).count() > 1000, "{kind:?}");
    }
}

/// `cargo run --example art --features render` draws them anew.
#[test]
fn the_samples_look_as_they_did() {
    for sample in pictures::samples(pictures::chinese_font()).unwrap() {
        let kept = std::fs::read(format!("fixtures/own/art/{}.png", sample.name)).unwrap();
        let drawn = Picture::draw(&sample.award, &sample.look).unwrap().to_png(600).unwrap();
        let difference = difference(&pixels(&kept), &pixels(&drawn));
        assert!(is_alike(difference), "{}: differs by {difference}", sample.name);
    }
}

#[test]
fn a_moved_letter_and_another_colour_are_noticed_and_rounding_is_not() {
    let drawn = pixels(&draw(&sample()).to_png(600).unwrap());
    assert!(difference(&drawn, &drawn).abs() < f32::EPSILON);

    let mut rounded = drawn.clone();
    for byte in rounded.data_mut().iter_mut().step_by(3) {
        *byte ^= 1;
    }
    assert!(is_alike(difference(&drawn, &rounded)));

    // One letter of the smallest text, two pixels to the right.
    let mut moved = drawn.clone();
    let (left, top, side) = (209, 453, 13);
    for y in top..top + side {
        for x in (left..left + side).rev() {
            moved.pixels_mut()[y * 600 + x + 2] = drawn.pixels()[y * 600 + x];
        }
    }
    let found = difference(&drawn, &moved);
    assert!(!is_alike(found), "{found}");

    let other =
        Colours::new(Colour::parse("#24406a").unwrap(), Colour::WHITE, Colour::parse("#d9a941").unwrap()).unwrap();
    let other = Picture::draw(&sample(), &Look::default().with_colours(other)).unwrap();
    let found = difference(&drawn, &pixels(&other.to_png(600).unwrap()));
    assert!(!is_alike(found), "{found}");
}

fn draw(award: &MicroCredential) -> Picture {
    Picture::draw(award, &Look::default()).unwrap()
}

fn pixels(png: &[u8]) -> Pixmap {
    Pixmap::decode_png(png).unwrap()
}

fn sample() -> MicroCredential {
    serde_json::from_str(sample_award()).unwrap()
}

fn in_language(language: &str, title: &str) -> MicroCredential {
    sample().with_title(LanguageMap::new(Language::parse(language).unwrap(), text(title)))
}

fn text(text: &str) -> Text {
    Text::parse(text).unwrap()
}
