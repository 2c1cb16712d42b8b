"""What this app stores. It holds no content: that is the pages'."""

from .jobs import ScheduledJob, Worker
from .mail import Mail
from .pictures import PublicPicture

__all__ = ["Mail", "PublicPicture", "ScheduledJob", "Worker"]
