//! `openbadges bake` and `openbadges extract`

use crate::args::{Bake, Extract, OutFile};
use crate::failure::{Exit, Failure};
use crate::io::{self, Output};
use openbadges::base::limits::Limits;
use openbadges::codec::{pdf, png, svg};
use openbadges::verify::{ContainerKind, Presented, extract_any};

pub(crate) fn bake(arguments: &Bake) -> Result<Exit, Failure> {
    let limits = Limits::DEFAULT;
    let badge = io::read(&arguments.badge)?;
    let badge = Presented::open(&badge, &limits).map_err(|cause| Failure::new(arguments.badge.display(), cause))?;
    let image = io::read(&arguments.image)?;
    let failed = |cause: &dyn std::fmt::Display| Failure::new(arguments.image.display(), cause);
    let text = badge.as_str();
    let baked = if png::is_png(&image) {
        png::bake(&image, text, &limits).map_err(|cause| failed(&cause))?
    } else if pdf::is_pdf(&image) {
        let baked = pdf::bake(&image, text, &limits).map_err(|cause| failed(&cause))?;
        if pdf::Pdf::open(&image, &limits).is_ok_and(|pdf| pdf.is_signed()) {
            eprintln!("{SIGNED}");
        }
        baked
    } else {
        svg::bake(&image, text, &limits).map_err(|cause| failed(&cause))?
    };
    arguments.out.output().write(&baked)
}

pub(crate) fn extract(arguments: &Extract) -> Result<Exit, Failure> {
    let file = io::read(&arguments.file)?;
    let failed = |cause| Failure::new(arguments.file.display(), cause);
    let found = extract_any(&file, &Limits::DEFAULT).map_err(failed)?;
    if matches!(found.container, ContainerKind::Json | ContainerKind::Jwt) {
        let expected = "is no picture: expected a PNG, SVG or PDF with a badge in it";
        return Err(Failure::new(arguments.file.display(), expected));
    }
    match found.other {
        None => eprintln!("found an Open Badges 3.0 credential"),
        Some(other) => eprintln!("found {other}, which `openbadges verify` does not take for a credential"),
    }
    arguments.out.output().write(found.text.as_bytes())
}

const SIGNED: &str = "the PDF is signed: the signature still covers what it covered, and viewers will say that something was added since. \
                      Sign after baking where you can.";

impl OutFile {
    pub(crate) fn output(&self) -> Output<'_> {
        Output { path: self.out.as_deref(), force: self.force, private: false }
    }
}
