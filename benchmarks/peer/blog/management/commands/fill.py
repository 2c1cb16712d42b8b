from content import THEMES, picture, stories
from django.core.files.base import ContentFile
from django.core.management import BaseCommand
from wagtail.images.models import Image
from wagtail.models import Page, Site

from blog.models import StoryIndexPage, StoryPage, Theme


class Command(BaseCommand):
    help = "The benchmark's content."

    def add_arguments(self, parser):
        parser.add_argument("number", type=int)

    def handle(self, *, number, **options):
        home = Site.objects.get().root_page
        index = home.add_child(instance=StoryIndexPage(title="Stories", slug="stories", show_in_menus=True))
        themes = {name: Theme.objects.create(name=name, slug=name.lower()) for name in THEMES}
        images = [
            Image.objects.create(title=str(n), file=ContentFile(picture(n), f"{n}.jpg"), width=2000, height=1200)
            for n in range(10)
        ]
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
            index.add_child(instance=page)
        Page.fix_tree()
