//! Generated credentials: every class and property of Open Badges 3.0, terms of our own context, and a context that
//! stands written out. One seed gives one credential, here and wherever it is generated again.

mod classes;
mod draw;
mod loose;
mod values;

use draw::{Draw, Odd};
use openbadges::codec::ld::Contexts;
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(crate) use values::{ODD_NUMBERS, odd_names};

/// Where the generated credentials find our own context.
pub(crate) const EXTENSION: &str = "https://school.example/contexts/micro-credentials";

/// A generated credential.
pub(crate) struct Generated {
    pub(crate) document: Value,
    /// The names of the odd values and loose parts in it.
    pub(crate) odd: BTreeSet<String>,
    /// Whether it says something that the strict reader refuses and a general one reads.
    pub(crate) is_loose: bool,
}

/// The credential of `seed`. Of four, two have one odd value alone, one has any number of them, and one is loose.
pub(crate) fn credential(seed: u64) -> Generated {
    let (round, turn) = (usize::try_from(seed / 4).unwrap(), seed % 4);
    let odd = match turn {
        0 | 1 => {
            let names = odd_names();
            Odd::One(names[(2 * round + usize::from(turn == 1)) % names.len()].clone())
        }
        2 => Odd::Any,
        // Loose parts stand in the place of others, and are odd enough.
        _ => Odd::Nothing,
    };
    let is_loose = turn == 3;
    let mut draw = Draw::of(seed, odd);
    let mut document = classes::credential(&mut draw);
    if is_loose {
        loose::loosen(&mut document, round, &mut draw);
    }
    Generated { document, odd: draw.met, is_loose }
}

/// The bundled contexts, our own at [`EXTENSION`], and the one that stands written out.
pub(crate) fn contexts() -> Contexts {
    let mut contexts = Contexts::bundled();
    contexts.host_extension(EXTENSION).unwrap();
    contexts.register_inline(inline().to_string().as_bytes()).unwrap();
    contexts
}

/// A context that stands written out, with a term for each way of reading a value.
pub(crate) fn inline() -> Value {
    let term = |name: &str| format!("https://school.example/terms#{name}");
    let xsd = |name: &str| format!("http://www.w3.org/2001/XMLSchema#{name}");
    json!({
        "amount": term("amount"),
        "hours": {"@id": term("hours"), "@type": xsd("double")},
        "rooms": {"@id": term("rooms"), "@type": xsd("integer")},
        "heading": {"@id": term("heading"), "@container": "@language"},
        "motto": {"@id": term("motto"), "@language": "fr"},
        "hebrew": {"@id": term("hebrew"), "@language": "he", "@direction": "rtl"},
        "marks": {"@id": term("marks"), "@container": "@list"},
        "times": {"@id": term("times"), "@container": ["@set"], "@type": xsd("dateTime")},
        "settings": {"@id": term("settings"), "@type": "@json"},
        "partner": {"@id": term("partner"), "@type": "@id"},
        "kind": {"@id": term("kind"), "@type": "@vocab"},
        "Seminar": {"@id": term("Seminar"), "@context": {"amount": term("seats"), "room": term("room")}},
        "claim": {"@id": term("claim"), "@container": "@graph"},
        "kept": term("kept"),
        "unit": {"@id": term("unit"), "@context": {"amount": {"@id": term("credits"), "@type": xsd("decimal")}}},
    })
}
