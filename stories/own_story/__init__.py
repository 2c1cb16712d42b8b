"""Her own page: with the code on her slip of paper she takes her story back, without an account and without script."""
