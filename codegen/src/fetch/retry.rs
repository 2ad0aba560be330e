//! Sites that ask to come back later: `Retry-After`.

use std::time::{Duration, SystemTime};

/// How often one page is asked for again.
pub(super) const TIMES: usize = 2;

/// Whether an answer can ask to come back: too many requests, or not available now.
pub(super) fn can_ask(status: u16) -> bool {
    matches!(status, 429 | 503)
}

/// How long the site asks to wait: seconds, or a date.
pub(super) fn wait(retry_after: &str, now: SystemTime) -> Option<Duration> {
    let retry_after = retry_after.trim();
    if let Ok(seconds) = retry_after.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = httpdate::parse_http_date(retry_after).ok()?;
    Some(until.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates_are_read() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        for (retry_after, expected) in [
            ("0", Some(0)),
            (" 120 ", Some(120)),
            ("Sun, 06 Nov 1994 08:49:47 GMT", Some(10)),
            ("Sun, 06 Nov 1994 08:49:27 GMT", Some(0)),
            ("soon", None),
            ("", None),
            ("-1", None),
        ] {
            assert_eq!(
                wait(retry_after, now),
                expected.map(Duration::from_secs),
                "{retry_after}"
            );
        }
    }
}
