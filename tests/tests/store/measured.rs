//! What the schedule costs with a hundred thousand agents, of which nobody is due. Run by name, with `--ignored`.

use std::time::{Duration, Instant};

use akabeko_backend::store::{FinishedScan, Present, Store};
use akabeko_core::schedule::Reason;
use akabeko_shared::PortState;
use akabeko_shared::wire::CheckIn;
use futures::StreamExt;

use crate::given::{TELNET, agent_id, at, enrolment, finished, invitation, scan_id, wanted};

const AGENTS: u64 = 100_000;
const AT_ONCE: usize = 64;
const TOGETHER: usize = 500;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes minutes"]
async fn in_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    measure(&crate::sqlite(folder.path()).await).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes minutes"]
async fn in_postgres() {
    measure(&crate::postgres().await).await;
}

/// Everybody is here and was scanned today; then everybody is put off until tonight.
async fn measure(store: &Store) {
    settle(store).await;
    let look = async || store.present(at(-10), at(-60), at(10)).await.unwrap();
    let present = look().await;
    assert_eq!(present.len(), usize::try_from(AGENTS).unwrap());
    println!("with everybody in sight: {:?}", fastest(async || assert!(!look().await.is_empty())).await);
    let began = Instant::now();
    for some in present.chunks(TOGETHER) {
        let until = |here: &Present| (here.clone(), at(600));
        store.put_off(some.iter().map(until).collect()).await.unwrap();
    }
    println!("putting everybody off: {:?}", began.elapsed());
    println!("with nobody in sight: {:?}", fastest(async || assert!(look().await.is_empty())).await);
}

/// Enrols everybody, with a scan that is over.
async fn settle(store: &Store) {
    invitation(store, "all", i64::try_from(AGENTS).unwrap(), at(60)).await;
    let arrivals = futures::stream::iter(0..AGENTS).map(|number| async move {
        assert!(store.enrol(enrolment(number, "all"), at(0)).await.unwrap());
        let [_, a, b, c] = u32::try_from(number).unwrap().to_be_bytes();
        let home = std::net::IpAddr::from([10, a, b, c]);
        store.confirm(agent_id(number), home, CheckIn::default(), at(0)).await.unwrap();
    });
    arrivals.buffer_unordered(AT_ONCE).collect::<Vec<()>>().await;
    let everybody: Vec<u64> = (0..AGENTS).collect();
    for some in everybody.chunks(TOGETHER) {
        let scans = some.iter().map(|number| wanted(*number, agent_id(*number), Reason::Daily)).collect();
        store.request_scans(scans, at(1)).await.unwrap();
        let ended = |number: &u64| -> FinishedScan {
            finished(*number, agent_id(*number), 2, &[(TELNET, PortState::Closed)])
        };
        store.finish_scans(some.iter().map(ended).collect()).await.unwrap();
    }
    assert!(store.scan(scan_id(AGENTS - 1)).await.unwrap().is_some());
}

async fn fastest(look: impl AsyncFn()) -> Duration {
    let mut took = Duration::MAX;
    for _ in 0..5 {
        let began = Instant::now();
        look().await;
        took = took.min(began.elapsed());
    }
    took
}
