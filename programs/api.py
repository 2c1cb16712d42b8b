"""Programs, as JSON."""

from ninja import Router

from headless.endpoints import Catalogue, Filter

from .documents import ProgramData
from .enums import Childcare, Cost, Delivery, Kind, Language, Stage

router = Router(tags=["programs"])
programs = Catalogue(
    "program",
    ProgramData,
    name="Program",
    plural="programs",
    filters=[
        Filter("kind", "Programs of these kinds.", choices=Kind.values),
        Filter("stage", "Programs for women who are here.", choices=Stage.values),
        Filter("delivery", "Programs that take place so.", choices=Delivery.values),
        Filter("language", "Programs that are offered in these languages.", choices=Language.values),
        Filter("cost", "What participants pay.", choices=Cost.values),
        Filter("childcare", "What is offered for their children.", choices=Childcare.values),
    ],
    sort="title",
)


@router.get("/programs", **programs.list_described("listPrograms"))
def list_programs(request):
    return programs.list(request)


@router.get("/programs/{int:page_id}", **programs.one_described("getProgram"))
def get_program(request, page_id: int):
    return programs.one(request, page_id)
