//! Switching to another AWS profile or region while a session is in use.

use super::app::App;
use super::connection::{self, Connection};
use super::domain::Arn;
use super::msg::Effect;
use super::session::{Identity, SessionFacts, Target};
use super::text::Words;

impl Connection {
    /// Whether another session is being made while one is in use.
    pub fn is_switching(&self) -> bool {
        self.attempt.is_some() && self.current.is_some()
    }

    /// What is being connected to, in words, while another session is in use.
    pub fn switching_to(&self, words: &Words) -> Option<String> {
        let (attempt, current) = (self.attempt.as_ref()?, self.current.as_ref()?);
        Some(named(words, &attempt.target, &current.target))
    }
}

/// Gives up a switch: the session in use stays, with all that is loaded.
pub(super) fn cancel(app: &mut App) -> Vec<Effect> {
    let Some(what) = app.connection.switching_to(app.words) else { return Vec::new() };
    let attempt = app.connection.attempt.take();
    let mut effects: Vec<_> = attempt.map(|it| Effect::Forget(it.id)).into_iter().collect();
    effects.extend(connection::keep_looking(app));
    if app.connection.trouble.is_some() {
        effects.extend(connection::watch(app));
    }
    app.notify((app.words.pick.cancelled)(&what));
    effects
}

/// How a session that stands follows the one in use.
pub(super) enum Follows {
    /// It goes on where that one stopped.
    GoesOn(String),
    /// It begins with nothing of that one's.
    StartsOver(String),
}

/// Decides it, and what is said of it.
///
/// The same account's rows would be true for another caller too. But what was
/// read of them was read with other permissions, and who looks what a role may
/// see must not be shown what another one saw: another caller starts over.
pub(super) fn follows(
    app: &App,
    target: &Target,
    facts: &SessionFacts,
    identity: &Identity,
) -> Follows {
    let words = app.words;
    let Some(old) = &app.connection.current else { return Follows::StartsOver(String::new()) };
    let what = (old.target != *target).then(|| named(words, target, &old.target));
    let known = old.identity.as_ref();
    // Another endpoint is another world, whatever numbers it gives.
    let same_place = old.facts.demo == facts.demo && old.facts.endpoint == facts.endpoint;
    if same_place && known.is_some_and(|known| is_same_caller(known, identity)) {
        return Follows::GoesOn(match what {
            Some(what) if what == facts.region => (words.pick.region_now)(&what),
            Some(what) => (words.pick.same_caller)(&what),
            None => words.notice.reconnected.to_owned(),
        });
    }
    let same_account = known.is_some_and(|known| known.account == identity.account);
    Follows::StartsOver(match what {
        Some(what) => (words.pick.connected)(&what, &identity.account),
        None if same_account => (words.pick.other_caller)(identity.caller()),
        // Nothing was shown as another's.
        None if known.is_none() => String::new(),
        None => (words.notice.other_account)(&identity.account),
    })
}

/// Remembers a region that was chosen in the program; one of the command line
/// counts for that start alone.
pub(super) fn remember(app: &mut App, target: &Target, facts: &SessionFacts) {
    let Some(old) = app.connection.current.as_ref().map(|old| &old.target) else { return };
    // The demo leaves no trace among what is kept of the user's own AWS profiles.
    let chosen = facts.demo == app.first_target.demo
        && old.aws_profile == target.aws_profile
        && old.region != target.region
        && target.region != app.first_target.region;
    if let Some(region) = target.region.as_deref().filter(|_| chosen) {
        app.keep_region(facts.aws_profile.as_deref().unwrap_or("default"), region);
    }
}

/// What a target is called: its AWS profile, or its region where that alone
/// is another one than before.
fn named(words: &Words, target: &Target, before: &Target) -> String {
    let Target { aws_profile, region, demo, .. } = target;
    let same = *aws_profile == before.aws_profile && *demo == before.demo;
    let region = region.clone().filter(|_| same && *region != before.region);
    let demo = || demo.then(|| words.header.demo.to_owned());
    let name = region.or_else(|| aws_profile.clone()).or_else(demo);
    name.unwrap_or_else(|| words.pick.as_started.to_owned())
}

/// Whether the same person or program asks: an assumed role's session has
/// another name each time that it is assumed.
fn is_same_caller(a: &Identity, b: &Identity) -> bool {
    fn role(arn: &str) -> &str {
        match Arn::parse(arn) {
            Ok(parsed) if parsed.resource.starts_with("assumed-role/") => {
                arn.rsplit_once('/').map_or(arn, |(role, _)| role)
            }
            _ => arn,
        }
    }
    a.account == b.account && role(&a.arn) == role(&b.arn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_the_same_caller_whatever_its_session_is_called() {
        let of = |arn: &str| Identity { account: "1".into(), arn: arn.into() };
        let same = |a, b| is_same_caller(&of(a), &of(b));
        assert!(same("arn:aws:sts::1:assumed-role/web/one", "arn:aws:sts::1:assumed-role/web/two"));
        assert!(!same("arn:aws:sts::1:assumed-role/web/a", "arn:aws:sts::1:assumed-role/job/a"));
        assert!(!same("arn:aws:iam::1:user/team/ada", "arn:aws:iam::1:user/team/bob"));
        let other = Identity { account: "2".into(), ..of("arn:aws:iam::1:root") };
        assert!(!is_same_caller(&of("arn:aws:iam::1:root"), &other));
    }
}
