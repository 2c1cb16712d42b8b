"""What volunteers meet: the form, and the page of their own."""
