//! What a key, a letter of the filter and a page cost, on average.
#![allow(missing_docs)]

mod common;

use common::{Browser, PAGE, profile, time, typed};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};

fn browsing(criterion: &mut Criterion) {
    for profiles in [5_000, 100_000] {
        let mut group = criterion.benchmark_group(format!("{profiles} profiles"));
        group.sample_size(20);
        let mut browser = Browser::with(profiles);
        group.bench_function("key to finished frame", |bench| {
            let mut keys = ["Down", "PageDown", "Down", "Up", "Space"].into_iter().cycle();
            bench.iter(|| {
                browser.key(keys.next().unwrap_or("Down"));
                browser.draw();
            });
        });
        browser.key("/");
        let texts: Vec<_> = typed().collect();
        let mut at = 0;
        group.bench_function("letter of the filter echoed", |bench| {
            bench.iter_custom(|times| {
                (0..times).map(|_| type_one(&mut browser, &texts, &mut at).0).sum()
            });
        });
        group.bench_function("letter of the filter, all rows filtered", |bench| {
            bench.iter_custom(|times| {
                (0..times).map(|_| type_one(&mut browser, &texts, &mut at).1).sum()
            });
        });
        group.bench_function("page of 1,000 arriving", |bench| {
            bench.iter_batched_ref(
                || {
                    let mut browser = Browser::new();
                    for from in (0..profiles).step_by(PAGE) {
                        browser.page(from, PAGE, true);
                        browser.finish();
                    }
                    let items: Vec<_> = (profiles..profiles + PAGE).map(profile).collect();
                    (browser, items)
                },
                |(browser, items)| {
                    browser.answer(std::mem::take(items), true);
                    browser.draw();
                },
                BatchSize::PerIteration,
            );
        });
    }
}

fn type_one(
    browser: &mut Browser,
    texts: &[String],
    at: &mut usize,
) -> (std::time::Duration, std::time::Duration) {
    *at += 1;
    let echo = time(|| {
        browser.filter(&texts[*at % texts.len()]);
        browser.draw();
    });
    (echo, echo + time(|| browser.finish()))
}

criterion_group!(benches, browsing);
criterion_main!(benches);
