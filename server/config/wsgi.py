"""The WSGI application, for cheroot within this program and for gunicorn beyond it."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "server.config.settings")

from server.config.environment import read_environment, refuse_foreign_region

refuse_foreign_region(read_environment())
application = get_wsgi_application()

from server.journal import from_home_looking, preparing, rechecking  # noqa: E402  (models can be loaded only now)

preparing.start()
rechecking.start()
from_home_looking.start()
