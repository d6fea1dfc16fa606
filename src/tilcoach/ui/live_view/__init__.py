"""The live picture on the page, with its controls and its panel of results.

A camera of this machine, or a sample film, does not pass through the browser:

::

    camera ─► CameraStream ─► LiveProcessor.submit ─► the coach
                  │ newest frame
                  ▼
              draw, JPEG ─► route: one frame at a time ─► canvas in the page
                  ▲                                             │
                  └──────────────── acknowledged ◄──────────────┘

Nothing queues up anywhere: a slow coach or a slow page gets fewer frames, never older ones.
"""
