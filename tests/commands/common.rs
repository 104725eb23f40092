//! Starts the real program, away from the user's own files and variables.

use std::io::{BufRead, BufReader, Read};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use crate::standin::StandIn;

/// Nothing here takes a tenth of it; it only keeps a test from hanging.
pub const LIMIT: Duration = Duration::from_secs(60);

/// How many profiles [`MANY`] makes: the demo's own number may change.
pub const PROFILES: usize = 350;
pub const MANY: [&str; 2] = ["--demo-profiles", "350"];
/// Those in four pages.
pub const SMALL_PAGES: [&str; 4] = ["--demo-profiles", "350", "--demo-page-limit", "100"];

/// A home of its own, and the variables that the program is to see.
pub struct Home {
    folder: TempDir,
    variables: Vec<(String, String)>,
}

/// How the program ended.
#[derive(Debug)]
pub struct Ended {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Home {
    pub fn new() -> Self {
        let home = Self { folder: TempDir::new().unwrap(), variables: Vec::new() };
        // Nobody's machine answers a test on the metadata address.
        home.with("AWS_EC2_METADATA_DISABLED", "true")
    }

    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.variables.push((name.into(), value.to_string()));
        self
    }

    /// With keys that the demo's account accepts as the administrator's.
    pub fn with_keys(self) -> Self {
        self.with("AWS_ACCESS_KEY_ID", "AKIATESTTESTTESTTEST")
            .with("AWS_SECRET_ACCESS_KEY", "nothing/secret/in/a/test")
            .with("AWS_REGION", "us-east-1")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file below the home.
    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ipb"));
        command.args(args).env_clear().env("HOME", self.folder.path()).stdin(Stdio::null());
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    pub fn start(&self, args: &[&str]) -> Running {
        let child = self.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        Running(child.unwrap())
    }

    pub fn run(&self, args: &[&str]) -> Ended {
        let mut running = self.start(args);
        let (out, err) = (running.stdout(), running.stderr());
        let (out, err) = (to_the_end(out), to_the_end(err));
        let (out, err) = (running.wait_for(&out), running.wait_for(&err));
        Ended { code: running.code(), out, err }
    }
}

/// Runs the demo without anything of the user's.
pub fn demo(args: &[&str]) -> Ended {
    Home::new().run(&[&["--demo"], args].concat())
}

/// A program under way; it is killed if the test leaves it so.
pub struct Running(Child);

impl Running {
    pub fn stdout(&mut self) -> ChildStdout {
        self.0.stdout.take().unwrap()
    }

    pub fn stderr(&mut self) -> ChildStderr {
        self.0.stderr.take().unwrap()
    }

    pub fn wait_for(&mut self, text: &Receiver<String>) -> String {
        text.recv_timeout(LIMIT).unwrap_or_else(|_| {
            let _ = self.0.kill();
            panic!("the program did not end in time");
        })
    }

    /// Its status, once its output is over.
    pub fn code(&mut self) -> i32 {
        self.0.wait().unwrap().code().unwrap_or(-1)
    }

    pub fn pid(&self) -> u32 {
        self.0.id()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Reads everything in a thread of its own, so that no pipe fills up.
pub fn to_the_end(mut from: impl Read + Send + 'static) -> Receiver<String> {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).unwrap();
        let _ = send.send(String::from_utf8(bytes).unwrap());
    });
    receive
}

/// `ipb serve-demo` on a free port.
pub struct Served {
    pub address: String,
    pub running: Running,
}

pub fn serve_demo(args: &[&str]) -> Served {
    let mut running = Home::new().start(&[&["serve-demo"], args].concat());
    let mut address = String::new();
    BufReader::new(running.stdout()).read_line(&mut address).unwrap();
    Served { address: address.trim().to_owned(), running }
}

/// Answers every request on loopback with the same bytes, then closes.
pub fn answering(answer: impl Into<Vec<u8>>) -> String {
    let answer = answer.into();
    answering_by(move |_| answer.clone())
}

/// Answers each request on loopback by its body.
pub fn answering_by(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> String {
    StandIn::answering(move |asked| answer(&asked.text())).url
}

/// An answer of HTTP 200 with this body.
pub fn ok(content_type: &str, body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// What IAM answers to an action, around this XML.
pub fn answer(action: &str, inside: &str) -> Vec<u8> {
    let result = format!("<{action}Result>{inside}</{action}Result>");
    ok("text/xml", &format!("<{action}Response>{result}</{action}Response>"))
}

/// The instance profile `web` as an element of this name, with these tags.
pub fn profile(element: &str, id: &str, tags: &str) -> String {
    format!(
        "<{element}><Path>/</Path><InstanceProfileName>web</InstanceProfileName>\
         <InstanceProfileId>{id}</InstanceProfileId><Arn>arn:aws:iam::1:instance-profile/web</Arn>\
         <CreateDate>2026-01-02T03:04:05Z</CreateDate><Roles/><Tags>{tags}</Tags></{element}>"
    )
}

/// An account with that profile alone; any name gets it.
pub fn one_profile(tags: &'static str) -> String {
    let id = "AIPAONEONEONEONEONEON";
    answering_by(move |request| {
        if request.contains("Action=GetInstanceProfile&") {
            return answer("GetInstanceProfile", &profile("InstanceProfile", id, tags));
        }
        let all = format!("<InstanceProfiles>{}</InstanceProfiles>", profile("member", id, tags));
        answer("ListInstanceProfiles", &all)
    })
}

/// An error as AWS answers it, with this status line.
pub fn refusing(status: &str, code: &str, message: &str) -> Vec<u8> {
    let xml = format!(
        "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message>\
         </Error><RequestId>1</RequestId></ErrorResponse>"
    );
    let answer = String::from_utf8(ok("text/xml", &xml)).unwrap();
    answer.replacen("200 OK", status, 1).into_bytes()
}

/// Accepts every connection and never says a word.
pub fn silent() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || listener.incoming().collect::<Vec<_>>());
    url(address)
}

/// An address where nobody listens.
pub fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    url(listener.local_addr().unwrap())
}

fn url(address: SocketAddr) -> String {
    format!("http://{address}")
}

/// How often an action stands in a log of level `debug`.
pub fn calls(log: &Path, action: &str) -> usize {
    let text = std::fs::read_to_string(log).unwrap();
    text.lines().filter(|line| line.contains(&format!("\"{action}\""))).count()
}
