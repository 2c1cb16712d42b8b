from django.db import migrations


class Migration(migrations.Migration):
    """Nothing of the database: rows that lead to a front end leave its encrypted address out, too."""

    dependencies = [("sc_headless", "0011_purges")]

    operations = [
        migrations.AlterModelOptions(
            name="frontend",
            options={
                "base_manager_name": "objects",
                "ordering": ["name", "pk"],
                "verbose_name": "front end",
                "verbose_name_plural": "front ends",
            },
        ),
    ]
