//! Which servers are trusted.

use tencentcloud_runtime::TransportErrorKind::{self, Connect, Setup};

use super::server::{authority, serve_tls};
use super::{send, transports};

#[tokio::test]
async fn an_authority_can_be_added_or_be_the_only_one() {
    let (first, second) = (authority(), authority());
    let both = format!("{}\n{}", first.pem, second.pem);
    let url = serve_tls(first.server);
    for (name, transport) in [
        transports!(|builder| builder.root_certificates(first.pem.clone())),
        transports!(|builder| builder.only_root_certificates(first.pem.clone())),
        transports!(|builder| builder.only_root_certificates(both.clone())),
        transports!(|builder| {
            let builder = builder.only_root_certificates(second.pem.clone());
            builder.root_certificates(first.pem.clone())
        }),
    ]
    .into_iter()
    .flatten()
    {
        let answer = send(&*transport, &url).await.unwrap();
        assert_eq!(answer.body(), "ok", "{name}");
    }
    for (name, transport) in
        transports!(|builder| builder.only_root_certificates(second.pem.clone()))
    {
        let error = send(&*transport, &url).await.unwrap_err();
        assert_eq!(error.kind(), Connect, "{name}: {error}");
    }
}

#[test]
fn what_cannot_be_used_is_an_error_that_names_it() {
    let broken = "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n";
    let no_certificate = "-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n";
    macro_rules! check {
        ($transport:ident) => {{
            use tencentcloud_runtime::$transport as Transport;
            let kind_and_message =
                |result: Result<Transport, tencentcloud_runtime::TransportError>| {
                    let error = result.map(drop).unwrap_err();
                    (error.kind(), error.to_string())
                };
            for (result, expected) in [
                (
                    Transport::builder().root_certificates("").build(),
                    "the root certificates hold none",
                ),
                (
                    Transport::builder().only_root_certificates("x").build(),
                    "the root certificates hold none",
                ),
                (
                    Transport::builder().root_certificates(broken).build(),
                    "cannot prepare HTTP: ",
                ),
                (
                    Transport::builder()
                        .only_root_certificates(no_certificate)
                        .build(),
                    "cannot prepare HTTP: ",
                ),
                (
                    Transport::builder().proxy("canary://a").build(),
                    "the proxy of the configuration is no address",
                ),
                (
                    Transport::builder().user_agent("a\nb").build(),
                    "cannot prepare HTTP: ",
                ),
            ] {
                let (kind, message): (TransportErrorKind, String) = kind_and_message(result);
                assert_eq!(kind, Setup, "{message}");
                assert!(message.starts_with(expected), "{message}");
                assert!(!message.contains("canary"), "{message}");
            }
        }};
    }
    #[cfg(feature = "reqwest")]
    check!(ReqwestTransport);
    #[cfg(feature = "blocking")]
    check!(UreqTransport);
}
