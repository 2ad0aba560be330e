//! Actions that give their items page by page, over a transport that answers from a script.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::future::{Future, poll_fn};
use std::path::Path;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use tencentcloud_runtime::{
    Action, Bytes, Client, CommonError, Config, Credential, Items, Object, Pages, Paging, Service,
    Stream, Timeout, Transport, TransportFuture, http, object,
};

static SERVICE: Service = Service::new("cvm", "2017-03-12", "cvm.tencentcloudapi.com");
static DESCRIBE_HOSTS: Action = Action::new("DescribeHosts");

#[derive(Clone)]
struct Request {
    offset: Option<i64>,
    text_offset: Option<String>,
    float_offset: Option<f64>,
    limit: Option<i64>,
    page_number: Option<u64>,
    page_size: Option<u64>,
    cursor: Option<String>,
    number_cursor: Option<u64>,
}

object! {
    Request: Default {
        "Offset" => offset = None,
        "TextOffset" => text_offset = None,
        "FloatOffset" => float_offset = None,
        "Limit" => limit = None,
        "PageNumber" => page_number = None,
        "PageSize" => page_size = None,
        "Cursor" => cursor = None,
        "NumberCursor" => number_cursor = None,
    }
}

#[derive(Clone)]
struct Response {
    items: Vec<String>,
    total_count: Option<i64>,
    data: Option<Data>,
    next: Option<String>,
    next_number: Option<i64>,
    has_more: Option<bool>,
    has_more_number: Option<u64>,
    list_over: Option<bool>,
    request_id: String,
}

object! {
    Response: Default {
        "Items" => items = Vec::new(),
        "TotalCount" => total_count = None,
        "Data" => data = None,
        "Next" => next = None,
        "NextNumber" => next_number = None,
        "HasMore" => has_more = None,
        "HasMoreNumber" => has_more_number = None,
        "ListOver" => list_over = None,
        "RequestId" => request_id = String::new(),
    }
}

#[derive(Clone)]
struct Data {
    items: Vec<String>,
    total: Option<String>,
}

object! {
    Data: Default {
        "Items" => items = Vec::new(),
        "Total" => total = None,
    }
}

static PAGINGS: &[(&str, Paging)] = &[
    ("offset", OFFSET),
    ("offset-alone", Paging::offset("Offset", "Items")),
    (
        "offset-alone-with-total",
        Paging::offset("Offset", "Items")
            .size("Limit", None)
            .total("TotalCount"),
    ),
    (
        "offset-without-total",
        Paging::offset("Offset", "Items").size("Limit", Some(20)),
    ),
    ("text-offset", Paging::offset("TextOffset", "Items")),
    ("float-offset", Paging::offset("FloatOffset", "Items")),
    (
        "nested",
        Paging::offset("Offset", "Data.Items").total("Data.Total"),
    ),
    ("number", NUMBER),
    (
        "number-from-0",
        Paging::number("PageNumber", 0, "Items").total("TotalCount"),
    ),
    ("number-with-flag", NUMBER.more("HasMore")),
    ("token", Paging::token("Cursor", "Next", "Items")),
    (
        "token-with-flag",
        Paging::token("Cursor", "Next", "Items").last("ListOver"),
    ),
    (
        "number-token",
        Paging::token("NumberCursor", "NextNumber", "Items").more("HasMoreNumber"),
    ),
    ("missing-member", Paging::offset("Missing", "Items")),
];

static OFFSET: Paging = Paging::offset("Offset", "Items")
    .size("Limit", Some(20))
    .total("TotalCount");
const NUMBER: Paging = Paging::number("PageNumber", 1, "Items")
    .size("PageSize", Some(10))
    .total("TotalCount");

/// Gives the answers of a script, and keeps the requests.
#[derive(Clone, Default)]
struct Script(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    answers: VecDeque<String>,
    log: String,
    timeouts: Vec<Duration>,
    regions: Vec<String>,
}

impl Script {
    fn new(answers: impl IntoIterator<Item = &'static str>) -> Self {
        let script = Self::default();
        script.0.lock().unwrap().answers = answers.into_iter().map(str::to_owned).collect();
        script
    }

    fn pages(
        &self,
        paging: &'static Paging,
        request: Request,
    ) -> Pages<Request, Response, String, CommonError> {
        let config =
            Config::new(Credential::new("AKIDexample", "canary-key")).transport(self.clone());
        Client::new(config, &SERVICE).pages(
            &DESCRIBE_HOSTS,
            paging,
            request,
            |response: Response| response.items,
        )
    }

    fn bodies(&self) -> Vec<String> {
        let log = &self.0.lock().unwrap().log;
        let requests = log.lines().filter_map(|line| line.strip_prefix("> "));
        requests.map(str::to_owned).collect()
    }
}

impl Transport for Script {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
        let mut state = self.0.lock().unwrap();
        let body = String::from_utf8(request.body().to_vec()).unwrap();
        let answer = state
            .answers
            .pop_front()
            .expect("an answer for the request");
        let (head, _) = request.into_parts();
        let Timeout(timeout) = *head.extensions.get().unwrap();
        state.timeouts.push(timeout);
        if let Some(region) = head.headers.get("x-tc-region") {
            state.regions.push(region.to_str().unwrap().to_owned());
        }
        writeln!(state.log, "> {body}\n< {answer}").unwrap();
        let answer = answer.strip_prefix('{').unwrap();
        let comma = if answer == "}" { "" } else { "," };
        let answer = format!(r#"{{"Response":{{"RequestId":"id-1"{comma}{answer}}}"#);
        Box::pin(async {
            // Not there at once.
            tokio::task::yield_now().await;
            Ok(http::Response::new(Bytes::from(answer)))
        })
    }
}

#[tokio::test]
async fn each_case_goes_as_it_is_written() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/cases.txt");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut cases = text.split("\n## ");
    let mut actual = cases.next().unwrap().to_owned();
    for case in cases {
        actual.push_str("\n## ");
        actual.push_str(&run(case).await);
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, actual).unwrap();
    } else if actual != text {
        let differing = text
            .lines()
            .zip(actual.lines())
            .find(|(one, other)| one != other);
        panic!("{differing:#?}\nIf this is right, run with UPDATE_GOLDEN=1 and review the diff.");
    }
}

async fn run(case: &str) -> String {
    let line = |start: &str| case.lines().find_map(|line| line.strip_prefix(start));
    let name = line("paging ").unwrap();
    let (_, paging) = PAGINGS.iter().find(|(of, _)| *of == name).unwrap();
    let request = line("request ").unwrap();
    let script = Script::default();
    let answers = case.lines().filter_map(|line| line.strip_prefix("< "));
    script.0.lock().unwrap().answers = answers.map(str::to_owned).collect();
    let mut pages = script.pages(paging, serde_json::from_str(request).unwrap());
    let mut end = "end".to_owned();
    while let Some(page) = pages.next().await {
        match page {
            Ok(page) => {
                let items = page.data.map_or(page.items, |data| data.items).join(" ");
                let mut state = script.0.lock().unwrap();
                writeln!(state.log, "{}", format!("page {items}").trim_end()).unwrap();
            }
            Err(error) => end = error.to_string(),
        }
    }
    assert!(pages.next().await.is_none());
    let state = script.0.lock().unwrap();
    assert!(state.answers.is_empty(), "{case}: {:?}", state.answers);
    let request = serde_json::to_string(pages.request()).unwrap();
    let title = case.lines().next().unwrap();
    let start = line("request ").unwrap();
    format!(
        "{title}\npaging {name}\nrequest {start}\n{}{end}\ngo on with {request}\n",
        state.log
    )
}

async fn collect<T, E: std::fmt::Display>(
    stream: impl Stream<Item = Result<T, E>>,
) -> Vec<Result<T, String>> {
    let mut stream = pin!(stream);
    let mut all = Vec::new();
    while let Some(item) = poll_fn(|context| stream.as_mut().poll_next(context)).await {
        all.push(item.map_err(|error| error.to_string()));
    }
    all
}

const PAGES: [&str; 3] = [
    r#"{"Items":["a","b"],"TotalCount":5}"#,
    r#"{"Items":["c","d"],"TotalCount":5}"#,
    r#"{"Items":["e"],"TotalCount":5}"#,
];

#[tokio::test]
async fn pages_and_items_are_streams() {
    let pages = collect(Script::new(PAGES).pages(&OFFSET, Request::default())).await;
    let lengths: Vec<usize> = pages
        .into_iter()
        .map(|page| page.unwrap().items.len())
        .collect();
    assert_eq!(lengths, [2, 2, 1]);
    let items = collect(
        Script::new(PAGES)
            .pages(&OFFSET, Request::default())
            .items(),
    )
    .await;
    let items: Vec<String> = items.into_iter().map(Result::unwrap).collect();
    assert_eq!(items, ["a", "b", "c", "d", "e"]);
}

#[tokio::test]
async fn no_page_is_asked_for_ahead() {
    let script = Script::new(PAGES);
    let mut items = script.pages(&OFFSET, Request::default()).items();
    assert!(script.bodies().is_empty());
    for asked in [1, 1, 2, 2, 3] {
        items.next().await.unwrap().unwrap();
        assert_eq!(script.bodies().len(), asked);
    }
    assert!(items.next().await.is_none());
    assert_eq!(script.bodies().len(), 3);
}

#[tokio::test]
async fn a_next_that_is_dropped_loses_nothing() {
    let script = Script::new(PAGES);
    let mut items = script.pages(&OFFSET, Request::default()).items();
    let mut all = Vec::new();
    loop {
        let mut dropped = false;
        let next = {
            let mut next = pin!(items.next());
            poll_fn(|context| {
                dropped = true;
                Poll::Ready(match next.as_mut().poll(context) {
                    Poll::Ready(item) => Some(item),
                    Poll::Pending => None,
                })
            })
            .await
        };
        assert!(dropped);
        match next {
            Some(Some(item)) => all.push(item.unwrap()),
            Some(None) => break,
            None => tokio::task::yield_now().await,
        }
    }
    assert_eq!(all, ["a", "b", "c", "d", "e"]);
    assert_eq!(
        script.bodies(),
        ["{}", r#"{"Offset":2}"#, r#"{"Offset":4}"#]
    );
}

#[tokio::test]
async fn who_comes_back_after_an_error_goes_on_where_it_was() {
    let script = Script::new([
        PAGES[0],
        r#"{"Error":{"Code":"UnauthorizedOperation","Message":"not you"}}"#,
        PAGES[1],
        PAGES[2],
    ]);
    let mut items = script.pages(&OFFSET, Request::default()).items();
    let mut all = Vec::new();
    let failed = loop {
        match items.next().await.unwrap() {
            Ok(item) => all.push(item),
            Err(_) => break items.pages().request().clone(),
        }
    };
    assert_eq!(
        failed,
        Request {
            offset: Some(2),
            ..Request::empty()
        }
    );
    for item in collect(script.pages(&OFFSET, failed).items()).await {
        all.push(item.unwrap());
    }
    assert_eq!(all, ["a", "b", "c", "d", "e"]);
}

#[tokio::test]
async fn each_call_is_configured() {
    let script = Script::new(PAGES);
    let pages = script
        .pages(&OFFSET, Request::default())
        .configure(|call| call.region("ap-beijing").timeout(Duration::from_secs(5)));
    assert_eq!(collect(pages).await.len(), 3);
    let state = script.0.lock().unwrap();
    assert_eq!(state.regions, ["ap-beijing"; 3]);
    assert_eq!(state.timeouts, [Duration::from_secs(5); 3]);
}

#[tokio::test]
async fn promises_without_items_come_to_an_end() {
    static TOKEN: Paging = Paging::token("Cursor", "Next", "Items").more("HasMore");
    let script = Script::default();
    script.0.lock().unwrap().answers = (0..200)
        .map(|page| format!(r#"{{"Items":[],"Next":"{page}","HasMore":true}}"#))
        .collect();
    let pages = collect(script.pages(&TOKEN, Request::default())).await;
    assert_eq!(
        pages.last().unwrap().as_ref().unwrap_err(),
        "cvm DescribeHosts: 100 pages in a row have no items, and the service says that there is more (request id id-1)"
    );
    assert_eq!(pages.len(), 100);
}

#[test]
fn pages_can_be_sent_to_another_thread_and_show_no_secret() {
    fn is_send<T: Send + Unpin>(_: &T) {}
    let request = Request {
        cursor: Some("canary-token".to_owned()),
        ..Request::default()
    };
    let pages = Script::default().pages(&OFFSET, request);
    is_send(&pages);
    assert_eq!(format!("{pages:?}"), "Pages(cvm DescribeHosts)");
    let items: Items<_, _, _, _> = pages.items();
    is_send(&items);
    assert!(!format!("{items:?}").contains("canary"));
}
