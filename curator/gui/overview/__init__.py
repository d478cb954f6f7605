"""What a library holds, as charts with a table behind each; a bar leads to its posts in the list."""
