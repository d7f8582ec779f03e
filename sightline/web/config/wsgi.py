"""The application that waitress, gunicorn or IIS serve."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.web.config.settings")
application = get_wsgi_application()
