"""How often somebody may do something."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory

from headless.throttle import Rate, seconds_to_wait, visitor_address

RATE = Rate(2, 600)


def test_up_to_the_rate_nobody_waits_and_then_until_the_window_ends():
    assert [seconds_to_wait("form", "a", RATE) for _time in range(2)] == [0, 0]
    assert 0 < seconds_to_wait("form", "a", RATE) <= 601


def test_others_and_other_things_are_counted_apart():
    for _time in range(3):
        seconds_to_wait("form", "a", RATE)
    assert seconds_to_wait("form", "b", RATE) == 0
    assert seconds_to_wait("link", "a", RATE) == 0


def test_the_cache_holds_no_address(monkeypatch):
    keys = []
    monkeypatch.setattr(cache, "add", lambda key, *args, **kwargs: keys.append(key))
    seconds_to_wait("form", "203.0.113.7", RATE)
    assert keys and "203.0.113.7" not in str(keys)


def test_a_cache_that_is_away_keeps_nobody_out(monkeypatch, caplog):
    def away(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(cache, "add", away)
    assert seconds_to_wait("form", "a", Rate(0, 60)) == 0
    assert "cannot count" in caplog.text


@pytest.mark.parametrize("text", ["", "5", "5/0", "-1/60", "5 per minute"])
def test_what_is_no_rate_is_an_error(text):
    with pytest.raises(ValueError, match=r"."):
        Rate.parse(text)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "198.51.100.9", "10.0.0.1"),
        (1, "198.51.100.9", "198.51.100.9"),
        (1, "made-up, 198.51.100.9", "198.51.100.9"),
        (2, "198.51.100.9, 10.0.0.2", "198.51.100.9"),
        (2, "made-up, 198.51.100.9, 10.0.0.2", "198.51.100.9"),
        (1, "", "10.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, forwarded, address):
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "TRUSTED_PROXIES": proxies}
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert visitor_address(RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", **headers)) == address


def test_one_household_with_many_ipv6_addresses_is_one_visitor():
    addresses = ["2001:db8:1:2::1", "2001:db8:1:2:aaaa::7"]
    assert len({visitor_address(RequestFactory().get("/", REMOTE_ADDR=address)) for address in addresses}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2600:3c00::f03c:91ff:fe00:1", "2600:3c00::1:2:3:4"),
        ("[2001:db8::1]:443", "2001:db8::2"),
        ("198.51.100.9:5555", "198.51.100.9:6666"),
        ("::ffff:198.51.100.9", "198.51.100.9"),
    ],
)
def test_one_visitor_is_one_however_the_address_is_written(one, other):
    first, second = (visitor_address(RequestFactory().get("/", REMOTE_ADDR=address)) for address in (one, other))
    assert first == second


def test_what_is_no_address_is_counted_as_it_stands():
    assert visitor_address(RequestFactory().get("/", REMOTE_ADDR="unknown")) == "unknown"


@pytest.mark.django_db
def test_the_databases_cache_counts_for_the_whole_window(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "counters"}}
    call_command("createcachetable", verbosity=0)
    assert [seconds_to_wait("form", "a", Rate(2, 3600)) for _time in range(2)] == [0, 0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT expires FROM counters")
        (expires,) = cursor.fetchone()
    expires = expires if isinstance(expires, datetime) else datetime.fromisoformat(str(expires))
    assert expires.replace(tzinfo=UTC) > datetime.now(UTC) + timedelta(minutes=30)
    assert seconds_to_wait("form", "a", Rate(2, 3600)) > 0
