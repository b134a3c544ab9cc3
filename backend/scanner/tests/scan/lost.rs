//! A call to an open port that gets lost on its way: it is made once more, and counted like the first.

use std::sync::Arc;
use std::time::Duration;

use akabeko_scanner::{Engine, Probe, Settings};
use akabeko_shared::{Port, PortState};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpSocket};

use crate::home::{self, Anyone};
use crate::street;

#[test]
fn a_port_is_heard_although_the_first_call_to_it_was_lost() {
    let port = Port::tcp(21);
    let Some(((records, tally), _)) = street::play(
        async || {
            let port = crowded("10.64.0.1:21");
            tokio::spawn(answer_the_second_call(port));
        },
        async move || {
            let settings = Settings { evidence: true, ..street::settings(Engine::Socket) };
            let probe = Probe { target: "10.64.0.1".parse().unwrap(), port };
            home::scan(settings, vec![probe], Arc::new(Anyone)).await
        },
    ) else {
        return;
    };
    let [record] = &records[..] else { panic!("one record a probe, not {records:?}") };
    assert_eq!((record.state, record.conversations), (PortState::Open, 1));
    assert_eq!(record.evidence.as_deref(), Some(&b"220 at home\r\n"[..]));
    assert_eq!(tally.sent, 3, "the probe, the call that was lost and the one that was answered");
}

/// A port with room for one guest. The probe takes it, though it has long hung up, until somebody opens.
fn crowded(address: &str) -> TcpListener {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_reuseaddr(true).unwrap();
    socket.bind(address.parse().unwrap()).unwrap();
    socket.listen(0).unwrap()
}

async fn answer_the_second_call(port: TcpListener) {
    while lost_calls() == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let _probe = port.accept().await.unwrap();
    let (mut call, _) = port.accept().await.unwrap();
    call.write_all(b"220 at home\r\n").await.unwrap();
}

/// How many calls this thread's network has turned away for want of room.
fn lost_calls() -> u64 {
    let counters = std::fs::read_to_string("/proc/thread-self/net/netstat").unwrap();
    let mut lines = counters.lines().filter(|line| line.starts_with("TcpExt:")).map(str::split_whitespace);
    let (names, values) = (lines.next().unwrap(), lines.next().unwrap());
    let (_, value) = names.zip(values).find(|(name, _)| *name == "ListenOverflows").unwrap();
    value.parse().unwrap()
}
