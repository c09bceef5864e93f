"""Where sockets come in."""

from channels.routing import URLRouter
from django.urls import path

from realtime.consumers import Tap

websocket = URLRouter([path("live/", Tap.as_asgi())])
