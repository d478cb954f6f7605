"""Changes of many posts at once."""
