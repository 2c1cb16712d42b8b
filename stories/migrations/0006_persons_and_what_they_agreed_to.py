import django.db.models.deletion
import headless.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("sc_stories", "0005_topics_and_help_lines"),
    ]

    operations = [
        # It comes back in a new form once the rows are whole by it (0008).
        migrations.RemoveConstraint(
            model_name='basis',
            name='sc_basis_is_whole',
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', headless.fields.EncryptedTextField(verbose_name='reference')),
                ('reference_hash', models.BinaryField(max_length=32, unique=True)),
                ('public_name', models.CharField(blank=True, max_length=120, verbose_name='public name')),
                ('name_kind', models.CharField(blank=True, choices=[('first_name', 'Her real first name'), ('initial', 'An initial'), ('pseudonym', 'A name that she chose'), ('anonymous', 'No name at all: she is anonymous')], max_length=12, verbose_name='what the name is')),
                ('anonymous_since', models.DateTimeField(editable=False, null=True, verbose_name='anonymous since')),
                ('lifted_at', models.DateTimeField(editable=False, null=True, verbose_name='lifted')),
            ],
            options={
                'verbose_name': 'person of a story',
                'verbose_name_plural': 'persons of stories',
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='basis',
            name='ask_whom',
            field=headless.fields.EncryptedTextField(blank=True, null=True, verbose_name='whom she can ask'),
        ),
        migrations.AddField(
            model_name='basis',
            name='client_reason',
            field=headless.fields.EncryptedTextField(blank=True, null=True, verbose_name='why all the same'),
        ),
        migrations.AddField(
            model_name='basis',
            name='covered',
            field=models.JSONField(blank=True, default=dict, verbose_name='what she agreed to'),
        ),
        migrations.AddField(
            model_name='basis',
            name='how_obtained',
            field=models.CharField(blank=True, choices=[('in_person', 'In person, signed'), ('letter', 'By letter, signed'), ('telephone', 'By telephone'), ('video', 'By video call'), ('electronic', 'By e-mail or message')], max_length=12, verbose_name='how it was obtained'),
        ),
        migrations.AddField(
            model_name='basis',
            name='is_client',
            field=models.BooleanField(default=False, verbose_name='a client now'),
        ),
        migrations.AddField(
            model_name='basis',
            name='language',
            field=models.CharField(blank=True, max_length=40, verbose_name='in which language'),
        ),
        migrations.AddField(
            model_name='basis',
            name='name_kind',
            field=models.CharField(blank=True, choices=[('first_name', 'Her real first name'), ('initial', 'An initial'), ('pseudonym', 'A name that she chose'), ('anonymous', 'No name at all: she is anonymous')], max_length=12, verbose_name='what the name is'),
        ),
        migrations.AddField(
            model_name='basis',
            name='read_back',
            field=models.BooleanField(default=False, verbose_name='read back to her'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('anonymous_since__isnull', True), ('lifted_at__isnull', False), models.Q(('name_kind', 'anonymous'), ('public_name', '')), _connector='OR'), name='sc_person_stays_anonymous'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name_kind', 'anonymous'), _negated=True), ('anonymous_since__isnull', False), _connector='OR'), name='sc_person_is_anonymous_since'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('lifted_at__isnull', True), ('lifted_at__gte', models.F('anonymous_since')), _connector='OR'), name='sc_person_lifted_after_that'),
        ),
        migrations.AddField(
            model_name='basis',
            name='person',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bases', to='sc_stories.person', verbose_name='person'),
        ),
    ]
