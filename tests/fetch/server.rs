// A server on this machine, with certificates of its own. Unit tests of the program include it, too.

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// What lies at a path.
#[derive(Debug, Clone)]
pub(crate) enum Page {
    /// A status line with headers, and a body.
    Answer(String, Vec<u8>),
    /// A byte now and then, without end.
    Drip,
    /// A body that never ends.
    Flood,
}

impl Page {
    pub(crate) fn text(body: &str) -> Self {
        Self::with("cache-control: max-age=60", body)
    }

    pub(crate) fn with(header: &str, body: &str) -> Self {
        Self::Answer(format!("200 OK\r\n{header}"), body.as_bytes().to_vec())
    }

    pub(crate) fn redirect(to: &str) -> Self {
        Self::Answer(format!("302 Found\r\nlocation: {to}"), Vec::new())
    }
}

pub(crate) struct Server {
    pub(crate) port: u16,
    /// The authority that signed its certificate, as PEM.
    pub(crate) root: String,
    shared: Arc<Shared>,
    listening: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    pages: Mutex<BTreeMap<String, Page>>,
    asked: Mutex<Vec<String>>,
    is_over: AtomicBool,
}

impl Server {
    pub(crate) fn start() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let certificate = CertificateParams::new(names).unwrap().signed_by(&key, &authority).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()))
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared::default());
        let (config, known) = (Arc::new(config), Arc::clone(&shared));
        let listening = thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if known.is_over.load(Ordering::SeqCst) {
                    return;
                }
                let (config, known) = (Arc::clone(&config), Arc::clone(&known));
                // A client that goes away in the middle is what some tests are about.
                thread::spawn(move || drop(answer(stream, config, &known)));
            }
        });
        Self { port, root: authority.as_ref().pem(), shared, listening: Some(listening) }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("https://localhost:{}{path}", self.port)
    }

    pub(crate) fn put(&self, path: &str, page: Page) {
        self.shared.pages.lock().unwrap().insert(path.to_owned(), page);
    }

    /// The paths that were asked for since the last time.
    pub(crate) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.shared.asked.lock().unwrap())
    }

    /// How often a page was asked for since the last time.
    pub(crate) fn count(&self, path: &str) -> usize {
        self.asked().iter().filter(|asked| *asked == path).count()
    }

    pub(crate) fn stop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        drop(TcpStream::connect(("127.0.0.1", self.port)));
        if let Some(listening) = self.listening.take() {
            listening.join().unwrap();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn answer(stream: TcpStream, config: Arc<ServerConfig>, shared: &Shared) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    let connection = ServerConnection::new(config).map_err(std::io::Error::other)?;
    let mut stream = StreamOwned::new(connection, stream);
    let (mut request, mut buffer) = (Vec::new(), [0; 4_096]);
    while !request.windows(4).any(|window| window == b"\r\n\r\n") {
        match stream.read(&mut buffer)? {
            0 => return Ok(()),
            count => request.extend_from_slice(&buffer[..count]),
        }
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    shared.asked.lock().unwrap().push(path.clone());
    let page = shared.pages.lock().unwrap().get(&path).cloned();
    match page {
        None => stream.write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")?,
        Some(Page::Answer(head, body)) => {
            let head = format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
            stream.write_all(head.as_bytes())?;
            stream.write_all(&body)?;
        }
        Some(Page::Drip) => {
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\nconnection: close\r\n\r\n")?;
            while !shared.is_over.load(Ordering::SeqCst) {
                stream.write_all(b" ")?;
                stream.flush()?;
                thread::sleep(Duration::from_millis(100));
            }
        }
        Some(Page::Flood) => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n")?;
            while !shared.is_over.load(Ordering::SeqCst) {
                stream.write_all(&[b' '; 16_384])?;
            }
        }
    }
    stream.conn.send_close_notify();
    stream.flush()
}
