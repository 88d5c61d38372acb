//! As much of the Chrome DevTools Protocol as it takes to open a page, look at it and press keys.

use base64::Engine as _;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub(crate) struct Browser {
    child: Child,
    socket: BufReader<TcpStream>,
    session: Option<String>,
    sent: u64,
    /// What happened that nobody asked for.
    events: Vec<Value>,
}

impl Browser {
    /// `None`, with a line that says so, where there is no Chromium.
    pub(crate) fn start(folder: &Path) -> Option<Self> {
        let named = std::env::var("OPENBADGES_CHROMIUM").ok();
        let names = ["chromium", "chromium-browser", "google-chrome"].map(str::to_owned);
        let Some((mut child, name)) =
            named.into_iter().chain(names).find_map(|name| Some((spawn(&name, folder)?, name)))
        else {
            eprintln!("skipped: the page in a browser (no Chromium here; OPENBADGES_CHROMIUM names one)");
            return None;
        };
        let mut said = String::new();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = lines.by_ref().map_while(Result::ok).find_map(|line| {
            said.push_str(&line);
            line.strip_prefix("DevTools listening on ws://").map(str::to_owned)
        });
        let address = address.unwrap_or_else(|| panic!("{name} ended: {said}"));
        // Its further words go nowhere, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        let (host, path) = address.split_once('/').unwrap();
        let mut stream = TcpStream::connect(host).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==";
        write!(stream, "GET /{path} HTTP/1.1\r\nHost: {host}\r\n{upgrade}\r\n\r\n").unwrap();
        let mut socket = BufReader::new(stream);
        let mut line = String::new();
        socket.read_line(&mut line).unwrap();
        assert!(line.contains(" 101 "), "{line}");
        while line.trim() != "" {
            line.clear();
            socket.read_line(&mut line).unwrap();
        }
        let mut browser = Self { child, socket, session: None, sent: 0, events: Vec::new() };
        let target = browser.send("Target.createTarget", json!({"url": "about:blank"}))["targetId"].clone();
        let attached = browser.send("Target.attachToTarget", json!({"targetId": target, "flatten": true}));
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Log", "Runtime", "Network"] {
            browser.send(&format!("{domain}.enable"), json!({}));
        }
        Some(browser)
    }

    /// Opens a file and waits until all of it is there.
    pub(crate) fn open(&mut self, file: &Path) {
        self.send("Page.navigate", json!({"url": format!("file://{}", file.display())}));
        while !self.events.iter().any(|event| event["method"] == "Page.loadEventFired") {
            let event = self.read();
            self.events.push(event);
        }
    }

    pub(crate) fn download_to(&mut self, folder: &Path) {
        self.send("Page.setDownloadBehavior", json!({"behavior": "allow", "downloadPath": folder}));
    }

    /// Shows the page in a window of some size, on a screen or on paper, and waits for its pictures.
    pub(crate) fn show(&mut self, width: u32, height: u32, media: &str, scheme: &str) {
        let window = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.send("Emulation.setDeviceMetricsOverride", window);
        let scheme = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.send("Emulation.setEmulatedMedia", json!({"media": media, "features": scheme}));
        self.ask("Promise.all([...document.images].map(image => image.decode().catch(() => 0))).then(() => 0)");
    }

    /// What an expression comes to, once it has.
    pub(crate) fn ask(&mut self, expression: &str) -> Value {
        let asked = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let mut answer = self.send("Runtime.evaluate", asked);
        assert!(answer["exceptionDetails"].is_null(), "{answer}");
        answer["result"]["value"].take()
    }

    pub(crate) fn press(&mut self, key: &str) {
        let (code, text) = if key == "Enter" { (13, "\r") } else { (9, "") };
        let down = json!({"type": "keyDown", "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text});
        self.send("Input.dispatchKeyEvent", down);
        self.send(
            "Input.dispatchKeyEvent",
            json!({"type": "keyUp", "key": key, "code": key, "windowsVirtualKeyCode": code}),
        );
    }

    pub(crate) fn screenshot(&mut self) -> Vec<u8> {
        let answer = self.send("Page.captureScreenshot", json!({"format": "png", "optimizeForSpeed": false}));
        decoded(&answer["data"])
    }

    pub(crate) fn print(&mut self) -> Vec<u8> {
        let answer =
            self.send("Page.printToPDF", json!({"printBackground": true, "paperWidth": 8.27, "paperHeight": 11.69}));
        decoded(&answer["data"])
    }

    /// What the console showed: errors, warnings, and what the page's policy forbade.
    pub(crate) fn said(&self) -> impl Iterator<Item = &Value> {
        const SAID: [&str; 3] = ["Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown"];
        self.events.iter().filter(|event| SAID.iter().any(|method| event["method"] == *method))
    }

    /// Every address that was asked for.
    pub(crate) fn loaded(&self) -> impl Iterator<Item = &str> {
        let sent = self.events.iter().filter(|event| event["method"] == "Network.requestWillBeSent");
        sent.filter_map(|event| event["params"]["request"]["url"].as_str())
    }

    fn send(&mut self, method: &str, params: Value) -> Value {
        self.sent += 1;
        let mut message = json!({"id": self.sent, "method": method, "params": params});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.write(message.to_string().as_bytes());
        loop {
            let mut answer = self.read();
            if answer["id"] == json!(self.sent) {
                assert!(answer["error"].is_null(), "{method}: {answer}");
                return answer["result"].take();
            }
            self.events.push(answer);
        }
    }

    /// One text frame (RFC 6455 §5.2). The mask of a client may be zeros.
    fn write(&mut self, text: &[u8]) {
        let mut frame = vec![0x81];
        match text.len() {
            length @ 0..=125 => frame.push(0x80 | u8::try_from(length).unwrap()),
            length => {
                frame.push(0x80 | 127);
                frame.extend(u64::try_from(length).unwrap().to_be_bytes());
            }
        }
        frame.extend([0; 4]);
        frame.extend(text);
        self.socket.get_mut().write_all(&frame).unwrap();
    }

    /// One message, of as many frames as it has.
    fn read(&mut self) -> Value {
        let mut message = Vec::new();
        loop {
            let [first, second] = self.take::<2>();
            let length = match second & 0x7f {
                126 => u64::from(u16::from_be_bytes(self.take())),
                127 => u64::from_be_bytes(self.take()),
                length => u64::from(length),
            };
            let start = message.len();
            message.resize(start + usize::try_from(length).unwrap(), 0);
            self.socket.read_exact(&mut message[start..]).unwrap();
            // Only texts matter here, and they end with their last frame.
            match (first & 0x0f, first & 0x80 != 0) {
                (0 | 1, true) => return serde_json::from_slice(&message).unwrap(),
                (0 | 1, false) => {}
                _ => message.truncate(start),
            }
        }
    }

    fn take<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.socket.read_exact(&mut bytes).unwrap();
        bytes
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.session = None;
        self.write(br#"{"id":0,"method":"Browser.close"}"#);
        drop(self.child.wait());
    }
}

fn spawn(name: &str, folder: &Path) -> Option<Child> {
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let mut command = Command::new(name);
    command.args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]);
    command.args([
        "--disable-background-networking",
        "--hide-scrollbars",
        "--remote-debugging-port=0",
        &profile,
        "about:blank",
    ]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().ok()
}

fn decoded(data: &Value) -> Vec<u8> {
    base64::engine::general_purpose::STANDARD.decode(data.as_str().unwrap()).unwrap()
}
