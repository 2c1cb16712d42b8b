from django.urls import path

from . import views

app_name = "sc_own_story"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("stories/", views.mine, name="mine"),
    path("sure/", views.make_sure, name="make_sure"),
    path("withdraw/", views.withdraw, name="withdraw"),
    path("done/", views.done, name="done"),
    path("leave/", views.leave, name="leave"),
]
