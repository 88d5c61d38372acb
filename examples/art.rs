//! Draws the pictures of `fixtures/own/art`.
//!
//! `cargo run --example art --features render` writes them; a test compares them with what is drawn today.

#[path = "../tests/common/pictures.rs"]
mod pictures;

use openbadges::render::Picture;
use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/own/art");
    fs::create_dir_all(&folder)?;
    for sample in pictures::samples(pictures::chinese_font())? {
        let picture = Picture::draw(&sample.award, &sample.look)?;
        fs::write(folder.join(sample.name).with_extension("png"), picture.to_png(600)?)?;
        println!("{}", sample.name);
    }
    Ok(())
}
