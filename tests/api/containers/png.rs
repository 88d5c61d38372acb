use openbadges::base::limits::Limits;
use openbadges::codec::OtherBadge;
use openbadges::codec::png::{Error, Png, bake, extract};
use proptest::prelude::*;

const LIMITS: &Limits = &Limits::DEFAULT;
const CREDENTIAL: &str = r#"{"type":["VerifiableCredential"],"name":"Teamwork ✓"}"#;

/// A picture of 3 × 2 pixels.
fn picture() -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 3, 2);
    encoder.set_color(png::ColorType::Rgb);
    encoder.add_text_chunk("Title".into(), "A badge".into()).unwrap();
    encoder.write_header().unwrap().write_image_data(&std::array::from_fn::<u8, 18, _>(|i| i as u8 * 14)).unwrap();
    file
}

fn pixels(file: &[u8]) -> Vec<u8> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    pixels
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = crc32fast::Hasher::new();
    crc.update(kind);
    crc.update(data);
    [&(data.len() as u32).to_be_bytes(), kind.as_slice(), data, &crc.finalize().to_be_bytes()].concat()
}

/// The picture with `chunks` directly before its end chunk.
fn with_chunks(chunks: &[Vec<u8>]) -> Vec<u8> {
    let file = picture();
    let (head, end) = file.split_at(file.len() - 12);
    [head, &chunks.concat(), end].concat()
}

fn itxt(data: &[u8]) -> Vec<u8> {
    with_chunks(&[chunk(b"iTXt", data)])
}

fn code(file: &[u8]) -> &'static str {
    extract(file, LIMITS).expect_err("should be refused").code()
}

/// A file made of a header and further chunks.
fn file_of(header: &[u8], chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let chunks: Vec<_> = chunks.iter().map(|(kind, data)| chunk(kind, data)).collect();
    [b"\x89PNG\r\n\x1a\n".as_slice(), &chunk(b"IHDR", header), &chunks.concat()].concat()
}

fn header(depth: u8, colour: u8) -> [u8; 13] {
    [0, 0, 0, 3, 0, 0, 0, 2, depth, colour, 0, 0, 0]
}

const BODY: &[(&[u8; 4], &[u8])] = &[(b"IDAT", b"xx"), (b"IEND", b"")];

#[test]
fn puts_the_credential_directly_before_the_end_and_keeps_the_rest() {
    let baked = bake(&picture(), CREDENTIAL, LIMITS).unwrap();
    let data = [b"openbadgecredential\0\0\0\0\0", CREDENTIAL.as_bytes()].concat();
    assert_eq!(baked, with_chunks(&[chunk(b"iTXt", &data)]));
    assert_eq!(extract(&baked, LIMITS).unwrap(), CREDENTIAL);
    assert_eq!(pixels(&baked), pixels(&picture()));
}

#[test]
fn p1_refuses_a_compressed_credential_by_name() {
    assert_eq!(code(&itxt(b"openbadgecredential\0\x01\0\0\0x\x9c")), "png.compressed-credential");
}

#[test]
fn p2_does_not_look_into_other_text_chunks() {
    let text = b"openbadgecredential\0{}";
    assert_eq!(code(&with_chunks(&[chunk(b"tEXt", text), chunk(b"zTXt", text)])), "png.no-credential");
    assert_eq!(code(&picture()), "png.no-credential");
}

#[test]
fn p3_refuses_two_credentials() {
    let one = chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0{}");
    assert_eq!(extract(&with_chunks(&[one.clone(), one]), LIMITS), Err(Error::ManyCredentials { found: 2 }));
}

#[test]
fn p4_refuses_a_wrong_checksum_in_any_chunk() {
    let baked = bake(&picture(), CREDENTIAL, LIMITS).unwrap();
    let mut start = 8;
    while start < baked.len() {
        let length = u32::from_be_bytes(baked[start..start + 4].try_into().unwrap()) as usize;
        let mut broken = baked.clone();
        broken[start + 8 + length] ^= 1;
        assert_eq!(code(&broken), "png.malformed", "the chunk at byte {start}");
        start += 12 + length;
    }
}

#[test]
fn p5_refuses_chunk_lengths_past_the_file_and_past_2_to_the_31() {
    for length in [0x8000_0000_u32, u32::MAX, 0x7fff_ffff, 1_000] {
        let mut file = picture();
        file[33..37].copy_from_slice(&length.to_be_bytes());
        assert_eq!(code(&file), "png.malformed", "length {length}");
    }
}

#[test]
fn p6_refuses_a_file_cut_at_any_byte() {
    let baked = bake(&picture(), CREDENTIAL, LIMITS).unwrap();
    for end in 0..baked.len() {
        assert_eq!(code(&baked[..end]), "png.malformed", "the first {end} bytes");
        assert!(bake(&baked[..end], CREDENTIAL, LIMITS).is_err(), "the first {end} bytes");
    }
}

#[test]
fn p7_refuses_a_file_without_signature_header_data_or_end() {
    for byte in 0..8 {
        let mut file = picture();
        file[byte] ^= 0x20;
        assert_eq!(extract(&file, LIMITS), Err(Error::Malformed { offset: 0, expected: "the PNG signature" }));
    }
    let good = file_of(&header(8, 2), BODY);
    assert_eq!(code(&good), "png.no-credential");
    let without_header = [&good[..8], &good[33..]].concat();
    let header_second = [&good[..8], &chunk(b"gAMA", &[0; 4]), &good[8..]].concat();
    let header_twice = file_of(&header(8, 2), &[(b"IHDR", &header(8, 2)), BODY[0], BODY[1]]);
    let without_data = file_of(&header(8, 2), &[(b"IEND", b"")]);
    let without_end = file_of(&header(8, 2), &[(b"IDAT", b"xx")]);
    let full_end = file_of(&header(8, 2), &[(b"IDAT", b"xx"), (b"IEND", b"x")]);
    let bad_type = file_of(&header(8, 2), &[(b"ID T", b"xx"), BODY[0], BODY[1]]);
    for file in [without_header, header_second, header_twice, without_data, without_end, full_end, bad_type] {
        assert_eq!(code(&file), "png.malformed");
    }
}

#[test]
fn p7_knows_which_depths_belong_to_which_colour_types() {
    let allowed = |colour: u8| match colour {
        0 => vec![1, 2, 4, 8, 16],
        3 => vec![1, 2, 4, 8],
        2 | 4 | 6 => vec![8, 16],
        _ => vec![],
    };
    for colour in 0..=255 {
        for depth in 0..=33 {
            let expected = if allowed(colour).contains(&depth) { "png.no-credential" } else { "png.malformed" };
            assert_eq!(code(&file_of(&header(depth, colour), BODY)), expected, "type {colour}, depth {depth}");
        }
    }
    for (place, value) in [(3, 0), (7, 0), (10, 1), (11, 1), (12, 2)] {
        let mut header = header(8, 2);
        header[place] = value;
        assert_eq!(code(&file_of(&header, BODY)), "png.malformed", "byte {place}");
    }
    assert_eq!(code(&file_of(&header(8, 2)[..12], BODY)), "png.malformed");
}

#[test]
fn p8_never_reads_past_the_end_chunk_and_says_that_there_is_more() {
    let trailing = chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0{}");
    let file = [picture(), trailing.clone()].concat();
    let png = Png::open(&file, LIMITS).unwrap();
    assert_eq!((png.credential(), png.bytes_after_end()), (Err(Error::NoCredential { other: None }), trailing.len()));
    let baked = bake(&file, CREDENTIAL, LIMITS).unwrap();
    assert_eq!(baked, [bake(&picture(), CREDENTIAL, LIMITS).unwrap(), trailing].concat());
    assert_eq!(Png::open(&picture(), LIMITS).unwrap().bytes_after_end(), 0);
}

#[test]
fn p9_knows_one_keyword_only() {
    for keyword in
        ["OpenBadgeCredential", " openbadgecredential", "openbadgecredential ", "openbadges", "clrcredential"]
    {
        assert_eq!(code(&itxt(&[keyword.as_bytes(), b"\0\0\0\0\0{}"].concat())), "png.no-credential", "{keyword}");
    }
    let long = [[b'k'; 80].as_slice(), b"\0\0\0\0\0{}"].concat();
    for data in [long.as_slice(), b"openbadgecredential", b"\0\0\0\0\0{}", b""] {
        assert_eq!(code(&itxt(data)), "png.malformed");
    }
    assert_eq!(code(&itxt(&long[1..])), "png.no-credential");
}

#[test]
fn p10_refuses_a_credential_chunk_that_is_no_proper_text() {
    let broken: [&[u8]; 12] = [
        b"",
        b"\0",
        b"\0\0",
        b"\0\0\0",
        b"\0\x01\0\0{}",
        b"\x02\0\0\0{}",
        b"\0\0en_GB\0\0{}",
        b"\0\0-en\0\0{}",
        b"\0\0ninechars\0\0{}",
        b"\0\0\0\xff\0{}",
        b"\0\0\0\0{\xff}",
        b"\0\0\0\0{}\0",
    ];
    for rest in broken {
        let file = itxt(&[b"openbadgecredential\0", rest].concat());
        let error = extract(&file, LIMITS).expect_err("should be refused");
        assert_eq!(error.code(), "png.malformed", "{rest:x?}");
        assert!(matches!(error, Error::Malformed { offset, .. } if offset == picture().len() - 12));
    }
    let tagged = itxt("openbadgecredential\0\0\0zh-Hant-HK\0證書\0{}".as_bytes());
    assert_eq!(extract(&tagged, LIMITS).unwrap(), "{}");
}

#[test]
fn p11_walks_a_million_tiny_chunks_and_refuses_large_files() {
    let many = with_chunks(&vec![chunk(b"prVt", b""); 1_000_000]);
    assert_eq!(code(&many), "png.no-credential");
    let cap = Limits::DEFAULT.png_bytes;
    let of_size = |size: usize| with_chunks(&[chunk(b"prVt", &vec![0; size - picture().len() - 12])]);
    assert_eq!(code(&of_size(cap)), "png.no-credential");
    assert_eq!(extract(&of_size(cap + 1), LIMITS), Err(Error::TooLarge { limit: cap, found: cap + 1 }));
}

#[test]
fn p12_never_decodes_pixels() {
    let huge = [0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 16, 6, 0, 0, 1];
    let baked = bake(&file_of(&huge, BODY), CREDENTIAL, LIMITS).unwrap();
    assert_eq!(extract(&baked, LIMITS).unwrap(), CREDENTIAL);
}

#[test]
fn p13_walks_over_animation_private_and_oddly_placed_chunks() {
    let chunks: [(&[u8; 4], &[u8]); 7] = [
        (b"acTL", &[0; 8]),
        (b"IDAT", b"a"),
        (b"teSt", b"private"),
        (b"IDAT", b"b"),
        (b"PLTE", &[0; 3]),
        (b"fdAT", b""),
        (b"IEND", b""),
    ];
    let file = file_of(&header(8, 3), &chunks);
    let baked = bake(&file, CREDENTIAL, LIMITS).unwrap();
    assert_eq!(baked[..file.len() - 12], file[..file.len() - 12]);
    assert_eq!(extract(&baked, LIMITS).unwrap(), CREDENTIAL);
}

#[test]
fn p14_baking_replaces_every_credential_that_was_there() {
    let old = || chunk(b"iTXt", b"openbadgecredential\0\x01\0\0\0old");
    let between = || chunk(b"tEXt", b"Comment\0kept");
    let baked = bake(&with_chunks(&[old(), between(), old()]), CREDENTIAL, LIMITS).unwrap();
    let data = [b"openbadgecredential\0\0\0\0\0", CREDENTIAL.as_bytes()].concat();
    assert_eq!(baked, with_chunks(&[between(), chunk(b"iTXt", &data)]));
}

#[test]
fn p14_refuses_to_bake_past_the_cap() {
    let mut limits = Limits::DEFAULT;
    limits.png_bytes = bake(&picture(), CREDENTIAL, LIMITS).unwrap().len();
    assert!(bake(&picture(), CREDENTIAL, &limits).is_ok());
    let longer = format!("{CREDENTIAL} ");
    let error = bake(&picture(), &longer, &limits).unwrap_err();
    assert_eq!(error, Error::TooLarge { limit: limits.png_bytes, found: limits.png_bytes + 1 });
}

/// What a picture with these chunks holds beside a credential.
fn other(chunks: &[Vec<u8>]) -> Option<(OtherBadge, String)> {
    let file = with_chunks(chunks);
    let found = Png::open(&file, LIMITS).unwrap().other().unwrap();
    found.map(|(kind, text)| (kind, text.into_owned()))
}

#[test]
fn p2_finds_what_other_bakers_left_and_says_that_it_is_no_credential() {
    const URL: &str = "https://example.org/assertions/1";
    for (kind, data, expected, text) in [
        (b"tEXt", b"openbadgecredential\0{\"a\":1}".as_slice(), OtherBadge::Misplaced, "{\"a\":1}"),
        (b"tEXt", b"openbadgecredential\0{\xe9}", OtherBadge::Misplaced, "{é}"),
        (b"tEXt", b"openbadges\0https://example.org/assertions/1", OtherBadge::AssertionUrl, URL),
        (b"iTXt", b"openbadges\0\0\0\0\0https://example.org/assertions/1", OtherBadge::AssertionUrl, URL),
        (b"iTXt", b"openbadges\0\0\0\0\0 {\"type\":\"Assertion\"}", OtherBadge::Assertion, " {\"type\":\"Assertion\"}"),
        (b"iTXt", b"openbadges\0\0\0\0\0eyJ9.e30.c2ln", OtherBadge::AssertionJws, "eyJ9.e30.c2ln"),
    ] {
        let chunks = [chunk(kind, data)];
        assert_eq!(other(&chunks), Some((expected, text.to_owned())));
        let error = extract(&with_chunks(&chunks), LIMITS).unwrap_err();
        assert_eq!(error, Error::NoCredential { other: Some(expected) });
        assert!(error.to_string().ends_with(&format!("found {expected}")));
    }
    assert_eq!(other(&[chunk(b"zTXt", b"openbadges\0\0x"), chunk(b"tEXt", b"Comment\0openbadges")]), None);
    let both = [chunk(b"tEXt", b"openbadges\0a"), chunk(b"iTXt", b"openbadges\0\0\0\0\0b")];
    let both = with_chunks(&both);
    let png = Png::open(&both, LIMITS).unwrap();
    assert_eq!(png.other().unwrap_err(), Error::ManyCredentials { found: 2 });
    assert_eq!(png.credential().unwrap_err(), Error::NoCredential { other: None });
}

#[test]
fn baking_keeps_the_badge_of_another_generation_and_no_older_credential() {
    let assertion = || chunk(b"iTXt", b"openbadges\0\0\0\0\0https://example.org/assertions/1");
    let misplaced = [chunk(b"tEXt", b"openbadgecredential\0{}"), chunk(b"zTXt", b"openbadgecredential\0\0x")];
    let [text, packed] = misplaced;
    let baked = bake(&with_chunks(&[text, assertion(), packed]), CREDENTIAL, LIMITS).unwrap();
    assert_eq!(baked, bake(&with_chunks(&[assertion()]), CREDENTIAL, LIMITS).unwrap());
    assert_eq!(extract(&baked, LIMITS).unwrap(), CREDENTIAL);
    assert_eq!(Png::open(&baked, LIMITS).unwrap().other().unwrap().unwrap().0, OtherBadge::AssertionUrl);
}

#[test]
fn p15_hands_out_a_legacy_address_as_mere_text() {
    let baked = bake(&picture(), "https://example.org/assertions/1", LIMITS).unwrap();
    assert_eq!(extract(&baked, LIMITS).unwrap(), "https://example.org/assertions/1");
}

#[test]
fn refuses_to_bake_a_text_that_a_chunk_cannot_hold() {
    let error = bake(&picture(), "{\0}", LIMITS).unwrap_err();
    assert_eq!((error.code(), error), ("png.unfit-credential", Error::UnfitCredential { offset: 1 }));
}

proptest! {
    #[test]
    fn gives_back_what_was_baked(first in "[^\0]*", second in "[^\0]*") {
        let once = bake(&picture(), &first, LIMITS).unwrap();
        prop_assert_eq!(extract(&once, LIMITS).unwrap(), first.clone());
        prop_assert_eq!(bake(&once, &first, LIMITS).unwrap(), once.clone());
        prop_assert_eq!(bake(&once, &second, LIMITS).unwrap(), bake(&picture(), &second, LIMITS).unwrap());
        prop_assert_eq!(pixels(&once), pixels(&picture()));
    }

    #[test]
    fn gives_nothing_else_after_a_byte_has_changed(place in any::<prop::sample::Index>(), flip in 1..=255_u8) {
        let mut file = bake(&picture(), CREDENTIAL, LIMITS).unwrap();
        let place = place.index(file.len());
        file[place] ^= flip;
        prop_assert!(extract(&file, LIMITS).is_err());
    }

    #[test]
    fn survives_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let file = [b"\x89PNG\r\n\x1a\n".as_slice(), &bytes].concat();
        prop_assert!(extract(&file, LIMITS).is_err());
    }
}
