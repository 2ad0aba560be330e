//! Phrases of pages: sentences that hold a fact about the action, each pattern below the wordings that it was written for.

use crate::pattern::patterns;

patterns! {
    /// `最近更新时间：2025-09-19 11:38:43`, `Last updated: 2025-11-13 21:02:48`
    pub(crate) UPDATED = r"(?i)(?:最近更新时间|更新时间|last updated(?: on| at)?)\s*[:：]?\s*(\d{4}-\d{2}-\d{2})[ T]+(\d{2}:\d{2}:\d{2})";

    /// `接口请求域名： cvm.tencentcloudapi.com 。`, `Domain name for API request: cvm.tencentcloudapi.com.`
    pub(crate) DOMAIN = r"(?i)(?:接口请求域名|(?:API )?request domain name|domain name for (?:the )?API requests?)\s*[:：]\s*`?(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)`?\s*[。.]?\s*";
    /// `默认接口请求频率限制：20次/秒。`, `接口调用频率限制为：20次/秒，1200次/分钟。`
    RATE_ZH = r"(?:默认)?接口(?:请求|调用)频率限制(?:为)?\s*[:：]\s*(?P<rate>\d+)\s*次\s*/\s*每?秒[^。\n]*[。.]?\s*";
    /// `A maximum of 20 requests can be initiated per second for this API.`
    RATE_EN = r"(?i)a maximum of (?P<rate>\d+) requests can be initiated per second for this API\.?\s*";
    /// `The default limit on the requests made to the API is 20 requests per second.`
    RATE_LIMIT_EN = r"(?i)the default limit on the requests made to the API is (?P<rate>\d+) requests per second\.?\s*";
    /// `Default API request rate limit: 200 requests/second.`, `Default request rate limit: 20/sec.`
    RATE_DEFAULT_EN = r"(?i)(?:default )?(?:API )?(?:request|call) (?:rate|frequency) limit\s*(?:is)?\s*[:：]?\s*(?P<rate>\d+)\s*(?:requests?|times?|calls?)?\s*(?:/|per )\s*s(?:ec(?:ond)?)?\b\.?\s*";
    /// `本接口 (TerminateInstances) 用于…`, `This API (TerminateInstances) is used to…`
    pub(crate) ACTION_NAME = r"(?i)(?:本接口|该接口|this API)\s*[(（]\s*([A-Za-z][A-Za-z0-9_]*)\s*[)）]";
    /// `该接口已废弃`, `This API is deprecated.`
    pub(crate) ABOUT_ACTION = r"(?i)接口|\bAPI\b";

    /// `公共参数，…`, `Common parameter. …`, `Common Params. …`
    pub(crate) COMMON = r"(?i)^(?:公共(?:请求)?参数|common (?:request )?param)";
    /// `本接口取值：RunInstances`, `The value used for this API: RunInstances`
    pub(crate) VALUE_OF_ACTION = r"(?i)本接口取值|\bthis API\s*:";
    /// `公共参数，本接口不需要传递此参数。`, `Common parameter. This parameter is not required for this API.`
    pub(crate) REGION_UNUSED = r"(?i)不需要传递|无需传递|parameter is not required|not (?:needed|required|passed in) for this API";
    /// `本接口仅支持其中的: ap-beijing, ap-tokyo 。`, `This API only supports the following regions: ap-tokyo`
    pub(crate) ONLY_REGIONS = r"(?i)(?:本接口仅支持其中的|this API (?:only|currently only) supports[^:：]*)\s*[:：](.*)$";

    /// `以下仅列出了接口业务逻辑相关的错误码`, `The following only lists the error codes…`, `Only the error codes … are listed below.`
    pub(crate) ERRORS_FOLLOW = r"(?i)以下仅列出|\bthe following\b.*\berror codes?|\berror codes?\b.*\blisted below";
    /// `该接口暂无业务逻辑相关的错误码`, `There are no error codes related to this API.`
    pub(crate) NO_ERRORS = r"(?i)暂无.*错误码|没有.*错误码|\bno error codes?\b|^(?:无|none)[。.]?$";
}

/// The number of requests per second stands in the group `rate`.
pub(crate) static RATES: [&std::sync::LazyLock<regex::Regex>; 4] =
    [&RATE_ZH, &RATE_EN, &RATE_LIMIT_EN, &RATE_DEFAULT_EN];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_known_in_all_wordings() {
        let cases = [
            ("默认接口请求频率限制：20次/秒。", "20"),
            ("接口调用频率限制为：20次/秒，1200次/分钟。", "20"),
            (
                "A maximum of 10 requests can be initiated per second for this API.",
                "10",
            ),
            (
                "The default limit on the requests made to the API is 5 requests per second.",
                "5",
            ),
            (
                "Default API request rate limit: 200 requests/second.",
                "200",
            ),
            (
                "Default API request frequency limit: 20 times/second.",
                "20",
            ),
            ("Default request rate limit: 20/sec.", "20"),
        ];
        for (text, rate) in cases {
            let found: Vec<_> = RATES
                .iter()
                .filter_map(|pattern| Some(pattern.captures(text)?["rate"].to_owned()))
                .collect();
            assert_eq!(found, [rate], "{text:?}");
        }
    }

    #[test]
    fn domains_are_known_in_all_wordings() {
        for text in [
            "接口请求域名： cvm.tencentcloudapi.com 。",
            "接口请求域名:cvm.tencentcloudapi.com",
            "接口请求域名： `cvm.tencentcloudapi.com` ",
            "Domain name for API request: cvm.tencentcloudapi.com.",
            "API request domain name: cvm.tencentcloudapi.com.",
        ] {
            let found = DOMAIN.captures(text).expect(text);
            assert_eq!(&found["host"], "cvm.tencentcloudapi.com", "{text:?}");
        }
    }

    #[test]
    fn other_phrases_are_known() {
        let cases = [
            (&UPDATED, "最近更新时间：2025-09-19 11:38:43"),
            (&UPDATED, "Last updated: 2025-11-13 21:02:48"),
            (&ACTION_NAME, "本接口（StopThings）用于停止。"),
            (
                &ACTION_NAME,
                "This API (StopThings) is used to stop things.",
            ),
            (&COMMON, "公共参数，本接口取值：StopThings"),
            (
                &COMMON,
                "Common Params. The value used for this API: StopThings.",
            ),
            (
                &VALUE_OF_ACTION,
                "Common parameter; the name of this API: StopThings",
            ),
            (&REGION_UNUSED, "公共参数，本接口不需要传递此参数。"),
            (
                &REGION_UNUSED,
                "Common parameter. This parameter is not required for this API.",
            ),
            (
                &ONLY_REGIONS,
                "公共参数，本接口仅支持其中的: ap-tokyo, ap-seoul 。",
            ),
            (
                &ERRORS_FOLLOW,
                "Only the error codes related to this API are listed below.",
            ),
            (&NO_ERRORS, "该接口暂无业务逻辑相关的错误码。"),
            (
                &NO_ERRORS,
                "This API has no error codes related to business logic.",
            ),
        ];
        for (pattern, text) in cases {
            assert!(pattern.is_match(text), "{text:?}");
        }
    }
}
