"""The rules of the CIN census."""
