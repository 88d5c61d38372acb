//! Value Expansion (JSON-LD 1.1 API, section 5.3.2).

use super::super::definition::Coercion;
use super::Processor;
use super::active::{Active, Reading};
use super::element::Under;
use super::error::Error;
use super::item::{Content, Item, Literal, Object};
use super::keyword::Keyword;

impl<'d> Processor<'d> {
    /// What a string, number or boolean is as a value of a property.
    pub(super) fn value(&self, active: &Active<'d>, under: Under<'d>, content: Content<'d>) -> Result<Item<'d>, Error> {
        let term = under.term(active);
        let coercion = term.map_or(&Coercion::Native, |term| &term.coercion);
        let reading = match coercion {
            // 1
            Coercion::Id => Some(Reading::Document),
            // 2
            Coercion::Vocab => Some(Reading::Both),
            Coercion::Native | Coercion::None | Coercion::Json | Coercion::Datatype(_) => None,
        };
        if let (Some(reading), Content::Text(text)) = (reading, content) {
            let mut node = Object::default();
            node.set_id(self.expand(active, text, reading)?.as_text());
            return Ok(Item::Node(node));
        }
        // 3
        let mut literal = Literal::new(content);
        match (coercion, content) {
            // 4
            (Coercion::Datatype(datatype), _) => {
                self.budget.take_text(datatype.len())?;
                literal.datatype = Some((**datatype).into());
            }
            (Coercion::Json, _) => literal.datatype = Some(Keyword::Json.as_str().into()),
            // 5
            (_, Content::Text(_)) => {
                literal.language = term.and_then(|term| term.language).unwrap_or(active.language);
                literal.direction = term.and_then(|term| term.direction).unwrap_or(active.direction);
            }
            _ => {}
        }
        // 6
        Ok(Item::Value(literal))
    }
}
