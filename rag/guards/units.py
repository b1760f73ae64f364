"""Units of measure in both languages: what they are called, and what one is worth in another.

Knows no numbers. A counted noun ("612 pedagang") is no unit.
"""

from __future__ import annotations

import functools
import re
from decimal import Decimal

# unit = dimension, worth in the dimension's base: names
_TABLE = """
percent = share, 1: % persen prosen pct percent percentage per_cent percentage_point percentage_points persen_poin
  poin_persentase
metre = length, 1: m meter metre meters metres
centimetre = length, 0.01: cm sentimeter centimeter centimetre centimeters centimetres
millimetre = length, 0.001: mm milimeter millimeter millimetre millimeters millimetres
kilometre = length, 1000: km kilometer kilometre kilometers kilometres
mile = length, 1609.344: mil mile miles
gram = mass, 1: gr gram grams gramme grammes
kilogram = mass, 1000: kg kilo kilogram kilos kilograms
tonne = mass, 1000000: ton tons tonne tonnes metric_tons metric_tonnes
litre = volume, 1: l liter litre liters litres
millilitre = volume, 0.001: ml mililiter milliliter millilitre milliliters millilitres
hectare = area, 10000: ha hektar hektare hectare hectares
square metre = area, 1: m2 m² meter_persegi square_meter square_metre square_meters square_metres sqm
square kilometre = area, 1000000: km2 km² kilometer_persegi square_kilometer square_kilometre square_kilometers
  square_kilometres sqkm
celsius = temperature, 1: °c celsius derajat derajat_celsius degree degrees degree_celsius degrees_celsius
  derajat_selsius
km/h = speed, 1: km/jam km/h kph kmh kilometer_per_jam kilometers_per_hour kilometres_per_hour kilometers_an_hour
  kilometres_an_hour
second = time, 1: detik second seconds sec secs
minute = time, 60: menit minute minutes min mins
hour = time, 3600: jam hour hours hr hrs
day = time, 86400: hari day days
week = time, 604800: minggu pekan week weeks
month = span, 1: bulan month months
year = span, 12: tahun year years yr yrs thn
decade = span, 120: dekade dasawarsa decade decades
century = span, 1200: abad century centuries
idr = idr, 1: rp idr rupiah rupiahs
usd = usd, 1: us$ usd $ dolar dollar dollars dolar_as dolar_amerika dolar_amerika_serikat us_dollar us_dollars
sgd = sgd, 1: s$ sgd dolar_singapura singapore_dollar singapore_dollars
aud = aud, 1: a$ aud dolar_australia australian_dollar australian_dollars
eur = eur, 1: € eur euro euros
gbp = gbp, 1: £ gbp poundsterling pound_sterling pounds_sterling pound pounds
jpy = jpy, 1: ¥ jpy yen yen_jepang japanese_yen
cny = cny, 1: cny rmb yuan renminbi
krw = krw, 1: ₩ krw won won_korea korean_won
myr = myr, 1: rm myr ringgit
inr = inr, 1: ₹ inr rupee rupees rupe
"""


@functools.cache
def _units() -> tuple[dict[str, str], dict[str, tuple[str, Decimal]]]:
    """Return name -> unit, and unit -> (dimension, worth)."""
    names: dict[str, str] = {}
    worth: dict[str, tuple[str, Decimal]] = {}
    for line in _TABLE.strip().replace("\n  ", " ").splitlines():
        unit, _, rest = line.partition(" = ")
        dimension, _, rest = rest.partition(", ")
        factor, _, forms = rest.partition(": ")
        worth[unit] = (dimension, Decimal(factor))
        names.update((form.replace("_", " "), unit) for form in forms.split())
    return names, worth


def unit_named(name: str) -> str | None:
    """Return the unit that a name, symbol or currency sign means, or None."""
    return _units()[0].get(" ".join(name.casefold().rstrip(".").split()))


@functools.cache
def unit_pattern() -> re.Pattern[str]:
    """Match a unit's name as it follows a number, the longest first."""
    forms = sorted((f for f in _units()[0] if f not in ("$", "m²", "rp")), key=len, reverse=True)
    joined = "|".join(re.escape(f).replace(r"\ ", r"[ \-]") for f in forms)
    return re.compile(rf"[ \u00a0\-]?({joined}|m²|rp)(?![\w²])", re.IGNORECASE)


@functools.cache
def currency_pattern() -> re.Pattern[str]:
    """Match a currency's sign as it stands before a number, at the end of the text looked at."""
    signs = r"(?:US|S|A)\$|\bRp\.?|\bRM|\b(?:IDR|USD|SGD|AUD|EUR|GBP|JPY|CNY|KRW|MYR|INR)|[$€£¥₩₹]"
    return re.compile(rf"({signs})[ \u00a0]?$", re.IGNORECASE)


def same_measure(one: Decimal, unit: str | None, other: Decimal, other_unit: str | None) -> bool:
    """Tell whether two measures are equal: 48 hours and 2 days, a half and 50 percent.

    A number without a unit equals that number of anything.
    """
    if unit == other_unit or unit is None or other_unit is None:
        if one == other:
            return True
        # "separuh" and "50 persen"
        shares = {unit: one, other_unit: other}
        return shares.keys() == {None, "percent"} and shares[None] * 100 == shares["percent"]
    if "ordinal" in (unit, other_unit):
        return False
    (dimension, worth), (other_dimension, other_worth) = _units()[1][unit], _units()[1][other_unit]
    return dimension == other_dimension and one * worth == other * other_worth


def same_dimension(unit: str | None, other: str | None) -> bool:
    """Tell whether two units measure the same kind of thing."""
    worth = _units()[1]
    if unit is None or other is None or unit not in worth or other not in worth:
        return unit == other
    return worth[unit][0] == worth[other][0]
