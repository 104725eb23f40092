//! How long the slow ones take: percentiles of single samples, in
//! milliseconds, and bytes for each profile, as JSON. criterion tells means,
//! and a person notices the slow ones. See `scripts/measure.py`.
#![allow(missing_docs)]

mod common;

use std::fs;
use std::time::Duration;

use common::{Browser, PAGE, profile, time, typed};
use serde_json::{Value, json};

const KEYS: [&str; 14] = [
    "Down", "Down", "PageDown", "Down", "Space", "s", "Up", "PageDown", "S", "G", "PageUp", "g",
    "Down", "Tab",
];

fn main() {
    // `cargo test --benches` and `cargo bench -- FILTER` call it as well.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let memory = memory_per_profile(100_000);
    let report = json!({ "5000": at(5_000), "100000": at(100_000), "bytes_per_profile": memory });
    println!("{report}");
}

fn at(profiles: usize) -> Value {
    let mut browser = Browser::with(profiles);
    let (mut keys, mut slices) = (Vec::new(), Vec::new());
    for turn in 0..1_400 {
        keys.push(time(|| {
            browser.key(KEYS[turn % KEYS.len()]);
            browser.draw();
        }));
        drain(&mut browser, &mut slices);
    }
    if browser.app.focus != ipb::core::app::Pane::List {
        browser.key("Tab");
    }
    browser.key("/");
    let (mut echoes, mut wholes) = (Vec::new(), Vec::new());
    for text in (0..10).flat_map(|_| typed()) {
        let echo = time(|| {
            browser.filter(&text);
            browser.draw();
        });
        echoes.push(echo);
        wholes.push(echo + drain(&mut browser, &mut slices));
    }
    let mut pages = Vec::new();
    for filter in ["", "prod"] {
        browser.filter(filter);
        browser.finish();
        for turn in 0..10 {
            browser.key("Esc");
            browser.key("R");
            // A thousand that nobody knew, in the middle of the order.
            let new = |n: usize| {
                let mut new = profile(n * (profiles / PAGE) + turn);
                new.id = format!("AIPANEW{filter}{turn:04}{n:06}").into();
                new
            };
            let items = (0..PAGE).map(new).collect();
            pages.push(time(|| {
                browser.answer(items, true);
                browser.draw();
            }));
            drain(&mut browser, &mut slices);
            browser.key("/");
            browser.filter(filter);
            browser.finish();
        }
    }
    json!({
        "key_p50": percentile(&mut keys, 50), "key_p99": percentile(&mut keys, 99),
        "key_max": percentile(&mut keys, 100),
        "slice_p99": percentile(&mut slices, 99),
        "echo_p99": percentile(&mut echoes, 99),
        "complete_p50": percentile(&mut wholes, 50), "complete_p99": percentile(&mut wholes, 99),
        "page_p50": percentile(&mut pages, 50), "page_max": percentile(&mut pages, 100),
    })
}

fn drain(browser: &mut Browser, slices: &mut Vec<Duration>) -> Duration {
    let mut all = Duration::ZERO;
    loop {
        let mut more = false;
        let took = time(|| more = browser.slice());
        if !more {
            return all;
        }
        slices.push(took);
        all += took;
    }
}

fn percentile(samples: &mut [Duration], percent: usize) -> Value {
    samples.sort_unstable();
    match samples.len() {
        0 => json!(0.0),
        n => json!(samples[(n * percent).div_ceil(100).clamp(1, n) - 1].as_secs_f64() * 1000.0),
    }
}

/// What a loaded profile adds to the resident set, all told.
fn memory_per_profile(profiles: usize) -> Value {
    let mut browser = Browser::with(PAGE);
    browser.draw();
    let before = resident();
    let browser = Browser::with(profiles);
    let after = resident();
    let all = browser.app.store.rows().len();
    json!((after.saturating_sub(before)) / all)
}

/// Bytes; 0 where the system does not tell.
fn resident() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok());
    kilobytes.unwrap_or(0) * 1024
}
