//! A revision with a credential attached, after all that is in the file (ISO 32000-2 §7.5.6, incremental updates).

use super::attachments::Attachments;
use super::file::File;
use super::object::{Dictionary, Id, Object};
use super::{Error, Pdf};
use crate::base::limits::Limits;
use crate::codec::json;
use crate::codec::token::is_token;
use sha2::{Digest, Sha256};

/// What a credential is attached as: file name and media type.
pub(crate) struct Form {
    pub(crate) name: &'static str,
    pub(crate) media_type: &'static str,
}

/// The file with `credential` attached, in the place of any that was.
pub(super) fn bake(pdf: &[u8], credential: &str, limits: &Limits) -> Result<Vec<u8>, Error> {
    let credential = credential.trim_ascii();
    let form = Form::of(credential, limits)?;
    let baked = append(before_own(pdf, limits).unwrap_or(pdf), credential, &form, limits)?;
    match baked.len() > limits.pdf_bytes {
        true => Err(Error::TooLarge { what: "PDF", limit: limits.pdf_bytes, found: baked.len() }),
        false => Ok(baked),
    }
}

impl Form {
    pub(crate) fn of(credential: &str, limits: &Limits) -> Result<Self, Error> {
        if is_token(credential) {
            return Ok(match credential.contains('~') {
                true => Self { name: "credential.sd-jwt", media_type: "application/sd-jwt" },
                false => Self { name: "credential.jwt", media_type: "application/jwt" },
            });
        }
        let document = json::Document::parse(credential.as_bytes(), limits).map_err(Error::UnfitCredential)?;
        match document.root().is_object() {
            true => Ok(Self { name: "credential.json", media_type: "application/ld+json" }),
            false => Err(Error::UnfitCredential(json::Error::unexpected_type(document.root(), "an object"))),
        }
    }
}

/// The file before its last revision, if that is one of ours: if baking again gives the same bytes.
fn before_own<'b>(pdf: &'b [u8], limits: &Limits) -> Option<&'b [u8]> {
    let opened = Pdf::open(pdf, limits).ok()?;
    let credential = opened.credential().ok()?;
    let form = Form::of(credential, limits).ok()?;
    let first = pdf.get(..opened.first_of_newest?)?;
    [Some(first), first.strip_suffix(b"\n")]
        .into_iter()
        .flatten()
        .find(|before| append(before, credential, &form, limits).is_ok_and(|again| again == pdf))
}

/// Appends a revision: the embedded file, its specification, the catalog that names both, and cross-references.
fn append(pdf: &[u8], credential: &str, form: &Form, limits: &Limits) -> Result<Vec<u8>, Error> {
    let mut file = File::open(pdf, limits)?;
    let (root, mut catalog) = super::catalog(&mut file)?;
    let attachments = Attachments::read(&mut file, &catalog, limits)?.without_credentials(&mut file)?;
    let highest = file.entries.last_key_value().map_or(0, |(number, _)| *number);
    let free = file.newest.trailer.size("Size").and_then(|size| u32::try_from(size).ok()).unwrap_or(0);
    let mut next = free.max(highest.saturating_add(1));
    let mut new_id = || {
        let id = Id { number: next, generation: 0 };
        next = next.saturating_add(1);
        id
    };
    let (embedded, specification) = (new_id(), new_id());

    let names = match catalog.at("Names") {
        Some(names) => file.resolve(names)?,
        None => Object::Null,
    };
    let mut names = if let Object::Dictionary(names) = names { names } else { Dictionary::default() };
    names.set("EmbeddedFiles", tree(attachments.named, form.name, specification));
    catalog.set("Names", Object::Dictionary(names));
    let mut associated = attachments.associated;
    associated.push(Object::Reference(specification));
    catalog.set("AF", Object::Array(associated));

    let mut out = Update { bytes: pdf.to_vec(), places: Vec::new() };
    if !pdf.ends_with(b"\n") {
        out.bytes.push(b'\n');
    }
    out.stream(embedded, embedded_file(form, credential), credential.as_bytes());
    out.object(specification, specification_of(form, embedded));
    out.object(root, catalog);
    out.finish(&file, &mut new_id, credential);
    Ok(out.bytes)
}

/// One node with all names in their order (§7.9.6), ours among them.
fn tree(mut named: Vec<(Object, Object)>, name: &str, specification: Id) -> Object {
    let bytes = |name: &Object| if let Object::String(name) = name { name.clone() } else { Vec::new() };
    // A name of an annex that is called the same: names are keys, so ours is made another.
    let mut own = name.as_bytes().to_vec();
    while named.iter().any(|(name, _)| bytes(name) == own) {
        own.push(b'+');
    }
    named.push((Object::String(own), Object::Reference(specification)));
    named.sort_by_key(|(name, _)| bytes(name));
    let mut node = Dictionary::default();
    node.set("Names", Object::Array(named.into_iter().flat_map(|(name, object)| [name, object]).collect()));
    Object::Dictionary(node)
}

fn embedded_file(form: &Form, credential: &str) -> Dictionary {
    let mut parameters = Dictionary::default();
    parameters.set("Size", Object::size(credential.len()));
    let mut dictionary = Dictionary::default();
    dictionary.set("Type", Object::name("EmbeddedFile"));
    dictionary.set("Subtype", Object::name(form.media_type));
    dictionary.set("Length", Object::size(credential.len()));
    dictionary.set("Params", Object::Dictionary(parameters));
    dictionary
}

fn specification_of(form: &Form, embedded: Id) -> Dictionary {
    let mut files = Dictionary::default();
    files.set("F", Object::Reference(embedded));
    files.set("UF", Object::Reference(embedded));
    let text = |text: &str| Object::String(text.as_bytes().to_vec());
    let mut dictionary = Dictionary::default();
    dictionary.set("Type", Object::name("Filespec"));
    dictionary.set("F", text(form.name));
    dictionary.set("UF", text(form.name));
    dictionary.set("Desc", text(DESCRIPTION));
    // The pages show what the data say (§7.11.3, table 43).
    dictionary.set("AFRelationship", Object::name("Data"));
    dictionary.set("EF", Object::Dictionary(files));
    dictionary
}

/// A file to which a revision is appended, and where each object of that is.
struct Update {
    bytes: Vec<u8>,
    places: Vec<(Id, usize)>,
}

impl Update {
    fn head(&mut self, id: Id) {
        self.places.push((id, self.bytes.len()));
        self.bytes.extend_from_slice(format!("{} {} obj\n", id.number, id.generation).as_bytes());
    }

    fn object(&mut self, id: Id, dictionary: Dictionary) {
        self.head(id);
        dictionary.write(&mut self.bytes);
        self.bytes.extend_from_slice(b"\nendobj\n");
    }

    fn stream(&mut self, id: Id, dictionary: Dictionary, data: &[u8]) {
        self.head(id);
        dictionary.write(&mut self.bytes);
        self.bytes.extend_from_slice(b"\nstream\n");
        self.bytes.extend_from_slice(data);
        self.bytes.extend_from_slice(b"\nendstream\nendobj\n");
    }

    /// Writes cross-references in the form that the file has, and the end.
    fn finish(&mut self, file: &File<'_>, new_id: &mut impl FnMut() -> Id, credential: &str) {
        let mut trailer = Dictionary::default();
        for key in ["Root", "Info", "ID"] {
            if let Some(object) = file.newest.trailer.at(key) {
                trailer.set(key, object.clone());
            }
        }
        // The second half names the revision (§14.4).
        if let Some(Object::Array(id)) = file.newest.trailer.at("ID")
            && let [first, second] = id.as_slice()
        {
            let mut written = Vec::new();
            second.write(&mut written);
            let digest = Sha256::new().chain_update(written).chain_update(credential).finalize();
            let second = Object::String(digest.iter().take(16).copied().collect());
            trailer.set("ID", Object::Array(vec![first.clone(), second]));
        }
        trailer.set("Prev", Object::size(file.newest.offset));
        let start = self.bytes.len();
        if file.newest.is_stream {
            self.finish_stream(trailer, new_id());
        } else {
            let size = new_id().number;
            trailer.set("Size", Object::Integer(size.into()));
            self.finish_table(&trailer);
        }
        self.bytes.extend_from_slice(format!("\nstartxref\n{start}\n%%EOF\n").as_bytes());
    }

    fn finish_table(&mut self, trailer: &Dictionary) {
        self.bytes.extend_from_slice(b"xref\n");
        self.places.sort();
        for (id, offset) in &self.places {
            let entry = format!("{} 1\n{offset:010} {:05} n \n", id.number, id.generation);
            self.bytes.extend_from_slice(entry.as_bytes());
        }
        self.bytes.extend_from_slice(b"trailer\n");
        trailer.write(&mut self.bytes);
    }

    fn finish_stream(&mut self, mut trailer: Dictionary, own: Id) {
        self.places.push((own, self.bytes.len()));
        self.places.sort();
        let mut rows = Vec::new();
        let mut index = Vec::new();
        for (id, offset) in &self.places {
            index.extend([Object::Integer(id.number.into()), Object::Integer(1)]);
            rows.push(1);
            rows.extend(u64::try_from(*offset).unwrap_or(u64::MAX).to_be_bytes());
            rows.extend(id.generation.to_be_bytes());
        }
        trailer.set("Type", Object::name("XRef"));
        trailer.set("Size", Object::Integer(i64::from(own.number).saturating_add(1)));
        trailer.set("W", Object::Array([1, 8, 2].map(Object::Integer).to_vec()));
        trailer.set("Index", Object::Array(index));
        trailer.set("Length", Object::size(rows.len()));
        self.bytes.extend_from_slice(format!("{} {} obj\n", own.number, own.generation).as_bytes());
        trailer.write(&mut self.bytes);
        self.bytes.extend_from_slice(b"\nstream\n");
        self.bytes.extend_from_slice(&rows);
        self.bytes.extend_from_slice(b"\nendstream\nendobj");
    }
}

/// What a viewer says of the attachment.
pub(crate) const DESCRIPTION: &str = "Open Badges credential";
