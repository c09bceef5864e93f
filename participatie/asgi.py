"""Websockets only: pages are served by wsgi.py, which costs a third to a sixth of the CPU."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "participatie.settings")
get_asgi_application()

from realtime.routing import websocket  # noqa: E402 - needs the apps to be ready

application = ProtocolTypeRouter({"websocket": websocket})
