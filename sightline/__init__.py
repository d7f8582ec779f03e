"""Sightline: performance and quality assurance for children's services, traced to the child's record."""

__version__ = "0.1.0"
