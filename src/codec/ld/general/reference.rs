//! References and the IRIs that they stand for (RFC 3986, section 5.2).

use crate::base::iri::is_absolute;

/// Whether `text` has the form of an IRI: a scheme, a colon, and nothing after it that no IRI may hold.
pub(super) fn is_iri(text: &str) -> bool {
    is_absolute(text) || scheme(text).is_some_and(|(_, rest)| rest.is_empty())
}

/// Whether `text` is an absolute IRI that RDF can state: [`is_absolute`], and with one fragment at most.
pub(super) fn is_well_formed(text: &str) -> bool {
    is_absolute(text) && text.bytes().filter(|byte| *byte == b'#').count() <= 1
}

/// Whether `text` is the name of a blank node.
pub(super) fn is_blank(text: &str) -> bool {
    text.starts_with("_:")
}

/// Resolves `reference` against `base`; nothing is normalised but the dot segments of a path that is not absolute.
pub(super) fn resolve(base: &str, reference: &str) -> String {
    // 5.2.2
    if scheme(reference).is_some() {
        return reference.to_owned();
    }
    let (base, given) = (Reference::of(base), Reference::of(reference));
    let target = match given {
        Reference { authority: Some(_), .. } => {
            Reference { scheme: base.scheme, path: without_dots(&given.path), ..given }
        }
        Reference { ref path, query, .. } if path.is_empty() => {
            Reference { query: query.or(base.query), fragment: given.fragment, ..base }
        }
        _ => {
            let path = if given.path.starts_with('/') { given.path } else { base.merged(&given.path) };
            let path = without_dots(&path);
            Reference { scheme: base.scheme, authority: base.authority, path, ..given }
        }
    };
    target.recomposed()
}

/// A reference in its components (RFC 3986, appendix B).
struct Reference<'t> {
    scheme: Option<&'t str>,
    authority: Option<&'t str>,
    path: String,
    query: Option<&'t str>,
    fragment: Option<&'t str>,
}

impl<'t> Reference<'t> {
    fn of(text: &'t str) -> Self {
        let (scheme, rest) = scheme(text).map_or((None, text), |(scheme, rest)| (Some(scheme), rest));
        let (rest, fragment) = cut_at(rest, '#');
        let (rest, query) = cut_at(rest, '?');
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => {
                let end = rest.find('/').unwrap_or(rest.len());
                let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
                (Some(authority), path)
            }
            None => (None, rest),
        };
        Self { scheme, authority, path: path.to_owned(), query, fragment }
    }

    /// 5.2.3
    fn merged(&self, path: &str) -> String {
        if self.authority.is_some() && self.path.is_empty() {
            return format!("/{path}");
        }
        self.path.rsplit_once('/').map_or_else(|| path.to_owned(), |(folder, _)| format!("{folder}/{path}"))
    }

    /// 5.3
    fn recomposed(&self) -> String {
        let mut text = String::new();
        let parts = [("", self.scheme, ":"), ("//", self.authority, ""), ("", Some(self.path.as_str()), "")];
        for (before, part, after) in parts.into_iter().chain([("?", self.query, ""), ("#", self.fragment, "")]) {
            if let Some(part) = part {
                text.extend([before, part, after]);
            }
        }
        text
    }
}

/// What stands before the first colon and after it, when the former is a scheme.
fn scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let mut bytes = scheme.bytes();
    let fits = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    fits.then_some((scheme, rest))
}

fn cut_at(text: &str, mark: char) -> (&str, Option<&str>) {
    text.split_once(mark).map_or((text, None), |(before, after)| (before, Some(after)))
}

/// 5.2.4
fn without_dots(path: &str) -> String {
    let mut output = String::with_capacity(path.len());
    let mut input = path;
    while !input.is_empty() {
        let next = |rest: Option<&'_ str>| rest.filter(|rest| rest.is_empty() || rest.starts_with('/')).is_some();
        if let Some(rest) = input.strip_prefix("../").or_else(|| input.strip_prefix("./")) {
            // A
            input = rest;
        } else if next(input.strip_prefix("/.")) {
            // B
            input = input.strip_prefix("/.").filter(|rest| !rest.is_empty()).unwrap_or("/");
        } else if next(input.strip_prefix("/..")) {
            // C
            input = input.strip_prefix("/..").filter(|rest| !rest.is_empty()).unwrap_or("/");
            output.truncate(output.rfind('/').unwrap_or(0));
        } else if input == "." || input == ".." {
            // D
            input = "";
        } else {
            // E
            let end = input.char_indices().skip(1).find(|(_, character)| *character == '/');
            let end = end.map_or(input.len(), |(at, _)| at);
            let (segment, rest) = input.split_at_checked(end).unwrap_or((input, ""));
            output.push_str(segment);
            input = rest;
        }
    }
    output
}

#[cfg(test)]
mod tests {
    use super::{is_iri, resolve};

    #[test]
    fn resolves_as_the_examples_of_rfc_3986_do() {
        for (reference, iri) in [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q#s"),
            ("g#s", "http://a/b/c/g#s"),
            (";x", "http://a/b/c/;x"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("..g", "http://a/b/c/..g"),
            ("./../g", "http://a/b/g"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
        ] {
            assert_eq!(resolve("http://a/b/c/d;p?q", reference), iri, "{reference}");
        }
    }

    #[test]
    fn resolves_against_bases_without_a_path() {
        assert_eq!(resolve("http://a", "g"), "http://a/g");
        assert_eq!(resolve("tag:a", "g"), "tag:g");
        assert_eq!(resolve("urn:x/y", "../../g"), "urn:/g");
    }

    #[test]
    fn tells_iris_by_their_scheme() {
        assert!(is_iri("ex:") && is_iri("https://example.org/") && is_iri("urn:a"));
        assert!(!is_iri("ex:a b") && !is_iri("1:a") && !is_iri("a") && !is_iri("_:a"));
    }
}
