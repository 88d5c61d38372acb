//! JSON as a person writes it: one member a line.

use super::document::InPolicy;

/// Writes JSON with two blanks of indentation.
#[derive(Default)]
pub(super) struct Writer {
    out: String,
    depth: usize,
    /// Whether the innermost object or array is still empty.
    empty: bool,
    /// Whether what has its default is left out.
    is_brief: bool,
}

impl Writer {
    /// A writer that leaves out whatever has its default.
    pub(super) fn brief() -> Self {
        Self { is_brief: true, ..Self::default() }
    }

    /// The document, ended by a line break.
    pub(super) fn finish(self) -> String {
        self.out + "\n"
    }

    pub(super) fn open(&mut self, bracket: char) {
        self.out.push(bracket);
        self.depth = self.depth.saturating_add(1);
        self.empty = true;
    }

    pub(super) fn close(&mut self, bracket: char) {
        self.depth = self.depth.saturating_sub(1);
        if !self.empty {
            self.line();
        }
        self.out.push(bracket);
        self.empty = false;
    }

    /// Before each member or item.
    pub(super) fn next(&mut self) {
        if !self.empty {
            self.out.push(',');
        }
        self.empty = false;
        self.line();
    }

    pub(super) fn required<T: InPolicy>(&mut self, name: &str, value: &T) {
        self.name(name);
        value.write(self);
    }

    pub(super) fn optional<T: InPolicy + Default + PartialEq>(&mut self, name: &str, value: &T) {
        if *value != T::default() {
            self.required(name, value);
        }
    }

    pub(super) fn defaulted<T: InPolicy + Default + PartialEq>(&mut self, name: &str, value: &T) {
        if !self.is_brief || *value != T::default() {
            self.required(name, value);
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        self.out.push_str(&serde_json::Value::from(text).to_string());
    }

    /// Takes over a JSON text as it is, but for the depth of its lines.
    pub(super) fn json(&mut self, json: &str) {
        for (number, line) in json.lines().enumerate() {
            if number > 0 {
                self.line();
            }
            self.out.push_str(line);
        }
    }

    fn name(&mut self, name: &str) {
        self.next();
        self.text(name);
        self.out.push_str(": ");
    }

    fn line(&mut self) {
        self.out.push('\n');
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
    }
}
