"""Where records lie: the boundaries of small areas, which postcode is in which, and how many children live there."""
