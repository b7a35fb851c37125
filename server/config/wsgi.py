"""The WSGI application, for cheroot within this program and for gunicorn beyond it."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "server.config.settings")

from server.config.environment import read_environment, refuse_foreign_region

refuse_foreign_region(read_environment())
application = get_wsgi_application()

from server.journal import preparing, rechecking  # noqa: E402  (models can be loaded only now)
from server.journal.from_home import looking  # noqa: E402

preparing.start()
rechecking.start()
looking.start()
