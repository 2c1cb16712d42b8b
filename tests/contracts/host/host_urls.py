from django.urls import include, path
from hostsite.urls import urlpatterns as wagtails

urlpatterns = [path("second-chances/", include("headless.urls")), *wagtails]
