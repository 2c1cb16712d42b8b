from django.urls import path

from . import views
from .formats import FORMATS

app_name = "sc_feeds"
urlpatterns = [
    path(f"{place}.{name}", views.feed, {"format": name}, name=name)
    for name in FORMATS
    for place in ("<int:page_id>", "<int:page_id>/<str:value>")
]
