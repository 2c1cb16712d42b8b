from django.urls import include, path
from hostsite.urls import urlpatterns as wagtails

urlpatterns = [
    path("second-chances/", include("headless.urls")),
    path("api/v1/", include("headless.api.urls")),
    *wagtails,
]
