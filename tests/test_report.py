"""The report on disk and on paper: whole, escaped, without a request, and the same after a round trip."""

import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest
from runs import SHIPPED, oracle_run, word_run

from eval.answerers import KUTIP, NAMES
from eval.compare import compare
from eval.figures import cell
from eval.items import known_articles, load_items, question_files
from eval.judge import judge
from eval.measures.answer import complete
from eval.measures.support import VERBATIM
from eval.outcome import source_of
from eval.report import html, markdown, plots, record, tables
from eval.report.publish import BEGIN, END, publish, refuse_partial
from eval.report.wrong import wrong_items
from eval.run import Asked, Run
from eval.statistics import Estimate
from index.errors import BadOption

NASTY = '<script>alert("x")</script> & "quotes" `code` [link](http://evil.example) | pipe\n# heading'


def with_nasty_reply(run):
    """Return the run with a first reply that declines in words nobody should be able to smuggle in."""
    first = next(a for a in run.asked if a.answerer == KUTIP and a.reply["kind"] == "answer")
    declined = {"reason": "not_stated", "message": NASTY, "missing": None, "nearest": []}
    reply = first.reply | {
        "kind": "abstention", "abstention": declined, "statements": [], "citations": [], "short_answer": None,
    }  # fmt: skip
    return Run(
        run.provenance,
        tuple(Asked(a.item, a.answerer, reply, a.bare) if a is first else a for a in run.asked),
        run.found,
    )


@pytest.fixture(scope="module")
def judged():
    return judge(with_nasty_reply(word_run(limit=14, only_articles=[SHIPPED, "pasar-rebowage", "vaksin-naskora"])))


@pytest.fixture(scope="module")
def changes(judged):
    return compare(record.report_of(judge(oracle_run(14))).outcomes, record.report_of(judged).outcomes)


@pytest.fixture(scope="module")
def page(judged, changes):
    return html.report(judged, changes)


# ---- on disk


def test_a_report_is_the_same_after_a_round_trip_and_can_be_judged_again(judged, tmp_path):
    report = record.report_of(judged)
    record.write(report, tmp_path / "report.json")
    back = record.read(tmp_path / "report.json")
    assert back == report
    assert judge(back.run).figures == judged.figures


def test_every_figure_on_disk_names_what_it_is_about(judged):
    rows = record.as_record(record.report_of(judged))
    assert rows["caveat"] == record.CAVEAT
    assert {"command", "commit", "articles", "questions", "indexes", "threshold", "seed", "date"} <= set(
        rows["provenance"]
    )
    for row in rows["figures"]:
        assert set(row) == {
            "measure", "key", "answerer", "articles", "by", "of", "value", "low", "high", "n", "method", "scorer",
        }  # fmt: skip
        assert row["scorer"] is None or row["measure"] == f"{row['key']}[{row['scorer']}]"


def test_the_file_of_the_last_run_is_small_and_holds_no_text(judged, tmp_path):
    record.write(record.report_of(judged), tmp_path / "last.json", small=True)
    text = (tmp_path / "last.json").read_text(encoding="utf-8")
    assert record.read(tmp_path / "last.json").outcomes == record.report_of(judged).outcomes
    assert not any(c.item.question in text for c in judged.cases[KUTIP])
    # 400 items, more than there are, stay below 200 kB.
    assert len(text) / len(judged.cases[KUTIP]) * 400 < 200_000


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda r: "{", "cannot be read"),
        (lambda r: json.dumps(r | {"kutip_report": 2}), "is no report of format 1"),
        (lambda r: json.dumps([]), "is no report of format 1"),
        (lambda r: json.dumps(r | {"measured": ["P1"]}), "measures"),
        (lambda r: json.dumps({k: v for k, v in r.items() if k != "outcomes"}), "is damaged"),
        (lambda r: json.dumps(r | {"provenance": r["provenance"] | {"mood": "good"}}), "is damaged"),
        (lambda r: json.dumps(r | {"outcomes": [["a"]]}), "is damaged"),
    ],
)
def test_what_is_no_report_is_refused(judged, tmp_path, change, told):
    path = tmp_path / "report.json"
    path.write_text(change(record.as_record(record.report_of(judged), small=True)), encoding="utf-8")
    with pytest.raises(record.BadReport, match=told):
        record.read(path)


# ---- on paper


def test_a_measure_without_meaning_is_a_dash_and_every_other_has_its_interval_and_n():
    assert cell(None) == "-"
    assert cell(Estimate(None, None, None, 3, "by hand")) == "-"
    assert cell(Estimate(0.5, None, None, 1, "by hand")) == "0.50, n=1"
    assert cell(Estimate(0.625, 0.5, 0.751, 8, "by hand")) == "0.62 (0.50 to 0.75), n=8"
    assert tables.signed(Estimate(-0.02, -0.1, 0.06, 8, "by hand")) == "-0.020 (-0.100 to +0.060), n=8"


def test_the_headline_has_a_row_an_answerer_and_a_column_a_measure(judged):
    table = tables.headline(judged.figures, SHIPPED)
    assert [row[0] for row in table.rows] == list(NAMES)
    assert table.head == (
        "answerer", "P1[verbatim]", "P1 without interpretability[verbatim]", "P2[rules-v1]", "P3[verbatim]", "P4",
        "P5", "P6[verbatim]",
    )  # fmt: skip
    abstains = next(row for row in table.rows if row[0] == "always abstain")
    assert abstains[1].startswith("0.50 (")
    assert abstains[4] == abstains[7] == "-"


def test_every_table_is_well_formed_and_titled_once(judged, changes):
    found = markdown.all_tables(judged, changes)
    assert len({t.title for t in found}) == len(found) > 20
    for table in found:
        assert {len(row) for row in table.rows} == {len(table.head)}, table.title
    assert "Kutip by class on the shipped article" in {t.title for t in found}


def test_the_markdown_report_says_where_it_comes_from_and_lists_every_wrong_item(judged, changes):
    text = markdown.report(judged, changes)
    assert record.CAVEAT in text
    assert judged.run.provenance.commit is None or judged.run.provenance.commit in text
    wrong = [c for c in judged.cases[KUTIP] if complete(c, VERBATIM) < 1]
    assert len(wrong) > 5
    assert [w.id for w in wrong_items(judged)] == [c.item.id for c in wrong]
    for case in wrong:
        assert f"### {markdown.escaped(case.item.question)}" in text
    assert re.search(r"(?<!\\)<script|\n# heading|(?<!\\)\[link", text) is None
    assert "script" in text


def test_a_wrong_item_says_why(judged):
    why = {w.id: w.why for w in wrong_items(judged)}
    for case in judged.cases[KUTIP]:
        if case.item.id in why:
            refused = case.outcome.abstained and case.item.answerable
            assert why[case.item.id] == "refused, though the article answers" or not refused
            assert why[case.item.id].startswith("answered, though") or case.item.answerable
    assert all(why.values())


# ---- as a page


class Page(HTMLParser):
    """What the page refers to, and what it can be referred to by."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.outside, self.scripts = [], [], [], 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.scripts += tag == "script"
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            elif name in ("href", "xlink:href") and value.startswith("#"):
                self.links.append(value[1:])
            elif name in ("href", "xlink:href", "src", "srcset", "action") and value != "data:,":
                self.outside.append(value)


def test_the_page_refers_to_nothing_outside_itself_and_every_link_leads_somewhere(page):
    found = Page(page)
    assert (found.outside, found.scripts) == ([], 0)
    assert len(found.ids) == len(set(found.ids))
    assert set(found.links) <= set(found.ids)
    assert not re.search(r"url\((?!#)|@import|http", page.replace("http-equiv", "").replace("http://evil", ""))
    assert {f"s-{SHIPPED}-{n}" for n in range(1, 20)} <= set(found.ids)


def test_what_was_asked_and_replied_is_escaped(page):
    assert "<script" not in page
    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; &#34;quotes&#34;" in page


def test_the_page_shows_every_table_and_the_comparison(page, judged, changes):
    for table in markdown.all_tables(judged, changes):
        assert page.count(f">{table.title}</h2>".replace("&", "&amp;")) == 1
    assert "Compared with the earlier run" in page
    assert record.CAVEAT in page


def test_the_articles_stand_in_the_page_to_the_letter(page):
    for name in (SHIPPED, "pasar-rebowage"):
        source = source_of(known_articles()[name])
        parts = html.text_of(source).parts
        assert "".join(text for _, text in parts) == source.text
        assert [number for number, _ in parts if number] == [s.number for s in source.sentences]


def test_the_drawings_are_sound_in_the_pages_colours_and_tell_lines_apart_without_them(judged):
    drawings = (plots.risk_and_coverage(judged), plots.calibration(judged), plots.retrieval(judged, SHIPPED))
    for drawing in drawings:
        ET.fromstring(drawing.replace("xlink:href", "href"))
        assert not re.search(r"#[0-9a-f]{6}\b", re.sub(r'(id="|#)[\w.-]+', "", drawing.replace("#fff", "")))
        assert "var(--ink)" in drawing
    lines = re.findall(r"stroke-dasharray: ([\d.,]+)[^\"]*stroke: (var\(--line-\d\))", drawings[2])
    assert len({colour for _, colour in lines}) >= 3
    assert len({dashes for dashes, _ in lines}) >= 3


def test_the_page_works_from_disk_in_a_browser_at_any_width_in_light_and_dark(chromium, tmp_path):
    from axe_playwright_python.sync_playwright import Axe

    file = tmp_path / "report.html"
    file.write_text(html.report(judge(word_run(limit=6, only_articles=["pasar-rebowage"]))), encoding="utf-8")
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    for width, scheme in ((1360, "light"), (390, "dark")):
        context = chromium.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
        opened, requests, errors = context.new_page(), [], []
        opened.on("request", lambda request, seen=requests: seen.append(request.url))
        opened.on("console", lambda message, seen=errors: seen.append(message.text))
        opened.goto(file.as_uri())
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
        pill = opened.locator(".wrong .pill").first
        target = pill.get_attribute("href")
        pill.click()
        lit = opened.locator(".sentence:target")
        assert lit.count() == 1
        assert f"#{lit.get_attribute('id')}" == target
        assert lit.evaluate("e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight; }")
        plain = opened.locator(".sentence:not(:target)").first
        ground = "e => getComputedStyle(e).backgroundColor"
        assert lit.evaluate(ground) != plain.evaluate(ground)
        found = Axe().run(opened, options=rules).response
        assert len(found["passes"]) > 15
        assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found["violations"]] == []
        assert [r for r in requests if not r.startswith((file.as_uri(), "data:"))] == []
        assert errors == []
        context.close()


# ---- published


def test_publishing_writes_the_tables_file_the_last_run_and_the_readme_between_its_marks(judged, tmp_path):
    (tmp_path / "eval" / "results").mkdir(parents=True)
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{BEGIN}old\n{END}\nafter\n", encoding="utf-8")
    written = publish(judged, tmp_path)
    assert all(path.exists() for path in written)
    table = (tmp_path / "eval" / "results" / "run.md").read_text(encoding="utf-8")
    assert readme.read_text(encoding="utf-8") == f"before\n{BEGIN}{table}{END}\nafter\n"
    assert judged.run.provenance.date[:10] in table
    publish(judged, tmp_path)
    assert readme.read_text(encoding="utf-8") == f"before\n{BEGIN}{table}{END}\nafter\n"


def test_a_part_of_a_run_or_a_readme_without_marks_is_not_published(judged, tmp_path):
    with pytest.raises(BadOption, match="has no place for the table"):
        publish(judged, tmp_path)
    everything = (len(NAMES), len(question_files()), "test", None)
    refuse_partial(*everything)
    for part in ((1, 4, "test", None), (12, 1, "test", None), (12, 4, "dev", None), (12, 4, "test", 20)):
        with pytest.raises(BadOption, match="cannot be published"):
            refuse_partial(*part)


def test_the_committed_last_run_is_of_todays_questions_and_below_200_kb():
    path = Path(record.__file__).parents[1] / "results" / "last-run.json"
    assert path.stat().st_size < 200_000
    last = record.read(path)
    assert (last.run.provenance.split, last.run.provenance.limit) == ("test", None)
    items = [i for p in question_files().values() for i in load_items(p, known_articles()) if i.split == "test"]
    assert [o.id for o in last.outcomes if o.article == SHIPPED] == [i.id for i in items if i.article == SHIPPED]
    assert {o.id for o in last.outcomes} == {i.id for i in items}
