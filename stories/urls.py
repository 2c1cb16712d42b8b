from django.urls import path

from . import private_pages

app_name = "sc_proofs"
urlpatterns = [
    path("", private_pages.show, name="proof"),
    path("answer/", private_pages.answer, name="answer"),
    path("no/", private_pages.say_no, name="no"),
    path("close/", private_pages.close, name="close"),
    path("pictures/<str:name>.jpg", private_pages.picture, name="picture"),
    path("<str:token>/", private_pages.confirm, name="open"),
]
