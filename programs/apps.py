from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "programs"
    label = "sc_programs"
    verbose_name = _("Second Chances: programs")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from headless import events, registry, roles

        from . import documents, embeds, structured_data, views
        from .models import ProgramIndexPage, ProgramPage

        registry.register_page(
            ProgramPage,
            data=documents.ProgramData,
            build=documents.build_program,
            template=ProgramPage.template,
            facets=documents.program_facets,
            plural=_("Programs"),
            summary=documents.summarize_program,
            event="program",
            structured_data=structured_data.describe_program,
        )
        registry.register_page(
            ProgramIndexPage,
            data=documents.ProgramIndexData,
            build=documents.build_program_index,
            template=ProgramIndexPage.template,
            more=views.program_finder,
            summary=documents.summarize_index,
            feed=registry.Feed(of="program"),
        )
        registry.register_embed(embeds.PROGRAMS)
        registry.register_embed(embeds.PROGRAM)
        events.announce_page(
            "program",
            published=_("A program is published"),
            updated=_("A published program changes"),
            unpublished=_("A program is no longer public"),
        )
        registry.register_router("programs.api")
        roles.allow(roles.Role.COMMUNICATIONS_EDITOR, "sc_programs.add_partner", "sc_programs.change_partner")
        roles.allow(
            roles.Role.ADMINISTRATOR,
            "sc_programs.add_partner",
            "sc_programs.change_partner",
            "sc_programs.delete_partner",
        )
