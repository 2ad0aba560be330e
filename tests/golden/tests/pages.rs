//! The generated methods that give pages, against a local server, through the default transport.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use tcgen_golden::pages::{
    Client, DescribeDisksRequest, DescribeHostsRequest, DescribeImagesRequest, DescribeJobsRequest,
    ListEventsRequest, SearchLogsRequest,
};
use tcgen_tests::server::{Answer, Server};
use tencentcloud_runtime::{Config, Credential, ErrorCode, Items, Object};

fn server(answers: impl IntoIterator<Item = &'static str>) -> (Server, Client) {
    let answers = answers
        .into_iter()
        .map(|answer| Answer::json(&format!(r#"{{"Response":{answer}}}"#)));
    let server = Server::start(answers);
    let config = Config::new(Credential::new("AKIDexample", "canary-secret-key"))
        .endpoint(server.url.as_str());
    let client = Client::new(config);
    (server, client)
}

async fn all<Q: Object, R: Object, I, E: ErrorCode>(mut items: Items<Q, R, I, E>) -> Vec<I> {
    let mut all = Vec::new();
    while let Some(item) = items.next().await {
        all.push(item.unwrap());
    }
    all
}

fn bodies(server: &Server, count: usize) -> Vec<String> {
    let body = |_| String::from_utf8(server.request().body).unwrap();
    (0..count).map(body).collect()
}

#[tokio::test]
async fn offsets() {
    let (server, client) = server([
        r#"{"HostSet":[{"HostId":"a"},{"HostId":"b"}],"TotalCount":3,"RequestId":"r"}"#,
        r#"{"HostSet":[{"HostId":"c"}],"TotalCount":3,"RequestId":"r"}"#,
    ]);
    let pages = client.describe_hosts_pages(DescribeHostsRequest::new("z").limit(2));
    let ids: Vec<_> = all(pages.items())
        .await
        .into_iter()
        .map(|host| host.host_id.unwrap())
        .collect();
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(
        bodies(&server, 2),
        [
            r#"{"Zone":"z","Limit":2}"#,
            r#"{"Zone":"z","Offset":2,"Limit":2}"#
        ]
    );
}

#[tokio::test]
async fn page_numbers_one_level_down() {
    let (server, client) = server([
        r#"{"Data":{"Items":[{"DiskId":"a"},{"DiskId":"b"}],"Total":3},"RequestId":"r"}"#,
        r#"{"Data":{"Items":[{"DiskId":"c"}],"Total":3},"RequestId":"r"}"#,
    ]);
    let pages = client.describe_disks_pages(DescribeDisksRequest::new());
    let ids: Vec<_> = all(pages.items())
        .await
        .into_iter()
        .map(|disk| disk.disk_id.unwrap())
        .collect();
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(bodies(&server, 2), ["{}", r#"{"PageNumber":1}"#]);
}

#[tokio::test]
#[allow(deprecated, reason = "as the action is")]
async fn offsets_that_are_texts() {
    let (server, client) = server([
        r#"{"ImageIds":["a","b"],"RequestId":"r"}"#,
        r#"{"ImageIds":null,"RequestId":"r"}"#,
    ]);
    let pages = client.describe_images_pages(DescribeImagesRequest::new().offset("10"));
    assert_eq!(all(pages.items()).await, ["a", "b"]);
    assert_eq!(
        bodies(&server, 2),
        [r#"{"Offset":"10"}"#, r#"{"Offset":"12"}"#]
    );
}

#[tokio::test]
async fn offsets_that_are_page_numbers() {
    let (server, client) = server([
        r#"{"Jobs":[["a"],["b"]],"Total":"3","RequestId":"r"}"#,
        r#"{"Jobs":[["c"]],"Total":"3","RequestId":"r"}"#,
    ]);
    let pages = client.describe_jobs_pages(DescribeJobsRequest::new().limit(2));
    assert_eq!(all(pages.items()).await, [["a"], ["b"], ["c"]]);
    assert_eq!(
        bodies(&server, 2),
        [r#"{"Limit":2}"#, r#"{"Offset":2.0,"Limit":2}"#]
    );
}

#[tokio::test]
async fn tokens_that_are_numbers() {
    let (server, client) = server([
        r#"{"Events":[{"HostId":"a"}],"NextToken":7,"ListOver":false,"RequestId":"r"}"#,
        r#"{"Events":[{"HostId":"b"}],"NextToken":7,"ListOver":true,"RequestId":"r"}"#,
    ]);
    let pages = client.list_events_pages(ListEventsRequest::new());
    assert_eq!(all(pages.items()).await.len(), 2);
    assert_eq!(bodies(&server, 2), ["{}", r#"{"NextToken":7}"#]);
}

#[tokio::test]
async fn tokens() {
    let (server, client) = server([
        r#"{"Columns":["x"],"Results":[{"HostId":"a"}],"Context":"next","RequestId":"r"}"#,
        r#"{"Columns":["x"],"Results":[{"HostId":"b"}],"Context":"","RequestId":"r"}"#,
    ]);
    let pages = client.search_logs_pages(SearchLogsRequest::new("q"));
    assert_eq!(all(pages.items()).await.len(), 2);
    assert_eq!(
        bodies(&server, 2),
        [r#"{"Query":"q"}"#, r#"{"Query":"q","Context":"next"}"#]
    );
}
