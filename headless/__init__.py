"""How content leaves the CMS: published data, pictures, addresses. Knows no other app; apps register with it."""
