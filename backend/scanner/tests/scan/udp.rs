//! What counts as an answer over UDP.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use akabeko_scanner::{Probe, Scanner, Settings, udp};
use akabeko_shared::{PORTS, Port, PortState};
use futures::StreamExt;
use tokio::net::UdpSocket;

use crate::home;

const DNS: Port = Port::udp(53);

#[tokio::test]
async fn a_port_that_answers_is_open_in_every_protocol() {
    let home = home::address();
    for port in udp::KNOWN {
        serve(home, port, move |_, request| vec![answer(port, request)]).await;
    }
    for (port, record) in home::look(home::settings(), home, &PORTS[15..]).await {
        assert_eq!(record.state, PortState::Open, "{port}");
        assert!(record.evidence.is_some(), "{port}");
    }
}

#[tokio::test]
async fn silence_is_open_or_filtered_and_refusal_is_closed() {
    let home = home::address();
    let _silent = home::socket(home, DNS).await;
    assert_eq!(home::state(home, DNS).await, PortState::OpenFiltered);
    assert_eq!(home::state(home, Port::udp(123)).await, PortState::Closed);
}

#[tokio::test]
async fn garbage_is_not_an_answer() {
    let home = home::address();
    for port in udp::KNOWN {
        serve(home, port, |_, _| vec![b"\0\xffgarbage".to_vec(), Vec::new(), vec![0x80; 600]]).await;
    }
    for (port, record) in home::look(home::settings(), home, &udp::KNOWN).await {
        assert_eq!(record.state, PortState::OpenFiltered, "{port}");
        assert_eq!(record.evidence, None);
    }
}

#[tokio::test]
async fn a_flood_of_garbage_ends() {
    let home = home::address();
    serve(home, DNS, |_, _| vec![vec![0; 100]; 200]).await;
    assert_eq!(home::state(home, DNS).await, PortState::OpenFiltered);
}

#[tokio::test]
async fn an_answer_after_garbage_is_found() {
    let home = home::address();
    serve(home, DNS, |_, request| vec![b"garbage".to_vec(), answer(DNS, request)]).await;
    assert_eq!(home::state(home, DNS).await, PortState::Open);
}

#[tokio::test]
async fn an_answer_to_somebody_elses_request_is_not_ours() {
    let home = home::address();
    for port in [DNS, Port::udp(5353), Port::udp(11211)] {
        serve(home, port, move |_, request| {
            let mut answer = answer(port, request);
            answer[1] ^= 1;
            vec![answer]
        })
        .await;
        assert_eq!(home::state(home, port).await, PortState::OpenFiltered, "{port}");
    }
}

#[tokio::test]
async fn an_answer_from_another_port_is_ignored() {
    let home = home::address();
    let asked = home::socket(home, DNS).await;
    let other = UdpSocket::bind((home, 0)).await.unwrap();
    tokio::spawn(async move {
        let mut buffer = [0; 512];
        while let Ok((length, guest)) = asked.recv_from(&mut buffer).await {
            other.send_to(&answer(DNS, &buffer[..length]), guest).await.unwrap();
        }
    });
    assert_eq!(home::state(home, DNS).await, PortState::OpenFiltered);
}

#[tokio::test]
async fn a_lost_request_is_sent_again_with_another_id() {
    let home = home::address();
    let (sender, mut ids) = tokio::sync::mpsc::unbounded_channel();
    serve(home, DNS, move |number, request| {
        sender.send([request[0], request[1]]).unwrap();
        if number == 0 { Vec::new() } else { vec![answer(DNS, request)] }
    })
    .await;
    assert_eq!(home::state(home, DNS).await, PortState::Open);
    assert_ne!(ids.recv().await, ids.recv().await);
}

#[tokio::test]
async fn after_a_restart_no_request_carries_an_id_of_before() {
    let home = home::address();
    let (sender, mut ids) = tokio::sync::mpsc::unbounded_channel();
    serve(home, DNS, move |_, request| {
        sender.send([request[0], request[1]]).unwrap();
        vec![answer(DNS, request)]
    })
    .await;
    for started in ["2026-04-01T00:00:00Z", "2026-04-01T00:00:00.000001Z"] {
        let started: jiff::Timestamp = started.parse().unwrap();
        let scanner = Scanner::new(home::settings(), [42; 32], Arc::new(move || started)).unwrap();
        let probes = vec![Probe { target: home, port: DNS }];
        assert_eq!(scanner.scan(probes, Arc::new(home::Anyone)).count().await, 1);
    }
    assert_ne!(ids.recv().await, ids.recv().await);
}

#[tokio::test]
async fn an_answer_that_comes_to_where_another_home_was_asked_from_is_not_believed() {
    const SSDP: Port = Port::udp(1900);
    let homes: Vec<_> = (0..16).map(|_| home::address()).collect();
    let liar = Arc::new(home::socket(homes[0], SSDP).await);
    let guests = Arc::new(Mutex::new(BTreeMap::new()));
    let (told, mut lies) = tokio::sync::mpsc::unbounded_channel();
    for home in homes.clone() {
        let socket =
            if home == homes[0] { Arc::clone(&liar) } else { Arc::new(home::socket(home, SSDP).await) };
        let (liar, guests, told, first) = (Arc::clone(&liar), Arc::clone(&guests), told.clone(), homes[0]);
        tokio::spawn(async move {
            while let Ok((_, guest)) = socket.recv_from(&mut [0; 512]).await {
                guests.lock().unwrap().insert(home, guest);
                let known = guests.lock().unwrap().clone();
                let Some(own) = known.get(&first) else { continue };
                for other in known.values().filter(|guest| *guest != own) {
                    liar.send_to(&answer(SSDP, &[]), other).await.unwrap();
                    told.send(()).unwrap();
                }
            }
        });
    }
    let probes = homes.iter().map(|target| Probe { target: *target, port: SSDP }).collect();
    let (records, _) = home::scan(home::settings(), probes, Arc::new(home::Anyone)).await;
    assert!(lies.try_recv().is_ok());
    assert!(records.iter().all(|record| record.state == PortState::OpenFiltered), "{records:?}");
}

#[tokio::test]
async fn a_port_is_asked_no_more_often_than_wanted() {
    let home = home::address();
    let (sender, mut requests) = tokio::sync::mpsc::unbounded_channel();
    serve(home, DNS, move |number, _| {
        sender.send(number).unwrap();
        Vec::new()
    })
    .await;
    home::look_at(Settings { tries: 3, ..home::settings() }, home, DNS).await;
    assert_eq!(requests.len(), 3);
    requests.close();
}

/// Answers every request, the first of which has number 0.
async fn serve(
    home: IpAddr,
    port: Port,
    mut answer: impl FnMut(usize, &[u8]) -> Vec<Vec<u8>> + Send + 'static,
) {
    let socket = home::socket(home, port).await;
    tokio::spawn(async move {
        let mut buffer = [0; 512];
        for number in 0.. {
            let Ok((length, guest)) = socket.recv_from(&mut buffer).await else { return };
            for datagram in answer(number, &buffer[..length]) {
                // The guest may have left already.
                let _left = socket.send_to(&datagram, guest).await;
            }
        }
    });
}

/// What a real server would say.
fn answer(port: Port, request: &[u8]) -> Vec<u8> {
    let mut answer = request.to_vec();
    match port.number {
        19 => answer = b" !\"#$%&'()*+,-./0123456789\r\n".to_vec(),
        53 | 5353 => answer[2] |= 0x80,
        123 => {
            answer[0] = 4 << 3 | 4;
            answer.copy_within(40..48, 24);
        }
        1900 => answer = b"HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nUSN: uuid:1\r\n\r\n".to_vec(),
        5350 | 5351 => answer = vec![0, 128, 0, 0, 0, 0, 0, 1, 203, 0, 113, 1],
        11211 => {
            answer.truncate(8);
            answer.extend_from_slice(b"VERSION 1.6.21\r\n");
        }
        other => panic!("no server for {other}"),
    }
    answer
}
