from django.urls import path

from . import frames, oembed, script

app_name = "sc_embeds"
urlpatterns = [
    path("embed/v1.js", script.script, name="script"),
    path("embed/<slug:name>.<slug:language>.json", script.words, name="words"),
    path("embed/<slug:name>/", frames.frame, name="list"),
    path("embed/<slug:name>/<int:page_id>/", frames.frame, name="one"),
    path("oembed", oembed.answer, name="oembed"),
]
