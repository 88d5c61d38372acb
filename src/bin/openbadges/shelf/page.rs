//! The whole page: one file that loads nothing and runs nothing.

use super::badge::{Badge, Section};
use super::html::Html;
use super::progress::Standing;
use super::words::Words;
use super::{card, progress};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use openbadges::base::time::Timestamp;
use openbadges::base::time::Zone;
use openbadges::model::{Component, MicroCredential};
use openbadges::stack::Ruling;
use openbadges::verify::Accepted;
use sha2::{Digest as _, Sha256};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What the page shows.
pub(super) struct Page<'p> {
    pub(super) words: &'static Words,
    /// In the order of the page: a badge's place is its name in links.
    pub(super) badges: &'p [Badge],
    pub(super) rulings: &'p [Ruling],
    /// Whether they are of more than one learner.
    pub(super) is_of_several: bool,
    now: Timestamp,
    /// What the programmes say to a badge, by its digest.
    standings: HashMap<&'p str, Vec<Standing>>,
    /// The badges by their digests and by their ids.
    places: HashMap<&'p str, usize>,
    /// The awards in which a badge was used.
    uses: BTreeMap<usize, Vec<usize>>,
}

/// How many bytes of pictures and files the page still takes.
pub(super) struct Room(usize);

impl Room {
    /// Takes so many bytes, if there is room for them.
    pub(super) fn takes(&mut self, bytes: usize) -> bool {
        let left = self.0.checked_sub(bytes);
        self.0 = left.unwrap_or(self.0);
        left.is_some()
    }
}

/// The most bytes of pictures and files in one page; in base64 they are a third more.
const ROOM: usize = 64 << 20;

/// Puts the badges into the order of the page: part by part, the newest first.
pub(super) fn sort(badges: &mut [Badge]) {
    badges.sort_by_cached_key(|badge| (badge.section(), Reverse(badge.awarded_at()), badge.name.clone()));
}

impl<'p> Page<'p> {
    /// A page of sorted badges as of a time.
    pub(super) fn new(words: &'static Words, badges: &'p [Badge], rulings: &'p [Ruling], now: Timestamp) -> Self {
        let mut standings: HashMap<&str, Vec<Standing>> = HashMap::new();
        for (digest, standing) in rulings.iter().flat_map(Standing::of) {
            standings.entry(digest).or_default().push(standing);
        }
        let learners: BTreeSet<&str> = badges.iter().filter_map(Badge::learner).collect();
        let is_of_several = learners.len() > 1;
        let mut page = Self {
            is_of_several,
            words,
            badges,
            rulings,
            now,
            standings,
            places: HashMap::new(),
            uses: BTreeMap::new(),
        };
        for (place, badge) in badges.iter().enumerate() {
            if let Some(accepted) = badge.report.accepted() {
                page.places.entry(accepted.digest()).or_insert(place);
                page.places.entry(accepted.credential_id()).or_insert(place);
            }
        }
        for (place, award) in badges.iter().enumerate() {
            for component in award.says.iter().flat_map(MicroCredential::components) {
                if let Some(used) = page.place_of(component).filter(|used| *used != place) {
                    page.uses.entry(used).or_default().push(place);
                }
            }
        }
        page
    }

    pub(super) fn standings(&self, badge: &Badge) -> &[Standing] {
        let digest = badge.report.accepted().map(Accepted::digest);
        digest.and_then(|digest| self.standings.get(digest)).map_or(&[], Vec::as_slice)
    }

    /// The badge that is a component: by its digest, where the award fixes one, else by its id.
    pub(super) fn place_of(&self, component: &Component) -> Option<usize> {
        let key = component.digest().map_or_else(|| component.id().as_str(), |digest| digest.as_str());
        self.places.get(key).copied()
    }

    pub(super) fn awards_of(&self, place: usize) -> &[usize] {
        self.uses.get(&place).map_or(&[], Vec::as_slice)
    }

    pub(super) fn to_html(&self) -> String {
        let mut html = Html::default();
        self.head(&mut html);
        self.header(&mut html);
        html.markup("<main id=\"main\" tabindex=\"-1\">");
        let mut room = Room(ROOM);
        for (section, id, title, note) in self.sections() {
            self.section(&mut html, (section, id, title, note), &mut room);
            if section == Section::MicroCredentials && !self.rulings.is_empty() {
                html.markup("<section id=\"towards\" aria-labelledby=\"towards-title\"><h2 id=\"towards-title\">");
                html.markup(self.words.towards).markup("</h2>");
                progress::write(&mut html, self);
                html.markup("</section>");
            }
        }
        html.markup("</main><footer><p>").markup(self.words.colophon).markup("<code>openbadges verify</code></p><p>");
        html.markup(self.words.colophon_pictures).markup("</p></footer></body></html>\n");
        html.into_string()
    }

    fn sections(&self) -> [(Section, &'static str, &'static str, &'static str); 4] {
        let words = self.words;
        [
            (Section::Awards, "awards", words.awards, ""),
            (Section::MicroCredentials, "micro-credentials", words.micro_credentials, ""),
            (Section::Undecided, "undecided", words.undecided_ones, words.undecided_note),
            (Section::Rejected, "not-good", words.rejected_ones, words.rejected_note),
        ]
    }

    fn of(&self, section: Section) -> impl Iterator<Item = (usize, &Badge)> {
        self.badges.iter().enumerate().filter(move |(_, badge)| badge.section() == section)
    }

    fn is_shown(&self, section: Section) -> bool {
        matches!(section, Section::Awards | Section::MicroCredentials) || self.of(section).next().is_some()
    }

    fn head(&self, html: &mut Html) {
        html.markup("<!doctype html>\n<html").attribute("lang", self.words.tag);
        html.markup("><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'sha256-");
        html.text(STANDARD.encode(Sha256::digest(STYLE)));
        html.markup("'; base-uri 'none'; form-action 'none'\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.markup("<meta name=\"referrer\" content=\"no-referrer\"><meta name=\"color-scheme\" content=\"light dark\"><title>");
        let (before, after) = self.heading();
        html.markup(before).text(self.learner().unwrap_or_default()).markup(after);
        html.markup("</title><style>").markup(STYLE).markup("</style></head><body>");
    }

    fn header(&self, html: &mut Html) {
        let words = self.words;
        html.markup("<a class=\"skip\" href=\"#main\">").markup(words.skip).markup("</a><header><h1>");
        let (before, after) = self.heading();
        html.markup(before);
        if let Some(learner) = self.learner() {
            html.said(learner);
        }
        html.markup(after).markup("</h1><p class=\"quiet\">").markup(words.checked.0);
        html.markup("<time")
            .attribute("datetime", self.now)
            .markup(">")
            .text(words.date(self.now.date_in(Zone::utc())));
        html.markup(", ")
            .text(self.now.to_string().get(11..16).unwrap_or_default())
            .markup(" UTC</time>")
            .markup(words.checked.1);
        html.markup("</p><nav").attribute("aria-label", words.sections).markup("><ul>");
        for (section, id, title, _) in self.sections() {
            if self.is_shown(section) {
                html.markup("<li><a href=\"#").markup(id).markup("\">").markup(title).markup(" <span class=\"count\">");
                html.text(self.of(section).count()).markup("</span></a></li>");
            }
            if section == Section::MicroCredentials && !self.rulings.is_empty() {
                html.markup("<li><a href=\"#towards\">").markup(words.towards).markup("</a></li>");
            }
        }
        html.markup("</ul></nav></header>");
    }

    fn section(
        &self,
        html: &mut Html,
        (section, id, title, note): (Section, &'static str, &'static str, &'static str),
        room: &mut Room,
    ) {
        if !self.is_shown(section) {
            return;
        }
        html.markup("<section id=\"")
            .markup(id)
            .markup("\" aria-labelledby=\"")
            .markup(id)
            .markup("-title\"><h2 id=\"")
            .markup(id);
        html.markup("-title\">").markup(title).markup("</h2>");
        if !note.is_empty() {
            html.markup("<p class=\"quiet\">").markup(note).markup("</p>");
        }
        if self.of(section).next().is_none() {
            html.markup("<p class=\"quiet\">").markup(self.words.empty).markup("</p></section>");
            return;
        }
        html.markup("<ul class=\"shelf\">");
        for (place, badge) in self.of(section) {
            card::write(html, self, place, badge, room);
        }
        html.markup("</ul></section>");
    }

    fn heading(&self) -> (&'static str, &'static str) {
        if self.learner().is_some() { self.words.badges_of } else { (self.words.badges, "") }
    }

    /// The learner's name, if every accepted badge that states one states the same.
    fn learner(&self) -> Option<&str> {
        let named = |badge: &'p Badge| badge.says.as_ref()?.learner()?.name();
        let mut names = self.badges.iter().filter_map(named);
        let first = names.next()?;
        names.all(|name| name == first).then_some(first)
    }
}

const STYLE: &str = include_str!("style.css");

#[cfg(test)]
mod tests {
    use super::*;
    use openbadges::base::limits::Limits;
    use openbadges::issue::Issuer;
    use openbadges::model::sample_award;
    use openbadges::proof::SigningKey;
    use openbadges::verify::{Materials, Presented, Verifier};
    use std::time::{Duration, Instant};

    /// Verified badges, every other one in a picture.
    fn badges(count: u32) -> Vec<Badge> {
        let issuer = Issuer::new(SigningKey::from_seed([1; 32]).unwrap());
        let award: MicroCredential = serde_json::from_str(sample_award()).unwrap();
        let (verifier, now) = (Verifier::compatible(), Timestamp::parse("2026-09-01T09:00:00Z").unwrap());
        let picture = include_bytes!("../../../../fixtures/own/h1.png");
        let badge = |number: u32| {
            let signed = issuer.issue(&award, format!("urn:example:{number}").parse().unwrap(), now).unwrap();
            let file =
                if number.is_multiple_of(2) { signed.as_str().into() } else { signed.bake_png(picture).unwrap() };
            let presented = Presented::open(&file, &Limits::DEFAULT).unwrap();
            let report = verifier.verify(&presented, &Materials::none(), now);
            assert!(report.accepted().is_some(), "{report:?}");
            Badge::new(format!("{number}.json"), file, report).unwrap()
        };
        (0..count).map(badge).collect()
    }

    #[test]
    fn five_hundred_badges_are_written_in_less_than_a_second() {
        let mut badges = badges(500);
        let begun = Instant::now();
        sort(&mut badges);
        let now = Timestamp::parse("2026-09-01T09:00:00Z").unwrap();
        let html = Page::new(Words::of(crate::args::PageLanguage::English), &badges, &[], now).to_html();
        let taken = begun.elapsed();
        println!("500 badges: {} bytes in {} ms", html.len(), taken.as_millis());
        assert!(taken < Duration::from_secs(1), "took {taken:?}");
        assert_eq!(html.matches("<article").count(), 500);
    }

    #[test]
    fn a_page_has_room_for_so_much_and_no_more() {
        let mut room = Room(10);
        assert_eq!([room.takes(6), room.takes(5), room.takes(4), room.takes(1)], [true, false, true, false]);
    }
}
