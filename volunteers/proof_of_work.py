"""A puzzle for the visitor's browser: about a second of work for one form, a lot of it for a thousand.

It runs on this site only and asks nobody. ALTCHA's protocol: the browser (proof.js) looks for the number that we began
with, by trying one after the other; each try is a PBKDF2. A form without the answer is not refused, see `guards`.
"""

import logging
import secrets
import time

import altcha
from django.core.cache import caches

from headless.conf import conf
from headless.encryption import keyed_hash, keyed_hashes

logger = logging.getLogger(__name__)

#: The name of the form's field.
FIELD = "sc-proof"
#: How long a puzzle is good for, in seconds: as long as the form it stands in. Each answer counts once anyway.
LASTS = 24 * 60 * 60
#: Rounds of one try, and the number of tries that is always enough; half of it is the average. A million rounds are a
#: third of a second on a laptop and a second or two on a cheap phone. More rounds in fewer tries would cost us more.
ROUNDS, TRIES = 5000, 400
_ALGORITHM = "PBKDF2/SHA-256"
#: An answer has some 750 characters. What is much longer is not even read.
_LONGEST = 2000


def make_challenge() -> dict:
    """A new puzzle for one copy of a form, as JSON takes it. Takes us one try: 2 ms."""
    secret = keyed_hash("altcha", purpose="proof-of-work").hex()
    challenge = altcha.create_challenge(
        _ALGORITHM,
        ROUNDS,
        counter=secrets.randbelow(TRIES),
        expires_at=int(time.time()) + LASTS,
        hmac_secret=secret,
        hmac_key_secret=secret,
    )
    return challenge.to_dict()


def is_proof(payload: str, *, used_for: str) -> bool:
    """Whether this is the answer to a puzzle of ours, in time, and used for nothing else. Counts as used from then on.

    used_for: the number of the form; the same form may be sent again with it, after a fault of ours.

    Never raises, whatever comes. Takes less than a millisecond: a puzzle holds a signature of its answer, so no try is
    made again here, and one in which somebody wrote more rounds is refused before anything is computed with them.
    """
    if not isinstance(payload, str) or len(payload) > _LONGEST:
        return False
    try:
        answer = altcha.Payload.from_base64(payload)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False
    # After a change of keys, puzzles that are open in somebody's browser stay good.
    ours = [key.hex() for key in keyed_hashes("altcha", purpose="proof-of-work")]
    if not any(altcha.verify_solution(answer, secret, hmac_key_secret=secret).verified for secret in ours):
        return False
    return _is_free(answer.challenge.parameters.nonce, used_for)


def _is_free(nonce: str, used_for: str) -> bool:
    """The nonce is signed: it names the puzzle. A cache that is away lets an answer pass, as often as it comes."""
    cache, key = caches[conf.THROTTLE_CACHE], f"sc-proof:{nonce}"
    try:
        return cache.add(key, used_for, timeout=LASTS) or cache.get(key) == used_for
    except Exception as error:  # each cache backend has errors of its own
        logger.warning("The cache cannot tell used proofs (%s); this one passes.", type(error).__name__)
        return True
