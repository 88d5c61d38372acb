//! The shapes that tell kinds of achievement apart, without words.

use super::colour::{Colour, Colours};
use crate::base::Malformed;
use crate::model::{AchievementType, MicroCredential};
use std::fmt::{self, Write};

/// What a badge records, by size: each kind has an outline of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A hexagon.
    MicroCredential,
    /// A shield.
    Certificate,
    /// A round seal.
    Diploma,
}

impl Kind {
    /// Every kind, the smallest first.
    pub const ALL: [Self; 3] = [Self::MicroCredential, Self::Certificate, Self::Diploma];

    /// The kind that a badge states by its type of achievement; `None` where that is missing or another one.
    #[must_use]
    pub fn of(award: &MicroCredential) -> Option<Self> {
        match award.kind()? {
            AchievementType::MicroCredential => Some(Self::MicroCredential),
            AchievementType::Certificate => Some(Self::Certificate),
            AchievementType::Diploma => Some(Self::Diploma),
            AchievementType::Other(_) => None,
        }
    }

    /// The name at the command line, such as `micro-credential`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::MicroCredential => "micro-credential",
            Self::Certificate => "certificate",
            Self::Diploma => "diploma",
        }
    }
}

impl std::str::FromStr for Kind {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let found = Self::ALL.into_iter().find(|kind| kind.code() == text);
        found.ok_or_else(|| Malformed::new("kind.unknown", "micro-credential, certificate or diploma", text))
    }
}

/// Which of two sorts of learning it is: each has a filling and a sign of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Branch {
    /// Content applied in work: a solid body with a briefcase.
    ProfessionalPractice,
    /// General content: a light field with a book.
    GeneralStudies,
}

impl Branch {
    /// Both.
    pub const ALL: [Self; 2] = [Self::ProfessionalPractice, Self::GeneralStudies];

    /// The branch that a badge states: by the code (`PP`, `GS`) or name (Professional Practice, General Studies) of its
    /// category, without regard to case; without a category, by the title that the ruling behind an award gave it, by the
    /// same codes. `None` where neither says one of these.
    #[must_use]
    pub fn of(award: &MicroCredential) -> Option<Self> {
        if let Some(category) = award.category() {
            return [category.code(), category.name()].into_iter().flatten().find_map(Self::named);
        }
        Self::named(award.grounds()?.title.as_ref()?.as_str())
    }

    /// The name at the command line, such as `professional-practice`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::ProfessionalPractice => "professional-practice",
            Self::GeneralStudies => "general-studies",
        }
    }

    fn named(text: &str) -> Option<Self> {
        let (short, long) = ("PP", "Professional Practice");
        let is = |name: &str| text.eq_ignore_ascii_case(name);
        if is(short) || is(long) {
            return Some(Self::ProfessionalPractice);
        }
        (is("GS") || is("General Studies")).then_some(Self::GeneralStudies)
    }
}

impl std::str::FromStr for Branch {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let found = Self::ALL.into_iter().find(|branch| branch.code() == text);
        found.ok_or_else(|| Malformed::new("branch.unknown", "professional-practice or general-studies", text))
    }
}

/// A small square SVG of the shape alone, without text: for where a badge has no picture of its own.
///
/// Takes the kind, the branch where there is one, and colours; it has a title for screen readers, no script, no style sheet and
/// no reference, and the same bytes every time.
#[must_use]
pub fn emblem(kind: Kind, branch: Option<Branch>, colours: &Colours) -> String {
    let mut svg = String::from(OPENING);
    let branch_name = branch.map_or("", |branch| match branch {
        Branch::ProfessionalPractice => ", professional practice",
        Branch::GeneralStudies => ", general studies",
    });
    svg.push_str("<title>");
    svg.push_str(kind.code());
    svg.push_str(branch_name);
    svg.push_str("</title>");
    Body { kind, branch, colours }.draw(&mut svg);
    Body { kind, branch, colours }.draw_sign(300.0, 300.0, 2.6, &mut svg);
    svg.push_str("</svg>\n");
    svg
}

/// The start of every picture: a square of 600 units.
pub(super) const OPENING: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 600 600\" width=\"600\" height=\"600\" role=\"img\">";

/// The body of a picture, behind its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Body<'c> {
    pub(super) kind: Kind,
    pub(super) branch: Option<Branch>,
    pub(super) colours: &'c Colours,
}

impl Body<'_> {
    /// Whether the field is of the accent's colour.
    pub(super) fn is_solid(&self) -> bool {
        self.branch == Some(Branch::ProfessionalPractice)
    }

    /// The colour of what stands on the field.
    pub(super) fn ink(&self) -> Colour {
        if self.is_solid() { self.colours.paper() } else { self.colours.accent() }
    }

    /// An edge of paper, so that the shape stands out on dark ground too, a rim with a line of trim, and the field.
    pub(super) fn draw(&self, svg: &mut String) {
        let (accent, paper, trim) = (self.colours.accent(), self.colours.paper(), self.colours.trim());
        let (outline, inner) = outlines(self.kind);
        fill(svg, outline, 1.0, format_args!("fill=\"{paper}\" stroke=\"{paper}\" stroke-width=\"16\""));
        fill(svg, outline, 0.972, format_args!("fill=\"{accent}\" stroke=\"{accent}\" stroke-width=\"12\""));
        if self.is_solid() {
            fill(svg, inner, 0.91, format_args!("fill=\"none\" stroke=\"{trim}\" stroke-width=\"4\""));
            return;
        }
        fill(svg, inner, 0.93, format_args!("fill=\"none\" stroke=\"{trim}\" stroke-width=\"4\""));
        fill(svg, inner, 0.88, format_args!("fill=\"{paper}\" stroke=\"{paper}\" stroke-width=\"6\""));
        if self.branch.is_some() {
            fill(svg, inner, 0.86, format_args!("fill=\"none\" stroke=\"{accent}\" stroke-width=\"3\""));
        }
    }

    /// The sign of the branch, about 100 units wide and high, around a place.
    pub(super) fn draw_sign(&self, x: f32, y: f32, scale: f32, svg: &mut String) {
        let colour = self.ink();
        let sign = match self.branch {
            Some(Branch::ProfessionalPractice) => BRIEFCASE,
            Some(Branch::GeneralStudies) => BOOK,
            None => STAR,
        };
        // Writing to a string does not fail.
        _ = write!(
            svg,
            "<path transform=\"translate({x} {y}) scale({scale})\" d=\"{sign}\" fill=\"{colour}\" fill-rule=\"evenodd\"/>"
        );
    }
}

fn fill(svg: &mut String, path: &str, scale: f32, paint: fmt::Arguments<'_>) {
    _ = write!(
        svg,
        "<path transform=\"translate(300 300) scale({scale}) translate(-300 -300)\" d=\"{path}\" {paint} \
         stroke-linejoin=\"round\"/>"
    );
}

/// The outline of a kind, and that of what lies inside of the rim.
fn outlines(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::MicroCredential => (HEXAGON, HEXAGON),
        Kind::Certificate => (SHIELD, SHIELD),
        Kind::Diploma => (SEAL, CIRCLE),
    }
}

const HEXAGON: &str = "M300 14L547.7 157L547.7 443L300 586L52.3 443L52.3 157Z";

const SHIELD: &str =
    "M300 18C370 52 450 62 540 58V320C540 450 430 540 300 586C170 540 60 450 60 320V58C150 62 230 52 300 18Z";

/// Twenty-four arcs between points at 268 from the middle.
const SEAL: &str = "M300 32A36.7 36.7 0 0 1 369.4 41.1A36.7 36.7 0 0 1 434 67.9A36.7 36.7 0 0 1 489.5 110.5\
                    A36.7 36.7 0 0 1 532.1 166A36.7 36.7 0 0 1 558.9 230.6A36.7 36.7 0 0 1 568 300\
                    A36.7 36.7 0 0 1 558.9 369.4A36.7 36.7 0 0 1 532.1 434A36.7 36.7 0 0 1 489.5 489.5\
                    A36.7 36.7 0 0 1 434 532.1A36.7 36.7 0 0 1 369.4 558.9A36.7 36.7 0 0 1 300 568\
                    A36.7 36.7 0 0 1 230.6 558.9A36.7 36.7 0 0 1 166 532.1A36.7 36.7 0 0 1 110.5 489.5\
                    A36.7 36.7 0 0 1 67.9 434A36.7 36.7 0 0 1 41.1 369.4A36.7 36.7 0 0 1 32 300\
                    A36.7 36.7 0 0 1 41.1 230.6A36.7 36.7 0 0 1 67.9 166A36.7 36.7 0 0 1 110.5 110.5\
                    A36.7 36.7 0 0 1 166 67.9A36.7 36.7 0 0 1 230.6 41.1A36.7 36.7 0 0 1 300 32Z";

const CIRCLE: &str = "M300 32A268 268 0 0 1 300 568A268 268 0 0 1 300 32Z";

const BRIEFCASE: &str = "M-18 -24V-34Q-18 -42 -10 -42H10Q18 -42 18 -34V-24H42Q50 -24 50 -16V4H8V-2H-8V4H-50V-16Q-50 -24 -42 -24Z\
                         M-10 -24H10V-34H-10ZM-50 10H-8V16H8V10H50V32Q50 40 42 40H-42Q-50 40 -50 32Z";

const BOOK: &str = "M-3 -26Q-24 -42 -50 -36V32Q-24 26 -3 40ZM3 -26Q24 -42 50 -36V32Q24 26 3 40Z";

const STAR: &str = "M0 -50L12.3 -17L47.6 -15.5L20 6.5L29.4 40.5L0 21L-29.4 40.5L-20 6.5L-47.6 -15.5L-12.3 -17Z";

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_kind_and_branch_has_a_shape_of_its_own_even_without_colour() {
        let mut seen = BTreeSet::new();
        for kind in Kind::ALL {
            for branch in [None, Some(Branch::ProfessionalPractice), Some(Branch::GeneralStudies)] {
                let svg = emblem(kind, branch, &Colours::default());
                crate::codec::svg::Svg::open(svg.as_bytes(), &crate::base::limits::Limits::DEFAULT).unwrap();
                let shapes: Vec<&str> =
                    svg.split(" d=\"").skip(1).map(|path| path.split('"').next().unwrap()).collect();
                assert!(seen.insert(shapes.concat()), "{kind:?} {branch:?}");
            }
        }
    }

    #[test]
    fn finds_kind_and_branch_where_a_badge_states_them() {
        let sample: MicroCredential = serde_json::from_str(crate::model::sample_award()).unwrap();
        assert_eq!(Kind::of(&sample), Some(Kind::MicroCredential));
        assert_eq!(Branch::of(&sample), Some(Branch::ProfessionalPractice));
        let course = sample.with_kind("Course".parse().unwrap());
        assert_eq!(Kind::of(&course), None);
        let text = |text: &str| crate::base::text::Text::parse(text).unwrap();
        let general = course.clone().with_category(crate::model::Entry::coded(text("gs")));
        assert_eq!(Branch::of(&general), Some(Branch::GeneralStudies));
        let named = crate::model::Entry::coded(text("17")).with_name(text("professional practice"));
        assert_eq!(Branch::of(&course.clone().with_category(named)), Some(Branch::ProfessionalPractice));
        assert_eq!(Branch::of(&course.with_category(crate::model::Entry::coded(text("ARTS")))), None);
    }

    #[test]
    fn reads_the_names_of_the_command_line() {
        for kind in Kind::ALL {
            assert_eq!(kind.code().parse(), Ok(kind));
        }
        for branch in Branch::ALL {
            assert_eq!(branch.code().parse(), Ok(branch));
        }
        assert_eq!("degree".parse::<Kind>().unwrap_err().code(), "kind.unknown");
        assert_eq!("PP".parse::<Branch>().unwrap_err().code(), "branch.unknown");
    }
}
