//! Pages from the web, as sites give them: well, badly, slowly, again.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod server;

use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use server::{Script, Server};
use tencentcloud_codegen::fetch::{
    Address, Cache, Cause, Client, FetchError, Fetched, Options, Origin, RedirectError, Stage,
};
use tencentcloud_codegen::page::{Page, SIZE_LIMIT};

const HTML: &str = "Content-Type: text/html";

fn options() -> Options {
    Options {
        cache: None,
        connect_timeout: Duration::from_secs(20),
        page_timeout: Duration::from_secs(20),
        spacing: Duration::ZERO,
        longest_wait: Duration::from_secs(5),
    }
}

fn fetch(options: Options, url: &str) -> Result<Fetched, Box<FetchError>> {
    let address = Address::parse(url).unwrap();
    Client::new(options).unwrap().fetch(&address)
}

/// What a site gives that plays these scripts.
fn given(scripts: impl IntoIterator<Item = Script>) -> Result<Fetched, Box<FetchError>> {
    let server = Server::start(scripts);
    fetch(options(), &format!("{}/page", server.url))
}

#[track_caller]
fn cause(result: Result<Fetched, Box<FetchError>>) -> Cause {
    result.unwrap_err().cause
}

/// The text of a fetched page.
#[track_caller]
fn text(fetched: &Fetched) -> String {
    let charset = fetched.charset.as_deref();
    let page = Page::with_charset("page", &fetched.bytes, charset).unwrap();
    page.source.text
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_page_comes_with_its_charset() {
    let server = Server::start([Script::page("<p>参数</p>")]);
    let page = fetch(options(), &format!("{}/document/1?lang=zh", server.url)).unwrap();
    assert_eq!(page.bytes, "<p>参数</p>".as_bytes());
    assert_eq!(page.charset.as_deref(), Some("utf-8"));
    assert_eq!(page.origin, Origin::Site);

    let request = server.request();
    assert_eq!(request.line(), "GET /document/1?lang=zh");
    assert!(request.header("user-agent").starts_with("tcgen/"));
    assert_eq!(request.header("accept-encoding"), "gzip");
    assert_eq!(request.header("if-none-match"), "");
}

#[test]
fn every_form_of_body_is_read_to_its_end() {
    let chunks = "3\r\n<p>\r\n8\r\nall</p>\n\r\n0\r\n\r\n";
    for script in [
        Script::head("200 OK", &[HTML, "Transfer-Encoding: chunked"]).send(chunks),
        Script::head("200 OK", &[HTML]).send("<p>all</p>\n"),
        Script::answer(
            "200 OK",
            &[HTML, "Content-Encoding: gzip"],
            gzip(b"<p>all</p>\n"),
        ),
        Script::answer("200 OK", &[HTML], "<p>all</p>\n"),
        // Slow, but in time.
        Script::head("200 OK", &[HTML, "Content-Length: 11"]).trickle("<p>all</p>\n"),
    ] {
        assert_eq!(given([script]).unwrap().bytes, b"<p>all</p>\n");
    }
}

#[test]
fn the_bytes_of_a_page_count_for_more_than_its_declared_charset() {
    let gbk = b"<meta charset=gbk><p>\xb2\xce\xca\xfd</p>";
    for (content_type, body, expected) in [
        (
            "text/html; charset=gbk",
            &b"<p>\xb2\xce\xca\xfd</p>"[..],
            "<p>参数</p>",
        ),
        ("text/html", gbk, "<meta charset=gbk><p>参数</p>"),
        (
            "text/html; charset=GBK",
            "<p>参数</p>".as_bytes(),
            "<p>参数</p>",
        ),
        (
            "text/html; charset=iso-8859-1",
            "<p>参数</p>".as_bytes(),
            "<p>参数</p>",
        ),
    ] {
        let header = format!("Content-Type: {content_type}");
        let page = given([Script::answer("200 OK", &[&header], body)]).unwrap();
        assert_eq!(text(&page), expected, "{content_type}");
    }
}

#[test]
fn a_page_that_is_cut_off_is_an_error_and_never_half_a_page() {
    let packed = gzip("<p>all of it</p>".repeat(100).as_bytes());
    let half = &packed[..packed.len() / 2];
    for script in [
        Script::head("200 OK", &[HTML, "Content-Length: 1000"]).send("<p>not all"),
        Script::head("200 OK", &[HTML, "Transfer-Encoding: chunked"]).send("ff\r\n<p>not all"),
        Script::answer("200 OK", &[HTML, "Content-Encoding: gzip"], half),
        Script::head("200 OK", &[HTML]),
        Script::silence(),
    ] {
        let cause = cause(given([script]));
        assert!(matches!(cause, Cause::CutOff), "{cause:?}");
    }
}

#[test]
fn what_takes_too_long_is_given_up() {
    let short = |time| Options {
        page_timeout: Duration::from_millis(time),
        ..options()
    };
    let endless = "x".repeat(10_000);
    let answer = format!("HTTP/1.1 200 OK\r\nX-Header: {endless}");
    let head = |headers: &[&str]| Script::head("200 OK", headers);
    for (script, time, expected) in [
        (Script::silence().stall(), 300, Stage::Answer),
        (Script::silence().raw_trickle(&answer), 300, Stage::Answer),
        (head(&[HTML]).raw_trickle(&endless), 300, Stage::Answer),
        (head(&[HTML]).trickle(&endless), 1000, Stage::Page),
        (
            head(&[HTML, "Content-Length: 9"]).send("<p>").stall(),
            1000,
            Stage::Page,
        ),
    ] {
        let server = Server::start([script]);
        let cause = cause(fetch(short(time), &server.url));
        let Cause::Timeout { stage, limit } = cause else {
            panic!("{cause:?}")
        };
        assert_eq!((stage, limit), (expected, Duration::from_millis(time)));
    }
}

#[test]
fn redirects_share_the_time_of_a_page() {
    // Each in time, but not all of them together.
    let slow = |step| {
        Script::silence()
            .raw_trickle("HTTP/1.1 302 Found\r\n")
            .raw(format!("Location: /{step}\r\nContent-Length: 0\r\n\r\n"))
    };
    let server = Server::start((0..20).map(slow));
    let options = Options {
        page_timeout: Duration::from_millis(1500),
        ..options()
    };
    let error = fetch(options, &server.url).unwrap_err();
    assert!(matches!(error.cause, Cause::Timeout { .. }), "{error}");
    let moved_to = error.moved_to.unwrap().to_string();
    assert!(moved_to.starts_with(&server.url), "{moved_to}");
}

#[test]
fn no_connection_is_told_by_its_reason() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    let refused = cause(fetch(options(), &url));
    assert!(matches!(refused, Cause::Connect { .. }), "{refused:?}");

    // The port answers, but does not speak TLS, or says nothing.
    let secure = |server: &Server| server.url.replace("http:", "https:");
    let plain = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/", plain.local_addr().unwrap());
    let speaks = std::thread::spawn(move || {
        let (mut stream, _) = plain.accept().unwrap();
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        let _ = std::io::Read::read(&mut stream, &mut [0; 4096]);
    });
    let tls = cause(fetch(options(), &url));
    assert!(matches!(tls, Cause::Tls(_)), "{tls:?}");
    speaks.join().unwrap();

    let silent = Server::start([Script::silence().stall()]);
    let short = Options {
        connect_timeout: Duration::from_millis(300),
        ..options()
    };
    let late = cause(fetch(short, &secure(&silent)));
    let Cause::Timeout { stage, .. } = late else {
        panic!("{late:?}")
    };
    assert_eq!(stage, Stage::Connection);
}

#[test]
fn more_than_any_page_has_is_not_read() {
    let huge = (SIZE_LIMIT + 1).to_string();
    let bomb = gzip(&vec![b' '; SIZE_LIMIT + 1]);
    assert!(bomb.len() < SIZE_LIMIT / 100);
    for script in [
        // Told beforehand.
        Script::head("200 OK", &[HTML, &format!("Content-Length: {huge}")])
            .send("")
            .stall(),
        Script::head("200 OK", &[HTML]).repeat("x".repeat(1 << 16)),
        Script::answer("200 OK", &[HTML, "Content-Encoding: gzip"], bomb),
    ] {
        let cause = cause(given([script]));
        assert!(matches!(cause, Cause::TooLarge), "{cause:?}");
    }
    let most = vec![b' '; SIZE_LIMIT];
    let script = Script::answer("200 OK", &[HTML, "Content-Encoding: gzip"], gzip(&most));
    assert_eq!(given([script]).unwrap().bytes.len(), SIZE_LIMIT);
}

#[test]
fn redirects_lead_to_the_page() {
    let server = Server::start([
        Script::redirect("301 Moved Permanently", "/document/2"),
        Script::redirect("302 Found", "3?lang=en#top"),
        Script::redirect("307 Temporary Redirect", "/4"),
        Script::page("<p>here</p>"),
    ]);
    let page = fetch(options(), &format!("{}/document/1", server.url)).unwrap();
    assert_eq!(text(&page), "<p>here</p>");
    let lines = [(); 4].map(|()| server.request().line().to_owned());
    assert_eq!(
        lines,
        [
            "GET /document/1",
            "GET /document/2",
            "GET /document/3?lang=en",
            "GET /4"
        ]
    );
}

#[test]
fn redirects_that_lead_nowhere_end() {
    let circle = [
        Script::redirect("302 Found", "/other"),
        Script::redirect("302 Found", "/page"),
    ];
    let forever = (0..20).map(|step| Script::redirect("302 Found", &format!("/{step}")));
    let nowhere = [Script::answer("302 Found", &[], "")];
    let file = [Script::redirect("302 Found", "file:///etc/passwd")];
    let of = |result| match cause(result) {
        Cause::Redirect(error) => error,
        other => panic!("{other:?}"),
    };
    assert!(matches!(of(given(circle)), RedirectError::Loop(_)));
    assert_eq!(of(given(forever)), RedirectError::TooMany);
    assert_eq!(of(given(nowhere)), RedirectError::Nowhere);
    assert!(matches!(of(given(file)), RedirectError::Address(_)));
}

#[test]
fn a_status_that_is_no_page_is_told() {
    for status in [
        "404 Not Found",
        "500 Internal Server Error",
        "403 Forbidden",
        "206 Partial Content",
        "304 Not Modified",
        "503 Service Unavailable",
    ] {
        let error = given([Script::answer(status, &[HTML], "<h1>Oops</h1>")]).unwrap_err();
        let rejected = error.rejected();
        assert_eq!(rejected.diagnostic.code, "fetch::status");
        assert!(
            rejected.diagnostic.message.contains(status),
            "{}",
            rejected.diagnostic.message
        );
        assert!(rejected.source.name.ends_with("/page"));
    }
}

#[test]
fn what_is_no_text_is_told_and_not_read() {
    for media_type in ["image/png", "application/pdf", "application/json"] {
        let header = format!("Content-Type: {media_type}");
        let script = Script::head("200 OK", &[&header]).repeat([0; 1024]);
        let Cause::NotText(told) = cause(given([script])) else {
            panic!("{media_type}")
        };
        assert_eq!(told, media_type);
    }
    let script = Script::answer("200 OK", &[HTML, "Content-Encoding: br"], "\x0b\x02");
    assert!(matches!(cause(given([script])), Cause::Protocol(_)));
    let script = Script::silence().raw("SSH-2.0-OpenSSH_9.9\r\n");
    assert!(matches!(cause(given([script])), Cause::Protocol(_)));
}

#[test]
fn an_empty_body_is_a_page_without_content() {
    let page = given([Script::answer("200 OK", &[HTML], "")]).unwrap();
    let rejected = Page::with_charset("page", &page.bytes, None).unwrap_err();
    assert_eq!(rejected.diagnostic.code, "page::empty");
}

#[test]
fn a_site_that_asks_to_come_back_is_asked_again() {
    let busy = |after: &str| {
        Script::answer(
            "429 Too Many Requests",
            &[&format!("Retry-After: {after}")],
            "",
        )
    };
    let page = given([busy("0"), busy("1"), Script::page("<p>now</p>")]).unwrap();
    assert_eq!(text(&page), "<p>now</p>");

    // Not for ever, not for hours, and not unless it says when.
    for (scripts, expected) in [
        (vec![busy("0"), busy("0"), busy("0")], Some(0)),
        (vec![busy("86400")], Some(86400)),
        (
            vec![Script::answer("503 Service Unavailable", &[], "")],
            None,
        ),
    ] {
        let Cause::Status { wait, .. } = cause(given(scripts)) else {
            panic!("no status")
        };
        assert_eq!(wait, expected.map(Duration::from_secs));
    }
}

/// Fetches one address again and again with a cache; the requests and where the pages were from.
fn again(folder: &Path, scripts: Vec<Script>, times: usize) -> (Server, Vec<(Origin, String)>) {
    let server = Server::start(scripts);
    let url = format!("{}/page", server.url);
    let pages = (0..times)
        .map(|_| {
            let cached = Options {
                cache: Some(Cache::new(folder)),
                ..options()
            };
            let page = fetch(cached, &url).unwrap();
            assert!(page.not_kept.is_none());
            assert_eq!(page.charset.as_deref(), Some("utf-8"));
            (page.origin, text(&page))
        })
        .collect();
    (server, pages)
}

fn kept(headers: &[&str], body: &str) -> Script {
    let headers: Vec<&str> = ["Content-Type: text/html; charset=utf-8"]
        .into_iter()
        .chain(headers.iter().copied())
        .collect();
    Script::answer("200 OK", &headers, body)
}

fn not_modified(headers: &[&str]) -> Script {
    Script::head("304 Not Modified", headers).send("")
}

#[test]
fn a_kept_page_is_used_when_the_site_confirms_it() {
    for (header, condition, value) in [
        ("ETag: \"1\"", "if-none-match", "\"1\""),
        ("ETag: W/\"1\"", "if-none-match", "W/\"1\""),
        (
            "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT",
            "if-modified-since",
            "Sun, 06 Nov 1994 08:49:37 GMT",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let scripts = vec![
            kept(&[header], "<p>old</p>"),
            not_modified(&[header]),
            not_modified(&[]),
        ];
        let (server, pages) = again(folder.path(), scripts, 3);
        let old = |origin| (origin, "<p>old</p>".to_owned());
        assert_eq!(
            pages,
            [
                old(Origin::Site),
                old(Origin::Confirmed),
                old(Origin::Confirmed)
            ]
        );
        assert_eq!(server.request().header(condition), "");
        assert_eq!(server.request().header(condition), value);
        assert_eq!(server.request().header(condition), value);
    }
}

#[test]
fn a_page_that_changed_replaces_the_kept_one() {
    let folder = tempfile::tempdir().unwrap();
    let scripts = vec![
        kept(&["ETag: \"1\""], "<p>old</p>"),
        kept(&["ETag: \"2\""], "<p>new</p>"),
        not_modified(&[]),
    ];
    let (server, pages) = again(folder.path(), scripts, 3);
    assert_eq!(pages[1], (Origin::Site, "<p>new</p>".to_owned()));
    assert_eq!(pages[2], (Origin::Confirmed, "<p>new</p>".to_owned()));
    server.request();
    assert_eq!(server.request().header("if-none-match"), "\"1\"");
    assert_eq!(server.request().header("if-none-match"), "\"2\"");
}

#[test]
fn a_page_is_not_asked_for_while_the_site_says_that_it_stays() {
    let folder = tempfile::tempdir().unwrap();
    let scripts = vec![kept(&["Cache-Control: max-age=600"], "<p>old</p>")];
    let (server, pages) = again(folder.path(), scripts, 2);
    assert_eq!(pages[1], (Origin::Cache, "<p>old</p>".to_owned()));
    server.request();
    assert_eq!(server.more_requests(), 0);
}

#[test]
fn a_page_that_must_not_be_kept_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let scripts = vec![
        kept(&["ETag: \"1\""], "<p>kept</p>"),
        kept(&["ETag: \"2\"", "Cache-Control: no-store"], "<p>secret</p>"),
        kept(&[], "<p>no way to confirm</p>"),
    ];
    let (server, pages) = again(folder.path(), scripts, 3);
    assert!(pages.iter().all(|(origin, _)| *origin == Origin::Site));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    server.request();
    assert_eq!(server.request().header("if-none-match"), "\"1\"");
    assert_eq!(server.request().header("if-none-match"), "");
}

#[test]
fn a_damaged_cache_is_fetched_anew() {
    for damage in [&b""[..], b"{}", b"\xff\n\n"] {
        let folder = tempfile::tempdir().unwrap();
        let url_scripts = vec![
            kept(&["ETag: \"1\""], "<p>one</p>"),
            kept(&["ETag: \"1\""], "<p>two</p>"),
        ];
        let server = Server::start(url_scripts);
        let cached = || Options {
            cache: Some(Cache::new(folder.path())),
            ..options()
        };
        fetch(cached(), &server.url).unwrap();
        for file in fs::read_dir(folder.path()).unwrap() {
            fs::write(file.unwrap().path(), damage).unwrap();
        }
        let page = fetch(cached(), &server.url).unwrap();
        assert_eq!(
            (page.origin, text(&page)),
            (Origin::Site, "<p>two</p>".to_owned())
        );
        server.request();
        assert_eq!(server.request().header("if-none-match"), "");
    }
}

#[test]
fn a_page_that_cannot_be_kept_is_good_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let server = Server::start([kept(&["ETag: \"1\""], "<p>good</p>")]);
    let cached = Options {
        cache: Some(Cache::new(&file)),
        ..options()
    };
    let page = fetch(cached, &server.url).unwrap();
    assert_eq!(text(&page), "<p>good</p>");
    assert!(page.not_kept.is_some());
}

#[test]
fn one_client_serves_many_threads() {
    let server = Server::start((0..8).map(|_| Script::page("<p>page</p>")));
    let client = Client::new(options()).unwrap();
    std::thread::scope(|scope| {
        for page in 0..8 {
            let address = Address::parse(&format!("{}/{page}", server.url)).unwrap();
            let client = &client;
            scope.spawn(move || assert_eq!(client.fetch(&address).unwrap().bytes.len(), 11));
        }
    });
}

#[test]
fn errors_show_no_secrets() {
    let server = Server::start([Script::answer("404 Not Found", &[], "")]);
    let url = server.url.replace("http://", "http://me:word@");
    let error = fetch(options(), &format!("{url}/page?lang=en&token=t")).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "cannot fetch {}/page?lang=en: the site answers 404 Not Found",
            server.url
        )
    );
    // But the site gets them.
    let request = server.request();
    assert_eq!(request.line(), "GET /page?lang=en&token=t");
    assert_eq!(request.header("authorization"), "Basic bWU6d29yZA==");
}
