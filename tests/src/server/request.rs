//! A request, and the signature that it should carry.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// A request as it arrived.
#[derive(Debug, Clone)]
pub struct Request {
    /// The first line: method, target, protocol.
    pub line: String,
    /// The headers, in order, as they were sent.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// As it was sent, as far as it is text.
impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.line)?;
        for (name, value) in &self.headers {
            writeln!(f, "{name}: {value}")?;
        }
        write!(f, "\n{}", String::from_utf8_lossy(&self.body))
    }
}

impl Request {
    /// A request without a body.
    pub(super) fn of_head(head: &str) -> Self {
        let mut lines = head.trim_end().split("\r\n");
        let line = lines.next().unwrap_or_default().to_owned();
        let headers = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
            .collect();
        Self {
            line,
            headers,
            body: Vec::new(),
        }
    }

    /// The value of a header; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map_or("", |(_, value)| value.as_str())
    }

    /// The `Authorization` that this request should carry, computed from its bytes.
    ///
    /// Rules: <https://cloud.tencent.com/document/api/213/30654>.
    ///
    /// # Panics
    ///
    /// When the request has no timestamp or no list of signed headers.
    pub fn expected_authorization(
        &self,
        secret_id: &str,
        secret_key: &str,
        service: &str,
    ) -> String {
        let mut line = self.line.split(' ');
        let (method, target) = (
            line.next().unwrap_or_default(),
            line.next().unwrap_or_default(),
        );
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let signed = self
            .header("authorization")
            .split_once("SignedHeaders=")
            .and_then(|(_, rest)| rest.split_once(','))
            .map(|(signed, _)| signed)
            .expect("the request names its signed headers");
        let headers: Vec<String> = signed
            .split(';')
            .map(|name| format!("{name}:{}\n", self.header(name).trim().to_lowercase()))
            .collect();
        let headers = headers.concat();
        let payload = hex(&Sha256::digest(&self.body));
        let canonical = format!("{method}\n{path}\n{query}\n{headers}\n{signed}\n{payload}");

        let timestamp: i64 = self
            .header("x-tc-timestamp")
            .parse()
            .expect("the request has a timestamp");
        let date = utc_date(timestamp);
        let scope = format!("{date}/{service}/tc3_request");
        let to_sign = format!(
            "TC3-HMAC-SHA256\n{timestamp}\n{scope}\n{}",
            hex(&Sha256::digest(canonical.as_bytes()))
        );
        let key = [date.as_str(), service, "tc3_request"]
            .iter()
            .fold(format!("TC3{secret_key}").into_bytes(), |key, part| {
                hmac(&key, part.as_bytes())
            });
        let signature = hex(&hmac(&key, to_sign.as_bytes()));
        format!(
            "TC3-HMAC-SHA256 Credential={secret_id}/{scope}, SignedHeaders={signed}, Signature={signature}"
        )
    }
}

fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// The date of a Unix time, counted in days through the Gregorian calendar.
fn utc_date(timestamp: i64) -> String {
    let mut days = timestamp.div_euclid(86_400);
    let mut year = 1970;
    let is_leap = |year: i64| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    while days >= 365 + i64::from(is_leap(year)) {
        days -= 365 + i64::from(is_leap(year));
        year += 1;
    }
    let lengths = [
        31,
        28 + i64::from(is_leap(year)),
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ];
    let mut month = 1;
    for length in lengths {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", days + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the signature's documentation: its key is written as asterisks, and that is what was signed with.
    #[test]
    fn computes_the_documented_signature() {
        let signed = "content-type;host;x-tc-action";
        let request = Request {
            line: "POST / HTTP/1.1".into(),
            headers: [
                ("Content-Type", "application/json; charset=utf-8"),
                ("Host", "cvm.tencentcloudapi.com"),
                ("X-TC-Action", "DescribeInstances"),
                ("X-TC-Timestamp", "1551113065"),
                ("Authorization", &format!("SignedHeaders={signed}, Signature=")),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
            body: br#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#.into(),
        };
        let authorization = request.expected_authorization("id", &"*".repeat(32), "cvm");
        let signature = "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f";
        assert!(
            authorization.ends_with(&format!("Signature={signature}")),
            "{authorization}"
        );
    }
}
