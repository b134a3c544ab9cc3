//! Whose turn it is to say what its open ports are: whoever has taken least of our time, one port at a time.
//!
//! A device that drips or never ends is slow for itself only, however many of its kind there are.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::IpAddr;
use std::time::Duration;

/// Things that wait, each for its target.
#[derive(Debug)]
pub(super) struct Queue<T> {
    lines: BTreeMap<IpAddr, Line<T>>,
    /// Targets whose turn it can be: by the time they took, then by when they came.
    ready: BTreeSet<(Duration, u64, IpAddr)>,
    arrivals: u64,
}

#[derive(Debug)]
struct Line<T> {
    waiting: VecDeque<T>,
    took: Duration,
    arrival: u64,
    is_asked: bool,
}

impl<T> Queue<T> {
    pub(super) fn new() -> Self {
        Self { lines: BTreeMap::new(), ready: BTreeSet::new(), arrivals: 0 }
    }

    /// Lets something wait for its target's turn.
    pub(super) fn push(&mut self, target: IpAddr, waiting: T) {
        self.arrivals += 1;
        let arrival = self.arrivals;
        let line = self.lines.entry(target).or_insert_with(|| Line {
            waiting: VecDeque::new(),
            took: Duration::ZERO,
            arrival,
            is_asked: false,
        });
        line.waiting.push_back(waiting);
        if !line.is_asked {
            self.ready.insert((line.took, line.arrival, target));
        }
    }

    /// Takes what is next; its target is asked from now on.
    pub(super) fn pop(&mut self) -> Option<T> {
        let (.., target) = self.ready.pop_first()?;
        let line = self.lines.get_mut(&target)?;
        line.is_asked = true;
        line.waiting.pop_front()
    }

    /// Lets a target have its next turn, after it took some time.
    pub(super) fn done(&mut self, target: IpAddr, took: Duration) {
        let Some(line) = self.lines.get_mut(&target) else { return };
        line.is_asked = false;
        line.took += took;
        if !line.waiting.is_empty() {
            self.ready.insert((line.took, line.arrival, target));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_asked_one_thing_at_a_time() {
        let mut queue = Queue::new();
        queue.push(home(1), 'a');
        queue.push(home(1), 'b');
        assert_eq!((queue.pop(), queue.pop()), (Some('a'), None));
        queue.push(home(1), 'c');
        assert_eq!(queue.pop(), None);
        queue.done(home(1), Duration::ZERO);
        assert_eq!((queue.pop(), queue.pop()), (Some('b'), None));
    }

    #[test]
    fn whoever_took_least_time_is_next() {
        let mut queue = Queue::new();
        for target in [1, 2, 1, 2] {
            queue.push(home(target), target);
        }
        assert_eq!((queue.pop(), queue.pop()), (Some(1), Some(2)));
        queue.done(home(1), Duration::from_secs(8));
        queue.done(home(2), Duration::from_millis(5));
        queue.push(home(3), 3);
        assert_eq!([queue.pop(), queue.pop(), queue.pop(), queue.pop()], [Some(3), Some(2), Some(1), None]);
    }

    fn home(last: u8) -> IpAddr {
        [203, 0, 113, last].into()
    }
}
