//! Who may say yes, and how: `--yes`, or a word typed on a terminal.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use super::super::exit::{Exit, Failure};
use super::{Door, Ready, print};
use crate::core::change::Confirmed;
use crate::core::plan::Plan;
use crate::core::safe::harmless;

/// Confirms a plan.
///
/// # Errors
/// Nobody is there to confirm it, the account is protected and not named, or
/// another word was typed: nothing is sent then.
pub(super) fn confirmed(
    door: &Door<'_>,
    ready: &Ready,
    plan: Plan,
    alias: Option<&str>,
) -> Result<Confirmed, Failure> {
    let words = door.tools.words;
    let (text, fault) = (&words.scripts, &words.scripts.fault);
    let account = door.identity.account.as_str();
    let is_account = |word: &str| word == account || alias == Some(word);
    if let Some(named) = &door.how.confirm_account
        && !is_account(named)
    {
        let said = (fault.other_account)(named, account);
        return Err(Failure::said(Exit::Usage, said, ""));
    }
    if door.how.yes {
        if door.is_protected() && door.how.confirm_account.is_none() {
            let (said, hint) = ((fault.protected)(account), (fault.protected_hint)(account));
            return Err(Failure::said(Exit::Usage, said, hint));
        }
        print::remarks(door, ready);
        return Ok(Confirmed::by_person(plan));
    }
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Err(Failure::said(Exit::Usage, fault.no_terminal, fault.no_terminal_hint));
    }
    print::asked(door, ready, &plan, alias)?;
    let count = plan.items.len();
    let name = plan.items.first().map_or("", |item| &*item.name);
    let named = door.how.confirm_account.is_some();
    let (question, wanted) = match plan.purpose {
        _ if door.is_protected() && !named => {
            let forms = [account, alias.unwrap_or(account)].map(ToOwned::to_owned);
            ((text.ask_account)(account), forms.to_vec())
        }
        _ if count > 1 => ((text.ask_number)(count), vec![count.to_string()]),
        _ if plan.deletes_on_purpose() => ((text.ask_name)(name), vec![name.to_owned()]),
        _ => (text.ask_yes.to_owned(), vec!["yes".to_owned()]),
    };
    if !wanted.contains(&typed(&question)?) {
        return Err(Failure::said(Exit::Failed, text.not_confirmed, ""));
    }
    Ok(Confirmed::by_person(plan))
}

/// What is typed after the question was shown: what was typed ahead is no
/// answer to it, and is dropped first. Not after the question was shown, or an
/// answer could be dropped that came at once.
fn typed(question: &str) -> io::Result<String> {
    #[cfg(unix)]
    {
        use rustix::termios::{QueueSelector, tcflush};
        tcflush(io::stdin(), QueueSelector::IFlush)?;
    }
    let mut err = io::stderr().lock();
    write!(err, "{}", harmless(question))?;
    err.flush()?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim().to_owned())
}
