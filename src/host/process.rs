//! Other processes of this machine.

/// Whether a process of this number is there. Where nobody can tell, it is
/// taken to be: what it works at is not to be touched.
pub fn is_running(number: u32) -> bool {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, test_kill_process};
        let pid = i32::try_from(number).ok().and_then(Pid::from_raw);
        // One of another user's can't be asked, but is there.
        pid.is_some_and(|pid| test_kill_process(pid) != Err(rustix::io::Errno::SRCH))
    }
    #[cfg(not(unix))]
    {
        let _ = number;
        true
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn this_one_is_there_and_one_that_ended_is_not() {
        assert!(is_running(std::process::id()));
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let number = child.id();
        child.wait().unwrap();
        assert!(!is_running(number) && !is_running(0) && !is_running(u32::MAX));
    }
}
