import json, pytest
from stories import shown
from tests.stories.test_proof_paper import *
def test_x(index, monkeypatch):
    seen=[]
    orig=json.dumps
    def d(o,**k):
        s=orig(o,**k)
        if k.get("sort_keys") and "withheld" in s: seen.append(o)
        return s
    monkeypatch.setattr(shown.json,"dumps",d)
    from stories.proofs.standing import proofs_of
    page = story_of_hers(index, "place")
    prove(page)
    same = {"kind": "person", "reference": "R-014", "public_name": NAME, "obtained_by": "Cora Field"}
    covered = {"own": ["words", "name", "voice", "place", "offence", "children"]}
    record_basis(translation_key=page.translation_key, **same, covered=covered)
    page.refresh_from_db()
    proofs_of(page)
    a,b=seen
    for k in a:
        if a[k]!=b[k]: print(k,"\nA",a[k],"\nB",b[k])
