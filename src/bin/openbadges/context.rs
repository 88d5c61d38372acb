//! `openbadges context`

use crate::args::Context;
use crate::failure::{Exit, Failure};
use crate::io;
use openbadges::codec::ld::{Contexts, Role};
use std::fmt::Write;

pub(crate) fn run(arguments: &Context) -> Result<Exit, Failure> {
    let contexts = Contexts::bundled();
    if let Some(url) = &arguments.url {
        let text = contexts.to_json_ld(url);
        let text = text
            .ok_or_else(|| Failure::new(url, "is not known").with_advice("openbadges context lists those that are"))?;
        return io::print(format!("{}\n", text.trim_end()).as_bytes());
    }
    let mut list = String::new();
    for info in contexts.list() {
        let role = match info.role() {
            Role::Current => "current ",
            Role::Historic => "historic",
            _ => "own     ",
        };
        for url in std::iter::once(info.url()).chain(info.aliases()) {
            // Writing to a string does not fail.
            let _ = writeln!(list, "{}  {role}  {url}", info.sha256());
        }
    }
    io::print(list.as_bytes())
}
