//! `openbadges shelf`

mod badge;
mod card;
mod details;
mod download;
mod facts;
mod html;
mod markdown;
mod page;
mod picture;
mod progress;
mod words;

use crate::args::{Rules, Shelf};
use crate::batch::Batch;
use crate::failure::{Exit, Failure};
use crate::io::Output;
use crate::stack;
use crate::verify::Kit;
use badge::{Badge, Section};
use openbadges::verify::Accepted;
use page::Page;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use words::Words;

pub(crate) fn run(arguments: &Shelf) -> Result<Exit, Failure> {
    let output = Output { path: arguments.out.out.as_deref(), force: arguments.out.force, private: false };
    output.check_free()?;
    let programme = |path: &PathBuf| {
        let rules = Rules { path: path.clone(), own: arguments.own.clone(), partner: arguments.partner.clone() };
        stack::programme(&rules)
    };
    let programmes = arguments.stack.iter().map(programme).collect::<Result<Vec<_>, _>>()?;
    let mut kit = Kit::demanding(&arguments.demands)?;
    let mut bench = kit.bench();
    let (mut badges, mut exit, mut unread) = (Vec::new(), Exit::Done, 0_usize);
    let batch = Batch::of(&arguments.badges)?;
    batch.each(|name, bytes| {
        let judged = bytes.and_then(|bytes| {
            let report = bench.verify_bytes(name, &bytes)?;
            Ok(Badge::new(below(arguments, name), bytes, report))
        });
        match judged {
            Ok(badge) => badges.extend(badge),
            Err(failure) => {
                unread += 1;
                exit = exit.worse(failure.report());
            }
        }
    });
    if badges.is_empty() {
        return Err(Failure::new("the page", "no badge could be read, so it is not written"));
    }
    let repeated = leave_out_repeats(&mut badges);
    page::sort(&mut badges);
    let now = bench.session.now();
    let accepted: Vec<Accepted> = badges.iter().filter_map(|badge| badge.report.accepted().cloned()).collect();
    let rulings = programmes.iter().zip(&arguments.stack).map(|(programme, path)| {
        let application = stack::application(&arguments.applicant, None, now.date_in(programme.zone()));
        stack::judge(programme, &accepted, &application, path)
    });
    let rulings = rulings.collect::<Result<Vec<_>, _>>()?;
    let html = Page::new(Words::of(arguments.language), &badges, &rulings, now).to_html();
    output.write(html.as_bytes())?;
    let told = told(&badges, repeated, unread, html.len());
    match output.path.filter(|path| *path != OsStr::new("-")) {
        Some(_) => crate::io::print(told.as_bytes())?,
        None => {
            eprint!("{told}");
            Exit::Done
        }
    };
    Ok(exit)
}

/// The name of a file below the folder that was named: where that one lies is nobody's business.
fn below(arguments: &Shelf, name: &str) -> String {
    let path = Path::new(name);
    let below = arguments.badges.iter().filter_map(|named| path.strip_prefix(named).ok()).map(Path::to_string_lossy);
    let last = || name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    below.filter(|below| !below.is_empty()).min_by_key(|below| below.len()).map_or_else(last, Into::into)
}

/// A badge that is there twice, such as by itself and in a picture, is one badge: the one in a picture stays. How many are left out.
fn leave_out_repeats(badges: &mut Vec<Badge>) -> usize {
    badges.sort_by_key(|badge| !badge.is_in_a_picture());
    let (before, mut seen) = (badges.len(), HashSet::new());
    badges.retain(|badge| badge.report.accepted().is_none_or(|accepted| seen.insert(accepted.digest().to_owned())));
    before - badges.len()
}

fn told(badges: &[Badge], repeated: usize, unread: usize, size: usize) -> String {
    let count = |section| badges.iter().filter(|badge| badge.section() == section).count();
    format!(
        "awards: {}, micro-credentials: {}, undecided: {}, not good: {}, repeated: {repeated}, not read: {unread}; {size} bytes\n",
        count(Section::Awards),
        count(Section::MicroCredentials),
        count(Section::Undecided),
        count(Section::Rejected),
    )
}
