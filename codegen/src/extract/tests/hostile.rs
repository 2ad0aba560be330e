//! Pages made to be slow or deep. The bench `growth` looks for more of them.

use std::time::{Duration, Instant};

use super::{PAGE, extraction, findings};

/// Far more than any of these needs, even on a busy machine; far less than what work in the square of the size would take.
const LIMIT: Duration = Duration::from_secs(20);

/// Where a member's description stands.
const DESCRIPTION: &str = "大小，单位：GB。默认值：20";

#[test]
fn what_is_repeated_is_read_in_time() {
    let url = "POST / HTTP/1.1";
    let cases = [
        (DESCRIPTION, "", "默认"),
        (DESCRIPTION, "", "默认值：1，"),
        (DESCRIPTION, "", "取值：A、"),
        (DESCRIPTION, "", "示例值：[⏎"),
        ("Array of String", "", "Array of "),
        (url, "https://a.b/?A=1", "&B{}=1"),
        (url, "https://a.b/?A=1", "&B.C{}.0=1"),
        (url, "", "a{"),
        ("# 6. 错误码", "", "# 示例1 a{}\n"),
        (
            "# 6. 错误码",
            "",
            "# 6. 错误码\n| 错误码 | 描述 |\n| A | a |\n",
        ),
    ];
    for (place, start, unit) in cases {
        for size in [30_000, 200_000] {
            let units: String = (0..size / unit.len())
                .map(|number| unit.replace("{}", &number.to_string()))
                .collect();
            let page = PAGE.replace(place, &(start.to_owned() + &units));
            let started = Instant::now();
            extraction(&page);
            let taken = started.elapsed();
            assert!(taken < LIMIT, "{size} bytes of {unit:?} took {taken:?}");
        }
    }
}

#[test]
fn messages_do_not_repeat_a_whole_row() {
    let header = "| 参数名称 | 必选 | 类型 | 描述 |";
    let wide = format!("{header}{}", " 备⏎注 |".repeat(1_000));
    for finding in findings(&PAGE.replace(header, &wide)) {
        assert!(finding.len() < 500, "{finding}");
        assert_eq!(finding.lines().count(), 1, "{finding}");
    }
}

#[test]
fn json_beyond_a_depth_is_told() {
    let response = r#""Total": 1"#;
    let nested = |depth| {
        let lists = format!("\"A\": {}{}", "[".repeat(depth), "]".repeat(depth));
        PAGE.replace(response, &lists)
    };
    assert_eq!(findings(&nested(98)), [""; 0]);
    let told = "39 Warning page::example-not-json: the response of the example `扩容一块磁盘` cannot be read: ";
    assert_eq!(
        findings(&nested(100)),
        [format!("{told}it is nested more than 100 levels deep")]
    );
    let [endless] = &findings(&nested(100_000))[..] else {
        panic!("one finding");
    };
    assert!(
        endless.starts_with(&format!("{told}recursion limit exceeded")),
        "{endless}"
    );
    let names = format!("https://a.b/?{}=1", vec!["A"; 33].join("."));
    assert_eq!(
        findings(&PAGE.replace("POST / HTTP/1.1", &names))[0]
            .split_once("read: ")
            .unwrap()
            .1,
        "`A.A.A.A.A.A.A.A.A.A.A.A.A.A.A.A.A.A.A.A.…` is nested too deeply"
    );
}
