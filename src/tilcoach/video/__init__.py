"""Frames from files, cameras and browsers, and video files out."""

from tilcoach.video.browser import LatestFrame
from tilcoach.video.camera import Camera
from tilcoach.video.cameras import FILM_VARIABLE, CameraPlace, find_cameras
from tilcoach.video.file import VideoFile
from tilcoach.video.film_camera import FilmCamera
from tilcoach.video.jpeg import read_jpeg, write_jpeg
from tilcoach.video.odd_picture import OddPictureWatch
from tilcoach.video.seek import read_picture
from tilcoach.video.source import FrameSource
from tilcoach.video.writer import VideoWriter

__all__ = [
    "FILM_VARIABLE",
    "Camera",
    "CameraPlace",
    "FilmCamera",
    "FrameSource",
    "LatestFrame",
    "OddPictureWatch",
    "VideoFile",
    "VideoWriter",
    "find_cameras",
    "read_jpeg",
    "read_picture",
    "write_jpeg",
]
