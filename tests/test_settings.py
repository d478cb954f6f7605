"""Settings keep what the user wrote, and a broken file is never overwritten."""

from pathlib import Path

from curator.settings import Settings, SettingsFile


def test_defaults_where_there_is_no_file(tmp_path: Path) -> None:
    assert SettingsFile(tmp_path / "none.toml").current == Settings()


def test_a_change_keeps_comments_and_unknown_keys(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('# mine\ntheme = "light"  # in daytime\nfuture_key = 3\n')
    settings = SettingsFile(file)
    assert settings.current.theme == "light"
    settings.change(theme="dark", welcomed=True)
    text = file.read_text()
    assert "# mine\n" in text
    assert "# in daytime" in text
    assert "future_key = 3" in text
    assert SettingsFile(file).current == Settings(theme="dark", welcomed=True)


def test_a_value_of_the_wrong_kind_counts_as_not_given(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('theme = 3\nwelcomed = "yes"\n')
    assert SettingsFile(file).current == Settings()


def test_a_broken_file_is_kept_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("theme = [unclosed\n")
    settings = SettingsFile(file)
    assert settings.broken
    assert settings.change(theme="dark").theme == "dark"
    assert file.read_text() == "theme = [unclosed\n"
