"""The stand-alone site: demo, service, and the place where all is tested together."""
