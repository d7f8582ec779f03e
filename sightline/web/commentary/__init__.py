"""Commentary on figures, what happened in time, and signing a period off."""
