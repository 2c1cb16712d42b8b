"""What a woman is shown before her story is published: `content` is the story as readers would get it, `words` what is said
beside it, `paper` the PDF that is mailed to her."""
