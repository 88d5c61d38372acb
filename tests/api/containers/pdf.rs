use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use openbadges::base::limits::Limits;
use openbadges::codec::pdf::{Error, Pdf, bake, extract, is_pdf};
use proptest::prelude::*;
use std::process::Command;

const LIMITS: &Limits = &Limits::DEFAULT;
const CREDENTIAL: &str = r#"{"@context":["https://www.w3.org/ns/credentials/v2"],"name":"Teamwork ✓ (\\)"}"#;
const OTHER: &str = r#"{"@context":[],"name":"Another"}"#;
const TOKEN: &str = "eyJhbGciOiJFZERTQSJ9.e30.c2ln";

/// How cross-references are written.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Form {
    Table,
    Stream,
}

const FORMS: [Form; 2] = [Form::Table, Form::Stream];

/// A file of the bodies of its objects, the first of them the catalog, and more of its trailer.
fn file(form: Form, bodies: &[Vec<u8>], more: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    revise(&mut out, form, 1, bodies, &format!("/Root 1 0 R {more}"));
    out
}

/// Appends objects from a number on, with cross-references.
fn revise(out: &mut Vec<u8>, form: Form, first: usize, bodies: &[Vec<u8>], trailer: &str) {
    let mut places = Vec::new();
    for (place, body) in bodies.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", first + place).bytes());
        out.extend(body);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    let size = first + bodies.len();
    match form {
        Form::Table => {
            out.extend(format!("xref\n0 1\n0000000000 65535 f \n{first} {}\n", bodies.len()).bytes());
            places.iter().for_each(|place| out.extend(format!("{place:010} 00000 n \n").bytes()));
            out.extend(format!("trailer\n<</Size {size} {trailer}>>").bytes());
        }
        Form::Stream => {
            let rows: Vec<u8> = places.iter().chain([&start]).flat_map(|place| (*place as u32).to_be_bytes()).collect();
            let index = format!("/Index [{first} {}] /W [0 4 0]", bodies.len() + 1);
            let head =
                format!("{size} 0 obj\n<</Type /XRef /Size {} {index} /Length {} {trailer}>>", size + 1, rows.len());
            out.extend(head.bytes());
            out.extend([b"\nstream\n".as_slice(), &rows, b"\nendstream\nendobj"].concat());
        }
    }
    out.extend(format!("\nstartxref\n{start}\n%%EOF\n").bytes());
}

fn body(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<<{dictionary} /Length {}>>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

const PAGES: &str = "<</Type /Pages /Kids [3 0 R] /Count 1>>";
const PAGE: &str = "<</Type /Page /Parent 2 0 R /MediaBox [0 0 200.5 300]>>";

/// A file with one page and nothing attached.
fn plain(form: Form) -> Vec<u8> {
    file(form, &[body("<</Type /Catalog /Pages 2 0 R>>"), body(PAGES), body(PAGE)], "")
}

/// A file with attachments: file name, media type, content.
fn with(form: Form, attachments: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let specifications: Vec<usize> = (0..attachments.len()).map(|place| 4 + 2 * place).collect();
    let names: String =
        specifications.iter().enumerate().map(|(place, number)| format!("(a{place}) {number} 0 R ")).collect();
    let catalog = format!("<</Type /Catalog /Pages 2 0 R /Names <</EmbeddedFiles <</Names [{names}]>>>>>>");
    let mut bodies = vec![body(&catalog), body(PAGES), body(PAGE)];
    for (number, (name, kind, content)) in specifications.iter().zip(attachments) {
        bodies.push(body(&format!("<</Type /Filespec /F ({name}) /UF ({name}) /EF <</F {} 0 R>>>>", number + 1)));
        bodies.push(stream(&format!("/Type /EmbeddedFile /Subtype /{}", kind.replace('/', "#2f")), content));
    }
    file(form, &bodies, "")
}

fn code(file: &[u8]) -> &'static str {
    extract(file, LIMITS).expect_err("should be refused").code()
}

/// Where the newest cross-references are.
fn newest(file: &[u8]) -> usize {
    let start = file.windows(9).rposition(|window| window == b"startxref").unwrap();
    std::str::from_utf8(&file[start + 9..]).unwrap().trim().strip_suffix("%%EOF").unwrap().trim().parse().unwrap()
}

fn flate(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(bytes, 6)
}

/// `qpdf --check`, where it is installed.
fn qpdf_accepts(file: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file.pdf");
    std::fs::write(&path, file).unwrap();
    match Command::new("qpdf").arg("--check").arg(&path).output() {
        Err(_) => println!("skipped: no qpdf here"),
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout)),
    }
}

#[test]
fn attaches_a_credential_and_keeps_every_byte() {
    for form in FORMS {
        let before = plain(form);
        let baked = bake(&before, CREDENTIAL, LIMITS).unwrap();
        assert!(is_pdf(&baked) && baked.starts_with(&before), "{form:?}");
        assert_eq!(extract(&baked, LIMITS).unwrap(), CREDENTIAL);
        assert_eq!(bake(&before, CREDENTIAL, LIMITS).unwrap(), baked);
        qpdf_accepts(&before);
        qpdf_accepts(&baked);
    }
}

#[test]
fn another_reader_finds_the_credential_under_its_name_type_and_relationship() {
    for (form, text, name, kind) in [
        (Form::Table, CREDENTIAL, "credential.json", "application/ld+json"),
        (Form::Stream, CREDENTIAL, "credential.json", "application/ld+json"),
        (Form::Table, TOKEN, "credential.jwt", "application/jwt"),
        (Form::Table, "eyJ9.e30.c2ln~WyJhIl0~", "credential.sd-jwt", "application/sd-jwt"),
    ] {
        let baked = bake(&plain(form), text, LIMITS).unwrap();
        let document = Document::load_mem(&baked).unwrap();
        let catalog = document.catalog().unwrap();
        let files = catalog.get(b"Names").unwrap().as_dict().unwrap().get(b"EmbeddedFiles").unwrap().as_dict().unwrap();
        let names = files.get(b"Names").unwrap().as_array().unwrap();
        assert_eq!(names[0].as_str().unwrap(), name.as_bytes());
        let associated = catalog.get(b"AF").unwrap().as_array().unwrap();
        assert_eq!(associated[..], names[1..]);
        let specification = document.get_dictionary(names[1].as_reference().unwrap()).unwrap();
        for key in [b"F".as_slice(), b"UF"] {
            assert_eq!(specification.get(key).unwrap().as_str().unwrap(), name.as_bytes());
        }
        assert_eq!(specification.get(b"AFRelationship").unwrap().as_name().unwrap(), b"Data");
        let embedded = specification.get(b"EF").unwrap().as_dict().unwrap().get(b"F").unwrap().as_reference().unwrap();
        let embedded = document.get_object(embedded).unwrap().as_stream().unwrap();
        assert_eq!(embedded.content, text.as_bytes());
        assert_eq!(embedded.dict.get(b"Subtype").unwrap().as_name().unwrap(), kind.as_bytes());
        let size = embedded.dict.get(b"Params").unwrap().as_dict().unwrap().get(b"Size").unwrap().as_i64().unwrap();
        assert_eq!(size, text.len() as i64);
        assert_eq!(document.get_pages().len(), 1);
    }
}

/// A file by another writer, with an annex, a tree of names in two levels and packed streams.
fn of_another_writer(content: &[u8]) -> Document {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "MediaBox" => vec![0.into(), 0.into(), 200.into(), 300.into()],
    });
    document.objects.insert(
        pages,
        Object::Dictionary(dictionary! {
            "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1,
        }),
    );
    let mut attach = |name: &str, kind: &str, content: &[u8]| {
        let embedded: Dictionary = dictionary! { "Type" => "EmbeddedFile", "Subtype" => Object::Name(kind.into()) };
        let mut stream = Stream::new(embedded, content.to_vec());
        stream.compress().unwrap();
        let stream = document.add_object(stream);
        document.add_object(dictionary! {
            "Type" => "Filespec", "UF" => Object::string_literal(name), "EF" => dictionary! { "UF" => stream },
        })
    };
    let (annex, badge) =
        (attach("regulations.pdf", "application/pdf", b"%PDF-"), attach("b", "application/vc", content));
    let leaf = |name: &str, of: (u32, u16)| {
        dictionary! {
            "Limits" => vec![Object::string_literal(name), Object::string_literal(name)],
            "Names" => vec![Object::string_literal(name), of.into()],
        }
    };
    let kids = [leaf("annex", annex), leaf("badge", badge)].map(|leaf| document.add_object(leaf).into());
    let tree = document.add_object(dictionary! { "Kids" => kids.to_vec() });
    let names = document.add_object(dictionary! { "EmbeddedFiles" => tree });
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "Names" => names });
    document.trailer.set("Root", catalog);
    document
}

#[test]
fn finds_and_replaces_the_credential_of_another_writer_and_keeps_its_annex() {
    let mut table = Vec::new();
    of_another_writer(CREDENTIAL.as_bytes()).save_to(&mut table).unwrap();
    let mut packed = Vec::new();
    of_another_writer(CREDENTIAL.as_bytes()).save_modern(&mut packed).unwrap();
    for file in [table, packed] {
        assert_eq!(extract(&file, LIMITS).unwrap(), CREDENTIAL);
        let baked = bake(&file, OTHER, LIMITS).unwrap();
        assert!(baked.starts_with(&file));
        assert_eq!(extract(&baked, LIMITS).unwrap(), OTHER);
        qpdf_accepts(&baked);
        let document = Document::load_mem(&baked).unwrap();
        let names = document.catalog().unwrap().get(b"Names").unwrap().as_dict().unwrap();
        let names = names.get(b"EmbeddedFiles").unwrap().as_dict().unwrap().get(b"Names").unwrap().as_array().unwrap();
        let names: Vec<&[u8]> = names.iter().filter_map(|name| name.as_str().ok()).collect();
        assert_eq!(names, [b"annex".as_slice(), b"credential.json"]);
        // The last revision is our own: it is written anew.
        assert_eq!(bake(&baked, CREDENTIAL, LIMITS).unwrap(), bake(&file, CREDENTIAL, LIMITS).unwrap());
    }
}

#[test]
fn baking_again_replaces_and_never_grows() {
    for form in FORMS {
        for before in [plain(form), plain(form).trim_ascii_end().to_vec()] {
            let once = bake(&before, OTHER, LIMITS).unwrap();
            assert_eq!(bake(&once, CREDENTIAL, LIMITS).unwrap(), bake(&before, CREDENTIAL, LIMITS).unwrap());
            assert_eq!(bake(&once, TOKEN, LIMITS).unwrap(), bake(&before, TOKEN, LIMITS).unwrap());
            assert_eq!(bake(&once, OTHER, LIMITS).unwrap(), once);
        }
    }
}

#[test]
fn a_credential_under_a_later_revision_of_somebody_else_is_replaced_as_well() {
    for form in FORMS {
        let mut revised = bake(&plain(form), OTHER, LIMITS).unwrap();
        let offset = newest(&revised);
        revise(&mut revised, form, 40, &[body("(a note)")], &format!("/Root 1 0 R /Prev {offset}"));
        assert_eq!(extract(&revised, LIMITS).unwrap(), OTHER);
        let baked = bake(&revised, CREDENTIAL, LIMITS).unwrap();
        assert!(baked.starts_with(&revised));
        assert_eq!(extract(&baked, LIMITS).unwrap(), CREDENTIAL);
        qpdf_accepts(&baked);
    }
}

#[test]
fn the_credential_is_the_one_attachment_that_is_meant_and_reads_as_one() {
    let annex = ("annex.txt", "text/plain", b"{\"@context\":[]}".as_slice());
    let data = ("marks.json", "application/json", b"{\"marks\":[1,2]}".as_slice());
    let list = ("list.json", "application/json", b"[1]".as_slice());
    let badge = ("badge.json", "text/plain", CREDENTIAL.as_bytes());
    let typed = ("badge", "application/vc", CREDENTIAL.as_bytes());
    let token = ("badge.jwt", "application/octet-stream", TOKEN.as_bytes());
    for form in FORMS {
        for (one, expected) in [(badge, CREDENTIAL), (typed, CREDENTIAL), (token, TOKEN)] {
            assert_eq!(extract(&with(form, &[annex, data, one, list]), LIMITS).unwrap(), expected);
        }
        assert_eq!(extract(&with(form, &[annex, data, list]), LIMITS), Err(Error::NoCredential { attachments: 3 }));
        assert_eq!(extract(&with(form, &[badge, annex, token]), LIMITS), Err(Error::ManyCredentials { found: 2 }));
        assert_eq!(extract(&plain(form), LIMITS), Err(Error::NoCredential { attachments: 0 }));
        // What the strict reader refuses makes no room for another.
        let broken = ("old.json", "application/json", b"{\"@context\":[],\"a\":1,\"a\":2}".as_slice());
        assert_eq!(code(&with(form, &[broken, badge])), "pdf.many-credentials");
        assert!(extract(&with(form, &[broken, data]), LIMITS).unwrap().contains("\"a\":2"));
        // Baking leaves one of several.
        let baked = bake(&with(form, &[badge, annex, token]), OTHER, LIMITS).unwrap();
        assert_eq!(extract(&baked, LIMITS).unwrap(), OTHER);
    }
}

#[test]
fn one_attachment_that_is_named_twice_is_one() {
    for associated in ["/AF [4 0 R]", "/AF [<</F (b.json) /EF <</F 5 0 R>>>>]", "/AF 6 0 R"] {
        let catalog =
            format!("<</Type /Catalog /Pages 2 0 R {associated} /Names <</EmbeddedFiles <</Names [(b) 4 0 R]>>>>>>");
        let bodies = [
            body(&catalog),
            body(PAGES),
            body(PAGE),
            body("<</F (b.json) /UF (b.json) /EF <</F 5 0 R /UF 5 0 R>>>>"),
            stream("", CREDENTIAL.as_bytes()),
            body("[4 0 R]"),
        ];
        assert_eq!(extract(&file(Form::Table, &bodies, ""), LIMITS).unwrap(), CREDENTIAL, "{associated}");
    }
}

#[test]
fn an_annex_of_our_name_keeps_it() {
    let annex = ("credential.json", "application/json", b"{}".as_slice());
    let mut bodies = vec![
        body("<</Type /Catalog /Pages 2 0 R /Names <</EmbeddedFiles <</Names [(credential.json) 4 0 R]>>>>>>"),
        body(PAGES),
        body(PAGE),
        body("<</F (credential.json) /EF <</F 5 0 R>>>>"),
    ];
    bodies.push(stream("", annex.2));
    let baked = bake(&file(Form::Table, &bodies, ""), CREDENTIAL, LIMITS).unwrap();
    assert_eq!(extract(&baked, LIMITS).unwrap(), CREDENTIAL);
    assert_eq!(bake(&baked, CREDENTIAL, LIMITS).unwrap(), baked);
    qpdf_accepts(&baked);
}

#[test]
fn reads_tables_and_streams_in_one_file() {
    // As office programs write it: the table hides what only readers of streams see.
    let mut out = plain(Form::Table);
    let offset = newest(&out);
    let mut places = Vec::new();
    let catalog = "<</Type /Catalog /Pages 2 0 R /Names <</EmbeddedFiles <</Names [(b) 4 0 R]>>>>>>";
    let hidden = [
        (1, body(catalog)),
        (4, body("<</F (b.json) /EF <</F 5 0 R>>>>")),
        (5, stream("/Filter [/FlateDecode]", &flate(CREDENTIAL.as_bytes()))),
    ];
    for (number, body) in &hidden {
        places.push(out.len());
        out.extend([format!("{number} 0 obj\n").as_bytes(), body, b"\nendobj\n"].concat());
    }
    let beside = out.len();
    let rows: Vec<u8> = places[1..].iter().flat_map(|place| (*place as u32).to_be_bytes()).collect();
    let head = format!("9 0 obj\n<</Type /XRef /Size 10 /Index [4 2] /W [0 4 0] /Length {}>>\nstream\n", rows.len());
    out.extend([head.as_bytes(), &rows, b"\nendstream\nendobj\n"].concat());
    let start = out.len();
    let table = format!("xref\n1 1\n{:010} 00000 n \n4 2\n0000000000 00000 f \n0000000000 00000 f \n", places[0]);
    let trailer =
        format!("trailer\n<</Size 10 /Root 1 0 R /Prev {offset} /XRefStm {beside}>>\nstartxref\n{start}\n%%EOF");
    out.extend([table, trailer].concat().bytes());
    assert_eq!(extract(&out, LIMITS).unwrap(), CREDENTIAL);
    let baked = bake(&out, OTHER, LIMITS).unwrap();
    assert_eq!(extract(&baked, LIMITS).unwrap(), OTHER);
    qpdf_accepts(&baked);
}

#[test]
fn reads_what_qpdf_packs() {
    let folder = tempfile::tempdir().unwrap();
    let [from, to] = ["from.pdf", "to.pdf"].map(|name| folder.path().join(name));
    std::fs::write(&from, bake(&plain(Form::Table), CREDENTIAL, LIMITS).unwrap()).unwrap();
    for more in [["--object-streams=generate", "--compress-streams=y"], ["--linearize", "--object-streams=generate"]] {
        let Ok(output) = Command::new("qpdf").args(more).args([&from, &to]).output() else {
            println!("skipped: no qpdf here");
            return;
        };
        assert!(output.status.success(), "{output:?}");
        // Predictors in cross-references, objects in object streams.
        let packed = std::fs::read(&to).unwrap();
        assert_eq!(extract(&packed, LIMITS).unwrap(), CREDENTIAL);
        let baked = bake(&packed, OTHER, LIMITS).unwrap();
        assert_eq!(extract(&baked, LIMITS).unwrap(), OTHER);
        qpdf_accepts(&baked);
    }
}

#[test]
fn refuses_what_is_encrypted_and_says_what_is_signed() {
    let bodies = [body("<</Type /Catalog /Pages 2 0 R>>"), body(PAGES), body(PAGE), body("<</Filter /Standard>>")];
    for form in FORMS {
        let encrypted = file(form, &bodies, "/Encrypt 4 0 R");
        assert_eq!(extract(&encrypted, LIMITS), Err(Error::Encrypted));
        assert_eq!(bake(&encrypted, CREDENTIAL, LIMITS), Err(Error::Encrypted));
        for (catalog, is_signed) in [
            ("<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [] /SigFlags 3>>>>", true),
            ("<</Type /Catalog /Pages 2 0 R /Perms <</DocMDP 4 0 R>>>>", true),
            ("<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields []>>>>", false),
        ] {
            let signed = file(form, &[body(catalog), body(PAGES), body(PAGE), body("<<>>")], "");
            assert_eq!(Pdf::open(&signed, LIMITS).unwrap().is_signed(), is_signed, "{catalog}");
            assert!(bake(&signed, CREDENTIAL, LIMITS).unwrap().starts_with(&signed));
        }
    }
}

#[test]
fn refuses_to_bake_what_is_no_credential() {
    for text in ["[]", "", "a.b", "{", r#"{"a":1,"a":2}"#] {
        assert_eq!(bake(&plain(Form::Table), text, LIMITS).unwrap_err().code(), "pdf.unfit-credential", "{text}");
    }
}

#[test]
fn refuses_loops_by_name() {
    let tree = |kids: &str| {
        let catalog = "<</Type /Catalog /Pages 2 0 R /Names <</EmbeddedFiles 4 0 R>>>>";
        file(Form::Table, &[body(catalog), body(PAGES), body(PAGE), body(kids), body("<</Kids [4 0 R]>>")], "")
    };
    for kids in ["<</Kids [4 0 R]>>", "<</Kids [5 0 R]>>", "<</Kids [5 0 R 5 0 R]>>"] {
        assert_eq!(code(&tree(kids)), "pdf.malformed", "{kids}");
    }
    // A revision that comes after itself, and a stream whose length is itself.
    for form in FORMS {
        let once = plain(form);
        let mut looped = once.clone();
        let start = looped.len() + "40 0 obj\n(a)\nendobj\n".len();
        revise(&mut looped, form, 40, &[body("(a)")], &format!("/Root 1 0 R /Prev {start}"));
        assert_eq!(code(&looped), "pdf.malformed", "{form:?}");
    }
    let catalog = "<</Type /Catalog /Pages 2 0 R /Names <</EmbeddedFiles <</Names [(b) 4 0 R]>>>>>>";
    let specification = body("<</F (b.json) /EF <</F 5 0 R>>>>");
    let length = body("<</Length 5 0 R>>\nstream\n{}\nendstream");
    assert_eq!(
        code(&file(Form::Table, &[body(catalog), body(PAGES), body(PAGE), specification, length], "")),
        "pdf.malformed"
    );
    let reference = [body(catalog), body(PAGES), body(PAGE), body("5 0 R"), body("4 0 R")];
    assert_eq!(code(&file(Form::Table, &reference, "")), "pdf.malformed");
}

#[test]
fn unpacks_no_bomb() {
    let bomb = flate(&vec![b' '; 8 << 20]);
    let attached = |filter: &str, data: &[u8]| {
        let catalog = "<</Type /Catalog /Pages 2 0 R /Names <</EmbeddedFiles <</Names [(b) 4 0 R]>>>>>>";
        let specification = body("<</F (b.json) /EF <</F 5 0 R>>>>");
        file(Form::Table, &[body(catalog), body(PAGES), body(PAGE), specification, stream(filter, data)], "")
    };
    assert!(bomb.len() < 20_000);
    assert_eq!(code(&attached("/Filter /FlateDecode", &bomb)), "pdf.too-large");
    assert_eq!(code(&attached("/Filter [/FlateDecode /FlateDecode]", &flate(&bomb))), "pdf.filter");
    for filter in ["/Filter /LZWDecode", "/Filter /Crypt", "/F (elsewhere)", "/Filter /FlateDecode /DecodeParms 3"] {
        assert_eq!(code(&attached(filter, &flate(CREDENTIAL.as_bytes()))), "pdf.filter", "{filter}");
    }
    assert_eq!(code(&attached("/Filter /FlateDecode", CREDENTIAL.as_bytes())), "pdf.malformed");
    assert_eq!(extract(&attached("/Filter /FlateDecode", &flate(CREDENTIAL.as_bytes())), LIMITS).unwrap(), CREDENTIAL);
    // In what has to be unpacked to find attachments at all, a bomb takes from the budget of the file.
    let mut small = Limits::DEFAULT;
    small.pdf_work = 1 << 20;
    let mut packed = Vec::new();
    of_another_writer(CREDENTIAL.as_bytes()).save_modern(&mut packed).unwrap();
    assert!(extract(&packed, &small).is_ok());
    small.pdf_work = 500;
    assert_eq!(extract(&packed, &small).unwrap_err().code(), "pdf.work-limit");
}

#[test]
fn counts_what_only_claims_to_be_many_and_deep() {
    let catalog = |more: &str| file(Form::Table, &[body(&format!("<</Type /Catalog {more}>>"))], "");
    assert_eq!(code(&catalog(&format!("/A {}{}", "[".repeat(100_000), "]".repeat(100_000)))), "pdf.too-deep");
    assert_eq!(code(&catalog(&format!("/A {}", "<</A ".repeat(100_000)))), "pdf.too-deep");
    let mut small = Limits::DEFAULT;
    small.pdf_objects = 1_000;
    let many = catalog(&format!("/A [{}]", "1 ".repeat(2_000)));
    assert_eq!(extract(&many, &small).unwrap_err().code(), "pdf.work-limit");
    let sizes = |more: &str| {
        let head =
            format!("%PDF-1.7\n1 0 obj\n<</Type /XRef /Root 1 0 R {more} /Length 4>>\nstream\n1234\nendstream\nendobj");
        [head.as_bytes(), b"\nstartxref\n9\n%%EOF"].concat()
    };
    assert_eq!(code(&sizes("/Size 99999999999 /W [1 1 1]")), "pdf.work-limit");
    for malformed in
        ["/Size 9 /W [0 0 0]", "/Size 9 /W [1 9 1]", "/Size 9 /W [1 1]", "/W [1 1 1]", "/Size 9 /W [1 1 1]"]
    {
        assert_eq!(code(&sizes(malformed)), "pdf.malformed", "{malformed}");
    }
    let table = b"%PDF-1.7\nxref\n0 99999999999\n0000000000 65535 f \ntrailer\n<<>>\nstartxref\n9\n%%EOF";
    assert_eq!(code(table), "pdf.malformed");
}

#[test]
fn refuses_what_readers_would_have_to_guess() {
    let good = String::from_utf8(plain(Form::Table).into_iter().map(|byte| byte & 0x7f).collect()).unwrap();
    assert_eq!(code(good.as_bytes()), "pdf.no-credential");
    for (from, to) in [
        ("/Root 1 0 R", "/Root 2 0 R"),
        ("/Root 1 0 R", "/Root 7 0 R"),
        ("/Root 1 0 R", "/Rood 1 0 R"),
        ("1 0 obj", "9 0 obj"),
        ("<</Type /Catalog", "<</Type /Catalog /Type /Catalog"),
        ("startxref", "startxxxx"),
        ("%%EOF", "%%EOG"),
        ("%%EOF", "%%EOF trailing"),
        ("0000000000 65535 f", "0000000000 65535 x"),
        ("%PDF", " %PDF"),
    ] {
        let other = good.replacen(from, to, 1);
        assert_ne!(other, good);
        assert_eq!(code(other.as_bytes()), "pdf.malformed", "{from} -> {to}");
    }
}

#[test]
fn a_file_that_is_cut_anywhere_is_refused() {
    for form in FORMS {
        let baked = bake(&plain(form), CREDENTIAL, LIMITS).unwrap();
        let before = plain(form).len();
        for end in 0..baked.trim_ascii_end().len() {
            let expected = if (before - 1..=before).contains(&end) { "pdf.no-credential" } else { "pdf.malformed" };
            assert_eq!(code(&baked[..end]), expected, "{form:?}: the first {end} bytes");
        }
    }
}

#[test]
fn refuses_files_past_the_cap() {
    let mut limits = Limits::DEFAULT;
    limits.pdf_bytes = bake(&plain(Form::Table), CREDENTIAL, LIMITS).unwrap().len();
    assert!(bake(&plain(Form::Table), CREDENTIAL, &limits).is_ok());
    let longer = CREDENTIAL.replace("Teamwork", "Teamworks");
    assert_eq!(bake(&plain(Form::Table), &longer, &limits).unwrap_err().code(), "pdf.too-large");
    limits.pdf_bytes = plain(Form::Table).len() - 1;
    assert_eq!(extract(&plain(Form::Table), &limits).unwrap_err().code(), "pdf.too-large");
}

proptest! {
    #[test]
    fn altered_bytes_never_panic_and_never_show_two_credentials(
        is_table in any::<bool>(),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let form = if is_table { Form::Table } else { Form::Stream };
        let mut file = bake(&with(form, &[("annex.txt", "text/plain", b"a")]), CREDENTIAL, LIMITS).unwrap();
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if let Ok(text) = extract(&file, LIMITS) {
            prop_assert!(text.len() < 200);
        }
        let _ = bake(&file, OTHER, LIMITS);
    }

    #[test]
    fn gives_back_what_was_baked(is_table in any::<bool>(), name in "\\PC*") {
        let form = if is_table { Form::Table } else { Form::Stream };
        let text = serde_json::json!({ "@context": [], "name": name }).to_string();
        let baked = bake(&plain(form), &text, LIMITS).unwrap();
        prop_assert_eq!(extract(&baked, LIMITS).unwrap(), text);
        prop_assert!(baked.starts_with(&plain(form)));
    }
}
