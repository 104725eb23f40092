//! Stand-ins on loopback for the services that hand out keys, and for AWS
//! behind them: they note what they are asked.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A request that a stand-in has read.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Method and path with query: `GET /keys?for=me`.
    pub what: String,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Asked {
    /// `None` for a connection that is closed without a request, such as one
    /// whose TLS handshake the other side breaks off.
    fn read(stream: &mut impl Read) -> Option<Self> {
        let mut reader = BufReader::new(stream);
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            match line.trim_end() {
                "" => break,
                line => lines.push(line.to_owned()),
            }
        }
        let what = lines.first()?.rsplit_once(' ')?.0.to_owned();
        let headers: Vec<(String, String)> = lines[1..]
            .iter()
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        let mut asked = Self { what, headers, body: Vec::new() };
        let length = asked.header("content-length").map_or(0, |length| length.parse().unwrap());
        asked.body.resize(length, 0);
        reader.read_exact(&mut asked.body).ok()?;
        Some(asked)
    }

    /// A header, by its name in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The id of the key that it is signed with.
    pub fn key(&self) -> &str {
        let signed = self.header("authorization").unwrap_or_default();
        let (_, credential) = signed.split_once("Credential=").unwrap_or_default();
        credential.split('/').next().unwrap_or_default()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Passes it on and gives the answer, bytes as they come.
    pub fn at(&self, address: &str) -> Vec<u8> {
        let mut request = format!("{} HTTP/1.1\r\nconnection: close\r\n", self.what).into_bytes();
        for (name, value) in self.headers.iter().filter(|(name, _)| name != "connection") {
            request.extend(format!("{name}: {value}\r\n").into_bytes());
        }
        request.extend(b"\r\n");
        request.extend(&self.body);
        let mut stream = TcpStream::connect(address.strip_prefix("http://").unwrap()).unwrap();
        stream.write_all(&request).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        answer
    }
}

/// Answers on loopback until the test's process ends.
pub struct StandIn {
    pub url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl StandIn {
    /// Answers every request as `answer` says, one on each connection.
    pub fn answering(answer: impl Fn(&Asked) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self::start("http", Ok, answer)
    }

    /// Passes every request on to this address.
    pub fn before(address: &str) -> Self {
        let address = address.to_owned();
        Self::answering(move |asked| asked.at(&address))
    }

    /// The same behind TLS.
    pub fn before_with_tls(address: &str, config: ServerConfig) -> Self {
        let (address, config) = (address.to_owned(), Arc::new(config));
        let open = move |stream| {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            Ok(StreamOwned::new(connection, stream))
        };
        Self::start("https", open, move |asked| asked.at(&address))
    }

    fn start<S: Read + Write>(
        scheme: &str,
        open: impl Fn(TcpStream) -> std::io::Result<S> + Send + Sync + 'static,
        answer: impl Fn(&Asked) -> Vec<u8> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("{scheme}://{}", listener.local_addr().unwrap());
        let notes = Arc::<Mutex<Vec<Asked>>>::default();
        let (asked, serve) = (Arc::clone(&notes), Arc::new((open, answer)));
        thread::spawn(move || {
            for stream in listener.incoming().map(Result::unwrap) {
                // Each in its own: the SDK may open one that it never uses.
                let (notes, serve) = (Arc::clone(&notes), Arc::clone(&serve));
                thread::spawn(move || {
                    let Ok(mut stream) = (serve.0)(stream) else { return };
                    let Some(asked) = Asked::read(&mut stream) else { return };
                    notes.lock().unwrap().push(asked.clone());
                    let _ = stream.write_all(&(serve.1)(&asked)).and_then(|()| stream.flush());
                });
            }
        });
        Self { url, asked }
    }

    /// What it was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// What it was asked so far, methods and paths alone.
    pub fn whats(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.what).collect()
    }
}
