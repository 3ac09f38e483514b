"""A published pack is not edited: a change is a new dated version."""

import seal_packs


def test_no_published_pack_was_changed():
    assert seal_packs.present() == seal_packs.sealed()


def test_a_changed_pack_is_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(seal_packs, "PACKS", tmp_path)
    monkeypatch.setattr(seal_packs, "SEALS", tmp_path / "published.sha256")
    pack = tmp_path / "a.yaml"
    pack.write_text("id: cn/a\n", encoding="utf-8")
    assert seal_packs.main() == 0
    pack.write_text("id: cn/b\n", encoding="utf-8")
    assert seal_packs.main() == 1
    assert "a.yaml was published" in capsys.readouterr().err
