"""A form says that its browser has worked for it."""

import base64
import json
import secrets
import time

import altcha
import pytest

from volunteers import proof_of_work
from volunteers.proof_of_work import make_challenge


def is_proof(payload, used_for=None):
    """For another form each time, unless it is said for which."""
    return proof_of_work.is_proof(payload, used_for=used_for or secrets.token_hex(8))


NEW_KEY = "YW5vdGhlci1rZXktLW9ubHktZm9yLXRlc3RzLS0tLS0="
#: Seconds. A puzzle with the rounds of a forger takes minutes.
QUICK = 0.5


@pytest.fixture(autouse=True)
def _small_puzzles(monkeypatch):
    """What is tested is not the browser's work."""
    monkeypatch.setattr(proof_of_work, "TRIES", 4)


def encode(answer) -> str:
    return base64.b64encode(json.dumps(answer).encode()).decode()


def solve(challenge: dict) -> dict:
    """What the browser makes of a puzzle, before it is encoded."""
    solution = altcha.solve_challenge(altcha.Challenge.from_dict(challenge))
    return {"challenge": challenge, "solution": {"counter": solution.counter, "derivedKey": solution.derived_key}}


def is_quickly_refused(payload) -> bool:
    begin = time.perf_counter()
    refused = not is_proof(payload)
    return refused and time.perf_counter() - begin < QUICK


def change_keys(settings, *keys):
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "ENCRYPTION_KEYS": keys}


def test_a_solved_puzzle_counts_once():
    payload = encode(solve(make_challenge()))
    assert is_proof(payload)
    assert not is_proof(payload)


def test_a_used_answer_in_another_spelling_is_still_used():
    answer = solve(make_challenge())
    assert is_proof(encode(answer))
    answer["solution"] = {"counter": 0, "derivedKey": answer["solution"]["derivedKey"].upper(), "time": 12.5}
    assert not is_proof(encode(answer))
    assert not is_proof(encode(answer) + "\n")


def test_two_forms_of_one_visitor_both_count():
    assert is_proof(encode(solve(make_challenge())))
    assert is_proof(encode(solve(make_challenge())))


def test_the_same_form_may_come_again_with_its_answer_after_a_fault_of_ours():
    payload = encode(solve(make_challenge()))
    assert is_proof(payload, used_for="form")
    assert is_proof(payload, used_for="form")
    assert not is_proof(payload, used_for="another")


def test_a_wrong_answer_does_not_use_the_puzzle_up():
    answer = solve(make_challenge())
    assert not is_proof(encode({**answer, "solution": {**answer["solution"], "derivedKey": "00" * 32}}))
    assert is_proof(encode(answer))


def test_a_puzzle_that_is_too_old_is_refused(monkeypatch):
    answer = solve(make_challenge())
    assert answer["challenge"]["parameters"]["expiresAt"] == pytest.approx(time.time() + proof_of_work.LASTS, abs=5)
    monkeypatch.setattr(proof_of_work, "LASTS", -1)
    assert not is_proof(encode(solve(make_challenge())))


def test_a_browser_has_a_bounded_and_considerable_number_of_rounds_to_do(monkeypatch):
    monkeypatch.undo()
    parameters = make_challenge()["parameters"]
    assert parameters["algorithm"] == "PBKDF2/SHA-256"  # proof.js does this one
    assert 500_000 <= parameters["cost"] * proof_of_work.TRIES / 2 <= 2_000_000


def test_a_puzzle_that_somebody_else_signed_is_refused(settings):
    ours = settings.SECOND_CHANCES["ENCRYPTION_KEYS"]
    change_keys(settings, NEW_KEY)
    answer = solve(make_challenge())
    change_keys(settings, *ours)
    assert is_quickly_refused(encode(answer))


def test_a_change_of_keys_keeps_open_puzzles_good_until_the_old_key_is_gone(settings):
    ours = settings.SECOND_CHANCES["ENCRYPTION_KEYS"]
    first, second = solve(make_challenge()), solve(make_challenge())
    change_keys(settings, NEW_KEY, *ours)
    assert is_proof(encode(first))
    assert is_proof(encode(solve(make_challenge())))
    change_keys(settings, NEW_KEY)
    assert not is_proof(encode(second))


@pytest.mark.parametrize(
    "changes",
    [
        {"cost": 2_000_000_000},
        {"cost": -1},
        {"cost": "5000"},
        {"cost": None},
        {"cost": 1},
        {"algorithm": "SCRYPT", "cost": 2**24, "memoryCost": 2**20},
        {"algorithm": "ARGON2ID", "memoryCost": 2**30},
        {"algorithm": ["SHA-256"]},
        {"keyLength": 2**31},
        {"keyPrefix": ""},
        {"keySignature": None},
        {"keySignature": ""},
        {"nonce": "00" * 16},
        {"nonce": "não"},
        {"nonce": "\ud800"},
        {"salt": []},
        {"expiresAt": 4_000_000_000},
        {"expiresAt": None},
        {"expiresAt": "never"},
        {"expiresAt": float("nan")},
        {"expiresAt": 10**400},
        {"data": {"__proto__": 1}},
    ],
    ids=lambda changes: "-".join(f"{name}={str(value)[:12]}" for name, value in changes.items()),
)
def test_a_puzzle_with_foreign_conditions_is_refused_before_it_costs_anything(changes):
    answer = solve(make_challenge())
    answer["challenge"]["parameters"] |= changes
    assert is_quickly_refused(encode(answer))


@pytest.mark.parametrize("left_out", ["keySignature", "expiresAt", "cost", "nonce"])
def test_a_puzzle_without_a_condition_is_refused(left_out):
    answer = solve(make_challenge())
    del answer["challenge"]["parameters"][left_out]
    assert is_quickly_refused(encode(answer))


@pytest.mark.parametrize("signature", [None, "", "0" * 64, "é", 7, [], {}])
def test_a_puzzle_without_our_signature_is_refused(signature):
    answer = solve(make_challenge())
    answer["challenge"]["signature"] = signature
    assert is_quickly_refused(encode(answer))


@pytest.mark.parametrize("derived_key", [None, "", "zz", "0", "é", 7, 10**400, [], {}])
def test_an_answer_that_is_none_is_refused(derived_key):
    answer = solve(make_challenge())
    answer["solution"]["derivedKey"] = derived_key
    assert is_quickly_refused(encode(answer))


@pytest.mark.parametrize(
    "payload",
    [
        "",
        " ",
        "=",
        "%%%",
        "AAAA",
        "naïve",
        "\x00",
        "\ud800",
        None,
        7,
        b"AAAA",
        ["AAAA"],
        encode(None),
        encode([]),
        encode("challenge"),
        encode({"challenge": [], "solution": []}),
        encode({"challenge": {"parameters": "x"}, "solution": {}}),
        encode({"challenge": {"parameters": []}, "solution": None}),
        base64.b64encode(b"\xff\xfe").decode(),
        base64.b64encode(b"[" * 1400).decode(),
        base64.b64encode(b"9" * 1400).decode(),
        base64.b64encode(b'{"challenge": 1e999}').decode(),
        "A" * 1_000_000,
        base64.b64encode(b"[" * 1_000_000).decode(),
    ],
    ids=lambda payload: repr(payload)[:24],
)
def test_garbage_is_refused_and_quickly(payload):
    assert is_quickly_refused(payload)


def test_without_the_cache_an_answer_passes_and_the_log_says_what_kind_of_error_only(monkeypatch, caplog):
    class Away:
        def add(self, *args, **kwargs):
            raise ConnectionError("redis://user:password@cache")

    monkeypatch.setattr(proof_of_work, "caches", {"default": Away()})
    payload = encode(solve(make_challenge()))
    assert is_proof(payload)
    assert is_proof(payload)
    assert "ConnectionError" in caplog.text
    assert "password" not in caplog.text


def test_used_answers_are_remembered_in_the_cache_that_the_host_named(settings):
    local = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {name: {"BACKEND": local, "LOCATION": name} for name in ("default", "shared")}
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "THROTTLE_CACHE": "shared"}
    from django.core.cache import caches

    payload = encode(solve(make_challenge()))
    assert is_proof(payload)
    caches["default"].clear()
    assert not is_proof(payload)
    caches["shared"].clear()
    assert is_proof(payload)
