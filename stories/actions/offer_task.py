from ..models import SheSeesItFirst


def offer_task() -> str:
    """Make the task in which a story waits for her yes, for workflows to use, where there is none. It changes no workflow.

    Returns what was made, in words; empty for nothing. One that staff have switched off is there.
    """
    if SheSeesItFirst.objects.exists():
        return ""
    SheSeesItFirst.objects.create(name="She sees it first")
    return "Workflow task “She sees it first”: made. Add it to a workflow of stories, as its last step."
