//! What the official Python SDK signs, we sign alike, and the other way round.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use fastrand::Rng;
use serde_json::{Map, Value, json};
use tcgen_tests::official::{self, Worker};
use tencentcloud_runtime::sign::{SigningRequest, sha256_hex};
use tencentcloud_runtime::{
    Bytes, Config, Credential, HttpMethod, Retry, Transport, TransportError, TransportErrorKind,
    TransportFuture, UntypedClient, http,
};

const REQUESTS: usize = 1000;

/// A number of which every random choice follows; another one is another test: `TCGEN_SEED=7 cargo test …`.
fn seed() -> u64 {
    let seed = std::env::var("TCGEN_SEED").map_or(1, |seed| seed.parse().unwrap());
    eprintln!("TCGEN_SEED={seed}");
    seed
}

#[test]
fn a_thousand_requests_of_the_official_python_sdk_are_signed_alike() {
    let Some(python) = official::python() else {
        return;
    };
    let mut rng = Rng::with_seed(seed());
    let mut sdk = Worker::python(&python, "sign.py");
    for _ in 0..REQUESTS {
        let question = question(&mut rng);
        let built = sdk.ask(&question);
        assert_eq!(
            authorization(&question, &built),
            built["headers"]["Authorization"].as_str().unwrap(),
            "{question}\n{built}"
        );
    }
}

/// The header `Authorization` that we would send with a request that the SDK has built.
fn authorization(question: &Value, built: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let headers = &built["headers"];
    let body = BASE64.decode(text(&built["body"])).unwrap();
    let payload_hash = if question["unsigned_payload"] == true {
        assert_eq!(headers["X-TC-Content-SHA256"], "UNSIGNED-PAYLOAD");
        sha256_hex(b"UNSIGNED-PAYLOAD")
    } else {
        sha256_hex(&body)
    };
    assert_eq!(
        headers["X-TC-Timestamp"],
        question["timestamp"].to_string().as_str()
    );
    let request = SigningRequest {
        method: &text(&built["method"]),
        query: &text(&built["query"]),
        headers: &[
            ("content-type", &text(&headers["Content-Type"])),
            ("host", &text(&headers["Host"])),
        ],
        payload_hash: &payload_hash,
        timestamp: question["timestamp"].as_u64().unwrap(),
        service: &text(&question["service"]),
    };
    let credential = Credential::new(text(&question["secret_id"]), text(&question["secret_key"]));
    request.authorization(&credential)
}

#[tokio::test]
async fn the_official_python_sdk_signs_a_thousand_requests_of_ours_alike() {
    let Some(python) = official::python() else {
        return;
    };
    let mut rng = Rng::with_seed(seed());
    let mut sdk = Worker::python(&python, "sign.py");
    let mut compared = 0;
    while compared < REQUESTS {
        let mut question = ours(&mut rng);
        // `GET` does not take everything.
        let Some(request) = send(&question).await else {
            continue;
        };
        compared += 1;
        let authorization = request.headers()["authorization"].to_str().unwrap();
        let (_, signature) = authorization.rsplit_once("Signature=").unwrap();
        let answer = sdk.ask(&to_sign(&question, &request));
        assert_eq!(answer["signature"], signature, "{request:?}");
        if request.method() == "GET" {
            question["do"] = "build".into();
            let theirs = sdk.ask(&question);
            assert_eq!(
                pairs(request.uri().query().unwrap_or_default()),
                pairs(theirs["query"].as_str().unwrap()),
            );
        }
    }
}

/// A call that our client makes.
fn ours(rng: &mut Rng) -> Value {
    let mut question = question(rng);
    // Whatever kind it was: parameters, sent with one of the methods.
    question["kind"] = (*rng.choice(&["json", "get"]).unwrap()).into();
    question["params"] = object(rng, 3).into();
    question["service"] = name(rng, 'a'..='z', 1..12).into();
    question["action"] = name(rng, 'A'..='Z', 1..40).into();
    // Both go into headers.
    question["secret_id"] = name(rng, '0'..='9', 1..80).into();
    question["token"] = name(rng, '0'..='z', 0..200).into();
    question
}

/// What our client sends; nothing if it cannot be a query.
async fn send(question: &Value) -> Option<http::Request<Bytes>> {
    let text = |name: &str| question[name].as_str().unwrap().to_owned();
    let keep = Keep::default();
    let timestamp = question["timestamp"].as_u64().unwrap();
    let credential = Credential::new(text("secret_id"), text("secret_key"));
    let is_get = question["kind"] == "get";
    let config = Config::new(credential.with_token(text("token")))
        .endpoint(format!("http://{}", text("host")))
        .method(if is_get {
            HttpMethod::Get
        } else {
            HttpMethod::Post
        })
        .unsigned_payload(question["unsigned_payload"] == true)
        .retry(Retry::none())
        .clock(move || SystemTime::UNIX_EPOCH + Duration::from_secs(timestamp))
        .transport(keep.clone());
    let (service, action) = (text("service"), text("action"));
    let client = UntypedClient::new(config);
    let call = client.call(&service, "2017-03-12", &action, &question["params"]);
    let error = call.await.unwrap_err().to_string();
    let kept = keep.0.lock().unwrap().take();
    assert!(
        kept.is_some() || error.ends_with("send it with `POST`"),
        "{error}"
    );
    kept
}

/// The question how the SDK signs this request.
fn to_sign(question: &Value, request: &http::Request<Bytes>) -> Value {
    let header = |name: &str| request.headers()[name].to_str().unwrap();
    json!({
        "do": "sign",
        "method": request.method().as_str(),
        "query": request.uri().query().unwrap_or_default(),
        "body": BASE64.encode(request.body()),
        "content_type": header("content-type"),
        "host": header("host"),
        "service": question["service"],
        "unsigned_payload": request.headers().contains_key("x-tc-content-sha256"),
        "secret_id": question["secret_id"],
        "secret_key": question["secret_key"],
        "timestamp": header("x-tc-timestamp").parse::<u64>().unwrap(),
    })
}

/// What a query says. The SDK writes truth values as Python does, and numbers in another way.
fn pairs(query: &str) -> BTreeMap<String, String> {
    let decode = |text: &str| {
        let text = text.replace('+', " ");
        let text = percent_encoding::percent_decode_str(&text);
        text.decode_utf8().unwrap().into_owned()
    };
    let same = |text: String| match text.as_str() {
        "True" | "False" => text.to_lowercase(),
        _ => text
            .parse()
            .map_or(text, |number: f64| format!("{number:e}")),
    };
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| (decode(name), same(decode(value))))
        .collect()
}

/// Keeps the request instead of sending it.
#[derive(Clone, Default)]
struct Keep(Arc<Mutex<Option<http::Request<Bytes>>>>);

impl Transport for Keep {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
        *self.0.lock().unwrap() = Some(request);
        let error = TransportError::new(TransportErrorKind::Setup, "kept, not sent");
        Box::pin(std::future::ready(Err(error)))
    }
}

/// Any request that the SDK can send.
fn question(rng: &mut Rng) -> Value {
    let kind = *rng.choice(&["json", "get", "multipart", "bytes"]).unwrap();
    let service = name(rng, 'a'..='z', 1..12);
    let host = match rng.u8(0..4) {
        0 => format!("{service}.tencentcloudapi.com"),
        1 => format!("{service}.ap-guangzhou.tencentcloudapi.com"),
        2 => format!("127.0.0.1:{}", rng.u16(1..)),
        _ => format!("{}.example:{}", name(rng, 'a'..='z', 1..60), rng.u16(1..)),
    };
    let mut question = json!({
        "do": "build",
        "kind": kind,
        "service": service,
        "host": host,
        "version": "2017-03-12",
        "action": name(rng, 'A'..='Z', 1..40),
        "unsigned_payload": rng.u8(0..4) == 0,
        "secret_id": name(rng, '0'..='z', 1..80).replace(',', "-"),
        // The SDK takes none that begins or ends with white space.
        "secret_key": format!("k{}y", text(rng, 0..200)),
        "token": text(rng, 0..4000),
        // 1970 to 2106, and now and then the last or the first second of a day.
        "timestamp": match rng.u8(0..8) {
            0 => u64::from(rng.u32(..)) / 86_400 * 86_400,
            1 => u64::from(rng.u32(..)) / 86_400 * 86_400 + 86_399,
            _ => u64::from(rng.u32(..)),
        },
    });
    match kind {
        "bytes" => question["body"] = BASE64.encode(bytes(rng)).into(),
        "multipart" => {
            let mut parameters = Map::new();
            parameters.insert("File".to_owned(), BASE64.encode(bytes(rng)).into());
            for _ in 0..rng.usize(0..4) {
                parameters.insert(name(rng, 'A'..='Z', 1..20), text(rng, 0..50).into());
            }
            question["binary"] = json!(["File"]);
            question["params"] = parameters.into();
        }
        _ => question["params"] = object(rng, 3).into(),
    }
    question
}

/// Parameters, nested as deep as this at most.
fn object(rng: &mut Rng, depth: usize) -> Map<String, Value> {
    (0..rng.usize(0..6))
        .map(|_| (name(rng, 'A'..='z', 1..20), value(rng, depth)))
        .collect()
}

fn value(rng: &mut Rng, depth: usize) -> Value {
    match rng.u8(..) {
        0 => text(rng, 10_000..100_000).into(),
        1..=20 => Value::Null,
        21..=50 => rng.i64(..).into(),
        51..=70 => rng.bool().into(),
        71..=90 => rng.f64().into(),
        91..=120 if depth > 0 => (0..rng.usize(0..5))
            .map(|_| value(rng, depth - 1))
            .collect(),
        121..=150 if depth > 0 => object(rng, depth - 1).into(),
        _ => text(rng, 0..100).into(),
    }
}

/// Characters of any script, those that have a meaning in URLs and JSON, and line breaks.
fn text(rng: &mut Rng, length: std::ops::Range<usize>) -> String {
    (0..rng.usize(length))
        .map(|_| match rng.u8(0..5) {
            0 => *rng.choice(b" %&=+?/#\"\\\n\r\t\0~;,.".as_slice()).unwrap() as char,
            1 => rng.char(..),
            2 => rng.char('一'..='龥'),
            _ => rng.alphanumeric(),
        })
        .collect()
}

fn name(
    rng: &mut Rng,
    characters: std::ops::RangeInclusive<char>,
    length: std::ops::Range<usize>,
) -> String {
    (0..rng.usize(length))
        .map(|_| rng.char(characters.clone()))
        .collect()
}

fn bytes(rng: &mut Rng) -> Vec<u8> {
    let length = match rng.u8(0..8) {
        0 => 0,
        1 => rng.usize(..200_000),
        _ => rng.usize(..300),
    };
    (0..length).map(|_| rng.u8(..)).collect()
}
