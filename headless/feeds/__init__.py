"""What is new, for feed readers: Atom, RSS and JSON Feed of each page that lists others, and of each theme of it.

Feeds are read by anybody and anywhere, so they are made of the documents for partners, and of nothing else.
"""
