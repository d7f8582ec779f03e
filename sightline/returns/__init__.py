"""The statutory returns: the CIN census and the SSDA903, read, checked by their rules, and explained."""
