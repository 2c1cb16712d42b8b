"""The lists of page types that were announced with `listed_at`: their app needs no router of its own."""

from ninja import Router

from .. import registry
from ..endpoints import Catalogue, Filter


def make_router() -> Router:
    """For the types that were announced until now."""
    router = Router()
    for page_type in registry.page_types():
        if page_type.listed_at:
            _add(router, page_type)
    return router


def _add(router: Router, page_type: registry.PageType) -> None:
    name = page_type.data.__name__.removesuffix("Data")
    where, tags = f"/{page_type.listed_at}", [page_type.listed_at]
    catalogue = Catalogue(
        page_type.name,
        page_type.data,
        name=name,
        plural=page_type.listed_at.replace("-", " "),
        filters=[Filter(facet, meaning) for facet, meaning in page_type.filters.items()],
    )

    @router.get(where, tags=tags, **catalogue.list_described(f"list{name}s"))
    def list_pages(request):
        return catalogue.list(request)

    @router.get(f"{where}/{{int:page_id}}", tags=tags, **catalogue.one_described(f"get{name}"))
    def get_page(request, page_id: int):
        return catalogue.one(request, page_id)
