//! Badges in pictures and PDF files. Row ids (P1, V1, ...) are those of the threat table.

#[path = "containers/pdf.rs"]
mod pdf_files;
#[path = "containers/png.rs"]
mod png_files;
#[path = "containers/svg.rs"]
mod svg_files;
