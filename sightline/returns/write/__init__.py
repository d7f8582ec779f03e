"""The statutory returns written from the canonical dataset: what a year's return carries, and what it can't."""
