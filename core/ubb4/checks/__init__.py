"""Is it right: schemas, keys, references, numbers, pairs, then the plugins' rules."""
