"""Published figures: how they are read, which of our measures they are, and how comparators are formed."""
