//! `openbadges bake` and `openbadges extract`

use crate::args::{Bake, Extract, OutFile};
use crate::failure::{Exit, Failure};
use crate::io::{self, Output};
use openbadges::base::limits::Limits;
use openbadges::codec::{png, svg};
use openbadges::verify::{ContainerKind, Presented, extract as open};

pub(crate) fn bake(arguments: &Bake) -> Result<Exit, Failure> {
    let limits = Limits::DEFAULT;
    let badge = io::read(&arguments.badge)?;
    let badge = Presented::open(&badge, &limits).map_err(|cause| Failure::new(arguments.badge.display(), cause))?;
    let image = io::read(&arguments.image)?;
    let failed = |cause: &dyn std::fmt::Display| Failure::new(arguments.image.display(), cause);
    let text = badge.as_str();
    let baked = if png::is_png(&image) {
        png::bake(&image, text, &limits).map_err(|cause| failed(&cause))?
    } else {
        svg::bake(&image, text, &limits).map_err(|cause| failed(&cause))?
    };
    arguments.out.output().write(&baked)
}

pub(crate) fn extract(arguments: &Extract) -> Result<Exit, Failure> {
    let file = io::read(&arguments.file)?;
    let failed = |cause| Failure::new(arguments.file.display(), cause);
    let (text, container) = open(&file, &Limits::DEFAULT).map_err(failed)?;
    if matches!(container, ContainerKind::Json | ContainerKind::Jwt) {
        return Err(Failure::new(arguments.file.display(), "is no picture: expected a PNG or SVG with a badge in it"));
    }
    arguments.out.output().write(text.as_bytes())
}

impl OutFile {
    pub(crate) fn output(&self) -> Output<'_> {
        Output { path: self.out.as_deref(), force: self.force, private: false }
    }
}
