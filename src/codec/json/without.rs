//! A document without some members of its outermost object, without a second reading.

use super::Document;
use super::node::{Entry, Span, row_place as place};
use std::sync::Arc;

impl Document {
    /// The same object without these members, as a document of its own: each other member as it was written. A value that is no
    /// object stays as it is.
    pub(crate) fn without(&self, names: &[&str]) -> Self {
        let root = self.root();
        if !root.is_object() || root.members().all(|(name, _)| !names.contains(&name)) {
            return self.clone();
        }
        let mut copy = Copy { from: self, text: String::with_capacity(self.text.len()), nodes: Vec::new() };
        copy.nodes.reserve(self.nodes.len());
        copy.nodes.extend(self.nodes.first());
        copy.text.push('{');
        let mut behind = root.offset();
        let mut index = 1;
        let mut count: u32 = 0;
        for (name, value) in root.members() {
            let next = self.nodes.get(place(index)).map_or(index, |entry| entry.next);
            if !names.contains(&name) {
                if count > 0 {
                    copy.text.push(',');
                }
                copy.member(behind, index, next);
                count = count.saturating_add(1);
            }
            behind = value.offset().saturating_add(value.source().len());
            index = next;
        }
        copy.finish(count)
    }
}

struct Copy<'d> {
    from: &'d Document,
    text: String,
    nodes: Vec<Entry>,
}

impl Copy<'_> {
    /// One member with all that is in it: the rows from `index` to `next`, written somewhere behind the last member.
    fn member(&mut self, behind: usize, index: u32, next: u32) {
        let rows = self.from.nodes.get(place(index)..place(next)).unwrap_or_default();
        let end = rows.first().map_or(behind, |value| value.source.range().end);
        // Between two members stand a comma, white space, and the quote that opens the name.
        let written = self.from.text.get(behind..end).unwrap_or_default();
        let quote = written.find('"').unwrap_or_default();
        let written = written.get(quote..).unwrap_or_default();
        // Differences of offsets and of rows, which may be negative: they wrap around and back.
        let moved = size(self.text.len()).wrapping_sub(size(behind.saturating_add(quote)));
        let row = size(self.nodes.len()).wrapping_sub(index);
        self.text.push_str(written);
        for entry in rows {
            let mut entry = *entry;
            entry.source = shift(entry.source, moved);
            // What stands behind the source finds its place at the end.
            if self.from.is_source(entry.name) {
                entry.name = shift(entry.name, moved);
            }
            if self.from.is_source(entry.value) {
                entry.value = shift(entry.value, moved);
            }
            entry.next = entry.next.wrapping_add(row);
            if entry.parent != 0 {
                entry.parent = entry.parent.wrapping_add(row);
            }
            self.nodes.push(entry);
        }
    }

    fn finish(mut self, count: u32) -> Document {
        self.text.push('}');
        let source_len = self.text.len();
        let rows = size(self.nodes.len());
        if let Some(root) = self.nodes.first_mut() {
            root.source = Span { start: 0, end: size(source_len) };
            root.next = rows;
            root.len = count;
        }
        let unescaped = self.from.text.get(self.from.source_len..).unwrap_or_default();
        if !unescaped.is_empty() {
            self.text.push_str(unescaped);
            self.move_unescaped(source_len);
        }
        Document { text: Arc::new(self.text), source_len, nodes: self.nodes }
    }

    /// Names and values that were unescaped stand behind the source, which is shorter now.
    fn move_unescaped(&mut self, source_len: usize) {
        let moved = size(source_len).wrapping_sub(size(self.from.source_len));
        let old = self.from.source_len;
        for entry in &mut self.nodes {
            for span in [&mut entry.name, &mut entry.value] {
                if span.range().end > old {
                    *span = shift(*span, moved);
                }
            }
        }
    }
}

fn shift(span: Span, moved: u32) -> Span {
    Span { start: span.start.wrapping_add(moved), end: span.end.wrapping_add(moved) }
}

/// INVARIANT: the reader takes no text of 4 GiB, and a text has no more rows than bytes.
fn size(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::limits::Limits;
    use crate::codec::json::Node;
    use proptest::prelude::*;

    fn parse(text: &str) -> Document {
        Document::parse(text.as_bytes(), &Limits::DEFAULT).unwrap()
    }

    /// Every value with what can be asked of it.
    fn told(document: &Document) -> Vec<(String, String, String, Option<String>)> {
        let ask = |node: Node<'_>| {
            let text = node.as_str().map(str::to_owned);
            (node.pointer(), node.name().to_owned(), node.source().to_owned(), text)
        };
        std::iter::once(document.root()).chain(document.root().descendants()).map(ask).collect()
    }

    #[track_caller]
    fn agrees(text: &str, names: &[&str], expected: &str) {
        let cut = parse(text).without(names);
        assert_eq!(cut.as_str(), expected);
        assert_eq!(told(&cut), told(&parse(expected)));
    }

    #[test]
    fn members_are_left_out_wherever_they_stand() {
        agrees(r#"{"iss":1,"a":[{"b":"c"}],"d":{}}"#, &["iss"], r#"{"a":[{"b":"c"}],"d":{}}"#);
        agrees(r#"{"a":[1,2] , "iss" : {"x":[]} ,"b":"c"}"#, &["iss", "exp"], r#"{"a":[1,2],"b":"c"}"#);
        agrees(" { \"a\" : 1 , \"exp\" : 2 } ", &["exp"], "{\"a\" : 1}");
        agrees(r#"{"iss":1,"exp":2}"#, &["iss", "exp"], "{}");
        // Only outermost members, and none of another value.
        agrees(r#"{"a":{"iss":1},"iss":2}"#, &["iss"], r#"{"a":{"iss":1}}"#);
        agrees(r#"[{"iss":1}]"#, &["iss"], r#"[{"iss":1}]"#);
    }

    #[test]
    fn what_was_unescaped_stays_with_its_member() {
        agrees(
            r#"{"i\u0073s":"\n","\u00e9\n":"\"x\"","b":{"\t":"y\\"}}"#,
            &["iss"],
            r#"{"\u00e9\n":"\"x\"","b":{"\t":"y\\"}}"#,
        );
        agrees(r#"{"a":"\n","iss":"\u0041\t","c":"\r"}"#, &["iss"], r#"{"a":"\n","c":"\r"}"#);
    }

    proptest! {
        #[test]
        fn it_is_as_if_the_text_had_been_read_without_them(members in proptest::collection::vec((0_u8..7, "[a-c\\n\\\\\"é]{0,4}", 0_u8..4), 0..8)) {
            let mut kept = Vec::new();
            let mut all = Vec::new();
            for (place, (leave_out, text, shape)) in members.iter().enumerate() {
                let quoted = serde_json::to_string(text).unwrap();
                let value = match shape {
                    0 => quoted.clone(),
                    1 => format!("[{quoted},[],{quoted}]"),
                    2 => format!("{{{quoted}:{{\"x\":{quoted}}},\"out\":1}}"),
                    _ => "12".to_owned(),
                };
                let name = if *leave_out == 0 && !all.iter().any(|m: &String| m.starts_with("\"out\"")) {
                    "\"out\"".to_owned()
                } else {
                    serde_json::to_string(&format!("{text}{place}")).unwrap()
                };
                let member = format!("{name}:{value}");
                if name != "\"out\"" {
                    kept.push(member.clone());
                }
                all.push(member);
            }
            let is_cut = kept.len() < all.len();
            let (all, kept) = (format!("{{{}}}", all.join(" , ")), format!("{{{}}}", kept.join(",")));
            prop_assume!(Document::parse(all.as_bytes(), &Limits::DEFAULT).is_ok());
            let cut = parse(&all).without(&["out"]);
            let expected = if is_cut { kept } else { all };
            prop_assert_eq!(cut.as_str(), expected.as_str());
            prop_assert_eq!(told(&cut), told(&parse(&expected)));
        }
    }
}
