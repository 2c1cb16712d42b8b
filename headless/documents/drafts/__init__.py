"""Drafts outside the admin: staff see theirs in a front end while they write, and an outsider reads one by a link.

Nothing of it is a document: no list, search, feed or cache has it, and both end by themselves.
"""
