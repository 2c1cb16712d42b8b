"""Settings of the stand-alone site: base, and one module for each place it runs in."""
