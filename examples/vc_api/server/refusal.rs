//! Why a request is refused: always status 400, and a body that says why.

use openbadges::base::Malformed;
use openbadges::codec::json::{self, Node};
use openbadges::codec::ld;
use openbadges::proof;
use serde_json::{Value, json};

#[derive(Debug)]
pub(super) struct Refusal {
    code: &'static str,
    detail: String,
}

impl Refusal {
    pub(super) fn new(code: &'static str, expected: &str) -> Self {
        Self { code, detail: format!("expected {expected}") }
    }

    /// A value that the data model does not have there.
    pub(super) fn at(node: Node<'_>, expected: &str) -> Self {
        let found: String = node.source().chars().take(LONGEST).collect();
        let detail = format!("`{}`: expected {expected}, found `{}`", node.pointer(), found.escape_debug());
        Self { code: "model.malformed", detail }
    }

    /// A member that is missing or has no such value.
    pub(super) fn member(node: Node<'_>, name: &str, expected: &str) -> Self {
        match node.get(name) {
            Some(found) => Self::at(found, expected),
            None => {
                let detail = format!("`{}/{name}`: expected {expected}, found nothing", node.pointer());
                Self { code: "model.missing", detail }
            }
        }
    }

    pub(super) fn to_json(&self) -> Value {
        json!({"code": self.code, "detail": self.detail})
    }
}

impl From<json::Error> for Refusal {
    fn from(error: json::Error) -> Self {
        Self { code: error.code(), detail: error.to_string() }
    }
}

impl From<ld::Error> for Refusal {
    fn from(error: ld::Error) -> Self {
        Self { code: error.code(), detail: error.to_string() }
    }
}

impl From<proof::Error> for Refusal {
    fn from(error: proof::Error) -> Self {
        Self { code: error.code(), detail: error.to_string() }
    }
}

impl From<Malformed> for Refusal {
    fn from(fault: Malformed) -> Self {
        Self { code: fault.code(), detail: fault.to_string() }
    }
}

/// Characters of a value that a refusal repeats.
const LONGEST: usize = 200;
