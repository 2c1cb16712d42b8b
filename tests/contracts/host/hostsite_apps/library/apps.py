from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "hostsite_apps.library"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from headless import registry

        from .documents import EventData, build_event
        from .models import EventPage

        registry.register_page(
            EventPage,
            data=EventData,
            build=build_event,
            template="library/event.html",
            listed_at="events",
            filters={"place": "Events at these places."},
            facets=lambda event: [registry.Facet("place", event.place, event.place)],
        )
