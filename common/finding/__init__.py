"""Finding rows by what people type: fields that choose them, and keys to search and sort names by."""
