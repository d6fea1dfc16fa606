"""tilcoach: a computer-vision coach for lifting technique."""

__version__ = "0.1.0"
