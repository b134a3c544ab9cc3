//! Giving up rights: whoever reads what strangers send needs none that could harm this machine.

/// Keeps the rights to make packets and to listen at low ports, as far as they are there, and gives up all others of
/// this thread and those that it begins from now on. What root may do only as root is over then.
#[cfg(target_os = "linux")]
pub fn keep_only_the_network() -> anyhow::Result<()> {
    use anyhow::Context;
    use caps::{CapSet, Capability, CapsHashSet};

    let needed = CapsHashSet::from([Capability::CAP_NET_RAW, Capability::CAP_NET_BIND_SERVICE]);
    let permitted = caps::read(None, CapSet::Permitted).context("read what this process may do")?;
    let kept = permitted.intersection(&needed).copied().collect();
    for set in [CapSet::Ambient, CapSet::Inheritable] {
        // Kernels without ambient rights have none to give up.
        let _none = caps::clear(None, set);
    }
    for set in [CapSet::Effective, CapSet::Permitted] {
        caps::set(None, set, &kept).context("give up the rights that are not needed")?;
    }
    Ok(())
}

/// Other systems have no rights that are given up one by one.
#[cfg(not(target_os = "linux"))]
pub fn keep_only_the_network() -> anyhow::Result<()> {
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use caps::{CapSet, Capability};

    use super::*;

    #[test]
    fn nothing_is_kept_but_the_network() {
        // The rights of one thread: other tests keep theirs.
        std::thread::spawn(|| {
            let before = caps::read(None, CapSet::Effective).unwrap();
            keep_only_the_network().unwrap();
            let after = caps::read(None, CapSet::Effective).unwrap();
            assert!(after.iter().all(|kept| before.contains(kept)));
            assert!(
                !after.contains(&Capability::CAP_SYS_ADMIN) && !after.contains(&Capability::CAP_DAC_OVERRIDE)
            );
            let may_make_packets = |of: &caps::CapsHashSet| of.contains(&Capability::CAP_NET_RAW);
            assert_eq!(may_make_packets(&before), may_make_packets(&after));
        })
        .join()
        .unwrap();
    }
}
