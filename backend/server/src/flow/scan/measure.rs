//! What a round did, in numbers for `/metrics`.

use akabeko_scanner::{Record, Tally};
use akabeko_shared::PortState;

use super::Seen;

/// Adds a round up.
pub(super) fn measure(seen: &Seen, tally: Tally) {
    for Record { port, state, .. } in seen.values().flatten() {
        let protocol = port.protocol.to_string();
        metrics::counter!("akabeko_probes_total", "protocol" => protocol.clone()).increment(1);
        metrics::counter!("akabeko_answers_total", "protocol" => protocol, "state" => state.word())
            .increment(1);
    }
    metrics::counter!("akabeko_probes_not_sent_total", "why" => "refused").increment(tally.refused);
    metrics::counter!("akabeko_probes_not_sent_total", "why" => "unsent").increment(tally.unsent);
    metrics::counter!("akabeko_packets_total").increment(tally.sent);
    if let Some(loss) = tally.loss {
        metrics::gauge!("akabeko_loss_rate").set(loss);
    }
    let asked = seen.values().flatten().count();
    if asked > 0 {
        metrics::gauge!("akabeko_reply_rate").set(answered(seen) as f64 / asked as f64);
    }
}

/// How many ports answered at all.
pub(super) fn answered(seen: &Seen) -> u64 {
    let answers = seen.values().flatten().filter(|record| match record.state {
        PortState::Open | PortState::Closed => true,
        PortState::Filtered | PortState::OpenFiltered => false,
    });
    answers.count() as u64
}

#[cfg(test)]
mod tests {
    use akabeko_shared::Port;
    use jiff::Timestamp;
    use metrics_exporter_prometheus::PrometheusBuilder;

    use super::*;

    #[test]
    fn a_round_is_counted_by_protocol_and_state() {
        let recorder = PrometheusBuilder::new().build_recorder();
        let target = [192, 0, 2, 1].into();
        let at = Timestamp::UNIX_EPOCH;
        let record = |port, state| Record { target, port, state, at, conversations: 0, evidence: None };
        let records = vec![
            record(Port::tcp(22), PortState::Open),
            record(Port::tcp(23), PortState::Filtered),
            record(Port::tcp(80), PortState::Filtered),
            record(Port::udp(53), PortState::OpenFiltered),
        ];
        let seen = Seen::from([(target, records)]);
        metrics::with_local_recorder(&recorder, || {
            measure(&seen, Tally { refused: 3, sent: 7, loss: Some(0.5), ..Tally::default() });
        });
        let text = recorder.handle().render();
        for line in [
            "akabeko_probes_total{protocol=\"tcp\"} 3",
            "akabeko_probes_total{protocol=\"udp\"} 1",
            "akabeko_answers_total{protocol=\"tcp\",state=\"filtered\"} 2",
            "akabeko_answers_total{protocol=\"udp\",state=\"open|filtered\"} 1",
            "akabeko_probes_not_sent_total{why=\"refused\"} 3",
            "akabeko_packets_total 7",
            "akabeko_loss_rate 0.5",
            "akabeko_reply_rate 0.25",
        ] {
            assert!(text.contains(line), "{line} is not in {text}");
        }
    }
}
