use super::layout::Text;
use super::shape::half_width_between;
use super::*;
use crate::model::sample_award;
use crate::render::Colours;
use proptest::prelude::*;

#[test]
fn every_text_of_the_sample_stands_within_each_shape() {
    for kind in Kind::ALL {
        assert_within(&laid_out(&sample(), kind).unwrap(), kind);
    }
}

#[test]
fn a_title_alone_stands_within_each_shape() {
    let award = MicroCredential::default().with_title(text("Data").into());
    for kind in Kind::ALL {
        let layout = laid_out(&award, kind).unwrap();
        assert_within(&layout, kind);
        let Some(Item::Text(title)) = layout.items.last() else { panic!("expected the title at the end") };
        assert_eq!(title.len(), 1, "{kind:?}");
        assert!(title[0].size >= 38.0, "{kind:?}: {}", title[0].size);
    }
}

#[test]
fn a_long_word_takes_smaller_letters_before_it_is_broken() {
    let award = sample().with_title(text("Donaudampfschifffahrtsgesellschaft").into());
    let layout = laid_out(&award, Kind::MicroCredential).unwrap();
    let Item::Text(title) = &layout.items[2] else { panic!("expected the title after sign and kind") };
    assert_eq!(title.len(), 1);
}

#[test]
fn refuses_a_title_without_room_by_name() {
    let award = sample().with_title(text(&"departments ".repeat(100)).into());
    let error = laid_out(&award, Kind::MicroCredential).err().unwrap();
    assert_eq!(error.code(), "render.too-long");
    assert!(error.to_string().starts_with("expected a title that has room"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the title, provider and awarding body: all their ink is within the safe area, or the picture is refused.
    #[test]
    fn texts_of_any_length_stand_within_the_shape_or_are_refused(
        title in "[A-Za-zÀ-ÿΑ-ΡΣ-ωА-яא-ת \u{301}\u{30a}Wg.]{1,160}",
        provider in "[A-Za-z ]{1,90}",
        body in "[A-Za-zא-ת ]{1,60}",
        number in 0_usize..3,
        few in any::<bool>(),
    ) {
        let kind = Kind::ALL[number];
        let parsed = |text: &str| crate::base::text::Text::parse(text);
        let (Ok(title), Ok(provider), Ok(body)) = (parsed(&title), parsed(&provider), parsed(&body)) else { return Ok(()) };
        let award = if few { MicroCredential::default() } else { sample() };
        let award = award
            .with_title(title.into())
            .with_provider(crate::model::Organisation::named(provider))
            .with_awarding_bodies(vec![crate::model::Organisation::named(body)]);
        match laid_out(&award, kind) {
            Ok(layout) => assert_within(&layout, kind),
            Err(error) => prop_assert!(
                ["render.too-long", "render.blank"].contains(&error.code()), "{error}"
            ),
        }
    }
}

/// All ink of letters is within the safe area, and no text touches the one above it.
fn assert_within(layout: &Layout, kind: Kind) {
    let mut floor = 0.0;
    for item in &layout.items {
        let Item::Text(texts) = item else { continue };
        for Text { line, x, baseline, size } in texts {
            let ink = line.ink.unwrap();
            let (top, bottom) = (baseline - ink.y_max * size, baseline - ink.y_min * size);
            let half = half_width_between(kind, top, bottom);
            let (left, right) = (x + ink.x_min * size, x + ink.x_max * size);
            assert!(left >= 300.0 - half - 0.1 && right <= 300.0 + half + 0.1, "{kind:?}: {left} to {right} in {half}");
            assert!(top >= floor - 0.1, "{kind:?}: {top} after {floor}");
            floor = bottom;
        }
    }
}

fn laid_out(award: &MicroCredential, kind: Kind) -> Result<Layout, Error> {
    let look = Look::default().with_colours(Colours::default());
    Layout::new(&Facts::of(award, kind, &look)?, kind, &look)
}

fn sample() -> MicroCredential {
    serde_json::from_str(sample_award()).unwrap()
}

fn text(text: &str) -> crate::base::text::Text {
    crate::base::text::Text::parse(text).unwrap()
}
