"""Posts of the library that are one article: found, compared side by side, decided."""
