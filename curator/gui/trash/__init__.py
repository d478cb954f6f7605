"""The trash: restoring from it, and deleting for good."""
