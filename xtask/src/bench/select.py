"""The rule of section 3.2 as a DuckDB query: select.py OBSERVATIONS FROM UNTIL VERDICTS."""

import sys
import time

import duckdb

observations, first, last, verdicts = sys.argv[1:]
connection = duckdb.connect()
start = time.perf_counter()
# Tokyo has no summer time, so that its days are UTC's, nine hours earlier.
connection.execute(
    f"""
    COPY (
        WITH days AS (
            SELECT DISTINCT agent, protocol, port, CAST(observed_at + INTERVAL 9 HOURS AS DATE) AS day
            FROM read_csv('{observations}', header = true, columns = {{
                'agent': 'VARCHAR', 'observed_at': 'TIMESTAMP', 'protocol': 'VARCHAR', 'port': 'INTEGER',
                'state': 'VARCHAR'}})
            WHERE state = 'open'
        ), numbered AS (
            SELECT *, day - CAST(row_number() OVER (PARTITION BY agent, protocol, port ORDER BY day) AS INTEGER) AS run
            FROM days WHERE day BETWEEN DATE '{first}' AND DATE '{last}'
        ), runs AS (
            SELECT agent, protocol, port, count(*) AS length,
                count(*) FILTER (WHERE day > DATE '{last}' - 14) AS late
            FROM numbered GROUP BY agent, protocol, port, run
        ), judged AS (
            SELECT agent, protocol, port, sum(length) AS open_days, max(length) AS longest_run, sum(late) AS open_days_late
            FROM runs GROUP BY agent, protocol, port
        )
        SELECT *, open_days >= 4 AND (longest_run < open_days OR longest_run >= 6) AND open_days_late > 0 AS selected
        FROM judged ORDER BY agent, protocol, port
    ) TO '{verdicts}' (HEADER)
    """
)
print(f"{time.perf_counter() - start:.3f}")
