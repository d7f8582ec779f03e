"""The web application: Django, server-rendered, reading the cube and keeping the people's own records."""
