//! The crate `json-ld`, which expands by the general algorithm and knows no table.

use json_ld::rdf_types::{RdfDisplay, generator};
use json_ld::syntax::{Parse, Value};
use json_ld::{IriBuf, JsonLdProcessor, Options, RemoteDocument, rdf::RdfDirection};
use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

pub(crate) type Loader = HashMap<IriBuf, RemoteDocument>;

/// The published contexts of a folder.
pub(crate) fn published(folder: &Path) -> Loader {
    let read = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap();
    let index: serde_json::Value = serde_json::from_str(&read("index.json")).unwrap();
    let current = index.as_array().unwrap().iter().filter(|one| one["role"] == "current");
    loader(current.map(|one| (one["url"].as_str().unwrap().to_owned(), read(one["file"].as_str().unwrap()))))
}

/// Context documents by URL.
pub(crate) fn loader(documents: impl IntoIterator<Item = (String, String)>) -> Loader {
    let loaded = documents.into_iter().map(|(url, text)| {
        let url = IriBuf::new(url).unwrap();
        let (value, _) = Value::parse_str(&text).unwrap();
        (url.clone(), RemoteDocument::new(Some(url), None, value))
    });
    loaded.collect()
}

/// The statements of a document, or what is said instead.
pub(crate) fn nquads(document: &serde_json::Value, loader: &Loader) -> Result<String, String> {
    let (value, _) = Value::parse_str(&document.to_string()).unwrap();
    let document = RemoteDocument::new(None, None, value);
    let options = Options { rdf_direction: Some(RdfDirection::I18nDatatype), ..Options::default() };
    let future = pin!(document.to_rdf_with_using((), generator::Blank::new(), loader, options));
    let Poll::Ready(result) = future.poll(&mut Context::from_waker(Waker::noop())) else { unreachable!() };
    let mut nquads = String::new();
    for quad in result.map_err(|error| error.to_string())?.cloned_quads() {
        writeln!(nquads, "{} .", quad.rdf_display()).unwrap();
    }
    Ok(nquads)
}
