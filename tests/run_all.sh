#!/bin/sh
# The whole suite: on PostgreSQL where there is one, then on SQLite with the browser and the wheel. The last run's
# summary says what ran where.
set -eu
bin=.venv/bin
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
export SC_RESULTS="$results"

status=0
"$bin/python" tests/postgres.py -- "$bin/pytest" -q -n 2 --dist loadgroup -m "not browser" \
	--ignore tests/contracts || status=$?
if [ "$status" = 69 ]; then
	echo "PostgreSQL: not installed here, so nothing ran on it" >"$results/postgresql"
elif [ "$status" != 0 ]; then
	exit "$status"
fi
"$bin/pytest" -q -n 2 --dist loadgroup
