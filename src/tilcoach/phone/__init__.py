"""A telephone as the camera of this machine, over the local network and only while asked for.

::

    camera of the phone ─► canvas, JPEG ─► WebSocket over TLS ─► checked ─► newest frame
                                   ▲                                │
                                   └────────── acknowledged ◄───────┘

`PhoneCamera` is a camera like another: opening it opens a port of this machine, and closing it
closes that port. Behind the port are three routes and no more.
"""
