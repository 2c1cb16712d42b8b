"""What we cost beside stock Wagtail: ratios, measured in turn in one run. `make bench QUICK=1` prints them."""
