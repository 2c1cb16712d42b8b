"""Telling others what happened, by HTTP, after the commit: see docs/webhooks.md.

address.py   which addresses may be called at all, and what their names stand for
call.py      one request to such an address, within a time that nobody can stretch
signing.py   Standard Webhooks: the secret, and what it makes of a message
messages.py  what a message says, and how each kind of receiver wants it
send.py      one delivery: claimed, tried, noted; again later, or given up
sender.py    whose turn it is; the thread of the worker in which all of it runs
health.py    pausing, and who hears of that
"""
