//! Networks that answer in the server's place.

use std::net::TcpListener;
use std::sync::Arc;
use std::thread;

use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection};

use super::*;

#[tokio::test]
async fn pages_and_redirections_are_somebody_else_s_and_those_of_a_gateway_are_not() {
    let fake = FakeBackend::start(NoticeState::Open).await;
    let cases = [
        (302, "text/plain", true),
        (307, "text/html", true),
        (200, "text/html; charset=utf-8", true),
        (401, "text/html", true),
        (404, "text/html", true),
        (511, "application/problem+json", true),
        (502, "text/html", false),
        (401, "text/plain", false),
    ];
    for (status, kind, is_intercepted) in cases {
        fake.answer_check_ins(status, kind);
        let failure = backend(&fake).check_in(&Default::default()).await.unwrap_err();
        let expected = if is_intercepted { "in its place" } else { "it answered" };
        assert!(failure.to_string().contains(expected), "{status} {kind}: {failure}");
    }
}

/// A certificate of hotel.example that nobody vouches for, good for a hundred years, with its key: made by
/// `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256`.
#[tokio::test]
async fn a_certificate_of_somebody_else_is_told_apart_from_silence() {
    crate::http::choose_tls();
    let certificate = CertificateDer::from(include_bytes!("stranger.cert.der").to_vec());
    let key = PrivateKeyDer::try_from(include_bytes!("stranger.key.der").to_vec()).unwrap();
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![certificate], key);
    let (config, listener) = (Arc::new(config.unwrap()), TcpListener::bind("127.0.0.1:0").unwrap());
    let server = format!("https://{}", listener.local_addr().unwrap());
    let stranger = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        // It ends when the other side refuses.
        let _ = ServerConnection::new(config).unwrap().complete_io(&mut stream);
    });
    let backend = Backend::new(&server, None).unwrap();
    assert_eq!(backend.inbox().await, Err(Failure::Intercepted));
    stranger.join().unwrap();
    assert!(matches!(backend.inbox().await, Err(Failure::Unreachable(_))));
}
