//! Active contexts (JSON-LD 1.1 API, section 4.1) compiled into lookup tables, each combination once.
//!
//! A context array, and then each scoped context on first use, becomes an [`Active`]: a flat table of all terms in
//! force. Compiled tables are kept in a tree that hangs off [`Roots`] and is only ever added to, so that all documents
//! and threads share them by plain reference. How much is kept is capped; beyond the cap a combination is compiled
//! for the document at hand and dropped with it.

use super::definition::{Coercion, Container, Definition, Direction, Keyword, Meaning, Term};
use super::slots::Slots;
use crate::base::iri::{is_absolute, split_scheme};
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// The terms in force somewhere in a document.
pub(super) struct Active {
    slots: Slots,
    /// `@vocab`: the namespace of keys and types that are no terms.
    pub(super) vocab: Option<Box<str>>,
    /// `@language` of strings that say nothing else.
    pub(super) language: Option<Box<str>>,
    /// `@direction` of strings that say nothing else.
    pub(super) direction: Option<Direction>,
    /// The keys that stand for `@type`.
    pub(super) type_keys: Vec<Box<str>>,
    /// The keys that stand for `@id`.
    pub(super) id_keys: Vec<Box<str>>,
    /// The keys that stand for `@value`.
    pub(super) value_keys: Vec<Box<str>>,
    /// The terms that may stand before a colon in an identifier.
    prefixes: Vec<Box<str>>,
    /// How many contexts were applied, one on another.
    layer: u16,
    /// Contexts of documents, applied on this one.
    next: OnceLock<Box<[Next; NEXT]>>,
    kept: bool,
}

/// The outcome of a context by the address of its definitions; holding them keeps the address taken.
type Next = OnceLock<(Arc<[Definition]>, Box<Active>)>;

impl Active {
    fn initial() -> Self {
        Self::assemble(BTreeMap::new(), Settings::default(), 0)
    }

    /// What the term `name` means here.
    pub(super) fn slot(&self, name: &str) -> Option<&Slot> {
        self.slots.find(name)
    }

    /// The first term in force that stands for `iri`.
    pub(super) fn slot_of(&self, iri: &str) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.row.iri() == Some(iri))
    }

    /// The term by which `iri` is used as a property.
    pub(super) fn first_of(&self, iri: &str) -> Option<&str> {
        self.slots.iter().find(|slot| !slot.second && slot.row.iri() == Some(iri)).map(Slot::name)
    }

    /// Whether `iri` begins with a prefix, so that a general processor would write it out in full.
    pub(super) fn is_compact(&self, iri: &str) -> bool {
        !self.prefixes.is_empty()
            && split_scheme(iri).is_some_and(|(prefix, rest)| {
                !rest.starts_with("//") && self.prefixes.iter().any(|known| **known == *prefix)
            })
    }

    /// Applies the context scoped to a property, whose slot is in `self`, on `self` or on the context that the node
    /// reverts to; the latter is the same for every visit of `self`.
    pub(super) fn inside<'a>(
        &'a self,
        slot: &'a Slot,
        reverted: Option<&'a Self>,
        budget: &Budget<'_>,
    ) -> Result<Handle<'a>, Clash> {
        let (Some(scoped), Some(scopes)) = (&slot.row.term.scoped, &slot.scopes) else {
            return Ok(Handle::Kept(reverted.unwrap_or(self)));
        };
        let (base, cell) = reverted.map_or((self, &scopes.here), |base| (base, &scopes.reverted));
        self.remember(cell, budget, || base.apply(scoped, Guard::Overridden))
    }

    fn remember<'a>(
        &self,
        cell: &'a OnceLock<Box<Self>>,
        budget: &Budget<'_>,
        make: impl FnOnce() -> Result<Self, Clash>,
    ) -> Result<Handle<'a>, Clash> {
        if let Some(active) = cell.get() {
            return Ok(Handle::Kept(active));
        }
        let mut made = Box::new(make()?);
        if !budget.take(self) {
            return Ok(Handle::Loose(made));
        }
        made.kept = self.kept;
        Ok(Handle::Kept(cell.get_or_init(|| made)))
    }

    /// Context Processing Algorithm (JSON-LD 1.1 API, section 4.1.2) with every IRI resolved before.
    fn apply(&self, definitions: &[Definition], guard: Guard) -> Result<Self, Clash> {
        let mut settings = Settings::of(self);
        let mut rows: BTreeMap<&str, Arc<Row>> =
            self.slots.iter().map(|slot| (slot.name(), slot.row.clone())).collect();
        let mut layer = self.layer;
        for definition in definitions {
            layer = layer.saturating_add(1);
            // 5.1
            if definition.clears {
                if guard != Guard::Overridden && rows.values().any(|row| row.term.protected) {
                    return Err(Clash::Nullification);
                }
                rows.clear();
                settings = Settings::default();
            }
            // 5.8 to 5.10
            settings.vocab = definition.vocab.clone().or(settings.vocab);
            settings.language = definition.language.clone().or(settings.language);
            settings.direction = definition.direction.or(settings.direction);
            // 5.13
            for term in &definition.terms {
                let name = &*term.name;
                let term = match term.under(|prefix| rows.get(prefix).and_then(|row| row.namespace())) {
                    Some(term) => Cow::Owned(term),
                    None => Cow::Borrowed(term),
                };
                let row = rows.get(name);
                // Scopes of contexts before this one may be written with the prefix, and were resolved with it.
                if guard == Guard::Named && row.is_some_and(|row| row.term.prefix && row.term.meaning != term.meaning) {
                    return Err(Clash::Redefinition { term: term.name.clone() });
                }
                if let Some(row) = row
                    && guard != Guard::Overridden
                    && row.term.protected
                {
                    // Create Term Definition, 27
                    if !is_same(&row.term, &term) {
                        return Err(Clash::Redefinition { term: term.name.clone() });
                    }
                } else {
                    rows.insert(name, Arc::new(Row::new(term.into_owned(), layer)));
                }
            }
        }
        Ok(Self::assemble(rows, settings, layer))
    }

    fn assemble(rows: BTreeMap<&str, Arc<Row>>, settings: Settings, layer: u16) -> Self {
        let named = |keyword| {
            let meaning = Meaning::Keyword(keyword);
            let rows = rows.values().filter(move |row| row.term.meaning == meaning);
            rows.map(|row| row.term.name.clone()).collect()
        };
        let prefixes = rows.values().filter(|row| row.term.prefix).map(|row| row.term.name.clone()).collect();
        // The first name of each IRI: the one a property is called by.
        let mut firsts: BTreeMap<&str, (bool, u16)> = BTreeMap::new();
        for row in rows.values() {
            if let Some(iri) = row.iri() {
                let rank = firsts.entry(iri).or_insert_with(|| row.rank());
                *rank = row.rank().min(*rank);
            }
        }
        let slots = rows.values().map(|row| Slot {
            second: row.iri().is_some_and(|iri| firsts.get(iri).is_some_and(|first| *first < row.rank())),
            scopes: row.term.scoped.is_some().then(Box::default),
            row: row.clone(),
        });
        Self {
            slots: Slots::new(slots.collect()),
            type_keys: named(Keyword::Type),
            id_keys: named(Keyword::Id),
            value_keys: named(Keyword::Value),
            vocab: settings.vocab,
            language: settings.language,
            direction: settings.direction,
            prefixes,
            layer,
            next: OnceLock::new(),
            kept: false,
        }
    }
}

/// A term in force.
pub(super) struct Slot {
    pub(super) row: Arc<Row>,
    /// Whether another term is the one by which the IRI is used as a property. A key spelt like this would be signed
    /// alike and found by nobody: such as `Criteria`, the class, for `criteria`.
    pub(super) second: bool,
    scopes: Option<Box<Scopes>>,
}

impl Slot {
    pub(super) fn name(&self) -> &str {
        &self.row.term.name
    }

    /// What the term stands for; nothing, if that could not be stated.
    pub(super) fn meaning(&self) -> &Meaning {
        if self.row.sound { &self.row.term.meaning } else { &Meaning::Nothing }
    }

    /// Whether a context applies inside.
    pub(super) fn is_scoped(&self) -> bool {
        self.scopes.is_some()
    }

    /// Whether the scoped context holds below the node itself.
    pub(super) fn propagates(&self, default: bool) -> bool {
        let scoped = self.row.term.scoped.iter().flat_map(|definitions| definitions.iter());
        scoped.filter_map(|definition| definition.propagate).next_back().unwrap_or(default)
    }
}

/// The contexts that follow from a term's scoped context.
#[derive(Default)]
struct Scopes {
    typed: OnceLock<Box<Active>>,
    here: OnceLock<Box<Active>>,
    reverted: OnceLock<Box<Active>>,
}

/// A term definition and when it was made.
pub(super) struct Row {
    pub(super) term: Term,
    /// Whether its IRI and its datatype are absolute, so that they can be stated without another look.
    sound: bool,
    /// Whether it is a property with values in a set and no peculiarity: most are.
    pub(super) plain: bool,
    layer: u16,
}

impl Row {
    fn new(term: Term, layer: u16) -> Self {
        let sound = match (&term.meaning, &term.coercion) {
            (Meaning::Iri(iri), Coercion::Datatype(datatype)) => is_absolute(iri) && is_absolute(datatype),
            (Meaning::Iri(iri), _) => is_absolute(iri),
            (Meaning::Keyword(_) | Meaning::Nothing, _) => true,
        };
        let Container { set: _, list, language, index, id, typ, graph } = term.container;
        let peculiar = list || language || index || id || typ || graph || term.reverse;
        let plain = !peculiar && term.coercion != Coercion::Json && !term.name.contains(':');
        Self { term, sound, plain, layer }
    }

    fn iri(&self) -> Option<&str> {
        match &self.term.meaning {
            Meaning::Iri(iri) => Some(iri),
            Meaning::Keyword(_) | Meaning::Nothing => None,
        }
    }

    /// What the term stands for before a colon.
    fn namespace(&self) -> Option<&str> {
        self.iri().filter(|_| self.term.prefix)
    }

    /// Properties before classes, which begin with a capital; then the term that was there first.
    fn rank(&self) -> (bool, u16) {
        (self.term.name.starts_with(|initial: char| initial.is_ascii_uppercase()), self.layer)
    }
}

/// An active context, shared or of one document.
pub(super) enum Handle<'a> {
    Kept(&'a Active),
    Loose(Box<Active>),
}

impl<'a> Handle<'a> {
    /// Applies the context scoped to a type, whose slot is in `self` or in a context that `self` was made from.
    pub(super) fn typed(self, slot: &Slot, budget: &Budget<'_>) -> Result<Self, Clash> {
        let Some(scoped) = &slot.row.term.scoped else { return Ok(self) };
        let Self::Kept(active) = self else { return Ok(Self::Loose(Box::new(self.apply(scoped, Guard::Kept)?))) };
        let own = active.slot(slot.name()).filter(|own| Arc::ptr_eq(&own.row, &slot.row));
        let make = || active.apply(scoped, Guard::Kept);
        match own.and_then(|own| own.scopes.as_ref()) {
            Some(scopes) => active.remember(&scopes.typed, budget, make),
            None => Ok(Self::Loose(Box::new(make()?))),
        }
    }

    /// Applies a context that a document names.
    pub(super) fn then(self, definitions: &Arc<[Definition]>, budget: &Budget<'_>) -> Result<Self, Clash> {
        let Self::Kept(active) = self else { return Ok(Self::Loose(Box::new(self.apply(definitions, Guard::Named)?))) };
        let next = active.next.get_or_init(|| Box::new([const { OnceLock::new() }; NEXT]));
        for cell in next.iter() {
            let (key, after) = match cell.get() {
                Some((key, after)) => (key, after),
                None => {
                    let mut made = Box::new(active.apply(definitions, Guard::Named)?);
                    if !budget.take(active) {
                        return Ok(Self::Loose(made));
                    }
                    made.kept = active.kept;
                    // Another thread may have filled the cell meanwhile, with this context or another.
                    let (key, after) = cell.get_or_init(|| (definitions.clone(), made));
                    (key, after)
                }
            };
            if Arc::ptr_eq(key, definitions) {
                return Ok(Self::Kept(after));
            }
        }
        Ok(Self::Loose(Box::new(active.apply(definitions, Guard::Named)?)))
    }
}

impl Deref for Handle<'_> {
    type Target = Active;

    fn deref(&self) -> &Active {
        match self {
            Self::Kept(active) => active,
            Self::Loose(active) => active,
        }
    }
}

/// A context that may not follow the ones before it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Clash {
    Redefinition { term: Box<str> },
    Nullification,
}

/// The initial context, and with it everything that was compiled on it.
pub(crate) struct Roots {
    initial: Active,
    kept: AtomicUsize,
}

impl Roots {
    pub(super) fn initial(&self) -> &Active {
        &self.initial
    }
}

impl Default for Roots {
    fn default() -> Self {
        Self { initial: Active { kept: true, ..Active::initial() }, kept: AtomicUsize::new(0) }
    }
}

impl std::fmt::Debug for Roots {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Roots").field("kept", &self.kept).finish_non_exhaustive()
    }
}

/// How many more compiled contexts may be remembered: for everybody, and for the document at hand.
pub(super) struct Budget<'a> {
    kept: &'a AtomicUsize,
    loose: Cell<usize>,
}

impl<'a> Budget<'a> {
    pub(super) fn new(roots: &'a Roots) -> Self {
        Self { kept: &roots.kept, loose: Cell::new(0) }
    }

    /// Whether what follows from `active` may be remembered in it.
    fn take(&self, active: &Active) -> bool {
        if active.layer >= LAYERS {
            return false;
        }
        if active.kept {
            let more = |kept: usize| (kept < KEPT).then(|| kept.saturating_add(1));
            return self.kept.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more).is_ok();
        }
        let taken = self.loose.get();
        self.loose.set(taken.saturating_add(1));
        taken < LOOSE
    }
}

/// What a context sets besides terms.
#[derive(Default)]
struct Settings {
    vocab: Option<Box<str>>,
    language: Option<Box<str>>,
    direction: Option<Direction>,
}

impl Settings {
    fn of(active: &Active) -> Self {
        Self { vocab: active.vocab.clone(), language: active.language.clone(), direction: active.direction }
    }
}

/// Whether protected terms may be redefined: a property-scoped context may, others may not.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Guard {
    /// A context that the document names: protected terms and prefixes keep their meaning.
    Named,
    /// The context of a type: protected terms keep their meaning.
    Kept,
    /// The context of a property may give any term another meaning.
    Overridden,
}

/// Whether two definitions agree in all but `@protected`.
fn is_same(one: &Term, other: &Term) -> bool {
    let Term { name, meaning, prefix, protected: _, reverse, coercion, container, language, direction, .. } = one;
    let Term { index, nest, scoped, .. } = one;
    *name == other.name
        && *meaning == other.meaning
        && *prefix == other.prefix
        && *reverse == other.reverse
        && *coercion == other.coercion
        && *container == other.container
        && *language == other.language
        && *direction == other.direction
        && *index == other.index
        && *nest == other.nest
        && *scoped == other.scoped
}

/// Compiled contexts kept for all documents: the bundled ones make fewer than 200, at about 4 kB each.
const KEPT: usize = 1_024;
/// Compiled contexts kept for one document once the common store is full.
const LOOSE: usize = 64;
/// Contexts applied one on another in what is kept, so that dropping the tree stays shallow.
const LAYERS: u16 = 64;
/// Contexts kept that follow directly on one and the same context of a document.
const NEXT: usize = 32;
