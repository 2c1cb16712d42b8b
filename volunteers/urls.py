from django.urls import path

from . import views

app_name = "sc_volunteers"
urlpatterns = [path("<int:page_id>/", views.apply, name="apply")]
