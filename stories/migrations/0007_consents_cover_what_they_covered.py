"""What was agreed to until now was the whole story, on our own site or on partners’ as well: that it covers from now on, too.

Whoever is known by one reference is one person; of her name nobody said what it is.
"""

from django.db import migrations
from django.utils import timezone

from headless.encryption import keyed_hash

ELEMENTS = ["words", "name", "face", "voice", "place", "offence", "children"]
PLACES = {"own": ["own"], "partners": ["own", "partners"]}


def record_what_they_cover(apps, schema_editor):
    Basis = apps.get_model("sc_stories", "Basis")
    Person = apps.get_model("sc_stories", "Person")
    # The newest last: as she is called there, she is called now.
    for basis in Basis.objects.filter(kind="person", person=None).order_by("pk").iterator(chunk_size=500):
        normal = " ".join(basis.reference.split()).casefold()
        person, _created = Person.objects.update_or_create(
            reference_hash=keyed_hash(normal, purpose="person of a story"),
            defaults={"public_name": basis.public_name},
            create_defaults={"public_name": basis.public_name, "reference": basis.reference},
        )
        basis.person = person
        basis.covered = {place: ELEMENTS for place in PLACES[basis.audience]}
        basis.save(update_fields=["person", "covered"])


def forget_all_but_the_audience(apps, schema_editor):
    """What was before knows no consent to a part: such a one counts as taken back, rather than for more than she agreed to."""
    Basis = apps.get_model("sc_stories", "Basis")
    for basis in Basis.objects.filter(kind="person").iterator(chunk_size=500):
        everywhere = {place for place, found in basis.covered.items() if set(found) >= set(ELEMENTS)}
        if "own" not in everywhere and not basis.ended_at:
            basis.ended_at = timezone.now()
        basis.audience = "partners" if everywhere >= {"own", "partners"} else "own"
        basis.public_name = basis.public_name or "—"
        basis.person = None
        basis.save(update_fields=["audience", "ended_at", "public_name", "person"])
    apps.get_model("sc_stories", "Person").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ("sc_stories", "0006_persons_and_what_they_agreed_to"),
    ]

    operations = [
        migrations.RunPython(record_what_they_cover, forget_all_but_the_audience),
    ]
