"""The camera of this machine on the page, without a way through the browser.

::

    camera ─► LocalStream ─► LiveProcessor.take_in ─► the coach
                  │ newest picture
                  ▼
              draw, JPEG ─► route: one picture under way ─► canvas in the page
                  ▲                                             │
                  └──────────────── acknowledged ◄──────────────┘

Nothing queues up anywhere: a slow coach or a slow page gets fewer pictures, and never older ones.
"""
