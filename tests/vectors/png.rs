//! Published PNG files: the suite of valid and broken pictures, odd files, and badges baked by others.

use openbadges::base::limits::Limits;
use openbadges::codec::png::{Png, bake, extract};
use std::path::{Path, PathBuf};

const LIMITS: &Limits = &Limits::DEFAULT;
const CREDENTIAL: &str = r#"{"name":"Teamwork"}"#;

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let paths = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|e| e == "png")).collect();
    paths.sort();
    paths
        .iter()
        .map(|path| (path.file_stem().unwrap().to_string_lossy().into(), std::fs::read(path).unwrap()))
        .collect()
}

/// Pixels of the first frame, or `None` if the decoder gives up.
fn pixels(file: &[u8]) -> Option<Vec<u8>> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    reader.next_frame(&mut pixels).ok()?;
    Some(pixels)
}

#[test]
fn bakes_every_good_picture_and_refuses_every_broken_one() {
    let Some(data) = crate::data("the suite of PNG pictures") else { return };
    let (mut good, mut broken) = (0, 0);
    for (name, file) in files(&data.join("vectors/png/pngsuite")) {
        if name.starts_with('x') {
            assert_eq!(bake(&file, CREDENTIAL, LIMITS).expect_err(&name).code(), "png.malformed", "{name}");
            broken += 1;
            continue;
        }
        assert_eq!(extract(&file, LIMITS).expect_err(&name).code(), "png.no-credential", "{name}");
        let baked = bake(&file, CREDENTIAL, LIMITS).expect(&name);
        assert_eq!(extract(&baked, LIMITS).unwrap(), CREDENTIAL, "{name}");
        let (head, end) = file.split_at(file.len() - 12);
        assert!(baked.starts_with(head) && baked.ends_with(end), "{name}");
        assert_eq!(pixels(&baked).expect(&name), pixels(&file).expect(&name), "{name}");
        good += 1;
    }
    assert_eq!((good, broken), (161, 14));
}

#[test]
fn walks_odd_pictures_without_changing_what_others_see() {
    let Some(data) = crate::data("odd PNG pictures") else { return };
    let mut refused = Vec::new();
    for (name, file) in files(&data.join("vectors/png/bugfixes")) {
        match bake(&file, CREDENTIAL, LIMITS) {
            Ok(baked) => {
                assert_eq!(extract(&baked, LIMITS).unwrap(), CREDENTIAL, "{name}");
                assert_eq!(pixels(&baked), pixels(&file), "{name}");
            }
            Err(_) => refused.push(name),
        }
    }
    // `cicp_pq` decodes elsewhere in spite of two wrong checksums. Broken pixels in sound chunks are none of our business.
    let expected = [
        "cicp_pq",
        "x_ihdr_missing",
        "x_interlaced_chck",
        "x_issue-214",
        "x_issue-230.0",
        "x_issue-230.1",
        "x_unexpected_eof",
    ];
    assert_eq!(refused, expected);
}

#[test]
fn reads_badges_that_others_baked() {
    let Some(data) = crate::data("PNG badges baked by others") else { return };
    let folder = data.join("badges/1edtech-validator");
    for (name, start) in [("json", "{"), ("jwt", "eyJ"), ("jwt_v1", "eyJ")] {
        let file = std::fs::read(folder.join(format!("inspector-vc_ob30_simple-{name}.png"))).unwrap();
        let png = Png::open(&file, LIMITS).unwrap();
        assert!(png.credential().unwrap().starts_with(start), "{name}");
        assert_eq!(bake(&file, png.credential().unwrap(), LIMITS).unwrap(), file, "{name}");
    }
    let older = std::fs::read(folder.join("inspector-vc_ob20_simple-badge.png")).unwrap();
    assert_eq!(extract(&older, LIMITS).unwrap_err().code(), "png.no-credential");
}
