//! Drawing the pages that were measured, with the tags that say what is what.

use super::canvas::{Align, Canvas, Piece, rectangle};
use super::error::Error;
use super::frame;
use super::front::{CODE, CODE_GAP, Letters, SIGNATURE, Setter};
use super::ink::Ink;
use super::pages::{FACT_LANGUAGE, FACT_LINE, MARGIN, Pages, Part, Slot, TO_SIGN, TOP};
use super::table::{nodes, stacked};
use super::typeface::{Embedded, Style};
use krilla::Document;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{Page, PageSettings};
use krilla::tagging::{ArtifactType, BBox, Identifier, Node, Tag, TagGroup, TagTree};
use std::num::NonZeroU16;

impl Pages<'_> {
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
        let setter = Setter { parchment: self.parchment, width: self.width(), scale: 1.0 };
        let small = Letters { style: Style::Regular, ink: Ink::GREY, largest: 7.5, smallest: 6.0, lines: 1 };
        let first = self.sides.first().ok_or(Error::Unstated { element: "title" })?;
        let words = setter.piece(&first.wording.page(page, self.count()), &first.fixed(), "fixed words", small)?;
        let y = self.size.1 - frame::INSIDE - 14.0;
        canvas.repeated(&words, ArtifactType::PageNumber, (MARGIN, y, self.width()), Align::Right);
        Ok(())
    }
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
