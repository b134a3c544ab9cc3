//! Devices that speak TLS: well, badly, and long ago.

use std::sync::Arc;

use akabeko_shared::Port;
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::TlsAcceptor;

use super::device::{Device, hear_out, texts};
use super::{HTTPS, SHORT, SLACK};

const PAGE: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n<title>R</title>\r\n";

#[tokio::test]
async fn a_certificate_and_the_page_behind_it_are_told() {
    let (certificate, key) = certificate();
    let device = secured(certificate.clone(), key, None).await;
    let (evidence, _) = device.read(HTTPS).await;
    let evidence = evidence.unwrap();
    assert!(evidence.ends_with(PAGE));
    assert_eq!(texts(HTTPS, &evidence), told("TLSv1.3", &certificate, &["200", "R"]));
    assert_eq!(device.guests(), 1);
}

#[tokio::test]
async fn a_web_port_that_wants_tls_gets_it() {
    let refusal = b"HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";
    for first in [&refusal[..], b"\x15\x03\x01\x00\x02\x02\x46"] {
        let (certificate, key) = certificate();
        let device = secured(certificate, key, Some(first)).await;
        let (evidence, _) = device.read(Port::tcp(8080)).await;
        assert!(evidence.unwrap().starts_with(b"tls: TLSv1.3\r\nsubject: CN=router.local,O=Lab\\, Ltd.\r\n"));
        assert_eq!(device.guests(), 2);
    }
}

#[tokio::test]
async fn an_old_device_shows_its_certificate_in_the_clear() {
    let (certificate, _) = certificate();
    let flight = flight(&certificate);
    let old = Device::new(move |number, mut guest| {
        let flight = flight.clone();
        async move {
            let mut hello = [0; 5];
            guest.read_exact(&mut hello).await.unwrap();
            let refusal = vec![21, 3, 1, 0, 2, 2, 70];
            let answer = if number == 0 { refusal } else { flight };
            guest.write_all(&answer).await.unwrap();
            hear_out(&mut guest).await;
        }
    })
    .await;
    let (evidence, _) = old.read(HTTPS).await;
    assert_eq!(texts(HTTPS, &evidence.unwrap()), told("TLSv1.0", &certificate, &[]));
    assert_eq!(old.guests(), 2);
}

#[tokio::test]
async fn a_certificate_that_is_garbage_has_only_a_hash() {
    let garbage = Device::saying(flight(b"no certificate at all")).await;
    let (evidence, _) = garbage.read(HTTPS).await;
    let texts = texts(HTTPS, &evidence.unwrap());
    assert_eq!(texts.len(), 2);
    assert_eq!((texts[0].as_str(), texts[1].len()), ("TLSv1.0", 64));
}

#[tokio::test]
async fn broken_handshakes_end_at_every_stage() {
    let (certificate, _) = certificate();
    let whole = flight(&certificate);
    let stages = [
        b"garbage that is no record".to_vec(),
        vec![22, 3, 3, 255, 255, 2, 0, 0],
        vec![22, 3, 3, 0, 0],
        vec![22, 3, 3, 0, 4, 2, 255, 255, 255],
        vec![21, 3, 3, 0, 2, 2, 40],
        whole[..3].to_vec(),
        whole[..40].to_vec(),
        whole[..60].to_vec(),
        whole[..whole.len() - 1].to_vec(),
    ];
    for (stage, words) in stages.into_iter().enumerate() {
        for closes in [false, true] {
            let words = words.clone();
            let device = Device::new(move |_, mut guest| {
                let words = words.clone();
                async move {
                    let _left = guest.write_all(&words).await;
                    if !closes {
                        hear_out(&mut guest).await;
                    }
                }
            })
            .await;
            let (_, took) = device.read(HTTPS).await;
            assert!(took < SHORT.whole + SLACK, "stage {stage} took {took:?}");
            assert!(device.guests() <= 2, "stage {stage}");
        }
    }
}

/// A device with this certificate, which says something else to its first guest.
async fn secured(certificate: Vec<u8>, key: Vec<u8>, first: Option<&'static [u8]>) -> Device {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.into()], PrivateKeyDer::Pkcs8(key.into()))
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    Device::new(move |number, mut guest| {
        let acceptor = acceptor.clone();
        async move {
            if let Some(words) = first.filter(|_| number == 0) {
                let mut request = [0; 1_024];
                let _request = guest.read(&mut request).await;
                guest.write_all(words).await.unwrap();
                return;
            }
            let mut guest = acceptor.accept(guest).await.unwrap();
            assert_eq!(guest.get_ref().1.server_name(), None, "an address has no name");
            let mut request = [0; 1_024];
            let length = guest.read(&mut request).await.unwrap();
            assert!(request[..length].starts_with(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"));
            guest.write_all(PAGE).await.unwrap();
            hear_out(guest.get_mut().0).await;
        }
    })
    .await
}

fn certificate() -> (Vec<u8>, Vec<u8>) {
    let key = KeyPair::generate().unwrap();
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name = DistinguishedName::new();
    parameters.distinguished_name.push(DnType::OrganizationName, "Lab, Ltd.");
    parameters.distinguished_name.push(DnType::CommonName, "router.local");
    (parameters.self_signed(&key).unwrap().der().to_vec(), key.serialize_der())
}

fn told(version: &str, certificate: &[u8], more: &[&str]) -> Vec<String> {
    use sha2::Digest;
    let hash = data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(certificate));
    let name = "CN=router.local,O=Lab\\, Ltd.";
    let header = [version, name, name, "1975-01-01T00:00:00Z", "4096-01-01T00:00:00Z", &hash];
    header.iter().chain(more).map(|text| (*text).to_owned()).collect()
}

/// ServerHello, Certificate and ServerHelloDone of TLS 1.0, each in a record of its own.
fn flight(certificate: &[u8]) -> Vec<u8> {
    let three = |length: usize| u32::try_from(length).unwrap().to_be_bytes()[1..].to_vec();
    let message = |kind: u8, body: &[u8]| {
        let message = [&[kind][..], &three(body.len()), body].concat();
        let length = u16::try_from(message.len()).unwrap().to_be_bytes();
        [&[22, 3, 1][..], &length, &message].concat()
    };
    let hello = [&[3, 1][..], &[7; 32], &[0, 0, 47, 0]].concat();
    let list = [three(certificate.len() + 3), three(certificate.len()), certificate.to_vec()].concat();
    [message(2, &hello), message(11, &list), message(14, &[])].concat()
}
