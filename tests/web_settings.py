"""Django's settings for tests: a secret and a workspace of their own, so that nothing of the machine's is touched."""

import os
import tempfile

os.environ["SIGHTLINE_WORKSPACE"] = tempfile.mkdtemp(prefix="sightline-tests-")
os.environ["SIGHTLINE_SECRET_KEY"] = "only-for-tests-" + "x" * 50

from sightline.web.config.settings import *  # noqa: F403

STATIC_ROOT.mkdir()  # noqa: F405
# Hashing as slowly as it should be would be most of a test's time.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # noqa: F405
