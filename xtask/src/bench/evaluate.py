"""Time to full closure with pandas and lifelines: evaluate.py DATASET.

Prints the seconds for reading, for the lifetimes, and for curve, test and model, and then the hazard ratio.
"""

import sys
import time
from pathlib import Path

import pandas as pd
from lifelines import CoxPHFitter, KaplanMeierFitter
from lifelines.statistics import logrank_test

folder = Path(sys.argv[1])
clock = [time.perf_counter()]
notices = pd.read_csv(folder / "notices.csv")
campaigns = pd.read_csv(folder / "campaigns.csv", parse_dates=["sent_on"])
seen = pd.read_csv(folder / "observations.csv")
clock.append(time.perf_counter())

seen["day"] = pd.to_datetime(seen["observed_at"], utc=True, format="ISO8601").dt.tz_convert("Asia/Tokyo").dt.normalize().dt.tz_localize(None)
seen["key"] = seen["protocol"] + "/" + seen["port"].astype(str)
members = notices.merge(campaigns[["campaign", "sent_on"]], on="campaign")
members["key"] = members["ports"].str.split()
members = members.explode("key")
seen["open"] = seen["state"].eq("open")
days = seen.groupby(["agent", "key", "day"], sort=False)["open"].max().reset_index()
rows = members.merge(days, on=["agent", "key"])
rows["after"] = (rows["day"] - rows["sent_on"]).dt.days
rows = rows[(rows["after"] >= 1) & ((rows["arm"] == "notify") | (rows["after"] < 35))].sort_values("day")
ports = members.groupby("agent")["key"].count()
lifetimes = []
for agent, history in rows.groupby("agent", sort=False):
    shut, wanted, end = {}, ports[agent], (int(history["after"].iloc[-1]), 0)
    for after, today in history.groupby("after", sort=True):
        for key, is_open in zip(today["key"], today["open"]):
            shut[key] = 0 if is_open else shut.get(key, 0) + 1
        if len(shut) == wanted and min(shut.values()) >= 2:
            end = (int(after), 1)
            break
    lifetimes.append((agent, history["arm"].iloc[0] == "notify", *end))
table = pd.DataFrame(lifetimes, columns=["agent", "notified", "day", "event"])
clock.append(time.perf_counter())

curves = [KaplanMeierFitter().fit(group["day"], group["event"]) for _, group in table.groupby("notified")]
test = logrank_test(*(table[table["notified"] == side][column] for side, column in ((True, "day"), (False, "day"))),
                    *(table[table["notified"] == side]["event"] for side in (True, False)))
model = CoxPHFitter().fit(table[["notified", "day", "event"]].astype(float), "day", "event")
clock.append(time.perf_counter())
print(*(f"{after - before:.3f}" for before, after in zip(clock, clock[1:])), f"{model.hazard_ratios_.iloc[0]:.3f}", len(seen))
