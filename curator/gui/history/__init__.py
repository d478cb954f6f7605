"""What was done in the library and what its posts were: looked at, compared, taken back."""
