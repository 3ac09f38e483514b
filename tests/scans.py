"""A scanned page of an invented report, and what is made of its picture.

``scanned.png`` lies beside this module because a machine without Chinese fonts cannot draw it:
``python tests/scans.py`` draws it anew where there are some.
"""

import io
from pathlib import Path

import pypdfium2
from pdffiles import Paper
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

PICTURE = Path(__file__).with_name("scanned.png")
DOTS = 150  # an inch
# Two slips: 97.54 for 97.45 in the sentence, 78.94 for 87.94 in the last row of the first table.
FUNDS = [
    ["资金来源", "年初预算数", "全年预算数", "全年执行数", "执行率"],
    ["年度资金总额", "1280.00", "1320.00", "1286.40", "97.45%"],
    ["其中：当年财政拨款", "1200.00", "1240.00", "1216.05", "98.07%"],
    ["上年结转资金", "80.00", "80.00", "70.35", "78.94%"],
]
INDICATORS = [
    ["一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出指标", "举办展览场次", "≥12场", "14场", "20", "20"],
    ["", "培训文化骨干人数", "≥300人", "312人", "20", "20"],
    ["效益指标", "群众满意度", "≥90%", "93.5%", "10", "10"],
]


def drawn():
    """The page as a PDF file with text."""
    paper = Paper((595, 370))
    paper.y = 335
    paper.line("蓝溪县文化馆2023年度整体支出绩效自评报告", 6)
    paper.line("一、预算执行情况")
    paper.paragraph(
        "2023年，我馆年初预算数1280.00万元，全年预算数1320.00万元，全年执行数1286.40万元，预算执行率97.54%。"
    )
    paper.line("表1 资金情况（单位：万元）")
    paper.table(FUNDS, [120, 80, 80, 80, 70])
    paper.line("表2 绩效指标完成情况")
    paper.table(INDICATORS, [70, 110, 80, 80, 50, 50])
    return paper.bytes()


def scanned():
    """The picture of the page."""
    return Image.open(PICTURE).convert("L")


def part(top, bottom):
    """A strip of the picture, in shares of its height; the fewer lines, the sooner it is read."""
    whole = scanned()
    return whole.crop((0, round(top * whole.height), whole.width, round(bottom * whole.height)))


def saved(picture, kind="PNG", **options):
    """The bytes of a picture."""
    out = io.BytesIO()
    picture.save(out, kind, dpi=(DOTS, DOTS), **options)
    return out.getvalue()


def pdf(*pages):
    """A PDF file; a page is a picture that fills it, or lines of text, or both."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for page in pages:
        picture, lines, hidden = page if isinstance(page, tuple) else (page, (), False)
        wide, high = (side * 72 / DOTS for side in picture.size) if picture else (595, 842)
        canvas.setPageSize((wide, high))
        if picture and not hidden:
            canvas.drawImage(ImageReader(picture), 0, 0, wide, high)
        text = canvas.beginText(80, high - 60)
        text.setFont("STSong-Light", 12)
        text.setTextRenderMode(3 if hidden == "invisible" else 0)
        for line in lines:
            text.textLine(line)
        canvas.drawText(text)
        if picture and hidden:
            canvas.drawImage(ImageReader(picture), 0, 0, wide, high)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


if __name__ == "__main__":
    page = pypdfium2.PdfDocument(drawn())[0]
    grey = page.render(scale=DOTS / 72, grayscale=True).to_pil()
    grey.quantize(16).save(PICTURE, optimize=True, dpi=(DOTS, DOTS))
