"""How many SQL queries an answer takes, and how many bytes it has: `python -m benchmarks.queries SETTINGS PATH …`."""

import json
import os
import sys

import django


def count(paths: list[str]) -> dict[str, dict[str, int]]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="localhost")
    found = {}
    for path in paths:
        client.get(path)  # what is done once, such as renditions, is done
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(path)
        if response.status_code != 200:
            raise SystemExit(f"{path} answers {response.status_code}: {response.content[:200]!r}")
        found[path] = {"queries": len(queries), "bytes": len(response.content)}
    return found


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = sys.argv[1]
    django.setup()
    print(json.dumps(count(sys.argv[2:])))
