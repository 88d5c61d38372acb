//! VCDM 2.0 §5.3: whether the resources that the badge names by a digest are what they were. None is fetched: what is not at hand is said,
//! and decides nothing, since no other check reads it.

use crate::base::hex;
use crate::codec::json::Node;
use crate::verify::Pages;
use crate::verify::case::Case;
use crate::verify::integrity::{Expected, Kind};
use crate::verify::report::{Check, CheckId, Finding};
use std::collections::BTreeSet;

pub(in crate::verify) fn check(case: &Case<'_>) -> Check {
    let (mut findings, mut seen, mut is_compared) = (Vec::new(), BTreeSet::new(), false);
    for resource in case.root.get("relatedResource").into_iter().flat_map(Node::one_or_many) {
        let id = resource.get("id").and_then(Node::as_str);
        let finding = match id {
            None => Finding::fault("resources.malformed", "a related resource has no `id`"),
            Some(id) if !seen.insert(id) => {
                Finding::fault("resources.malformed", format!("`{id}` is a related resource twice"))
            }
            Some(id) => compare(case, id, resource),
        };
        is_compared |= finding.code() != NOT_AT_HAND;
        findings.push(finding.at(resource.pointer()));
    }
    add_pictures(case, &seen, &mut findings);
    if let Some(finding) = pages(case) {
        is_compared |= finding.code() != PAGES;
        findings.push(finding);
    }
    match is_compared {
        true => Check::of(CheckId::Resources, findings),
        false => Check::not_applicable(CheckId::Resources, findings),
    }
}

const NOT_AT_HAND: &str = "resources.not-at-hand";

const PAGES: &str = "resources.pages";

/// The pages of a PDF: nothing that is printed there is read, but what they say to be printed from is compared.
fn pages(case: &Case<'_>) -> Option<Finding> {
    Some(match case.badge.pages()? {
        Pages::Silent => {
            Finding::note(PAGES, "the signature covers the attached badge, and not what is to be read on the pages")
        }
        Pages::FromThis => {
            let message =
                "the pages say that they were printed from the attached badge; what they say was not compared";
            Finding::note("resources.source", message)
        }
        Pages::FromAnother => {
            let message = "the pages say that they were printed from another badge than the attached one, which alone was verified";
            Finding::warning("resources.other-source", message)
        }
    })
}

fn compare(case: &Case<'_>, id: &str, resource: Node<'_>) -> Finding {
    let expected = match Expected::read(resource) {
        Ok(expected) => expected,
        Err(message) => return unreadable(case, id, message),
    };
    if let Some(bytes) = case.materials.find(id) {
        return match expected.iter().all(|digests| digests.hold(bytes)) {
            true => Finding::note("resources.match", format!("`{id}` is what it was when the badge was signed")),
            false => {
                Finding::fault("resources.altered", format!("`{id}` is not what it was when the badge was signed"))
            }
        };
    }
    let Some(context) = case.verifier.contexts.info(id) else {
        return Finding::note(NOT_AT_HAND, format!("what lies {}, and was not compared", case.materials.absent(id)));
    };
    // A table of ours stands for its published document, of which it knows one digest.
    let of_256 = expected.iter().flat_map(|digests| digests.of(Kind::Sha256)).collect::<Vec<_>>();
    match of_256.iter().find(|digest| !context.has_digest(&hex::lower(digest))) {
        None if of_256.is_empty() => {
            let message = format!("`{id}` is a known context, whose digest by SHA-256 alone is known");
            Finding::note(NOT_AT_HAND, message)
        }
        None => Finding::note("resources.match", format!("`{id}` is the context that the issuer means")),
        Some(digest) => {
            let message = format!(
                "the issuer means a context document `{id}` with SHA-256 {}, and it was read by one with {}",
                hex::lower(digest),
                context.sha256()
            );
            case.relaxation("resources.other-context", message)
        }
    }
}

/// A digest in no form of the standard: of a resource that nothing here reads, that is no reason against the badge.
fn unreadable(case: &Case<'_>, id: &str, message: &str) -> Finding {
    let message = format!("the digest of `{id}` cannot be read: {message}");
    match case.materials.find(id) {
        Some(_) => Finding::open("resources.digest", message),
        None => Finding::warning("resources.digest", message),
    }
}

/// Pictures that lie elsewhere: the signature covers their addresses, not what is to be seen there.
fn add_pictures(case: &Case<'_>, covered: &BTreeSet<&str>, findings: &mut Vec<Finding>) {
    let subject = case.root.get("credentialSubject");
    let achievement = subject.and_then(|subject| subject.get("achievement"));
    let owners = [Some(case.root), subject, achievement, case.root.get("issuer")];
    let images = owners.into_iter().flatten().filter_map(|owner| owner.get("image"));
    findings.extend(images.filter_map(|image| {
        let address = image.as_str().or_else(|| image.get("id")?.as_str())?;
        (address.starts_with("http") && !covered.contains(address)).then(|| {
            let message = "the signature covers the address of this picture, and not what is to be seen there";
            Finding::note("resources.picture", message).at(image.pointer())
        })
    }));
}
