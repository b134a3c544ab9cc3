//! What all scans of a scanner share.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Instant;

use jiff::Timestamp;

use crate::pace::{Claim, Slots};
use crate::{Gate, Refusal, Settings, special_address};

/// Where the scanner reads the time from.
pub(crate) type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

pub(crate) struct House {
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    slots: Mutex<Slots>,
}

impl House {
    pub(crate) fn new(settings: Settings, clock: Clock) -> Self {
        Self { slots: Mutex::new(Slots::new(settings.pace)), settings, clock }
    }

    /// Asks everybody who may forbid it, right before a packet is made.
    pub(crate) fn may_dial(&self, target: IpAddr, gate: &dyn Gate) -> Result<(), Refusal> {
        special_address::refuse(target, &self.settings.lab)
            .map_err(|special| Refusal::because(special.to_string()))?;
        gate.may_dial(target)
    }

    /// Waits until one more packet to `target` fits into the pace.
    pub(crate) async fn slot(&self, target: IpAddr) {
        let in_lab = self.settings.lab.contains(target);
        loop {
            let claim = self.slots().claim(target, in_lab, Instant::now());
            match claim {
                Claim::Granted => return,
                Claim::TargetBusy(until) | Claim::AllBusy(until) => {
                    tokio::time::sleep_until(until.into()).await
                }
            }
        }
    }

    pub(crate) fn slots(&self) -> MutexGuard<'_, Slots> {
        self.slots.lock().expect("nobody panics while holding it")
    }
}
