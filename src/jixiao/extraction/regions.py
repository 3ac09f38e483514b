"""Administrative paths (广东省/广州市/南沙区) from the names of authorities."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from jixiao.patterns import pattern

_FILE = Path(__file__).with_name("regions.yaml")
_ETHNIC = pattern(
    r"(?:朝鲜族|土家族|苗族|藏族|羌族|彝族|布依族|侗族|哈尼族|壮族|傣族|白族|景颇族|傈僳族|回族|蒙古族"
    r"|蒙古|柯尔克孜|哈萨克|瑶族|维吾尔|满族|畲族|黎族|各族)+(?=自治)"
)
_LEVEL = pattern(r"(?:自治[区州县旗]|省|市|盟|地区|林区|新区|区|县|旗)$")
# A county, district or county-level city right behind its city.
_COUNTY = pattern(r"([\u4e00-\u9fff]{1,9}?自治[县旗]|[\u4e00-\u9fff]{1,4}?[区县市旗])")
_NO_COUNTY = pattern(
    r"^[社园地景校库片特牧林灾山小街新港学矿战军辖郊厂]区$|^市辖区$|^[城都超夜门上股]市$|^[各全本我该]"
    r"|(?:行政|开发|保税|合作|高新|示范|自贸|试验|实验|监管|产业|度假|风景|名胜|保护|居民|垦|功能|社)区$"
    r"|人民|政府|委员|管理|财政"
)
# A short name of a city within a name of something else: 中山大学, 延安路街道.
_NO_CITY = pattern(r"大学|学院|[东西南北中]?路|大道|村|镇|街|医院|银行|集团|饭店|宾馆|公园")
_FINANCE = pattern(r"财政[局厅]")
_NO_NAME = pattern(r"[^\u4e00-\u9fff]")
_APART = pattern(r"[/／\\\s、,，-]+")
_NATION = "全国"
_LONGEST = 24  # characters of a region as printed
_CENTRAL = pattern(r"(?:中央|国家|全国|中华人民共和国|中国)")


class _Map(NamedTuple):
    """``names`` leads from a printed name to province and city; ``districts`` by city."""

    names: Mapping[str, tuple[str, ...]]
    longest: int
    districts: Mapping[str, Mapping[str, str]]
    zones: Mapping[str, Mapping[str, str]]
    alone: Mapping[str, tuple[str, ...]]


def region_of(name: str) -> str | None:
    """Return the administrative path that the name of an authority begins with, or None."""
    if _CENTRAL.match(name):
        return None
    path, at = _city(name)
    if not path:
        return _alone(name)
    if len(path) == 1 and path[0][-1] != "市":
        return path[0]
    county = _county(path[-1], name[at:])
    if name[at : at + 1] == "县" and name[at - 1] != "市":
        county = _short(path[-1]) + "县"  # 岳阳县 is a county of 岳阳市
    return "/".join((*path, county) if county else path)


def region_as_typed(text: str) -> str | None:
    """Return the path of a region however people type it, or None where it is not known.

    湖北, 湖北省云岭县 and 湖北省/云岭县 are understood; what follows a known region stays.
    """
    if text == _NATION:
        return text
    parts = [part for part in _APART.split(text) if part]
    path, at = _city("".join(parts))
    if not path:
        return _alone("".join(parts))
    rest = "".join(parts)[at:]
    if rest == "州":
        rest = ""  # 恩施州
    return "/".join((*path, rest) if rest else path)


def region_in(text: str) -> str | None:
    """Return the path of the one finance authority that a text names, or None."""
    before = {_before(text, match.start()) for match in _FINANCE.finditer(text)}
    found = {path for words in before if (path := _trailing(words))}
    deepest = max(found, key=len, default=None)
    if deepest is None or any(not deepest.startswith(path) for path in found):
        return None
    return deepest


def county_in(name: str, text: str) -> str | None:
    """Return the path of the county that ``name`` begins with, where ``text`` tells its city."""
    match = _COUNTY.match(name)
    if match is None or _NO_COUNTY.search(county := match.group(1)):
        return None
    words = {_before(text, found.start()) for found in re.finditer(county, text)}
    paths = {_trailing(before) for before in words}
    for found in re.finditer(rf"{county}[^。\n]{{0,16}}属于?(.{{2,12}}?)(?:管辖|所辖|辖)", text):
        paths.add(_trailing(found.group(1)))
    paths.discard(None)
    return f"{paths.pop()}/{county}" if len(paths) == 1 else None


def _before(text: str, at: int) -> str:
    """Return the Chinese characters right before a place."""
    return _NO_NAME.split(text[max(0, at - _LONGEST) : at])[-1]


def _trailing(words: str) -> str | None:
    """Return the region that the words before 财政局 end with, wherever it begins in them."""
    for start in range(len(words) - 1):
        path, at = _city(words[start:])
        if path and (rest := words[start + at :]) in {"", "市", "省", "区"}:
            return "/".join(path)
        if path and (county := _county(path[-1], rest)) and rest.endswith(county[-1]):
            return "/".join((*path, county))
    return None


def _city(name: str) -> tuple[tuple[str, ...], int]:
    """Return province and city at the beginning of ``name`` and where they end."""
    known = _map()
    path: tuple[str, ...] = ()
    at = 0
    for _ in range(2):
        for length in range(known.longest, 1, -1):
            found = known.names.get(name[at : at + length])
            if found is None or at + length > len(name) or (path and found[0] != path[0]):
                continue
            if name[at + length - 1] not in "省市区州盟" and _NO_CITY.match(name, at + length):
                continue
            path, at = found, at + length
            break
        else:
            break
        if len(path) > 1:
            break
    return path, at


def _county(city: str, rest: str) -> str | None:
    """Return the district or county of ``city`` that ``rest`` begins with, or None."""
    known = _map()
    for zone, district in known.zones.get(city, {}).items():
        if rest.startswith(zone):
            return district
    districts = known.districts.get(city)
    if districts is not None:
        lengths = range(min(11, len(rest)), 1, -1)
        return next((found for n in lengths if (found := districts.get(rest[:n]))), None)
    match = _COUNTY.match(rest)
    if match is None or _NO_COUNTY.search(match.group(1)):
        return None
    return match.group(1)


def _alone(name: str) -> str | None:
    """Return the path of a county printed in full, where its name is known and unique."""
    known = _map().alone
    for length in range(11, 1, -1):
        if name[:length] in known:
            return "/".join(known[name[:length]])
    return None


def _short(name: str) -> str:
    if name.endswith("自治区"):
        return name[: 3 if name.startswith("内") else 2]
    return _LEVEL.sub("", _ETHNIC.sub("", name))


@cache
def _map() -> _Map:
    """Read ``regions.yaml``."""
    with _FILE.open("rb") as file:
        data: dict[str, dict[str, Any]] = yaml.load(file, Loader=yaml.CSafeLoader)
    names: dict[str, tuple[str, ...]] = {}
    cities: dict[str, tuple[str, ...]] = {}
    for province, listed in data["provinces"].items():
        names[province] = names[_short(province)] = cities[province] = (province,)
        for city in listed.split():
            cities[city] = names[city] = (province, city)
    for city, path in cities.items():
        names.setdefault(_short(city), path)
    districts: dict[str, dict[str, str]] = {}
    places: dict[str, list[tuple[str, ...]]] = {}
    for city, listed in data["districts"].items():
        of_city = districts[city] = {}
        for district in listed.split():
            of_city[district] = district
            if len(short := _short(district)) >= 2:
                of_city.setdefault(short, district)
            places.setdefault(district, []).append((*cities[city], district))
    alone = {name: paths[0] for name, paths in places.items() if len(paths) == 1}
    return _Map(names, max(map(len, names)), districts, data["zones"], alone)
