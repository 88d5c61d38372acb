//! Badges that others baked into SVG files.

use openbadges::base::limits::Limits;
use openbadges::codec::svg::{bake, extract};

const LIMITS: &Limits = &Limits::DEFAULT;

#[test]
fn reads_and_replaces_badges_that_others_baked() {
    let Some(data) = crate::data("SVG badges baked by others") else { return };
    let folder = data.join("badges/1edtech-validator");
    for (name, start) in [("json.svg", "{"), ("jwt.svg", "eyJ"), ("jwt_v1.svg", "eyJ")] {
        let file = std::fs::read(folder.join(format!("inspector-vc_ob30_simple-{name}"))).unwrap();
        let credential = extract(&file, LIMITS).expect(name);
        assert!(credential.starts_with(start), "{name}");
        let baked = bake(&file, &credential, LIMITS).unwrap();
        assert_eq!(extract(&baked, LIMITS).unwrap(), credential, "{name}");
        assert_ne!(baked, file, "{name} has its element behind white space");
        let root_end = file.windows(5).position(|w| w == b"<svg ").unwrap();
        assert_eq!(baked[..root_end], file[..root_end], "{name}");
    }
}
