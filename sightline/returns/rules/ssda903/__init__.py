"""The rules of the SSDA903."""
