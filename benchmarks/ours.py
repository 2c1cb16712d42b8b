"""Fill our site with the benchmark's content: `python -m benchmarks.ours 1000`."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")


def fill(number: int) -> None:
    from django.core.files.base import ContentFile
    from django.db import transaction
    from wagtail.images import get_image_model
    from wagtail.models import Locale, Page, Site

    from headless.documents import refresh
    from site_project.models import HomePage
    from stories.actions.record_basis import record_basis
    from stories.models import StoryIndexPage, StoryPage, Theme

    from .content import THEMES, picture, stories

    english = Locale.get_default()
    site = Site.objects.get()
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Home", slug="home-en", lead="A benchmark.", locale=english))
    site.root_page = home
    site.save()
    index = home.add_child(instance=StoryIndexPage(title="Stories", slug="stories", show_in_menus=True))
    themes = {name: Theme.objects.create(name=name, slug=name.lower(), locale=english) for name in THEMES}
    images = [
        get_image_model().objects.create(title=str(n), file=ContentFile(picture(n), f"{n}.jpg")) for n in range(10)
    ]
    with transaction.atomic():
        for story in stories(number):
            page = StoryPage(
                title=story["title"],
                slug=story["slug"],
                standfirst=story["standfirst"],
                date=story["date"],
                hero_image=images[story["picture"]],
                body=story["body"],
            )
            page.themes.set([themes[name] for name in story["themes"]])
            record_basis(translation_key=page.translation_key, kind="no_person", nature="sample", user=None)
            index.add_child(instance=page)
    refresh.build_stale()


if __name__ == "__main__":
    django.setup()
    fill(int(sys.argv[1]))
