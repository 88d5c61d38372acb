//! Drawing a badge, and turning the picture into pixels.

use criterion::{Criterion, criterion_group, criterion_main};
use openbadges::model::{MicroCredential, sample_award};
use openbadges::render::{Look, Picture};
use std::hint::black_box;

fn render(c: &mut Criterion) {
    let award: MicroCredential = serde_json::from_str(sample_award()).unwrap();
    let look = Look::default();
    c.bench_function("render/svg", |b| b.iter(|| Picture::draw(black_box(&award), &look).unwrap()));
    let picture = Picture::draw(&award, &look).unwrap();
    c.bench_function("render/png 600 by 600", |b| b.iter(|| black_box(&picture).to_png(600).unwrap()));
}

criterion_group!(benches, render);
criterion_main!(benches);
