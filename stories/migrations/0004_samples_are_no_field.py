from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("sc_stories", "0003_samples_have_a_basis"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="storypage",
            name="is_sample",
        ),
    ]
