//! Badges in pictures. Row ids (P1, V1, ...) are those of the threat table.

#[path = "containers/png.rs"]
mod png_files;
#[path = "containers/svg.rs"]
mod svg_files;
