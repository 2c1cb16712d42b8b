from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("sc_stories", "0007_consents_cover_what_they_covered"),
    ]

    operations = [
        migrations.RemoveField(
            model_name='basis',
            name='audience',
        ),
        migrations.AddConstraint(
            model_name='basis',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'person'), ('nature', ''), ('obtained_by__isnull', False), ('person__isnull', False), ('reference__isnull', False), ('valid_from__isnull', False), ('valid_until__isnull', False), models.Q(models.Q(models.Q(('public_name', ''), _negated=True), models.Q(('name_kind', 'anonymous'), _negated=True)), models.Q(('name_kind', 'anonymous'), ('public_name', '')), _connector='OR')), models.Q(('is_client', False), ('kind', 'no_person'), ('nature__in', ['sample', 'composite', 'editorial']), ('obtained_by__isnull', True), ('person__isnull', True), ('public_name', ''), ('reference__isnull', True), ('valid_from__isnull', True), ('valid_until__isnull', True)), _connector='OR'), name='sc_basis_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='basis',
            constraint=models.CheckConstraint(condition=models.Q(('is_client', False), ('client_reason__isnull', False), _connector='OR'), name='sc_basis_client_with_a_reason'),
        ),
    ]
