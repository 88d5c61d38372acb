//! Lists that cannot be empty.

/// One value or more, in order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OneOrMore<T> {
    first: T,
    rest: Vec<T>,
}

impl<T> OneOrMore<T> {
    /// The first value; further ones come by [`OneOrMore::with`].
    #[must_use]
    pub fn new(first: T) -> Self {
        Self { first, rest: Vec::new() }
    }

    /// Adds one at the end.
    #[must_use]
    pub fn with(mut self, value: T) -> Self {
        self.rest.push(value);
        self
    }

    /// All of them, the first one first.
    #[must_use]
    pub fn into_vec(self) -> Vec<T> {
        std::iter::once(self.first).chain(self.rest).collect()
    }
}

impl<T> From<T> for OneOrMore<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}
