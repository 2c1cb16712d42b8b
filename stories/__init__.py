"""Stories of women in and after prison: pages, themes, and the pictures' metadata."""
