//! The bar of tabs: where each stands, for the drawing and for clicks.

use std::ops::Range;

use super::super::app::App;
use super::super::safe::width;
use super::Tab;

/// A tab in the bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The tab.
    pub tab: Tab,
    /// What is written there.
    pub text: String,
    /// The column where it begins, within the pane's frame.
    pub x: usize,
}

impl Place {
    /// The columns that it takes.
    pub fn columns(&self) -> Range<usize> {
        self.x..self.x + width(&self.text)
    }
}

/// The tabs with their numbers; where not all fit, only the open one is named.
pub fn places(app: &App) -> Vec<Place> {
    let open = app.reader.tab();
    let all = bar(app, |_| true);
    let fits = all.last().is_none_or(|last| last.columns().end <= 1 + app.areas().detail_columns());
    if fits { all } else { bar(app, |tab| tab == open) }
}

fn bar(app: &App, named: impl Fn(Tab) -> bool) -> Vec<Place> {
    // A column stays free between the frame and the text.
    let mut x = 1;
    let places = Tab::ALL.into_iter().zip(1..).map(|(tab, number)| {
        let text = match named(tab) {
            true => format!("{number} {}", (app.words.reading.tab)(tab)),
            false => number.to_string(),
        };
        let place = Place { tab, text, x };
        x = place.columns().end + 1;
        place
    });
    places.collect()
}
