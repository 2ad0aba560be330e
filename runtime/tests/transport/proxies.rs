//! The proxy on the way, and its password.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::sync::mpsc::channel;

use tencentcloud_runtime::TransportErrorKind::Connect;

use super::server::{OK, accept, authority, read_proxied, read_request, serve_tls};
use super::{send, transports};

/// `user:canary` as `Proxy-Authorization` has it.
const BASIC: &str = "Basic dXNlcjpjYW5hcnk=";

/// Copies in both directions until one side closes.
fn join(client: TcpStream, server: TcpStream) {
    let (mut from, mut to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut from, &mut to);
    });
    let (mut from, mut to) = (server, client);
    let _ = std::io::copy(&mut from, &mut to);
}

#[tokio::test]
async fn https_goes_through_a_tunnel() {
    let authority = authority();
    let url = serve_tls(authority.server.clone());
    let (sender, connects) = channel();
    let proxy = accept(move |_, mut connection| {
        let connect = read_proxied(&mut connection);
        let target = connect.split(' ').nth(1).unwrap().to_owned();
        sender.send(connect).unwrap();
        connection.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        join(connection, TcpStream::connect(target).unwrap());
    });
    for (name, transport) in transports!(|builder| {
        builder
            .proxy(format!("http://user:canary@127.0.0.1:{proxy}"))
            .root_certificates(authority.pem.clone())
            .user_agent("agent/1")
    }) {
        let answer = send(&*transport, &url).await.unwrap();
        assert_eq!(answer.body(), "ok", "{name}");
        let connect = connects.recv().unwrap();
        let host = url.trim_start_matches("https://").trim_end_matches('/');
        assert!(
            connect.starts_with(&format!("CONNECT {host} HTTP/1.1\r\n")),
            "{connect}"
        );
        let connect = connect.to_lowercase();
        assert!(connect.contains(&BASIC.to_lowercase()), "{name}: {connect}");
        assert!(
            connect.contains("user-agent: agent/1\r\n"),
            "{name}: {connect}"
        );
    }
}

#[tokio::test]
async fn a_proxy_that_refuses_is_no_connection() {
    for answer in [
        "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
        "",
    ] {
        let proxy = accept(move |_, mut connection| {
            read_proxied(&mut connection);
            connection.write_all(answer.as_bytes()).unwrap();
        });
        for (name, transport) in transports!(|builder| {
            builder.proxy(format!("http://user:canary@127.0.0.1:{proxy}"))
        }) {
            let error = send(&*transport, "https://127.0.0.1:1/").await.unwrap_err();
            assert_eq!(error.kind(), Connect, "{name}: {error}");
            // Each error in its debug form holds all those that led to it.
            let shown = format!("{error} {error:?}");
            assert!(
                !shown.contains("canary") && !shown.contains(BASIC),
                "{name}: {shown}"
            );
        }
    }
}

#[tokio::test]
async fn http_goes_through_it_too() {
    let proxy = accept(move |_, mut connection| {
        let head = read_proxied(&mut connection);
        assert!(head.contains(BASIC), "{head}");
        // Whether there is a tunnel is up to the client.
        if head.starts_with("CONNECT proxied.example:80 ") {
            connection.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        } else {
            assert!(head.starts_with("POST http://proxied.example/ "), "{head}");
        }
        if !head.ends_with("{}") {
            read_request(&mut connection);
        }
        connection.write_all(OK.as_bytes()).unwrap();
    });
    for (name, transport) in
        transports!(|builder| builder.proxy(format!("user:canary@127.0.0.1:{proxy}")))
    {
        let answer = send(&*transport, "http://proxied.example/").await;
        assert_eq!(answer.unwrap().body(), "ok", "{name}");
    }
}

/// RFC 1928 and RFC 1929, as far as a client that has a password needs it.
#[tokio::test]
async fn a_socks_proxy_looks_up_the_host() {
    let proxy = accept(move |_, mut connection| {
        let mut byte = [0; 1];
        let mut methods = [0; 2];
        connection.read_exact(&mut methods).unwrap();
        let mut offered = vec![0; usize::from(methods[1])];
        connection.read_exact(&mut offered).unwrap();
        assert!(offered.contains(&2));
        connection.write_all(&[5, 2]).unwrap();
        let mut text = |connection: &mut TcpStream| {
            connection.read_exact(&mut byte).unwrap();
            let mut text = vec![0; usize::from(byte[0])];
            connection.read_exact(&mut text).unwrap();
            String::from_utf8(text).unwrap()
        };
        connection.read_exact(&mut [0; 1]).unwrap();
        assert_eq!(text(&mut connection), "user");
        assert_eq!(text(&mut connection), "canary");
        connection.write_all(&[1, 0]).unwrap();
        let mut connect = [0; 4];
        connection.read_exact(&mut connect).unwrap();
        assert_eq!(connect, [5, 1, 0, 3]);
        assert_eq!(text(&mut connection), "proxied.example");
        connection.read_exact(&mut [0; 2]).unwrap();
        connection
            .write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])
            .unwrap();
        read_request(&mut connection);
        connection.write_all(OK.as_bytes()).unwrap();
    });
    for (name, transport) in
        transports!(|builder| builder.proxy(format!("socks5h://user:canary@127.0.0.1:{proxy}")))
    {
        let answer = send(&*transport, "http://proxied.example/").await;
        assert_eq!(answer.unwrap().body(), "ok", "{name}");
    }
}

/// What the process that is started finds in its environment: where to send to.
const URL: &str = "TRANSPORT_TEST_URL";

/// Sends with each transport in a process with this environment: what each says in the end.
fn in_environment(variables: &[(&str, &str)], url: &str) -> Vec<String> {
    let mut process = Command::new(std::env::current_exe().unwrap());
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
        process.env_remove(name).env_remove(name.to_lowercase());
    }
    let output = process
        .args([
            "--exact",
            "proxies::of_the_environment",
            "--ignored",
            "--nocapture",
        ])
        .envs(variables.iter().copied())
        .env(URL, url)
        .output()
        .unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    let said = output
        .lines()
        .filter_map(|line| line.strip_prefix("said: "));
    said.map(str::to_owned).collect()
}

#[tokio::test]
#[ignore = "it is started with the environment that it needs"]
async fn of_the_environment() {
    let Ok(url) = std::env::var(URL) else { return };
    macro_rules! say {
        ($transport:ident) => {
            let said = match tencentcloud_runtime::$transport::new() {
                Ok(transport) => match send(&transport, &url).await {
                    Ok(answer) => format!("{:?}", answer.body()),
                    Err(error) => format!("{:?}", error.kind()),
                },
                Err(error) => error.to_string(),
            };
            println!("\nsaid: {said}");
        };
    }
    #[cfg(feature = "reqwest")]
    say!(ReqwestTransport);
    #[cfg(feature = "blocking")]
    say!(UreqTransport);
}

#[test]
fn the_environment_names_it() {
    let count = usize::from(cfg!(feature = "reqwest")) + usize::from(cfg!(feature = "blocking"));
    let proxy = accept(move |_, mut connection| {
        let head = read_proxied(&mut connection);
        if head.starts_with("CONNECT ") {
            connection.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        }
        if !head.ends_with("{}") {
            read_request(&mut connection);
        }
        connection.write_all(OK.as_bytes()).unwrap();
    });
    let proxy = format!("http://127.0.0.1:{proxy}");
    let url = "http://proxied.invalid/";
    let said = |variables: &[(&str, &str)]| in_environment(variables, url);
    let ok = vec![r#"b"ok""#.to_owned(); count];
    let direct = vec!["Connect".to_owned(); count];
    assert_eq!(said(&[("HTTP_PROXY", &proxy)]), ok);
    assert_eq!(said(&[("all_proxy", &proxy)]), ok);
    assert_eq!(said(&[("HTTPS_PROXY", &proxy)]), direct);
    let except = [
        ("HTTP_PROXY", proxy.as_str()),
        ("NO_PROXY", "a.example,invalid"),
    ];
    assert_eq!(said(&except), direct);
    for said in said(&[("HTTPS_PROXY", "canary://user:canary@proxy")]) {
        assert!(
            said.starts_with("HTTPS_PROXY is no address of a proxy"),
            "{said}"
        );
        assert!(!said.contains("canary"), "{said}");
    }
}

#[test]
fn the_password_is_not_shown() {
    macro_rules! shown {
        ($transport:ident) => {{
            use tencentcloud_runtime::$transport as Transport;
            let builder = Transport::builder().proxy("http://user:canary@proxy.example:8080");
            let shown = format!("{builder:?} {:?}", builder.clone().build().unwrap());
            assert!(!shown.contains("canary"), "{shown}");
            assert!(!shown.contains("Y2FuYXJ5"), "{shown}");
        }};
    }
    #[cfg(feature = "reqwest")]
    shown!(ReqwestTransport);
    #[cfg(feature = "blocking")]
    shown!(UreqTransport);
}
