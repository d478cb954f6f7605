"""The command line says which pictures come with an article, go out with it, and are missing."""

from pathlib import Path

from tests.cli.conftest import Curator

INTAKE = Path(__file__).parents[1] / "data" / "intake"


def test_pictures_are_told_on_their_way_in_and_out(curator: Curator, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "_posts").mkdir(parents=True)
    (site / "_config.yml").write_text("title: S\n")
    taken = curator("import", INTAKE / "documents" / "voyage.docx", "--json")
    assert [item["embedded"] for item in taken.items] == [1]
    assert taken.summary["embedded"] == 1

    planned = curator("export", site, "--all", "--dry-run", "--json")
    post, picture = planned.items
    assert post["pictures"] == [picture["path"]]
    assert picture["picture"] is True
    assert picture["action"] == "create"
    assert picture["post"] == post["post"] == taken.items[0]["post"]
    assert planned.summary["pictures"] == 1
    shown = curator("export", site, "--all", "--dry-run")
    assert f"create     {picture['path']}  a picture of “" in shown.out.decode()
    patch = curator("export", site, "--all", "--dry-run", "--diff").out.decode()
    assert f"Binary files /dev/null and b/{picture['path']} differ" in patch
    assert f"{{{{ '/{picture['path']}' | relative_url }}}}" in patch
    assert not (site / "assets").exists()

    assert curator("export", site, "--all", "--pictures", "_x/{n}.{ext}").code == 2
    done = curator("export", site, "--all", "--pictures", "img/{n}.{ext}", "--json")
    assert done.summary["written"] == 2
    assert (site / "img" / "1.png").is_file()
    again = curator("export", site, "--all", "--json")
    assert again.summary["written"] == 0
    assert {item["action"] for item in again.items} == {"unchanged"}
    assert curator("undo").code == 0
    assert not (site / "img" / "1.png").exists()


def test_a_missing_picture_is_told_by_import_check_and_plan(
    curator: Curator, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    (site / "_posts").mkdir(parents=True)
    (site / "_config.yml").write_text("title: S\n")
    mail = tmp_path / "letter.eml"
    mail.write_bytes(
        b"From: a@example.org\r\nSubject: Letter\r\nDate: Tue, 11 Jan 2022 10:00:00 +0000\r\n"
        b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        b'<p>A letter with a picture that did not come.</p><img alt="" src="cid:gone@x">'
        b'<img alt="" src="gone.png">\r\n'
    )
    taken = curator("import", mail, "--json")
    notes = [note for item in taken.items for note in item["notes"]]
    assert ("lost-picture", "gone.png") in {(note["code"], note["detail"]) for note in notes}
    checked = curator("check", "status:inbox", "--json")
    codes = [problem["code"] for item in checked.items for problem in item["problems"]]
    assert codes.count("lost-picture") >= 1
    planned = curator("export", site, "--all", "--dry-run", "--json")
    assert planned.code == 1
    (item,) = planned.items
    assert (item["action"], item["reason"]) == ("create", "lost-picture")
    assert item["other"]
