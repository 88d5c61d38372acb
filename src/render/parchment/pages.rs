//! The pages, drawn and tagged.

use super::Parchment;
use super::canvas::{Align, Canvas, Piece, rectangle};
use super::error::Error;
use super::facts::{Facts, Side};
use super::frame;
use super::front::{CODE, CODE_GAP, Fact, Front, Letters, SIGNATURE, Setter};
use super::ink::Ink;
use super::table::{Table, nodes, stacked};
use super::typeface::{Embedded, Style};
use crate::base::language::Language;
use crate::render::qr::Code;
use krilla::Document;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{Page, PageSettings};
use krilla::tagging::{ArtifactType, BBox, Identifier, Node, Tag, TagGroup, TagTree};
use std::num::NonZeroU16;

/// A parchment, measured: what is left is to draw it.
pub(super) struct Pages<'p> {
    parchment: &'p Parchment,
    sides: &'p [Side],
    front: Front,
    logo: Option<(f32, f32)>,
    table: Option<Table>,
    heading: Vec<Piece>,
    overleaf: Vec<Piece>,
    code: Code,
    address: &'p str,
    body: String,
    title: String,
    running: [Piece; 2],
    size: (f32, f32),
    /// How many components stand on each page after the first; none if they are on that.
    lists: Vec<usize>,
    /// What is added to each gap of the first page for each share that it has.
    stretch: f32,
    /// Where the first text of that page stands.
    top: f32,
}

impl<'p> Pages<'p> {
    pub(super) fn measure(
        parchment: &'p Parchment,
        facts: &Facts<'_>,
        sides: &'p [Side],
        address: &'p str,
    ) -> Result<Self, Error> {
        let code = Code::of(address)?;
        let size = parchment.sheet.size();
        let width = size.0 - 2.0 * MARGIN;
        let setter = Setter { parchment, width };
        let first = sides.first().ok_or(Error::Unstated { element: "title" })?;
        let front = Front::measure(parchment, facts, sides, address, width)?;
        let head = Letters { style: Style::Bold, ink: parchment.ink, largest: 10.5, smallest: 7.0, lines: 1 };
        let note = Letters { style: Style::Italic, ink: Ink::GREY, largest: 9.5, ..head };
        let fixed = |letters: Letters, word: fn(&Side) -> &'static str| -> Result<Vec<Piece>, Error> {
            sides.iter().map(|side| setter.piece(word(side), &side.fixed(), "fixed words", letters)).collect()
        };
        let title = facts.title(first);
        let large = Letters { largest: 13.0, smallest: 8.0, lines: 2, ..head };
        let plain = Letters { style: Style::Regular, ink: Ink::BLACK, largest: 10.5, ..large };
        let running = [
            setter.piece(&title, &first.language, "title", large)?,
            setter.piece(facts.learner, &Language::undetermined(), "learner's name", plain)?,
        ];
        let mut pages = Self {
            parchment,
            sides,
            front,
            logo: parchment.logo.as_ref().map(|logo| logo.size_in(LOGO.0, LOGO.1)),
            table: Table::measure(&setter, facts, sides)?,
            heading: fixed(head, |side| side.wording.components())?,
            overleaf: fixed(note, |side| side.wording.overleaf())?,
            code,
            address,
            body: facts.bodies.join(", "),
            title,
            running,
            size,
            lists: Vec::new(),
            stretch: 0.0,
            top: TOP,
        };
        pages.lay_out()?;
        Ok(pages)
    }

    /// Finds out whether the components have room on the first page, and divides what is left of it.
    fn lay_out(&mut self) -> Result<(), Error> {
        let shares: f32 = self.slots().iter().map(|slot| slot.share).sum();
        if self.free() < 0.0
            && let Some(table) = &self.table
        {
            let (top, bottom) = (self.list_top(), self.size.1 - frame::INSIDE - FOOT);
            self.lists = table.pages(bottom - top - self.heading_height(), bottom - top - self.heading_height());
        }
        match self.free() {
            free if free < 0.0 => Err(Error::NoRoom { sheet: self.parchment.sheet.code() }),
            free => {
                self.stretch = (free / shares).min(MOST_STRETCH);
                self.top = TOP + (free - self.stretch * shares) * ABOVE;
                Ok(())
            }
        }
    }

    /// What is left of the first page with all gaps as small as they may be.
    fn free(&self) -> f32 {
        let used: f32 = self.slots().iter().map(|slot| slot.gap + slot.height).sum();
        self.signatures_top() - TOP - used
    }

    /// What stands above the signatures, from top to bottom.
    fn slots(&self) -> Vec<Slot> {
        let front = &self.front;
        let mut slots = Vec::new();
        let mut add = |part, height: f32, gap, share| {
            if height > 0.0 {
                slots.push(Slot { part, height, gap, share });
            }
        };
        add(Part::Logo, self.logo.map_or(0.0, |(_, height)| height), 0.0, 0.2);
        add(Part::Bodies, stacked(&front.bodies, 4.0), 12.0, 0.3);
        add(Part::Provider, stacked(&front.provider, 4.0), 7.0, 0.0);
        add(Part::Ornament, 5.0, 11.0, 0.5);
        add(Part::Certifies, stacked(&front.certifies, 4.0), 13.0, 0.7);
        add(Part::Learner, front.learner.block.height, 14.0, 0.6);
        add(Part::Awarded, stacked(&front.awarded, 4.0), 16.0, 0.6);
        add(Part::Titles, stacked(&front.titles, 6.0), 14.0, 0.6);
        add(Part::Facts, front.facts.iter().map(Fact::height).fold(0.0, f32::max), 22.0, 0.8);
        match &self.table {
            Some(table) if self.lists.is_empty() => {
                add(Part::Table, self.heading_height() + table.height(), 20.0, 0.7);
            }
            Some(_) => add(Part::Overleaf, stacked(&self.overleaf, 4.0), 18.0, 0.8),
            None => {}
        }
        add(Part::End, f32::MIN_POSITIVE, 0.0, 0.5);
        slots
    }

    fn signatures_top(&self) -> f32 {
        let highest = self.front.signatures.iter().map(|signature| {
            signature.name.block.height + signature.office.as_ref().map_or(0.0, |office| office.block.height + 4.0)
        });
        let names = highest.fold(0.0, f32::max);
        let signing = if names > 0.0 { TO_SIGN + 7.0 + names + 20.0 } else { 0.0 };
        self.strip_top() - 12.0 - signing
    }

    fn strip_top(&self) -> f32 {
        self.size.1 - frame::INSIDE - 24.0 - self.strip_height()
    }

    fn strip_height(&self) -> f32 {
        CODE.max(stacked(&self.front.verify, 5.0) + 6.0 + self.front.address.block.height)
    }

    fn heading_height(&self) -> f32 {
        stacked(&self.heading, 4.0) + 7.0
    }

    fn list_top(&self) -> f32 {
        TOP + stacked(&self.running, 6.0) + 24.0
    }

    fn count(&self) -> usize {
        self.lists.len().saturating_add(1)
    }

    /// Draws all pages with their tags and outline.
    pub(super) fn draw(&self, document: &mut Document) -> Result<(), Error> {
        let settings = PageSettings::from_wh(self.size.0, self.size.1).ok_or(Error::NoRoom { sheet: "" })?;
        let mut fonts = Embedded::default();
        let mut tree = TagTree::new().with_lang(self.sides.first().map(|side| side.tag().to_owned()));
        let mut outline = Outline::new();
        let beginning = |page, y| XyzDestination::new(page, Point::from_xy(MARGIN, y));
        outline.push_child(OutlineNode::new(self.title.clone(), beginning(0, 0.0)));

        let mut page = document.start_page_with(settings.clone());
        let mut table = None;
        for node in self.draw_front(&mut page, &mut fonts, &mut table)? {
            tree.push(node);
        }
        page.finish();

        let mut from = 0_usize;
        for (number, count) in self.lists.iter().enumerate() {
            let mut page = document.start_page_with(settings.clone());
            let drawn = self.draw_list(&mut page, &mut fonts, (from, *count), number, &mut table)?;
            drawn.into_iter().for_each(|node| tree.push(node));
            page.finish();
            from = from.saturating_add(*count);
        }
        if let Some((head, body)) = table {
            let heading = self.sides.first().map_or("", |side| side.wording.components());
            let page = usize::from(!self.lists.is_empty());
            outline.push_child(OutlineNode::new(heading.to_owned(), beginning(page, 0.0)));
            tree.push(TagGroup::with_children(Tag::Table, vec![head.into(), body.into()]));
        }
        document.set_outline(outline);
        document.set_tag_tree(tree);
        Ok(())
    }

    fn draw_front(
        &self,
        page: &mut Page<'_>,
        fonts: &mut Embedded,
        table: &mut Option<(TagGroup, TagGroup)>,
    ) -> Result<Vec<Node>, Error> {
        let mut canvas = Canvas { surface: page.surface(), fonts };
        let ink = self.parchment.ink;
        frame::draw(&mut canvas, self.parchment.sheet, ink);
        let mut tags = Vec::new();
        let mut late = Vec::new();
        let mut y = self.top;
        for slot in self.slots() {
            y += slot.gap + slot.share * self.stretch;
            self.draw_slot(&mut canvas, &slot, y, &mut tags, table);
            y += slot.height;
        }
        self.draw_signatures(&mut canvas, &mut tags);
        let link = self.draw_strip(&mut canvas, &mut tags, &mut late);
        if self.count() > 1 {
            self.draw_number(&mut canvas, 1)?;
        }
        drop(canvas);
        let mut address = TagGroup::new(Tag::P);
        match link {
            Some(rect) => {
                let target = Target::Action(Action::Link(LinkAction::new(self.address.to_owned())));
                let annotation = Annotation::new_link(LinkAnnotation::new(rect, target), Some(self.address.to_owned()));
                let mut link = TagGroup::with_children(Tag::Link, nodes(late));
                link.push(page.add_tagged_annotation(annotation));
                address.push(link);
            }
            None => address.children.extend(nodes(late)),
        }
        tags.push(address.into());
        Ok(tags)
    }

    fn draw_slot(
        &self,
        canvas: &mut Canvas<'_, '_>,
        slot: &Slot,
        y: f32,
        tags: &mut Vec<Node>,
        table: &mut Option<(TagGroup, TagGroup)>,
    ) {
        let front = &self.front;
        match slot.part {
            Part::Logo => self.draw_logo(canvas, y, tags),
            Part::Bodies => tags.extend(self.draw_stack(canvas, &front.bodies, y, 4.0)),
            Part::Provider => tags.extend(self.draw_stack(canvas, &front.provider, y, 4.0)),
            Part::Ornament => self.draw_ornament(canvas, y),
            Part::Certifies => tags.extend(self.draw_stack(canvas, &front.certifies, y, 4.0)),
            Part::Learner => {
                tags.extend(self.draw_stack(canvas, std::slice::from_ref(&front.learner), y, 0.0));
            }
            Part::Awarded => tags.extend(self.draw_stack(canvas, &front.awarded, y, 4.0)),
            Part::Titles => {
                let mut heading = TagGroup::new(Tag::Hn(NonZeroU16::MIN, Some(self.title.clone())));
                self.draw_stack(canvas, &front.titles, y, 6.0).into_iter().for_each(|node| heading.push(span(node)));
                tags.push(heading.into());
            }
            Part::Facts => self.draw_facts(canvas, y, slot.height, tags),
            Part::Table => {
                tags.push(self.draw_heading(canvas, y, true));
                let y = y + self.heading_height();
                if let Some(rows) = &self.table {
                    *table = rows.draw_header(canvas, MARGIN, y, true).map(|head| {
                        let (drawn, _) = rows.draw_rows(canvas, (0, usize::MAX), MARGIN, y + rows.header_height());
                        (head, TagGroup::with_children(Tag::TBody, drawn.into_iter().map(Into::into).collect()))
                    });
                }
            }
            Part::Overleaf => tags.extend(self.draw_stack(canvas, &self.overleaf, y, 4.0)),
            Part::End => {}
        }
    }

    fn width(&self) -> f32 {
        self.size.0 - 2.0 * MARGIN
    }

    /// Texts below each other in the middle, each a paragraph in its language.
    fn draw_stack(&self, canvas: &mut Canvas<'_, '_>, pieces: &[Piece], y: f32, gap: f32) -> Vec<Node> {
        let mut top = y;
        let drawn = pieces.iter().map(|piece| {
            let marks = canvas.text(piece, MARGIN, top, self.width(), Align::Centre);
            top += piece.block.height + gap;
            paragraph(piece, marks)
        });
        drawn.collect()
    }

    fn draw_logo(&self, canvas: &mut Canvas<'_, '_>, y: f32, tags: &mut Vec<Node>) {
        let (Some(logo), Some((width, height))) = (&self.parchment.logo, self.logo) else { return };
        let x = (self.size.0 - width) / 2.0;
        let mark = canvas.figure(|canvas| logo.draw(canvas, x, y, width, height));
        let alt = self.sides.first().map(|side| side.wording.logo(&self.body));
        tags.push(figure(mark, alt, Rect::from_xywh(x, y, width, height)));
    }

    /// A short rule with a lozenge in its middle.
    fn draw_ornament(&self, canvas: &mut Canvas<'_, '_>, y: f32) {
        let (middle, y) = (self.size.0 / 2.0, y + 2.5);
        canvas.ornament(|canvas| {
            canvas.rule((middle - 62.0, y), (middle - 8.0, y), 0.6, self.parchment.ink);
            canvas.rule((middle + 8.0, y), (middle + 62.0, y), 0.6, self.parchment.ink);
            let mut lozenge = PathBuilder::new();
            frame::lozenge(&mut lozenge, middle, y, 2.6);
            canvas.filled(lozenge, self.parchment.ink);
        });
    }

    fn draw_facts(&self, canvas: &mut Canvas<'_, '_>, y: f32, height: f32, tags: &mut Vec<Node>) {
        let facts = &self.front.facts;
        let divided = u16::try_from(facts.len().max(1)).map_or(1.0, f32::from);
        let column = self.width() / divided;
        let mut x = MARGIN;
        for fact in facts {
            let mut top = y;
            for (label, values) in &fact.languages {
                for piece in std::iter::once(label).chain(values) {
                    tags.push(paragraph(piece, canvas.text(piece, x, top, column, Align::Centre)));
                    top += piece.block.height + FACT_LINE;
                }
                top += FACT_LANGUAGE;
            }
            x += column;
            if x < MARGIN + self.width() - 1.0 {
                let ink = self.parchment.ink.thinned(40);
                canvas.ornament(|canvas| canvas.rule((x, y - 2.0), (x, y + height + 2.0), 0.5, ink));
            }
        }
    }

    fn draw_signatures(&self, canvas: &mut Canvas<'_, '_>, tags: &mut Vec<Node>) {
        let signatures = &self.front.signatures;
        let divided = u16::try_from(signatures.len().max(1)).map_or(1.0, f32::from);
        let column = self.width() / divided;
        let y = self.signatures_top() + TO_SIGN;
        let mut x = MARGIN;
        for signature in signatures {
            let length = SIGNATURE.min(column - 12.0);
            let start = x + (column - length) / 2.0;
            canvas.ornament(|canvas| canvas.rule((start, y), (start + length, y), 0.6, Ink::GREY));
            let mut top = y + 7.0;
            for piece in std::iter::once(&signature.name).chain(&signature.office) {
                tags.push(paragraph(piece, canvas.text(piece, x, top, column, Align::Centre)));
                top += piece.block.height + 4.0;
            }
            x += column;
        }
    }

    /// The code and how to verify; returns where the address stands if it can be opened.
    fn draw_strip(
        &self,
        canvas: &mut Canvas<'_, '_>,
        tags: &mut Vec<Node>,
        address: &mut Vec<Identifier>,
    ) -> Option<Rect> {
        let (top, height) = (self.strip_top(), self.strip_height());
        let y = top + (height - CODE) / 2.0;
        let (side, runs) = (self.code.side, &self.code.runs);
        let module = CODE / number(side);
        let mark = canvas.figure(|canvas| {
            let mut path = PathBuilder::new();
            for (row, column, length) in runs {
                let (x, y) = (MARGIN + number(*column) * module, y + number(*row) * module);
                rectangle(&mut path, x, y, number(*length) * module, module);
            }
            canvas.filled(path, Ink::BLACK);
        });
        let alt = self.sides.first().map(|side| side.wording.code(self.address));
        tags.push(figure(mark, alt, Rect::from_xywh(MARGIN, y, CODE, CODE)));

        let (x, width) = (MARGIN + CODE + CODE_GAP, self.width() - CODE - CODE_GAP);
        let words = stacked(&self.front.verify, 5.0) + 6.0 + self.front.address.block.height;
        let mut top = top + (height - words) / 2.0;
        for piece in &self.front.verify {
            tags.push(paragraph(piece, canvas.text(piece, x, top, width, Align::Left)));
            top += piece.block.height + 5.0;
        }
        top += 1.0;
        let piece = &self.front.address;
        *address = canvas.text(piece, x, top, width, Align::Left);
        let opens = self.address.starts_with("https://") || self.address.starts_with("http://");
        let rect = Rect::from_xywh(x, top - 2.0, width, piece.block.height + 4.0);
        rect.filter(|_| opens)
    }

    fn draw_heading(&self, canvas: &mut Canvas<'_, '_>, y: f32, is_first: bool) -> Node {
        let level = NonZeroU16::MIN.saturating_add(1);
        let words = self.sides.first().map(|side| side.wording.components().to_owned());
        let mut heading = TagGroup::new(Tag::Hn(level, words));
        let mut top = y;
        for piece in &self.heading {
            match is_first {
                true => {
                    let marks = canvas.text(piece, MARGIN, top, self.width(), Align::Left);
                    heading.push(span(paragraph(piece, marks)));
                }
                false => {
                    let place = (MARGIN, top, self.width());
                    canvas.repeated(piece, ArtifactType::PaginationOther, place, Align::Left);
                }
            }
            top += piece.block.height + 4.0;
        }
        heading.into()
    }

    /// A page of components; `number` counts them from 0. Returns what is tagged before the table.
    fn draw_list(
        &self,
        page: &mut Page<'_>,
        fonts: &mut Embedded,
        rows: (usize, usize),
        number: usize,
        table: &mut Option<(TagGroup, TagGroup)>,
    ) -> Result<Vec<Node>, Error> {
        let mut canvas = Canvas { surface: page.surface(), fonts };
        let mut tags = Vec::new();
        frame::draw(&mut canvas, self.parchment.sheet, self.parchment.ink);
        let mut y = TOP;
        for piece in &self.running {
            canvas.repeated(piece, ArtifactType::Header, (MARGIN, y, self.width()), Align::Left);
            y += piece.block.height + 6.0;
        }
        let y = self.list_top();
        let is_first = number == 0;
        let heading = self.draw_heading(&mut canvas, y, is_first);
        if is_first {
            tags.push(heading);
        }
        let y = y + self.heading_height();
        if let Some(rows_of) = &self.table {
            let head = rows_of.draw_header(&mut canvas, MARGIN, y, is_first);
            let (drawn, _) = rows_of.draw_rows(&mut canvas, rows, MARGIN, y + rows_of.header_height());
            if let Some(head) = head {
                *table = Some((head, TagGroup::new(Tag::TBody)));
            }
            if let Some((_, body)) = table {
                drawn.into_iter().for_each(|row| body.push(row));
            }
        }
        self.draw_number(&mut canvas, number.saturating_add(2))?;
        drop(canvas);
        Ok(tags)
    }

    fn draw_number(&self, canvas: &mut Canvas<'_, '_>, page: usize) -> Result<(), Error> {
        let setter = Setter { parchment: self.parchment, width: self.width() };
        let small = Letters { style: Style::Regular, ink: Ink::GREY, largest: 7.5, smallest: 6.0, lines: 1 };
        let first = self.sides.first().ok_or(Error::Unstated { element: "title" })?;
        let words = setter.piece(&first.wording.page(page, self.count()), &first.fixed(), "fixed words", small)?;
        let y = self.size.1 - frame::INSIDE - 14.0;
        canvas.repeated(&words, ArtifactType::PageNumber, (MARGIN, y, self.width()), Align::Right);
        Ok(())
    }
}

impl Fact {
    fn height(&self) -> f32 {
        let mut height = 0.0;
        for (label, values) in &self.languages {
            height += label.block.height + values.iter().map(|value| value.block.height + FACT_LINE).sum::<f32>();
        }
        let languages = u16::try_from(self.languages.len().saturating_sub(1)).map_or(0.0, f32::from);
        height + languages * (FACT_LINE + FACT_LANGUAGE)
    }
}

/// A part of the first page with the space above it, and its share of what is left.
struct Slot {
    part: Part,
    height: f32,
    gap: f32,
    share: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Logo,
    Bodies,
    Provider,
    Ornament,
    Certifies,
    Learner,
    Awarded,
    Titles,
    Facts,
    Table,
    Overleaf,
    End,
}

fn paragraph(piece: &Piece, marks: Vec<Identifier>) -> Node {
    let language = Some(piece.language.as_str().to_owned()).filter(|_| !piece.language.is_undetermined());
    TagGroup::with_children(Tag::P.with_lang(language), nodes(marks)).into()
}

/// A paragraph within a heading.
fn span(node: Node) -> Node {
    match node {
        Node::Group(group) => {
            let language = group.tag.lang().map(str::to_owned);
            TagGroup::with_children(Tag::Span.with_lang(language), group.children).into()
        }
        leaf @ Node::Leaf(_) => leaf,
    }
}

fn figure(mark: Identifier, alt: Option<String>, rect: Option<Rect>) -> Node {
    let tag = Tag::Figure(alt).with_bbox(rect.map(|rect| BBox::new(0, rect)));
    TagGroup::with_children(tag, vec![mark.into()]).into()
}

/// A count of modules, which are 177 at most.
fn number(count: usize) -> f32 {
    u16::try_from(count).map_or(0.0, f32::from)
}

/// From the edge of the sheet to the text.
const MARGIN: f32 = 70.0;

/// From the upper edge of the sheet to the first text.
const TOP: f32 = frame::INSIDE + 36.0;

/// What stays clear at the foot of a page of components, for its number.
const FOOT: f32 = 32.0;

/// How far a gap of the first page is widened for each share; what is left then goes above and below, a little more below.
const MOST_STRETCH: f32 = 46.0;
const ABOVE: f32 = 0.42;

/// How large a logo may be.
const LOGO: (f32, f32) = (200.0, 58.0);

/// What stays clear above the line to sign on.
const TO_SIGN: f32 = 34.0;

const FACT_LINE: f32 = 3.5;
const FACT_LANGUAGE: f32 = 4.5;
