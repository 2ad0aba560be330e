use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::SystemTime;

use http::HeaderMap;
use http::header::DATE;

use super::exchange::seconds;

/// How much the clock of the service is ahead of ours, in seconds. All copies of a configuration share it.
#[derive(Clone, Default)]
pub(crate) struct Skew(Arc<AtomicI64>);

/// What is less than this does not make a signature expire: that takes five minutes.
const NOTABLE: u64 = 60;

impl Skew {
    pub(crate) fn get(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Takes the time from an answer that said that ours is wrong. Answers whether that is another one than was sent, so that
    /// it makes sense to send again.
    pub(crate) fn learn(&self, headers: &HeaderMap, now: SystemTime, sent: i64) -> bool {
        let date = headers.get(DATE).and_then(|date| date.to_str().ok());
        let Some(theirs) = date.and_then(|date| httpdate::parse_http_date(date).ok()) else {
            return false;
        };
        let skew = seconds(theirs).cast_signed() - seconds(now).cast_signed();
        self.0.store(skew, Ordering::Relaxed);
        skew.abs_diff(sent) >= NOTABLE
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_date_of_the_answer_tells() {
        let skew = Skew::default();
        // 2024-01-01T00:00:00Z
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_704_067_200);
        for (date, is_news, after) in [
            ("", false, 0),
            ("yesterday", false, 0),
            ("Mon, 01 Jan 2024 00:00:30 GMT", false, 30),
            ("Mon, 01 Jan 2024 01:00:00 GMT", true, 3600),
            ("Mon, 01 Jan 2024 01:00:10 GMT", false, 3610),
            ("Sun, 31 Dec 2023 23:00:00 GMT", true, -3600),
        ] {
            let headers = HeaderMap::from_iter([(DATE, date.parse().unwrap())]);
            let sent = skew.get();
            assert_eq!(skew.learn(&headers, now, sent), is_news, "{date}");
            assert_eq!(skew.get(), after, "{date}");
        }
    }
}
