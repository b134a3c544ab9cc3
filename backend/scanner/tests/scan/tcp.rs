//! What TCP says, and how little of it is believed.

use std::sync::Arc;

use akabeko_scanner::{EVIDENCE_LIMIT, Lab, Probe, Settings};
use akabeko_shared::{PORTS, Port, PortState};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::home;

#[tokio::test]
async fn a_listener_is_open_and_everything_else_is_closed() {
    let home = home::address();
    let _telnet = home::listener(home, Port::tcp(23)).await;
    let settings = Settings { evidence: false, ..home::settings() };
    let records = home::look(settings, home, &PORTS[..15]).await;
    assert_eq!(records.len(), 15);
    for (port, record) in records {
        let expected = if port == Port::tcp(23) { PortState::Open } else { PortState::Closed };
        assert_eq!(record.state, expected, "{port}");
        assert_eq!(record.evidence, None);
    }
}

#[tokio::test]
async fn an_ipv6_address_is_scanned_by_itself() {
    let home = std::net::Ipv6Addr::LOCALHOST.into();
    let Ok(listener) = tokio::net::TcpListener::bind((home, 0)).await else { return };
    let port = Port::tcp(listener.local_addr().unwrap().port());
    let lab = Lab::of(["::1/128".parse().unwrap()]);
    let settings = Settings { lab, evidence: false, ..home::settings() };
    let records = home::look(settings, home, &[port, Port::tcp(1), Port::udp(53)]).await;
    let states: Vec<_> = records.values().map(|record| record.state).collect();
    assert_eq!(states, [PortState::Closed, PortState::Open, PortState::Closed]);
}

#[tokio::test]
async fn a_banner_is_kept_byte_for_byte() {
    let home = home::address();
    answering(home, Port::tcp(22), |mut guest| async move {
        // The guest of the first stage hangs up at once.
        let _gone = guest.write_all(b"SSH-2.0-dropbear\r\n").await;
    })
    .await;
    let record = home::look_at(home::settings(), home, Port::tcp(22)).await;
    assert_eq!(record.evidence.as_deref(), Some(&b"SSH-2.0-dropbear\r\n"[..]));
    assert!(record.conversations > 0);
}

#[tokio::test]
async fn a_web_server_is_asked_for_its_first_page_by_address() {
    let home = home::address();
    answering(home, Port::tcp(8080), |mut guest| async move {
        let mut request = vec![0; 1_024];
        let Ok(length) = guest.read(&mut request).await else { return };
        let _gone = guest.write_all(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n\r\n").await;
        let _gone = guest.write_all(&request[..length]).await;
    })
    .await;
    let record = home::look_at(home::settings(), home, Port::tcp(8080)).await;
    let said = String::from_utf8(record.evidence.unwrap()).unwrap();
    assert!(said.contains(&format!("GET / HTTP/1.1\r\nHost: {home}\r\nUser-Agent: Akabeko/")), "{said}");
}

#[tokio::test]
async fn a_tarpit_stays_open_and_says_nothing() {
    let home = home::address();
    let _tarpit = home::listener(home, Port::tcp(21)).await;
    let record = home::look_at(home::settings(), home, Port::tcp(21)).await;
    assert_eq!((record.state, record.evidence), (PortState::Open, None));
}

#[tokio::test]
async fn an_endless_banner_is_cut() {
    let home = home::address();
    answering(
        home,
        Port::tcp(23),
        |mut guest| async move { while guest.write_all(&[7; 4_096]).await.is_ok() {} },
    )
    .await;
    let record = home::look_at(home::settings(), home, Port::tcp(23)).await;
    assert_eq!(record.state, PortState::Open);
    assert_eq!(record.evidence.map(|evidence| evidence.len()), Some(EVIDENCE_LIMIT));
}

#[tokio::test]
async fn a_port_that_hangs_up_at_once_is_open_all_the_same() {
    let home = home::address();
    answering(home, Port::tcp(80), |guest| async move { drop(guest) }).await;
    assert_eq!(home::state(home, Port::tcp(80)).await, PortState::Open);
}

#[tokio::test]
async fn a_handshake_that_nobody_answers_is_filtered_after_all_tries() {
    let home = home::address();
    let full = full_listener(home, Port::tcp(445)).await;
    let settings = Settings { tcp_timeout: std::time::Duration::from_millis(100), ..home::settings() };
    let probes = vec![Probe { target: home, port: Port::tcp(445) }];
    let (records, tally) = home::scan(settings, probes, Arc::new(home::Anyone)).await;
    assert_eq!((records[0].state, records[0].conversations), (PortState::Filtered, 0));
    assert_eq!(tally.sent, 2);
    drop(full);
}

async fn answering<F>(home: std::net::IpAddr, port: Port, answer: impl Fn(TcpStream) -> F + Send + 'static)
where
    F: Future<Output = ()> + Send + 'static,
{
    let listener = home::listener(home, port).await;
    tokio::spawn(async move {
        while let Ok((guest, _)) = listener.accept().await {
            tokio::spawn(answer(guest));
        }
    });
}

/// A listener with no room for another guest: the system drops further handshakes without a word.
async fn full_listener(home: std::net::IpAddr, port: Port) -> impl Sized {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    let door = home::settings().lab.doors.number(port);
    socket.bind((home, door).into()).unwrap();
    let listener = socket.listen(1).unwrap();
    let mut guests = Vec::new();
    while let Ok(Ok(guest)) =
        tokio::time::timeout(std::time::Duration::from_millis(50), TcpStream::connect((home, door))).await
    {
        guests.push(guest);
    }
    (listener, guests)
}
