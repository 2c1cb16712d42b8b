"""Programs that support women in and after prison: what, for whom, where, with whom, and how to join."""
