"""Stories that said “sample” stand on that from now on. Of the others nobody said on what: they get nothing."""

from django.db import migrations
from django.db.models import Max


def record_samples(apps, schema_editor):
    Basis = apps.get_model("sc_stories", "Basis")
    StoryPage = apps.get_model("sc_stories", "StoryPage")
    samples = StoryPage.objects.filter(is_sample=True).order_by().values_list("translation_key", flat=True).distinct()
    known = set(Basis.objects.values_list("translation_key", flat=True))
    Basis.objects.bulk_create(
        (Basis(translation_key=key, kind="no_person", nature="sample") for key in samples if key not in known),
        batch_size=500,
    )


def mark_samples(apps, schema_editor):
    Basis = apps.get_model("sc_stories", "Basis")
    StoryPage = apps.get_model("sc_stories", "StoryPage")
    newest = Basis.objects.order_by().values("translation_key").annotate(newest=Max("pk")).values("newest")
    samples = Basis.objects.filter(pk__in=newest, nature="sample").values("translation_key")
    StoryPage.objects.filter(translation_key__in=samples).update(is_sample=True)


class Migration(migrations.Migration):

    dependencies = [
        ("sc_stories", "0002_basis_of_stories"),
    ]

    operations = [
        migrations.RunPython(record_samples, mark_samples),
    ]
