"""Gives every agent of a store an address and a check-in, of most within the last minutes: addresses.py STORE."""

import random
import sqlite3
import sys
import time

MINUTE = 60_000_000
DAY = 1440 * MINUTE

store = sqlite3.connect(sys.argv[1])
draw, now = random.Random(1), time.time_ns() // 1000


def target(number, agent):
    # What is shared among providers' customers: nothing there is ever scanned. Nor is anybody looked at for a year.
    address = f"100.{draw.randint(64, 127)}.{draw.randint(0, 255)}.{draw.randint(1, 254)}"
    veto = "paused" if number % 50 == 1 else ""
    # One in ten was not heard of for a day.
    confirmed = now - (DAY if number % 10 == 0 else draw.randint(0, 10 * MINUTE))
    return agent, address, f"home-{number}", veto, now - 30 * DAY, confirmed, now + 365 * DAY


agents = [agent for (agent,) in store.execute("SELECT agent FROM agents ORDER BY agent")]
store.executemany(
    """INSERT INTO targets (agent, address, network, network_kind, veto, since, confirmed_at, check_ins, look_at)
       VALUES (?, ?, ?, 'home', ?, ?, ?, 9, ?) ON CONFLICT (agent) DO UPDATE SET confirmed_at = excluded.confirmed_at""",
    [target(number, agent) for number, agent in enumerate(agents)],
)
store.commit()
