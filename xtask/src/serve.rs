//! The page on loopback, as a plain static host would serve it.
//!
//! Files of one folder, the headers of `public/_headers`, text gzipped, no directory listing, no other machine.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::process::{Step, timed};
use crate::{build, place, size, tools};

/// Builds and serves until it is stopped.
pub fn run(port: u16, is_dev: bool) -> Result<(), String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .map_err(|it| format!("port {port} cannot be used ({it}); choose another with --port"))?;
    let folder = if is_dev { watch()? } else { release()? };
    println!("\nEnclave is on http://127.0.0.1:{port}/ until you press Ctrl+C");
    if is_dev {
        println!(
            "It is rebuilt when a file changes; the sealed page cannot hear of it, so reload it yourself."
        );
    }
    answer_all(&listener, Site { folder, headers: headers()?, is_dev });
    Ok(())
}

/// Serves what is built as long as this program runs; gives the address.
pub fn beside() -> Result<String, String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|it| it.to_string())?;
    let address = listener.local_addr().map_err(|it| it.to_string())?;
    let site = Site { folder: place::inside("dist"), headers: headers()?, is_dev: false };
    thread::spawn(move || answer_all(&listener, site));
    Ok(format!("http://{address}/"))
}

fn answer_all(listener: &TcpListener, site: Site) {
    let site = Arc::new(site);
    for stream in listener.incoming().filter_map(Result::ok) {
        let site = Arc::clone(&site);
        thread::spawn(move || site.answer(stream));
    }
}

fn release() -> Result<PathBuf, String> {
    build::for_browser()?;
    Ok(place::inside("dist"))
}

/// Starts Trunk's own watching, with the profile that is quick to build, beside this program; Ctrl+C ends both.
fn watch() -> Result<PathBuf, String> {
    timed("set up the build", tools::for_build)?;
    let folder = place::inside("target/dev");
    // Trunk watches only if every folder it is to ignore is there.
    for needed in [&folder, &place::inside("dist"), &place::inside(".venv")] {
        fs::create_dir_all(needed).map_err(|it| format!("{}: {it}", needed.display()))?;
    }
    let options = ["--cargo-profile", "quick", "--dist", "target/dev"];
    timed("build the page", || Step::new("trunk").arg("build").args(options).stream())?;
    Step::new("trunk").arg("watch").args(options).start()?;
    Ok(folder)
}

/// The headers that every host should send, from the file that hosts read.
fn headers() -> Result<String, String> {
    let text = fs::read_to_string(place::inside("public/_headers"))
        .map_err(|it| format!("public/_headers: {it}"))?;
    let lines = text.lines().filter(|it| it.starts_with(' ')).map(str::trim);
    Ok(lines.flat_map(|it| [it, "\r\n"]).collect())
}

struct Site {
    folder: PathBuf,
    headers: String,
    is_dev: bool,
}

impl Site {
    /// One request, one answer. A visitor that goes away in the middle is no one's fault.
    fn answer(&self, mut stream: TcpStream) {
        let Some(Request { method, target, takes_gzip }) = request(&stream) else { return };
        let (status, kind, body) = match method.as_str() {
            "GET" | "HEAD" => self.find(&target),
            _ => ("405 Method Not Allowed", "text/plain; charset=utf-8", b"Only GET and HEAD\n".to_vec()),
        };
        let gzipped = Some(&body).filter(|_| takes_gzip && kind.starts_with("text/"));
        let (encoding, body) = match gzipped.and_then(|it| size::gzip(it).ok()) {
            Some(body) => ("Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n", body),
            None => ("", body),
        };
        let caching = if !self.is_dev && is_hashed(&target) {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: {caching}\r\n{encoding}{}Connection: close\r\n\r\n",
            body.len(),
            self.headers
        );
        let body = if method == "HEAD" { &[][..] } else { &body[..] };
        if stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)).is_err() {
            return;
        }
        stream.flush().unwrap_or_default();
    }

    fn find(&self, target: &str) -> (&'static str, &'static str, Vec<u8>) {
        let bytes = path_of(target).and_then(|it| {
            let bytes = fs::read(self.folder.join(&it)).ok()?;
            Some((media_type(&it), bytes))
        });
        match bytes {
            Some((kind, bytes)) => ("200 OK", kind, bytes),
            None => ("404 Not Found", "text/plain; charset=utf-8", b"There is no such file\n".to_vec()),
        }
    }
}

/// What is of interest in a request.
struct Request {
    method: String,
    target: String,
    takes_gzip: bool,
}

fn request(stream: &TcpStream) -> Option<Request> {
    const LONGEST: u64 = 16 * 1024;
    stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
    let mut lines = BufReader::new(stream.take(LONGEST)).lines();
    let first = lines.next()?.ok()?;
    let others = lines.map_while(Result::ok).take_while(|it| !it.is_empty());
    let mut takes_gzip = false;
    for line in others.map(|it| it.to_ascii_lowercase()) {
        takes_gzip |= line.strip_prefix("accept-encoding:").is_some_and(|it| it.contains("gzip"));
    }
    let mut words = first.split(' ');
    Some(Request { method: words.next()?.to_owned(), target: words.next()?.to_owned(), takes_gzip })
}

/// The file a target means, never outside the folder; a folder means its index.
fn path_of(target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = percent_decoded(path)?;
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
    let path = PathBuf::from(path);
    path.components().all(|it| matches!(it, Component::Normal(_))).then_some(path)
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok().filter(|it| !it.contains(['\0', '\\', ':']))
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|it| it.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether the name carries the hash of its content, as Trunk writes it: `name-0123456789abcdef.js`.
fn is_hashed(target: &str) -> bool {
    let stem = target.rsplit('/').next().unwrap_or_default().split('.').next().unwrap_or_default();
    let hash = stem.rsplit('-').next().unwrap_or_default();
    stem.contains('-') && hash.len() >= 12 && hash.bytes().all(|it| it.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::{Site, is_hashed, path_of};
    use std::io::{Read as _, Write as _};
    use std::net::{TcpListener, TcpStream};
    use std::path::Path;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// A folder for each question: tests run side by side.
    static ASKED: AtomicUsize = AtomicUsize::new(0);

    fn ask(request: &str) -> String {
        let answer = ask_for_bytes(request);
        assert!(!answer.contains('\u{fffd}'), "{answer}");
        answer
    }

    fn ask_for_bytes(request: &str) -> String {
        let asked = ASKED.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("enclave-serve-{}-{asked}", std::process::id()));
        std::fs::create_dir_all(folder.join("inner")).unwrap();
        std::fs::write(folder.join("index.html"), "the page").unwrap();
        std::fs::write(folder.join("a b.wasm"), "program").unwrap();
        let site = Site { folder, headers: "X-Test: yes\r\n".into(), is_dev: false };
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        client.write_all(request.as_bytes()).unwrap();
        site.answer(listener.accept().unwrap().0);
        let mut answer = Vec::new();
        client.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    #[test]
    fn the_root_is_the_page_with_the_headers() {
        let answer = ask("GET /?x=1 HTTP/1.1\r\nHost: h\r\n\r\n");
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/html"), "{answer}");
        assert!(answer.contains("X-Test: yes\r\n") && answer.ends_with("\r\n\r\nthe page"), "{answer}");
    }

    #[test]
    fn a_program_has_its_media_type_and_an_encoded_name() {
        assert!(ask("GET /a%20b.wasm HTTP/1.1\r\n\r\n").contains("Content-Type: application/wasm"));
    }

    #[test]
    fn a_head_request_has_no_body_and_others_are_refused() {
        assert!(ask("HEAD / HTTP/1.1\r\n\r\n").ends_with("\r\n\r\n"));
        assert!(ask("POST / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405"));
    }

    #[test]
    fn text_is_gzipped_for_those_who_take_it_and_a_program_is_not() {
        let gzipped = "Content-Encoding: gzip";
        assert!(ask_for_bytes("GET / HTTP/1.1\r\nAccept-Encoding: gzip, br\r\n\r\n").contains(gzipped));
        assert!(!ask("GET / HTTP/1.1\r\n\r\n").contains(gzipped));
        assert!(!ask("GET /a%20b.wasm HTTP/1.1\r\nAccept-Encoding: gzip\r\n\r\n").contains(gzipped));
    }

    #[test]
    fn a_folder_is_not_listed() {
        assert!(ask("GET /inner HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404"));
        assert!(ask("GET /inner/ HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404"));
    }

    #[test]
    fn nothing_outside_the_folder_has_a_path() {
        for target in
            ["/../a", "/%2e%2e/a", "/a/../../b", "//etc/passwd", "/c:/x", "/a\\b", "/%00", "/%f", "a"]
        {
            assert_eq!(path_of(target), None, "{target}");
        }
        assert_eq!(path_of("/a/b.js").as_deref(), Some(Path::new("a/b.js")));
    }

    #[test]
    fn only_names_with_a_hash_are_kept_by_the_browser() {
        assert!(is_hashed("/app-3e0de4ab5182ae43.pack") && is_hashed("/deep/boot-2960fbb25a011ef5.js"));
        assert!(!is_hashed("/") && !is_hashed("/index.html") && !is_hashed("/some-page.html"));
    }
}
